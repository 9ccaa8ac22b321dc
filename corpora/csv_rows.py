"""CSV that survives its broken rows: an open quote or missing cell costs one row, not the rest."""

import csv
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper

from corpora.documents.text import BYTE_ORDER_MARKS
from corpora.guarded_cells import unguarded
from corpora.table_rows import TableFault, TableRow

DELIMITERS = ",;\t"
MAX_LINES_PER_RECORD = 2_000
MAX_CELL_CHARACTERS = 1_000_000
MAX_RECORD_CHARACTERS = 20_000_000
"""Of a line too."""
LINE_ENDS = ("\n", "\r")
TOO_LONG = f"is longer than {MAX_RECORD_CHARACTERS:,} characters"


@dataclass(slots=True)
class _Lines:
    """Lines with their numbers, of which some can be put back; one beyond the limit is cut there."""

    source: TextIOWrapper
    waiting: deque[str]
    number: int = 0

    def take(self) -> str | None:
        line = self.waiting.popleft() if self.waiting else self.source.readline(MAX_RECORD_CHARACTERS)
        self.number += bool(line)
        return line or None

    def skip_rest(self) -> None:
        """What is left of a line that was cut: the last one taken."""
        while (rest := self.source.readline(MAX_RECORD_CHARACTERS)) and _is_cut(rest):
            pass

    def put_back(self, lines: list[str]) -> None:
        self.waiting.extendleft(reversed(lines))
        self.number -= len(lines)


def read_csv(file: BufferedReader, head: bytes) -> Iterator[TableRow | TableFault]:
    """Every record below the header, which stands in line 1, numbered by the line it begins in.

    `head` is the beginning of the file, for its encoding and delimiter.
    """
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if head.startswith(mark)), "utf-8")
    text = TextIOWrapper(
        file, encoding="utf-8-sig" if encoding == "utf-8" else encoding, errors="surrogateescape", newline=""
    )
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    lines = _Lines(text, deque())
    try:
        yield from _records(lines)
    except UnicodeDecodeError:  # UTF-8 that is broken keeps its bytes, for its row to be named by
        reason = f"and what follows is not {encoding.upper()}, as the file begins; save it as UTF-8"
        yield TableFault(lines.number + 1, None, reason)
    finally:
        text.detach()  # the file stays its owner's to close


def _records(lines: _Lines) -> Iterator[TableRow | TableFault]:
    first = lines.take()
    if first is None:
        return
    delimiter = max(DELIMITERS, key=first.count)
    header = tuple(cell.strip() for cell in _cells([first], delimiter) or ())
    fault = _header_fault(first, header)
    if fault is not None:
        yield fault
        return
    while (start := lines.take()) is not None:
        if _is_cut(start):
            lines.skip_rest()
            yield TableFault(lines.number, None, TOO_LONG)
        elif start.strip():
            yield _next_row(start, lines, header, delimiter)


def _header_fault(line: str, header: tuple[str, ...]) -> TableFault | None:
    """What makes every row unusable: of two columns with one name nobody knows which is meant."""
    if _is_cut(line):
        return TableFault(1, None, TOO_LONG)
    repeated = next((name for name, times in Counter(header).items() if name and times > 1), None)
    return TableFault(1, repeated, "stands in the header more than once") if repeated else None


def _is_cut(line: str) -> bool:
    return len(line) >= MAX_RECORD_CHARACTERS and not line.endswith(LINE_ENDS)


def _next_row(start: str, lines: _Lines, header: tuple[str, ...], delimiter: str) -> TableRow | TableFault:
    number = lines.number
    record = [start]
    quotes, length = start.count('"'), len(start)
    while quotes % 2 and len(record) < MAX_LINES_PER_RECORD and length < MAX_RECORD_CHARACTERS:
        following = lines.take()
        if following is None:
            break
        record.append(following)
        quotes += following.count('"')
        length += len(following)
    cells = _cells(record, delimiter, strict=len(record) > 1)
    if len(record) > 1 and (cells is None or len(cells) != len(header)):
        lines.put_back(record[1:])
        cells = _cells(record[:1], delimiter)
    return _row(number, header, cells)


def _row(number: int, header: tuple[str, ...], cells: list[str] | None) -> TableRow | TableFault:
    if cells is None:
        return TableFault(
            number, None, f"is not CSV: an open quote, or a cell of over {MAX_CELL_CHARACTERS:,} characters"
        )
    if len(cells) != len(header):
        return TableFault(number, None, f"has {len(cells)} cells where the header has {len(header)}")
    if cells == list(header):
        return TableFault(number, None, "repeats the header")
    for column, cell in zip(header, cells, strict=True):
        if any("\ud800" <= c <= "\udfff" for c in cell):
            return TableFault(number, column, "is not UTF-8; save the file as UTF-8")
    return TableRow(number, dict(zip(header, map(unguarded, cells), strict=True)))


def _cells(record: list[str], delimiter: str, *, strict: bool = False) -> list[str] | None:
    """The cells of the lines of one record; None where they don't form exactly one.

    Strict means that a closing quote ends its cell: otherwise a stray one could swallow good rows.
    """
    try:
        rows = list(csv.reader(record, delimiter=delimiter, strict=strict))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None
