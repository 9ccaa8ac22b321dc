"""What a page weighs, when its largest part is painted, and how long the user waits for a result."""

from __future__ import annotations

import statistics
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from benchmarks.page_views import Interaction
from tests.web.look import Look, looking
from tests.web.views import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, CDPSession, Page

SLOWER = 4
"""Times: how much the processor is slowed while the paint is measured, as for a cheap telephone."""
WARM_UPS = 3
PAINTS = """() => new Promise(tell => new PerformanceObserver(list => tell(
    list.getEntries().map(one => [one.startTime, one.element?.tagName.toLowerCase() ?? 'gone'])
)).observe({type: 'largest-contentful-paint', buffered: true}))"""
"""Every candidate so far, in their order; the last is the largest."""


def first_page(browser: Browser, site: str, view: View, loads: int) -> dict[str, Any]:
    """Of `loads` visits with nothing in the cache; sizes are as they come over the wire, with their headers."""
    visits = [_visit(browser, site, view) for _ in range(loads)]
    parts = visits[-1]["parts"]
    paints = [visit["paint_ms"] for visit in visits]
    return {
        "transferred_bytes": sum(size for _, size, _ in parts),
        "parts": [{"path": path, "bytes": size, "encoding": encoding} for path, size, encoding in parts],
        "largest_paint_ms": round(statistics.median(paints)),
        "slowest_largest_paint_ms": round(max(paints)),
        "largest": visits[-1]["largest"],
        "n": loads,
    }


def waited(browser: Browser, site: str, interaction: Interaction, tries: int) -> dict[str, float]:
    """Wall time of `act` as the driver of the browser sees it, its own part included. Each try opens the page anew."""
    with looking(browser, site, Look()) as context:
        page = context.new_page()
        times = [1000 * _wait(page, interaction) for _ in range(WARM_UPS + tries)][WARM_UPS:]
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    return {"median_ms": round(statistics.median(times)), "p95_ms": round(cuts[18]), "n": tries}


def waited_once(browser: Browser, site: str, interactions: Sequence[Interaction]) -> dict[str, float]:
    """The same of each of several, one after another, none of them tried before: what is read is read anew."""
    with looking(browser, site, Look()) as context:
        page = context.new_page()
        times = [1000 * _wait(page, one) for one in interactions]
    return {"median_ms": round(statistics.median(times)), "worst_ms": round(max(times)), "n": len(times)}


def _wait(page: Page, interaction: Interaction) -> float:
    page.goto(interaction.path)
    interaction.prepare(page)
    start = time.perf_counter()
    interaction.act(page)
    return time.perf_counter() - start


def _visit(browser: Browser, site: str, view: View) -> dict[str, Any]:
    with looking(browser, site, Look()) as context:
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        with _parts(wire) as parts:
            view.show(page)
            page.wait_for_load_state("networkidle")
        at, largest = page.evaluate(PAINTS)[-1]
    return {"parts": parts, "paint_ms": at, "largest": largest}


@contextmanager
def _parts(wire: CDPSession) -> Iterator[list[tuple[str, int, str]]]:
    """(path, bytes, encoding or "none") of all that comes, filled when it has come."""
    asked: dict[str, tuple[str, str]] = {}
    parts: list[tuple[str, int, str]] = []

    def responded(event: dict[str, Any]) -> None:
        url = urlsplit(event["response"]["url"])
        if url.netloc:  # a picture that is written into the page or the browser comes over no wire
            headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
            asked[event["requestId"]] = (url.path, headers.get("content-encoding", "none"))

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in asked:
            path, encoding = asked[event["requestId"]]
            parts.append((path, round(event["encodedDataLength"]), encoding))

    wire.on("Network.responseReceived", responded)
    wire.on("Network.loadingFinished", finished)
    wire.send("Network.enable")
    yield parts
