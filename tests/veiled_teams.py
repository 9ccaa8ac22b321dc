"""Random teams, and for each another that differs only in what may not be told: all made up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from matcher.workforce.brief import Brief, CourseTerms, RoleBrief
from matcher.workforce.discretion import FEWEST
from matcher.workforce.seats import Tier
from matcher.workforce.team import Team
from tests.small_workforce import brief, listed, member, team

SKILLS = ("SQL", "Python", "Java")
HIGHEST = 5
Levels = Mapping[str, int]
"""Pseudonym -> level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People of whom the same is wanted: who move toward a role, or the whole team."""

    role: str | None
    people: tuple[str, ...]
    wanted: Mapping[str, int]
    """Skill -> level."""
    levels: Mapping[str, Levels]
    """Skill -> the level of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    groups: tuple[Group, ...]
    brief: Brief

    @property
    def team(self) -> Team:
        return team(
            *(
                member(who, toward=group.role, **{skill: group.levels[skill][who] for skill in group.levels})
                for group in self.groups
                for who in group.people
            )
        )


def drawn_case(seed: int) -> Case:
    draw = Random(seed)
    together = draw.random() < 0.35
    roles = ["A"] if draw.random() < 0.4 else ["A", "B"]
    asked = {role: {s: draw.randint(1, 4) for s in draw.sample(SKILLS, draw.randint(1, 3))} for role in roles}
    if together:
        every = {skill: max(own.get(skill, 0) for own in asked.values()) for own in asked.values() for skill in own}
        groups = [_group(draw, None, 0, every)]
    else:
        first = _group(draw, "A", 0, asked["A"])
        groups = [first, *(_group(draw, role, len(first.people), asked[role]) for role in roles[1:])]
    return Case(groups=tuple(groups), brief=_brief(draw, asked, together=together))


def _group(draw: Random, role: str | None, before: int, wanted: Mapping[str, int]) -> Group:
    people = tuple(f"P{before + place}" for place in range(1, draw.randint(5, 13) + 1))
    levels = {}
    for skill, level in wanted.items():
        holding = draw.choice([0, 1, 2, 3, 4, len(people) - 1, len(people), draw.randint(0, len(people))])
        levels[skill] = _levels(draw, people, holding, level, spread=draw.random() < 0.7)
    return Group(role=role, people=people, wanted=wanted, levels=levels)


def _levels(draw: Random, people: Sequence[str], holding: int, wanted: int, *, spread: bool) -> Levels:
    holders = set(draw.sample(people, min(holding, len(people))))
    return {
        who: draw.randint(wanted, HIGHEST) if who in holders else draw.randrange(wanted) if spread else 0
        for who in people
    }


def _brief(draw: Random, asked: Mapping[str, Mapping[str, int]], *, together: bool) -> Brief:
    roles: list[RoleBrief] = [listed(role, draw.randint(1, 3), **own) for role, own in asked.items()]
    prices = (Tier(1, Decimal(100)), Tier(4, Decimal(80)))
    terms = {
        "c:sql": CourseTerms(level=draw.randint(2, 4), tiers=draw.choice([None, prices]), hours=10.0),
        "c:python": CourseTerms(level=draw.randint(2, 4), tiers=(Tier(draw.choice([1, 3]), Decimal(150)),), hours=20.0),
    }
    return brief(
        *roles,
        together=together,
        courses=terms,
        holders=draw.choice([None, 2, 4]) if together else None,
        budget=draw.choice([None, Decimal(400), Decimal(1000), Decimal(3000)]),
        budget_per_quarter=draw.choice([None, None, Decimal(800)]),
        hours_per_person=draw.choice([None, 20.0, 45.0]),
        quarters=draw.choice([1, 2]),
    )


def untold(count: int, of: int) -> bool:
    """Whether so many of a group may not be told: few are, or all but few."""
    return 0 < count < FEWEST or 0 < of - count < FEWEST


def alike(count: int, of: int) -> tuple[int, ...]:
    """All counts that may not be told from this one, of those that may not be told."""
    few = [other for other in range(1, of) if untold(other, of)]
    if of < 2 * FEWEST - 1:
        return tuple(few)
    return tuple(other for other in few if (other < FEWEST) == (count < FEWEST))


def sibling(case: Case, seed: int) -> Case:
    """The same case with each cell that may not be told drawn anew: how many hold a skill, who, and at which levels."""
    draw = Random(seed)
    return replace(case, groups=tuple(_redrawn(draw, group) for group in case.groups))


def _redrawn(draw: Random, group: Group) -> Group:
    levels = {}
    for skill, wanted in group.wanted.items():
        own = group.levels[skill]
        holding = sum(level >= wanted for level in own.values())
        if untold(holding, len(own)):
            count = draw.choice(alike(holding, len(own)))
            levels[skill] = _levels(draw, group.people, count, wanted, spread=draw.random() < 0.7)
        elif _has_few(own, wanted):
            levels[skill] = _other_levels(draw, own, wanted)
        else:
            levels[skill] = own
    return replace(group, levels=levels)


def _has_few(levels: Levels, wanted: int) -> bool:
    """Whether of those who do not hold it well enough few are at some level."""
    lower = [level for level in levels.values() if level < wanted]
    return any(lower.count(level) < FEWEST for level in set(lower))


def _other_levels(draw: Random, levels: Levels, wanted: int) -> Levels:
    while True:
        other = {who: level if level >= wanted else draw.randrange(wanted) for who, level in levels.items()}
        if _has_few(other, wanted):
            return other


def shuffled(case: Case, seed: int) -> Case:
    """The same case with all that one person of a group holds given to another of it, and so on."""
    draw = Random(seed)
    return replace(case, groups=tuple(_shuffled(draw, group) for group in case.groups))


def _shuffled(draw: Random, group: Group) -> Group:
    others = dict(zip(group.people, draw.sample(group.people, len(group.people)), strict=True))
    levels = {skill: {who: own[others[who]] for who in group.people} for skill, own in group.levels.items()}
    return replace(group, levels=levels)
