"""A small team, roles and courses for tests; all made up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from matcher.achievements import Achievement
from matcher.concepts import ConceptUri
from matcher.demand import Importance
from matcher.errors import InvalidInput
from matcher.workforce.brief import Brief, OwnRequirement, RoleBrief
from matcher.workforce.report import TeamReport
from matcher.workforce.team import Entry, Member, Place, Pseudonym, Team
from matcher.workforce.upskilling import Upskilling
from tests.fakes import JAVA, LEADING, PYTHON, SQL, THINKING, achievement, small_pipeline

TODAY = date(2026, 11, 26)
LABELS: Mapping[str, ConceptUri] = {"SQL": SQL, "Python": PYTHON, "Java": JAVA}
ANALYST, LEADER = "Analyst", "Leader"


def member(who: str, *, toward: str | None = None, hours: float | None = None, **levels: int | None) -> Member:
    """`levels`: SQL=3; None for a skill without a level."""
    row = int(who.removeprefix("P")) + 1
    entries = [Entry(name=name, level=level, place=_place(row, name)) for name, level in levels.items()]
    return Member(
        id=Pseudonym(who), place=Place(sheet=None, row=row), entries=tuple(entries), toward=toward, hours=hours
    )


def _place(row: int, column: str) -> Place:
    return Place(sheet=None, row=row, column=column)


def team(*members: Member) -> Team:
    return Team(members=members, file="team.csv")


def listed(name: str, people: int = 1, **levels: int | None) -> RoleBrief:
    """A role by the team's own list."""
    skills = tuple(OwnRequirement(name=skill, level=level) for skill, level in levels.items())
    return RoleBrief(name=name, skills=skills, people=people)


def optional(role: RoleBrief, name: str) -> RoleBrief:
    skills = [replace(s, importance=Importance.OPTIONAL) if s.name == name else s for s in role.skills]
    return replace(role, skills=tuple(skills))


def brief(*roles: RoleBrief, **stated: Any) -> Brief:  # noqa: ANN401 - the fields of Brief
    return Brief(roles=roles, **stated)


def courses() -> tuple[Achievement, ...]:
    return (
        achievement("c:java", name="Java", teaches=[JAVA], price="300", hours=30),
        achievement("c:lead", name="First-time leaders", teaches=[LEADING], price="80", hours=8),
        achievement("c:python", name="Snakes", teaches=[PYTHON], price="200", hours=20),
        achievement("c:sql", name="Queries", teaches=[SQL], price="100", hours=10),
        achievement("c:think", name="Sound reasons", teaches=[THINKING], price="50", hours=5),
    )


def upskilling(offered: tuple[Achievement, ...] | None = None) -> Upskilling:
    return Upskilling(
        pipeline=small_pipeline(courses=courses() if offered is None else offered), find=_find, currency="AUD"
    )


def _find(words: str) -> ConceptUri:
    if words not in LABELS:
        raise InvalidInput("skill", f"nothing is called {words!r}")
    return LABELS[words]


def planned(
    who: Team, what: Brief, *, consented: bool = True, offered: tuple[Achievement, ...] | None = None
) -> TeamReport:
    return upskilling(offered).plan(who, what, consented=consented, today=TODAY, say=lambda _: None)


def money(amount: str) -> Decimal:
    return Decimal(amount)
