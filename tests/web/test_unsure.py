"""What was read unsurely: folded beneath the others, opened by its mark, taken out without opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.look import DESK, Look
from tests.web.seeker_steps import AD, entry, group, paste, reach

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.built

NARROW = 320
VAGUE = """Systems librarian

The library is changing. You will establish collaborative relations, and keep an eye on new computer technology.
You look after systems, plans and reports, and take part in committees across the university.

Requirements
- You must know SQL and Linux.
- Reports on operations, and plans for the infrastructure of the library.
- An understanding of how systems are administered and of what is new in software for libraries.
"""
IN_FOLD = "one => [...document.querySelectorAll('.folded li.entry')].some(row => one.hash === `#${row.id}`)"


@pytest.mark.parametrize("look", [Look(width=DESK), Look(width=NARROW), Look(width=NARROW, script=False)], ids=str)
def test_a_mark_opens_the_fold_in_which_its_skill_stands(page: Page) -> None:
    paste(page, VAGUE)
    fold = page.locator("#missing-folded")
    rows = fold.locator("li.entry")
    assert not rows.first.is_visible()
    ids = {str(row.get_attribute("id")) for row in rows.all()}
    mark = next(one for one in page.locator("a.mark").all() if str(one.get_attribute("href"))[1:] in ids)
    mark.click()
    page.locator(str(mark.get_attribute("href"))).wait_for()
    assert fold.get_attribute("open") is not None


@pytest.mark.parametrize("look", [Look(width=NARROW)], ids=str)
def test_what_is_folded_is_decided_by_keyboard_and_the_fold_stays_open(page: Page) -> None:
    paste(page, VAGUE)
    fold = page.locator("#missing-folded")
    reach(page, fold.locator(":scope > summary"))
    page.keyboard.press("Enter")
    first = fold.get_by_role("button", name="I have it").first
    name = str(first.get_attribute("aria-label")).removeprefix("I have it: ")
    reach(page, first)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=f"I don’t have it: {name}", exact=True).wait_for()
    assert group(page, "have") == [name]
    assert fold.get_attribute("open") is not None
    assert fold.locator(":focus").count() == 1


@pytest.mark.parametrize("look", [Look(width=NARROW), Look(width=NARROW, script=False)], ids=str)
def test_what_is_not_asked_for_is_said_without_opening_it(page: Page) -> None:
    paste(page, AD)
    page.get_by_role("button", name="Not asked: statistics", exact=True).click()
    page.locator("#wrong-title").wait_for()
    assert group(page, "wrong") == ["statistics"]
    assert entry(page, "statistics").get_by_role("button", name="Not asked").count() == 0
    page.get_by_role("button", name="I have it: SQL", exact=True).click()
    page.get_by_role("button", name="I don’t have it: SQL", exact=True).wait_for()
    assert group(page, "wrong") == ["statistics"], "it holds through what is said later"
