"""What a team lacks: of each skill that is wanted who holds it well enough, and for how many it is missing."""

import math
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.concepts import ConceptUri
from matcher.demand import ORDER, Evidence, EvidenceSource, Importance
from matcher.workforce.held import Held
from matcher.workforce.roles import TeamRole, Wanted
from matcher.workforce.team import Pseudonym


class Target(StrEnum):
    MOVES = "each toward a role"
    TOGETHER = "the roles together"
    """Whoever holds a skill of a role holds it for the team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One skill, and the people of whom it is wanted."""

    id: str
    skill: ConceptUri
    roles: tuple[str, ...]
    """That want it: one where each moves toward a role."""
    level: int
    weight: float
    """Of closing it for one person; of several roles that want it the sum."""
    importance: Importance
    stated: str | None
    """See `Wanted.stated`."""
    closers: frozenset[ConceptUri]
    evidence: tuple[Evidence, ...]
    levels: Mapping[Pseudonym, int]
    """Of everybody who is asked, in the order of the table: the level they hold it at."""
    needed: int
    """How many should hold it: all of them, or so many as the roles together want."""
    of_any: bool
    """Whether it is wanted of so many people, whoever they are."""
    recorded: bool
    """Whether the table says of anybody that they hold it, or that they do not."""
    planned: bool
    """Whether courses are looked for: not for what people seldom list and the table says nothing of."""

    @property
    def holding(self) -> int:
        """How many hold it well enough."""
        return sum(level >= self.level for level in self.levels.values())

    @property
    def missing(self) -> int:
        """For how many it counts that they learn it."""
        return max(min(self.needed, len(self.levels)) - self.holding, 0)

    @property
    def learners(self) -> tuple[Pseudonym, ...]:
        """Who may learn it: whoever does not hold it well enough."""
        return tuple(who for who, level in self.levels.items() if level < self.level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a team plans toward."""

    target: Target
    holders: int = 1
    """Of each skill at least, where the team covers the roles together."""
    seldom_listed: Container[ConceptUri] = frozenset()
    """Skills that tables of skills pass over in silence, whoever has them: transversal ones."""


def lacks(roles: Sequence[TeamRole], people: Sequence[Held], wish: Wish) -> tuple[Lack, ...]:
    """By role, the weightiest first; of the roles together the weightiest first, then by URI."""
    if wish.target is Target.TOGETHER:
        return _together(roles, people, wish)
    by_role: defaultdict[str, list[Held]] = defaultdict(list)
    for one in people:
        if one.role is not None:
            by_role[one.role].append(one)
    return tuple(
        _lack([(role, wanted)], by_role[role.name], len(by_role[role.name]), wish)
        for role in roles
        for wanted in role.wanted
        if by_role[role.name]
    )


def _together(roles: Sequence[TeamRole], people: Sequence[Held], wish: Wish) -> tuple[Lack, ...]:
    wanting: defaultdict[ConceptUri, list[tuple[TeamRole, Wanted]]] = defaultdict(list)
    for role in roles:
        for wanted in role.wanted:
            wanting[wanted.skill].append((role, wanted))
    found = [
        _lack(several, people, max(wish.holders, *(role.people for role, _ in several)), wish)
        for several in wanting.values()
    ]
    return tuple(sorted(found, key=lambda lack: (-lack.weight, lack.skill)))


def _lack(several: Sequence[tuple[TeamRole, Wanted]], people: Sequence[Held], needed: int, wish: Wish) -> Lack:
    names = tuple(role.name for role, _ in several)
    wanting = [wanted for _, wanted in several]
    highest = max(wanting, key=lambda wanted: wanted.level)
    closers = frozenset[ConceptUri]().union(*(wanted.closers for wanted in wanting))
    recorded = any(not closers.isdisjoint(own.levels) for own in people)
    listed = any(one.source is EvidenceSource.OWN_LIST for wanted in wanting for one in wanted.evidence)
    return Lack(
        id="\n".join((*names, highest.skill)),
        skill=highest.skill,
        roles=names,
        level=highest.level,
        weight=math.fsum(wanted.weight for wanted in wanting),
        importance=min((wanted.importance for wanted in wanting), key=ORDER.index),
        stated=highest.stated,
        closers=closers,
        evidence=tuple(one for wanted in wanting for one in wanted.evidence),
        levels={own.member: own.best(closers) for own in people},
        needed=needed,
        of_any=wish.target is Target.TOGETHER,
        recorded=recorded,
        planned=recorded or listed or highest.skill not in wish.seldom_listed,
    )
