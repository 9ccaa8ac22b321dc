"""An achievement as a flat row of a table, and such a row as a record again: docs/tables.md lists the columns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import orjson

from corpora.cells import shortened
from corpora.courses.record_writing import FOREIGN, record_of
from corpora.courses.records import FIELDS
from corpora.table_rows import ColumnType
from matcher.achievements import Achievement, AlignmentRole, Foreign
from matcher.errors import InvalidInput

LISTS = (
    "outcomes", "topics", "subjects", "recognised_by", "prerequisites", "parts",
    *(role.value for role in AlignmentRole),
)  # fmt: skip
STRUCTURED = ("instances", "competencies", "alignments", FOREIGN)
_TYPES: Mapping[str, ColumnType] = {
    **dict.fromkeys(LISTS, ColumnType.LIST),
    **dict.fromkeys(("hours", "hours_min", "hours_max"), ColumnType.NUMBER),
    **dict.fromkeys(("date", "price_date"), ColumnType.DATE),
    "price": ColumnType.MONEY,
    "sample": ColumnType.FLAG,
}
COLUMNS: Mapping[str, ColumnType] = {name: _TYPES.get(name, ColumnType.TEXT) for name in (*FIELDS, FOREIGN)}
"""In the order in which they are written. Structured ones are JSON in a text."""
SEPARATOR = "; "
_APART = re.compile(r"[;|\n]")
"""What a list in a cell is split at: an item that holds it makes the cell a JSON list."""


def row_of(one: Achievement) -> dict[str, Any]:
    """The record with one value a column, of the column's type."""
    return {name: _json(value) if name in STRUCTURED else value for name, value in record_of(one).items()}


def texts_of(one: Achievement) -> dict[str, str]:
    """The row with nothing but texts."""
    return {name: _text(value) for name, value in row_of(one).items()}


def joined_lists(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with its lists as texts."""
    return {name: _joined(value) if isinstance(value, list) else value for name, value in row.items()}


def restored(row: Mapping[str, object]) -> tuple[dict[str, object], Foreign | None]:
    """(the record of a row that was read, with lists and objects for the JSON in its texts; what is foreign in it).

    Raises InvalidInput where that is none of ours.
    """
    record = {name: _parsed(value) if name in LISTS or name in STRUCTURED else value for name, value in row.items()}
    foreign = record.pop(FOREIGN, None)
    is_theirs = isinstance(foreign, str) and not foreign.lstrip().startswith("{")  # a column that is called so too
    return record, _as_foreign(foreign) if foreign and not is_theirs else None


def _as_foreign(value: object) -> Foreign:
    if isinstance(value, Mapping):
        name, fields = value.get("format"), value.get("fields")
        if isinstance(name, str) and isinstance(fields, Mapping):
            return Foreign(format=name, fields=orjson.dumps(fields).decode())
    raise InvalidInput(FOREIGN, f"is no object with format and fields: {shortened(value)}")


def _text(value: object) -> str:
    if isinstance(value, list):
        return _joined(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _joined(items: Sequence[str]) -> str:
    text = SEPARATOR.join(items)
    alone = any(_APART.search(item) for item in items) or _opens_json(text)
    return _json(list(items)) if alone else text


def _parsed(value: object) -> object:
    """The list or object that a text is in JSON, else the value itself."""
    if not isinstance(value, str) or not _opens_json(value):
        return value
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value


def _opens_json(text: str) -> bool:
    return text.lstrip()[:1] in ("[", "{")


def _json(value: object) -> str:
    return orjson.dumps(value, default=str).decode()


def in_order(records: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """The records with their fields in the order of COLUMNS."""
    return ({name: record[name] for name in COLUMNS if name in record} for record in records)
