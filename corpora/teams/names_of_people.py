"""Whether words look like somebody's name, without knowing anybody."""

import re
from functools import cache
from importlib.resources import files

from matcher.errors import SourceUnavailable
from matcher.who import NO_NAMES, PARTICLES, TITLES

LIST = "given_names.txt"
MOST_WORDS = 4

_APART = re.compile(r"[\s,._]+")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019-])*")
_CAPITAL = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:['\u2019-][^\W\d_]+)*")


def is_given_name(text: str) -> bool:
    """Whether one of its few words is a given name that we list, and none is of a role."""
    words = _words(text)
    return bool(words) and any(part in given_names() for word in words for part in (word, *word.split("-")))


def is_shaped_like_a_name(text: str) -> bool:
    """Whether it is two to four words with capitals, none of them of a role: "Zanele Dlamini", "DLAMINI, Z."."""
    words = _words(text)
    if len(words) < 2:
        return False
    stated = [word for word in _APART.split(text) if word and word.casefold() not in PARTICLES | TITLES]
    full = [word for word in stated if len(word) > 1]
    return (
        len(full) >= (1 if "," in text or "." in text else 2)
        and all(map(_CAPITAL.fullmatch, stated))
        and any(len(word) > 2 for word in full)
    )


def _words(text: str) -> list[str]:
    """Small, without titles; none where it can't be a name."""
    words = [word.casefold() for word in _APART.split(text) if word]
    words = [word for word in words if word not in TITLES]
    if not 1 <= len(words) <= MOST_WORDS or not all(map(_WORD.fullmatch, words)):
        return []
    return [] if any(word in NO_NAMES for word in words) else words


@cache
def given_names() -> frozenset[str]:
    """Those that are listed, in small letters. Raises SourceUnavailable."""
    resource = files("corpora").joinpath("teams", LIST)
    if not resource.is_file():
        raise SourceUnavailable(LIST, "the list of given names is not installed with this package")
    lines = resource.read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())
