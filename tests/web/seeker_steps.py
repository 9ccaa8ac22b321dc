"""What a job seeker does on the pages, step by step, and what then stands there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

AD = """Analyst

Requirements
- You need SQL.
- You must think critically.
- You must know Python.

Preferred
- Statistics is an asset.
"""
MOST_TABS = 300
NEW_TAB = "(new tab)"
IS_FOCUSED = "one => one === document.activeElement"


def paste(page: Page, ad: str) -> None:
    """Until the answer is there."""
    page.goto("/")
    page.locator("#ad").fill(ad)
    page.get_by_role("button", name="Show what it asks").click()
    page.locator("#short").wait_for()


def entry(page: Page, skill: str) -> Locator:
    """What is said of one skill."""
    return page.locator("li.entry").filter(has=page.locator(f".name:text-is('{skill}')"))


def choose(within: Locator, question: str, answer: str) -> None:
    """By how the answer begins: figures may follow it."""
    within.get_by_role("group", name=question).get_by_label(re.compile(rf"^\s*{re.escape(answer)}\b")).check()


def fill(field: Locator, text: str) -> None:
    """As somebody who types it and goes on."""
    field.fill(text)
    field.press("Tab")


def reach(page: Page, wanted: Locator) -> None:
    """By the Tab key alone."""
    for _ in range(MOST_TABS):
        if wanted.evaluate(IS_FOCUSED):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {wanted}")


def marks(page: Page) -> list[tuple[str, str | None]]:
    """(words, what they are said to mean) of each mark of the ad."""
    return [(one.inner_text(), one.get_attribute("title")) for one in page.locator("a.mark").all()]


def group(page: Page, name: str) -> list[str]:
    """The skills under "missing", "have" or "wrong"."""
    return page.locator(f"#{name}-title + .entries .name, #{name}-title + p + .entries .name").all_inner_texts()


def courses(page: Page) -> list[str]:
    return names(page.locator(".card h3 a"))


def names(links: Locator) -> list[str]:
    """Without what is for screen readers alone."""
    return [one.inner_text().removesuffix(NEW_TAB).strip() for one in links.all()]


def slots(page: Page) -> list[tuple[str, str]]:
    """(when, course) of the timetable."""
    lines = [line.strip().partition(": ") for line in page.locator(".weeks li").all_inner_texts()]
    return [(when, course) for when, _, course in lines]


def saved(page: Page, act: Callable[[], None]) -> bytes:
    """The file that comes of it."""
    with page.expect_download() as download:
        act()
    return Path(download.value.path()).read_bytes()
