"""What the page says where it can't answer: it stays a page, and keeps what was typed."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.wiring import Service


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"hours": "1,5"}, "Hours in all: &#39;1,5&#39; is not a number: a comma only groups thousands"),
        (
            {"budget": "1.200,50"},
            "Money you can spend: &#39;1.200,50&#39; is not a number: a comma only groups",
        ),
        ({"hours": "1e308"}, "Hours in all: must be at most 100,000"),
        ({"budget": "1e308"}, "Money you can spend: must be at most 1,000,000,000"),
    ],
)
def test_an_amount_that_can_be_read_in_two_ways_or_is_too_great_is_said(
    client: TestClient, typed: dict[str, str], says: str
) -> None:
    page = client.post("/advise", data={"ad": "You must know SQL.", **typed})
    assert page.status_code == 422
    assert says in page.text
    assert 'aria-invalid="true"' in page.text
    assert "You must know SQL." in page.text


def test_a_budget_with_its_thousands_grouped_counts_whole(client: TestClient) -> None:
    page = client.post("/advise", data={"ad": "You must know SQL.", "budget": "1,200.50"})
    assert page.status_code == 200
    assert 'value="1,200.50"' in page.text


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_an_ad_of_megabytes_is_refused_by_its_length_and_the_rest_is_kept(client: TestClient, kind: str) -> None:
    typed = {"ad": "must know SQL. " * 80_000, "profile": "I write SQL.", "hours": "40"}
    files = {"ad_file": ("", b"")} if kind == "multipart/form-data" else None
    page = client.post("/advise", data=typed, files=files)
    assert page.request.headers["content-type"].startswith(kind)
    assert page.status_code == 413
    assert page.headers["content-type"].startswith("text/html")
    assert "The ad has 1,200,000 characters; at most 400,000 are read in one go" in page.text
    assert "I write SQL." in page.text
    assert 'value="40"' in page.text
    assert len(page.text) < 20_000


@pytest.mark.parametrize(
    ("content", "kind", "says"),
    [
        (b"rubbish", "multipart/form-data; boundary=edge", "Invalid multipart data"),
        (b"x", "multipart/form-data", "Missing boundary in multipart."),
        (b"x", "text/plain", "paste an ad, choose a file, or name a role"),
    ],
)
def test_a_form_that_cant_be_read_is_told_so_on_the_page(
    client: TestClient, content: bytes, kind: str, says: str
) -> None:
    page = client.post("/advise", content=content, headers={"content-type": kind})
    assert page.status_code in (400, 422)
    assert page.headers["content-type"].startswith("text/html")
    assert says in page.text


def test_the_address_of_an_answer_opened_anew_shows_the_form(client: TestClient) -> None:
    page = client.get("/advise")
    assert page.status_code == 200
    assert 'name="ad"' in page.text
