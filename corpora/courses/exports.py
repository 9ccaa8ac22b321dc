"""A catalogue as a file: a table, JSON Lines, or one of the formats of JSON-LD; whole, or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from corpora.courses.files import FORMATS
from corpora.courses.formats import Format, Label
from corpora.courses.record_writing import record_of
from corpora.courses.tables import COLUMNS, in_order, joined_lists, row_of, texts_of
from corpora.csv_writing import write_csv
from corpora.parquet_writing import write_parquet
from corpora.replacing import replacing
from corpora.spreadsheets.writing import write_xlsx
from matcher.achievements import Achievement
from matcher.errors import InvalidInput

SUFFIXES: Mapping[str, str] = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "schema.org",
    ".jsonld": "schema.org",
}
"""The format that a file's name asks for."""
SHEET = "achievements"
About = Sequence[tuple[str, str]]
"""(what, words): date, source, licences."""


@dataclass(frozen=True, slots=True)
class Export:
    """What is written, and how it is called."""

    achievements: Sequence[Achievement]
    label: Label
    about: About


def format_of(path: Path, stated: str | None) -> str:
    """The format that is stated, else by the suffix. Raises InvalidInput where there is no such format."""
    known = (*TABLES, *(one.name for one in FORMATS))
    if stated is not None:
        named = next((name for name in known if name.lower() == stated.lower()), None)
        if named is None:
            raise InvalidInput("as", f"{stated!r} is no format; there are {', '.join(known)}")
        return named
    found = SUFFIXES.get(path.suffix.lower())
    if found is None:
        raise InvalidInput("FILE", f"{path.name} does not say which format; use --as with {', '.join(known)}")
    return found


def write_export(path: Path, name: str, export: Export) -> None:
    """A file that was there is replaced, once the new one is whole. Raises InvalidInput where a value does not fit."""
    with replacing(path) as new:
        if name in TABLES:
            TABLES[name](new, export)
        else:
            new.write_bytes(linked_document(linked_format(name), export.achievements, export.label))


def linked_format(name: str) -> Format:
    """The format of JSON-LD by its name, in whatever case. Raises InvalidInput."""
    found = next((one for one in FORMATS if one.name.lower() == name.lower()), None)
    if found is None:
        known = ", ".join(one.name for one in FORMATS)
        raise InvalidInput("format", f"{name!r} is none of {known}")
    return found


def linked_document(form: Format, achievements: Sequence[Achievement], label: Label) -> bytes:
    """It may stand in a page: no text in it ends the script that it is put into."""
    document = orjson.dumps(form.document(achievements, label), default=str, option=orjson.OPT_INDENT_2)
    return document.replace(b"</", rb"<\/")


def _csv(path: Path, export: Export) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(file, tuple(COLUMNS), map(texts_of, export.achievements))


def _xlsx(path: Path, export: Export) -> None:
    rows = (joined_lists(row_of(one)) for one in export.achievements)
    write_xlsx(path, SHEET, tuple(COLUMNS), rows, export.about)


def _parquet(path: Path, export: Export) -> None:
    about: dict[str, list[str]] = {}
    for what, words in export.about:
        about.setdefault(what, []).append(words)
    metadata = {what: "\n".join(lines) for what, lines in about.items()}
    write_parquet(path, COLUMNS, map(row_of, export.achievements), metadata)


def _jsonl(path: Path, export: Export) -> None:
    with path.open("wb") as file:
        for record in in_order(map(record_of, export.achievements)):
            file.write(orjson.dumps(record, default=str) + b"\n")


TABLES: Mapping[str, Callable[[Path, Export], None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "parquet": _parquet,
    "jsonl": _jsonl,
}
"""All under the columns of `tables.COLUMNS`."""
