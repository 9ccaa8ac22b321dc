"""A fresh `matcher serve` process, as an operator starts it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

READY = "matcher: ready at "
STOPS_WITHIN_SECONDS = 20


@contextmanager
def served() -> Iterator[str]:
    """Its address, once it answers. At any free port; of the MATCHER_HOME that is set."""
    with served_process() as (_, site):
        yield site


@contextmanager
def served_process() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and its address."""
    command = [sys.executable, "-m", "api.command", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process, _ready(process)
        finally:
            process.terminate()
            process.wait(STOPS_WITHIN_SECONDS)


def _ready(process: subprocess.Popen[str]) -> str:
    told = []
    for line in process.stderr or ():
        if line.startswith(READY):
            return line.removeprefix(READY).strip()
        told.append(line)
    raise SystemExit("matcher serve did not start:\n" + "".join(told))
