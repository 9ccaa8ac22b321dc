"""What a team lacks: of each skill that is wanted who holds it well enough, and for how many it is missing."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.concepts import ConceptUri
from matcher.demand import ORDER, Evidence, Importance
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


def lacks(roles: Sequence[TeamRole], people: Sequence[Held], target: Target, holders: int = 1) -> tuple[Lack, ...]:
    """By role, the weightiest first; of the roles together the weightiest first, then by URI."""
    if target is Target.TOGETHER:
        return _together(roles, people, holders)
    by_role: defaultdict[str, list[Held]] = defaultdict(list)
    for one in people:
        if one.role is not None:
            by_role[one.role].append(one)
    return tuple(
        _lack([(role, wanted)], by_role[role.name], len(by_role[role.name]))
        for role in roles
        for wanted in role.wanted
        if by_role[role.name]
    )


def _together(roles: Sequence[TeamRole], people: Sequence[Held], holders: int) -> tuple[Lack, ...]:
    wanting: defaultdict[ConceptUri, list[tuple[TeamRole, Wanted]]] = defaultdict(list)
    for role in roles:
        for wanted in role.wanted:
            wanting[wanted.skill].append((role, wanted))
    found = [
        _lack(several, people, max(holders, *(role.people for role, _ in several))) for several in wanting.values()
    ]
    return tuple(sorted(found, key=lambda lack: (-lack.weight, lack.skill)))


def _lack(several: Sequence[tuple[TeamRole, Wanted]], people: Iterable[Held], needed: int) -> Lack:
    names = tuple(role.name for role, _ in several)
    wanting = [wanted for _, wanted in several]
    highest = max(wanting, key=lambda wanted: wanted.level)
    closers = frozenset[ConceptUri]().union(*(wanted.closers for wanted in wanting))
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
    )
