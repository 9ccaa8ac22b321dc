"""make_server(now): the tools behind the protocol, whichever transport it comes by."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import anyio
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
)
from pydantic import ValidationError

from api.errors import problems_of
from api.guarding import LOGGER, without_text
from api.mcp.tools import ModelTool, tools
from api.outages import told_of
from api.wiring import Service
from matcher.errors import MatcherError

NAME = "skill-demand-matcher"
TITLE = "Skill-demand matcher"
INSTRUCTIONS = (
    "Reads job ads for the skills they ask for, compares them with what a person holds, and finds micro-credentials "
    "that close the gap. Every figure comes with its evidence and a calibrated confidence: quote the evidence, pass on "
    "the notes, and show what is null as not stated. Readings can be wrong or miss skills. Only English is read. "
    "Nothing that is sent is kept. The attribution of each answer has to be shown where the answer is published."
)
BROKEN = "something broke here; the log of the server says where"
SILENT = logging.CRITICAL + 1


def make_server(now: Callable[[], Service]) -> Server[Any]:
    """`now`: the service as it answers now; each call takes it once."""
    known = {tool.name: tool for tool in tools()}
    listed = [tool.told() for tool in known.values()]
    # What the package logs may quote what was sent; what is worth logging of a call is logged here.
    logging.getLogger("mcp").setLevel(SILENT)

    async def list_tools(_: ServerRequestContext[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=listed)

    async def call_tool(_: ServerRequestContext[Any], called: CallToolRequestParams) -> CallToolResult:
        tool = known.get(called.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"there is no such tool; there are {', '.join(known)}")
        return await anyio.to_thread.run_sync(_result, tool, now, called.arguments or {})

    return Server(
        NAME,
        title=TITLE,
        version=now().versions.software,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _result(tool: ModelTool, now: Callable[[], Service], arguments: Mapping[str, Any]) -> CallToolResult:
    """What can't be used is told to the model, which may ask again; none of what it sent is repeated or logged."""
    try:
        answer = tool.answer(now(), tool.takes.model_validate(arguments))
    except ValidationError as error:
        return _refused("; ".join(f"{one['field']}: {one['reason']}" for one in problems_of(error.errors())))
    except MatcherError as error:
        return _refused(told_of(error))
    except Exception as error:  # whatever it is, the server goes on and the client is told
        logging.getLogger(LOGGER).error("the tool %r broke:\n%s", tool.name, without_text(error))
        return _refused(BROKEN)
    return CallToolResult(
        content=[TextContent(type="text", text=answer.model_dump_json())],
        structured_content=answer.model_dump(mode="json"),
    )


def _refused(why: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=why)], is_error=True)
