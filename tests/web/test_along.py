"""A long ad's reading as it is seen, and a link that holds the question: in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.built

AD = "Librarian 😀 مكتبة\n\nRequirements\n- You must know SQL.\n- مطلوب خبرة 😀\n- You must know Python.\n"
LINES = [f"- You must know SQL, and manage {thing} for group {n}." for n in range(200) for thing in ("data", "teams")]
LONG = "Requirements\n" + "\n".join(LINES)
CV = "I taught Python for years."
# What a page says for a moment only is written down by itself: a test that looks may come too late.
NOTES = """
window.said = [];
new MutationObserver(() => {
  const box = document.querySelector(".reading");
  if (!box) return;
  window.said.push(box.querySelector("progress")?.getAttribute("aria-label"));
  window.said.push(box.querySelector("[role=status]")?.textContent);
}).observe(document, { childList: true, subtree: true, characterData: true });
"""


def fill(page: Page, name: str, text: str) -> None:
    """Typing so much would take longer than reading it."""
    page.locator(f"#{name}").evaluate("(field, text) => { field.value = text; }", text)


def ask(page: Page, ad: str, profile: str = "") -> None:
    page.goto("/")
    fill(page, "ad", ad)
    fill(page, "profile", profile)
    page.get_by_role("button", name="Show what it asks").click()


def link_of(page: Page) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy a link to this").click()
    page.get_by_text(re.compile("^Copied: ")).wait_for()
    link: str = page.evaluate("() => navigator.clipboard.readText()")
    return link


def asked_of(page: Page) -> list[tuple[str, str]]:
    """(method, address) of each page that is asked for from now on."""
    found: list[tuple[str, str]] = []
    page.on("request", lambda request: found.append((request.method, request.url.partition("?")[0])))
    return found


def never(route: Route) -> None:
    """Neither answered nor broken off."""


def test_a_long_ad_shows_how_far_it_is_and_then_the_answer_with_the_focus_on_it(page: Page, site: str) -> None:
    page.add_init_script(NOTES)
    page.goto("/")
    asked = asked_of(page)
    ask(page, LONG)
    page.locator("#short").wait_for()
    said = [words for words in page.evaluate("() => window.said") if words]
    assert "How many sentences are read" in said
    assert [words for words in said if re.match(r"\d+ of 401 sentences are read|All is read", words)]
    assert ("POST", f"{site}/advise/reading") in asked
    assert ("POST", f"{site}/advise") not in asked
    assert page.evaluate("() => document.activeElement.id") == "main"
    assert page.title() == "What it asks, what you have, what closes the gap"
    assert page.locator(".reading").count() == 0


def test_a_short_ad_is_sent_as_ever(page: Page, site: str) -> None:
    page.goto("/")
    asked = asked_of(page)
    ask(page, AD)
    page.locator("#short").wait_for()
    assert ("POST", f"{site}/advise") in asked
    assert ("POST", f"{site}/advise/reading") not in asked


def test_a_reading_can_be_stopped_and_what_was_typed_stays(page: Page) -> None:
    page.route("**/advise/reading", never)  # or the answer could be there before the button is found
    ask(page, LONG)
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("Stopped. What you gave is still here.").wait_for()
    assert page.input_value("#ad") == LONG
    assert page.evaluate("() => document.activeElement.textContent") == "Show what it asks"


def test_a_long_ad_that_can_not_be_answered_is_refused_beside_its_field(page: Page) -> None:
    page.goto("/")
    fill(page, "ad", LONG)
    page.locator("summary", has_text="Money, time and wishes").click()
    fill(page, "budget", "lots")
    page.get_by_role("button", name="Show what it asks").click()
    page.get_by_role("alert").wait_for()
    assert page.evaluate("() => document.activeElement.id") == "budget"
    assert (page.input_value("#budget"), page.input_value("#ad")) == ("lots", LONG)


def test_a_link_brings_the_question_back_and_no_server_sees_it(page: Page, site: str) -> None:
    ask(page, AD, CV)
    link = link_of(page)
    assert link.startswith(f"{site}/#s=")
    asked = asked_of(page)
    page.goto("about:blank")
    page.goto(link)
    page.locator("#short").wait_for()
    assert (page.input_value("#ad"), page.input_value("#profile")) == (AD, "")
    assert not [address for _, address in asked if "#" in address or link[-20:] in address]
    assert ("POST", f"{site}/advise") in asked


def test_a_link_holds_the_cv_where_that_is_wished(page: Page) -> None:
    ask(page, AD, CV)
    page.get_by_role("checkbox", name="with my CV").check()
    link = link_of(page)
    page.goto("about:blank")
    page.goto(link)
    page.locator("#short").wait_for()
    assert (page.input_value("#ad"), page.input_value("#profile")) == (AD, CV)


def test_going_back_from_a_link_does_not_send_it_again(page: Page) -> None:
    ask(page, AD)
    link = link_of(page)
    page.goto("about:blank")
    page.goto(link)
    page.locator("#short").wait_for()
    page.go_back()
    page.get_by_role("button", name="Show what it asks").wait_for()
    assert "#" not in page.url


@pytest.mark.parametrize("fragment", ["AAAA", "", "!!", "W10", "q1YqU7ICAA"])
def test_a_damaged_link_is_said_to_be_and_sends_nothing(page: Page, site: str, fragment: str) -> None:
    asked = asked_of(page)
    page.goto(f"/#s={fragment}")
    page.get_by_text("This link is damaged").wait_for()
    assert "POST" not in [method for method, _ in asked]
    assert page.url == f"{site}/"


def test_what_is_too_long_for_a_link_is_said_to_be(page: Page) -> None:
    noise = " ".join(f"{(n * 2654435761) % 4294967296:x}" for n in range(9000))
    ask(page, f"You must know SQL.\n{noise}")
    page.locator("#short").wait_for()
    page.get_by_role("button", name="Copy a link to this").click()
    page.get_by_text("This is too long for a link").wait_for()
