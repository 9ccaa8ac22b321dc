"""How far something that takes long has come, told to whoever waits for it."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]
"""Gets (done, of): how many sentences are read, of how many; (0, 0) while nobody knows yet how many there are.

It is called often, and changes nothing of what comes out. What it raises ends the reading.
"""


def untold(done: int, of: int) -> None:
    """For whoever does not want to know."""
