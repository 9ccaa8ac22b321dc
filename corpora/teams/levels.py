"""How well a skill is held, as cells of a team's table say it."""

import re
from functools import lru_cache

from corpora.cells import shortened
from corpora.teams.cells import text_of
from matcher.errors import InvalidInput
from matcher.phrases import word_set
from matcher.workforce.mastery import HIGHEST, LOWEST, require_level

HELD = frozenset({"x", "✓", "✔", "☑", "yes", "y", "true", "held"})
NOT_HELD = frozenset({"no", "n", "none", "false", "☐", "✗", "✘"})
UNSTATED = frozenset({"", "-", "\u2013", "\u2014", ".", "?", "n/a", "na"})
WORDS = word_set("""
    novice beginner basic basics elementary fair intermediate good solid competent proficient advanced
    very-good excellent expert master native fluent low medium high poor
    """)
"""By which people state a level where no number is asked of them: each house means something else by them."""
REASON = f"{{}} is no level of the scale, whole numbers from {LOWEST} to {HIGHEST} (or x: held, without a level)"

_OF_HIGHEST = re.compile(rf"(\d(?:[.,]0+)?)\s*/\s*{HIGHEST}")
_LIKE_A_LEVEL = re.compile(r"-?\d{1,3}(?:[.,]\d{1,6})?\s*(?:%|/\s*\d{1,3})?")
_COMMA = re.compile(r"(\d+),(\d+)")


def stated_level(value: object) -> tuple[bool, int | None]:
    """(whether the cell says anything of the skill, its level where it states one; 0 says not held).

    Raises InvalidInput, with field "level", for what is outside the scale.
    """
    found = _read(value if isinstance(value, bool | int | float) else text_of(value))
    if isinstance(found, str):
        raise InvalidInput("level", found)
    return found


@lru_cache(maxsize=10_000, typed=True)
def _read(value: str | float) -> tuple[bool, int | None] | str:
    """The same, or why it is none: a table holds the same few values many times."""
    if isinstance(value, bool):
        return True, None if value else LOWEST
    word = value.casefold() if isinstance(value, str) else None
    if word is None:
        return _on_scale(value, value)
    if word in UNSTATED:
        return False, None
    if word in HELD:
        return True, None
    if word in NOT_HELD:
        return True, LOWEST
    of_highest = _OF_HIGHEST.fullmatch(word)
    return _on_scale(_COMMA.sub(r"\1.\2", of_highest[1] if of_highest else word), value)


def is_level_cell(value: object) -> bool:
    """Whether it says something that is meant as a level, on the scale or not."""
    if isinstance(value, bool | int | float):
        return True
    text = text_of(value).casefold()
    return text in HELD | NOT_HELD | UNSTATED | WORDS or _LIKE_A_LEVEL.fullmatch(text) is not None


def is_fraction(value: object) -> bool:
    """Whether the number can only be a share: what a sheet shows as 60 % is 0.6 in the file."""
    return isinstance(value, float) and LOWEST < value < 1


def _on_scale(number: str | float, stated: str | float) -> tuple[bool, int] | str:
    try:
        return True, require_level("level", number)
    except InvalidInput:
        return REASON.format(shortened(stated))
