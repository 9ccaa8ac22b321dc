"""A workbook of several sheets for people to go on with: formulas where we mean them, texts that never become any."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from corpora.guarded_cells import guarded
from corpora.spreadsheets.cached import Values, with_values
from corpora.spreadsheets.writing import MAX_CELL_CHARACTERS, NUMBER, TEXT
from matcher.errors import InvalidInput

HEADER_FILL, TOTAL_FILL = "DCE6F1", "F2F2F2"
LEAST, MOST = "FFFFFF", "F4A259"
"""Of a colour scale: black letters stay readable on both."""
PLAIN_WIDTH = 12
FONT, FONT_SIZE = "Calibri", 11
LINE_POINTS, MOST_POINTS = 15, 409
"""Height of a line; the format allows no higher row."""
PAGE_WIDTH = 170
"""Letters across that a landscape page shows readably: wider sheets take two pages."""
MOST_HEADER_CHARACTERS = 120
"""Of what stands at the head of a printed page; the format ends at 255 with its marks."""


@dataclass(frozen=True, slots=True)
class Formula:
    """Made by us of cell names alone, never of somebody's text."""

    text: str
    value: int | float | Decimal
    """What it comes to."""


Cell: TypeAlias = str | int | float | Decimal | Formula | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    name: str
    width: float = PLAIN_WIDTH
    """In letters."""
    format: str | None = None
    """Of numbers, as spreadsheet programs write it."""
    scaled: bool = False
    """Whether its numbers are shaded, the highest of all such columns most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet: the names of its columns stand in row 1, the first row in row 2."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """Each as long as `columns`."""
    total: tuple[Cell, ...] | None = None
    """A last row, below the others."""
    frozen: int = 0
    """First columns that stay in sight."""
    filtered: bool = True
    """Whether its header offers to filter and sort."""
    unlocked: str | None = None
    """Name of a column that is there to be filled in."""


def book_of(pages: Sequence[Page], heading: str) -> bytes:
    """XLSX; `heading` stands at the top of each printed page. Raises InvalidInput naming sheet and column."""
    import openpyxl  # noqa: PLC0415 - slow to import, and seldom needed

    from corpora.spreadsheets.saving import bytes_of  # noqa: PLC0415 - as above

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for page in pages:
        sheet = workbook.create_sheet(page.title)
        _fill(sheet, page)
        _lay_out(sheet, page)
        _print(sheet, page, heading)
    return with_values(bytes_of(workbook), {number: _values(page) for number, page in enumerate(pages, start=1)})


def _values(page: Page) -> Values:
    """Of its formulas."""
    rows = [*page.rows, *([page.total] if page.total else [])]
    return {
        f"{letter(place)}{number}": cell.value
        for number, row in enumerate(rows, start=2)
        for place, cell in enumerate(row)
        if isinstance(cell, Formula)
    }


def letter(column: int) -> str:
    """Of the column at this place, from 0: "A", "AB"."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    return str(get_column_letter(column + 1))


def _fill(sheet: Any, page: Page) -> None:  # noqa: ANN401 - of a library without types
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    top, bold = Alignment(vertical="top", wrap_text=True), Font(name=FONT, size=FONT_SIZE, bold=True)
    rows: list[tuple[Sequence[Cell], str | None]] = [(tuple(one.name for one in page.columns), HEADER_FILL)]
    rows += [(row, None) for row in page.rows]
    rows += [(page.total, TOTAL_FILL)] if page.total else []
    for number, (row, fill) in enumerate(rows, start=1):
        sheet.row_dimensions[number].height = _height(row, page.columns)
        for place, (column, value) in enumerate(zip(page.columns, row, strict=True), start=1):
            cell = sheet.cell(row=number, column=place)
            cell.alignment = top
            _put(cell, value, f"sheet {page.title!r}, column {column.name!r}")
            if fill is not None:
                cell.font, cell.fill = bold, PatternFill("solid", fgColor=fill)
            if column.format and not isinstance(value, str):
                cell.number_format = column.format


def _height(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    """In points, so that the longest text is seen whole: not every program reckons it when it opens a file."""
    lines = (_lines(value, column.width) for value, column in zip(row, columns, strict=True) if isinstance(value, str))
    return min(LINE_POINTS * max(lines, default=1), MOST_POINTS)


def _lines(text: str, width: float) -> int:
    return sum(max(len(textwrap.wrap(line, max(int(width), 1))), 1) for line in text.split("\n"))


def _put(cell: Any, value: Cell, where: str) -> None:  # noqa: ANN401
    from openpyxl.utils.exceptions import IllegalCharacterError  # noqa: PLC0415

    if isinstance(value, Formula):
        cell.value = value.text
    elif isinstance(value, float | Decimal):
        cell.value = str(value)  # with all its digits, of which the library would write sixteen
        cell.data_type = NUMBER
    elif not isinstance(value, str):
        cell.value = value
    elif not value:
        cell.value = None
    else:
        if len(value) > MAX_CELL_CHARACTERS:
            raise InvalidInput(where, f"a text of {len(value):,} characters does not fit a cell; use JSON")
        try:
            cell.value = value
        except IllegalCharacterError:
            raise InvalidInput(where, "holds a control character, which no cell can; use JSON") from None
        cell.data_type = TEXT
        cell.quotePrefix = guarded(value) != value  # it stays a text where somebody edits the cell


def _lay_out(sheet: Any, page: Page) -> None:  # noqa: ANN401
    from openpyxl.formatting.rule import ColorScaleRule  # noqa: PLC0415

    last = len(page.rows) + 1
    for place, column in enumerate(page.columns):
        sheet.column_dimensions[letter(place)].width = column.width
    sheet.freeze_panes = f"{letter(page.frozen)}2"
    if page.filtered and page.rows:
        sheet.auto_filter.ref = f"A1:{letter(len(page.columns) - 1)}{last}"
    scaled = [letter(place) for place, column in enumerate(page.columns) if column.scaled]
    if scaled and page.rows:
        rule = ColorScaleRule(start_type="num", start_value=0, start_color=LEAST, end_type="max", end_color=MOST)
        sheet.conditional_formatting.add(" ".join(f"{name}2:{name}{last}" for name in scaled), rule)
    if page.unlocked is not None:
        _mark(sheet, [one.name for one in page.columns].index(page.unlocked), last)


def _mark(sheet: Any, place: int, last: int) -> None:  # noqa: ANN401
    """A frame around the cells that somebody is to fill in."""
    from openpyxl.styles import Border, Side  # noqa: PLC0415

    side = Side(style="thin")
    for number in range(2, last + 1):
        sheet.cell(row=number, column=place + 1).border = Border(left=side, right=side, top=side, bottom=side)


def _print(sheet: Any, page: Page, heading: str) -> None:  # noqa: ANN401
    wide = sum(column.width for column in page.columns) > PAGE_WIDTH
    sheet.print_title_rows = "1:1"
    if wide and page.frozen:
        sheet.print_title_cols = f"A:{letter(page.frozen - 1)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 2 if wide else 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = heading[:MOST_HEADER_CHARACTERS].replace("&", "&&")
    sheet.oddFooter.center.text = f"{sheet.title}: &P / &N"
