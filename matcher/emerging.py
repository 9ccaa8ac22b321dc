"""Needs that no concept covers: what ads ask for in the same words; counted in `emerging_counts`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from matcher.ad_store import AdsUnlinked
from matcher.concepts import ConceptUri
from matcher.intervals import Interval
from matcher.need_kinds import NeedKind

SOLID_EMPLOYERS = 5
"""Under this many employers a need is a small sample: marked as such, and never above a solid one."""
COVERED_FROM = 0.6
"""Cosine between its words and a concept's preferred label from which the concept may well cover a need."""

Places = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class NearConcept:
    """An existing concept beside a need."""

    uri: ConceptUri
    label: str
    similarity: float | None
    """Cosine between the need's words, or those beside a name, and the preferred label; None of a technology."""
    named: bool
    """Whether one of its names is what the need is called, or holds all of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedGroup:
    """Terms that ask for one thing; all words are the ads' own."""

    label: str
    """The commonest spelling of the commonest term."""
    terms: tuple[str, ...]
    """The commonest spelling of each, the commonest term first; at least one."""
    stands_for: str | None
    """Of an abbreviation, where an ad says so; other ads may mean something else by it."""
    beside: tuple[str, ...]
    """Words that stand beside it more than beside others."""
    kind: NeedKind
    telling: bool
    """Whether its words say what it is; else it is a name, and concepts are near to its company, not to itself."""
    near: tuple[NearConcept, ...]
    """Those that are called so, then the nearest first."""

    @property
    def covered_by(self) -> NearConcept | None:
        """The concept that may well cover it: then our reading missed it, and it is nothing new."""
        return next((one for one in self.near if one.named or self._is_like(one)), None)

    def _is_like(self, concept: NearConcept) -> bool:
        return self.telling and concept.similarity is not None and concept.similarity >= COVERED_FROM


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Emerging:
    """Groups as they were built, and the mentions of their terms in the ads that are in the store now."""

    version: str
    store: str
    """Version of the store that the groups were built from."""
    groups: Sequence[NeedGroup]
    ads: AdsUnlinked
    group_of: Places
    """(m,) place in `groups`; a passage has a row for each group whose terms stand in it."""
    mention_of: Places
    """(m,) place in the mentions of `ads`."""
    starts: Places
    """(m,) where in the passage the first term stands."""

    @property
    def is_behind(self) -> bool:
        """Whether the store has changed since: what is new in it is counted only where its wording was known."""
        return self.store != self.ads.version


class Lack(StrEnum):
    """Why there are no needs."""

    NO_ADS = "no ad of the slice was read"
    NOTHING_UNLINKED = "every requirement of the slice's ads is covered by a concept"
    NOTHING_SHARED = "what no concept covers in the slice's ads is asked for in words that no second employer uses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What the needs of a slice are drawn from."""

    ads: int
    """That were read; near-identical copies count as one."""
    employers: int
    mentions: int
    """Passages, and names in passages, that no concept covers."""
    grouped: int
    """Of them, those in which a term of a group stands."""
    lack: Lack | None
    """None where there are needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    text: str
    """At most `quotes.MAX_QUOTE` characters; `…` where it was cut."""
    ad: str
    source: str | None
    posted: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergingNeed:
    group: NeedGroup
    ads: int
    employers: int
    """That are named; copies of an ad at other employers are not counted."""
    unnamed: int
    """Ads that name no employer."""
    share: Interval | None
    """95 % Wilson interval of the share of the slice's ads that ask for it; ads of one employer are alike, and count as
    fewer for it. None where the slice's ads are of one employer."""
    wordings: int
    """Distinct passages."""
    by_year: Mapping[int, int]
    """Ads posted in each year; undated ones are left out."""
    first: date | None
    last: date | None
    examples: tuple[Example, ...]
    """Of distinct wordings and, as far as they go, distinct employers; the newest first. Passages that could tell of a
    person are none."""
    small: bool
    template: bool
    """Whether many ads say it word for word alike: one voice, repeated."""
