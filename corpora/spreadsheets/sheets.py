"""Which sheet of a workbook holds the table, and which of its rows names the columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from corpora.spreadsheets.bounded import rows_of
from corpora.typed_cells import plain
from matcher.errors import UnreadableDocument

HEADER_WITHIN = 20
"""Rows in which the header stands; above it may be a title."""
ABOUT = "about"
"""The sheet that we write beside a table, and no table itself."""
VISIBLE = "visible"

IsHeading = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Header:
    row: int
    columns: tuple[str | None, ...]
    """None for a cell that names nothing: empty, or covered by a merged one."""


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    header: Header
    passed_over: tuple[str, ...]
    """What to say of the other sheets."""


def chosen(name: str, workbook: Any, sheet: str | None, is_heading: IsHeading | None = None) -> Table:  # noqa: ANN401 - of a library without types
    """The named sheet, else the first visible one with a header: see `header_of`.

    Raises UnreadableDocument where there is none.
    """
    sheets = {one.title: one for one in workbook.worksheets}
    if sheet is not None:
        if sheet not in sheets:
            raise UnreadableDocument(name, f"has no sheet {sheet!r}; there are {_listed(sheets)}")
        header = header_of(sheets[sheet], is_heading)
        if header is None:
            raise UnreadableDocument(name, f"its sheet {sheet!r} holds no table: no row names columns")
        return Table(sheet, header, ())
    tables = {title: header for title, one in sheets.items() if (header := header_of(one, is_heading)) is not None}
    shown = [title for title in tables if sheets[title].sheet_state == VISIBLE]
    data = [title for title in shown if title.casefold() != ABOUT] or shown
    if not data:
        hidden = f"; hidden ones do: {_listed(tables)}; name the one to read" if tables else ""
        raise UnreadableDocument(name, f"none of its sheets holds a table{hidden}")
    return Table(data[0], tables[data[0]], tuple(_passed_over(data[0], data, tables)))


def header_of(sheet: Any, is_heading: IsHeading | None = None) -> Header | None:  # noqa: ANN401 - as above
    """The first row that names more than half as many columns as any near the top fills.

    `is_heading` knows cells that only a header has: it tells a second row of the header from the first of the data.
    """
    sheet.reset_dimensions()
    top = [tuple(map(_name, cells)) for cells in islice(rows_of(sheet, values_only=True), HEADER_WITHIN)]
    widest = max((_filled(row) for row in top), default=0)
    for place, row in enumerate(top):
        if widest and _filled(row) * 2 > widest:
            lowest = lowest_of_header(top, place, is_heading) if is_heading else place
            return Header(lowest + 1, _trimmed(top[lowest]))
    return None


def lowest_of_header(rows: Sequence[Sequence[str | None]], place: int, is_heading: IsHeading) -> int:
    """The place of the last of the rows that head the same column, from the given one on."""
    headed = next((i for i, cell in enumerate(rows[place]) if cell and is_heading(cell)), None)
    while headed is not None and place + 1 < len(rows):
        below = rows[place + 1]
        cell = below[headed] if headed < len(below) else None
        if not cell or not is_heading(cell) or below == rows[place]:
            break
        place += 1
    return place


def path_of(workbook: Any, title: str) -> str:  # noqa: ANN401 - as above
    """The part of the container that a sheet stands in."""
    return str(workbook[title]._worksheet_path)  # the library tells it nowhere else


def _passed_over(chosen_title: str, data: Sequence[str], tables: dict[str, Header]) -> Iterator[str]:
    for title in tables:
        if title == chosen_title or title.casefold() == ABOUT:
            continue
        hidden = "" if title in data else "is hidden and "
        yield f"its sheet {title!r} {hidden}was not read, but {chosen_title!r}; name a sheet to read that one"


def _name(value: object) -> str | None:
    text = plain(value)
    return " ".join(str(text).split()) if text is not None else None


def _filled(row: Sequence[object]) -> int:
    return sum(cell is not None for cell in row)


def _trimmed(row: tuple[str | None, ...]) -> tuple[str | None, ...]:
    last = max(i for i, cell in enumerate(row) if cell is not None)
    return row[: last + 1]


def _listed(titles: dict[str, Any]) -> str:
    return ", ".join(map(repr, titles))
