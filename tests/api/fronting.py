"""Straight through ASGI, as a server would: an app, a request, what was sent; and apps that do as a test says."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request, Response
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Refusal, problem


def refuse(_: Request, refusal: Refusal) -> Response:
    return problem(refusal)


def scope_of(path: str, method: str = "GET", headers: Sequence[tuple[str, str]] = ()) -> Scope:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8000),
        "scheme": "http",
        "http_version": "1.1",
        "root_path": "",
        "state": {},
    }


@dataclass(slots=True)
class Answer:
    messages: list[Message] = field(default_factory=list)

    @property
    def status(self) -> int:
        status: int = self.messages[0]["status"]
        return status

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.messages[0]["headers"]}

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])

    async def send(self, message: Message) -> None:
        self.messages.append(message)


def sending(*parts: bytes) -> Receive:
    """A body in these parts, then silence."""
    waiting = [
        {"type": "http.request", "body": part, "more_body": number < len(parts)}
        for number, part in enumerate(parts, start=1)
    ]

    async def receive() -> Message:
        if waiting:
            return waiting.pop(0)
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    return receive


async def asked(app: ASGIApp, scope: Scope, receive: Receive | None = None) -> Answer:
    answer = Answer()
    await app(scope, receive or sending(b""), answer.send)
    return answer


@dataclass(slots=True)
class Held:
    """An app whose answers wait until the test lets them go; it knows what it was asked."""

    go: asyncio.Event = field(default_factory=asyncio.Event)
    working: int = 0
    most: int = 0
    bodies: list[bytes] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.working += 1
        self.most = max(self.most, self.working)
        try:
            self.bodies.append((await receive()).get("body", b""))
            await self.go.wait()
            await PlainTextResponse("done")(scope, receive, send)
        finally:
            self.working -= 1


async def until(true: Callable[[], bool], what: str) -> None:
    """Turns of the event loop are given up until it is so; raises where it never is."""
    for _ in range(10_000):
        if true():
            return
        await asyncio.sleep(0)
    raise AssertionError(f"never came about: {what}")


def told(answer: Answer) -> Any:  # noqa: ANN401 - JSON
    return json.loads(answer.body)
