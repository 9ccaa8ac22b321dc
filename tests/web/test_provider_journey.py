"""A provider's way through its pages: from what employers ask for to a mended catalogue; made-up ads prove no need."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.look import PHONE, TABLET, Look

if TYPE_CHECKING:
    from playwright.sync_api import Download, Page

PATIENCE_MS = 120_000
"""Of whoever waits while courses are read on a busy machine."""
MOST_STOPS = 250
LARGE_PHONE = 390
FEW = 10
"""Sample ads; whether one more asks for a skill may hang on the processor that read it."""
CATALOGUE = "Course code,Course title,Learning outcomes,Fee\nq-1,Queries,Write queries with SQL,NZD 350\nq-2,Talks,,\n"


@pytest.mark.parametrize("look", [Look(), Look(width=PHONE, script=False)], ids=str)
def test_a_provider_goes_from_the_demand_to_a_mended_catalogue_and_samples_prove_no_need(page: Page) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/providers")
    line = page.get_by_role("row").filter(has=page.get_by_role("link", name="Information literacy")).first
    _, ads, employers, *_ = line.locator("td").all_inner_texts()  # the number is not shown on a phone
    told = re.search(r"(\d+) ads", ads)
    assert told is not None
    line.get_by_role("link", name="Information literacy").click()
    page.get_by_role("heading", name="In employers’ own words").wait_for()
    asked = " ".join(page.get_by_role("main").inner_text().split())
    assert f"{told[0]} of {employers.strip()} employers ask for it" in asked
    assert int(told[1]) > FEW
    page.get_by_role("link", name="Demand map").click()
    page.get_by_role("link", name="Evidence of need").click()
    assert "no evidence of need can be made of them" in page.locator("#samples").inner_text()
    assert page.get_by_role("button", name="Download as PDF").is_disabled()
    page.goto("/providers/dossier?concept=information+literacy&format=pdf")
    assert "The ads here are samples that we made up" in page.get_by_role("alert").inner_text()
    assert page.locator("#concept").input_value() == "information literacy"
    page.get_by_role("link", name="Check entries").click()
    page.get_by_label("or paste the entries").fill(CATALOGUE)
    page.get_by_role("button", name="Check them").click()
    page.get_by_label("Outcomes of Talks, a semicolon between them").fill("Hold a talk; Answer questions")
    page.get_by_role("button", name="Take these over and look again").click()
    page.get_by_text("1 fix taken over").wait_for()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download the mended catalogue").click()
    mended = {row["id"]: row for row in csv.DictReader(StringIO(bytes_of(taken.value).decode("utf-8-sig"), newline=""))}
    assert mended["q-1"]["name"] == "Queries"
    assert mended["q-1"]["price"].startswith("350")
    assert mended["q-2"]["outcomes"].replace("|", ";").split(";")[0].strip() == "Hold a talk"


@pytest.mark.parametrize("look", [Look(width=TABLET)], ids=str)
def test_a_draft_is_laid_beside_the_demand_by_the_keyboard_alone(page: Page) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/providers/what-if")
    tab_to(page, "#title")
    page.keyboard.type("Finding and judging information")
    tab_to(page, "#outcomes")
    page.keyboard.type("Search library databases and judge what is found")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Whose demand it meets").wait_for()
    assert page.locator("#title").input_value() == "Finding and judging information"
    tab_to(page, "main a[href^='/providers/dossier']")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Download as PDF").wait_for()


@pytest.mark.parametrize("look", [Look(width=PHONE), Look(width=LARGE_PHONE)], ids=str)
def test_a_phone_shows_the_first_figures_of_the_map_beside_the_names(page: Page, look: Look) -> None:
    """It showed the number and the name of a skill, and then nothing."""
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/providers")
    line = page.get_by_role("row").filter(has=page.get_by_role("link", name="Information literacy")).first
    ends = line.evaluate("row => [...row.children].slice(1, 4).map((one) => one.getBoundingClientRect().right)")
    assert len(ends) == 3
    assert max(ends) <= look.width
    caption = page.locator("table.map caption").bounding_box()
    assert caption is not None
    assert caption["x"] + caption["width"] <= look.width


@pytest.mark.parametrize("look", [Look()], ids=str)
def test_back_leads_from_what_came_of_a_catalogue_to_its_form(page: Page) -> None:
    """The result stood in the place of the form, and the form was gone from the history."""
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/providers")
    page.goto("/providers/catalogue")
    page.get_by_label("or paste the entries").fill(CATALOGUE)
    page.get_by_role("button", name="Lay it beside the demand").click()
    page.get_by_role("heading", name="Course by course").wait_for()
    page.locator("a[href='#yours']").click()
    page.go_back()
    assert page.get_by_role("heading", name="Course by course").is_visible()
    page.go_back()
    page.get_by_role("heading", name="Lay your catalogue beside the demand").wait_for()
    assert page.get_by_label("or paste the entries").is_visible()
    page.go_back()
    page.wait_for_url("**/providers")


def bytes_of(taken: Download) -> bytes:
    return Path(taken.path()).read_bytes()


def tab_to(page: Page, selector: str) -> None:
    """Where the focus never comes, no keyboard does either."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"the focus never comes to {selector}")
