"""The plain page: the same answer for people, with what they typed kept."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.wiring import Service

pytestmark = pytest.mark.built


@pytest.fixture(scope="module")
def client(built: Service) -> Iterator[TestClient]:
    with TestClient(create_app(built)) as client:
        yield client


def marked(page: str) -> list[tuple[str, str]]:
    """(words of the ad that are marked, what they are said to mean)"""
    return [(words, title) for title, words in re.findall(r'<a class="mark [^>]* title="([^"]*)">([^<]*)</a>', page)]


def test_the_page_asks_for_an_ad_or_a_role(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert 'name="ad"' in page.text
    assert 'name="role"' in page.text
    assert "ESCO classification" in page.text
    assert re.findall(r"<script(?! src=)", page.text) == []


def test_a_pasted_ad_is_answered_with_its_own_words_marked(client: TestClient) -> None:
    page = client.post("/advise", data={"ad": "SQL is required.", "hours": "40"})
    assert page.status_code == 200
    assert marked(page.text) == [("SQL", "essential: SQL")]
    assert page.headers["cache-control"] == "no-store"


def test_a_file_does_as_well_as_a_paste(client: TestClient) -> None:
    page = client.post("/advise", files={"ad_file": ("ad.txt", b"SQL is required.", "text/plain")})
    assert marked(page.text) == [("SQL", "essential: SQL")]


def test_a_role_says_what_it_was_taken_to_mean(client: TestClient) -> None:
    assert (
        "was taken to mean <strong>librarian</strong> (ESCO)" in client.post("/advise", data={"role": "librarian"}).text
    )


def test_markup_in_an_ad_stays_text(client: TestClient) -> None:
    page = client.post("/advise", data={"ad": "You must know SQL <script>alert(1)</script> and <b>Python</b>."})
    assert "<script>" not in page.text
    assert "<b>" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "paste an ad, choose a file, or name a role"),
        ({"ad": "SQL", "budget": "lots"}, "&#39;lots&#39; is not a number"),
        ({"ad": "SQL", "hours": "-3"}, "Hours in all: must be 0 or more"),
        ({"ad": "SQL", "currency": "$"}, "is no three-letter currency code"),
        ({"ad": "SQL", "currency": "zzz"}, "is no three-letter currency code"),
        ({"role": "qzxv wvbk"}, "No occupation resembles"),
    ],
)
def test_an_error_is_said_and_what_was_typed_is_kept(client: TestClient, typed: dict[str, str], says: str) -> None:
    page = client.post("/advise", data=typed)
    assert page.status_code == 422
    assert says in page.text
    for value in typed.values():
        assert value in page.text


def test_a_scanned_or_broken_file_is_named(client: TestClient) -> None:
    page = client.post("/advise", files={"ad_file": ("scan.pdf", b"%PDF-1.4 broken", "application/pdf")})
    assert page.status_code == 422
    assert "scan.pdf" in page.text
