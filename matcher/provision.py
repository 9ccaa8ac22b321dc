"""What a course provider asks, in one screen: who asks for what, who teaches it, and where nobody does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from threading import Lock
from typing import Protocol

import numpy as np

from matcher.achievements import Achievement, AchievementId, Catalogue
from matcher.adding import RELATED_FROM, WhatIf, drafted, what_if
from matcher.ads import JobAd
from matcher.areas import PREFIX
from matcher.askings import Askings
from matcher.concepts import ConceptUri, Taxonomy
from matcher.demand import Demand
from matcher.errors import InvalidInput, UnknownAd
from matcher.forecasting import Forecast
from matcher.market import Beside, Demanded, Market, Totals
from matcher.natures import Nature, transversal_skills
from matcher.periods import Grain, Period
from matcher.quotes import Quote, quote
from matcher.series import Point, series
from matcher.shares import Share, kind_shares
from matcher.slices import Mask, Slice
from matcher.supply import Supply, as_said, joined_supply, supply, without
from matcher.teaching import Taught, Teaching
from matcher.trends import Direction, Trend
from matcher.unmet import Unmet, unmet

BESIDE = 12
EMPLOYERS = 10
QUOTES = 5
AHEAD = 3
"""Periods that are foreseen."""
LOOKED_AT_PER_QUOTE = 4
"""Ads that are looked at for each quote that is wanted: not every sentence may be quoted."""


class AdTexts(Protocol):
    """Ads and what was read in them, as an AdStore has them."""

    def ads(self, ids: Sequence[str]) -> Mapping[str, JobAd]: ...

    def demands_of(self, ad_id: str) -> tuple[Demand, ...]: ...


class Judge(Protocol):
    def taught(self, wanted: Sequence[ConceptUri]) -> Mapping[ConceptUri, Sequence[Taught]]:
        """For each skill the courses that may teach it, as `Teaching` does; one that can't be judged is left out."""
        ...


@dataclass(slots=True, eq=False)
class Supplies:
    """Who teaches each skill, worked out once for a catalogue."""

    catalogue: Catalogue
    teaching: Judge
    known: dict[ConceptUri, Supply] = field(default_factory=dict)
    counted: tuple[Achievement, ...] | None = None
    turn: Lock = field(default_factory=Lock)

    def of(self, skills: Iterable[ConceptUri]) -> Mapping[ConceptUri, Supply]:
        wanted = tuple(dict.fromkeys(skills))
        with self.turn:
            fresh = [skill for skill in wanted if skill not in self.known]
            taught = self.teaching.taught(fresh)
            for skill in fresh:
                judged = taught.get(skill)
                if judged is None:
                    judged = as_said(skill, self.catalogue.aligned_with([skill]))
                self.known[skill] = supply(skill, self._real(judged), self.catalogue.get)
            return {skill: self.known[skill] for skill in wanted}

    def courses(self) -> tuple[Achievement, ...]:
        """Those that count: ones that we made up only where there are no others."""
        if self.counted is None:
            every = tuple(self.catalogue.page(after=None, limit=len(self.catalogue)))
            self.counted = tuple(own for own in every if not own.sample) or every
        return self.counted

    @property
    def made_up(self) -> bool:
        """Whether they are all made up by us."""
        return any(own.sample for own in self.courses())

    def _real(self, judged: Iterable[Taught]) -> Iterable[Taught]:
        return judged if self.made_up else (one for one in judged if not self.catalogue.get(one.achievement).sample)


