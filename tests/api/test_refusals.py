"""A request that can't be used is told what is wrong with it, in words that help."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.wiring import Service

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"ad": {"text": "caf\xe9"}}', "body: is not UTF-8 (byte 21)"),
        (b"[" * 100_000, "body: is nested too deeply"),
        (b'{"ad": {"text": "SQL"}, "hours": ' + b"9" * 5_000 + b"}", "body: holds a number of too many digits"),
        (b'{"ad": {', "body: is not valid JSON, from character 8 on"),
    ],
)
def test_a_body_that_cant_be_read_is_told_why(client: TestClient, content: bytes, says: str) -> None:
    answer = client.post("/v1/gap", content=content, headers=JSON)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == says


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        ({}, "content-type: is missing; send application/json"),
        ({"content-type": "text/plain"}, "content-type: is 'text/plain'; send application/json"),
        (
            {"content-type": "application/x-www-form-urlencoded"},
            "content-type: is 'application/x-www-form-urlencoded'; send application/json",
        ),
    ],
)
def test_a_body_that_is_not_said_to_be_json_is_told_so(client: TestClient, headers: dict[str, str], says: str) -> None:
    answer = client.post("/v1/gap", content=b'{"ad": {"text": "SQL"}}', headers=headers)
    assert answer.status_code == 415
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == says


def test_a_json_body_that_is_no_object_is_not_blamed_on_its_content_type(client: TestClient) -> None:
    answer = client.post("/v1/gap", content=b"[1]", headers=JSON)
    assert answer.status_code == 422
    assert "content-type" not in answer.text


@pytest.mark.parametrize("characters", [400_001, 5_000_001, 11_000_000])
def test_a_text_too_long_has_one_answer_however_long_it_is(client: TestClient, characters: int) -> None:
    too_long = "a" * characters
    said = f"has {characters:,} characters; at most 400,000 are read in one go"
    for path, body, what in (
        ("/v1/extract", {"text": too_long}, "the ad"),
        ("/v1/gap", {"ad": {"text": too_long}}, "the ad"),
        ("/v1/gap", {"ad": {"text": "SQL"}, "profile": {"text": too_long}}, "the profile"),
    ):
        answer = client.post(path, json=body)
        assert answer.status_code == 413
        assert answer.json()["detail"] == f"{what} {said}"


@pytest.mark.parametrize(
    ("field", "amount", "most"),
    [
        ("hours", 1e308, "100000"),
        ("hours", 100_000.5, "100000"),
        ("budget", 1e308, "1000000000"),
        ("budget", "1e400", "1000000000"),
    ],
)
def test_more_than_anybody_has_is_refused_by_name(
    client: TestClient, field: str, amount: float | str, most: str
) -> None:
    answer = client.post("/v1/gap", json={"ad": {"text": "You must know SQL."}, field: amount})
    assert answer.status_code == 422
    assert answer.json()["detail"] == f"{field}: Input should be less than or equal to {most}"


def test_the_most_that_is_allowed_is_counted_with(client: TestClient) -> None:
    asked = {"ad": {"text": "You must know SQL."}, "hours": 100_000, "budget": 1_000_000_000}
    answer = client.post("/v1/gap", json=asked)
    assert answer.status_code == 200
    assert answer.json()["stack"]["achievements"] == ["c-data"]


@pytest.mark.parametrize("query", [" ", "\U0001f600", "...", "\u200b"])
@pytest.mark.parametrize(("path", "what"), [("/v1/roles", "the role"), ("/v1/concepts", "the query")])
def test_a_query_without_letters_is_answered_as_by_the_command_line(
    client: TestClient, path: str, what: str, query: str
) -> None:
    answer = client.get(path, params={"q": query})
    assert answer.status_code == 422
    assert answer.json()["title"] == "Nothing to read"
    assert answer.json()["detail"] == f"{what} is empty: it holds no letters to read"
