"""Core error -> HTTP status, as one table; every error leaves as a Refusal, which `/v1` words as RFC 9457 says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, TypeAlias

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount

from api.outages import told_of
from api.validation import without_kind
from matcher.errors import (
    ArtefactMismatch,
    BatchInProgress,
    BatchKeyReused,
    EmptyText,
    IncompatibleVectors,
    InvalidInput,
    MatcherError,
    NoEvidence,
    SourceUnavailable,
    StoreDamaged,
    StoreFull,
    StoreGone,
    StoreLacksVectors,
    StoreLocked,
    StoreOutdated,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
    TextTooLong,
    TooBusy,
    UnknownAchievement,
    UnknownAd,
    UnknownConcept,
    UnknownKey,
    UnknownRole,
    UnknownTenant,
    UnreadableDocument,
)

ALLOW = "Allow"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
INTERNAL = (500, "Internal error")
STATUS: dict[type[MatcherError], tuple[int, str]] = {
    UnknownConcept: (404, "Unknown concept"),
    UnknownAchievement: (404, "Unknown achievement"),
    UnknownAd: (404, "Unknown ad"),
    UnknownKey: (404, "Unknown key"),
    UnknownTenant: (404, "Unknown tenant"),
    UnknownRole: (422, "Unknown role"),
    EmptyText: (422, "Nothing to read"),
    InvalidInput: (422, "Invalid input"),
    UnreadableDocument: (422, "Unreadable document"),
    NoEvidence: (422, "No evidence"),
    TextTooLong: (413, "Text too long"),
    IncompatibleVectors: (503, "Index does not fit the encoder"),
    ArtefactMismatch: (503, "Not ready"),
    SourceUnavailable: (503, "Source unavailable"),
    StoreOutdated: (503, "Not ready"),
    StoreTooNew: (503, "Store of a later version"),
    StoreUnreachable: (503, "Store can't be reached"),
    StoreLocked: (503, "Store is locked"),
    StoreFull: (503, "Store is full"),
    StoreReadOnly: (503, "Store can only be read"),
    StoreGone: (503, "Store is gone"),
    StoreDamaged: (503, "Store can't be used"),
    StoreLacksVectors: (503, "Store can't keep vectors"),
    BatchKeyReused: (422, "Key used for another batch"),
    BatchInProgress: (409, "Batch in progress"),
    TooBusy: (503, "Too busy"),
}
RETRY_AFTER_S: dict[type[MatcherError], int] = {TooBusy: 10}
UNUSABLE_JSON: dict[type[Exception], Callable[[Any], str]] = {
    UnicodeDecodeError: lambda error: f"is not UTF-8 (byte {error.start + 1:,})",
    RecursionError: lambda _: "is nested too deeply",
    ValueError: lambda _: "holds a number of too many digits",
}
"""What the JSON parser raises besides its own error -> what it means; the first that fits."""
PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request has no answer, before it is known whether a program or a person reads it."""

    status: int
    title: str
    detail: str
    errors: tuple[Mapping[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    field: str | None = None
    """What the person typed wrong, where that is known."""


Refuse: TypeAlias = Callable[[Request, Refusal], Response]


def problem(refusal: Refusal) -> JSONResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": refusal.title,
        "status": refusal.status,
        "detail": refusal.detail,
    }
    if refusal.errors:
        body["errors"] = list(refusal.errors)
    return JSONResponse(body, status_code=refusal.status, media_type=PROBLEM, headers=dict(refusal.headers))


def problem_for(_: Request, refusal: Refusal) -> Response:
    """Whoever asks."""
    return problem(refusal)


def refusal_of(error: MatcherError) -> Refusal:
    """What only the operator may know of an outage goes into the log."""
    status, title = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), INTERNAL)
    return Refusal(
        status=status,
        title=title,
        detail=told_of(error),
        field=error.field if isinstance(error, InvalidInput) else None,
        headers={"Retry-After": str(RETRY_AFTER_S[type(error)])} if type(error) in RETRY_AFTER_S else {},
    )


