"""What is shown and timed of the pages, with the sample data. Whoever adds a page adds it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpora.ads.files import read_sample_ads
from tests.web.views import View, plan_for_the_sample_team

if TYPE_CHECKING:
    from playwright.sync_api import Page

AD = "sample:lib-teaching-librarian-otago"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """`act` is timed, from where `prepare` has left the page; it returns when the updated result is there."""

    name: str
    path: str
    prepare: Callable[[Page], None]
    act: Callable[[Page], None]

    def as_view(self) -> View:
        """What it leads to."""

        def done(page: Page) -> None:
            self.prepare(page)
            self.act(page)

        return View(name=self.name, path=self.path, act=done)


def paste_ad(page: Page) -> None:
    page.locator("textarea[name=ad]").fill(next(ad.text for ad in read_sample_ads() if ad.id == AD))


def send(page: Page) -> None:
    """Until the answer says what is missing."""
    page.locator("main form [type=submit]").first.click()
    page.locator("#missing-title").wait_for()


FIRST = View(name="start", path="/")
"""What a newcomer sees first: its size and its largest paint are measured."""
ANSWER = Interaction(name="answer", path="/", prepare=paste_ad, act=send)
INTERACTIONS = (ANSWER,)
TEAM = View(name="team", path="/team", act=plan_for_the_sample_team)
SHOWN = (FIRST, ANSWER.as_view(), TEAM)
"""Of the pictures."""
