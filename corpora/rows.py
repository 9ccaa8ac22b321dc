"""Records of a file, one by one, with the row they stand in: JSON Lines, JSON, CSV, also gzipped; XLSX, Parquet."""

import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import cast

import orjson

from corpora.csv_rows import read_csv
from corpora.documents.json_text import require_few_parts
from corpora.documents.sniffing import OLE
from corpora.documents.text import BYTE_ORDER_MARKS
from corpora.json_arrays import BrokenUtf8, items_of
from corpora.parquet_rows import ENCRYPTED_MARK, MARK, read_parquet
from corpora.spreadsheets.rows import read_xlsx
from corpora.table_rows import TableFault, TableRow
from matcher.errors import InvalidInput, MatcherError, Rejected, UnreadableDocument

MAX_LINE_BYTES = 20_000_000
HEAD_BYTES = 65_536
GZIP = b"\x1f\x8b"

LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
CSV_SUFFIXES = frozenset({".csv", ".tsv"})
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm"})
PARQUET_SUFFIXES = frozenset({".parquet", ".pq"})
TABLE_SUFFIXES = CSV_SUFFIXES | WORKBOOK_SUFFIXES | PARQUET_SUFFIXES
WORKBOOK_MARKS = (b"PK\x03\x04", OLE)
PARQUET_MARKS = (MARK, ENCRYPTED_MARK)


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    """1-based line of the file, row of the sheet, or place in a JSON array or Parquet file."""
    fields: Mapping[str, object]


def read_rows(path: Path, sheet: str | None = None) -> Iterator[Row | Rejected]:
    """Every record in order; of a workbook those of one sheet: the named one, or the first visible one with a header.

    What makes a file unreadable, or ends it early, is a Rejected with row None. Raises UnreadableDocument where there
    is no file to read, InvalidInput for a sheet of what is no workbook.
    """
    if not path.is_file():
        raise UnreadableDocument(path.name, "is not a file" if path.exists() else "does not exist")
    with path.open("rb") as file:
        yield from _told(path, file, sheet)


def rows_in(name: str, data: bytes, sheet: str | None = None) -> Iterator[Row | Rejected]:
    """The same of a file that is in memory, as if it had this name. Raises InvalidInput as above."""
    yield from _told(Path(name), BufferedReader(cast(RawIOBase, BytesIO(data))), sheet)


def _told(path: Path, file: BufferedReader, sheet: str | None) -> Iterator[Row | Rejected]:
    found = False
    try:
        for row in _rows(path, _unpacked(file), sheet):
            found = True
            yield row
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield _whole(path, "is not a complete gzip file")
        return
    except UnreadableDocument as error:
        yield _whole(path, error.reason)
        return
    if not found:
        yield _whole(path, "holds no records")


def is_table(path: Path) -> bool:
    """Whether all its records have the columns of one header, by its name."""
    return bool(_suffixes(path) & TABLE_SUFFIXES)


def read_rows_of(name: str, data: bytes, *, lines: bool) -> Iterator[Row | Rejected]:
    """Every record of what was sent: one JSON object a line, or a JSON array or object; never anything else."""
    path, file = Path(name), cast(BufferedReader, BytesIO(data))
    found = False
    for row in _from_lines(path, file) if lines else _from_json(path, file):
        found = True
        yield row
    if not found:
        yield _whole(path, "holds no records")


def rejected(path: Path, row: int, error: MatcherError) -> Rejected:
    """The error as a value that names file, row and, where it is known, the field."""
    if isinstance(error, InvalidInput):
        return Rejected(file=path.name, row=row, field=error.field, reason=error.reason)
    return Rejected(file=path.name, row=row, field=None, reason=str(error))


def _unpacked(file: BufferedReader) -> BufferedReader:
    packed = file.peek(len(GZIP))[: len(GZIP)] == GZIP
    return cast(BufferedReader, gzip.GzipFile(fileobj=file)) if packed else file


def _suffixes(path: Path) -> set[str]:
    return {suffix.lower() for suffix in path.suffixes}


def _rows(path: Path, file: BufferedReader, sheet: str | None) -> Iterator[Row | Rejected]:
    suffixes = _suffixes(path)
    head = file.peek(HEAD_BYTES)[:HEAD_BYTES]
    if suffixes & WORKBOOK_SUFFIXES or head.startswith(WORKBOOK_MARKS):
        return _from_table(path, read_xlsx(path.name, file, sheet))
    if sheet is not None:
        raise InvalidInput("sheet", f"{path.name} is no workbook, and has no sheets")
    if suffixes & PARQUET_SUFFIXES or head.startswith(PARQUET_MARKS):
        return _from_table(path, read_parquet(path.name, file))
    start = head.removeprefix(BYTE_ORDER_MARKS[0][0]).lstrip()
    if suffixes & LINES_SUFFIXES:
        return _from_lines(path, file)
    if suffixes & CSV_SUFFIXES or start[:1] not in (b"{", b"["):
        return _from_table(path, read_csv(file, head))
    if start[:1] == b"{" and _is_record(start.split(b"\n", 1)[0]):
        return _from_lines(path, file)
    return _from_json(path, file)


def _is_record(line: bytes) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


def _from_lines(path: Path, file: BufferedReader) -> Iterator[Row | Rejected]:
    number = 0
    while line := file.readline(MAX_LINE_BYTES):
        number += 1
        if number == 1:
            line = line.removeprefix(BYTE_ORDER_MARKS[0][0])
        if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
            yield Rejected(file=path.name, row=number, field=None, reason=f"is longer than {MAX_LINE_BYTES:,} bytes")
            _skip_line(file)
        elif line.strip():
            yield _line_row(path, number, line)


def _skip_line(file: BufferedReader) -> None:
    while (rest := file.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
        pass


def _line_row(path: Path, number: int, line: bytes) -> Row | Rejected:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8 (byte {error.start + 1} of the line); save the file as UTF-8"
        return Rejected(file=path.name, row=number, field=None, reason=reason)
    try:
        require_few_parts(path.name, text)
        value: object = orjson.loads(text)
    except InvalidInput as error:
        return Rejected(file=path.name, row=number, field=None, reason=error.reason)
    except orjson.JSONDecodeError as error:
        reason = f"is not valid JSON: {error.msg} at column {error.colno}"
        return Rejected(file=path.name, row=number, field=None, reason=reason)
    return _record(path, number, value)


def _from_json(path: Path, file: BufferedReader) -> Iterator[Row | Rejected]:
    try:
        for number, item in enumerate(items_of(path.name, file), start=1):
            yield _record(path, number, item)
    except BrokenUtf8 as error:
        yield _whole(path, f"is not UTF-8 (byte {error.place:,}); save the file as UTF-8")
    except InvalidInput as error:
        yield _whole(path, error.reason)


def _record(path: Path, number: int, value: object) -> Row | Rejected:
    if isinstance(value, dict):
        return Row(number, value)
    return Rejected(file=path.name, row=number, field=None, reason="is not an object with named fields")


def _from_table(path: Path, rows: Iterable[TableRow | TableFault]) -> Iterator[Row | Rejected]:
    for row in rows:
        if isinstance(row, TableRow):
            yield Row(row.number, row.cells)
        else:
            yield Rejected(file=path.name, row=row.number, field=row.column, reason=row.reason)


def _whole(path: Path, reason: str) -> Rejected:
    return Rejected(file=path.name, row=None, field=None, reason=reason)
