"""Rows and columns of a table, whatever kind of file it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """Of the values in a column of a table that is written; each may be missing."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    FLAG = "flag"
    LIST = "list of texts"


@dataclass(frozen=True, slots=True)
class TableRow:
    number: int
    """Where it begins: a line of CSV, a row of a sheet, a place in Parquet; 1-based."""
    cells: Mapping[str, object]
    sheet: str | None = None
    """Of a workbook."""


@dataclass(frozen=True, slots=True)
class TableFault:
    number: int | None
    """None where the whole table is meant."""
    column: str | None
    reason: str
    sheet: str | None = None
