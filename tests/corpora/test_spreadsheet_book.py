"""Workbooks of several sheets: what is a formula, what is never one, how they print."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.spreadsheets.book import Cell, Column, Formula, Page, book_of, letter
from matcher.errors import InvalidInput

WRITABLE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))


def sheet_of(page: Page) -> Any:  # noqa: ANN401 - of a library without types
    return openpyxl.load_workbook(BytesIO(book_of([page], "A & B")))[page.title]


def page(*rows: tuple[Cell, ...], **more: Any) -> Page:  # noqa: ANN401 - fields of a page
    columns = (Column(name="what", width=20), Column(name="how many", format="#,##0.00", scaled=True))
    return Page(title="table", columns=columns, rows=rows, **more)


@settings(deadline=None, max_examples=50)
@given(WRITABLE)
def test_a_text_stays_the_text_it_is(text: str) -> None:
    cell = sheet_of(page((text, 1)))["A2"]
    assert cell.data_type == ("s" if text else "n")
    assert (cell.value or "") == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1"])
def test_what_a_program_would_run_is_marked_as_a_text(text: str) -> None:
    cell = sheet_of(page((text, 1)))["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_a_formula_of_ours_is_one_and_numbers_are_numbers() -> None:
    sheet = sheet_of(page(("a", Decimal("1.10")), ("b", 2), total=("all", Formula("=SUM(B2:B3)", Decimal("3.10")))))
    assert [(cell.value, cell.data_type) for cell in sheet["B"][1:]] == [(1.1, "n"), (2, "n"), ("=SUM(B2:B3)", "f")]
    assert sheet["B4"].number_format == "#,##0.00"
    assert sheet["A4"].font.bold


def test_a_sheet_keeps_its_header_in_sight_and_on_every_page() -> None:
    sheet = sheet_of(page(("a", 1), frozen=1))
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref) == ("B2", "$1:$1", "A1:B2")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape", 1, 0,
    )  # fmt: skip
    assert sheet.oddHeader.center.text == "A && B"


def test_a_long_text_gets_the_lines_it_needs() -> None:
    sheet = sheet_of(page(("word " * 12, 1), ("word", 1)))
    assert [sheet.row_dimensions[number].height for number in (1, 2, 3)] == [15, 45, 15]


def test_numbers_are_shaded_from_nothing_up() -> None:
    [shaded] = sheet_of(page(("a", 1), ("b", 5))).conditional_formatting
    [rule] = shaded.rules
    assert (str(shaded.sqref), rule.colorScale.cfvo[0].type, rule.colorScale.cfvo[0].val) == ("B2:B3", "num", 0)


@pytest.mark.parametrize(("text", "why"), [("x" * 32_768, "does not fit a cell"), ("\x01", "control character")])
def test_what_fits_no_cell_is_refused_by_sheet_and_column(text: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=f"sheet 'table', column 'what': .*{why}"):
        book_of([page((text, 1))], "")


def test_columns_are_named_by_letters() -> None:
    assert [letter(place) for place in (0, 25, 26)] == ["A", "Z", "AA"]


def test_what_a_formula_comes_to_stands_beside_it_for_programs_that_reckon_nothing() -> None:
    """And it is still a formula; a text that looks like one is none, and gets no value."""
    total = ("=SUM(B2:B3)", Formula("=SUM(B2:B3)", Decimal("3.10")))
    data = book_of([page(("=1+1", Decimal("1.10")), ("b", 2), total=total), page(("c", Formula("=B3-B3", 0)))], "head")
    shown = openpyxl.load_workbook(BytesIO(data), data_only=True)
    assert [[cell.value for cell in row] for row in shown["table"].iter_rows(min_row=2)] == [
        ["=1+1", 1.1],
        ["b", 2],
        ["=SUM(B2:B3)", 3.1],
    ]
    assert shown["table1"]["B2"].value == 0
    assert openpyxl.load_workbook(BytesIO(data))["table"]["B4"].value == "=SUM(B2:B3)"
