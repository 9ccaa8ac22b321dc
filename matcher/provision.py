"""What a course provider asks, in one screen: who asks for what, who teaches it, and where nobody does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock
from typing import Protocol

from matcher.achievements import Achievement, Catalogue
from matcher.adding import WhatIf, what_if
from matcher.ads import JobAd
from matcher.areas import PREFIX
from matcher.askings import Askings
from matcher.concepts import ConceptUri, Taxonomy
from matcher.demand import Demand
from matcher.errors import UnknownAd
from matcher.market import Beside, Demanded, Market, Totals
from matcher.quotes import Quote, quote
from matcher.slices import Mask, Slice
from matcher.supply import Supply, joined_supply, supply
from matcher.teaching import Teaching
from matcher.unmet import Unmet, unmet

BESIDE = 12
EMPLOYERS = 10
QUOTES = 5
LOOKED_AT_PER_QUOTE = 4
"""Ads that are looked at for each quote that is wanted: not every sentence may be quoted."""


class AdTexts(Protocol):
    """Ads and what was read in them, as an AdStore has them."""

    def ads(self, ids: Sequence[str]) -> Mapping[str, JobAd]: ...

    def demands_of(self, ad_id: str) -> tuple[Demand, ...]: ...


@dataclass(slots=True, eq=False)
class Supplies:
    """Who teaches each skill, worked out once for a catalogue."""

    catalogue: Catalogue
    teaching: Teaching
    known: dict[ConceptUri, Supply] = field(default_factory=dict)
    turn: Lock = field(default_factory=Lock)

    def of(self, skills: Iterable[ConceptUri]) -> Mapping[ConceptUri, Supply]:
        wanted = tuple(dict.fromkeys(skills))
        with self.turn:
            fresh = [skill for skill in wanted if skill not in self.known]
            taught = self.teaching.taught(fresh)
            self.known |= {skill: supply(skill, taught.get(skill, ()), self.catalogue.get) for skill in fresh}
            return {skill: self.known[skill] for skill in wanted}


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillMarket:
    """All about one skill, or one family, in a slice."""

    totals: Totals
    unmet: Unmet | None
    """Demand, supply and the score; None where no ad of the slice asks for it."""
    supply: Supply
    beside: tuple[Beside, ...]
    employers: tuple[tuple[str, int], ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Provision:
    taxonomy: Taxonomy
    market: Callable[[], Market]
    """As the store has it now."""
    ads: AdTexts
    supplies: Supplies
    read_draft: Callable[[Achievement], Teaching]
    """The draft of a course as the only one of a catalogue."""

    def skills(self, wanted: Slice) -> tuple[Totals, tuple[Demanded, ...]]:
        """Every skill that an ad of the slice asks for. Raises what `inside` raises."""
        market = self.market()
        within = market.within(wanted)
        return market.totals(within), market.skill_demand(within)

    def families(self, wanted: Slice) -> tuple[Totals, tuple[Demanded, ...]]:
        market = self.market()
        within = market.within(wanted)
        return market.totals(within), market.family_demand(within)

    def areas(self, wanted: Slice) -> tuple[Totals, tuple[Demanded, ...]]:
        """Skills whose names mean much the same, as one."""
        market = self.market()
        within = market.within(wanted)
        return market.totals(within), market.area_demand(within)

    def unmet_skills(self, wanted: Slice) -> tuple[Totals, tuple[Unmet, ...]]:
        """Every skill that is asked for, where it is asked for most and taught least first."""
        totals, found = self.skills(wanted)
        supplies = self.supplies.of(ConceptUri(own.id) for own in found)
        return totals, unmet(found, {str(uri): own for uri, own in supplies.items()}, totals.ads)

    def unmet_groups(self, totals: Totals, found: Sequence[Demanded]) -> tuple[Unmet, ...]:
        """The same of families or areas."""
        return unmet(found, {own.id: self.supply_of(self.members(own.id)) for own in found}, totals.ads)

    def skill(self, id: str, wanted: Slice) -> SkillMarket:
        """Raises UnknownConcept for what is neither skill nor family, and what `inside` raises."""
        members = self.members(id)
        market = self.market()
        within = market.within(wanted)
        totals, offered = market.totals(within), self.supply_of(members)
        asking = market.askings_for(id)
        demand = market.demand_of(asking, [id], within)
        return SkillMarket(
            totals=totals,
            unmet=next(iter(unmet(demand, {id: offered}, totals.ads)), None),
            supply=offered,
            beside=market.beside(market.asking(asking, within), within, BESIDE, but=members),
            employers=market.employers(asking, within, EMPLOYERS),
            quotes=self.quotes(market, asking, members, within, QUOTES),
        )

    def what_if(self, draft: Achievement, wanted: Slice) -> tuple[Totals, WhatIf]:
        """What the draft would add to the catalogue. Raises what `inside` raises."""
        market = self.market()
        within = market.within(wanted)
        totals, found = self.unmet_skills(wanted)
        teaching = self.read_draft(draft)
        [read] = teaching.courses
        taught = teaching.taught(market.facts.concepts)
        own = (supply(skill, judged, lambda _: read) for skill, judged in taught.items())
        teachers = [teacher for offered in own for teacher in offered.teachers]
        return totals, what_if(read, teachers, {one.demand.id: one for one in found}, market, within)

    def members(self, id: str) -> frozenset[ConceptUri]:
        """The skills of a family or an area, or the skill alone. Raises UnknownConcept."""
        if id.startswith(PREFIX):
            market = self.market()
            if id in market.area_places:
                return market.areas[market.area_places[id]].members
            return self.members(id.removeprefix(PREFIX))
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
