"""What `benchmarks.pages_run` measures of a page, and how it tells it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from benchmarks.measures.pages import WARM_UPS, first_page, waited, waited_once
from benchmarks.page_views import Interaction
from benchmarks.pages_run import REAL, real_answers, table
from tests.web.broken_pages import STYLE, broken_pages
from tests.web.serving import serving
from tests.web.views import View

if TYPE_CHECKING:
    from pathlib import Path

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

    found = waited(browser, site, Interaction(name="send", path="/sound", prepare=fill, act=send, aim_ms=1), tries=2)
    assert done == [f"{site}/sound", f"{site}/send"] * (WARM_UPS + 2)
    assert found["n"] == 2
    assert 0 < found["median_ms"] <= found["p95_ms"]


def test_of_several_each_is_tried_once_and_the_slowest_is_told(browser: Browser, site: str) -> None:
    done = []

    def waiting(ms: int) -> Interaction:
        return Interaction(
            name=f"{ms} ms",
            path="/sound",
            prepare=lambda page: done.append(page.url),
            act=lambda page: page.wait_for_timeout(ms),
            aim_ms=1,
        )

    found = waited_once(browser, site, [waiting(1), waiting(2), waiting(200)])
    assert done == [f"{site}/sound"] * 3
    assert found["n"] == 3
    assert found["median_ms"] < 200 <= found["worst_ms"]


def test_without_the_data_set_answers_to_real_ads_are_left_out_with_a_word(
    browser: Browser, site: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("MATCHER_SHARED_DATA", str(tmp_path))
    assert real_answers(browser, site, 5) == {}
    assert "without answers to real ads: " in capsys.readouterr().err


RECORD = {
    "command": "make bench",
    "date": "2026-01-01",
    "commit": "abc",
    "machine": "one",
    "browser": "Chromium 1",
    "load": [0.5, 0.4, 0.3],
    "aims": {"transferred_bytes": 60_000, "largest_paint_ms": 1_000},
    "first": {
        "transferred_bytes": 8_284,
        "largest_paint_ms": 1284,
        "slowest_largest_paint_ms": 1424,
        "n": 7,
        "parts": [{"path": "/", "bytes": 5052, "encoding": "gzip"}],
    },
    "interactions": {
        "answer": {"median_ms": 190, "p95_ms": 350, "n": 30, "aim_ms": 2_000},
        "slider": {"median_ms": 90, "p95_ms": 120, "n": 30, "aim_ms": 200},
    },
}


def test_figures_stand_beside_their_aims() -> None:
    told = table(RECORD)
    assert "| first page with all its parts, over the wire | 8.3 kB | 60.0 kB |" in told
    assert "median of 7 | 1,284 ms | 1,000 ms |" in told
    assert "| answer: until the result is there, median of 30 | 190 ms | 2,000 ms |" in told
    assert "| answer: 95 in 100 | 350 ms | |" in told
    assert "| slider: until the result is there, median of 30 | 90 ms | 200 ms |" in told
    assert REAL not in told
    assert told.endswith("| `/` | 5,052 | gzip |\n")


def test_answers_to_real_ads_have_lines_of_their_own() -> None:
    told = table({**RECORD, REAL: {"median_ms": 1_210, "worst_ms": 2_345, "n": 10, "aim_ms": 2_000}})
    assert f"| {REAL}, each read for the first time: until it is there, median of 10 | 1,210 ms | 2,000 ms |" in told
    assert f"| {REAL}: the slowest of them | 2,345 ms | 2,000 ms |" in told
