"""Each request has a name, is counted, and is told in one line: its route and what came of it, never what it said."""

import asyncio
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, Router

from api.front.logs import begin_logging, log_request
from api.front.metrics import make_metrics
from api.front.readiness import Readiness
from api.front.telemetry import spans_of
from api.front.watching import Span, Watch, no_span
from api.guarding import Guard, log_without_text
from api.log_form import LogForm
from matcher.errors import StoreUnreachable
from tests.api.fronting import Answer, asked, refuse, scope_of, told

SECRET = "Jane-Secret"


def greeting(_: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


def broken(_: Request) -> PlainTextResponse:
    raise RuntimeError(SECRET)


APP = Router(routes=[Route("/v1/concepts/{uri:path}", greeting), Route("/broken", broken)])


def watched(path: str, *headers: tuple[str, str], span: Span = no_span) -> tuple[Answer, Mapping[str, Any], str]:
    """The answer, what was told of it, and what Prometheus is told."""
    lines, metrics = list[Mapping[str, Any]](), make_metrics()
    watch = Watch(app=Guard(APP, refuse), metrics=metrics, log=lines.append, span=span)
    answer = asyncio.run(asked(watch, scope_of(path, headers=headers)))
    exposed = asyncio.run(asked(metrics, scope_of("/metrics")))
    [line] = lines
    return answer, line, exposed.body.decode()


def test_what_is_told_of_a_request_is_its_route_and_not_its_path() -> None:
    answer, line, exposed = watched(f"/v1/concepts/{SECRET}")
    assert {name: line[name] for name in ("method", "route", "status", "bytes")} == {
        "method": "GET",
        "route": "/v1/concepts/{uri:path}",
        "status": 200,
        "bytes": 5,
    }
    assert line["request"] == answer.headers["x-request-id"]
    assert SECRET not in json.dumps(line)
    assert 'matcher_requests_total{method="GET",route="/v1/concepts/{uri:path}",status="200"} 1.0' in exposed
    assert 'matcher_request_seconds_count{route="/v1/concepts/{uri:path}"} 1.0' in exposed
    assert SECRET not in exposed


def test_what_matches_no_route_is_told_as_just_that() -> None:
    _, line, exposed = watched(f"/{SECRET}")
    assert (line["route"], line["status"]) == ("unrouted", 404)
    assert SECRET not in exposed


@pytest.mark.parametrize("given", ["abc-DEF_123", "x" * 64])
def test_a_name_that_a_proxy_gave_is_kept(given: str) -> None:
    answer, line, _ = watched("/v1/concepts/x", ("X-Request-Id", given))
    assert answer.headers["x-request-id"] == line["request"] == given


@pytest.mark.parametrize("given", ["", "short", "x" * 65, 'with "quotes"', "two\nlines", "Ünïcode-names"])
def test_a_name_that_could_break_a_log_is_replaced(given: str) -> None:
    answer, line, _ = watched("/v1/concepts/x", ("X-Request-Id", given))
    assert answer.headers["x-request-id"] == line["request"] != given


@contextmanager
def logging_as(form: LogForm) -> Iterator[None]:
    """The handlers that were there come back."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        begin_logging(form)
        yield
    finally:
        root.handlers, root.level = handlers, level


def test_a_line_of_the_log_is_one_json_object_and_an_error_names_the_request_it_broke(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with logging_as(LogForm.JSON):
        watch = Watch(app=Guard(APP, refuse), metrics=make_metrics(), log=log_request)
        answer = asyncio.run(asked(watch, scope_of("/broken")))
    said = capsys.readouterr().err
    error, request = [json.loads(line) for line in said.splitlines()]
    name = answer.headers["x-request-id"]
    assert answer.status == 500
    assert (error["request"], error["level"], error["logger"]) == (name, "error", "matcher.api")
    assert (request["request"], request["status"], request["event"]) == (name, 500, "request")
    assert SECRET not in said


def test_plain_logs_tell_errors_only(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_as(LogForm.PLAIN):
        log_request({"route": "/v1/gap"})
        log_without_text(Request(scope_of("/v1/gap")), ValueError(SECRET))
    said = capsys.readouterr().err
    assert said.startswith("ERROR: GET '/v1/gap' broke:")
    assert SECRET not in said
    assert said.count("ERROR") == 1


def test_a_span_holds_what_the_log_holds_and_goes_on_with_the_callers_trace() -> None:
    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    answer, _, _ = watched(f"/v1/concepts/{SECRET}", ("traceparent", parent), span=spans_of(provider))
    [span] = kept.get_finished_spans()
    assert span.name == "GET /v1/concepts/{uri:path}"
    assert span.context.trace_id == 0x0AF7651916CD43DD8448EB211C80319C
    assert dict(span.attributes or {}) == {
        "http.request.method": "GET",
        "http.route": "/v1/concepts/{uri:path}",
        "http.response.status_code": 200,
        "matcher.request": answer.headers["x-request-id"],
    }
    provider.shutdown()


def store() -> str:
    return "version 1"


def lost() -> str:
    raise StoreUnreachable("postgresql://host/ads", "connection refused")


def test_a_process_is_ready_while_its_store_answers() -> None:
    readiness = Readiness(app=APP, store_version=store, say=print)
    answer = asyncio.run(asked(readiness, scope_of("/readyz")))
    assert (answer.status, told(answer)) == (200, {"status": "ready", "outdated_ads": 0})


def test_a_process_whose_store_is_gone_is_alive_and_not_ready_and_tells_its_operator_why() -> None:
    said = list[str]()
    readiness = Readiness(app=APP, store_version=lost, say=said.append)
    answer = asyncio.run(asked(readiness, scope_of("/readyz")))
    assert answer.status == 503
    assert told(answer) == {"status": "not ready", "reason": "the store can't be asked; the log says why"}
    assert len(said) == 1
    assert "connection refused" in said[0]
    assert asyncio.run(asked(readiness, scope_of("/healthz"))).status == 200


def test_a_store_that_comes_back_makes_the_process_ready_again() -> None:
    now, answers = [0.0], [lost, store]

    def next_answer() -> str:
        return answers.pop(0)()

    readiness = Readiness(app=APP, store_version=next_answer, say=lambda _: None, clock=lambda: now[0])
    assert asyncio.run(asked(readiness, scope_of("/readyz"))).status == 503
    assert asyncio.run(asked(readiness, scope_of("/readyz"))).status == 503
    assert len(answers) == 1
    now[0] = 2.0
    assert asyncio.run(asked(readiness, scope_of("/readyz"))).status == 200


def test_a_process_that_stops_says_so_before_it_does() -> None:
    readiness = Readiness(app=APP, store_version=store, say=print, stopping=True)
    answer = asyncio.run(asked(readiness, scope_of("/readyz")))
    assert (answer.status, told(answer)["reason"]) == (503, "stopping")
