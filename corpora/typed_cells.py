"""Values of tables that have types (XLSX, Parquet), as a JSON record would hold them."""

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

SHOWN_DIGITS = 15
"""Of a number, in a spreadsheet program; what lies beyond is noise of the arithmetic."""
MIDNIGHT = time(0)


def plain(value: object) -> object:
    """Dates as ISO 8601, decimals as digits, durations in hours; what is blank or no number is None."""
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, str | float):
        return value if _says_something(value) else None
    return value if value is None or isinstance(value, bool | int) else _in_words(value)


def _says_something(value: str | float) -> bool:
    return bool(value.strip()) if isinstance(value, str) else math.isfinite(value)


def _in_words(value: object) -> str:
    if isinstance(value, datetime):
        return (value.date() if value.time() == MIDNIGHT and value.tzinfo is None else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:g} hours"
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def as_shown(value: float) -> float:
    """The number that a spreadsheet shows, where that is a short one: 19.989999999999998 is 19.99."""
    shown = f"{value:.{SHOWN_DIGITS}g}"
    return float(shown) if len(shown) < SHOWN_DIGITS else value
