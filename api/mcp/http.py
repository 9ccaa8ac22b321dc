"""/mcp: the tools over streamable HTTP. Each request stands for itself: no session, and nothing begun with the app."""

import ipaddress
from typing import Any

from mcp.server.lowlevel.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from api.guarding import MAX_BODY_BYTES
from api.mcp.server import make_server
from api.serving import Serving

PATH = "/mcp"
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


def mcp_route(serving: Serving) -> Route:
    """Of POST alone: without sessions there is nothing to listen to by GET, or to end by DELETE."""
    return Route(PATH, Endpoint(make_server(serving.now)), include_in_schema=False)


class Endpoint:
    def __init__(self, server: Server[Any]) -> None:
        self.server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            raise HTTPException(405, "only POST is served here: each request stands for itself", {"Allow": "POST"})
        body = await Request(scope, receive).body()  # here, so that what the Guard raises reaches it as it is
        manager = StreamableHTTPSessionManager(
            self.server,
            json_response=True,
            stateless=True,
            security_settings=security_at(scope),
            max_request_body_size=MAX_BODY_BYTES,
        )
        async with manager.run():
            await manager.handle_request(scope, replayed(body, receive), send)


def replayed(body: bytes, receive: Receive) -> Receive:
    """The body that was taken already, then whatever else comes."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again


def security_at(scope: Scope) -> TransportSecuritySettings:
    """A connection to a loopback address must name one: a web page of elsewhere can't, whatever its name resolves to.

    At other addresses the names are the operator's, and keys keep strangers out; so they do at these, where one was
    shown: no page of elsewhere has it.
    """
    at = (scope.get("server") or ("", None))[0]
    if not is_loopback(at) or getattr(scope.get("state", {}).get("caller"), "key", None) is not None:
        return TransportSecuritySettings(enable_dns_rebinding_protection=False)
    names = {*LOOPBACK_NAMES, f"[{at}]" if ":" in at else at}
    hosts = [*names, *(f"{name}:*" for name in names)]
    return TransportSecuritySettings(
        allowed_hosts=hosts, allowed_origins=[f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")]
    )


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
