"""Tables as XLSX: typed cells under a frozen header, and a sheet that says where they come from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from corpora.guarded_cells import guarded
from corpora.spreadsheets.rows import MAX_ROWS
from corpora.spreadsheets.sheets import ABOUT
from matcher.errors import InvalidInput

MAX_CELL_CHARACTERS = 32_767
"""By the format: what is longer would be cut off."""
TEXT, NUMBER = "s", "n"
Cells = Mapping[str, object]


def write_xlsx(
    path: Path, title: str, columns: Sequence[str], rows: Iterable[Cells], about: Iterable[tuple[str, str]]
) -> None:
    """Numbers, dates and flags stay such; every text is a text, never a formula. Raises InvalidInput naming a column.

    `about`: (what, words) lines of the other sheet.
    """
    import openpyxl  # noqa: PLC0415 - slow to import, and seldom needed

    workbook = openpyxl.Workbook(write_only=True)
    table = workbook.create_sheet(title)
    table.freeze_panes = "A2"
    try:
        table.append([_cell(table, name, name) for name in columns])
        for row in _few(rows):
            table.append([_cell(table, name, row.get(name)) for name in columns])
    except InvalidInput:
        table.close()  # or its half-written file complains when it is collected
        raise
    notes = workbook.create_sheet(ABOUT)
    for line in about:
        notes.append([_cell(notes, ABOUT, words) for words in line])
    workbook.save(path)


def _few(rows: Iterable[Cells]) -> Iterator[Cells]:
    for number, row in enumerate(rows, start=2):
        if number > MAX_ROWS:
            raise InvalidInput("rows", f"are too many for a sheet, which has {MAX_ROWS:,}; use CSV or Parquet")
        yield row


def _cell(sheet: Any, column: str, value: object) -> Any:  # noqa: ANN401 - of a library without types
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.utils.exceptions import IllegalCharacterError  # noqa: PLC0415

    if isinstance(value, float | Decimal):
        cell = WriteOnlyCell(sheet, str(value))  # with all its digits, of which the library would write sixteen
        cell.data_type = NUMBER
        return cell
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    if len(value) > MAX_CELL_CHARACTERS:
        reason = f"a text of {len(value):,} characters does not fit a cell, which holds {MAX_CELL_CHARACTERS:,}"
        raise InvalidInput(column, f"{reason}; use CSV or Parquet")
    try:
        cell = WriteOnlyCell(sheet, value)
    except IllegalCharacterError:
        raise InvalidInput(column, "holds a control character, which no cell can; use CSV or Parquet") from None
    cell.data_type = TEXT
    cell.quotePrefix = guarded(value) != value  # it stays a text where somebody edits the cell
    return cell
