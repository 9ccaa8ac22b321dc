"""What holds of every page. The `page` fixture sees to it that none leaves the host, breaks the policy or errs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.axe import violations
from tests.web.focus import tab_stops
from tests.web.look import PHONE, TABLET, Look, Scheme
from tests.web.views import PAGES, View
from tests.web.witness import Witness

if TYPE_CHECKING:
    from playwright.sync_api import Page

every_page = pytest.mark.parametrize("view", PAGES, ids=str)
STOPS = 6
STICKING_OUT = """() => [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map(one => one.outerHTML.slice(0, 120))"""
LOST_WITHOUT_SCRIPT = """() => [
    ...[...document.querySelectorAll('a[href^="javascript:"]')],
    ...[...document.forms].filter(one => !one.querySelector('button:not([type=button]), input[type=submit]')),
].map(one => one.outerHTML.slice(0, 120))"""


@every_page
@pytest.mark.parametrize("look", [Look(scheme=scheme) for scheme in Scheme], ids=str)
def test_axe_finds_nothing_against_wcag_in_light_and_dark(view: View, page: Page) -> None:
    view.show(page)
    found = violations(page)
    assert found == [], "\n".join(found)


@every_page
@pytest.mark.parametrize("look", [Look(width=PHONE)], ids=str)
def test_a_narrow_page_does_not_scroll_sideways(view: View, page: Page) -> None:
    view.show(page)
    wide, there = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= there, page.evaluate(STICKING_OUT)


@every_page
def test_a_page_asks_its_own_host_and_nobody_else(view: View, page: Page, witness: Witness) -> None:
    view.show(page)
    page.wait_for_load_state("networkidle")
    assert witness.requested[0] == f"{witness.site}{view.path}"
    assert witness.faults() == []


@every_page
def test_a_page_says_what_it_is(view: View, page: Page) -> None:
    view.show(page)
    assert page.title().strip()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.get_by_role("heading", level=1).inner_text().strip()
    assert page.get_by_role("main").count() == 1


@every_page
@pytest.mark.parametrize("look", [Look(width=TABLET, scheme=scheme) for scheme in Scheme], ids=str)
def test_it_is_seen_where_the_focus_is(view: View, page: Page) -> None:
    view.show(page)
    stops = tab_stops(page, STOPS)
    assert stops
    assert [stop.name for stop in stops if not stop.seen] == []


@every_page
@pytest.mark.parametrize("look", [Look(script=False)], ids=str)
def test_a_page_works_without_scripts(view: View, page: Page) -> None:
    view.show(page)
    assert page.get_by_role("main").inner_text().strip()
    assert page.evaluate(LOST_WITHOUT_SCRIPT) == []
