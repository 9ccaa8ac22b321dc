"""What names of a table mean, as somebody filled the review list in: its columns `name` and `means`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpora.cells import line_in
from corpora.table_rows import TableRow
from corpora.teams.headers import plain_header
from corpora.teams.table import rows_in
from matcher.errors import InvalidInput, Rejected, UnreadableDocument
from matcher.workforce.team import Place

NAME, MEANS = "name", "means"
PASS_OVER = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What a file decides, where it does, and what of it could not be used."""

    means: Mapping[str, str | None]
    """Name -> the label or URI of the concept it means, None for one to pass over; the undecided are not in it."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Name -> file, sheet, row and column in words, as a message names them."""
    faults: tuple[Rejected, ...] = ()


def read_names(path: Path, *, sheet: str | None = None) -> tuple[Mapping[str, str | None], tuple[Rejected, ...]]:
    """(name -> the label or URI of the concept it means, None for one to pass over; rows that could not be used).

    A name whose meaning is empty is undecided, and not in it. Raises what `names_of` raises, and UnreadableDocument
    where there is no such file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"can't be read: {error.strerror}"
        raise UnreadableDocument(path.name, reason) from error
    return names_of(path.name, data, sheet=sheet)


def names_of(
    name: str, data: bytes, *, sheet: str | None = None
) -> tuple[Mapping[str, str | None], tuple[Rejected, ...]]:
    """The same of what was sent. Raises what `decisions_of` raises."""
    found = decisions_of(name, data, sheet=sheet)
    return found.means, found.faults


def decisions_of(name: str, data: bytes, *, sheet: str | None = None) -> Decisions:
    """Raises UnreadableDocument, EmptyText, InvalidInput where a column is missing."""
    means: dict[str, str | None] = {}
    places: dict[str, str] = {}
    stood: dict[str, tuple[str, int]] = {}
    faults: list[Rejected] = []
    for row in rows_in(name, data, sheet, lambda cell: plain_header(cell) == MEANS):
        if isinstance(row, Rejected):
            faults.append(row)
            continue
        said, meaning = _cell(name, row, NAME), _cell(name, row, MEANS)
        wrong = _wrong(said, meaning, stood)
        if wrong is not None:
            column, reason = wrong
            faults.append(Rejected(file=name, sheet=row.sheet, row=row.number, field=column, reason=reason))
        elif said and meaning:
            stood[said.casefold()] = (meaning, row.number)
            means.setdefault(said, None if meaning == PASS_OVER else meaning)
            places.setdefault(said, f"{name}, {Place(sheet=row.sheet, row=row.number, column=MEANS)}")
    return Decisions(means=means, places=places, faults=tuple(faults))


def _cell(name: str, row: TableRow, wanted: str) -> str | None:
    column = next((column for column in row.cells if plain_header(column) == wanted), None)
    if column is None:
        there = ", ".join(map(repr, row.cells))
        raise InvalidInput(name, f"no column is called `{wanted}`; there are {there}")
    return line_in(row.cells, column)


def _wrong(said: str | None, meaning: str | None, stood: Mapping[str, tuple[str, int]]) -> tuple[str, str] | None:
    """(column, why) for a row that can't be used."""
    if meaning is None:
        return None
    if said is None:
        return NAME, f"is empty, and is said to mean {meaning!r}; the row is left out"
    if meaning.startswith("="):
        return MEANS, "begins like a formula, which is never run; the row is left out"
    known, row = stood.get(said.casefold(), (meaning, 0))
    if known != meaning:
        return MEANS, f"{said!r} means {meaning!r} here and {known!r} in row {row}; the row is left out"
    return None
