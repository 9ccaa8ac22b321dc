"""How assistants come by the tools: streamable HTTP in the app, also without its lifespan, and standard input."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError
from starlette.types import Receive, Scope, Send

from api.app import create_app
from api.guarding import MAX_BODY_BYTES
from api.mcp.server import make_server
from api.wiring import Service
from tests.api.conftest import uri_of
from tests.api.model_tools import by_address, in_process, told
from tests.web.serving import serving

ROOT = Path(__file__).resolve().parents[2]
HEADERS = {"accept": "application/json, text/event-stream", "mcp-protocol-version": "2025-11-25"}
LISTING = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


@pytest.fixture(scope="module")
def app(service: Service) -> FastAPI:
    return create_app(service)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app)  # not entered: the lifespan is not run


async def search(client: Client) -> tuple[str, dict[str, Any]]:
    return client.protocol_version, told(await client.call_tool("search_concepts", {"query": "SQL", "limit": 1}))


@pytest.mark.parametrize(("mode", "version"), [("auto", "2026-07-28"), ("legacy", "2025-11-25")])
def test_both_ages_of_the_protocol_are_served_in_the_app(app: FastAPI, mode: str, version: str) -> None:
    spoken, answer = in_process(app, search, mode)
    assert (spoken, answer["found"][0]["uri"]) == (version, uri_of("SQL"))


def test_it_is_served_at_a_port_of_this_machine(app: FastAPI) -> None:
    with serving(app) as address:
        _, answer = by_address(f"{address}/mcp", search, "auto")
        strange = httpx2.post(f"{address}/mcp", json=LISTING, headers={**HEADERS, "host": "evil.example"})
    assert answer["found"][0]["uri"] == uri_of("SQL")
    assert (strange.status_code, strange.text) == (421, "Invalid Host header")


def test_it_is_served_over_standard_input_and_output(home: Path) -> None:
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "api.command", "mcp"],
        cwd=ROOT,
        env={"MATCHER_HOME": str(home), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    _, answer = by_address(command, search, "auto")
    assert answer["found"][0]["uri"] == uri_of("SQL")


def test_each_answer_is_of_the_service_as_it_is_then(service: Service) -> None:
    later = replace(service, versions=replace(service.versions, catalogue="later"))
    services = [service, service, later]

    async def twice() -> list[str]:
        async with Client(make_server(lambda: services.pop(0))) as client:
            return [(await search(client))[1]["versions"]["catalogue"] for _ in range(2)]

    assert anyio.run(twice) == [service.versions.catalogue, "later"]


def test_a_tool_that_there_is_not_is_refused_with_those_that_there_are(app: FastAPI) -> None:
    async def refused(client: Client) -> str:
        with pytest.raises(MCPError) as refusal:
            await client.call_tool("rank_people", {})
        return refusal.value.error.message

    assert in_process(app, refused).startswith("there is no such tool; there are extract_skills, find_gap, recommend")


def test_what_is_answered_is_kept_by_no_cache(client: TestClient) -> None:
    answer = client.post("/mcp", json=LISTING, headers=HEADERS)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert [tool["name"] for tool in answer.json()["result"]["tools"]][:2] == ["extract_skills", "find_gap"]


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_there_is_no_session_to_listen_to_or_to_end(client: TestClient, method: str) -> None:
    answer = client.request(method, "/mcp", headers=HEADERS)
    assert (answer.status_code, answer.headers["content-type"]) == (405, "application/problem+json")
    assert (answer.headers["allow"], answer.json()["detail"]) == (
        "POST", "only POST is served here: each request stands for itself"
    )  # fmt: skip


def test_a_body_beyond_the_bound_is_refused_as_everywhere(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 1_000_000 + 1):
            yield b" " * 1_000_000

    for body in (b" " * (MAX_BODY_BYTES + 1), pieces()):
        answer = client.post("/mcp", content=body, headers={**HEADERS, "content-type": "application/json"})
        assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"{}", "application/json", 400),
        (b"{}", "text/plain", 400),
    ],
)
def test_what_is_no_call_is_refused(client: TestClient, content: bytes, kind: str, status: int) -> None:
    answer = client.post("/mcp", content=content, headers={**HEADERS, "content-type": kind})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("127.0.0.1:8000", None, 200),
        ("localhost:8000", "http://localhost:8000", 200),
        ("[::1]", None, 200),
        ("matcher.evil.example", None, 421),
        ("127.0.0.1:8000", "https://evil.example", 403),
        ("localhost.evil.example:8000", None, 421),
    ],
)
def test_at_a_loopback_address_no_page_of_elsewhere_is_answered(
    app: FastAPI, host: str, origin: str | None, status: int
) -> None:
    headers = {**HEADERS, "host": host, **({"origin": origin} if origin else {})}
    answer = TestClient(app, base_url="http://127.0.0.1:8000").post("/mcp", json=LISTING, headers=headers)
    assert answer.status_code == status


def test_whoever_shows_a_key_may_use_any_name_at_a_loopback_address(app: FastAPI) -> None:
    async def known(scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"] = {"caller": SimpleNamespace(key="k1")}
        await app(scope, receive, send)

    client = TestClient(known, base_url="http://127.0.0.1:8000")
    answer = client.post("/mcp", json=LISTING, headers={**HEADERS, "host": "skills.example.org"})
    assert answer.status_code == 200


def test_at_another_address_names_are_the_operators(app: FastAPI) -> None:
    answer = TestClient(app, base_url="http://10.0.0.7:8000").post(
        "/mcp", json=LISTING, headers={**HEADERS, "host": "skills.example.org"}
    )
    assert answer.status_code == 200
