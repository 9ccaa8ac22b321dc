"""What holds of every page. The `page` fixture sees to it that none leaves the host, breaks the policy or errs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.axe import violations
from tests.web.focus import tab_stops
from tests.web.look import HEIGHT, PHONE, TABLET, Look, Scheme
from tests.web.views import PAGES, View
from tests.web.witness import Witness

if TYPE_CHECKING:
    from playwright.sync_api import Page

every_page = pytest.mark.parametrize("view", PAGES, ids=str)
STOPS = 4
"""In each scheme; of what all pages share, and of what comes next."""
STICKING_OUT = """() => [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map(one => one.outerHTML.slice(0, 120))"""
LOST_WITHOUT_SCRIPT = """() => [
    ...[...document.querySelectorAll('a[href^="javascript:"]')],
    ...[...document.forms].filter(one => !one.querySelector('button:not([type=button]), input[type=submit]')),
].map(one => one.outerHTML.slice(0, 120))"""


@every_page
def test_a_page_is_sound_wide_and_narrow_in_light_and_dark(view: View, page: Page, witness: Witness) -> None:
    """Opened once and looked at in all ways: most of the time goes into opening it."""
    view.show(page)
    page.wait_for_load_state("networkidle")
    says_what_it_is(page)
    assert witness.requested[0] == f"{witness.site}{view.path}"
    assert witness.faults() == []
    for scheme in Scheme:
        page.emulate_media(color_scheme=scheme.value)
        found = violations(page)
        assert found == [], "\n".join([scheme, *found])
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    wide, there = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= there, page.evaluate(STICKING_OUT)
    found = violations(page)
    assert found == [], "\n".join(["narrow", *found])


def says_what_it_is(page: Page) -> None:
    assert page.title().strip()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.get_by_role("heading", level=1).inner_text().strip()
    assert page.get_by_role("main").count() == 1


@every_page
@pytest.mark.parametrize("look", [Look(width=TABLET)], ids=str)
def test_it_is_seen_where_the_focus_is(view: View, page: Page) -> None:
    """Opened anew in each scheme: from within a page the Tab key goes on where it was."""
    for scheme in Scheme:
        page.emulate_media(color_scheme=scheme.value)
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
