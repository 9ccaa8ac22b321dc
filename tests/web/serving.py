"""An app at a port of its own on this machine, in a thread beside the tests."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp
from uvicorn import Config, Server

from tests.web.chromium import HOST

STOPS_WITHIN_SECONDS = 3
"""Connections that a browser keeps open longer are broken off."""


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """Its address, without a slash at the end. Whoever asks before it is up waits: the port listens at once."""
    with socket.create_server((HOST, 0)) as listening:
        config = Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=STOPS_WITHIN_SECONDS)
        server = Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="pages", daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
