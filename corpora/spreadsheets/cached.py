"""What formulas come to, written beside them: a program that reckons nothing itself (a preview, a telephone, pandas)
shows that. The library that writes our workbooks leaves those places empty."""

import zipfile
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

Values = Mapping[str, int | float | Decimal]
"""By cell, like "B3"."""


def with_values(workbook: bytes, of_sheets: Mapping[int, Values]) -> bytes:
    """The XLSX with these values of formulas; `of_sheets`: by the number of the sheet, from 1, as it was written."""
    parts = {f"xl/worksheets/sheet{number}.xml": values for number, values in of_sheets.items() if values}
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as read, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for part in read.infolist():
            data = read.read(part)
            file.writestr(part, _filled(data, parts[part.filename]) if part.filename in parts else data)
    return written.getvalue()


def _filled(sheet: bytes, values: Values) -> bytes:
    root = etree.fromstring(sheet)
    for cell in root.iter(f"{MAIN}c"):
        value, place = cell.find(f"{MAIN}v"), str(cell.get("r"))
        if place in values and value is not None and cell.find(f"{MAIN}f") is not None:
            value.text = f"{Decimal(str(values[place])):f}"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
