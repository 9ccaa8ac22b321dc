"""Questions of providers as they are put, and their answers in the wire format."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from api.demand_rendering import FORMULA, UNDATED, DemandRenderer, natures_out
from api.demand_schemas import DemandPage, EmergingPage, SkillMarketOut, TrendsPage, UnmetPage, WhatIfOut
from api.drafting import with_teaches
from api.paging import cursor_after
from api.rendering import language_notes
from api.searching import named_concepts, search_concepts
from api.wiring import Service
from matcher.achievements import Achievement
from matcher.areas import PREFIX
from matcher.concepts import ConceptUri, Skill
from matcher.emerging import Emerging
from matcher.emerging_counts import emerging_needs, grounds
from matcher.errors import InvalidInput, UnknownConcept
from matcher.market import FEW_ADS, Demanded, Totals
from matcher.natures import Nature
from matcher.periods import Grain
from matcher.provision import By
from matcher.slices import Slice
from matcher.unmet import Unmet

IN_NO_AREA = f"skills that fewer than {FEW_ADS} ads of the whole store ask for are in no area: by=skills lists them"
NAMED = 3
BEHIND = "ads came or went since these needs were grouped: `matcher demand emerging` groups them anew"

NEAR_NAMES = 5
_URI = re.compile(rf"(?:{PREFIX})?(?:https?://|urn:)\S+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Of a list: skills of one nature, from a place on, so many at most."""

    by: By = By.SKILLS
    nature: Nature | None = None
    start: int = 0
    limit: int = 20
    ways_of_working: bool = False
    """Whether unmet demand has them too."""


def demand_page(service: Service, wanted: Slice, portion: Portion) -> DemandPage:
    """Raises what `inside` raises."""
    provision, renderer = service.provision, DemandRenderer(service)
    totals, found = provision.demand(wanted, portion.by)
    chosen = [own for own in found if portion.nature in (None, renderer.nature(own.id))]
    shown: Sequence[Demanded] = chosen[portion.start : portion.start + portion.limit]
    return DemandPage.model_validate(
        {
            **_head(renderer, wanted, totals, portion.by),
            "by": portion.by.value,
            "total": len(chosen),
            "lines": [renderer.line(own, totals.ads) for own in shown],
            "next_cursor": cursor_after(portion.start, portion.limit, len(chosen)),
        }
    )


def unmet_page(service: Service, wanted: Slice, portion: Portion) -> UnmetPage:
    """Raises what `inside` raises."""
    provision, renderer = service.provision, DemandRenderer(service)
    totals, found = provision.unmet(wanted, portion.by)
    of_nature = [own for own in found if portion.nature in (None, renderer.nature(own.demand.id))]
    is_left_out = [provision.is_way_of_working(own.demand.id) and not portion.ways_of_working for own in of_nature]
    ways = [own for own, left_out in zip(of_nature, is_left_out, strict=True) if left_out]
    chosen = [own for own, left_out in zip(of_nature, is_left_out, strict=True) if not left_out]
    shown: Sequence[Unmet] = chosen[portion.start : portion.start + portion.limit]
    head = _head(renderer, wanted, totals, portion.by)
    return UnmetPage.model_validate(
        {
            **head,
            "notes": [*head["notes"], *([_left_out([renderer.label(own.demand.id) for own in ways])] if ways else [])],
            "by": portion.by.value,
            "formula": FORMULA,
            "total": len(chosen),
            "lines": [renderer.unmet_line(own, totals.ads) for own in shown],
            "next_cursor": cursor_after(portion.start, portion.limit, len(chosen)),
        }
    )


def trends_page(service: Service, wanted: Slice, portion: Portion, grain: Grain) -> TrendsPage:
    """Raises what `Provision.trends` raises."""
    renderer = DemandRenderer(service)
    found = service.provision.trends(wanted, portion.by, grain)
    chosen = [own for own in found.moving if portion.nature in (None, renderer.nature(own.demand.id))]
    shown = chosen[portion.start : portion.start + portion.limit]
    head = _head(renderer, wanted, found.totals, portion.by)
    notes = head["notes"] if found.periods or not found.totals.ads else [*head["notes"], UNDATED]
    return TrendsPage.model_validate(
        {
            **head,
            "notes": notes,
            "by": portion.by.value,
            "grain": grain.value,
            "total": len(chosen),
            "directions": Counter(own.trend.direction.value for own in chosen),
            "lines": [renderer.trend_line(own) for own in shown],
            "natures": natures_out(found),
            "next_cursor": cursor_after(portion.start, portion.limit, len(chosen)),
        }
    )


