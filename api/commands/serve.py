# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher serve`: the web pages and the API."""

from __future__ import annotations

import os
import socket
import sys
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.loading import loading_of
from matcher.access import MAIN
from matcher.errors import InvalidInput

if TYPE_CHECKING:
    from api.settings import Settings
    from api.wiring import Service

INTERRUPTED = 130


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on.  [default: as set, 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="0: any.  [default: as set, 8000]")] = None,
    build: Annotated[bool, typer.Option("--build", help="First build whatever is missing.")] = False,
) -> None:
    """Serve the web pages and the API.

    Until interrupted; what people paste is never logged. Without keys only on this computer: see `matcher keys`.
    """
    from api.access.loopback import require_keys

    loading = loading_of(context)
    settings = loading.settings()
    require_badge_keys(settings)
    require_all_tenants(settings)
    host = settings.host if host is None else host
    require_keys(host, settings)
    with listen(host, settings.port if port is None else port) as listening:
        from api.front.process import run

        service = loading.ready_service() if build else loading.service()
        tell_outdated(service)
        typer.echo(f"matcher: ready at {address(listening)}", err=True)
        try:
            run(service, listening)
        except KeyboardInterrupt:
            leave_unfinished()
            raise


def require_all_tenants(settings: Settings) -> None:
    """Raises InvalidInput: a server answers each tenant by its keys, and is nobody's own."""
    if settings.own != MAIN:
        reason = f"is {settings.tenant}, but a server serves all tenants, each by its keys; leave it out"
        raise InvalidInput("tenant", reason)


def tell_outdated(service: Service) -> None:
    """They are no reason to stay down: servers of two versions share a store while one takes the other's place."""
    outdated = service.pipeline.ads.outdated
    if outdated:
        typer.echo(
            f"matcher: {outdated:,} ads answer by what another version read in them, until `matcher index build` "
            "has read them again",
            err=True,
        )


def require_badge_keys(settings: Settings) -> None:
    """Raises InvalidInput for a folder of keys that is wrong: told now, not to whoever brings a badge."""
    if settings.badge_keys is not None:
        from corpora.profiles.badges.keys import read_trusted

        read_trusted(settings.badge_keys)


def leave_unfinished() -> None:
    """End here where an answer that was broken off is still being worked on: Python would wait for its thread."""
    busy = (one for one in threading.enumerate() if one is not threading.current_thread() and not one.daemon)
    if any(one.is_alive() for one in busy):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(INTERRUPTED)


def listen(host: str, port: int) -> socket.socket:
    """Raises InvalidInput where the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InvalidInput("port", f"can't listen on {host}:{port}: {error.strerror or error}") from error


def address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
