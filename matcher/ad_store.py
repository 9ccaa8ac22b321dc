"""Where ads are kept with what was read in them: what goes in, what comes out, and the protocol of the store."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from matcher.ads import JobAd
from matcher.concepts import ConceptUri
from matcher.demand import Demand
from matcher.mentions import Span
from matcher.vectors import Vectors

if TYPE_CHECKING:  # a slice is cut by what is defined here
    from matcher.slices import Slice

Signature: TypeAlias = npt.NDArray[np.uint32]
"""(SIGNATURE_VALUES,): least hashes of a text's shingles. Texts share as many of them as they share shingles."""
SIGNATURE_VALUES = 64
NEAR_IDENTICAL_FROM = 0.9
"""Share of equal values from which two ads count as one: the same text but for some words of a sentence or two."""

NEVER_USED = "empty"
"""The version of a store in which nothing was ever kept."""


class Outcome(StrEnum):
    """What became of an ad that was to be saved."""

    NEW = "new"
    CHANGED = "changed"
    """Its id was known with other contents, which it replaced."""
    KNOWN = "known"
    NEAR_IDENTICAL = "near_identical"
    """Kept as a copy of an ad that it repeats: it counts as that one, and nothing was read in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """Words that ask for something which no concept covers."""

    span: Span
    """Of `text` in the ad."""
    text: str
    section: str
    named: bool
    """Whether it is a name in a passage; else it is the passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWith:
    """What readings and vectors were made with."""

    reading: str
    """Version of all that decides how a text is read."""
    encoder: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadAd:
    ad: JobAd
    made_with: ReadWith
    demands: tuple[Demand, ...]
    unlinked: tuple[Unlinked, ...]
    language: str | None
    """Detected (ISO 639-1); None where the words don't tell."""
    vector: Vectors
    """(1, dim), of `ad_vector`."""
    signature: Signature
    occupation: ConceptUri | None = None
    """What its title names; None where it has none, or names nothing known."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AdVectors:
    version: str
    """Of the store in which they were found."""
    ids: Sequence[str]
    vectors: Vectors
    """(n, dim)."""


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """What ads say of themselves in one respect: which of some names."""

    names: tuple[str, ...]
    """In order."""
    of: npt.NDArray[np.int32]
    """(ads,): place in `names`, from 1 on; 0 where the ad says nothing."""


class FacetKind(StrEnum):
    """What slices of the ads are cut by, besides the day."""

    SOURCE = "source"
    ORGANISATION = "organisation"
    LOCATION = "location"
    REGION = "region"
    SECTOR = "sector"
    OCCUPATION = "occupation"
    """The names are URIs."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AdFacts:
    """Which ads ask for which concepts, as columns: (n,) each, one place a demand, ads in the order they came in.

    Of copies only their number is there.
    """

    version: str
    """Of the store in which they were found."""
    ids: Sequence[str]
    """Of the ads that were read, also those that ask for nothing."""
    facets: Mapping[FacetKind, Facet]
    """All kinds."""
    posted: npt.NDArray[np.datetime64]
    """(ads,), days; NaT where undated."""
    copies: npt.NDArray[np.int32]
    """(ads,): how many kept ads repeat this one."""
    sample: npt.NDArray[np.bool_]
    """(ads,)"""
    concepts: Sequence[ConceptUri]
    ad_of: npt.NDArray[np.int32]
    """Place in `ids`."""
    concept_of: npt.NDArray[np.int32]
    """Place in `concepts`."""
    importance: npt.NDArray[np.int8]
    """Place in `matcher.demand.ORDER`."""
    confidence: npt.NDArray[np.float32]
    """To the ten-thousandth."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AdsUnlinked:
    """What is unlinked in all ads that were read, as columns: (ads,) each in the order they came in, then (n,) each."""

    version: str
    """Of the store in which they were found."""
    ids: Sequence[str]
    """Of the ads that were read, also those in which nothing is unlinked."""
    organisations: Sequence[str | None]
    posted: Sequence[date | None]
    sources: Sequence[str | None]
    ad_of: npt.NDArray[np.int32]
    """Place in `ids`, in order; within an ad in the order of its text."""
    texts: Sequence[str]
    sections: Sequence[str]
    named: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """Which ads: those that meet every condition that is set. All of them where none is."""

    ids: frozenset[str] | None = None
    source: str | None = None
    before: date | None = None
    """Posted before this day; where the ad is undated, added before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdCounts:
    ads: int
    """All, copies too."""
    near_identical: int
    unread: int
    """Neither read nor copies."""
    sample: int
    dated: int
    first: date | None
    last: date | None
    sources: Mapping[str | None, int]


