"""Tables of teams for tests: sample data, made up."""

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]


def csv_of(text: str) -> bytes:
    return text.encode()


def workbook(
    *rows: Sequence[object],
    title: str = "Team",
    merged: Sequence[str] = (),
    others: Mapping[str, Rows] | None = None,
    formats: Mapping[str, str] | None = None,
) -> bytes:
    """One sheet with the rows, and the other sheets behind it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    for cell, shown in (formats or {}).items():
        sheet[cell].number_format = shown
    for name, its_rows in (others or {}).items():
        other = book.create_sheet(name)
        for row in its_rows:
            other.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
