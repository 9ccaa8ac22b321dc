"""A role as a list of requirements: which skills, how well, how much each weighs, and in whose words."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from matcher.areas import Area
from matcher.concepts import ConceptUri
from matcher.demand import ORDER, Demand, Evidence, Importance
from matcher.needs import needs, weight
from matcher.workforce.brief import RoleSource
from matcher.workforce.mastery import MasteryPolicy
from matcher.workforce.stated_levels import stated_level

MOST_REQUIREMENTS = 25
"""The weightiest of a role that are planned for; how many more there are is told."""
PLANNED_FROM = 0.35
"""Confidence of a demand from which money is planned for it: two thirds of what is read so surely in ads are right."""


class Aside(StrEnum):
    """Why something that was read in a role is not planned for."""

    WAY_OF_WORKING = "ways of working, which no course ends with a proof of"
    UNSURE = f"read with a confidence below {PLANNED_FROM:g}"
    BEYOND = f"beyond the {MOST_REQUIREMENTS} weightiest"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRole:
    """A role as it was read, before skills that mean much the same are joined."""

    name: str
    source: RoleSource
    demands: tuple[Demand, ...]
    levels: Mapping[ConceptUri, int] = field(default_factory=dict)
    """That the team's own list states."""
    meant: tuple[str, ...] = ()
    """Labels of the occupations that a role name was taken for."""
    people: int = 1
    aside: Mapping[Aside, int] = field(default_factory=dict)
    """See `TeamRole.aside`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One requirement of a role."""

    skill: ConceptUri
    """Stands for it: of skills whose names mean much the same the one that all roles together ask for most."""
    asked: tuple[ConceptUri, ...]
    """What the role itself asks for, the weightiest first; one of it held is the requirement held."""
    closers: frozenset[ConceptUri]
    """`asked`, what means much the same as that, and what the ad accepts instead."""
    level: int
    """1 to 5."""
    stated: str | None
    """The words that the level was read from, or "given" in the team's own list; None where it is assumed."""
    importance: Importance
    weight: float
    """Of closing it for one person, in (0, 1]."""
    evidence: tuple[Evidence, ...]
    """At least one, the weightiest demand's first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRole:
    name: str
    source: RoleSource
    meant: tuple[str, ...]
    people: int
    wanted: tuple[Wanted, ...]
    """The weightiest first."""
    aside: Mapping[Aside, int]
    """How many skills that were read are not planned for, by why; without those of which there are none."""


def planned_for(asked: Sequence[AskedRole], ways_of_working: Container[ConceptUri]) -> tuple[AskedRole, ...]:
    """The roles without what is not planned for, which stands in their `aside`; all that a team lists itself stays."""
    return tuple(role if role.source is RoleSource.OWN_LIST else _planned_for(role, ways_of_working) for role in asked)


def _planned_for(role: AskedRole, ways_of_working: Container[ConceptUri]) -> AskedRole:
    why = {
        demand.skill: Aside.WAY_OF_WORKING if demand.skill in ways_of_working else Aside.UNSURE
        for demand in role.demands
        if demand.skill in ways_of_working or demand.confidence < PLANNED_FROM
    }
    kept = [demand for demand in role.demands if demand.skill not in why]
    return replace(role, demands=_in_other_words(kept), aside=dict(Counter(why.values())))


def _in_other_words(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """Demands that rest on the very same words of the ad are one, the surest; any of the others does instead."""
    by_words: dict[object, list[Demand]] = {}
    for demand in demands:
        by_words.setdefault(demand.evidence[0].mention or demand.skill, []).append(demand)
    joined = []
    for own in by_words.values():
        first, *others = sorted(own, key=lambda demand: (-weight(demand), demand.skill))
        instead = first.alternatives.union(
            (demand.skill for demand in others), *(demand.alternatives for demand in others)
        )
        joined.append(replace(first, alternatives=instead - {first.skill}))
    return tuple(joined)


def team_roles(asked: Sequence[AskedRole], areas: Iterable[Area], policy: MasteryPolicy) -> tuple[TeamRole, ...]:
    """The roles in their order. `areas` are of all skills that they ask for."""
    area_of = {skill: area for area in areas for skill in area.members}
    return tuple(_team_role(role, area_of, policy) for role in asked)


def _team_role(role: AskedRole, area_of: Mapping[ConceptUri, Area], policy: MasteryPolicy) -> TeamRole:
    by_head: dict[ConceptUri, list[Demand]] = {}
    for need in needs(role.demands):
        by_head.setdefault(area_of[need.skill].head, []).extend(need.demands)
    found = [_wanted(head, own, area_of, role.levels, policy) for head, own in by_head.items()]
    ordered = sorted(found, key=lambda wanted: (-wanted.weight, wanted.skill))
    beyond = len(ordered) - MOST_REQUIREMENTS
    return TeamRole(
        name=role.name,
        source=role.source,
        meant=role.meant,
        people=role.people,
        wanted=tuple(ordered[:MOST_REQUIREMENTS]),
        aside={**role.aside, **({Aside.BEYOND: beyond} if beyond > 0 else {})},
    )


def _wanted(
    head: ConceptUri,
    asked: list[Demand],
    area_of: Mapping[ConceptUri, Area],
    given: Mapping[ConceptUri, int],
    policy: MasteryPolicy,
) -> Wanted:
    ordered = sorted(asked, key=lambda demand: (-weight(demand), demand.skill))
    level, stated = _level(ordered, given, policy)
    return Wanted(
        skill=head,
        asked=tuple(demand.skill for demand in ordered),
        closers=area_of[head].members.union(
            *(area_of[demand.skill].members for demand in ordered), *(demand.alternatives for demand in ordered)
        ),
        level=level,
        stated=stated,
        importance=min((demand.importance for demand in ordered), key=ORDER.index),
        weight=weight(ordered[0]),
        evidence=tuple(one for demand in ordered for one in demand.evidence),
    )


def _level(asked: Sequence[Demand], given: Mapping[ConceptUri, int], policy: MasteryPolicy) -> tuple[int, str | None]:
    """(the highest level that is given, else stated, else assumed; what it rests on)."""
    own = [given[demand.skill] for demand in asked if demand.skill in given]
    if own:
        return max(own), "given"
    words = [text for demand in asked for text in demand.levels]
    read = stated_level(words)
    if read is None:
        return policy.wanted, None
    return max(read, 1), next(text for text in words if stated_level([text]) == read)
