"""How long a call takes at its best: a collection of garbage or a busy machine slows one try, not three."""

import gc
import time
from collections.abc import Callable

TRIES = 3


def least_seconds(call: Callable[[], object]) -> float:
    """CPU seconds of this thread in the quickest of three calls, with the garbage of others collected before."""
    gc.collect()
    return min(_seconds(call) for _ in range(TRIES))


def _seconds(call: Callable[[], object]) -> float:
    start = time.thread_time()
    call()
    return time.thread_time() - start
