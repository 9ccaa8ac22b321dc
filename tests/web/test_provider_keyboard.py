"""A provider's whole way by the keyboard alone: from the first page to the dossier, with the focus seen."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pypdf
import pytest

from api.app import create_app
from api.wiring import load_service
from tests.api.conftest import build_small_home
from tests.api.demanding import ads, demanding, read_courses
from tests.web.focus import is_seen
from tests.web.look import TABLET, Look
from tests.web.seeker_steps import reach, saved
from tests.web.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CATALOGUE = b"id,name,outcomes,price\nq-1,Queries,Know SQL,NZD 350\nq-2,Talks,,\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small world, whose ads are no samples: of samples no dossier is made."""
    service = load_service(build_small_home(tmp_path_factory.mktemp("small")))
    with serving(create_app(demanding(service, ads(), read_courses(service)))) as address:
        yield address


def stop_at(page: Page, wanted: Locator) -> None:
    reach(page, wanted)
    assert is_seen(page), f"nobody sees that the focus is at {wanted}"


def press(page: Page, wanted: Locator) -> None:
    stop_at(page, wanted)
    page.keyboard.press("Enter")


def follow(page: Page, name: str, heading: str) -> None:
    press(page, page.get_by_role("link", name=name, exact=True).first)
    page.get_by_role("heading", name=heading, level=1).wait_for()


def words_of(page: Page) -> str:
    return " ".join(page.get_by_role("main").inner_text().split())


def go_from_the_first_page_to_a_skill_of_a_slice(page: Page) -> None:
    page.goto("/")
    follow(page, "Providers", "What employers ask for, and who teaches it")
    press(page, page.locator(".slice > summary"))
    stop_at(page, page.locator("#sector"))
    page.keyboard.type("Libraries")
    press(page, page.get_by_role("button", name="Look at these ads"))
    page.get_by_text("Looking at some of the ads: sector Libraries").wait_for()
    assert "12 ads of 3 employers" in words_of(page)
    follow(page, "Data work", "Data work")
    assert "12 ads of 3 employers ask for it: 100% of the ads" in words_of(page)
    press(page, page.get_by_role("link", name="month", exact=True))
    page.get_by_role("link", name="month", exact=True).and_(page.locator("[aria-current]")).wait_for()
    press(page, page.locator("#time ~ details summary"))
    assert page.get_by_role("row", name="2024-03 ").inner_text().split()[1:3] == ["1", "1"]
    follow(page, "Demand map", "What employers ask for, and who teaches it")


def look_at_each_list(page: Page) -> None:
    follow(page, "Hardly taught", "Asked for, and hardly taught")
    press(page, page.get_by_role("link", name="single skills"))
    page.locator("tbody th", has_text="SQL").first.wait_for()
    table = page.get_by_role("region", name="Unmet demand")
    stop_at(page, table)
    table.evaluate("one => { one.moved = new Promise((done) => one.addEventListener('scroll', done)); }")
    page.keyboard.press("ArrowRight")
    assert table.evaluate("async (one) => { await one.moved; return one.scrollLeft; }") > 0
    follow(page, "New words", "Asked for in words that no known skill covers")
    follow(page, "Trends", "What rises, what falls")
    press(page, page.get_by_role("link", name="families"))
    page.locator("tbody th", has_text="Teamwork").first.wait_for()


def lay_a_catalogue_beside_the_demand(page: Page) -> None:
    follow(page, "Your catalogue", "Lay your catalogue beside the demand")
    stop_at(page, page.locator("#file"))
    # what the system's own window would hand over
    page.locator("#file").set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": CATALOGUE})
    stop_at(page, page.locator("#by"))
    page.keyboard.press("ArrowDown")
    press(page, page.get_by_role("button", name="Lay it beside the demand"))
    page.get_by_role("heading", name="Course by course").wait_for()
    taught = page.get_by_role("region", name="You teach").locator("tbody tr")
    assert [one.split("\t")[0] for one in taught.all_inner_texts()] == ["SQL"]


def mend_its_entries(page: Page) -> None:
    press(page, page.get_by_role("button", name="Check its entries"))
    page.get_by_role("heading", name="Entry by entry").wait_for()
    press(page, page.get_by_role("button", name="Read them for ESCO skills too"))
    page.locator("#accept_from").wait_for()
    stop_at(page, page.get_by_label("Outcomes of Talks, a semicolon between them"))
    page.keyboard.type("Hold a talk; Answer questions")
    press(page, page.locator("details.entry:not([open]) > summary").first)
    stop_at(page, page.get_by_role("checkbox", name=re.compile("^SQL ")))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Take these over and look again"))
    page.get_by_text("2 fixes taken over").wait_for()
    button = page.get_by_role("button", name="Download the mended catalogue")
    stop_at(page, button)
    told = saved(page, lambda: page.keyboard.press("Enter")).decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(StringIO(told, newline=""))}
    assert rows["q-2"]["outcomes"].replace("|", ";").split(";")[0].strip() == "Hold a talk"
    assert "SQL" in rows["q-1"]["alignments"]


def draft_a_course(page: Page) -> None:
    follow(page, "Draft a course", "What would a new course add?")
    stop_at(page, page.locator("#title"))
    page.keyboard.type("Queries for librarians")
    stop_at(page, page.locator("#outcomes"))
    page.keyboard.type("Know SQL")
    press(page, page.get_by_role("button", name="See what it would add"))
    page.get_by_role("heading", name="Whose demand it meets").wait_for()
    assert "12 ads of 24 ask for something that it teaches" in words_of(page)


def take_the_dossier_along(page: Page) -> None:
    press(page, page.get_by_role("link", name="Evidence of need for “SQL”"))
    stop_at(page, page.get_by_role("button", name="Download as PDF"))
    told = saved(page, lambda: page.keyboard.press("Enter"))
    words = " ".join(pypdf.PdfReader(BytesIO(told)).pages[0].extract_text().split())
    assert "SQL" in words
    assert "24 different job ads looked at" in words


@pytest.mark.parametrize("look", [Look(width=TABLET)], ids=str)
def test_the_whole_way_of_a_provider_by_the_keyboard_alone(page: Page) -> None:
    go_from_the_first_page_to_a_skill_of_a_slice(page)
    look_at_each_list(page)
    lay_a_catalogue_beside_the_demand(page)
    mend_its_entries(page)
    draft_a_course(page)
    take_the_dossier_along(page)
