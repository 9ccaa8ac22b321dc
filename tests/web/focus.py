"""Where the Tab key leads, and whether one sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOCUSED = """() => document.activeElement === document.body ? null : document.activeElement.outerHTML.slice(0, 120)"""


@dataclass(frozen=True, slots=True)
class TabStop:
    name: str
    """How its element begins."""
    seen: bool
    """Whether anything on the screen changes when the focus leaves it."""


def tab_stops(page: Page, most: int) -> list[TabStop]:
    """The first ones after where the focus is now; fewer where the page has no more."""
    stops: list[TabStop] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        name = page.evaluate(FOCUSED)
        if name is None:
            break
        stops.append(TabStop(name, _differs_when_left(page)))
    return stops


def is_seen(page: Page) -> bool:
    """Whether one sees where the focus is; it is there again afterwards."""
    focused = page.evaluate_handle("document.activeElement")
    seen = _differs_when_left(page)
    focused.evaluate("one => one.focus()")
    return seen


def _differs_when_left(page: Page) -> bool:
    """Tab goes on from there afterwards: the browser remembers the place. The text cursor is hidden in both."""
    with_focus = page.screenshot(animations="disabled", caret="hide")
    page.evaluate("document.activeElement.blur()")
    return page.screenshot(animations="disabled", caret="hide") != with_focus