class By(StrEnum):
    """What is counted."""

    SKILLS = "skills"
    AREAS = "areas"
    """Skills whose names mean much the same, as one."""
    FAMILIES = "families"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """How the demand for one thing moves."""

    demand: Demanded
    trend: Trend


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    totals: Totals
    periods: tuple[Period, ...]
    partly: tuple[bool, ...]
    ads: tuple[int, ...]
    """In each period."""
    moving: tuple[Moving, ...]
    """What surely rises, fastest first; what surely falls, slowest first; what moves unclearly; what was not tested.

    Small samples stand below all others.
    """
    natures: Mapping[Nature, tuple[Share, ...]]
    """In each period, the part of all demands that are of each nature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Of time: one thing period by period, and what comes next."""

    grain: Grain
    points: tuple[Point, ...]
    trend: Trend
    """Tested among all of its kind in the slice."""
    following: tuple[Period, ...]
    forecast: Forecast | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillMarket:
    """All about one skill, or one family, in a slice."""

    totals: Totals
    unmet: Unmet | None
    """Demand, supply and the score; None where no ad of the slice asks for it."""
    supply: Supply
    beside: tuple[Beside, ...]
    """What the same ads ask for, surely more often than all of the slice do."""
    employers: tuple[tuple[str, int], ...]
    quotes: tuple[Quote, ...]
    course: Course | None
    """None where no ad of the slice is dated, or the dates lie too far apart to be counted."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Provision:
    taxonomy: Taxonomy
    market: Callable[[], Market]
    """As the store has it now."""
    ads: AdTexts
    supplies: Supplies
    ways_of_working: frozenset[ConceptUri]
    """How somebody works or is minded: no course ends with a proof of it."""
    read_draft: Callable[[Achievement], Teaching]
    """The draft of a course as the only one of a catalogue."""

    def demand(self, wanted: Slice, by: By) -> tuple[Totals, tuple[Demanded, ...]]:
        """Everything that an ad of the slice asks for, most asked first; small samples last.

        Raises what `inside` raises.
        """
        market = self.market()
        within = market.within(wanted)
        return market.totals(within), market.demand_of(*_counted(market, by), within)

    def unmet(self, wanted: Slice, by: By) -> tuple[Totals, tuple[Unmet, ...]]:
        """The same beside the catalogue, where it is asked for most and taught least first."""
        market = self.market()
        within = market.within(wanted)
        return market.totals(within), self._unmet(market, within, by)

    def _unmet(self, market: Market, within: Mask, by: By, but: AchievementId | None = None) -> tuple[Unmet, ...]:
        """`but`: a course that is not to count."""
        found = market.demand_of(*_counted(market, by), within)
        members = {own.id: self._members(own.id, market) for own in found}
        self.supplies.of(uri for own in members.values() for uri in sorted(own))
        supplies = {id: without(self.supply_of(own), but) for id, own in members.items()}
        return unmet(found, supplies, int(within.sum()))

    def trends(self, wanted: Slice, by: By, grain: Grain) -> Trends:
        """Raises what `inside` raises, and InvalidInput where the dates of the ads lie too far apart."""
        market = self.market()
        within = market.within(wanted)
        asking, ids = _counted(market, by)
        found = series(market.facts, asking, within, grain)
        demands = {own.id: own for own in market.demand_of(asking, ids, within)}
        moving = [
            Moving(demand=demands[id], trend=trend)
            for id, trend in zip(ids, found.trends(), strict=bool(found.periods))
            if id in demands
        ]
        return Trends(
            totals=market.totals(within),
            periods=found.periods,
            partly=found.partly,
            ads=tuple(found.ads.tolist()),
            moving=tuple(sorted(moving, key=_order)),
            natures=self._natures(market, within, grain),
        )

    def _natures(self, market: Market, within: Mask, grain: Grain) -> Mapping[Nature, tuple[Share, ...]]:
        """By the demands for skills, each counted once an ad."""
        found = series(market.facts, market.skills, within, grain)
        own = transversal_skills(self.taxonomy)
        is_transversal = np.array([uri in own for uri in market.facts.concepts], dtype=bool)
        demands = np.stack([found.asking[~is_transversal].sum(axis=0), found.asking[is_transversal].sum(axis=0)])
        return dict(zip((Nature.TECHNICAL, Nature.TRANSVERSAL), kind_shares(demands), strict=True))

    def skill(self, id: str, wanted: Slice, grain: Grain = Grain.QUARTER) -> SkillMarket:
        """Raises UnknownConcept for what is neither skill nor family, and what `inside` raises."""
        market = self.market()
        members = self._members(id, market)
        within = market.within(wanted)
        totals, offered = market.totals(within), self.supply_of(members)
        asking = market.askings_for(id)
        demand = market.demand_for(id, within)
        beside = market.beside(market.asking(asking, within), within, BESIDE, but=members)
        return SkillMarket(
            totals=totals,
            unmet=unmet([demand], {id: offered}, totals.ads)[0] if demand else None,
            supply=offered,
            beside=tuple(own for own in beside if own.lift_low > RELATED_FROM),
            employers=market.employers(asking, within, EMPLOYERS),
            quotes=self.quotes(market, asking, members, within, QUOTES),
            course=_course(market, id, within, grain),
        )

    def what_if(self, draft: Achievement, wanted: Slice) -> tuple[Totals, WhatIf]:
        """What the draft would add to the catalogue. Raises what `inside` raises."""
        market = self.market()
        within = market.within(wanted)
        teaching = self.read_draft(draft)
        [read] = teaching.courses
        found = self._unmet(market, within, By.SKILLS, but=read.id)
        teachers = drafted(read, teaching.taught(market.facts.concepts))
        demands = {one.demand.id: one for one in found}
        return market.totals(within), what_if(read, teachers, demands, market, within, but=self.ways_of_working)

    def is_way_of_working(self, id: str) -> bool:
        """Of an area, whether its head is one."""
        return id.removeprefix(PREFIX) in self.ways_of_working

    def members(self, id: str) -> frozenset[ConceptUri]:
        """The skills of a family or an area, or the skill alone. Raises UnknownConcept."""
        return self._members(id, self.market())

    def _members(self, id: str, market: Market) -> frozenset[ConceptUri]:
        if id.startswith(PREFIX):
            if id in market.area_places:
                return market.areas[market.area_places[id]].members
            return self._members(id.removeprefix(PREFIX), market)
        named = next((group.members for group in self.taxonomy.families if group.id == id), None)
        return frozenset({self.taxonomy.skill(ConceptUri(id)).uri}) if named is None else named

    def supply_of(self, members: Iterable[ConceptUri]) -> Supply:
        return joined_supply(self.supplies.of(sorted(members)).values())

    def quotes(
        self, market: Market, asking: Askings, members: frozenset[ConceptUri], within: Mask, limit: int
    ) -> tuple[Quote, ...]:
        """Sentences that ask for it, of as many employers as there are, the surest first."""
        ids = market.examples(asking, within, limit * LOOKED_AT_PER_QUOTE)
        ads = self.ads.ads(ids)
        said = (quote(ads[id], self._demands_of(id), members) for id in ids if id in ads)
        return tuple(islice((own for own in said if own is not None), limit))

    def _demands_of(self, ad_id: str) -> tuple[Demand, ...]:
        """None of an ad that was forgotten a moment ago."""
        try:
            return self.ads.demands_of(ad_id)
        except UnknownAd:
            return ()


def _counted(market: Market, by: By) -> tuple[Askings, Sequence[str]]:
    """Who asks, and the ids of what is asked for."""
    match by:
        case By.SKILLS:
            return market.skills, market.facts.concepts
        case By.AREAS:
            return market.area_askings, [area.id for area in market.areas]
        case By.FAMILIES:
            return market.families, [group.id for group in market.groups]


def _order(own: Moving) -> tuple[bool, int, float, str]:
    directions = (Direction.RISING, Direction.FALLING, Direction.UNCLEAR, Direction.UNTESTED)
    slope = own.trend.slope if own.trend.slope is not None else own.demand.ads / max(own.demand.of, 1)
    return own.demand.is_small, directions.index(own.trend.direction), -slope, own.demand.id


def _course(market: Market, id: str, within: Mask, grain: Grain) -> Course | None:
    """None too where dates lie too far apart: a wrong one is no reason to say nothing of the skill."""
    asking, place = market.among(id)
    try:
        found = series(market.facts, asking, within, grain)
    except InvalidInput:
        return None
    if not found.periods or place >= asking.things:
        return None
    return Course(
        grain=found.grain,
        points=found.points(place),
        trend=found.trends()[place],
        following=found.following(AHEAD),
        forecast=found.forecast(place, AHEAD),
    )
