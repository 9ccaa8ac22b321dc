"""Core error -> HTTP status, as one table; every error leaves as application/problem+json (RFC 9457)."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from matcher.errors import (
    ArtefactMismatch,
    EmptyText,
    IncompatibleVectors,
    InvalidInput,
    MatcherError,
    SourceUnavailable,
    TextTooLong,
    UnknownAchievement,
    UnknownAd,
    UnknownConcept,
    UnknownRole,
    UnreadableDocument,
)

STATUS: dict[type[MatcherError], tuple[int, str]] = {
    UnknownConcept: (404, "Unknown concept"),
    UnknownAchievement: (404, "Unknown achievement"),
    UnknownAd: (404, "Unknown ad"),
    UnknownRole: (422, "Unknown role"),
    EmptyText: (422, "Nothing to read"),
    InvalidInput: (422, "Invalid input"),
    UnreadableDocument: (422, "Unreadable document"),
    TextTooLong: (413, "Text too long"),
    IncompatibleVectors: (503, "Index does not fit the encoder"),
    ArtefactMismatch: (503, "Not ready"),
    SourceUnavailable: (503, "Source unavailable"),
}
PROBLEM = "application/problem+json"


def problem(status: int, title: str, detail: str, errors: Sequence[dict[str, Any]] = ()) -> JSONResponse:
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        body["errors"] = list(errors)
    return JSONResponse(body, status_code=status, media_type=PROBLEM)


def status_of(error: MatcherError) -> tuple[int, str]:
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), (500, "Internal error"))


async def on_matcher_error(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, MatcherError):
        raise error
    status, title = status_of(error)
    return problem(status, title, str(error))


async def on_invalid_request(_: Request, error: Exception) -> JSONResponse:
    """Names each field and what is wrong with it; what was sent is not repeated, since it may be a CV."""
    if not isinstance(error, RequestValidationError):
        raise error
    found = [_named(one) for one in error.errors()]
    detail = "; ".join(f"{one['field']}: {one['reason']}" for one in found)
    invalid_json = any(one["type"] == "json_invalid" for one in error.errors())
    return problem(400 if invalid_json else 422, "Invalid request", detail, jsonable_encoder(found))


def _named(error: dict[str, Any]) -> dict[str, str]:
    if error["type"] == "json_invalid":
        return {"field": "body", "reason": f"is not valid JSON, from character {error['loc'][-1]} on"}
    field = ".".join(str(part) for part in error["loc"][1:]) or str(error["loc"][0])
    return {"field": field, "reason": error["msg"]}


async def on_http_error(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    answer = problem(error.status_code, str(error.detail), str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


def add_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(MatcherError, on_matcher_error)
    app.add_exception_handler(RequestValidationError, on_invalid_request)
    app.add_exception_handler(HTTPException, on_http_error)
