"""What is tested of the pages: each view in all looks. Whoever adds a page adds it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def nothing(page: Page) -> None:
    """Done to it: it is as it opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A page as it is after `act`; that must work without scripts too, and return when the view is there."""

    name: str
    path: str
    act: Callable[[Page], None] = nothing

    def __str__(self) -> str:
        return self.name

    def show(self, page: Page) -> None:
        """Raises AssertionError where the page is not there."""
        answer = page.goto(self.path)
        assert answer is not None, self.path
        assert answer.status == 200, f"{self.path} answers {answer.status}"
        self.act(page)


def open_all(page: Page) -> None:
    """Every section that can be opened is, from the top: one may stand in another."""
    closed = page.locator("main details:not([open]) > summary")
    while closed.count():
        closed.first.click()


def send_nothing(page: Page) -> None:
    page.locator("main form#question button[type=submit]").first.click()
    page.get_by_role("alert").wait_for()


def plan_for_the_sample_team(page: Page) -> None:
    page.locator("button[name=sample]").click()
    page.locator("#heat").wait_for()


def plan_and_open_all(page: Page) -> None:
    plan_for_the_sample_team(page)
    open_all(page)


def plan_nothing(page: Page) -> None:
    page.locator(".team-form button:not([name])").click()
    page.get_by_role("alert").wait_for()


SAMPLE = "/advise?sample=sample:data-analyst-council-sheffield"
PAGES = (
    View(name="start", path="/"),
    View(name="refused", path="/", act=send_nothing),
    View(name="answer", path=SAMPLE),
    View(name="answer opened", path=SAMPLE, act=open_all),
    View(name="role", path="/advise?role=librarian", act=open_all),
    View(name="team", path="/team"),
    View(name="team refused", path="/team", act=plan_nothing),
    View(name="team filled", path="/team?sample=library", act=open_all),
    View(name="team plan", path="/team", act=plan_and_open_all),
)
