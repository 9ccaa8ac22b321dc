"""What the formulas of our workbooks come to, for the four kinds that they hold."""

import re
from decimal import Decimal
from typing import Any

from openpyxl.utils import range_boundaries

_PRODUCT = re.compile(r"=([A-Z]+\d+)\*([A-Z]+\d+)")
_DIFFERENCE = re.compile(r"=([A-Z]+\d+)-([A-Z]+\d+)")
_SUM = re.compile(r"=SUM\(([^,()]+)\)")
_SUMIFS = re.compile(r"=SUMIFS\(([^,()]+),([^,()]+),([A-Z]+\d+)\)")


def value(workbook: Any, sheet: str, cell: str) -> Any:  # noqa: ANN401 - of a library without types
    """Of a cell: what stands there, or what its formula comes to. Texts count for nothing in a sum."""
    found = workbook[sheet][cell]
    if found.data_type != "f":
        return Decimal(str(found.value)) if found.data_type == "n" and found.value is not None else found.value
    text = str(found.value)
    if made := _PRODUCT.fullmatch(text):
        return value(workbook, sheet, made[1]) * value(workbook, sheet, made[2])
    if made := _DIFFERENCE.fullmatch(text):
        return value(workbook, sheet, made[1]) - value(workbook, sheet, made[2])
    if made := _SUM.fullmatch(text):
        return sum((one for one in _cells(workbook, sheet, made[1]) if isinstance(one, Decimal)), Decimal(0))
    if made := _SUMIFS.fullmatch(text):
        wanted = value(workbook, sheet, made[3])
        pairs = zip(_cells(workbook, sheet, made[1]), _cells(workbook, sheet, made[2]), strict=True)
        return sum((own for own, key in pairs if key == wanted and isinstance(own, Decimal)), Decimal(0))
    raise AssertionError(f"{sheet}!{cell} holds a formula of no known kind: {text}")


def _cells(workbook: Any, sheet: str, named: str) -> list[Any]:  # noqa: ANN401
    *other, cells = named.replace("$", "").split("!")
    where = other[0] if other else sheet
    first, top, last, bottom = range_boundaries(cells)
    rows = workbook[where].iter_rows(min_col=first, min_row=top, max_col=last, max_row=bottom)
    return [value(workbook, where, cell.coordinate) for row in rows for cell in row]
