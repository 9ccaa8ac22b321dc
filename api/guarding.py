"""What every request passes: a bound on its size, a last resort for errors, headers that keep answers private."""

import logging
import traceback

from fastapi import Request, Response
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import INTERNAL, Refusal, Refuse, problem, refusal_of_http

MAX_BODY_BYTES = 12_000_000
"""A request beyond it is refused, at the latest when this much of it has come in."""
PRIVATE_PATHS = (
    "/v1/gap", "/v1/extract", "/v1/ads", "/v1/catalogue", "/v1/demand", "/v1/team", "/mcp", "/advise", "/search",
    "/providers/what-if", "/providers/dossier",
)  # fmt: skip
"""Answers made from a person's text or words: no cache may keep them. Nor what answers a form, whichever it is."""
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LOGGER = "matcher.api"


class Guard:
    """ASGI middleware: it sees the body as it comes in, whatever length was stated for it, if any."""

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        self.app = app
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        answer = Answering(request.method == "POST" or request.url.path.startswith(PRIVATE_PATHS), send)
        try:
            require_small(request.headers.get("content-length"))
            await self.app(scope, counted(receive), answer)
        except HTTPException as error:
            await self.refuse(request, refusal_of_http(error))(scope, receive, answer)
        except ClientDisconnect:
            return
        except Exception as error:  # whatever it is, the server goes on and the client is told
            log_without_text(request, error)
            if answer.started:
                raise RuntimeError("the answer broke off; its error is logged above") from None
            status, title = INTERNAL
            refusal = Refusal(status=status, title=title, detail="something broke here; the log says where")
            await self._refused(request, refusal)(scope, receive, answer)

    def _refused(self, request: Request, refusal: Refusal) -> Response:
        """Where the page that tells of an error breaks too, it goes no further: servers log what errors say."""
        try:
            return self.refuse(request, refusal)
        except Exception as error:
            log_without_text(request, error)
            return problem(refusal)


class Answering:
    """An answer on its way: it gets its headers, and is known to have started."""

    def __init__(self, private: bool, send: Send) -> None:
        self.private = private
        self.send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            if self.private:
                headers["Cache-Control"] = "no-store"
            headers.setdefault("Content-Security-Policy", POLICY)  # a page with its style in it brings its own
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "no-referrer"
        await self.send(message)


def require_small(stated: str | None) -> None:
    """Raises HTTPException where the stated length is too great, or none."""
    if stated is None:
        return
    if not (stated.isascii() and stated.isdigit()):
        raise HTTPException(400, "the content-length is no number of bytes")
    if int(stated[:20]) > MAX_BODY_BYTES:
        raise too_large()


def counted(receive: Receive) -> Receive:
    """The same messages, until their bodies are too long together: then HTTPException."""
    came = 0

    async def receive_bounded() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > MAX_BODY_BYTES:
            raise too_large()
        return message

    return receive_bounded


def too_large() -> HTTPException:
    return HTTPException(413, f"a request may have {MAX_BODY_BYTES:,} bytes at most")


def log_without_text(request: Request, error: BaseException) -> None:
    logging.getLogger(LOGGER).error("%s %r broke:\n%s", request.method, request.url.path, without_text(error))


def without_text(error: BaseException) -> str:
    """Where it broke, and by what kind of error. What errors say is left out: it may quote an ad or a CV."""
    traces = []
    cause: BaseException | None = error
    while cause is not None:
        traces.append("".join(traceback.format_tb(cause.__traceback__)) + type(cause).__qualname__)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\nwhich came of\n".join(traces)
