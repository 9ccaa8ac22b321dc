"""How surely a skill was read stands in its closed row: unsure in words, and what is hardly sure folded beneath."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.web.seeker_view import FOLDED_BELOW, UNSURE_BELOW
from api.wiring import Service
from tests.api.test_web_seeker import Form

pytestmark = pytest.mark.built

ROLE = {"role": "librarian", "currency": "AUD"}
"""Of what a role needs, little is read surely."""
FOLD = re.compile(r'<details class="folded" id="(missing|have)-folded">.*', re.DOTALL)
ROW = re.compile(
    r'<li class="entry [^>]*>\s*<details[^>]*>\s*<summary><span class="name">([^<]*)</span>(.*?)</summary>', re.DOTALL
)
RIGHT = re.compile(r'name="right:([^"]+)" value="yes"')


@pytest.fixture(scope="module")
def client(built: Service) -> Iterator[TestClient]:
    with TestClient(create_app(built)) as client:
        yield client


def words(markup: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", markup).split())


def fold(page: str) -> str:
    [found] = [one[0] for one in FOLD.finditer(page)]
    return found.partition("<h3")[0].partition('<div class="unprinted add"')[0]


def folded(page: str) -> list[str]:
    """The URIs of what stands in the fold."""
    return RIGHT.findall(fold(page))


def test_a_closed_row_says_how_surely_it_was_read(client: TestClient) -> None:
    asked = client.post("/take/json", data=ROLE).json()["demands"]
    rows = dict(ROW.findall(unescape(client.post("/advise", data=ROLE).text)))
    assert {own["label"] for own in asked} == set(rows)
    for own in asked:
        said = words(rows[own["label"]])
        share = f"{own['confidence']:.0%}"
        assert (f"unsure: {share}" if own["confidence"] < UNSURE_BELOW else f"{share} sure") in said


def test_the_first_lines_and_the_lists_count_both(client: TestClient) -> None:
    page = client.post("/advise", data=ROLE).text
    [(asked, surely, perhaps)] = re.findall(
        r"(\d+) skills?</strong> that we know \((\d+) surely read, (\d+) perhaps", page
    )
    assert int(asked) == int(surely) + int(perhaps)
    assert f'({asked})</span> <span class="soft">{perhaps} of them perhaps</span>' in page
    assert min(int(surely), int(perhaps)) > 0


def test_what_is_hardly_sure_stands_folded_beneath_with_all_that_can_be_done_with_it(client: TestClient) -> None:
    page = client.post("/advise", data=ROLE).text
    below = {
        own["uri"] for own in client.post("/take/json", data=ROLE).json()["demands"] if own["confidence"] < FOLDED_BELOW
    }
    uris = folded(page)
    assert uris
    assert set(uris) <= below
    assert f"{len(uris)} more that were read with less than 40% certainty" in fold(page)
    for uri in uris:
        assert f'name="have:{uri}" value="yes"' in fold(page)


@pytest.mark.parametrize("said", [("right:", "yes"), ("have:", "yes"), ("have:", "no")])
def test_what_was_decided_stands_with_the_others(client: TestClient, said: tuple[str, str]) -> None:
    first = client.post("/advise", data=ROLE).text
    one, field = folded(first)[0], said[0]
    page = client.post("/advise", data=Form(first).sent(**{field + one: said[1]})).text
    assert one not in folded(page)
    assert f'name="right:{one}"' in page


def test_who_says_that_it_is_asked_for_makes_it_sure(client: TestClient) -> None:
    first = client.post("/advise", data=ROLE).text
    page = client.post("/advise", data=Form(first).sent(**{f"right:{folded(first)[0]}": "yes"})).text
    before, after = (re.findall(r"\((\d+) surely read, (\d+) perhaps", one)[0] for one in (first, page))
    assert (int(after[0]), int(after[1])) == (int(before[0]) + 1, int(before[1]) - 1)
