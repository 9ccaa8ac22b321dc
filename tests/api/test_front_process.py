"""A served process as an operator sees it: what it says, whom it limits, and how it stops."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MODULE = [sys.executable, "-m", "api.command"]
READY = "matcher: ready at http://127.0.0.1:"
QUOTA = 12
NOTICE_SECONDS = 2


@contextmanager
def serving(home: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    environment = {**os.environ, "MATCHER_HOME": str(home), **settings}
    command = [*MODULE, "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as run:
        try:
            assert run.stderr is not None
            line = run.stderr.readline()
            assert line.startswith(READY), line + run.stderr.read()
            yield run, int(line.removeprefix(READY))
        finally:
            run.kill()


def ask(port: int, path: str, body: object = None) -> tuple[int, dict[str, str], Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        if body is None:
            connection.request("GET", path)
        else:
            connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_a_served_process_tells_limits_logs_without_text_and_stops_after_notice(home: Path) -> None:
    settings = {
        "MATCHER_LOG": "json",
        "MATCHER_RATE_PER_MINUTE": str(QUOTA),
        "MATCHER_NOTICE_SECONDS": str(NOTICE_SECONDS),
    }
    with serving(home, **settings) as (run, port):
        status, headers, body = ask(port, "/v1/extract", {"text": "You must know SQL. Ask for Jane Secret."})
        assert status == 200
        assert json.loads(body)["demands"][0]["label"] == "SQL"
        assert headers["ratelimit-policy"] == f'"default";q={QUOTA};w=60'
        assert headers["ratelimit"].startswith(f'"default";r={QUOTA - 1};t=')

        answers = [ask(port, "/v1/concepts?q=Jane+Secret") for _ in range(QUOTA + 3)]
        refused = next(answer for answer in answers if answer[0] == 429)
        assert refused[1]["content-type"] == "application/problem+json"
        assert int(refused[1]["retry-after"]) >= 1
        assert json.loads(refused[2])["detail"].startswith(f"at most {QUOTA} requests in 60 seconds are answered")
        assert ask(port, "/readyz")[0] == 200

        run.send_signal(signal.SIGTERM)
        began = time.monotonic()
        while ask(port, "/readyz")[0] == 200:
            assert time.monotonic() - began < NOTICE_SECONDS
        assert json.loads(ask(port, "/readyz")[2]) == {"status": "not ready", "reason": "stopping"}
        assert run.wait(30) == -signal.SIGTERM
        assert run.stderr is not None
        said = run.stderr.read()
    lines = [json.loads(line) for line in said.splitlines()]
    assert {line["route"] for line in lines} == {"/v1/extract", "/v1/concepts", "/readyz", "unrouted"}
    assert "Secret" not in said
    with socket.socket() as closed:
        assert closed.connect_ex(("127.0.0.1", port)) != 0