def emerging_page(service: Service, emerging: Emerging, wanted: Slice, portion: Portion) -> EmergingPage:
    """What ads of the slice ask for and no concept covers. Raises what `inside` raises."""
    renderer, market = DemandRenderer(service), service.provision.market()
    within = market.within(wanted)
    ids = {market.facts.ids[at] for at in np.flatnonzero(within).tolist()}
    found, told = emerging_needs(emerging, ids), grounds(emerging, ids)
    head = renderer.head(wanted, market.totals(within))
    notes = [*head["notes"], *([told.lack.value] if told.lack else []), *([BEHIND] if emerging.is_behind else [])]
    return EmergingPage.model_validate(
        {
            **head,
            "notes": list(dict.fromkeys(notes)),
            "mentions": told.mentions,
            "grouped": told.grouped,
            "behind": emerging.is_behind,
            "total": len(found),
            "lines": [renderer.emerging_line(own) for own in found[portion.start : portion.start + portion.limit]],
            "next_cursor": cursor_after(portion.start, portion.limit, len(found)),
        }
    )


def skill_market(service: Service, id: str, wanted: Slice, grain: Grain = Grain.QUARTER) -> SkillMarketOut:
    """Raises UnknownConcept, and what `Provision.trends` raises."""
    return DemandRenderer(service).market(id, wanted, service.provision.skill(id, wanted, grain))


def what_if(service: Service, draft: Achievement, wanted: Slice, teaches: Sequence[str] = ()) -> WhatIfOut:
    """`teaches`: names of skills that its author says it teaches.

    Raises InvalidInput for a name that no skill has, and what `inside` raises.
    """
    stated = with_teaches(
        draft, teaches, lambda name: named_skill(service, name, families=False), service.pipeline.taxonomy
    )
    found = DemandRenderer(service).what_if(wanted, *service.provision.what_if(stated, wanted))
    said = "\n".join(words for _, words in draft.passages())
    notes = [note.replace("the ad seems", "the draft seems") for note in language_notes(said)]
    return found.model_copy(update={"notes": [*notes, *found.notes]})


def named_skill(service: Service, words: str, *, families: bool = True) -> str:
    """What is called so, by id or by any of its names; a family or an area too, unless a skill alone is meant.

    What is called just so comes first: a family, or the area that a skill of this preferred label heads, as lists name
    it; then other names of families, and last of skills, which several may share.
    Raises UnknownConcept for a URI that is none; for words InvalidInput, naming what resembles them.
    """
    pipeline = service.pipeline
    if ConceptUri(words.removeprefix(PREFIX)) in pipeline.taxonomy.skills:
        return words
    if _URI.match(words):
        raise UnknownConcept(words, pipeline.taxonomy.version)
    found = search_concepts(pipeline, words, NEAR_NAMES)
    preferred = [own.uri for own, _ in found if _folded(own.preferred_label) == _folded(words)]
    if families and (group := _group_of(service, words, preferred)) is not None:
        return group
    alike = [own.uri for own, _ in found if words.strip().casefold() in map(str.casefold, _labels(own))]
    named = [*preferred, *named_concepts(pipeline, words), *alike]
    if named:
        return named[0]
    near = ", ".join(repr(skill.preferred_label) for skill, _ in found)
    raise InvalidInput("skill", f"nothing is called {words!r}; there is {near}")


def _group_of(service: Service, words: str, preferred: Sequence[ConceptUri]) -> str | None:
    """The family or area that is called so; `preferred`: skills of this preferred label."""
    folded, groups = _folded(words), service.pipeline.taxonomy.families
    just_so = next((own.id for own in groups if folded in {_folded(own.id), _folded(own.label)}), None)
    if just_so is not None:
        return just_so
    if preferred:
        return _area_of(service, preferred[0])
    return next((own.id for own in groups if folded in map(_folded, own.alt_labels)), None)


def _area_of(service: Service, skill: ConceptUri) -> str:
    """The area of several skills that it heads; else itself."""
    market = service.provision.market()
    id = PREFIX + skill
    several = id in market.area_places and len(market.areas[market.area_places[id]].members) > 1
    return id if several else skill


def _head(renderer: DemandRenderer, wanted: Slice, totals: Totals, by: By) -> dict[str, Any]:
    """What every answer begins with; by areas that some skills are in none, so that nobody takes them for unasked."""
    head = renderer.head(wanted, totals)
    return {**head, "notes": [*head["notes"], *([IN_NO_AREA] if by is By.AREAS and totals.ads else [])]}


def _left_out(ways: Sequence[str]) -> str:
    named = ", ".join(f"“{label}”" for label in ways[:NAMED])
    return f"{len(ways)} ways of working ({named}, ...) are left out, since no course ends with a proof of them"


def _labels(skill: Skill) -> tuple[str, ...]:
    return (skill.preferred_label, *skill.alt_labels)


def _folded(words: str) -> str:
    return " ".join(re.split(r"[\W_]+", words.casefold())).strip()
