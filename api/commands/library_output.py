"""What libraries print by themselves goes to standard error: standard output is the answer's."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STDOUT, STDERR = 1, 2


@contextmanager
def on_stderr() -> Iterator[None]:
    """For the whole process: the solver prints from C, past Python's own stream."""
    sys.stdout.flush()
    kept = os.dup(STDOUT)
    try:
        os.dup2(STDERR, STDOUT)
        yield
    finally:
        os.dup2(kept, STDOUT)
        os.close(kept)
