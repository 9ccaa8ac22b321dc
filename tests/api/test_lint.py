"""`POST /v1/catalogue/lint`: entries in, what they lack out; a bad entry is named and the good ones are kept."""

import json
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.lint_routes import MAX_ENTRIES
from api.wiring import Service
from tests.api.conftest import uri_of

PATH = "/v1/catalogue/lint"
TEAM = {"id": "t", "name": "Teamwork", "outcomes": ["Understand basics of teams"], "description": "Work in teams."}
DATA = {"id": "d", "name": "Data", "credits": "45 NZQCF credits", "teaches": [uri_of("SQL")]}


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


def lines(*entries: object) -> str:
    return "\n".join(entry if isinstance(entry, str) else json.dumps(entry) for entry in entries)


def status_of(answer: dict[str, list[dict[str, list[dict[str, str]]]]], entry: int, element: str) -> list[str]:
    return [one["status"] for one in answer["entries"][entry]["findings"] if one["element"] == element]


def test_a_json_array_of_entries_is_looked_over(client: TestClient) -> None:
    answer = client.post(PATH, json=[TEAM, DATA]).json()
    assert [entry["id"] for entry in answer["entries"]] == ["t", "d"]
    assert status_of(answer, 0, "learning outcomes") == ["vague"]
    assert status_of(answer, 1, "credits") == ["broken"]
    assert status_of(answer, 0, "learner") == ["not of a catalogue"]
    assert answer["entries"][0]["vague_outcomes"][0]["text"] == "Understand basics of teams"
    assert answer["overall"]["entries"] == 2
    assert answer["overall"]["complete"] == {
        "EU recommendation 2022": 0,
        "Australian framework": 0,
        "New Zealand rules": 0,
    }
    assert answer["versions"]["taxonomy"]


def test_suggestions_are_what_was_read_and_not_stated(client: TestClient) -> None:
    answer = client.post(PATH, json=[TEAM, DATA]).json()
    suggested = {one["label"]: one for one in answer["entries"][0]["suggestions"]}
    assert suggested["work in teams"]["field"] in ("description", "outcomes[0]", "name")
    assert 0 < suggested["work in teams"]["confidence"] <= 1
    assert "SQL" not in {one["label"] for one in answer["entries"][1]["suggestions"]}
    assert answer["read_for_suggestions"] is True
    unread = client.post(PATH, params={"suggestions": "false"}, json=[TEAM]).json()
    assert (unread["read_for_suggestions"], unread["entries"][0]["suggestions"]) == (False, [])


def test_lines_are_taken_and_a_bad_one_is_named_by_row_and_field(client: TestClient) -> None:
    body = lines(TEAM, "{", {"id": "x"}, {"id": "y", "name": "Y", "hours": -1}, TEAM, DATA)
    sent = client.post(PATH, content=body, headers={"content-type": "application/x-ndjson"})
    answer = sent.json()
    assert [entry["id"] for entry in answer["entries"]] == ["t", "d"]
    assert [(one["row"], one["field"]) for one in answer["left_out"]] == [
        (2, None),
        (3, "name"),
        (4, "hours"),
        (5, "id"),
    ]
    assert sent.headers["cache-control"] == "no-store"


def test_json_ld_is_read_like_a_file_of_it(client: TestClient) -> None:
    page = {"@context": "https://schema.org", "@type": "Course", "@id": "c", "name": "Maths", "inLanguage": "en"}
    answer = client.post(PATH, content=json.dumps(page), headers={"content-type": "application/ld+json"}).json()
    assert answer["entries"][0]["name"] == "Maths"


def test_the_corrected_entries_take_over_suggestions_only_where_that_is_asked(client: TestClient) -> None:
    stated = client.post(PATH, params={"as": "schema.org"}, json=[TEAM, DATA]).json()["corrected"]["@graph"]
    assert stated[0]["teaches"] == ["Understand basics of teams"]
    assert stated[1]["teaches"][0]["name"] == "SQL"
    accepted = client.post(PATH, params={"as": "schema.org", "accept": "0"}, json=[TEAM]).json()
    read = {one["uri"] for one in accepted["entries"][0]["suggestions"]}
    written = accepted["corrected"]["@graph"][0]["teaches"][1:]
    assert {term["@id"] for term in written} == read
    assert uri_of("work in teams") in read
    assert {term["name"] for term in written if term["@id"] == uri_of("work in teams")} == {"work in teams"}


@pytest.mark.parametrize("form", ["CTDL", "ELM", "open-badges"])
def test_a_skill_that_is_accepted_is_called_by_its_own_name_in_every_format(client: TestClient, form: str) -> None:
    course = {"id": "q", "name": "Queries with SQL", "outcomes": ["Write queries with SQL", "Draw a schema"]}
    answer = client.post(PATH, params={"as": form, "accept": "0"}, json=[course]).json()
    assert uri_of("SQL") in {one["uri"] for one in answer["entries"][0]["suggestions"]}
    written = json.dumps(answer["corrected"])
    named = re.findall(r'"(?:ceterms:targetNodeName|targetName|prefLabel)": ("[^"]*"|\{[^}]*\}|\[[^]]*\])', written)
    assert any('"SQL"' in one for one in named)


@pytest.mark.parametrize(
    ("content", "kind", "status", "says"),
    [
        ("[", "application/json", 422, "is not valid JSON"),
        ("", "application/json", 422, "is not valid JSON"),
        ("", "application/x-ndjson", 422, "holds no records"),
        ("id,name\n1,x\n", "application/json", 422, "is not valid JSON"),
        ("[]", "application/json", 422, "holds no records"),
        ("a,b", "text/csv", 415, "application/x-ndjson"),
        (lines(*[{"id": str(i), "name": "x"} for i in range(MAX_ENTRIES + 1)]), "application/x-ndjson", 422,
         f"more than {MAX_ENTRIES} entries"),
        (json.dumps([{"id": "a", "name": "x", "description": "long " * 90_000}]), "application/json", 413,
         "suggestions=false"),
        (json.dumps([{"id": "a", "name": "x" * 3_000_000}]), "application/json", 413, "at most 3,000,000 are read"),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_used_is_a_problem(
    client: TestClient, content: str, kind: str, status: int, says: str
) -> None:
    answer = client.post(PATH, content=content, headers={"content-type": kind})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert says in answer.json()["detail"]


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"as": "paper"}, "is none of schema.org"),
        ({"accept": "0.5"}, "needs `as`"),
        ({"as": "schema.org", "accept": "0.5", "suggestions": "false"}, "nothing was read"),
        ({"accept": "2"}, "accept"),
    ],
)
def test_options_that_make_no_sense_are_named(client: TestClient, params: dict[str, str], says: str) -> None:
    answer = client.post(PATH, params=params, json=[TEAM])
    assert answer.status_code == 422
    assert says in answer.json()["detail"]
