"""How well a skill is held or wanted: whole numbers from 0, not at all, to 5."""

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
    try:
        number = float(level)  # type: ignore[arg-type] - what is no number is told below
        whole = int(number)
    except (TypeError, ValueError, OverflowError):
        whole, number = -1, 0.5
    if isinstance(level, bool) or whole != number or not lowest <= whole <= HIGHEST:
        raise InvalidInput(field, f"{level!r} is no level of the scale, whole numbers from {lowest} to {HIGHEST}")
    return whole


def closed_share(*, held: int, wanted: int, lifts_to: int) -> float:
    """Of the steps from what is held to what is wanted the part that a course takes, in [0, 1]; 0 where none is left."""
    if held >= wanted:
        return 0.0
    return max(min(lifts_to, wanted) - held, 0) / (wanted - held)
