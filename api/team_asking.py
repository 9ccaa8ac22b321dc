"""A team's plan as it is asked for: the table and the brief as they were read, and what is said beside them."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from api.team_names import require_meanings
from api.team_rendering import Made, team_plan_out
from api.team_schemas import TeamPlanOut, UnreadOut
from api.teaming import upskilling_of
from api.wiring import Service
from matcher.errors import Rejected
from matcher.workforce.brief import Begin, Brief
from matcher.workforce.team import Team

_QUOTED = re.compile(r"'[^']*'|\brow \d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What is said beside a brief, and stands before what the brief says. None: as the brief says."""

    begin: Begin | None = None
    quarters: int | None = None
    budget: Decimal | None = None
    budget_per_quarter: Decimal | None = None
    currency: str | None = None
    hours_per_person: float | None = None
    hours_per_quarter: float | None = None
    together: bool | None = None
    holders: int | None = None
    coverage: float | None = None
    without: frozenset[str] = frozenset()
    names: Mapping[str, str | None] = field(default_factory=dict)

    def over(self, brief: Brief) -> Brief:
        """Names are joined, of one that both decide this decision stands; so is what is not wanted."""
        stated = {name: getattr(self, name) for name in self.__slots__ if name not in {"names", "without"}}
        given = {name: value for name, value in stated.items() if value is not None}
        names, without = {**brief.names, **self.names}, brief.without | self.without
        return replace(brief, **given, names=names, without=without)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamQuestion:
    team: Team
    brief: Brief
    """With the means over it."""
    consented: bool
    unread: Sequence[Rejected] = ()
    """What of the table, and of the names, could not be used."""
    names_at: Mapping[str, str] = field(default_factory=dict)
    """Where names are decided, in words, of those that a file decides."""


def planned(service: Service, asked: TeamQuestion, today: dt.date, say: Callable[[str], None]) -> TeamPlanOut:
    """`say` is told each step. Raises what `Upskilling.plan` raises."""
    upskilling = upskilling_of(service)
    upskilling = replace(upskilling, find=cache(upskilling.find))
    require_meanings(asked.brief.names, asked.names_at, upskilling.find)
    report = upskilling.plan(asked.team, asked.brief, consented=asked.consented, today=today, say=say)
    answer = team_plan_out(service, Made(file=asked.team.file, brief=asked.brief, day=today), report)
    unread = [_unread(one, consented=asked.consented) for one in asked.unread]
    return answer.model_copy(update={"unread": unread})


def _unread(one: Rejected, *, consented: bool) -> UnreadOut:
    """Without consent neither the row nor what stands there: it is somebody's. The operator sees it as it is read."""
    row, reason = (one.row, one.reason) if consented else (None, _QUOTED.sub("...", one.reason))
    return UnreadOut(file=one.file, sheet=one.sheet, row=row, field=one.field, reason=reason)
