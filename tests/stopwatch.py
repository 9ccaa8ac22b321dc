"""How long a call takes at its best: a collection of garbage or a busy machine slows one try, not three."""

import gc
import time
from collections.abc import Callable

TRIES = 3


def least_seconds(call: Callable[[], object]) -> float:
    """CPU seconds of this thread in the quickest of three calls, with the garbage of others collected before."""
    gc.collect()
    return min(_seconds(call) for _ in range(TRIES))


def assert_quick(call: Callable[[], object], seconds: float) -> None:
    """Fails where not one of three calls takes less CPU time of this thread; the first that does is the last made."""
    taken: list[float] = []
    while not taken or min(taken) >= seconds:
        assert len(taken) < TRIES, f"took {min(taken):.3f} s at the least, and may take {seconds:.3f} s"
        if taken:
            gc.collect()
        taken.append(_seconds(call))


def _seconds(call: Callable[[], object]) -> float:
    start = time.thread_time()
    call()
    return time.thread_time() - start
