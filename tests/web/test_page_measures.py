"""What `benchmarks.pages_run` measures of a page, and how it tells it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from benchmarks.measures.pages import WARM_UPS, first_page, waited
from benchmarks.page_views import Interaction
from benchmarks.pages_run import table
from tests.web.broken_pages import STYLE, broken_pages
from tests.web.serving import serving
from tests.web.views import View

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(broken_pages()) as address:
        yield address


def test_a_page_weighs_what_its_parts_weigh_and_names_its_largest(browser: Browser, site: str) -> None:
    found = first_page(browser, site, View(name="sound", path="/sound"), loads=1)
    weights = {part["path"]: part["bytes"] for part in found["parts"]}
    assert weights.keys() == {"/sound", "/style.css"}
    assert len(STYLE) < weights["/style.css"] < len(STYLE) + 1_000  # its headers come on top
    assert found["transferred_bytes"] == sum(weights.values())
    assert {part["encoding"] for part in found["parts"]} == {"none"}
    assert found["largest"] == "h1"
    assert 0 < found["largest_paint_ms"] == found["slowest_largest_paint_ms"]


def test_each_try_of_an_interaction_opens_the_page_anew_and_only_the_act_is_timed(browser: Browser, site: str) -> None:
    done = []

    def fill(page: Page) -> None:
        done.append(page.url)
        page.locator("#ad").fill("an ad")

    def send(page: Page) -> None:
        page.get_by_role("button").click()
        page.get_by_role("heading", name="No").wait_for()
        done.append(page.url)

    found = waited(browser, site, Interaction(name="send", path="/sound", prepare=fill, act=send), tries=2)
    assert done == [f"{site}/sound", f"{site}/send"] * (WARM_UPS + 2)
    assert found["n"] == 2
    assert 0 < found["median_ms"] <= found["p95_ms"]


def test_figures_stand_beside_their_aims() -> None:
    first = {
        "transferred_bytes": 8_284,
        "largest_paint_ms": 1284,
        "slowest_largest_paint_ms": 1424,
        "n": 7,
        "parts": [{"path": "/", "bytes": 5052, "encoding": "gzip"}],
    }
    record = {
        "command": "make bench",
        "date": "2026-01-01",
        "commit": "abc",
        "machine": "one",
        "browser": "Chromium 1",
        "load": [0.5, 0.4, 0.3],
        "aims": {"transferred_bytes": 60_000, "largest_paint_ms": 1_000, "median_ms": 200},
        "first": first,
        "interactions": {"answer": {"median_ms": 190, "p95_ms": 350, "n": 30}},
    }
    told = table(record)
    assert "| first page with all its parts, over the wire | 8.3 kB | 60.0 kB |" in told
    assert "median of 7 | 1,284 ms | 1,000 ms |" in told
    assert "| answer: until the result is there, median of 30 | 190 ms | 200 ms |" in told
    assert "| answer: 95 in 100 | 350 ms | |" in told
    assert told.endswith("| `/` | 5,052 | gzip |\n")
