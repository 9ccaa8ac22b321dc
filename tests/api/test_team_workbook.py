"""The workbook of a team's plan: what it reckons comes out right, and no text of others is reckoned."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from api.team_wording import CONSENTED, NOT_CONSENTED
from api.team_workbook import workbook_of
from matcher.workforce.report import TeamReport
from tests import small_team
from tests.api.formulas import value
from tests.api.planned_team import told


def opened(report: TeamReport) -> Any:  # noqa: ANN401 - of a library without types
    return openpyxl.load_workbook(BytesIO(workbook_of(told(report))))


@pytest.fixture(scope="module")
def consented() -> Any:  # noqa: ANN401
    return opened(small_team.consented())


@pytest.fixture(scope="module")
def withheld() -> Any:  # noqa: ANN401
    return opened(small_team.withheld())


def rows(workbook: Any, sheet: str) -> list[list[Any]]:  # noqa: ANN401
    return [list(row) for row in workbook[sheet].iter_rows(values_only=True)]


def reckoned(workbook: Any, sheet: str, column: str) -> list[Any]:  # noqa: ANN401
    """The cells below the header of this name, as they come out."""
    place = rows(workbook, sheet)[0].index(column) + 1
    cells = [workbook[sheet].cell(row=number, column=place) for number in range(2, workbook[sheet].max_row + 1)]
    return [value(workbook, sheet, cell.coordinate) for cell in cells]


def test_every_part_of_a_plan_has_its_sheet(consented: Any, withheld: Any) -> None:  # noqa: ANN401
    every = ["about", "heatmap", "matrix", "plan", "costs", "alternatives", "people", "review", "sources"]
    assert consented.sheetnames == [*every, "assumptions"]
    assert withheld.sheetnames == [*(name for name in every if name != "people"), "assumptions"]


def test_costs_are_formulas_that_come_to_what_the_plan_costs(consented: Any) -> None:  # noqa: ANN401
    plan = consented["plan"]
    assert [plan["F2"].value, plan["F3"].value, plan["F4"].value] == ["=D2*E2", "=D3*E3", "=SUM(F2:F3)"]
    assert reckoned(consented, "plan", "cost") == [450, Decimal("161.0"), 611]
    assert reckoned(consented, "plan", "seats") == [5, 2, 7]


def test_costs_by_quarter_are_sums_over_the_plan(consented: Any) -> None:  # noqa: ANN401
    assert consented["costs"]["C3"].value == "=SUMIFS(plan!$F$2:$F$3,plan!$A$2:$A$3,A3)"
    assert reckoned(consented, "costs", "cost") == [450, 161, 0, 611]
    assert reckoned(consented, "costs", "seats") == [5, 2, 0, 7]
    assert reckoned(consented, "costs", "cost so far")[:3] == [450, 611, 611]
    assert reckoned(consented, "costs", "left of the quarter")[:3] == [1050, 1339, 1500]
    assert reckoned(consented, "costs", "left of the whole")[:3] == [1550, 1389, 1389]


@pytest.mark.parametrize("report", [small_team.consented, small_team.unpriced], ids=["consented", "unpriced"])
def test_what_a_program_shows_that_reckons_nothing_is_what_the_formulas_come_to(
    report: Callable[[], TeamReport],
) -> None:
    data = BytesIO(workbook_of(told(report())))
    reckoning, shown = openpyxl.load_workbook(data), openpyxl.load_workbook(data, data_only=True)
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in reckoning
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert {sheet for sheet, _ in formulas} == {"plan", "costs"}
    assert {at: Decimal(str(shown[at[0]][at[1]].value)) for at in formulas} == {
        (sheet, cell): value(reckoning, sheet, cell) for sheet, cell in formulas
    }


def test_what_is_withheld_is_in_no_sum(withheld: Any) -> None:  # noqa: ANN401
    assert reckoned(withheld, "plan", "cost") == ["withheld", "withheld", 611]
    assert reckoned(withheld, "costs", "cost") == ["withheld", "withheld", 0, 611]
    assert reckoned(withheld, "costs", "cost so far")[:3] == ["withheld"] * 3
    assert reckoned(withheld, "costs", "left of the quarter")[:3] == ["withheld", "withheld", 1500]


def test_a_price_that_nobody_states_is_said_to_be_missing_and_is_in_no_sum() -> None:
    workbook = opened(small_team.unpriced())
    assert reckoned(workbook, "plan", "cost") == [450, "price not stated", 450]
    assert reckoned(workbook, "plan", "hours each")[1] == "not stated"
    assert reckoned(workbook, "costs", "cost") == [450, 0, 0, 450]


def test_the_heatmap_shades_what_is_missing_and_says_it_in_numbers(consented: Any) -> None:  # noqa: ANN401
    header, *lines = rows(consented, "heatmap")
    assert header[:5] == [
        "skill",
        "Data librarian: hold it",
        "Data librarian: hold it after the plan",
        "Data librarian: missing",
        "Data librarian: of",
    ]
    assert lines == [
        ["SQL", 1, 6, 5, 6, *["not wanted"] * 4],
        [small_team.FORMULA, 6, 6, 0, 6, 0, 0, 5, 5],
        ["teach digital literacy", *["not wanted"] * 4, 3, 5, 2, 5],
    ]
    [shaded] = consented["heatmap"].conditional_formatting
    assert str(shaded.sqref) == "D2:D4 H2:H4"
    assert [rule.type for rule in shaded.rules] == ["colorScale"]


def test_in_the_heatmap_what_is_withheld_is_said_to_be(withheld: Any) -> None:  # noqa: ANN401
    assert rows(withheld, "heatmap")[1] == ["SQL", "withheld", "withheld", "withheld", 6, *["not wanted"] * 4]


def test_the_matrix_holds_each_figure_and_what_it_rests_on(consented: Any, withheld: Any) -> None:  # noqa: ANN401
    header, first, *_ = rows(consented, "matrix")
    own = dict(zip(header, first, strict=True))
    assert (own["role"], own["skill"], own["level wanted"], own["words it rests on"]) == (
        "Data librarian",
        "SQL",
        4,
        "advanced",
    )
    assert [own[f"at {level}"] for level in range(6)] == [4, 0, 1, 0, 1, 0]
    assert [own[name] for name in ("people", "holding", "missing", "taught by the plan", "lifted", "after")] == [
        6, 1, 5, 5, 0, 6,
    ]  # fmt: skip
    assert (own["held by one person only"], own["courses"]) == ("yes", "SQL basics")
    assert own["evidence"] == "ad: You must have advanced SQL."
    hidden = dict(zip(header, rows(withheld, "matrix")[1], strict=True))
    assert [hidden[name] for name in ("at 0", "holding", "after", "held by one person only")] == ["withheld"] * 4
    assert hidden["people"] == 6


def test_people_stand_under_pseudonyms_in_the_order_of_the_table(consented: Any) -> None:  # noqa: ANN401
    assert [row[0] for row in rows(consented, "people")[1:]] == ["p-9", "p-2", "p-5", "p-1", "p-3", "p-8", "p-6"]
    assert consented["people"].auto_filter.ref is None


def test_no_text_of_others_is_a_formula(consented: Any) -> None:  # noqa: ANN401
    texts = [cell for sheet in consented for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    guarded = [cell for cell in texts if str(cell.value).startswith("=")]
    assert {cell.value for cell in guarded} == {small_team.FORMULA, "=1+1 is asked for.", "=sequel"}
    assert all(cell.quotePrefix for cell in guarded)
    formulas = [
        str(cell.value) for sheet in consented for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert all(text.startswith(("=SUM(", "=SUMIFS(")) or set(text) <= set("=*-ABCDEFGH0123456789") for text in formulas)


def test_consent_stands_in_the_workbook_and_on_each_printed_page(consented: Any, withheld: Any) -> None:  # noqa: ANN401
    assert dict(rows(consented, "about"))["consent"] == CONSENTED
    assert dict(rows(withheld, "about"))["consent"] == NOT_CONSENTED
    assert {sheet.oddHeader.center.text[:40] for sheet in withheld} == {f"team.xlsx. {NOT_CONSENTED}"[:40]}
    assert {sheet.print_title_rows for sheet in withheld} == {"$1:$1"}


def test_the_review_sheet_is_there_to_be_filled_in(consented: Any) -> None:  # noqa: ANN401
    header, *lines = rows(consented, "review")
    assert header[:3] == ["name", "means", "counted as"]
    assert [row[:3] for row in lines] == [
        ["=sequel", None, "SQL"],
        ["basket weaving", None, "nothing"],
        ["databases", "SQL", "SQL"],
    ]
    assert consented["review"]["B2"].border.top.style == "thin"


def test_sources_say_whose_words_a_demand_and_a_course_rest_on(consented: Any) -> None:  # noqa: ANN401
    _, *lines = rows(consented, "sources")
    assert lines[0][:6] == ["asked for", "Data librarian", "SQL", "ad", "You must have advanced SQL.", 0.91]
    assert lines[-2][:6] == [
        "taught", "SQL basics", "SQL", "catalogue, outcomes[0]: stated by the provider", "Query a database with SQL",
        0.9,
    ]  # fmt: skip
