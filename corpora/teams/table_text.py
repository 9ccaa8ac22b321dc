"""A team's table as text that travels on a page and is read again: CSV, with each row where the file has it."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from corpora.csv_rows import DELIMITERS
from corpora.documents.text import decode
from corpora.guarded_cells import guarded
from corpora.rows import WORKBOOK_MARKS
from corpora.table_rows import TableRow
from corpora.teams.cells import line_of, text_of
from corpora.teams.headers import Part, is_id, parts_of
from corpora.teams.personal import Kind, kind_of_header
from corpora.teams.reading import read_team
from corpora.teams.sums import is_sum
from corpora.teams.table import HEADER_WITHIN, NOT_UTF8, is_unicode, rows_in
from matcher.errors import InvalidInput, MatcherError, Rejected, TellsOfPeople

ID = "id"
PEOPLES_OWN = frozenset({Kind.NAME.value, Kind.EMAIL.value})
"""Kinds of columns that tell rows apart, so that pseudonyms can stand in their place."""

MOST_MENDED = 50
"""Columns that are taken out in one go, since the table is read again for each; of one more its reader tells."""

_APART = re.compile(f"[{DELIMITERS}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableText:
    name: str
    """Of the file, and of its sheet."""
    text: str
    unread: tuple[Rejected, ...] = ()
    """What could not be read of the file, and so is not in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What was done to a column that tells of people."""

    column: str
    kind: str
    """What it looks like, in words."""
    replaced: bool
    """By pseudonyms; else it was left out."""


def table_text(name: str, data: bytes, *, sheet: str | None = None) -> TableText:
    """Raises what `read_team` raises of a file that is no table."""
    if not data.startswith(WORKBOOK_MARKS):
        for _ in rows_in(name, data, sheet, is_id):  # raises where it is no table
            break
        guessed = Rejected(file=name, row=None, field=None, reason=NOT_UTF8)
        text = decode(name, data).removeprefix("\ufeff")
        return TableText(name=name, text=text, unread=() if is_unicode(data) else (guessed,))
    found = [*rows_in(name, data, sheet, is_id)]
    rows = [one for one in found if isinstance(one, TableRow)]
    faults = tuple(one for one in found if isinstance(one, Rejected))
    if not rows:
        reason = "holds no rows below a header" + (f"; {faults[0]}" if faults else "")
        raise InvalidInput(f"{name}, sheet {sheet!r}" if sheet else name, reason)
    return TableText(name=f"{name}, sheet {rows[0].sheet!r}", text=_csv(rows), unread=faults)


def without_people(table: TableText) -> tuple[TableText, tuple[Mended, ...]]:
    """The table without the columns that stop an import, and what was done; unchanged where nothing does."""
    done: list[Mended] = []
    while len(done) < MOST_MENDED and (error := _telling(table)) is not None:
        rows = [row for row in rows_in(table.name, table.text.encode(), None, is_id) if isinstance(row, TableRow)]
        replaced = error.heads_rows or (error.kind in PEOPLES_OWN and Part.ID not in parts_of(tuple(rows[0].cells)))
        cells = _pseudonymous(rows, error.column) if replaced else _without(rows, error.column)
        table = replace(table, text=_csv([replace(row, cells=own) for row, own in zip(rows, cells, strict=True)]))
        done.append(Mended(column=error.column, kind=error.kind, replaced=replaced))
    return table, tuple(done)


def _telling(table: TableText) -> TellsOfPeople | None:
    try:
        read_team(table.name, table.text.encode())
    except TellsOfPeople as error:
        return error
    except MatcherError:  # whoever reads the table next is told
        return None
    return None


def _without(rows: Sequence[TableRow], column: str) -> Iterator[Mapping[str, object]]:
    return ({name: cell for name, cell in row.cells.items() if name != column} for row in rows)


def _pseudonymous(rows: Sequence[TableRow], column: str) -> Iterator[Mapping[str, object]]:
    """P01, P02, ... in the order of the rows; where people have several rows, the same for the same names."""
    columns = tuple(rows[0].cells)
    parts = parts_of(columns)
    telling = [name for name in columns if name == column or kind_of_header(name) is Kind.NAME]
    known: dict[object, str] = {}
    numbers = count(1)
    header = column if parts.get(Part.ID) == column else ID
    for row in rows:
        words = line_of(row.cells[column])
        key: object = tuple(line_of(row.cells[name]).casefold() for name in telling)
        if Part.SKILL not in parts:
            key = row.number
        if words and not is_sum(words):
            known[key] = known.get(key) or f"P{next(numbers):02}"
            words = known[key]
        yield {header if name == column else name: words if name == column else row.cells[name] for name in columns}


def _csv(rows: Sequence[TableRow]) -> str:
    """A row stands in the line that it has in its file, as long as no cell above it has several lines."""
    columns = tuple(rows[0].cells)
    delimiter, names = _headed(columns)
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    header = TableRow(max(1, min(rows[0].number - 1, HEADER_WITHIN)), dict(zip(columns, names, strict=True)))
    ended = 0
    for row in (header, *rows):
        cells = [text_of(row.cells.get(name)) for name in columns]
        blank = max(0, row.number - ended - 1)
        file.write("\n" * blank)
        table.writerow(cells if row is header else map(guarded, cells))
        ended += blank + 1 + sum(cell.count("\n") for cell in cells)
    return file.getvalue()


def _headed(columns: Sequence[str]) -> tuple[str, Sequence[str]]:
    """(a delimiter that is known again by how often it stands in the header, names of columns)."""
    line = "".join(columns)
    for delimiter in DELIMITERS:
        others = max(line.count(one) for one in DELIMITERS if one != delimiter)
        if delimiter not in line and others < len(columns) - 1:
            return delimiter, columns
    return DELIMITERS[0], [" ".join(_APART.sub(" ", name).split()) for name in columns]
