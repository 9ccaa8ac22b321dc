"""Several skills in one cell, each perhaps with a level: "SQL (4); Python: 3; information literacy"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpora.cells import shortened
from corpora.documents.text import clean_text
from corpora.teams.levels import UNSTATED, WORDS, stated_level
from matcher.errors import InvalidInput

MAX_NAME_CHARACTERS = 200
FOR_PROSE = "put prose into a column `cv`"
"""What to do with words that are too long for a name."""
NOTHING = UNSTATED | {"none", "nil", "nothing"}

_STRONG = re.compile(r"[;|\n]")
_WEAK = re.compile(r"(?<!\d),|,(?!\d)")
"""A comma, but none inside a number."""
_NUMBER = r"-?\d{1,2}(?:[.,]\d{1,4})?\s*(?:%|/\s*5)?"
"""Not 2019 or 27001: those are part of a name."""
_WITH_LEVEL = re.compile(
    rf"(?P<name>.*\S)\s*(?:[(\[]\s*(?P<inner>{_NUMBER}|\w+)\s*[)\]]|[:=]\s*(?P<after>{_NUMBER}|\w+)|\s[-\u2013]\s(?P<dash>[0-5]))",
    re.DOTALL,
)
_BULLET = re.compile(r"^(?:[-*•·▪◦‣]\s+|•)")


@dataclass(frozen=True, slots=True)
class Item:
    name: str
    level: int | None


def items_of(cell: str) -> Iterator[Item | str]:
    """Each item, or why it can't be one.

    Apart by `;`, `|` and line ends; where the cell has none of them, by commas.
    """
    text = clean_text(cell)
    for piece in (_STRONG if _STRONG.search(text) else _WEAK).split(text):
        words = " ".join(_BULLET.sub("", piece.strip()).split())
        if words.casefold() not in NOTHING:
            yield item_of(words)


def item_of(words: str) -> Item | str:
    """One item, its level taken off."""
    match = _WITH_LEVEL.fullmatch(words) if len(words) <= MAX_NAME_CHARACTERS and words[0] != "=" else None
    stated = match["inner"] or match["after"] or match["dash"] if match else None
    if match is None or stated is None or not _is_stated(stated):
        return _named(words, None)
    try:
        _, level = stated_level(stated)
    except InvalidInput as error:
        return f"{shortened(words)}: {error.reason}; left out"
    return _named(match["name"], level)


def name_of(words: str) -> str:
    """A skill's name on one line. Raises InvalidInput, with field "skill", for what is none."""
    name = " ".join(clean_text(words).split())
    if len(name) > MAX_NAME_CHARACTERS:
        reason = f"{shortened(name)} has {len(name):,} characters, and a skill's name at most {MAX_NAME_CHARACTERS}"
        raise InvalidInput("skill", f"{reason}; {FOR_PROSE}; left out")
    if name.startswith("="):
        raise InvalidInput("skill", f"{shortened(name)} begins like a formula, which is never run; left out")
    if not any(c.isalpha() for c in name):
        raise InvalidInput("skill", f"{shortened(name)} is no skill: it has no letter; left out")
    return name


def _is_stated(words: str) -> bool:
    return re.fullmatch(_NUMBER, words) is not None or words.casefold() in WORDS


def _named(words: str, level: int | None) -> Item | str:
    try:
        return Item(name_of(words), level)
    except InvalidInput as error:
        return error.reason
