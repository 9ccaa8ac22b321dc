"""Merged cells in a table: only the first of them has a value, and a row that looks filled on screen is read empty."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from corpora.spreadsheets.container import CHUNK_BYTES, OVERLAP_BYTES
from corpora.spreadsheets.sheets import Header

MAX_TOLD = 100
"""Each by itself; of more, how many."""
REASON = (
    "is merged ({}): only its first cell has a value, and the others are read as empty; "
    "unmerge it and write the value into each cell"
)

_MERGED = re.compile(rb'<(?:[A-Za-z]\w{0,9}:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    first_row: int
    last_row: int
    first_place: int
    """0-based."""
    last_place: int

    def __str__(self) -> str:
        first, last = letters_of(self.first_place), letters_of(self.last_place)
        return f"{first}{self.first_row}:{last}{self.last_row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    row: int
    column: str | None
    reason: str


def merged_cells(file: BinaryIO, part: str) -> tuple[Merged, ...]:
    """Of one sheet, in its order. Raises what zipfile and zlib raise."""
    found: dict[Merged, None] = {}
    tail = b""
    with zipfile.ZipFile(file) as archive, archive.open(part.lstrip("/")) as source:
        while chunk := source.read(CHUNK_BYTES):
            window = tail + chunk
            found.update((_merged(*match), None) for match in _MERGED.findall(window))
            tail = window[-OVERLAP_BYTES:]
    return tuple(found)


def told(merged: Sequence[Merged], header: Header) -> Iterator[Told]:
    """What to say of those that reach below the header, in its columns."""
    inside = [one for one in merged if one.last_row > header.row and one.first_place < len(header.columns)]
    for one in inside[:MAX_TOLD]:
        column = header.columns[one.first_place] or f"column {letters_of(one.first_place)}"
        yield Told(row=max(one.first_row, header.row + 1), column=column, reason=REASON.format(one))
    if len(inside) > MAX_TOLD:
        more = f"and {len(inside) - MAX_TOLD:,} more merged cells stand in the table"
        yield Told(row=inside[MAX_TOLD].first_row, column=None, reason=more)


def letters_of(place: int) -> str:
    """What a spreadsheet calls the column at a 0-based place: 0 is A, 26 is AA."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _merged(first: bytes, first_row: bytes, last: bytes, last_row: bytes) -> Merged:
    return Merged(
        first_row=int(first_row), last_row=int(last_row), first_place=_place_of(first), last_place=_place_of(last)
    )


def _place_of(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1
