"""The form as a page shows it: what was typed, empty rows to go on with, and how far its sliders reach."""

from dataclasses import dataclass

from api.amounts import MOST_MONEY, read_amount
from api.web.team.faults import role_field
from api.web.team.offers import OfferRow
from api.web.team.typed import Toward, TypedRole, TypedTeam

ROWS = 2
"""Roles at the least that there is room for."""
WAYS = {
    Toward.TABLE: "as the table says",
    Toward.ALL: "everybody toward the one role",
    Toward.EACH: "each toward one role",
    Toward.TOGETHER: "the team covers them together",
}
LABELS = {
    "table": "Table",
    "brief_file": "File of roles",
    "names_file": "Review list",
    "names": "What skill names mean",
    "toward": "How the team covers the roles",
    "moves": "Who moves toward which role",
    "holders": "Who should hold each skill",
    "budget": "Budget",
    "budget_per_quarter": "Budget of each quarter",
    "currency": "Currency",
    "hours_per_person": "Hours of each person",
    "hours_per_quarter": "Hours in a quarter",
    "coverage": "Coverage",
    "begin": "First quarter",
    "quarters": "Quarters",
    "courses": "Courses",
    "offers": "What you were offered",
    "without": "Courses left out",
    "held": "Level of a skill listed",
    "wanted": "Level of a skill asked for",
    "taught": "Level that a course lifts to",
    "consented": "Consent",
}
"""What the fields are called on the page, where an error is told above it."""
STEPS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Of a slider."""

    most: int
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormShown:
    typed: TypedTeam
    currency: str
    """That counts where none is typed."""

    @property
    def roles(self) -> tuple[TypedRole, ...]:
        empty = max(
            1 if self.typed.roles and self.typed.roles[-1].is_empty is False else 0, ROWS - len(self.typed.roles)
        )
        return (*self.typed.roles, *(TypedRole() for _ in range(empty)))

    @property
    def ways(self) -> list[tuple[str, str]]:
        return [(way.value, words) for way, words in WAYS.items()]

    @property
    def labels(self) -> dict[str, str]:
        return {**LABELS, **{role_field(place): f"Role {place + 1}" for place in range(len(self.roles))}}

    @property
    def offers(self) -> list[OfferRow]:
        """By id: names are known once there is a plan."""
        return [OfferRow(name=own.course, typed=own) for own in self.typed.offers]

    @property
    def budget(self) -> Reach:
        return _reach(self.typed.budget, 20_000, self.typed.reach_budget)

    @property
    def hours(self) -> Reach:
        return _reach(self.typed.hours_per_person, 120, self.typed.reach_hours)

    @property
    def has_terms(self) -> bool:
        """Whether anything is said of what seldom is."""
        typed = self.typed
        return any((typed.courses, typed.offers, typed.held, typed.wanted, typed.taught))


def _reach(typed: str, otherwise: int, former: str) -> Reach:
    """Up to twice what is typed, in steps that read well; as far as before where what is typed lies within."""
    stated, before = _bounded(typed), _bounded(former)
    wished = before if before and stated <= before else 2 * stated or otherwise
    step = 10 ** max(0, len(str(wished // STEPS)) - 1)
    return Reach(most=-(-wished // step) * step, step=step)


def _bounded(typed: str) -> int:
    """0 where no amount is typed. Bounded first: the digits of 1e999999999 take all the memory."""
    try:
        return int(read_amount(typed, MOST_MONEY)) if typed.strip() else 0
    except ValueError:
        return 0
