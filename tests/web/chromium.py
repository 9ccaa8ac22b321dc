"""The machine's own Chromium, headless and cut off: it can reach this machine and nothing else."""

# ruff: noqa: PLC0415 - Playwright may be missing, and that is told in a sentence
from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOST = "127.0.0.1"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",  # Chromium refuses to run as root with it; nothing but our own pages is opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
)


class NoBrowser(Exception):
    """Why there is none here, and what to do."""


@contextmanager
def started() -> Iterator[Browser]:
    """Raises NoBrowser.

    As long as it lives no event loop can be run in this thread: Playwright's runs there. So fixtures end it with the
    package, not with the session.
    """
    program = find_chromium()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise NoBrowser(f"Playwright is missing ({error}): make setup, then make browser") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def find_chromium() -> str:
    """The program's path. Raises NoBrowser."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise NoBrowser(f"there is no {' or '.join(NAMES)} on the PATH: make browser")
    return found
