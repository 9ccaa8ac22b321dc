"""The rows of a team's table or of a names file, from bytes: CSV or XLSX, whatever its name says."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from corpora.csv_rows import DELIMITERS, read_csv
from corpora.documents.document import MAX_BYTES
from corpora.documents.sniffing import Kind, kind_of
from corpora.documents.text import decode
from corpora.rows import WORKBOOK_MARKS
from corpora.spreadsheets.merged import letters_of
from corpora.spreadsheets.rows import read_xlsx
from corpora.spreadsheets.sheets import IsHeading, lowest_of_header
from corpora.table_rows import TableFault, TableRow
from matcher.errors import EmptyText, InvalidInput, Rejected, UnreadableDocument

MAX_UNPACKED_BYTES = 80_000_000
"""Of a workbook's sheets: about a million cells, which take some ten seconds."""
HEADER_WITHIN = 20
"""Lines of CSV in which the header stands; above it may be a title."""
NOT_UTF8 = "is not UTF-8, and was read as the likeliest other encoding: see that letters with accents are right"


def rows_in(name: str, data: bytes, sheet: str | None, is_heading: IsHeading) -> Iterator[TableRow | Rejected]:
    """Every row below the header, and what could not be read.

    In a workbook that is the named sheet, or the first visible one with a header. Raises UnreadableDocument for what
    is no such table, EmptyText, InvalidInput for a sheet of what has none.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(name, f"has {len(data):,} bytes; at most {MAX_BYTES:,} are read")
    if not data.strip():
        raise EmptyText(name)
    if data.startswith(WORKBOOK_MARKS):
        found: Iterator[TableRow | TableFault] = read_xlsx(
            name, io.BytesIO(data), sheet, max_bytes=MAX_UNPACKED_BYTES, is_heading=is_heading
        )
    elif sheet is not None:
        raise InvalidInput("sheet", f"{name} is no workbook, and has no sheets")
    else:
        found = _of_csv(name, data, is_heading)
    for row in found:
        yield row if isinstance(row, TableRow) else _rejected(name, row)


def _rejected(name: str, fault: TableFault) -> Rejected:
    return Rejected(file=name, sheet=fault.sheet, row=fault.number, field=fault.column, reason=fault.reason)


def _of_csv(name: str, data: bytes, is_heading: IsHeading) -> Iterator[TableRow | TableFault]:
    if kind_of(name, data) is not Kind.TEXT:
        raise UnreadableDocument(name, "is a document and no table; save the table in it as XLSX or CSV")
    text = decode(name, data)
    if not is_unicode(data):
        yield TableFault(None, None, NOT_UTF8)
    above, columns, rest = _parted(text.removeprefix("\ufeff"), is_heading)
    delimiter, cells = columns
    named = [cell.strip() or f"column {letters_of(place)}" for place, cell in enumerate(cells)]
    header = io.StringIO(newline="")
    csv.writer(header, delimiter=delimiter, lineterminator="\n").writerow([" ".join(cell.split()) for cell in named])
    table = (header.getvalue() + rest).encode("utf-8", errors="replace")
    for row in read_csv(_buffered(table), table):
        if row.number is None:
            yield row
        elif isinstance(row, TableRow):
            yield TableRow(row.number + above, row.cells)
        else:
            yield TableFault(row.number + above, row.column, row.reason)


def _parted(text: str, is_heading: IsHeading) -> tuple[int, tuple[str, list[str]], str]:
    """(lines above the last one of the header, its delimiter and cells, the text below it).

    The header is the first line near the top with a cell that only a header has; else the first with anything.
    """
    lines = text.splitlines(keepends=True) if "\r" not in text.replace("\r\n", "") else _lines_of_old(text)
    filled = [i for i, line in enumerate(lines[:HEADER_WITHIN]) if line.strip(" \t\r\n,;")]
    if not filled:
        return 0, (DELIMITERS[0], []), ""
    start = next((i for i in filled if any(map(is_heading, _cells(lines, i)[1]))), filled[0])
    following = [i for i in filled if i >= start]
    start = following[lowest_of_header([_cells(lines, i)[1] for i in following], 0, is_heading)]
    delimiter, cells, end = _cells(lines, start)
    return end - 1, (delimiter, cells), "".join(lines[end:])


def _lines_of_old(text: str) -> list[str]:
    """Of a file whose lines end with a carriage return alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True)


def _cells(lines: list[str], start: int) -> tuple[str, list[str], int]:
    """(delimiter, cells of the record that begins in the line, the line after it)."""
    delimiter = max(DELIMITERS, key=lines[start].count)
    reader = csv.reader(lines[start : start + HEADER_WITHIN], delimiter=delimiter)
    try:
        return delimiter, next(reader, []), start + reader.line_num
    except csv.Error:
        return delimiter, [], start + 1


def is_unicode(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _buffered(data: bytes) -> io.BufferedReader:
    return cast(io.BufferedReader, cast(BinaryIO, io.BytesIO(data)))
