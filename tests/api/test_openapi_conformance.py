"""Every operation of the OpenAPI document, asked as it allows and as it forbids: no 5xx, and all as documented.

The large run is `python -m benchmarks.hostile_run`; this one is small, and the same each time.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.wiring import Reading, Service, load_service
from tests.api.conftest import copied
from tests.hostile.openapi_probe import probe

EXAMPLES, SEED = 4, 1
RESUME = {"basics": {"label": "Analyst"}, "skills": [{"name": "SQL", "keywords": ["joins"]}]}


@pytest.fixture(scope="module")
def own(built_home: Path, reading: Reading, tmp_path_factory: pytest.TempPathFactory) -> Service:
    """Of its own: ads are kept in it."""
    home = copied(built_home, tmp_path_factory.mktemp("hostile") / "home")
    service = load_service(home, lambda _: reading)
    service.emerging.now(lambda _: None)
    return service


@pytest.fixture
def client(own: Service) -> Iterator[TestClient]:
    with TestClient(create_app(own), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.filterwarnings("default")  # of schemathesis and what it stands on, not of ours
def test_every_operation_answers_as_its_document_says(own: Service) -> None:
    found = probe(create_app(own), examples=EXAMPLES, seed=SEED, phases=("examples", "fuzzing"))
    assert sorted(found.faults.values()) == []
    document = create_app(own).openapi()["paths"]
    assert set(found.calls) == {f"{method.upper()} {path}" for path, ways in document.items() for method in ways}


@pytest.mark.parametrize(
    ("resume", "said"),
    [
        ('{"basics": {"label": "\\ud800"}}', "profile.resume: basics.label: holds half a character"),
        ('{"basics": {"\\udfff": "x"}}', "profile.resume: basics.\\udfff: holds half a character"),
        ('{"basics": {}, "x": [1, NaN]}', "profile.resume: x.1: is no finite number"),
        ('{"basics": {}, "x": [1, 1e999]}', "profile.resume: x.1: is no finite number"),
        (
            '{"basics": {}, "x": ' + "[" * 150 + "]" * 150 + "}",
            "profile.resume: x.0.0.0.0....: is nested more than 100 deep",
        ),
        (
            '{"basics": {}, "x": [' + "1," * 200_000 + "1]}",
            "profile.resume: x.199998: there are more than 200,000 values",
        ),
    ],
    ids=["half a character", "in a name", "not a number", "endless", "deep", "many"],
)
def test_what_no_answer_could_carry_is_refused_with_its_place(client: TestClient, resume: str, said: str) -> None:
    body = '{"role": "librarian", "profile": {"resume": ' + resume + "}}"
    answer = client.post("/v1/gap", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["detail"]) == (422, said)


def test_a_whole_resume_comes_back_as_it_is(client: TestClient) -> None:
    answer = client.post("/v1/gap", json={"role": "librarian", "profile": {"resume": RESUME}})
    assert {name: answer.json()["resume"][name] for name in RESUME} == RESUME


@pytest.mark.parametrize("written", ["0", "1700000000", "2024-1-1", "2024-01-01T00:00:00"])
def test_a_day_is_written_as_a_day(client: TestClient, written: str) -> None:
    answer = client.get("/v1/demand", params={"since": written})
    assert (answer.status_code, answer.json()["detail"]) == (422, "since: write a day as 2027-03-01")
    assert client.get("/v1/demand", params={"since": "2024-01-01"}).status_code == 200


@pytest.mark.parametrize("body", ["false", "3", '"a course"', "null"])
def test_what_is_neither_an_entry_nor_a_list_is_not_looked_over(client: TestClient, body: str) -> None:
    answer = client.post("/v1/catalogue/lint", content=body, headers={"content-type": "application/ld+json"})
    assert (answer.status_code, answer.json()["detail"]) == (422, "body: is not an object with named fields")


def test_head_is_answered_as_get_without_a_body(client: TestClient) -> None:
    for path in ("/healthz", "/v1/roles?q=librarian", "/v1/concepts/nothing", "/", "/static/site.css"):
        asked, told = client.get(path), client.head(path)
        assert told.status_code == asked.status_code
        assert told.headers["content-type"] == asked.headers["content-type"]
        assert told.content == b""


def test_what_may_be_done_with_an_address_is_told_where_something_else_was_tried(client: TestClient) -> None:
    assert client.delete("/v1/meta").headers["allow"] == "GET, HEAD"
    assert client.head("/v1/gap").headers["allow"] == "POST"


def test_a_path_of_several_routes_says_every_method_that_it_takes(client: TestClient) -> None:
    answer = client.put("/v1/keys")
    assert (answer.status_code, answer.headers["content-type"]) == (405, "application/problem+json")
    assert answer.headers["allow"] == "GET, POST, HEAD"
    assert client.put("/v1/keys/one").headers["allow"] == "DELETE"
    assert client.get("/mcp").headers["allow"] == "POST"


def test_a_path_that_the_document_names_has_no_methods_of_a_more_general_one(client: TestClient) -> None:
    for path in ("/v1/demand/draft", "/v1/demand/what-if"):
        assert client.options(path).headers["allow"] == "POST"
    assert client.options("/v1/demand/SQL").headers["allow"] == "GET, HEAD"


def test_refusals_are_described_by_one_name(client: TestClient) -> None:
    document = client.get("/v1/openapi.json").json()
    refused = document["paths"]["/v1/gap"]["post"]["responses"]["422"]["content"]
    assert refused == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    assert document["components"]["schemas"]["Problem"]["required"] == ["type", "title", "status", "detail"]
    answer = client.post("/v1/gap", json={"rolle": "x"}).json()
    assert set(answer) == set(document["components"]["schemas"]["Problem"]["properties"])
    assert json.dumps(answer["errors"][0]) == '{"field": "rolle", "reason": "Extra inputs are not permitted"}'
