"""A language model's assistant, played by the protocol's own client, over each way that it may come by."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

import anyio
import httpx2
from mcp.client.client import Client, ConnectMode
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult, TextContent
from starlette.types import ASGIApp

LOCAL = "http://testserver"
T = TypeVar("T")


def told(result: CallToolResult) -> dict[str, Any]:
    """The structured answer of a call that succeeded."""
    assert not result.is_error, said(result)
    assert result.structured_content is not None
    return dict(result.structured_content)


def said(result: CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


def by_address(address: str | StdioServerParameters, ask: Callable[[Client], Awaitable[T]], mode: ConnectMode) -> T:
    """What `ask` returns, of a client that is connected there."""

    async def connected() -> T:
        async with Client(address, mode=mode) as client:
            return await ask(client)

    return anyio.run(connected)


def in_process(app: ASGIApp, ask: Callable[[Client], Awaitable[T]], mode: ConnectMode = "auto") -> T:
    """The same over HTTP without a port; the app's lifespan is not run."""

    async def connected() -> T:
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url=LOCAL) as http:
            way = streamable_http_client(f"{LOCAL}/mcp", http_client=http)
            async with Client(way, mode=mode) as client:
                return await ask(client)

    return anyio.run(connected)


def call(app: ASGIApp, tool: str, mode: ConnectMode = "auto", **arguments: object) -> CallToolResult:
    return in_process(app, partial(calling, tool=tool, arguments=arguments), mode)


async def calling(client: Client, tool: str, arguments: dict[str, Any]) -> CallToolResult:
    return await client.call_tool(tool, arguments)
