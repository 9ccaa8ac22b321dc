"""Names under a field while somebody types: by the keyboard alone, by mouse, and not at all without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.axe import violations
from tests.web.look import PHONE, Look, Scheme
from tests.web.views import SAMPLE

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.built

LEAST_TARGET = 24
ACTIVE = "() => document.activeElement.getAttribute('aria-activedescendant')"


def type_into(page: Page, field: str, text: str) -> Locator:
    """The list, once it is there."""
    page.locator(field).focus()
    page.keyboard.type(text)
    names = page.get_by_role("listbox", name="Names")
    names.get_by_role("option").first.wait_for()
    return names


def active(page: Page) -> str | None:
    """The name that the keys have come to."""
    id = page.evaluate(ACTIVE)
    return None if id is None else page.locator(f"#{id}").get_attribute("data-name")


def test_keys_go_through_the_list_and_round_and_enter_leads_to_the_page(page: Page) -> None:
    page.goto("/")
    names = type_into(page, "#find", "sql serv")
    field = page.get_by_role("combobox", name="Search skills, roles and courses")
    assert (field.get_attribute("aria-expanded"), field.get_attribute("aria-controls")) == ("true", "names")
    shown = [str(one.get_attribute("data-name")) for one in names.get_by_role("option").all()]
    assert "SQL Server" in shown
    page.locator("[role=status]", has_text=f"{len(shown)} names, down arrow to choose.").wait_for(state="attached")
    assert active(page) is None
    page.keyboard.press("ArrowDown")
    assert active(page) == shown[0]
    page.keyboard.press("ArrowUp")
    assert active(page) is None
    page.keyboard.press("ArrowUp")
    assert active(page) == shown[-1]
    page.keyboard.press("Home")
    assert active(page) is None
    for _ in range(shown.index("SQL Server") + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/skills/**")
    assert page.get_by_role("heading", level=1).inner_text() == "SQL Server"


def test_escape_and_alt_with_an_arrow_close_and_open_and_tab_goes_on(page: Page) -> None:
    page.goto("/")
    names = type_into(page, "#find", "libr")
    page.keyboard.press("Escape")
    names.wait_for(state="hidden")
    assert page.locator("#find").input_value() == "libr"
    page.keyboard.press("Alt+ArrowDown")
    names.wait_for()
    assert active(page) is None
    page.keyboard.press("Alt+ArrowUp")
    names.wait_for(state="hidden")
    page.keyboard.press("ArrowDown")
    names.wait_for()
    assert active(page) is not None
    page.keyboard.press("Tab")
    names.wait_for(state="hidden")
    assert page.evaluate("() => document.activeElement.textContent") == "Search"
    assert page.locator("#find").input_value() == "libr"


def test_enter_without_a_choice_searches(page: Page, site: str) -> None:
    page.goto("/")
    type_into(page, "#find", "first aid")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/search?q=first+aid")
    assert page.get_by_role("heading", level=1).inner_text() == "“first aid”"


def test_what_no_name_begins_with_is_said_and_the_field_stays_as_typed(page: Page) -> None:
    page.goto("/")
    page.locator("#find").focus()
    page.keyboard.type("qzxv")
    page.locator("[role=status]", has_text="No name begins so.").wait_for(state="attached")
    assert page.get_by_role("listbox").count() == 0
    assert page.locator("#find").get_attribute("aria-expanded") == "false"


def test_a_click_fills_the_field_and_the_answer_follows(page: Page) -> None:
    page.goto(SAMPLE)
    names = type_into(page, "#add", "provide first ai")
    names.get_by_role("option").first.click()
    page.locator(".entry .name", has_text="provide first aid").wait_for()
    assert page.locator("#add").input_value() == ""
    assert page.evaluate("() => document.activeElement.id") == "add"


@pytest.mark.parametrize("look", [Look(width=PHONE, scheme=scheme) for scheme in Scheme], ids=str)
@pytest.mark.parametrize(("path", "field"), [("/", "#find"), (SAMPLE, "#add")], ids=["header", "answer"])
def test_an_open_list_is_sound_narrow_and_large_enough(page: Page, path: str, field: str) -> None:
    page.goto(path)
    names = type_into(page, field, "manage")
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == PHONE
    heights = [box["height"] for one in names.get_by_role("option").all() if (box := one.bounding_box())]
    assert min(heights) >= LEAST_TARGET


@pytest.mark.parametrize("look", [Look(script=False)], ids=str)
def test_without_scripts_the_field_is_a_plain_one_that_searches(page: Page, site: str) -> None:
    page.goto("/")
    assert page.get_by_role("combobox", name="Search skills").count() == 0
    page.get_by_role("searchbox").fill("first aid")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url(f"{site}/search?q=first+aid")
    page.get_by_role("link", name="first aid", exact=True).first.wait_for()
