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
FEW = 10
"""Sample ads; whether one more asks for a skill may hang on the processor that read it."""
CATALOGUE = "Course code,Course title,Learning outcomes,Fee\nq-1,Queries,Write queries with SQL,NZD 350\nq-2,Talks,,\n"


@pytest.mark.parametrize("look", [Look(), Look(width=PHONE, script=False)], ids=str)
def test_a_provider_goes_from_the_demand_to_a_mended_catalogue_and_samples_prove_no_need(page: Page) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/providers")
    line = page.get_by_role("row").filter(has=page.get_by_role("link", name="Information literacy")).first
    _, ads, employers, *_ = line.get_by_role("cell").all_inner_texts()
    told = re.search(r"(\d+) ads", ads)
    assert told is not None
    line.get_by_role("link", name="Information literacy").click()
    page.get_by_role("heading", name="In employers’ own words").wait_for()
    asked = " ".join(page.get_by_role("main").inner_text().split())
    assert f"{told[0]} of {employers.strip()} employers ask for it" in asked
    assert int(told[1]) > FEW
    page.get_by_role("link", name="Demand map").click()
    page.get_by_role("link", name="Evidence of need").click()
    page.locator("#concept").fill("information literacy")
    page.get_by_role("button", name="Download as PDF").click()
    assert "the ads are samples that we made up" in page.get_by_role("alert").inner_text()
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


def bytes_of(taken: Download) -> bytes:
    return Path(taken.path()).read_bytes()


def tab_to(page: Page, selector: str) -> None:
    """Where the focus never comes, no keyboard does either."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"the focus never comes to {selector}")
