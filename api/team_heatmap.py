"""Roles by skills: how many hold each well enough, before and after the plan, and how much of it is missing."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.team_schemas import SkillLineOut, TeamPlanOut, TeamSkillOut

SHADES = 4
"""Steps of what is missing, beside none of it: a quarter of the people each."""

AT_A_LOOK = 20
"""Rows that a page shows at once."""
FEW_MORE = 5
"""That are not worth folding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """One skill for one role; None: it is withheld."""

    holding: int | None
    after: int | None
    missing: int | None
    lifted: int | None
    """Whom the plan teaches some of it, not to the level that is wanted."""
    of: int | None
    """How many should hold it."""
    recorded: bool
    """Whether the table says anything of it."""

    @property
    def shade(self) -> int | None:
        """0 where it is missing for nobody, up to SHADES where for more than three quarters; None: not known."""
        return self._shade(self.missing) if self.recorded else None

    @property
    def shade_after(self) -> int | None:
        """The same of who will still lack it after the plan; None also where the table says nothing of it."""
        if self.after is None or self.of is None:
            return None
        return self._shade(max(0, self.of - self.after))

    def _shade(self, missing: int | None) -> int | None:
        if missing is None or self.of is None or not self.recorded:
            return None
        return math.ceil(SHADES * missing / self.of) if self.of else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    skill: TeamSkillOut
    heats: tuple[Heat | None, ...]
    """By role; None where it does not want the skill."""

    @property
    def is_held(self) -> bool:
        """Whether it is surely missing for nobody."""
        return all(heat.missing == 0 for heat in self.heats if heat is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heatmap:
    roles: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    """In the order in which the plan's lines first name the skills."""

    @property
    def folds(self) -> tuple[Sequence[HeatRow], Sequence[HeatRow], Sequence[HeatRow]]:
        """What is missing: as much as a look takes in, then the rest; and what is missing for nobody."""
        missing = [row for row in self.rows if not row.is_held]
        shown = len(missing) if len(missing) <= AT_A_LOOK + FEW_MORE else AT_A_LOOK
        return missing[:shown], missing[shown:], [row for row in self.rows if row.is_held]


def heatmap(answer: TeamPlanOut) -> Heatmap:
    """Where the team covers the roles together, each role that wants a skill shows the same figures."""
    skills: dict[str, TeamSkillOut] = {}
    found: dict[tuple[str, str], Heat] = {}
    for line in answer.lines:
        skills.setdefault(line.skill.uri, line.skill)
        found.update({(line.skill.uri, role): _heat(line) for role in line.roles})
    roles = tuple(role.name for role in answer.roles)
    return Heatmap(roles=roles, rows=tuple(_row(skill, roles, found) for skill in skills.values()))


def _row(skill: TeamSkillOut, roles: tuple[str, ...], found: Mapping[tuple[str, str], Heat]) -> HeatRow:
    return HeatRow(skill=skill, heats=tuple(found.get((skill.uri, role)) for role in roles))


def _heat(line: SkillLineOut) -> Heat:
    of = line.people if line.needed is None else line.needed
    return Heat(
        holding=line.holding, after=line.after, missing=line.missing, lifted=line.lifted, of=of, recorded=line.recorded
    )
