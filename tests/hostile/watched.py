"""One input after the other, each with its time and memory measured: what crashes, hangs or swells is told."""

import resource
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from tests.hostile.mutations import mutated
from tests.hostile.targets import Target, outcome

MOST_SECONDS = 5.0
"""Of processor time, for one input."""
MOST_BYTES = 500_000_000
"""That one input may add to what the process holds."""
CEILING_BYTES = 8_000_000_000
"""Of address space: an input that asks for more gets a MemoryError, and the machine is spared."""
SHOWN_FRAMES = 3

PEAK, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
RESET_PEAK = "5"


class TookTooLong(Exception):
    pass


@dataclass(slots=True)
class Watch:
    """Of a run of inputs of one target."""

    inputs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest_seconds: float = 0.0
    slowest: int | None = None
    """Its number, by which it is made again."""
    most_bytes: int = 0
    swelled: int | None = None
    faults: dict[str, int] = field(default_factory=dict)
    """What went wrong -> the first input that showed it."""

    def faulty(self, what: str, number: int) -> None:
        self.outcomes["fault"] += 1
        self.faults.setdefault(what, number)

    def add(self, number: int, seconds: float, grown: int) -> None:
        self.inputs += 1
        if seconds > self.slowest_seconds:
            self.slowest_seconds, self.slowest = seconds, number
        if grown > self.most_bytes:
            self.most_bytes, self.swelled = grown, number
        if seconds > MOST_SECONDS:
            self.faulty(f"took longer than {MOST_SECONDS:g} s", number)
        if grown > MOST_BYTES:
            self.faulty(f"took more than {MOST_BYTES // 1_000_000} MB", number)


def input_of(target: Target, seed: int, number: int) -> bytes:
    rng = Random(f"{seed}:{target.name}:{number}")
    return mutated(rng, rng.choice(target.samples))


def watched(target: Target, seed: int, numbers: range, call: Callable[[Target, bytes], str] = outcome) -> Watch:
    watch = Watch()
    with alarmed():
        for number in numbers:
            try_one(watch, target, number, input_of(target, seed, number), call)
    return watch


def try_one(
    watch: Watch, target: Target, number: int, data: bytes, call: Callable[[Target, bytes], str] = outcome
) -> None:
    held, started = start_of_peak(), time.process_time()
    signal.setitimer(signal.ITIMER_PROF, 2 * MOST_SECONDS)
    try:
        watch.outcomes[call(target, data)] += 1
    except Exception as error:  # the whole point: whatever a reader lets through
        watch.faulty(told(error), number)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    watch.add(number, time.process_time() - started, peak() - held)


def told(error: BaseException) -> str:
    """Kind and place, without what it says: that differs from input to input."""
    frames = traceback.extract_tb(error.__traceback__)[-SHOWN_FRAMES:]
    return type(error).__name__ + " in " + " < ".join(f"{Path(f.filename).name}:{f.name}" for f in reversed(frames))


@contextmanager
def alarmed() -> Iterator[None]:
    """A reader that goes on for twice the limit is broken off, as soon as it is back in Python."""

    def ring(_: int, __: FrameType | None) -> None:
        raise TookTooLong

    former = signal.signal(signal.SIGPROF, ring)
    try:
        yield
    finally:
        signal.signal(signal.SIGPROF, former)


def limit_memory() -> None:
    """Of this process, for good: only in one of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (CEILING_BYTES, CEILING_BYTES))


def start_of_peak() -> int:
    """Bytes held now; the peak counts from here on."""
    RESET.write_text(RESET_PEAK)
    return peak()


def peak() -> int:
    """The most bytes that were resident at a time."""
    line = next(line for line in PEAK.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1_024
