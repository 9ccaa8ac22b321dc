"""The rows of a sheet as values; what could not be read in it is said once a column, with the first row it is in."""

import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from corpora.spreadsheets.bounded import load, rows_of
from corpora.spreadsheets.container import MAX_SHEET_BYTES, contents_of
from corpora.spreadsheets.merged import letters_of, merged_cells, told
from corpora.spreadsheets.sheets import Header, IsHeading, Table, chosen, path_of
from corpora.table_rows import TableFault, TableRow
from corpora.typed_cells import as_shown, plain
from matcher.errors import UnreadableDocument

MAX_ROWS = 1_048_576
"""Of a sheet, by its format; a row that says to stand further down is damage."""
MAX_COLUMNS = 16_384
MAX_EMPTY_ROWS = 100_000
"""On end: a few bytes can ask for a million."""
DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, SyntaxError, KeyError, IndexError, ValueError, TypeError, AttributeError,
    NotImplementedError, OSError, RuntimeError, ArithmeticError,
)  # fmt: skip
"""What the reader of a damaged or crafted workbook raises: SyntaxErrors where its XML is broken."""
FORMULA = "is a formula without a computed value; open the file in a spreadsheet program and save it"
ERROR = "holds an error of a formula ({})"
UNNAMED = "has no name in the header (row {}); a merged cell names only its first column"


def read_xlsx(
    name: str,
    file: BinaryIO,
    sheet: str | None = None,
    *,
    max_bytes: int = MAX_SHEET_BYTES,
    is_heading: IsHeading | None = None,
) -> Iterator[TableRow | TableFault]:
    """Every row below the header of the sheet; values, not formulas.

    `max_bytes` are those that its sheets may unpack to; `is_heading` knows cells that only a header has.
    Raises UnreadableDocument.
    """
    with ExitStack() as opened:
        with _damage_named(name):
            contents = contents_of(name, file, max_bytes)
            values = opened.enter_context(closing(_opened(name, file, data_only=True)))
            table = chosen(name, values, sheet, is_heading)
            merged = merged_cells(file, path_of(values, table.title))
            formulas = None
            if contents.has_formulas:
                formulas = opened.enter_context(closing(_opened(name, file, data_only=False)))
        for words in table.passed_over:
            yield TableFault(None, None, words)
        computed = _cells(name, formulas, table) if formulas is not None else None
        yield from _Sheet(table.title, table.header).read(_cells(name, values, table), computed)
        yield from (TableFault(m.row, m.column, m.reason, table.title) for m in told(merged, table.header))


@contextmanager
def _damage_named(name: str) -> Iterator[None]:
    try:
        yield
    except DAMAGE as error:
        raise UnreadableDocument(
            name, f"is damaged: it can't be read as a workbook ({type(error).__name__})"
        ) from error


@dataclass(slots=True)
class _Sheet:
    title: str
    header: Header
    lost: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """(column, why) -> the rows whose cell is read as empty."""

    def read(
        self, values: Iterator[Sequence[Any]], formulas: Iterator[Sequence[Any]] | None
    ) -> Iterator[TableRow | TableFault]:
        repeated = [name for name, times in Counter(self.header.columns).items() if name and times > 1]
        if repeated:
            yield TableFault(self.header.row, repeated[0], "stands in the header more than once", self.title)
            return
        filled = 0
        for number, cells in enumerate(values, start=1):
            if any(cell.value is not None for cell in cells):
                filled = number
            if number > filled + MAX_EMPTY_ROWS:
                reason = f"and what follows, if anything, is left out: {MAX_EMPTY_ROWS:,} rows before it are empty"
                yield TableFault(number, None, reason, self.title)
                break
            computed = next(formulas, ()) if formulas is not None else ()
            if number > MAX_ROWS:
                reason = f"and what follows is left out: a sheet has {MAX_ROWS:,} rows at most"
                yield TableFault(number, None, reason, self.title)
                break
            if number > self.header.row:
                yield from self._row(number, cells, computed)
        for (column, why), rows in self.lost.items():
            more = f" (so in {len(rows):,} rows)" if len(rows) > 1 else ""
            yield TableFault(rows[0], column, f"{why}{more}; read as empty", self.title)

    def _row(self, number: int, cells: Sequence[Any], computed: Sequence[Any]) -> Iterator[TableRow | TableFault]:
        row: dict[str, object] = dict.fromkeys(name for name in self.header.columns if name)
        for place, cell in enumerate(cells):
            name = self.header.columns[place] if place < len(self.header.columns) else None
            value = self._value(
                number, name or letters_of(place), cell, computed[place] if place < len(computed) else None
            )
            if value is not None and name is None:
                self._lose(number, f"column {letters_of(place)}", UNNAMED.format(self.header.row))
            elif name is not None:
                row[name] = value
        if all(value is None for value in row.values()):
            return
        if all(_same(name, value) for name, value in row.items()):
            yield TableFault(number, None, "repeats the header", self.title)
            return
        yield TableRow(number, row, self.title)

    def _value(self, number: int, column: str, cell: Any, formula: Any) -> object:  # noqa: ANN401 - of a library
        value = cell.value
        if cell.data_type == "e":
            self._lose(number, column, ERROR.format(value))
            return None
        if value is None and formula is not None and formula.data_type == "f":
            self._lose(number, column, FORMULA)
            return None
        return as_shown(value) if isinstance(value, float) else plain(value)

    def _lose(self, number: int, column: str, why: str) -> None:
        self.lost.setdefault((column, why), []).append(number)


def _opened(name: str, file: BinaryIO, *, data_only: bool) -> Any:  # noqa: ANN401 - a library without types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load(name, file, data_only=data_only)


def _cells(name: str, workbook: Any, table: Table) -> Iterator[Sequence[Any]]:  # noqa: ANN401 - as above
    """Row after row, one cell wider than the header, to notice what stands beside it."""
    sheet = workbook[table.title]
    sheet.reset_dimensions()
    rows = rows_of(sheet, max_col=min(len(table.header.columns) + 1, MAX_COLUMNS))
    while True:
        with _damage_named(name), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions of the format that are not needed here
            row = next(rows, None)
        if row is None:
            return
        yield row


def _same(name: str, value: object) -> bool:
    return isinstance(value, str) and " ".join(value.split()) == name
