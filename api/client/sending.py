"""Questions on their way: sent, sent again where the server says when, and read as what they are."""

import datetime as dt
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, TypeVar

import httpx2
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json, to_json

from api.client.errors import Busy, FieldProblem, Refused, Unreachable, UnusableAnswer

BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
JSON = "application/json"
T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question."""

    method: str
    path: str
    query: Mapping[str, Any] | None = None
    body: bytes | None = None
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class File:
    """An answer to save."""

    name: str | None
    media_type: str
    content: bytes


def get(path: str, query: Mapping[str, Any] | None = None) -> Asked:
    return Asked("GET", path, query)


def post(path: str, body: object, query: Mapping[str, Any] | None = None) -> Asked:
    """`body`: what JSON can hold, with dates and decimals."""
    return Asked("POST", path, query, to_json(body), {"content-type": JSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    http: httpx2.Client
    retries: int
    """How often a question is sent again; only where the server says when."""
    longest_wait_seconds: float
    """A server that wants more patience is not waited for."""
    sleep: Callable[[float], None] = time.sleep

    def answer(self, kind: type[T], asked: Asked) -> T:
        """Raises ClientError."""
        response = self.response(asked)
        try:
            return kind.model_validate_json(response.content)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            where = ".".join(map(str, first["loc"])) or "body"
            raise UnusableAnswer(asked.path, f"{where}: {first['msg']}") from None

    def file(self, asked: Asked) -> File:
        """Raises ClientError."""
        response = self.response(asked)
        disposition = Message()
        disposition["content-disposition"] = response.headers.get("content-disposition", "")
        kind = response.headers.get("content-type", "application/octet-stream")
        return File(disposition.get_filename(), kind.partition(";")[0].strip(), response.content)

    def response(self, asked: Asked) -> httpx2.Response:
        """One that answers. Raises Refused, Unreachable."""
        for left in range(self.retries, -1, -1):
            response = self._sent(asked)
            if response.is_success:
                return response
            refused = refusal_of(response)
            wait = refused.retry_after_seconds
            if left and isinstance(refused, Busy) and wait is not None and wait <= self.longest_wait_seconds:
                self.sleep(wait)
            else:
                break
        raise refused

    def _sent(self, asked: Asked) -> httpx2.Response:
        query = {name: worded(value) for name, value in (asked.query or {}).items() if value is not None}
        try:
            return self.http.request(
                asked.method, asked.path, params=query, content=asked.body, headers=dict(asked.headers or {})
            )
        except httpx2.TransportError as error:
            raise Unreachable(str(self.http.base_url), str(error) or type(error).__name__) from error


def worded(value: object) -> Any:  # noqa: ANN401 - what the HTTP library takes
    """As it stands in an address."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [worded(one) for one in value]
    return value


def refusal_of(response: httpx2.Response) -> Refused:
    """As the server words it; a proxy's page is no problem document, and is told by its status alone."""
    body = _problem(response)
    kind = Busy if response.status_code in BUSY else Refused
    return kind(
        status=response.status_code,
        title=str(body.get("title") or response.reason_phrase),
        detail=str(body.get("detail") or "no reason was given"),
        errors=tuple(
            FieldProblem(str(one.get("field")), str(one.get("reason")))
            for one in body.get("errors", ())
            if isinstance(one, dict)
        ),
        retry_after_seconds=seconds_until(response.headers.get("retry-after")),
        request_id=response.headers.get("x-request-id"),
    )


def _problem(response: httpx2.Response) -> dict[str, Any]:
    try:
        body = from_json(response.content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def seconds_until(stated: str | None) -> float | None:
    """Of a Retry-After header: seconds, or a day and hour; None where there is none, or nobody can read it."""
    if stated is None:
        return None
    if stated.strip().isascii() and stated.strip().isdigit():
        return float(stated.strip())
    try:
        then = parsedate_to_datetime(stated)
    except ValueError:
        return None
    return max(0.0, (then - dt.datetime.now(then.tzinfo)).total_seconds())