def refusal_of_validation(error: RequestValidationError, content_type: str | None) -> Refusal:
    """Names each field and what is wrong with it; what was sent is not repeated, since it may be a CV."""
    raised = error.errors()
    if not is_json(content_type) and any(one["loc"] == ("body",) and one["type"] != "missing" for one in raised):
        stated = "is missing" if content_type is None else f"is {content_type[:100]!r}"
        detail = f"content-type: {stated}; send application/json"
        return Refusal(status=415, title="Unsupported content type", detail=detail)
    found = tuple(_named(one) for one in raised)
    return Refusal(
        status=400 if any(one["type"] == "json_invalid" for one in raised) else 422,
        title="Invalid request",
        detail="; ".join(f"{one['field']}: {one['reason']}" for one in found),
        errors=found,
    )


def is_json(content_type: str | None) -> bool:
    kind = (content_type or "").partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def refusal_of_http(error: HTTPException) -> Refusal:
    """The framework hides why a body can't be read behind one sentence; the cause of its error still knows."""
    meant = next((say for kind, say in UNUSABLE_JSON.items() if isinstance(error.__cause__, kind)), None)
    detail = f"body: {meant(error.__cause__)}" if meant and error.status_code == 400 else str(error.detail)
    title = "Invalid request" if meant else HTTPStatus(error.status_code).phrase
    return Refusal(status=error.status_code, title=title, detail=detail, headers=error.headers or {})


def problems_of(found: Iterable[Mapping[str, Any]]) -> tuple[dict[str, str], ...]:
    """The arguments of a call that is no request of its own, and what is wrong with each."""
    return tuple(_named({**one, "loc": ("arguments", *one["loc"])}) for one in found)


def _named(error: Mapping[str, Any]) -> dict[str, str]:
    if error["type"] == "json_invalid":
        where = error["loc"][-1]
        more = (
            f", from character {where} on" if isinstance(where, int) else f": {error.get('ctx', {}).get('error', '')}"
        )
        return {"field": "body", "reason": "is not valid JSON" + more.removesuffix(": ")}
    name = ".".join(str(part) for part in error["loc"][1:]) or str(error["loc"][0])
    return {"field": name, "reason": without_kind(error["msg"])}


def _allowed(request: Request, said: str) -> list[str]:
    """Every method of the path; the router has `said` those of the first route alone that has the path.

    A path that the document names as it stands has no others, though a more general one would take it, too.
    """
    routes = [
        one for one in request.app.routes if not isinstance(one, Mount) and getattr(one, "methods", ()) is not None
    ]
    scopes = {method: {**request.scope, "method": method} for method in METHODS}
    taken = (m for m, scope in scopes.items() if any(route.matches(scope)[0] is Match.FULL for route in routes))
    found = dict.fromkeys([*filter(None, map(str.strip, said.split(","))), *taken])
    named = request.app.openapi()["paths"].get(request.url.path)
    return [method for method in found if named is None or method.lower() in named]


def add_error_handlers(app: FastAPI, refuse: Refuse) -> None:
    """For every error that is expected; what is not is the Guard's."""

    async def on_matcher_error(request: Request, error: Exception) -> Response:
        if not isinstance(error, MatcherError):
            raise error
        return refuse(request, refusal_of(error))

    async def on_invalid_request(request: Request, error: Exception) -> Response:
        if not isinstance(error, RequestValidationError):
            raise error
        return refuse(request, refusal_of_validation(error, request.headers.get("content-type")))

    async def on_http_error(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        refusal = refusal_of_http(error)
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = ", ".join(_allowed(request, refusal.headers.get(ALLOW, "")))
            refusal = replace(refusal, headers={**refusal.headers, ALLOW: allowed})
        return refuse(request, refusal)

    app.add_exception_handler(MatcherError, on_matcher_error)
    app.add_exception_handler(RequestValidationError, on_invalid_request)
    app.add_exception_handler(HTTPException, on_http_error)
