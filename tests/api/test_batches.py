"""`POST /v1/ads:batch`: ads in as lines, one line out for each, and nothing done twice under one key."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.batch_routes import LINES, MAX_LINES
from api.errors import PROBLEM
from api.wiring import Reading, Service, load_service
from corpora.store.batches import Batches
from tests.api.conftest import copied

PATH = "/v1/ads:batch"
ROWS = (
    {"id": "b-1", "title": "Analyst", "text": "You must know SQL.", "region": "Yorkshire"},
    "no json",
    {"id": "ad-1", "title": "Librarian", "text": "You will manage library collections.", "sample": True},
    {"id": "b-2", "text": ""},
    {"id": "ad-2", "text": "Give first aid."},
    {"id": "b-3", "title": "LIBRARIAN", "text": "You will manage library collections!"},
    {"id": "b-1", "text": "twice"},
    {"id": "x" * 301, "text": "Manage time."},
)


@pytest.fixture
def own(built_home: Path, reading: Reading, tmp_path: Path) -> Iterator[Service]:
    """On a home of its own, which the tests change."""
    service = load_service(copied(built_home, tmp_path / "home"), lambda _: reading)
    yield service
    service.store.close()


@pytest.fixture
def client(own: Service) -> Iterator[TestClient]:
    with TestClient(create_app(own), raise_server_exceptions=False) as client:
        yield client


def sent(client: TestClient, *rows: object, key: str | None = "key-1", kind: str = LINES) -> Any:  # noqa: ANN401
    body = "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
    headers = {"content-type": kind, **({"Idempotency-Key": key} if key is not None else {})}
    return client.post(PATH, content=body.encode(), headers=headers)


def told(answer: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    return [json.loads(line) for line in answer.text.splitlines()]


def test_each_line_is_told_what_became_of_it_and_what_is_new_is_found(client: TestClient, own: Service) -> None:
    answer = sent(client, *ROWS)
    assert (answer.status_code, answer.headers["content-type"]) == (200, LINES)
    assert answer.headers["cache-control"] == "no-store"
    assert [(one["line"], one["outcome"], one.get("id"), one.get("field")) for one in told(answer)] == [
        (1, "new", "b-1", None),
        (2, "refused", None, None),
        (3, "known", "ad-1", None),
        (4, "refused", None, None),
        (5, "changed", "ad-2", None),
        (6, "near_identical", "b-3", None),
        (7, "refused", None, "id"),
        (8, "refused", "x" * 301, None),
    ]
    reasons = [one.get("reason", "") for one in told(answer)]
    assert "is not valid JSON" in reasons[1]
    assert reasons[6] == "'b-1' stands in row 1 already"
    assert "at most 300" in reasons[7]
    kept = own.store.ads(["b-1", "b-3"])
    assert (kept["b-1"].region, kept["b-1"].source) == ("Yorkshire", "batch")
    assert own.store.like_of("b-3") == "ad-1"
    assert own.store.demands_of("b-1")


def test_the_same_batch_under_the_same_key_is_answered_as_before_and_done_once(
    client: TestClient, own: Service
) -> None:
    first = sent(client, *ROWS)
    version = own.store.version()
    again = sent(client, *ROWS)
    assert (again.status_code, again.content) == (200, first.content)
    assert own.store.version() == version
    other_key = sent(client, ROWS[0], key="key-2")
    assert told(other_key) == [{"line": 1, "id": "b-1", "outcome": "known"}]


@pytest.mark.parametrize(
    ("rows", "key", "kind", "status", "detail"),
    [
        ((ROWS[0],), None, LINES, 422, "Idempotency-Key: is missing; give each new batch a new one"),
        ((ROWS[0],), "k" * 201, LINES, 422, "Idempotency-Key: has 201 characters; at most 200 are kept"),
        ((), "key", LINES, 422, "body: has 0 lines; a batch has 1 to 1,000"),
        (("{}",) * (MAX_LINES + 1), "key", LINES, 422, "body: has 1,001 lines; a batch has 1 to 1,000"),
        ((ROWS[0],), "key", "application/json", 415, "content-type: send application/x-ndjson"),
    ],
)
def test_what_is_no_batch_is_refused_and_may_be_sent_again_under_its_key(
    client: TestClient, *, rows: tuple[object, ...], key: str | None, kind: str, status: int, detail: str
) -> None:
    answer = sent(client, *rows, key=key, kind=kind)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert detail in answer.json()["detail"]
    assert sent(client, ROWS[0], key="key").status_code == 200


def test_a_key_that_came_with_another_body_is_refused(client: TestClient, own: Service) -> None:
    sent(client, ROWS[0])
    answer = sent(client, {"id": "b-9", "text": "Manage time."})
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)
    assert answer.json()["detail"] == (
        "Idempotency-Key 'key-1' came with another body before; use a new key for a new batch"
    )
    assert own.store.ads(["b-9"]) == {}


def test_a_batch_that_is_still_being_worked_on_is_not_begun_again(client: TestClient, own: Service) -> None:
    body = json.dumps(ROWS[0]).encode() + b"\n"
    assert Batches(own.store.database).begin("key-1", hashlib.sha256(body).digest()) is None
    answer = sent(client, ROWS[0])
    assert (answer.status_code, answer.headers["content-type"]) == (409, PROBLEM)
    assert "is still being worked on; ask again in a while" in answer.json()["detail"]


def test_a_store_that_is_gone_is_a_503_that_says_what_to_do(client: TestClient, own: Service) -> None:
    own.store.close()
    home = own.settings.home
    (home / "store.db").write_bytes(b"damage" * 1000)
    for name in ("store.db-wal", "store.db-shm"):
        (home / name).unlink(missing_ok=True)
    answer = sent(client, ROWS[0])
    assert (answer.status_code, answer.headers["content-type"]) == (503, PROBLEM)
    assert "put a copy of it back in its place" in answer.json()["detail"]
    assert client.post("/v1/gap", json={"ad": {"text": "You must know SQL."}}).status_code == 200
