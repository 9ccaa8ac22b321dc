"""How the columns of a foreign catalogue become our fields: a small TOML or JSON file.

[columns]                     # our field = a column, or a template of columns
name = "title"
workload = "{length} at {effort}"
[constants]                   # what holds for the whole file
mode = "online"
currency = "EUR"
[ids]                         # for files without ids: made from these columns
prefix = "futurelearn"
columns = ["organization", "name"]
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from corpora.cells import as_text
from corpora.courses.records import FIELDS
from corpora.documents.json_text import parse_json
from matcher.errors import InvalidInput

SHIPPED = ("coursera", "edx", "futurelearn")

MAX_TOLD_NAME = 40
"""Characters of a column's name in a message."""
MOST_TOLD = 40
"""Columns that a message names."""
_PLACE = re.compile(r"\{([^{}]+)\}")
_NOT_IN_IDS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Our field -> where a foreign record holds it. Columns that no field names are not read."""

    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    id_prefix: str | None = None
    id_columns: tuple[str, ...] = ()

    def reads(self, column: str) -> bool:
        return column in self.id_columns or any(column in _named(foreign) for foreign in self.columns.values())

    def apply(self, record: Mapping[str, object]) -> Mapping[str, object]:
        """The record under our names. Raises InvalidInput where it lacks a column that the map names."""
        known: dict[str, object] = dict(self.constants)
        for ours, foreign in self.columns.items():
            known[ours] = _value(ours, foreign, record)
        if self.id_columns:
            named = " ".join(as_text(record.get(column)) or "" for column in self.id_columns)
            slug = _NOT_IN_IDS.sub("-", named.lower()).strip("-")
            known["id"] = f"{self.id_prefix}:{slug}" if self.id_prefix else slug
        return known


def read_column_map(path: Path) -> ColumnMap:
    """The map of a TOML or JSON file. Raises InvalidInput naming what is wrong in it."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(path.name, f"can't be read as a column map: {error}") from error
    return _parsed(path.name, text)


def shipped_column_map(name: str) -> ColumnMap:
    """The map for a known catalogue: one of SHIPPED."""
    if name not in SHIPPED:
        raise InvalidInput("columns", f"there is no shipped map {name!r}; there are {', '.join(SHIPPED)}")
    resource = files("corpora").joinpath("courses", "maps", f"{name}.toml")
    return _parsed(f"{name}.toml", resource.read_text("utf-8"))


def _parsed(name: str, text: str) -> ColumnMap:
    if name.endswith(".json"):
        raw = parse_json(name, text)
    else:
        try:
            raw = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise InvalidInput(name, f"is not valid TOML: {error}") from error
    if not isinstance(raw, dict):
        raise InvalidInput(name, "is not a column map: it holds no named parts")
    columns, constants, ids = (_part(name, raw, part) for part in ("columns", "constants", "ids"))
    for ours in (*columns, *constants):
        if ours not in FIELDS:
            raise InvalidInput(name, f"maps to {ours!r}, which is no field of ours; there are {', '.join(FIELDS)}")
    made_of = ids.get("columns", [])
    if not isinstance(made_of, list) or not ({"id"} & columns.keys() or made_of):
        raise InvalidInput(name, "says neither which column is the id nor which columns to make it of")
    return ColumnMap(
        columns={ours: str(foreign) for ours, foreign in columns.items()},
        constants={ours: str(value) for ours, value in constants.items()},
        id_prefix=str(ids["prefix"]) if "prefix" in ids else None,
        id_columns=tuple(str(column) for column in made_of),
    )


def _part(name: str, raw: Mapping[str, object], part: str) -> Mapping[str, object]:
    value = raw.get(part, {})
    if not isinstance(value, dict):
        raise InvalidInput(name, f"its part {part!r} is no table of names")
    return value


def told_columns(names: Iterable[str], ours: Iterable[str] | None = None) -> str:
    """The columns that there are, as an error names them, each with what it was read as.

    They are shortened: a file without a header has a paragraph for a name.
    """
    there = tuple(names)
    told = [
        _short(name) if name == own else f"{_short(name)} (read as {own})"
        for name, own in zip(there, there if ours is None else ours, strict=True)
    ]
    more = len(told) - MOST_TOLD
    return ", ".join([*told[:MOST_TOLD], *([f"and {more:,} more"] if more > 0 else [])])


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= MAX_TOLD_NAME else f"{line[: MAX_TOLD_NAME - 1].rstrip()}…"


def _named(foreign: str) -> list[str]:
    """The columns that a field is made of."""
    return _PLACE.findall(foreign) or [foreign]


def _value(ours: str, foreign: str, record: Mapping[str, object]) -> object:
    named = _named(foreign)
    for column in named:
        if column not in record:
            raise InvalidInput(ours, f"there is no column {column!r}; there are {told_columns(map(str, record))}")
    if named == [foreign]:
        return record[foreign]
    filled = _PLACE.sub(lambda match: as_text(record[match[1]]) or "", foreign)
    return re.sub(r"\n{3,}", "\n\n", filled).strip() or None
