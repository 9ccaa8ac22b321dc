"""A plan as its page shows it: what the file of it shows, and what there is to decide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from api.team_page import parts_of
from api.team_rendering import UNWANTED
from api.team_schemas import ReviewOut, TeamAlternativeOut, TeamPlanOut, TeamTotalsOut
from api.team_tables import PASS_OVER
from api.web.team.offers import offer_rows
from api.web.team.typed import TypedName, TypedTeam
from api.web.telling import Telling
from matcher.dossier.wording import on
from matcher.workforce.goals import Goal
from matcher.workforce.naming import Standing
from matcher.workforce.planned import SMALL_TEAM

OPEN = frozenset({Standing.UNSURE.value, Standing.UNKNOWN.value})
DECIDED = frozenset({Standing.DECIDED.value, Standing.PASSED_OVER.value})


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A skill name to be decided on, or decided."""

    own: ReviewOut
    choices: tuple[Choice, ...]
    """Besides another name, which is typed."""
    chosen: str
    other: str


def answer_shown(answer: TeamPlanOut, typed: TypedTeam, told: Telling) -> Mapping[str, object]:
    decided = {_same(own.said): own for own in typed.names}
    told_of = {_same(own.name) for own in answer.review}
    rows = [_review_row(own, decided.get(_same(own.name))) for own in answer.review]
    return {
        **parts_of(answer, told.share),
        "day": on(answer.day),
        "budgets": [*budgets(answer)],
        "unwanted": {own.course: own.name for own in answer.left_out if own.why == UNWANTED},
        "quick": answer.people is not None and answer.people <= SMALL_TEAM,
        "offers": offer_rows(answer, typed.offers),
        "unproven": any(own is not None and not own.proven_optimal for own in _all_totals(answer)),
        "open_names": [row for row in rows if row.own.standing in OPEN],
        "other_names": [own for own in typed.names if _same(own.said) not in told_of],
        "decided_names": [row for row in rows if row.own.standing in DECIDED],
        "sure_names": [row.own for row in rows if row.own.standing == Standing.SURE.value],
    }


def budgets(answer: TeamPlanOut) -> Iterator[Decimal | None]:
    """By row of the alternatives, the budget with which the most that can be closed is such a plan, or a better one."""
    yield None
    for own in answer.alternatives:
        yield _saving(own, answer) if own.name.startswith(Goal.CHEAPEST.value) else None
    more, budget = answer.more_budget, answer.limits.budget
    yield budget + more.extra if more and more.closes and budget is not None else None


def _all_totals(answer: TeamPlanOut) -> tuple[TeamTotalsOut | None, ...]:
    """Of the plan, and of those beside it."""
    more = answer.more_budget.totals if answer.more_budget else None
    return (answer.totals, *(own.totals for own in answer.alternatives), more)


def _saving(own: TeamAlternativeOut, answer: TeamPlanOut) -> Decimal | None:
    """Its cost where that is surely below the plan's: an upper end says no such thing."""
    if own.totals is None or own.totals.cost_at_most or own.totals.cost is None:
        return None
    cost, most = own.totals.cost, answer.totals.cost
    return cost if most is None or cost < most else None


def _review_row(own: ReviewOut, typed: TypedName | None) -> ReviewRow:
    as_read = ", ".join(skill.label for skill in own.counted_as) or "nothing"
    undecided = f"not decided: counts as {as_read}" if own.standing in OPEN else "take this decision back"
    meant = {skill.uri: skill.label for skill in (*own.counted_as, *own.suggestions)}
    return ReviewRow(
        own=own,
        choices=(
            Choice("", undecided),
            *(Choice(uri, f"means {label}") for uri, label in meant.items()),
            Choice(PASS_OVER, "leave it out"),
        ),
        chosen=_chosen(own, typed, [*meant]),
        other=typed.other if typed and not meant else "",
    )


def _chosen(own: ReviewOut, typed: TypedName | None, meant: Sequence[str]) -> str:
    if own.standing == Standing.PASSED_OVER.value:
        return PASS_OVER
    if own.standing == Standing.DECIDED.value and meant:
        return meant[0]
    return typed.means if typed else ""


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()
