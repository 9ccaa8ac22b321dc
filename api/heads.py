"""HEAD for whatever GET answers (RFC 9110, section 9.3.2): the same headers, no body."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

GET, HEAD = "GET", "HEAD"


class Heads:
    """ASGI middleware; it also names HEAD wherever GET is said to be allowed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_head = scope["method"] == HEAD

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                _allow_head(MutableHeaders(scope=message))
            elif is_head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": GET} if is_head else scope, receive, answer)


def _allow_head(headers: MutableHeaders) -> None:
    allowed = [method.strip() for method in headers.get("allow", "").split(",")]
    if GET in allowed and HEAD not in allowed:
        headers["Allow"] = ", ".join([*allowed, HEAD])
