"""Demand over the kept ads: who asks for what, how many, how surely, and what is asked for beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np

from matcher.ad_store import AdFacts, FacetKind
from matcher.areas import PREFIX, Area, areas
from matcher.askings import Askings, Counts, Floats, askings_in, count, independent_ads, joined_askings
from matcher.concepts import ConceptUri, FamilyId, SkillFamily
from matcher.demand import ORDER, Importance
from matcher.index import VectorIndex
from matcher.intervals import Interval, wilson, wilson_interval
from matcher.slices import Mask, Slice, inside

FEW_ADS = 10
"""Below that many ads that ask, a share says little: the interval of 9 of 100 reaches from 5 to 16 %."""
MOSTLY_NAMED = 0.5
"""Of the ads that ask: where fewer name their employer, nothing is made of how many there are."""
FEW_EMPLOYERS = 3
"""Below that many employers, a demand may be the way in which one or two write their ads."""


class Doubt(StrEnum):
    """Why a figure should not be built on by itself."""

    FEW_ADS = "few ads"
    FEW_EMPLOYERS = "few employers"
    NO_EMPLOYERS = "employers hardly named"
    """So that nobody knows how many there are; it makes no sample small."""


SMALL = frozenset({Doubt.FEW_ADS, Doubt.FEW_EMPLOYERS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Demanded:
    """How a skill, or a family of skills, is asked for in a slice."""

    id: str
    """A ConceptUri, a FamilyId or the id of an area."""
    ads: int
    """That ask for it, as read."""
    of: int
    """Ads of the slice."""
    independent: float
    """How many independent ads those are worth, since ads of one employer are alike (`effective_sample`)."""
    share: Interval
    """Of the slice's ads that ask for it, at 95 %: Wilson's of so many independent ads."""
    expected: float
    """Ads that ask for it indeed, by the calibrated confidence of what was read."""
    importance: Mapping[Importance, int]
    employers: int
    named: int
    """Ads that ask for it and name their employer."""
    largest: int
    """Ads of the employer that asks for it most often."""
    effective_employers: float
    """How many equal employers would be as varied (inverse of Simpson's index); 0 where none is named."""
    doubts: frozenset[Doubt]

    @property
    def is_small(self) -> bool:
        return bool(self.doubts & SMALL)

    @property
    def expected_share(self) -> Interval:
        """Of the slice's ads that ask for it indeed: Wilson's at 95 %, of so many independent ads."""
        worth = self.expected * self.independent / max(self.of, 1)
        found = wilson_interval(min(worth, self.independent), self.independent)
        return found if found is not None else Interval(0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a slice is made of."""

    ads: int
    """Near-identical ones once."""
    copies: int
    """Near-identical ads beside them."""
    employers: int
    without_employer: int
    undated: int
    first: date | None
    last: date | None
    sample: bool
    """Whether they are ads that we made up: only where the store holds no others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is asked for by ads that ask for something else, too."""

    id: str
    ads: int
    """That ask for both."""
    share: Interval
    """Of the ads that ask for the other thing, at 95 %: of so many independent ads as those are worth."""
    lift: float
    """How many times more often it is asked for there than in the whole slice."""
    lift_low: float
    """The same at the lower bound of the share."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Market:
    """Ads that we made up count only where there are no others."""

    facts: AdFacts
    groups: Sequence[SkillFamily]
    names: VectorIndex
    """Of the skills' preferred labels, by URI."""

    @cached_property
    def skills(self) -> Askings:
        """By place in `facts.concepts`."""
        return askings_in(self.facts)

    @cached_property
    def families(self) -> Askings:
        """By place in `groups`."""
        places = self.places
        return joined_askings(self.skills, [[places[m] for m in g.members if m in places] for g in self.groups])

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Of all skills that enough ads ask for; the others stand for themselves and are in no area."""
        ads = count(self.skills, self.within(Slice())).ads
        return areas(
            {self.facts.concepts[at]: int(ads[at]) for at in np.flatnonzero(ads >= FEW_ADS).tolist()}, self.names
        )

    @cached_property
    def area_askings(self) -> Askings:
        """By place in `areas`."""
        return joined_askings(self.skills, [[self.places[member] for member in area.members] for area in self.areas])

    @cached_property
    def area_places(self) -> Mapping[str, int]:
        return {area.id: place for place, area in enumerate(self.areas)}

    def sorted(self) -> "Market":
        """Itself, with all that is made once for counting."""
        _ = self.skills, self.families, self.area_askings
        return self

    @cached_property
    def places(self) -> Mapping[ConceptUri, int]:
        return {uri: place for place, uri in enumerate(self.facts.concepts)}

    @cached_property
    def family_places(self) -> Mapping[FamilyId, int]:
        return {group.id: place for place, group in enumerate(self.groups)}

    @property
    def made_up(self) -> bool:
        """Whether there are ads, and all of them samples that we made up; beside real ones those never count."""
        return bool(len(self.facts.sample) and self.facts.sample.all())

    def within(self, wanted: Slice) -> Mask:
        """Raises what `inside` raises."""
        found = inside(self.facts, wanted)
        return found if self.made_up else found & ~self.facts.sample

    def totals(self, within: Mask) -> Totals:
        facts = self.facts
        employers = facts.facets[FacetKind.ORGANISATION].of[within]
        posted = facts.posted[within]
        dated = posted[~np.isnat(posted)]
        return Totals(
            ads=int(within.sum()),
            copies=int(facts.copies[within].sum()),
            employers=len(np.unique(employers[employers > 0])),
            without_employer=int((employers == 0).sum()),
            undated=len(posted) - len(dated),
            first=dated.min().item() if len(dated) else None,
            last=dated.max().item() if len(dated) else None,
            sample=bool(facts.sample[within].any()),
        )

    def demand_of(self, asking: Askings, ids: Sequence[str], within: Mask) -> tuple[Demanded, ...]:
        """What is asked for at all; solid ones before small ones, by ads, then by id."""
        independent = independent_ads(asking, within, self.facts.facets[FacetKind.ORGANISATION].of)
        return demanded(count(asking, within), ids, int(within.sum()), independent)

    def askings_for(self, id: str) -> Askings:
        """Who asks for one skill, area or family, as the only thing; nobody where it is none, or in no ad."""
        asking, place = self.among(id)
        return asking.only(place)

    def demand_for(self, id: str, within: Mask) -> Demanded | None:
        """The same line as `demand_of` has for it among all of its kind, of which some tell how alike ads are.

        None where no ad of the slice asks for it.
        """
        asking, place = self.among(id)
        independent = independent_ads(asking, within, self.facts.facets[FacetKind.ORGANISATION].of)
        counts = count(asking.only(place), within)
        found = demanded(counts, [id], int(within.sum()), independent[place : place + 1])
        return found[0] if found else None

    def among(self, id: str) -> tuple[Askings, int]:
        """The askings for all of its kind, and its place there; one after the last where it is unknown."""
        if id in self.area_places:
            return self.area_askings, self.area_places[id]
        if id in self.family_places:
            return self.families, self.family_places[FamilyId(id)]
        skill = ConceptUri(id.removeprefix(PREFIX))  # a skill that heads no area now is an area alone
        return self.skills, self.places.get(skill, len(self.facts.concepts))

    def examples(self, asking: Askings, within: Mask, limit: int) -> tuple[str, ...]:
        """Ids of ads that ask for it, the surest of each employer first."""
        kept = within[asking.ad_of]
        ad, employer, sure = asking.ad_of[kept], asking.employer_of[kept], asking.confidence[kept]
        order = np.lexsort((ad, -sure)).tolist()
        seen: dict[int, int] = {}
        turns = sorted((_turn(seen, int(employer[at])), rank) for rank, at in enumerate(order))
        return tuple(self.facts.ids[ad[order[rank]]] for _, rank in turns[:limit])

    def employers(self, asking: Askings, within: Mask, limit: int) -> tuple[tuple[str, int], ...]:
        """The employers that ask for it most often, each with how many ads; ties by name."""
        names = self.facts.facets[FacetKind.ORGANISATION].names
        employer = asking.employer_of[within[asking.ad_of]]
        found, ads = np.unique(employer[employer > 0], return_counts=True)
        by_name = ((names[place - 1], int(n)) for place, n in zip(found, ads, strict=True))
        return tuple(sorted(by_name, key=lambda own: (-own[1], own[0]))[:limit])

    def asking(self, asking: Askings, within: Mask) -> Mask:
        """The ads of the slice that ask."""
        found: Mask = np.zeros_like(within)
        found[asking.ad_of] = True
        return found & within

    def beside(self, there: Mask, within: Mask, limit: int, *, but: Iterable[str] = ()) -> tuple[Beside, ...]:
        """Skills that some ads of the slice ask for, those first that are surely asked for more than elsewhere.

        By the lower bound of their share there over their share in the whole slice; asked for by FEW_ADS or more.
        `but`: skills that are left out, such as that which the ads have in common.
        """
        both, overall = count(self.skills, there).ads, count(self.skills, within).ads
        left_out = set(but)
        found = [p for p in np.flatnonzero(both >= FEW_ADS).tolist() if self.facts.concepts[p] not in left_out]
        share, usual = both[found] / max(there.sum(), 1), overall[found] / max(within.sum(), 1)
        worth = independent_ads(self.skills, there, self.facts.facets[FacetKind.ORGANISATION].of)[found]
        bounds = wilson(np.minimum(share * worth, worth), worth)
        low = bounds.low / usual
        order = np.lexsort((found, -low))[:limit]
        return tuple(
            Beside(
                id=self.facts.concepts[found[at]],
                ads=int(both[found[at]]),
                share=_interval(bounds.low[at], bounds.high[at]),
                lift=float(share[at] / usual[at]),
                lift_low=float(low[at]),
            )
            for at in order.tolist()
        )


def demanded(counts: Counts, ids: Sequence[str], ads: int, independent: Floats) -> tuple[Demanded, ...]:
    """What is asked for at all; solid ones before small ones, by ads, then by id.

    `ads`: of the slice; `independent`: (things,) what they are worth for each.
    """
    bounds = wilson(np.minimum(counts.ads * (independent / max(ads, 1)), independent), independent)
    found = [
        Demanded(
            id=ids[at],
            ads=int(counts.ads[at]),
            of=ads,
            independent=float(independent[at]),
            share=_interval(bounds.low[at], bounds.high[at]),
            expected=float(counts.expected[at]),
            importance={kind: int(counts.importance[at, place]) for place, kind in enumerate(ORDER)},
            employers=int(counts.employers[at]),
            named=int(counts.named[at]),
            largest=int(counts.largest[at]),
            effective_employers=float(counts.effective_employers[at]),
            doubts=_doubts(int(counts.ads[at]), int(counts.named[at]), int(counts.employers[at])),
        )
        for at in np.flatnonzero(counts.ads).tolist()
    ]
    return tuple(sorted(found, key=lambda own: (own.is_small, -own.ads, own.id)))


def _doubts(ads: int, named: int, employers: int) -> frozenset[Doubt]:
    few_ads = {Doubt.FEW_ADS} if ads < FEW_ADS else set()
    of_employers = (
        {Doubt.NO_EMPLOYERS}
        if named < MOSTLY_NAMED * ads
        else {Doubt.FEW_EMPLOYERS}
        if employers < FEW_EMPLOYERS
        else set()
    )
    return frozenset(few_ads | of_employers)


def _turn(seen: dict[int, int], employer: int) -> int:
    """How many of the employer came before. Ads that name none are each by themselves."""
    if not employer:
        return 0
    seen[employer] = seen.get(employer, -1) + 1
    return seen[employer]


def _interval(low: float, high: float) -> Interval:
    return Interval(float(low), float(high))
