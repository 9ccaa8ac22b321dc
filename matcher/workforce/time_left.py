"""How many seconds are left: handed down to whatever may take long, which looks at it on the way."""

import math
from collections.abc import Callable

Remaining = Callable[[], float]
"""Seconds left; below 0 where they are over."""


def until(deadline: float, clock: Callable[[], float]) -> Remaining:
    return lambda: deadline - clock()


def within(remaining: Remaining, share: float) -> Remaining:
    """Seconds left of a share of what is left now."""
    kept = remaining() * (1 - share)
    return lambda: remaining() - kept


def endless() -> float:
    return math.inf
