"""What a plan's page says so that somebody who was not there can follow its figures."""

import re
from decimal import Decimal

import pytest

from api.team_page import page_file
from api.team_schemas import TeamPlanOut
from api.team_table_names import TeamTable
from api.team_tables import rows_of
from api.team_wording import field_words, plain_words
from api.web.team.view import budgets
from tests import small_team
from tests.api.planned_team import told

CONSENTED = told(small_team.consented())
WITHHELD = told(small_team.withheld())


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<body")[2]).split())


def with_cheapest(plan: TeamPlanOut, cost: str, *, at_most: bool = False) -> TeamPlanOut:
    """With a cheapest plan beside it alone."""
    first = plan.alternatives[0]
    assert first.totals is not None
    totals = first.totals.model_copy(update={"cost": Decimal(cost), "cost_at_most": at_most})
    own = first.model_copy(update={"name": "cheapest for 80 %", "totals": totals})
    return plan.model_copy(update={"alternatives": [own], "more_budget": None})


def test_what_closes_means_is_told_in_plain_counts_too() -> None:
    assert plain_words(CONSENTED) == (
        "Counted without weights, one for each skill and person: 12 are missing, the plan teaches 7 of them."
    )


def test_plain_counts_are_not_told_where_one_of_them_is_withheld() -> None:
    assert plain_words(WITHHELD) == ""


@pytest.mark.parametrize(
    ("field", "says"), [("topics[0]", "topic 1"), ("outcomes[2]", "outcome 3"), ("alignments[1]", "alignment 2")]
)
def test_where_an_entry_says_something_is_counted_from_one(field: str, says: str) -> None:
    assert field_words(field) == says
    assert field_words("name") == "name"


def test_courses_that_were_left_out_are_told_by_their_names() -> None:
    note = "Courses that would close something but state no price and are left out, since there is a budget: c-dear."
    page = words(page_file(CONSENTED.model_copy(update={"notes": [note]})))
    assert "since there is a budget: “Dear course”." in page
    assert "states no price; id c-dear" in page


def test_a_plan_that_is_cheaper_is_offered() -> None:
    assert [*budgets(with_cheapest(CONSENTED, "450"))] == [None, Decimal(450), None]


def test_an_upper_end_of_a_cost_or_a_dearer_plan_is_not_offered_as_cheaper() -> None:
    assert [*budgets(with_cheapest(CONSENTED, "450", at_most=True))] == [None, None, None]
    assert [*budgets(with_cheapest(CONSENTED, "900"))] == [None, None, None]


def test_more_money_that_closes_nothing_further_is_said_to() -> None:
    assert CONSENTED.more_budget is not None
    more = CONSENTED.more_budget.model_copy(update={"totals": CONSENTED.totals, "courses": [], "closes": []})
    [*_, last] = rows_of(TeamTable.ALTERNATIVES, CONSENTED.model_copy(update={"more_budget": more}))
    assert last["which courses"] == "the same: more money would close nothing further"


def test_more_money_that_closes_something_is_not_said_to_close_nothing_where_sums_are_withheld() -> None:
    assert CONSENTED.more_budget is not None
    more = CONSENTED.more_budget.model_copy(update={"totals": CONSENTED.totals, "courses": [], "closes": ["SQL"]})
    [*_, last] = rows_of(TeamTable.ALTERNATIVES, CONSENTED.model_copy(update={"more_budget": more}))
    assert (last["which courses"], last["closes further"]) == ("", "SQL")
