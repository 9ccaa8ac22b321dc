"""What can be done about a skill without a course, by what kind of skill it is. General advice, and said to be."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from api.schemas import DemandOut
from matcher.concepts import SkillKind, Taxonomy
from matcher.natures import transversal_skills


class Way(StrEnum):
    """For each kind of skill, in the order in which the page shows them."""

    TRANSVERSAL = (
        "Write down one situation from work, study or volunteering in which you did this: what the task was, what you "
        "did, what came of it. Ask somebody who saw it whether you may name them."
    )
    TECHNOLOGY = (
        "Work through the maker's own guide with data or a task of yours, and keep the result to show. "
        "Many tools have a free version or a trial for learning."
    )
    KNOWLEDGE = (
        "Read an introduction that the field itself recommends: a professional body, a library guide, a standard. "
        "If you know it from work already, ask a provider about recognition of prior learning."
    )
    PRACTICE = (
        "Ask to do it beside somebody who does it: a shift, a project, a placement. If you have done it already, "
        "ask a provider about recognition of prior learning, and bring what you made."
    )


@dataclass(frozen=True, slots=True)
class WayOfSome:
    way: Way
    skills: tuple[str, ...]
    """Labels."""


def ways_without(open_: Iterable[DemandOut], taxonomy: Taxonomy) -> list[WayOfSome]:
    """Each way once, with the skills it is for."""
    transversal = transversal_skills(taxonomy)
    found: dict[Way, list[str]] = {}
    for demand in open_:
        found.setdefault(_way(demand, demand.uri in transversal), []).append(demand.label)
    return [WayOfSome(way, tuple(found[way])) for way in Way if way in found]


def _way(demand: DemandOut, transversal: bool) -> Way:
    if transversal:
        return Way.TRANSVERSAL
    if demand.kind == SkillKind.TECHNOLOGY.value:
        return Way.TECHNOLOGY
    return Way.KNOWLEDGE if demand.kind == SkillKind.KNOWLEDGE.value else Way.PRACTICE
