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
class Issued:
    """Whose word a holding rests on, and how far that was checked. To whom it was given is not read."""

    credential: str
    issuer: str | None
    date: str | None
    """As stated: "2026-02-01", but also "2014-06" or "2014"."""
    checked: str
    """In words: "signed with the key given for this issuer", "not checked: it has no signature"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCredential:
    """A badge, or another credential that a person brings, before linking."""

    issued: Issued
    source: HoldingSource
    """VERIFIED only where its signature was checked with a key that the operator gave."""
    skills: tuple[tuple[ConceptUri, str], ...] = ()
    """Addresses that it is aligned with, some of them of concepts, and its own words for each."""
    claims: tuple[str, ...] = ()
    """What else it names: its achievement, competencies of other frameworks, tags."""
    text: str | None = None
    """What it says was done or shown for it."""
    own_text: str | None = None
    """What the person says of it: read as their CV is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    skill: ConceptUri
    source: HoldingSource
    confidence: float
    text: str
    """The profile's own words."""
    span: Span | None = None
    """Into the profile's text; None for an item of a list."""
    issued: Issued | None = None
    """None for what the person says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileClaims:
    """A profile as it comes in, before linking."""

    claims: tuple[str, ...] = ()
    """Skill names that the person lists."""
    text: str | None = None
    """CV text, or the prose of a résumé."""
    credentials: tuple[HeldCredential, ...] = ()
    refused: tuple[str, ...] = ()
    """Credentials that do not count, each with its file, its field and the reason."""

    def joined(self, other: "ProfileClaims") -> "ProfileClaims":
        """Both, this one first, as one person's."""
        texts = [text for text in (self.text, other.text) if text]
        return ProfileClaims(
            claims=tuple(dict.fromkeys((*self.claims, *other.claims))),
            text="\n\n".join(texts) or None,
            credentials=(*self.credentials, *other.credentials),
            refused=(*self.refused, *other.refused),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    holdings: tuple[Holding, ...] = ()
    unlinked: tuple[str, ...] = ()
    """Claims that no concept fits: shown, never forced onto one."""
    text: str | None = None

    def of(self, skill: ConceptUri) -> Sequence[Holding]:
        return tuple(holding for holding in self.holdings if holding.skill == skill)
