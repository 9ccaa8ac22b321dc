"""A word on a skill without opening it: whoever goes through a list stays in it; and long words stay in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.look import Look

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.built

ASKED = "- You must know SQL.\n- You must know Python.\n- You must work in teams.\n- Write reports."
AD = f"Requirements\n{ASKED}\nhttps://jobs.example/{'long-address-' * 12}"
NEAR_PX = 2
ACTIVE = "() => document.activeElement.getAttribute('aria-label')"
TOP = "() => document.activeElement.getBoundingClientRect().top"


@pytest.mark.parametrize("look", [Look(width=320)], ids=str)
def test_saying_to_have_a_skill_goes_on_with_the_next_where_the_hand_is(page: Page) -> None:
    page.goto("/")
    page.locator("#ad").fill(AD)
    page.get_by_role("button", name="Show what it asks").click()
    page.locator("#short").wait_for()
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    buttons = page.locator("#missing-title + ul > li > .quicks > [name^='have:']")
    names = [str(one.get_attribute("aria-label")) for one in buttons.all()]
    assert "I have it: SQL" in names[:-1]
    here = page.get_by_role("button", name="I have it: SQL", exact=True)
    here.focus()
    page.wait_for_timeout(300)  # a page that scrolls smoothly
    before = page.evaluate(TOP)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="I don’t have it: SQL", exact=True).wait_for()
    page.wait_for_function(f"next => ({ACTIVE})() === next", arg=names[names.index("I have it: SQL") + 1])
    assert abs(page.evaluate(TOP) - before) <= NEAR_PX
