"""What a plan is best at."""

from dataclasses import dataclass
from enum import StrEnum


class Goal(StrEnum):
    """Ties go to the lower cost, then to fewer offers, fewer hours, early and few groups, as far as time goes."""

    MOST = "most closed"
    """Within the limits."""
    CHEAPEST = "cheapest"
    """Of those that close at least so much."""
    FASTEST = "fastest"
    """Of those, the one of which the last course ends in the earliest quarter."""
    FEWEST = "fewest courses"
    """Of those, the one of fewest distinct offers."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """No plan within the limits was found that closes at least so much."""

    at_least: float
    most: float
    """That a plan was found to close; the most there is where `proven`."""
    proven: bool
    """That no plan reaches it; otherwise time ran out."""
