"""Questions of providers as they are put, and their answers in the wire format."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.demand_rendering import FORMULA, UNDATED, DemandRenderer, natures_out
from api.demand_schemas import DemandPage, SkillMarketOut, TrendsPage, UnmetPage, WhatIfOut
from api.paging import cursor_after
from api.searching import search_concepts
from api.wiring import Service
from matcher.achievements import Achievement
from matcher.areas import PREFIX
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput
from matcher.market import Demanded
from matcher.natures import Nature
from matcher.periods import Grain
from matcher.provision import By
from matcher.slices import Slice
from matcher.unmet import Unmet


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Of a list: skills of one nature, from a place on, so many at most."""

    by: By = By.SKILLS
    nature: Nature | None = None
    start: int = 0
    limit: int = 20


def demand_page(service: Service, wanted: Slice, portion: Portion) -> DemandPage:
    """Raises what `inside` raises."""
    provision, renderer = service.provision, DemandRenderer(service)
    totals, found = provision.demand(wanted, portion.by)
    chosen = [own for own in found if portion.nature in (None, renderer.nature(own.id))]
    shown: Sequence[Demanded] = chosen[portion.start : portion.start + portion.limit]
    return DemandPage.model_validate(
        {
            **renderer.head(wanted, totals),
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
    chosen = [own for own in found if portion.nature in (None, renderer.nature(own.demand.id))]
    shown: Sequence[Unmet] = chosen[portion.start : portion.start + portion.limit]
    return UnmetPage.model_validate(
        {
            **renderer.head(wanted, totals),
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
    head = renderer.head(wanted, found.totals)
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


def skill_market(service: Service, id: str, wanted: Slice, grain: Grain = Grain.QUARTER) -> SkillMarketOut:
    """Raises UnknownConcept, and what `Provision.trends` raises."""
    return DemandRenderer(service).market(id, wanted, service.provision.skill(id, wanted, grain))


def what_if(service: Service, draft: Achievement, wanted: Slice) -> WhatIfOut:
    """Raises what `inside` raises."""
    return DemandRenderer(service).what_if(wanted, *service.provision.what_if(draft, wanted))


def named_skill(service: Service, words: str) -> str:
    """The family or skill that is called so, by id or by any of its labels; families come first.

    Raises InvalidInput, naming what resembles it, where nothing is.
    """
    pipeline = service.pipeline
    folded = _folded(words)
    if ConceptUri(words.removeprefix(PREFIX)) in pipeline.taxonomy.skills:
        return words
    for family in pipeline.taxonomy.families:
        if folded in {_folded(name) for name in (family.id, family.label, *family.alt_labels)}:
            return family.id
    found = search_concepts(pipeline, words, 5)
    for skill, _ in found:
        if folded in {_folded(name) for name in (skill.preferred_label, *skill.alt_labels)}:
            return skill.uri
    near = ", ".join(repr(skill.preferred_label) for skill, _ in found)
    raise InvalidInput("skill", f"nothing is called {words!r}; there is {near}")


def _folded(words: str) -> str:
    return " ".join(re.split(r"[\W_]+", words.casefold())).strip()
