"""How well a skill is held, as cells of a team's table say it."""

import re

from corpora.cells import shortened
from corpora.documents.text import clean_text
from matcher.errors import InvalidInput
from matcher.workforce.mastery import HIGHEST, LOWEST, require_level

HELD = frozenset({"x", "✓", "✔", "☑", "yes", "y", "true", "held"})
NOT_HELD = frozenset({"no", "n", "false", "☐", "✗", "✘"})
UNSTATED = frozenset({"", "-", "–", "—", ".", "?", "n/a", "na"})
WORDS = frozenset(
    "none novice beginner basic basics elementary fair intermediate good solid competent proficient advanced "
    "very-good excellent expert master native fluent low medium high poor".split()
)
"""By which people state a level where no number is asked of them: each house means something else by them."""
REASON = (
    f"{{}} is no level of the scale, whole numbers from {LOWEST} to {HIGHEST} (or x: held, without a level)"
)

_OF_HIGHEST = re.compile(rf"(\d(?:[.,]0+)?)\s*/\s*{HIGHEST}")
_COMMA = re.compile(r"(\d+),(\d+)")


def stated_level(value: object) -> tuple[bool, int | None]:
    """(whether the cell says anything of the skill, its level where it states one; 0 says not held).

    Raises InvalidInput, with field "level", for what is outside the scale.
    """
    if value is None:
        return False, None
    if isinstance(value, bool):
        return True, None if value else LOWEST
    if isinstance(value, int | float):
        return True, _on_scale(value, value)
    text = clean_text(str(value)).strip()
    word = text.casefold()
    if word in UNSTATED:
        return False, None
    if word in HELD:
        return True, None
    if word in NOT_HELD:
        return True, LOWEST
    of_highest = _OF_HIGHEST.fullmatch(text)
    return True, _on_scale(_COMMA.sub(r"\1.\2", of_highest[1] if of_highest else text), value)


def is_level_cell(value: object) -> bool:
    """Whether it says something that is meant as a level, on the scale or not."""
    if isinstance(value, bool | int | float):
        return True
    text = clean_text(str(value)).strip().casefold()
    return (
        text in HELD | NOT_HELD | UNSTATED | WORDS
        or re.fullmatch(r"-?\d{1,3}(?:[.,]\d+)?\s*(?:%|/\s*\d{1,3})?", text) is not None
    )


def is_fraction(value: object) -> bool:
    """Whether the number can only be a share: what a sheet shows as 60 % is 0.6 in the file."""
    return isinstance(value, float) and LOWEST < value < 1


def _on_scale(number: object, stated: object) -> int:
    try:
        return require_level("level", number)
    except InvalidInput:
        raise InvalidInput("level", REASON.format(shortened(stated))) from None
