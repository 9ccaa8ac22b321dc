"""What is tested of the pages: each view in all looks. Whoever adds a page adds it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


MOST_ASKED, ASKED_AGAIN_MS = 60, 2_000


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


def check_a_catalogue(page: Page) -> None:
    page.locator("#pasted").fill("id,name,outcomes\nq-1,Queries,Write queries with SQL; understand databases\n")
    page.get_by_role("button", name="Check them").click()
    page.get_by_role("heading", name="Entry by entry").wait_for()
    open_all(page)


def draft_a_course(page: Page) -> None:
    page.locator("#title").fill("Finding and judging information")
    page.locator("#outcomes").fill("Search library databases and judge what is found")
    page.get_by_role("button", name="See what it would add").click()
    page.get_by_role("heading", name="Whose demand it meets").wait_for()


def until_known(page: Page) -> None:
    """Who teaches what is worked out, the first time with a home."""
    for _ in range(MOST_ASKED):
        if not page.locator("#ahead.note").count():
            return
        page.wait_for_timeout(ASKED_AGAIN_MS)
        page.reload()
    raise AssertionError("who teaches what was never worked out")


def open_all_when_known(page: Page) -> None:
    until_known(page)
    open_all(page)


def lay_a_catalogue(page: Page) -> None:
    """Asked again while who teaches what is being worked out, the first time with a home."""
    page.locator("#pasted").fill("id,name,outcomes\nq-1,Queries,Write queries with SQL\n")
    there = page.get_by_role("heading", name="Course by course")
    for _ in range(MOST_ASKED):
        page.get_by_role("button", name="Lay it beside the demand").click()
        there.or_(page.get_by_text("is being worked out")).first.wait_for(timeout=MOST_ASKED * ASKED_AGAIN_MS)
        if there.count():
            return
        page.wait_for_timeout(ASKED_AGAIN_MS)
    raise AssertionError("who teaches what was never worked out")


SAMPLE = "/advise?sample=sample:data-analyst-council-sheffield"
PAGES = (
    View(name="start", path="/"),
    View(name="refused", path="/", act=send_nothing),
    View(name="answer", path=SAMPLE),
    View(name="answer opened", path=SAMPLE, act=open_all),
    View(name="role", path="/advise?role=librarian", act=open_all),
    View(name="search", path="/search?q=information+literacy"),
    View(name="search for nothing", path="/search"),
    View(name="team", path="/team"),
    View(name="team refused", path="/team", act=plan_nothing),
    View(name="team filled", path="/team?sample=library", act=open_all),
    View(name="team plan", path="/team", act=plan_and_open_all),
    View(name="demand map", path="/providers", act=open_all_when_known),
    View(name="unmet demand", path="/providers/unmet?by=skills", act=open_all_when_known),
    View(name="emerging needs", path="/providers/emerging", act=open_all),
    View(name="trends", path="/providers/trends?by=families", act=open_all),
    View(name="skill", path="/skills/information-literacy", act=open_all),
    View(name="occupation", path="/skills/http://data.europa.eu/esco/occupation/60f7eb23-a7ea-4cbe-98a5-1248291f62d5"),
    View(name="course", path="/courses/sample:search-like-a-researcher", act=open_all),
    View(name="what if", path="/providers/what-if", act=draft_a_course),
    View(name="dossier", path="/providers/dossier", act=open_all),
    View(name="catalogue checked", path="/providers/lint", act=check_a_catalogue),
    View(name="own catalogue", path="/providers/catalogue", act=lay_a_catalogue),
    View(
        name="a provider's catalogue",
        path="/providers/catalogue?provider=Gumleaf+Learning+Collective&by=skills",
        act=until_known,
    ),
)
