"""Questions of providers as they are put, and their answers in the wire format."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from api.demand_rendering import FORMULA, DemandRenderer
from api.demand_schemas import DemandPage, SkillMarketOut, UnmetPage, WhatIfOut
from api.paging import cursor_after
from api.searching import search_concepts
from api.wiring import Service
from matcher.achievements import Achievement
from matcher.areas import PREFIX
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput
from matcher.market import Demanded, Totals
from matcher.natures import Nature
from matcher.provision import Provision
from matcher.slices import Slice
from matcher.unmet import Unmet


class By(StrEnum):
    SKILLS = "skills"
    AREAS = "areas"
    FAMILIES = "families"


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
    totals, found = _asked(provision, portion.by)(wanted)
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
    if portion.by is By.SKILLS:
        totals, found = provision.unmet_skills(wanted)
    else:
        totals, asked = _asked(provision, portion.by)(wanted)
        found = provision.unmet_groups(totals, asked)
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


def skill_market(service: Service, id: str, wanted: Slice) -> SkillMarketOut:
    """Raises UnknownConcept, and what `inside` raises."""
    return DemandRenderer(service).market(id, wanted, service.provision.skill(id, wanted))


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


def _asked(provision: Provision, by: By) -> Callable[[Slice], tuple[Totals, tuple[Demanded, ...]]]:
    return {By.SKILLS: provision.skills, By.AREAS: provision.areas, By.FAMILIES: provision.families}[by]


def _folded(words: str) -> str:
    return " ".join(re.split(r"[\W_]+", words.casefold())).strip()
