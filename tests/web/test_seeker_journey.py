"""What a job seeker does from a pasted ad to files to take along: by mouse, by keyboard alone, and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.look import DESK, PHONE, TABLET, Look
from tests.web.seeker_steps import (
    AD,
    choose,
    courses,
    entry,
    fill,
    group,
    marks,
    names,
    paste,
    reach,
    saved,
    slots,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.built

CHEAP = "Critical Thinking Express"
CV = "Analyst at the harbour board. I wrote SQL every day for six years and taught SQL to others."


@pytest.mark.parametrize("look", [Look(width=DESK)], ids=str)
def test_the_whole_way_by_mouse(page: Page) -> None:
    paste(page, AD)
    assert marks(page) == [
        ("SQL", "essential: SQL"),
        ("think critically", "essential: think critically"),
        ("Python", "essential: Python (computer programming)"),
        ("Statistics", "optional: statistics"),
    ]
    assert group(page, "missing") == ["SQL", "Python (computer programming)", "think critically", "statistics"]

    page.locator("a.mark", has_text="think critically").click()
    thinking = entry(page, "think critically")
    thinking.get_by_text("% sure").first.wait_for()
    assert thinking.locator("strong").first.inner_text() == "think critically"
    choose(thinking, "Does the ad ask for this?", "yes")
    thinking.get_by_text("your word").wait_for()
    assert thinking.locator("details").first.get_attribute("open") is not None

    entry(page, "statistics").locator("summary").click()
    choose(entry(page, "statistics"), "Does the ad ask for this?", "no, leave it out")
    page.locator("#wrong-title").wait_for()
    assert group(page, "wrong") == ["statistics"]
    assert page.locator("a.mark.wrong").all_inner_texts() == ["Statistics"]

    sql = entry(page, "SQL")
    sql.locator("summary").click()
    sql.get_by_role("button", name="What else could it be?").click()
    choose(sql, "Is another skill meant?", "operate relational database management system")
    sql.locator("summary", has_text="SQL → operate relational database management system").wait_for()
    fill(sql.get_by_label("by name"), "data ethics")
    sql.locator("summary", has_text="SQL → data ethics").wait_for()
    choose(sql, "Is another skill meant?", "SQL, as we read it")
    sql.locator("summary", has_text="→").wait_for(state="detached")

    fill(page.locator("#add"), "provide first aid")
    entry(page, "provide first aid").get_by_text("added by you").wait_for()
    python = entry(page, "Python (computer programming)")
    python.locator("summary").click()
    live = page.locator("#in-short")
    live.evaluate("one => { one.here = true; }")
    choose(python, "Do you have it?", "I have it")
    page.locator("#short", has_text="1 you have, 3 are missing").wait_for()
    assert live.inner_text().startswith("3 missing, 3 courses, AUD ")
    assert live.evaluate("one => one.here")  # a live region that is put in anew is not read out
    assert group(page, "have") == ["Python (computer programming)"]
    assert group(page, "missing") == ["provide first aid", "SQL", "think critically"]


@pytest.mark.parametrize("look", [Look(width=DESK)], ids=str)
def test_limits_move_the_plan_and_decisions_hold(page: Page) -> None:
    paste(page, AD)
    entry(page, "statistics").locator("summary").click()
    choose(entry(page, "statistics"), "Does the ad ask for this?", "no, leave it out")
    page.locator("#wrong-title").wait_for()
    fill(page.locator("#budget"), "60")
    page.locator(".card").nth(2).wait_for(state="detached")
    assert CHEAP in courses(page)
    fill(page.locator("#hours_per_week"), "3")
    page.locator("#weeks-title").wait_for()
    assert sorted(name for _, name in slots(page)) == sorted(courses(page))
    assert group(page, "wrong") == ["statistics"]

    card = page.locator(".card", has_text=CHEAP)
    card.get_by_role("button", name="Plan without this one").click()
    taken_back = page.get_by_label(f"Planned without {CHEAP}")
    taken_back.wait_for()
    assert CHEAP not in courses(page)
    assert taken_back.evaluate("one => one === document.activeElement")
    taken_back.uncheck()
    page.locator(".card h3", has_text=CHEAP).wait_for()

    page.locator("#compare > summary").click()
    compared = page.get_by_role("table", name="Facts as the catalogue states them")
    assert names(compared.locator("thead a")) == courses(page)
    price = compared.get_by_role("row", name="Price")
    assert "AUD 29" in price.inner_text()
    assert page.locator("#compare").get_attribute("open") is not None

    fill(page.locator("#budget"), "")
    page.locator(".card").nth(2).wait_for()
    points = page.get_by_role("table", name="The best for each amount")
    wished = points.get_by_role("row").nth(1)
    amount = wished.get_by_role("cell").first.inner_text().removeprefix("AUD ")
    wished.get_by_role("button", name="Show").click()
    points.get_by_role("row").nth(1).get_by_role("cell", name="shown", exact=True).wait_for()
    assert page.locator("#budget").input_value() == amount
    assert page.evaluate("() => document.activeElement.textContent") == "shown"
    assert group(page, "wrong") == ["statistics"]


@pytest.mark.parametrize("look", [Look(width=TABLET)], ids=str)
def test_the_way_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    reach(page, page.locator("#ad"))
    page.keyboard.insert_text(AD)
    reach(page, page.get_by_role("button", name="Show what it asks"))
    page.keyboard.press("Enter")
    page.locator("#short").wait_for()

    reach(page, entry(page, "statistics").locator("summary"))
    page.keyboard.press("Enter")
    reach(page, entry(page, "statistics").get_by_label("we think so", exact=True).first)
    page.keyboard.press("ArrowUp")  # round to the last: no
    page.locator("#wrong-title").wait_for()
    assert group(page, "wrong") == ["statistics"]
    assert page.evaluate("() => [document.activeElement.value, document.activeElement.checked]") == ["no", True]
    assert entry(page, "statistics").locator("details").first.get_attribute("open") is not None

    reach(page, page.locator("#add"))
    page.keyboard.type("provide first ai")
    page.get_by_role("option", name="provide first aid").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    entry(page, "provide first aid").wait_for()
    assert page.locator("#add").input_value() == ""

    slider = page.get_by_role("slider", name="Hours a week")
    reach(page, slider)
    page.keyboard.press("Home")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.locator("#weeks-title").wait_for()
    assert page.locator("#hours_per_week").input_value() == slider.input_value() == "4"
    assert page.evaluate("() => document.activeElement.dataset.of") == "hours_per_week"

    show = page.get_by_role("table", name="The best for each amount").get_by_role("button", name="Show").first
    reach(page, show)
    page.keyboard.press("Enter")
    page.get_by_role("table", name="The best for each amount").get_by_role("cell", name="shown", exact=True).wait_for()
    assert group(page, "wrong") == ["statistics"]
    page.locator("#budget:not([value=''])").wait_for()

    button = page.get_by_role("button", name="CSV for a spreadsheet")
    reach(page, button)
    lines = saved(page, lambda: page.keyboard.press("Enter")).decode("utf-8-sig").splitlines()
    assert any("provide first aid" in line for line in lines)
    assert not any(line.startswith("statistics") for line in lines)


@pytest.mark.parametrize("look", [Look(width=PHONE, script=False)], ids=str)
def test_the_way_without_scripts_on_a_telephone(page: Page) -> None:
    paste(page, AD)
    entry(page, "statistics").locator("summary").click()
    choose(entry(page, "statistics"), "Does the ad ask for this?", "no, leave it out")
    entry(page, "statistics").get_by_role("button", name="Apply").click()
    page.locator("#wrong-title").wait_for()
    page.locator("#add").fill("provide first aid")
    page.get_by_role("button", name="Add", exact=True).click()
    entry(page, "provide first aid").wait_for()
    page.locator("#budget").fill("60")
    page.get_by_role("button", name="Plan again").click()
    page.locator("#budget[value='60']").wait_for()
    assert CHEAP in courses(page)
    assert group(page, "wrong") == ["statistics"]
    page.locator(".card", has_text=CHEAP).get_by_role("button", name="Plan without this one").click()
    page.get_by_label(f"Planned without {CHEAP}").wait_for()
    assert CHEAP not in courses(page)
    assert "provide first aid" in group(page, "missing")
    pdf = saved(page, lambda: page.get_by_role("button", name="PDF to print").click())
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")


@pytest.mark.parametrize("look", [Look(width=TABLET), Look(width=TABLET, script=False)], ids=str)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(page: Page) -> None:
    paste(page, AD)
    page.locator("#add").fill("qzxv wvbk")
    page.locator("#add").press("Enter")
    page.get_by_role("alert").wait_for()
    assert "Nothing is called 'qzxv wvbk'" in page.locator("#error-add").inner_text()
    field = page.locator("#add")
    assert (field.input_value(), field.get_attribute("aria-invalid")) == ("qzxv wvbk", "true")
    assert group(page, "missing") == ["SQL", "Python (computer programming)", "think critically", "statistics"]
    assert page.locator("#ad").input_value() == AD


@pytest.mark.parametrize("look", [Look(width=PHONE), Look(width=PHONE, script=False)], ids=str)
def test_two_things_that_are_wrong_are_said_at_once_and_the_first_is_gone_to(page: Page) -> None:
    paste(page, AD)
    page.get_by_role("button", name="I have it: Python (computer programming)", exact=True).click()
    page.get_by_role("button", name="I don’t have it: Python (computer programming)", exact=True).wait_for()
    sql = entry(page, "SQL")
    sql.locator("summary").click()
    sql.get_by_label("by name").fill("qzxv wvbk")
    page.locator("#add").fill("wvbk qzxv")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("alert").wait_for()
    field = sql.get_by_label("by name")
    assert field.evaluate("one => one === document.activeElement")
    assert field.input_value() == "qzxv wvbk"
    page.wait_for_function(
        "() => { const r = document.activeElement.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight }"
    )
    assert page.locator("#add").input_value() == "wvbk qzxv"
    assert page.locator("small.bad").count() == 2
    assert group(page, "have") == ["Python (computer programming)"]


@pytest.mark.parametrize("look", [Look(width=PHONE), Look(width=PHONE, script=False)], ids=str)
def test_a_cv_from_a_file_stands_in_its_field_and_counts(page: Page) -> None:
    page.goto("/")
    page.locator("#ad").fill(AD)
    page.locator("#profile_file").set_input_files({"name": "cv.txt", "mimeType": "text/plain", "buffer": CV.encode()})
    page.get_by_role("button", name="Show what it asks").click()
    page.locator("#short").wait_for()
    assert page.locator("#profile").input_value() == CV
    assert group(page, "have") == ["SQL"]
