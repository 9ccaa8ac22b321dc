"""A team as its table states it, under pseudonyms. No name, age, gender or school: an import that meets one stops."""

from dataclasses import dataclass
from typing import NewType

Pseudonym = NewType("Pseudonym", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the table something stands."""

    sheet: str | None
    """None in a CSV."""
    row: int | None
    """1-based, of the sheet or the file; None where that may not be told."""
    column: str | None = None
    """Its header; None where the whole row is meant."""

    def __str__(self) -> str:
        parts = [f"sheet {self.sheet!r}"] if self.sheet else []
        rows = [f"row {self.row}"] if self.row is not None else []
        return ", ".join([*parts, *rows, *([f"column {self.column!r}"] if self.column else [])])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A skill that the table says somebody has, in the table's own words."""

    name: str
    level: int | None
    """0 to 5, see `mastery`; 0 says that it is not held. None: not stated."""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    id: Pseudonym
    place: Place
    """Of the first row about them."""
    entries: tuple[Entry, ...] = ()
    """Each name once, as first written; of several levels the highest."""
    text: str | None = None
    """Of a CV."""
    toward: str | None = None
    """The name of the role they move toward, as stated."""
    hours: float | None = None
    """That they can give over the whole plan; None: what the plan says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    members: tuple[Member, ...]
    """At least one, in the order of the table."""
    file: str
    """Name of the file it came from."""
