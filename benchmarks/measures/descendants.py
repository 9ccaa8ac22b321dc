"""What a command takes with all processes that it starts, those included that outlive their parent."""

import ctypes
import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
LOOKED_AT_EVERY_SECONDS = 0.5
ENDED_WITHIN_SECONDS = 20
"""Processes that the command leaves behind; Ray's end by themselves soon after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    seconds: float
    cpu_s: float
    peak_mb: int
    """Of all processes together, at the moments they were looked at; what several share is counted once (PSS)."""
    told: str
    """On standard error."""


def measured(command: Sequence[str], environment: Mapping[str, str], usable: Sequence[int] = (0,)) -> Usage:
    """`usable`: exit codes of a run that counts. Raises SystemExit for another."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before, start = _cpu_of_children(), time.perf_counter()
    process = subprocess.Popen(command, env=dict(environment), stderr=subprocess.PIPE, text=True)
    peak, over = [0.0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(peak, over))
    watcher.start()
    told = process.communicate()[1]
    seconds = time.perf_counter() - start
    over.set()
    watcher.join()
    _reap()
    if process.returncode not in usable:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{told}")
    return Usage(
        seconds=round(seconds, 1),
        cpu_s=round(_cpu_of_children() - before, 1),
        peak_mb=round(peak[0] / 1024),
        told=told,
    )


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(peak: list[float], over: threading.Event) -> None:
    while not over.wait(LOOKED_AT_EVERY_SECONDS):
        peak[0] = max(peak[0], sum(map(_pss_kb, _descendants(os.getpid()))))


def _descendants(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(child) for child in task.read_text().split()]
        except OSError:
            continue
        for child in children:
            yield child
            yield from _descendants(child)


def _pss_kb(process: int) -> float:
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0.0)


def _reap() -> None:
    """All that were handed down to this process; those that go on are left alone after a while."""
    until = time.monotonic() + ENDED_WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not ended:
            time.sleep(0.1)