class AdStore(Protocol):
    """Every change is whole or not at all, and gives a new version in the same moment."""

    def version(self) -> str:
        """NEVER_USED before the first change."""
        ...

    def counts(self) -> AdCounts: ...

    def fingerprints(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """Those of the ids that are known, each with the fingerprint of its ad."""
        ...

    def like(self, signature: Signature, but: str | None = None) -> str | None:
        """The id of the first ad, no copy and not `but`, whose signature shares NEAR_IDENTICAL_FROM with this one."""
        ...

    def save(self, read: Sequence[ReadAd], copies: Sequence[tuple[JobAd, Signature]]) -> Mapping[str, Outcome]:
        """By id, what became of each; ids are distinct.

        What is near-identical to a kept ad, or to an earlier one of `read`, becomes a copy, read or not. A copy whose
        like is gone is kept unread.
        """
        ...

    def unread(self, reading: str, after: str | None, limit: int) -> Sequence[JobAd]:
        """Ads, no copies, in which nothing was read with this version yet: the first ones, or those after this id."""
        ...

    def reread(self, read: Sequence[ReadAd], unreadable: Sequence[str]) -> None:
        """Put these in place of what was read in the ads before, and nothing where they are unreadable.

        Those that were changed or forgotten meanwhile are left out. Vectors by other encoders stay where an ad is
        readable, until they are retired: servers of another version go on with them.
        """
        ...

    def outdated(self, reading: str) -> int:
        """How many ads were read with another version than this."""
        ...

    def retire(self, encoder: str) -> int:
        """Forget the vectors by other encoders of ads that have one by this; how many those were."""
        ...

    def ads(self, ids: Sequence[str]) -> Mapping[str, JobAd]:
        """Those that are known."""
        ...

    def page(self, after: str | None, limit: int) -> Sequence[JobAd]:
        """All ads by id, copies too."""
        ...

    def like_of(self, ad_id: str) -> str | None:
        """The ad that this one is a copy of. Raises UnknownAd."""
        ...

    def demands_of(self, ad_id: str) -> tuple[Demand, ...]:
        """What was read in it; in that of which it is a copy. Raises UnknownAd also where it was not read."""
        ...

    def unlinked_of(self, ad_id: str) -> tuple[Unlinked, ...]:
        """In the order of the text. Raises as `demands_of` does."""
        ...

    def unlinked(self) -> AdsUnlinked:
        """All that is unlinked anywhere, at about the size of its words."""
        ...

    def vectors(self, encoder: str, dim: int) -> AdVectors:
        """Of the ads that were read, in the order in which they came."""
        ...

    def within(self, wanted: "Slice") -> Sequence[str]:
        """Ids of the ads that were read and are `inside` the slice, in the order in which they came; raises as that."""
        ...

    def facts(self) -> AdFacts:
        """All demands of all ads that were read, at 13 bytes each, and what the ads are sliced by."""
        ...

    def forget(self, which: Forgetting) -> int:
        """How many ads went. The first copy of one that went takes its place, unread where its text is another."""
        ...


_SORTED = json.JSONEncoder(sort_keys=True)


def fingerprint(ad: JobAd) -> bytes:
    """16 bytes: equal for ads that say the same, wherever they came from."""
    said = {name: getattr(ad, name) for name in JobAd.__slots__ if name != "source"}
    said["extra"] = dict(sorted(ad.extra.items()))
    said["date_posted"] = ad.date_posted.isoformat() if ad.date_posted else None
    return hashlib.sha256(_SORTED.encode(said).encode()).digest()[:16]


def likeness(one: Signature, other: Signature) -> float:
    """Share of equal values: an estimate of the Jaccard similarity (Broder 1997)."""
    return float(np.count_nonzero(one == other)) / len(one)
