"""Letters that a document may hold, and those that a font can show."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

LANGUAGE = "en-GB"
"""That the chapters are worded in."""
LACKING = "\ufffd"
"""Stands for a letter that the font lacks."""
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"  # not allowed in XML, or without a meaning there
    "\u202a-\u202e\u2066-\u2069]"  # turn around what stands after them
)
_WEB_ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}]+", re.IGNORECASE)
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
"""Categories whose letters only change the one before them: left out where the font lacks them."""


def allowed(text: str) -> str:
    """Without control characters, halves of characters, and what would turn around the text behind it."""
    return _FORBIDDEN.sub(" ", text)


def is_link(address: str | None) -> bool:
    """Whether a document may lead there: not to a script, a file or a mail."""
    return address is not None and _WEB_ADDRESS.fullmatch(address) is not None


@dataclass(frozen=True, slots=True)
class Shown:
    text: str
    lacking: frozenset[str]
    """The letters for which LACKING stands."""


def shown(text: str, font: Container[int]) -> Shown:
    """The text in letters of the font, which holds code points."""
    lacking: set[str] = set()
    found: list[str] = []
    for letter in allowed(text):
        if ord(letter) in font or letter == "\n":
            found.append(letter)
        elif unicodedata.category(letter) not in _UNSEEN:
            lacking.add(letter)
            found.append(" " if letter.isspace() else LACKING)
    return Shown("".join(found), frozenset(lacking))
