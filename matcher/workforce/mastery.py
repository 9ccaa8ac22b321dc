"""How well a skill is held or wanted: whole numbers from 0, not at all, to 5."""

import math
from dataclasses import dataclass

from matcher.errors import InvalidInput

LOWEST, HIGHEST = 0, 5
MEANINGS = (
    "not at all",
    "has heard of it",
    "does it with help",
    "does it alone",
    "does it where it is hard, and shows others",
    "others come for it",
)
"""Of 0 to 5, in the words of this project; a team may mean something else by its numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MasteryPolicy:
    """What counts where nothing is stated: an assumption that stands in every export. Raises InvalidInput."""

    held: int = 3
    """Of a skill that somebody lists without a level."""
    wanted: int = 3
    """Of a requirement without a level."""
    taught: int = 3
    """What a course that states no level lifts to."""

    def __post_init__(self) -> None:
        for field in ("held", "wanted", "taught"):
            require_level(f"levels, {field}", getattr(self, field), lowest=1)


def require_level(field: str, level: object, *, lowest: int = LOWEST) -> int:
    """The level as a whole number; "3.0" and "3" are 3. Raises InvalidInput that names the scale."""
    number = _number(level)
    if number is None or number != int(number) or not lowest <= number <= HIGHEST:
        raise InvalidInput(field, f"{level!r} is no level of the scale, whole numbers from {lowest} to {HIGHEST}")
    return int(number)


def _number(level: object) -> float | None:
    """None for what is none, and for what is not finite."""
    if isinstance(level, bool) or not isinstance(level, int | float | str):
        return None
    try:
        number = float(level)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def closed_share(*, held: int, wanted: int, lifts_to: int) -> float:
    """Of the steps from what is held to what is wanted the part that a course takes, in [0, 1]."""
    if held >= wanted:
        return 0.0
    return max(min(lifts_to, wanted) - held, 0) / (wanted - held)
