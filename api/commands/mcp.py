# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher mcp`: the tools for language models over standard input and output."""

from __future__ import annotations

import typer

from api.commands.loading import loading_of


def mcp(context: typer.Context) -> None:
    """Serve a language model's assistant over standard input and output.

    The assistant starts this itself and ends it by closing the input: see docs/mcp.md. What it sends is never logged.
    """
    import anyio
    from mcp.server.stdio import stdio_server

    from api.mcp.server import make_server
    from api.serving import Serving

    server = make_server(Serving(service=loading_of(context).service()).now)

    async def serve() -> None:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    typer.echo("matcher: ready for the Model Context Protocol on standard input and output", err=True)
    anyio.run(serve)
