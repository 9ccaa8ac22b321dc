"""What a provider sees while something takes long: how far it is, what is known, and how it ends."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from api.app import create_app
from api.wiring import Service
from matcher.concepts import ConceptUri
from matcher.provision import Supplies
from matcher.teaching import Taught
from tests.web.axe import violations
from tests.web.look import PHONE, Look
from tests.web.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.built

PATIENCE_MS = 120_000
ROWS = "".join(f"q-{n},Queries {n},Write queries with SQL for group {n}\n" for n in range(20))
# What a page says for a moment only is written down by itself: a test that looks may come too late.
NOTES = """
window.said = [];
new MutationObserver(() => {
  const words = document.querySelector(".reading [role=status]")?.textContent;
  if (words) window.said.push(words);
}).observe(document, { childList: true, subtree: true, characterData: true });
"""


@dataclass(frozen=True, slots=True, eq=False)
class HeldJudge:
    """Judges nothing before it may, and then finds that no course teaches anything."""

    may: threading.Event = field(default_factory=threading.Event)

    def taught(self, wanted: Sequence[ConceptUri]) -> Mapping[ConceptUri, Sequence[Taught]]:
        self.may.wait()
        return dict.fromkeys(wanted, ())


@pytest.fixture
def judge() -> Iterator[HeldJudge]:
    judge = HeldJudge()
    yield judge
    judge.may.set()


@pytest.fixture
def site(built: Service, judge: HeldJudge) -> Iterator[str]:
    """As after a catalogue that nobody has looked at yet."""
    supplies = Supplies(catalogue=built.pipeline.catalogue, teaching=judge)
    held = replace(built, provision=replace(built.provision, supplies=supplies))
    with serving(create_app(held)) as address:
        yield address


@pytest.mark.parametrize("look", [Look(width=PHONE)], ids=str)
def test_while_supply_is_worked_out_the_map_shows_what_is_asked_for_and_then_completes_itself(
    page: Page, judge: HeldJudge
) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/providers?sort=unmet")
    table = page.get_by_role("region", name="Demand map as a table")
    before = table.locator("tbody tr").first.inner_text()
    assert "ads" in before
    assert "Courses that teach" not in table.inner_text()
    live = page.locator("#ahead")
    assert "What is asked for stands below already." in live.inner_text()
    assert re.search(r"0 of [\d,]+ skills are looked at", page.get_by_role("main").inner_text())
    assert violations(page) == []
    live.evaluate("one => { one.here = true; }")
    page.locator(".slice > summary").click()
    page.locator("#sector").fill("Lib")
    judge.may.set()
    table.get_by_text("Courses that teach").wait_for()
    assert live.inner_text() == "It is worked out which courses teach what."
    assert live.evaluate("one => one.here")  # a live region that is put in anew is not read out
    assert page.locator("progress").count() == 0
    assert page.locator("#sector").input_value() == "Lib"
    assert page.evaluate("document.activeElement.id") == "sector"


@pytest.mark.parametrize("look", [Look(script=False)], ids=str)
def test_without_scripts_one_looks_again_by_a_link(page: Page, judge: HeldJudge) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/providers/unmet?by=families")
    page.get_by_text("is being worked out").wait_for()
    judge.may.set()
    while page.locator("#ahead").count():
        page.get_by_role("link", name="Look again").click()
    assert "?by=families" in page.url
    page.get_by_role("region", name="Unmet demand").wait_for()


@pytest.mark.parametrize("look", [Look(width=PHONE)], ids=str)
def test_a_catalogue_tells_how_far_its_reading_is_and_comes_without_being_asked_for_again(
    page: Page, judge: HeldJudge, site: str
) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(NOTES)
    page.goto("/providers/catalogue")
    page.locator("#pasted").fill(f"id,name,outcomes\n{ROWS}")
    page.locator("#pasted").evaluate("one => { one.style.height = '20rem'; }")  # as its corner is drawn
    page.get_by_role("button", name="Lay it beside the demand").click()
    bar = page.get_by_role("progressbar", name="How many steps are done")
    bar.wait_for()
    assert page.get_by_role("form", name="Your catalogue").get_attribute("aria-busy") == "true"
    assert violations(page) == []
    judge.may.set()
    page.get_by_role("heading", name="Course by course").wait_for()
    said = page.evaluate("() => window.said")
    assert said[0] == "Reading the courses."
    assert [words for words in said if re.fullmatch(r"[\d,]+ of [\d,]+ steps are done\.|All is read.*", words)]
    assert page.evaluate("() => document.activeElement.id") == "main"
    assert page.title() == "Your courses beside the demand"
    assert page.url == f"{site}/providers/catalogue"
    page.get_by_role("button", name="Check its entries").click()
    page.get_by_role("heading", name="Entry by entry").wait_for()
    assert page.url == f"{site}/providers/lint"
    assert page.get_by_role("link", name="Check entries").get_attribute("aria-current") == "page"


@pytest.mark.parametrize("look", [Look(width=PHONE)], ids=str)
def test_waiting_for_a_catalogue_can_be_stopped_and_what_was_pasted_stays(page: Page) -> None:
    page.goto("/providers/catalogue")
    page.locator("#pasted").fill(f"id,name,outcomes\n{ROWS}")
    page.get_by_role("button", name="Lay it beside the demand").click()
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("Stopped. What you gave is still here.").wait_for()
    assert page.locator("#pasted").input_value().startswith("id,name,outcomes\nq-0,")
    assert page.evaluate("() => document.activeElement.textContent") == "Lay it beside the demand"


@pytest.mark.parametrize("look", [Look(width=PHONE)], ids=str)
def test_what_is_wrong_with_a_catalogue_is_told_beside_its_field(page: Page) -> None:
    page.goto("/providers/lint")
    page.locator("#pasted").fill("name\nwithout ids\n")
    page.get_by_role("button", name="Check them").click()
    page.get_by_role("alert").wait_for()
    assert "No entry could be read" in page.locator("#error-pasted").inner_text()
    assert page.evaluate("() => document.activeElement.id") == "pasted"
    assert page.locator("#pasted").input_value() == "name\nwithout ids\n"
