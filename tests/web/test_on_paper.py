"""The answer as it is printed: how much is asked, how surely, what is missing and which courses; nothing that opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.look import DESK, Look
from tests.web.seeker_steps import AD, entry, names, paste

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.built


@pytest.mark.parametrize("look", [Look(width=DESK), Look(width=DESK, script=False)], ids=str)
def test_paper_has_the_short_answer_the_skills_and_the_courses_and_no_opened_row(page: Page) -> None:
    paste(page, AD)
    entry(page, "SQL").locator("summary").click()
    page.locator(".why:visible").first.wait_for()
    taught = names(page.locator(".card h3 a"))
    page.emulate_media(media="print")
    for hidden in (".why", ".ad .text", ".plotted", ".quick", "#inputs", "#compare", "#others"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    assert page.locator("#short").is_visible()
    assert page.locator("#missing-title").is_visible()
    assert "% sure" in entry(page, "SQL").locator("summary").inner_text()
    assert page.locator(".card:visible").count() == len(taught) > 0
