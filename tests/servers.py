"""Real `matcher serve` processes over one database, and a client that goes on to the next one where one is down."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from httpx2 import Client, Response, TransportError

HOST = "127.0.0.1"
READY = "matcher: ready at "
STOPS_WITHIN_SECONDS = 30
ANSWERS_WITHIN_SECONDS = 60
"""On a busy machine; far beyond what any answer here takes."""


class DidNotStart(Exception):
    """What a server said instead of being ready."""


@dataclass(slots=True)
class Served:
    """One process; it can be killed and started again at the same address."""

    home: Path
    database_url: str
    port: int = 0
    process: subprocess.Popen[str] | None = None
    said: list[str] = field(default_factory=list)
    client: Client = field(default_factory=lambda: Client(timeout=ANSWERS_WITHIN_SECONDS))

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Begins to load; `wait` tells when it answers."""
        own = {"MATCHER_HOME": str(self.home), "MATCHER_DATABASE_URL": self.database_url}
        command = [sys.executable, "-m", "api.command", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **own})

    def wait(self) -> None:
        """Raises DidNotStart."""
        lines = self._stderr()
        for line in lines:
            if line.startswith(READY):
                self.port = int(line.rsplit(":", 1)[1])
                threading.Thread(target=self.said.extend, args=(lines,), daemon=True).start()
                return
            self.said.append(line)
        raise DidNotStart("".join(self.said))

    def kill(self) -> None:
        """By SIGKILL: nothing is put in order."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        self.client.close()
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(STOPS_WITHIN_SECONDS)

    def _stderr(self) -> Iterator[str]:
        if self.process is None or self.process.stderr is None:
            raise DidNotStart("it was never started")
        with self.process.stderr as told:
            yield from told


@contextmanager
def serving_from(homes: Sequence[Path], database_url: str) -> Iterator[list[Served]]:
    """One process a home, all loaded at the same time."""
    servers = [Served(home, database_url) for home in homes]
    try:
        for server in servers:
            server.start()
        for server in servers:
            server.wait()
        yield servers
    finally:
        for server in servers:
            server.stop()


@dataclass(frozen=True, slots=True)
class RoundRobin:
    """Asks one server after the other; whom it can't reach, or who breaks off, it passes over."""

    servers: Sequence[Served]
    turns: Iterator[int] = field(default_factory=count)

    def ask(self, method: str, path: str, **more: Any) -> Response:  # noqa: ANN401 - as the client takes them
        """Raises TransportError where none answers."""
        first = next(self.turns)
        for place in range(len(self.servers)):
            server = self.servers[(first + place) % len(self.servers)]
            try:
                return server.client.request(method, server.address + path, **more)
            except TransportError as error:
                last = error
        raise last

    def get(self, path: str, params: Mapping[str, str | int] | None = None) -> Response:
        return self.ask("GET", path, params=params)
