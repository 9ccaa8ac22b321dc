"""Everyday names that people list as skills and no label is: what each means where it is the whole of a claim."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from matcher.concepts import ConceptUri
from matcher.mentions import plain

_BETWEEN_WORDS = re.compile(r"[\s\-\u2010-\u2015_/]+")
_SPELLINGS = (
    (re.compile(r"is(?=(?:e|ed|es|er|ing|ation|ations)\b)"), "iz"),
    (re.compile(r"logue?(?=s|ing|\b)"), "log"),
)
"""British words as Americans write them: "digitisation", "cataloguing"."""
_OF_IT = re.compile(r" skills?$")
_PLURAL = re.compile(r"(?<=[^\Wsiu])s$")


@dataclass(frozen=True, slots=True)
class ClaimName:
    name: str
    concept: ConceptUri | None
    """None where no concept fits: the name means none, whatever it resembles."""


@dataclass(frozen=True, slots=True)
class ClaimNames:
    """Claims only: in a text the same words mean too many things."""

    by_key: Mapping[str, ClaimName] = field(default_factory=lambda: MappingProxyType({}))

    def meaning(self, claim: str) -> ClaimName | None:
        """The name that the claim is, "skills" after it aside; None where it is none."""
        key = key_of(claim)
        return self.by_key.get(key) or self.by_key.get(_key(_OF_IT.sub("", plain(claim))))


NO_CLAIM_NAMES = ClaimNames()


def claim_names(names: Iterable[ClaimName]) -> ClaimNames:
    """Of names that are the same the first counts."""
    by_key: dict[str, ClaimName] = {}
    for one in names:
        by_key.setdefault(key_of(one.name), one)
    return ClaimNames(MappingProxyType(by_key))


def key_of(name: str) -> str:
    """Equal where two names are the same: case, spaces, hyphens, "&", British spelling and a closing plural aside."""
    return _key(plain(name))


def _key(words: str) -> str:
    spaced = _BETWEEN_WORDS.sub(" ", words.replace("&", " and ")).strip()
    for british, american in _SPELLINGS:
        spaced = british.sub(american, spaced)
    return _PLURAL.sub("", spaced)
