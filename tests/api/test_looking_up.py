"""Concepts and courses one by one: each with its versions and attribution, skills and occupations alike."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.wiring import Service
from tests.api.conftest import LIBRARIAN, uri_of


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


@pytest.mark.parametrize(
    "path", [f"/v1/concepts/{uri_of('SQL')}", f"/v1/concepts/{LIBRARIAN}", "/v1/achievements/c-data"]
)
def test_one_thing_carries_versions_and_attribution_as_a_list_of_them_does(client: TestClient, path: str) -> None:
    one, meta = client.get(path).json(), client.get("/v1/meta").json()
    assert one["versions"] == meta["versions"]
    assert one["attribution"] == meta["attribution"]
    assert any("ESCO" in line for line in one["attribution"])


def test_every_role_that_is_found_can_be_looked_up(client: TestClient) -> None:
    found = client.get("/v1/roles", params={"q": "librarian"}).json()["items"]
    assert len(found) == 3
    for role in found:
        answer = client.get(f"/v1/concepts/{role['uri']}")
        assert answer.status_code == 200
        one = answer.json()
        assert (one["uri"], one["label"], one["vocabulary"]) == (role["uri"], role["label"], role["vocabulary"])
        assert one["kind"] == "occupation"


def test_the_skills_of_a_role_are_ranked_with_their_confidence(client: TestClient) -> None:
    answer = client.get("/v1/roles/skills", params={"q": "librarian", "limit": 4}).json()
    assert len(answer["items"]) == 4
    confidences = [item["confidence"] for item in answer["items"]]
    assert confidences == sorted(confidences, reverse=True)
    assert answer["attribution"] == client.get("/v1/meta").json()["attribution"]
    assert client.get("/v1/roles/skills", params={"q": "!!"}).json()["title"] == "Nothing to read"


def test_an_occupation_tells_what_its_source_states(client: TestClient) -> None:
    onet = client.get("/v1/concepts/urn:onet:occupation:librarians").json()
    assert onet["tasks"] == ["Manage library collections.", "Answer questions of readers."]
    assert onet["isco_group"] is None
    assert client.get(f"/v1/concepts/{LIBRARIAN}").json()["description"] == "Librarians manage libraries."


def test_a_skill_is_what_it_was(client: TestClient) -> None:
    one = client.get(f"/v1/concepts/{uri_of('SQL')}").json()
    assert (one["label"], one["kind"], one["description"]) == ("SQL", "skill/competence", "To SQL.")
    assert one["tasks"] == []
    assert client.get("/v1/achievements/c-data").json()["name"] == "Data analysis with SQL"


def test_what_is_neither_skill_nor_occupation_is_unknown(client: TestClient) -> None:
    answer = client.get("/v1/concepts/http://example.org/nothing")
    assert answer.status_code == 404
    assert answer.json()["title"] == "Unknown concept"


def test_one_course_is_given_as_json_ld_to_those_who_ask_for_it(client: TestClient) -> None:
    path = "/v1/achievements/c-data"
    named, negotiated = (
        client.get(path, params={"format": "schema.org"}),
        client.get(path, headers={"accept": "application/ld+json, application/json;q=0.5"}),
    )
    for answer in (named, negotiated):
        assert answer.headers["content-type"] == "application/ld+json"
        assert answer.headers["vary"].split(", ")[0] == "Accept"
        assert answer.json()["@context"] == "https://schema.org"
        assert [course["@id"] for course in answer.json()["@graph"]] == ["c-data"]
    refused = client.get(path, params={"format": "word"})
    assert refused.status_code == 422
    assert refused.json()["detail"].startswith("format: 'word' is none of schema.org")


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "application/ld+json;q=0", "text/html, a/b;q=x"])
def test_all_others_are_given_our_own_json(client: TestClient, accept: str) -> None:
    answer = client.get("/v1/achievements/c-data", headers={"accept": accept})
    assert answer.headers["content-type"] == "application/json"
    assert (answer.headers["vary"], answer.json()["name"]) == ("Accept, Accept-Encoding", "Data analysis with SQL")
