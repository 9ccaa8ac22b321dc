"""How the process serves and stops: it says that it is about to stop before it takes no more, and lets answers end."""

import asyncio
import signal
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from api.front.readiness import Readiness

STOPS_WITHIN_SECONDS = 3
"""After an interrupt: who sits before it does not want to wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopping:
    """After SIGTERM, as an orchestrator sends it."""

    notice_seconds: float
    """How long it goes on answering while its readiness says that it stops: balancers look every few seconds."""
    within_seconds: int
    """How long answers that are being made may take after that; longer ones are broken off."""


class Server(uvicorn.Server):
    """uvicorn's, which stops at once at any signal. Its way to be told otherwise is a subclass."""

    def __init__(self, app: ASGIApp, readiness: Readiness, stopping: Stopping, proxies: str | None = None) -> None:
        """`proxies`: addresses whose `X-Forwarded-For` is believed; None: nobody's is."""
        config = uvicorn.Config(
            app,
            proxy_headers=proxies is not None,
            forwarded_allow_ips=proxies,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=STOPS_WITHIN_SECONDS,
        )
        super().__init__(config)
        self.readiness = readiness
        self.stopping = stopping

    def serve_at(self, listening: Sequence[socket.socket]) -> None:
        """Until a signal. Raises KeyboardInterrupt after an interrupt."""
        self.run(sockets=list(listening))

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if sig != signal.SIGTERM or self.readiness.stopping:
            super().handle_exit(sig, frame)
            return
        self.readiness.stopping = True
        self.config.timeout_graceful_shutdown = self.stopping.within_seconds
        if self.stopping.notice_seconds <= 0:
            super().handle_exit(sig, frame)
            return
        loop = asyncio.get_event_loop()
        loop.call_soon_threadsafe(loop.call_later, self.stopping.notice_seconds, super().handle_exit, sig, frame)
