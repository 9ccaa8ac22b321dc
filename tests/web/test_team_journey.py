"""An HR team's way through its pages: from a spreadsheet as it lies about to a plan that is taken along."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.web.look import Look

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATIENCE_MS = 120_000
"""Of whoever waits for a plan on a busy machine."""
MOST_STOPS = 200
PEOPLE = (
    ("Karen Walker", "karen@example.org", 0, 3, "PQ searching; story time"),
    ("Tom Hughes", "tom@example.org", 1, 2, "public speaking"),
    ("Aroha Ngata", "aroha@example.org", 0, 4, "Excel"),
)
ROLE = "Data librarian"
SLIDE = """(range, to) => {
  range.value = to;
  for (const kind of ["input", "change"]) range.dispatchEvent(new Event(kind, { bubbles: true }));
}"""
"""A slider is drawn to a value and let go."""


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Path:
    """With a title, names, addresses and a row of sums, as such files are."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (
        ("Skills audit",),
        (),
        ("Name", "E-mail", "SQL", "teaching", "Other skills"),
        *PEOPLE,
        ("TOTAL", None, 1, 9),
    ):
        book.active.append(row)
    file = tmp_path / "audit.xlsx"
    book.save(file)
    return file


@pytest.mark.parametrize("look", [Look(), Look(script=False)], ids=str)
def test_a_spreadsheet_with_names_becomes_a_plan_that_is_taken_along(page: Page, spreadsheet: Path) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/team")
    page.get_by_label("The table XLSX or CSV").set_input_files(spreadsheet)
    page.get_by_label("Name of the role").first.fill(ROLE)
    page.locator("#role-1").fill("SQL: 3\npublic speaking: 3, optional")
    page.get_by_label("How the team covers the roles").select_option("all")
    page.locator("#budget").fill("2,000")
    page.get_by_role("button", name="Plan", exact=True).click()
    assert "“Name” looks like names of people: it became P01, P02" in page.get_by_role("alert").inner_text()
    assert "karen" not in page.content().casefold()
    page.get_by_label("The table is the team’s own record").check()
    page.get_by_role("button", name="Plan", exact=True).click()
    page.get_by_role("heading", name="Upskilling plan for a team").wait_for()
    assert page.locator(".heat tbody tr", has_text="SQL").locator("td").inner_text().startswith("0 →")
    page.get_by_label("What PQ searching means").select_option("leave it out")
    page.get_by_role("button", name="Plan with these decisions").click()
    page.get_by_text("1 name that you decided on").wait_for()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Workbook (XLSX)").click()
    book = openpyxl.load_workbook(BytesIO(Path(taken.value.path()).read_bytes()))
    assert {row[0].value for row in book["people"].iter_rows(min_row=2)} <= {"P01", "P02", "P03"}


def test_a_plan_is_asked_for_and_changed_by_the_keyboard_alone(page: Page) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/team")
    _tab_to(page, "button[name=sample]")
    page.keyboard.press("Enter")
    page.locator("#heat").wait_for()
    _tab_to(page, "[data-for=budget]")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    budget = page.locator("#budget").input_value()
    assert float(budget) > 0
    page.locator("dl.figures", has_text=f"{float(budget):,.0f}").wait_for()
    assert page.locator("#budget").input_value() == budget
    assert page.evaluate("document.activeElement.dataset.for") == "budget"
    _tab_to(page, "[name=leave_out]")
    left_out = page.evaluate("document.activeElement.getAttribute('aria-label')").removeprefix("Plan without it: ")
    page.keyboard.press("Enter")
    page.locator(".left-out", has_text=left_out).wait_for()
    assert page.locator("#budget").input_value() == budget
    with page.expect_response("**/team/plan"):
        _tab_to(page, "button:has-text('Plan again')")
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Plan again"


def test_a_plan_follows_its_sliders_to_where_they_were_set_last(page: Page) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/team")
    page.locator("button[name=sample]").click()
    page.locator("#heat").wait_for()
    with page.expect_response("**/team/plan") as first:
        page.locator("[data-for=budget]").evaluate(SLIDE, "3000")
        page.locator("[data-for=budget]").evaluate(SLIDE, "2000")
    assert first.value.ok
    assert page.locator("#budget").input_value() == "2000"
    page.locator("dl.figures", has_text="AUD 2,000").wait_for()
    assert page.locator("#budget").input_value() == "2000"
    assert page.locator("#working").inner_text() == ""


ONE_ROLE = {
    "#table": "id,toward,SQL,spreadsheets\n" + "".join(f"P{place:02},Analyst,0,0\n" for place in range(6)),
    "#role-1-name": "Analyst",
    "#role-1": "SQL: 3\nuse spreadsheets software: 3",
    "#budget": "1500",
}


def _planned(page: Page) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/team")
    page.get_by_text("Or paste it").click()
    for field, text in ONE_ROLE.items():
        page.locator(field).fill(text)
    page.get_by_label("The table is the team’s own record").check()
    page.get_by_role("button", name="Plan", exact=True).click()
    page.locator("#heat").wait_for()


def test_a_price_that_was_typed_stays_with_its_course_where_rows_move(page: Page) -> None:
    _planned(page)
    page.get_by_text("What you were offered for courses; levels").click()
    rows = page.locator(".offers tbody tr")
    name = rows.nth(0).locator("th").inner_text()
    rows.nth(1).locator("input[name=offer_price]").fill("90")
    other = rows.nth(1).locator("[name=offer_course]").input_value()
    with page.expect_response("**/team/plan"):
        page.locator(f"[name=leave_out][aria-label='Plan without it: {name.split(' AUD')[0].strip()}']").first.click()
    page.locator(".left-out").wait_for()
    typed = {
        row.locator("[name=offer_course]").input_value(): row.locator("input[name=offer_price]").input_value()
        for row in rows.all()
    }
    assert {course for course, price in typed.items() if price} == {other}


def test_a_press_counts_that_comes_right_after_a_number_was_typed(page: Page) -> None:
    _planned(page)
    page.locator("#budget").fill("1400")
    page.locator("[name=leave_out]").first.click()
    page.locator(".left-out").wait_for()
    page.locator("dl.figures", has_text="AUD 1,400").wait_for()


def test_a_slider_that_is_moved_while_a_course_is_being_left_out_takes_nothing_back(page: Page) -> None:
    _planned(page)
    page.locator("[name=leave_out]").first.click(no_wait_after=True)
    page.locator("[data-for=budget]").evaluate(SLIDE, "800")
    page.locator("dl.figures", has_text="AUD 800").wait_for()
    assert page.locator("[name=without]").count() == 1
    assert page.locator("#budget").input_value() == "800"


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("([one]) => document.activeElement === one", [page.locator(selector).first.element_handle()]):
            return
    pytest.fail(f"no Tab leads to {selector}")
