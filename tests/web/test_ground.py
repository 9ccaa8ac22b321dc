"""The tests of pages see what is broken: each kind of fault, on a page made for it, and none on a sound one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.web.axe import violations
from tests.web.broken_pages import ELSEWHERE, broken_pages
from tests.web.focus import tab_stops
from tests.web.look import PHONE, Look, Scheme, looking
from tests.web.serving import serving
from tests.web.views import View
from tests.web.witness import Witness

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def broken_site() -> Iterator[str]:
    with serving(broken_pages()) as address:
        yield address


@pytest.fixture
def seen(broken_site: str) -> Witness:
    """As `witness`, but its test may find faults."""
    return Witness(broken_site)


@pytest.fixture
def broken(browser: Browser, look: Look, seen: Witness) -> Iterator[Page]:
    with looking(browser, seen.site, look) as context:
        page = context.new_page()
        seen.watch(page)
        yield page


def opened(page: Page, name: str) -> Page:
    View(name=name, path=f"/{name}").show(page)
    return page


@pytest.mark.parametrize(
    ("name", "found"),
    [("sound", []), ("no-label", ["label"]), ("small", ["target-size", "target-size"]), ("pale", [])],
)
def test_axe_finds_a_field_without_a_label_and_buttons_that_are_too_small(
    broken: Page, name: str, found: list[str]
) -> None:
    assert [line.split()[0] for line in violations(opened(broken, name))] == found


@pytest.mark.parametrize("look", [Look(scheme=Scheme.DARK)], ids=str)
def test_axe_finds_what_is_hard_to_read_only_in_the_dark_and_says_where_and_what_to_do(broken: Page) -> None:
    [line] = violations(opened(broken, "pale"))
    assert line.startswith("color-contrast (serious) at p: Fix any of the following: Element has insufficient")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("inline-style", "against the Content-Security-Policy: style-src-attr blocked kInlineViolation, line 1"),
        ("inline-script", "against the Content-Security-Policy: script-src-elem blocked kInlineViolation, line 1"),
        ("erring", "script error: went wrong"),
        ("part-missing", "part of the page refused: 404 {site}/none.png"),
        ("elsewhere", f"left the host: {ELSEWHERE}/a.png"),
        ("elsewhere-forbidden", f"against the Content-Security-Policy: img-src blocked {ELSEWHERE}/a.png, line 1"),
    ],
)
def test_what_a_page_may_not_do_is_seen(broken: Page, seen: Witness, name: str, fault: str) -> None:
    opened(broken, name)
    assert fault.format(site=seen.site) in seen.faults()


@pytest.mark.parametrize("look", [Look(script=False)], ids=str)
def test_the_policy_is_watched_without_scripts_too(broken: Page, seen: Witness) -> None:
    opened(broken, "inline-style")
    assert "against the Content-Security-Policy: style-src-attr blocked kInlineViolation, line 1" in seen.faults()


def test_a_form_that_is_refused_is_an_answer_and_no_fault(broken: Page, seen: Witness) -> None:
    opened(broken, "sound").get_by_role("button").click()
    broken.get_by_role("heading", name="No").wait_for()
    assert seen.requested == [f"{seen.site}{path}" for path in ("/sound", "/style.css", "/send")]
    assert seen.faults() == []


@pytest.mark.parametrize("look", [Look(width=PHONE)], ids=str)
@pytest.mark.parametrize(("name", "fits"), [("sound", True), ("wide", False)])
def test_a_page_that_is_too_wide_is_seen(broken: Page, name: str, fits: bool) -> None:
    opened(broken, name)
    assert fits == broken.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_focus_that_nobody_sees_is_found(broken: Page) -> None:
    stops = tab_stops(opened(broken, "dull"), most=6)
    assert [(stop.name[:6], stop.seen) for stop in stops] == [("<a cla", False), ("<input", True), ("<butto", True)]


def test_a_page_that_is_not_there_is_told(broken: Page) -> None:
    with pytest.raises(AssertionError, match="/gone answers 404"):
        opened(broken, "gone")
