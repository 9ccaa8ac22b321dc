"""What no request gets past: the bound on its size, an error without a trace of what was sent, private headers."""

import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import anyio
import httpx2
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.guarding import MAX_BODY_BYTES, POLICY
from api.wiring import Service
from matcher.progress import Progress, untold
from matcher.reading import AdReader, Reading

JSON = {"content-type": "application/json"}
FORM = {"content-type": "multipart/form-data; boundary=edge"}
SECRET = "Jane Secret of Hidden Street"


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


@dataclass(frozen=True)
class Stumbling:
    """Reads nothing; its error quotes the text, as errors of libraries do."""

    splitter: object
    linker: object

    def read(self, text: str, min_confidence: float | None = None, told: Progress = untold) -> Reading:
        del min_confidence, told
        try:
            raise KeyError(text)
        except KeyError as error:
            raise RuntimeError(f"stumbled over {text}") from error


def stumbling_service(service: Service) -> Service:
    """The same, but no ad can be read."""
    reader = cast(AdReader, Stumbling(service.pipeline.reader.splitter, service.pipeline.reader.linker))
    return replace(service, pipeline=replace(service.pipeline, reader=reader))


@pytest.fixture(scope="module")
def stumbling(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(stumbling_service(service))) as client:
        yield client


ENOUGH = 40_000_000
"""Bytes after which a body without bounds is seen to be read on."""


def streamed(client: TestClient, path: str, headers: dict[str, str], start: bytes = b"") -> tuple[httpx2.Response, int]:
    """The answer to a body that states no length, and how many bytes of it were taken before the answer.

    Straight through ASGI: the test client itself would collect the body before it sends any.
    """
    taken = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal taken
        while taken < ENOUGH:
            chunk = start + b"x" * 100_000 if not taken else b"x" * 100_000
            taken += len(chunk)
            yield chunk

    async def send() -> httpx2.Response:
        transport = httpx2.ASGITransport(app=client.app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://testserver") as streaming:
            return await streaming.post(path, content=body(), headers=headers)

    return anyio.run(send), taken


@pytest.mark.parametrize("path", ["/v1/gap", "/v1/extract"])
def test_a_body_that_states_no_length_is_refused_once_it_is_too_long(client: TestClient, path: str) -> None:
    answer, taken = streamed(client, path, JSON)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Request Entity Too Large"
    assert answer.json()["detail"] == "a request may have 12,000,000 bytes at most"
    assert answer.headers["cache-control"] == "no-store"
    assert taken < MAX_BODY_BYTES + 500_000


def test_a_form_that_states_no_length_is_refused_with_the_page(client: TestClient) -> None:
    start = b'--edge\r\nContent-Disposition: form-data; name="ad_file"; filename="ad.txt"\r\n\r\n'
    answer, taken = streamed(client, "/advise", FORM, start)
    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("text/html")
    assert "A request may have 12,000,000 bytes at most" in answer.text
    assert taken < MAX_BODY_BYTES + 500_000


def test_a_form_that_states_too_great_a_length_is_refused_with_the_page(client: TestClient) -> None:
    answer = client.post("/advise", content=b"x" * (MAX_BODY_BYTES + 1), headers=FORM)
    assert answer.status_code == 413
    assert "A request may have 12,000,000 bytes at most" in answer.text
    assert 'name="ad"' in answer.text


@pytest.mark.parametrize("stated", ["-1", "many", "\u00b2", ""])
def test_a_length_that_is_no_number_is_refused(client: TestClient, stated: str) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", stated.encode("latin-1"))]
    answer = client.post("/v1/gap", content=b"{}", headers=cast(Any, headers))
    assert answer.status_code == 400
    assert "content-length" in answer.json()["detail"]


def test_a_body_within_the_bound_is_read_whole(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"text": "You must '
        yield b'know SQL."}'

    answer = client.post("/v1/extract", content=pieces(), headers=JSON)
    assert answer.status_code == 200
    assert answer.json()["text"] == "You must know SQL."


def test_an_unexpected_error_is_a_problem_and_its_trace_is_logged_without_the_text(
    stumbling: TestClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = stumbling.post("/v1/gap", json={"ad": {"text": SECRET}})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["title"] == "Internal error"
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert "POST '/v1/gap'" in record.getMessage()
    assert "RuntimeError" in record.getMessage()
    assert "KeyError" in record.getMessage()
    assert 'raise RuntimeError(f"stumbled over {text}") from error' in record.getMessage()
    said = answer.text + caplog.text + "".join(capsys.readouterr())
    assert "Secret" not in said


def test_an_unexpected_error_of_the_page_is_a_page_with_what_was_typed(
    stumbling: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = stumbling.post("/advise", data={"ad": SECRET, "hours": "40"})
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    assert "That did not work." in answer.text
    assert SECRET in answer.text
    assert 'value="40"' in answer.text
    assert "Secret" not in caplog.text


def test_where_the_page_that_tells_of_an_error_breaks_too_no_word_of_it_is_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    """Its error went to the server, which logs what errors say, and its answer could be kept."""
    half = f'--edge\r\nContent-Disposition: form-data; name="ad"\r\n\r\n{SECRET} \\ud800\r\n--edge--\r\n'.encode()
    kind = {"content-type": "multipart/form-data; boundary=edge; charset=unicode_escape"}
    answer = client.post("/advise", content=half, headers=kind)
    assert answer.status_code == 500
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["title"] == "Internal error"
    assert "Secret" not in answer.text + caplog.text


@pytest.mark.parametrize("path", ["/search?q=law", "/search/names?q=law", "/providers/what-if", "/providers/dossier"])
def test_what_answers_words_in_an_address_is_kept_by_no_cache(client: TestClient, path: str) -> None:
    assert client.get(path).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/v1/meta", "/nowhere", "/static/style.css"])
def test_every_answer_forbids_embedding_and_guessing_at_its_type(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
