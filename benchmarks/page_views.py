"""What is shown and timed of the pages, with the sample data. Whoever adds a page adds it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from corpora.ads.files import read_sample_ads
from matcher.ads import JobAd
from tests.web.views import View, plan_for_the_sample_team

if TYPE_CHECKING:
    from playwright.sync_api import Page

AD = "sample:lib-teaching-librarian-otago"
ANSWERED_WITHIN_MS = 2_000
"""From a pasted ad to the first useful answer."""
UPDATED_WITHIN_MS = 200
"""From what is moved or decided to the updated result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """`act` is timed, from where `prepare` has left the page; it returns when the updated result is there."""

    name: str
    path: str
    prepare: Callable[[Page], None]
    act: Callable[[Page], None]
    aim_ms: int

    def as_view(self) -> View:
        """What it leads to."""

        def done(page: Page) -> None:
            self.prepare(page)
            self.act(page)

        return View(name=self.name, path=self.path, act=done)


def paste(page: Page, text: str) -> None:
    page.locator("textarea[name=ad]").fill(text)


def paste_ad(page: Page) -> None:
    paste(page, next(ad.text for ad in read_sample_ads() if ad.id == AD))


def send(page: Page) -> None:
    """Until the answer stands there, skill by skill."""
    page.locator("main form [type=submit]").first.click()
    page.locator("#skills-title").wait_for()


def answer_to(ad: JobAd) -> Interaction:
    """The ad, pasted and sent."""
    return Interaction(
        name=ad.id, path="/", prepare=lambda page: paste(page, ad.text), act=send, aim_ms=ANSWERED_WITHIN_MS
    )


def sample_cv() -> str:
    return files("corpora").joinpath("sample", "profiles", "cv-librarian.txt").read_text("utf-8")


def mark_old(page: Page) -> None:
    """What is shown now bears a mark that an updated result has not."""
    page.evaluate("document.getElementById('short').dataset.old = 'yes'")


def until_updated(page: Page) -> None:
    page.locator("#short:not([data-old])").wait_for()


def with_cv(page: Page) -> None:
    """The answer to a sample ad and a sample CV."""
    page.locator("#inputs summary").click()
    page.locator("#profile").fill(sample_cv())
    mark_old(page)
    page.get_by_role("button", name="Read again").click()
    until_updated(page)
    page.locator(".entry summary").first.click()
    mark_old(page)


def move_budget(page: Page) -> None:
    slider = page.locator("input[type=range][data-of=budget]")
    slider.focus()
    slider.press("ArrowLeft")
    until_updated(page)


def reject(page: Page) -> None:
    page.locator(".entry details[open] input[name^='right:'][value=no]").first.click()
    until_updated(page)


FIRST = View(name="start", path="/")
"""What a newcomer sees first: its size and its largest paint are measured."""
ANSWER = Interaction(name="answer", path="/", prepare=paste_ad, act=send, aim_ms=ANSWERED_WITHIN_MS)
SAMPLE = "/advise?sample=sample:lib-digital-literacy-halifax"
MOVED = Interaction(name="slider", path=SAMPLE, prepare=with_cv, act=move_budget, aim_ms=UPDATED_WITHIN_MS)
REJECTED = Interaction(name="rejected", path=SAMPLE, prepare=with_cv, act=reject, aim_ms=UPDATED_WITHIN_MS)
INTERACTIONS = (ANSWER, MOVED, REJECTED)
TEAM = View(name="team", path="/team", act=plan_for_the_sample_team)
DEMAND = View(name="providers", path="/providers")
SHOWN = (FIRST, ANSWER.as_view(), DEMAND, TEAM)
"""Of the pictures."""
