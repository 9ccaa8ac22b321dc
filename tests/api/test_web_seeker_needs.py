"""Several names for the same words are one need: on the page and in every file, whatever is decided of one of them."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.needs import needs_of
from api.schemas import GapResponse
from api.wiring import Service
from tests.api.test_web_seeker import Form

pytestmark = pytest.mark.built

AD = """Shop assistant

Requirements
- You must provide excellent customer service.
- You must work well in a team.
- You must know SQL."""
ASKED = re.compile(r"It asks for <strong>(\d+) skill")
LISTED = re.compile(r'id="(missing|have|wrong)-title">[^<]*<span class="soft">\((\d+)\)')


@pytest.fixture(scope="module")
def client(built: Service) -> Iterator[TestClient]:
    with TestClient(create_app(built)) as client:
        yield client


@pytest.fixture(scope="module")
def need(client: TestClient) -> list[str]:
    """The URIs of what is read of customer service, the one that stands for it first."""
    found = next(
        own for own in needs_of(taken(client, {"ad": [AD]}).demands) if "customer" in own.head.label and own.others
    )
    return [found.head.uri, *(one.uri for one in found.others)]


def taken(client: TestClient, fields: dict[str, list[str]]) -> GapResponse:
    return GapResponse.model_validate_json(client.post("/take/json", data=fields).content)


def decided(client: TestClient, profile: str = "", **said: str) -> tuple[dict[str, int], GapResponse]:
    """(what the page counts, the answer as a file) after decisions that were made on the page."""
    first = client.post("/advise", data={"ad": AD, "profile": profile, "currency": "AUD"})
    form = Form(first.text)
    page = client.post("/advise", data=form.sent(**said))
    assert page.status_code == 200
    counted = {group: int(number) for group, number in LISTED.findall(page.text)}
    asked = ASKED.search(page.text)
    assert asked
    return {**counted, "asked": int(asked[1])}, taken(client, Form(page.text).sent())


def agree(counted: dict[str, int], answer: GapResponse) -> int:
    """How many needs there are, by page and file alike."""
    covered = {own.demand.uri for own in answer.gap.covered}
    needs = [own.head.uri for own in needs_of(answer.demands)]
    have = sum(uri in covered for uri in needs)
    assert counted["asked"] == len(needs)
    assert (counted.get("missing", 0), counted.get("have", 0)) == (len(needs) - have, have)
    uris = {demand.uri for demand in answer.demands}
    for demand in answer.demands:
        assert set(demand.alike) <= uris, "what is alike is in the answer"
        for other in answer.demands:
            assert (other.uri in demand.alike) == (demand.uri in other.alike)
    return len(needs)


def test_page_and_files_count_alike_whatever_is_decided(client: TestClient, need: list[str]) -> None:
    head, nested = need[0], need[1]
    plain = agree(*decided(client))
    assert agree(*decided(client, **{f"right:{nested}": "yes"})) == plain
    assert agree(*decided(client, **{f"right:{nested}": "no"})) == plain
    assert agree(*decided(client, **{f"right:{head}": "no"})) == plain - 1
    assert agree(*decided(client, **{f"instead:{nested}": head})) == plain
    assert agree(*decided(client, **{f"instead:{head}": "SQL"})) == plain - 1
    assert agree(*decided(client, **{f"right:{head}": "no", f"right:{nested}": "yes"})) == plain


def test_a_rejected_need_goes_whole_and_comes_back_by_its_part(client: TestClient, need: list[str]) -> None:
    _, answer = decided(client, **{f"right:{need[0]}": "no"})
    assert not {demand.uri for demand in answer.demands} & set(need)
    page = client.post("/advise", data={"ad": AD, f"right:{need[0]}": "no", "add": "customer service"})
    form = Form(page.text)
    assert "customer service" in form.entries["missing"], "what is typed is asked for, though it was read before"


def test_who_has_one_of_it_has_it_and_who_says_not_to_has_none(client: TestClient, need: list[str]) -> None:
    counted, answer = decided(client, profile="customer service")
    assert set(need) <= {own.demand.uri for own in answer.gap.covered}
    assert counted["have"] >= 1
    _, after = decided(client, profile="customer service", **{f"have:{need[0]}": "no"})
    assert not {own.demand.uri for own in after.gap.covered} & set(need)


def test_each_name_has_its_entry_and_marks_lead_there(client: TestClient, need: list[str]) -> None:
    page = client.post("/advise", data={"ad": AD}).text
    ids = set(re.findall(r'<li class="entry [^"]*" id="([^"]+)"', page))
    links = set(re.findall(r'<a class="mark [^"]*" href="#([^"]+)"', page))
    assert links <= ids
    assert f"and {['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'][len(need) - 1]} like it" in page or (
        f"and {len(need) - 1} like it" in page
    )
