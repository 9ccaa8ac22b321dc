"""What a person holds, and on what evidence. No name, age, gender or school: none is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.concepts import ConceptUri
from matcher.mentions import Span


class HoldingSource(StrEnum):
    VERIFIED = "verified"
    SELF_CLAIMED = "self_claimed"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    skill: ConceptUri
    source: HoldingSource
    confidence: float
    text: str
    """The profile's own words."""
    span: Span | None = None
    """Into the profile's text; None for an item of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileClaims:
    """A profile as it comes in, before linking."""

    claims: tuple[str, ...] = ()
    """Skill names that the person lists."""
    text: str | None = None
    """CV text, or the prose of a résumé."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    holdings: tuple[Holding, ...] = ()
    unlinked: tuple[str, ...] = ()
    """Claims that no concept fits: shown, never forced onto one."""
    text: str | None = None

    def of(self, skill: ConceptUri) -> Sequence[Holding]:
        return tuple(holding for holding in self.holdings if holding.skill == skill)
