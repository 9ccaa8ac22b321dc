"""What a draft course would add, over HTTP and on the command line; and bad drafts are refused by what is wrong."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.command import main
from api.commands.loading import Loading
from api.wiring import Service
from tests.api.demanding import ACCOUNTS, SQL, TEAMS, TIME, ads, demanding, read_courses

DRAFT = "Queries and teams\n\nFor staff.\n- Write SQL\n- Work in teams\n"
URL = "/v1/demand/what-if"
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def asked_of(service: Service) -> Service:
    return demanding(service, ads(), read_courses(service))


@pytest.fixture(scope="module")
def client(asked_of: Service) -> Iterator[TestClient]:
    with TestClient(create_app(asked_of)) as client:
        yield client


@pytest.fixture(scope="module")
def loading(asked_of: Service) -> Loading:
    return Loading(read_settings=lambda: asked_of.settings, load_service=lambda _: asked_of)


def ask(client: TestClient, **asked: object) -> dict[str, Any]:
    answer = client.post(URL, json=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def ids(served: list[dict[str, Any]]) -> list[str]:
    return [own["demand"]["id"] for own in served]


def test_a_draft_serves_the_ads_that_ask_for_what_its_outcomes_name(client: TestClient) -> None:
    found = ask(client, text=DRAFT)
    assert (found["title"], ids(found["teaches"]), found["ads"]) == ("Queries and teams", [TEAMS, SQL], 22)
    assert [own["new"] for own in found["teaches"]] == [False, False]
    assert (found["newly_served"], found["newly_served_ads"]) == (0, [])
    assert [own["id"] for own in found["competitors"]] == ["c-data", "c-team"]


def test_a_draft_counts_within_the_slice(client: TestClient) -> None:
    found = ask(client, text=DRAFT, slice={"region": ["york"]})
    assert (ids(found["teaches"]), found["ads"], found["totals"]["ads"]) == ([TEAMS], 10, 10)
    assert SQL in {own["skill"]["uri"] for own in found["unasked"]}


def test_what_its_author_says_it_teaches_counts_by_name_or_uri(client: TestClient) -> None:
    found = ask(client, text="Figures", teaches=[ACCOUNTS, "manage time"])
    assert ids(found["teaches"]) == [ACCOUNTS]
    assert (found["teaches"][0]["stated"], found["teaches"][0]["new"], found["newly_served"]) == (True, True, 2)
    assert found["newly_served_ads"] == ["late-0", "late-1"]
    assert {own["skill"]["uri"] for own in found["unasked"]} == {TIME}


def test_a_course_under_our_field_names_is_a_draft_too(client: TestClient) -> None:
    found = ask(client, course={"name": "Queries", "outcomes": ["Write SQL"]})
    assert (found["title"], ids(found["teaches"])) == ("Queries", [SQL])


def test_an_empty_slice_has_nobody_to_serve_and_says_so(client: TestClient) -> None:
    found = ask(client, text=DRAFT, slice={"region": ["york"], "sector": ["libraries"]})
    assert (found["ads"], found["teaches"], found["one_more"]) == (0, [], [])
    assert found["notes"] == ["no ad lies in this slice, so nothing is said about demand"]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({}, "give either a text or a course"),
        ({"text": "a", "course": {"name": "a"}}, "give either a text or a course"),
        ({"text": " \n"}, "the draft is empty"),
        ({"text": "a", "teaches": ["nothing at all"]}, "nothing is called 'nothing at all'"),
        ({"text": "a", "teaches": ["Data work"]}, "'Data work'"),
        ({"text": "a", "teaches": [""]}, "teaches.0"),
        ({"text": "a", "slice": {"sector": ["Library"]}}, "sector: no ad states 'Library'; there is 'Libraries'"),
        ({"text": "a", "slice": {"secter": ["x"]}}, "slice.secter"),
        ({"course": {}}, "name"),
        ({"course": {"name": "a", "price": "much"}}, "price"),
        ({"course": {"name": "a", "hours": 10**30}}, "course: "),
    ],
)
def test_a_bad_draft_is_refused_by_what_is_wrong_with_it(
    client: TestClient, body: dict[str, object], detail: str
) -> None:
    answer = client.post(URL, json=body)
    assert answer.status_code == 422
    assert detail in answer.json()["detail"]


def test_a_course_with_half_a_character_is_refused(client: TestClient) -> None:
    answer = client.post(URL, content=b'{"course": {"name": "\\ud800"}}', headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("course: ")


def test_a_uri_that_is_no_skill_is_an_unknown_concept(client: TestClient) -> None:
    assert client.post(URL, json={"text": "a", "teaches": ["http://example.org/none"]}).status_code == 404


def test_a_draft_longer_than_an_ad_may_be_is_refused(client: TestClient) -> None:
    for body in ({"text": "word " * 100_000}, {"course": {"name": "a", "description": "word " * 100_000}}):
        answer = client.post(URL, json=body)
        assert (answer.status_code, answer.json()["title"]) == (413, "Text too long")


def test_the_command_line_says_the_same(
    client: TestClient, loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, "utf-8")
    assert main(["demand", "what-if", str(draft), "--json"], loading) == 0
    assert json.loads(capsys.readouterr().out) == ask(client, text=DRAFT)
    assert main(["demand", "what-if", str(draft), "--teaches", "nothing at all"], loading) == 2
    assert "nothing is called 'nothing at all'" in capsys.readouterr().err
    assert main(["demand", "what-if", str(draft), "--teaches", ACCOUNTS], loading) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "24 ads ask for something that it teaches." in told
    assert "2 of them ask for something of it that no course of the catalogue surely teaches." in told
