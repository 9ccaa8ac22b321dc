"""How a page is looked at: how wide, light or dark, with scripts or without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

PHONE, TABLET, DESK = 320, 768, 1280
"""Widths in CSS pixels; 320 is what WCAG 1.4.10 asks a page to fit without scrolling sideways."""
HEIGHT = 900


class Scheme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    width: int = DESK
    scheme: Scheme = Scheme.LIGHT
    script: bool = True

    def __str__(self) -> str:
        """As the names of tests have it."""
        return f"{self.width}-{self.scheme}{'' if self.script else '-no-script'}"


@contextmanager
def looking(browser: Browser, site: str, look: Look) -> Iterator[BrowserContext]:
    """Nothing moves in it, so that what is seen at once is what stays. Its cache and cookies are its own."""
    context = browser.new_context(
        base_url=site,
        viewport={"width": look.width, "height": HEIGHT},
        color_scheme=look.scheme.value,
        reduced_motion="reduce",
        java_script_enabled=look.script,
    )
    try:
        yield context
    finally:
        context.close()
