"""No clear trend beside an interval without 0 confuses whoever reads it: wherever both are told, so is why."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.commands.demand_text import market_text, page_text
from api.demand_asking import Portion, skill_market, trends_page
from api.wiring import Service
from matcher.ads import JobAd
from matcher.demand import Importance
from matcher.periods import Grain
from matcher.provision import By
from matcher.slices import Slice
from matcher.trends import Unclear
from tests.api.conftest import LABELS, uri_of
from tests.api.demanding import SQL, demanding, read

QUARTERS, ADS = 16, 20
SLIGHT = [5, 8, 6, 7, 6, 5, 7, 7, 6, 7, 8, 8, 9, 9, 10, 9]
"""Ads of a quarter that ask for SQL: by itself a trend."""
WHY = " ".join(Unclear.AMONG_OTHERS.split())


@pytest.fixture(scope="module")
def world(service: Service) -> Service:
    """A skill that rises a little, among others that are asked for by chance."""
    chance, kept = np.random.default_rng(4), []
    others = [uri_of(label) for label in LABELS if uri_of(label) != SQL][:11]
    for quarter in range(QUARTERS):
        for place in range(ADS):
            ad = JobAd(
                id=f"ad-{quarter}-{place}",
                text=" ".join(f"ad{quarter}x{place}x{n}" for n in range(30)),
                organisation=f"Employer {place}",
                date_posted=date(2020 + quarter // 4, 1 + 3 * (quarter % 4), 2),
            )
            asks = {own: (Importance.ESSENTIAL, 0.9) for own in others if chance.random() < 0.5}
            kept.append(read(ad, {**asks, **({SQL: (Importance.ESSENTIAL, 0.9)} if place < SLIGHT[quarter] else {})}))
    return demanding(service, kept)


@pytest.fixture(scope="module")
def client(world: Service) -> Iterator[TestClient]:
    with TestClient(create_app(world)) as client:
        yield client


def words(client: TestClient, path: str) -> str:
    return " ".join(client.get(path).text.split())


def test_the_answer_says_why(client: TestClient) -> None:
    trend = client.get(f"/v1/demand/{SQL}", params={"grain": "quarter"}).json()["course"]["trend"]
    assert trend["direction"] == "no clear trend"
    assert trend["interval"]["low"] > 0
    assert trend["p"] <= 0.05 < trend["q"]
    assert trend["unclear"] == WHY


def test_the_pages_say_why(client: TestClient) -> None:
    assert f"Why it is not called a trend: {WHY}." in words(client, f"/skills/{SQL}")
    page = words(client, "/providers/trends?by=skills")
    assert page.count('<a href="#unclear">why?</a>') == 1
    assert f"No clear trend, though 0 does not lie between the two values: {WHY}." in page


def test_the_terminal_says_why(world: Service) -> None:
    everything = Slice()
    told = page_text(trends_page(world, everything, Portion(by=By.SKILLS), Grain.QUARTER), 100)
    assert f"no clear trend beside an interval without 0: {WHY}" in " ".join(told.split())
    told = market_text(skill_market(world, SQL, everything, Grain.QUARTER), 100)
    assert f"; {WHY}" in " ".join(told.split())
