"""Files of courses: JSON Lines, JSON and CSV, also gzipped; bad rows are named, good ones kept."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from corpora.courses.columns import ColumnMap
from corpora.courses.records import REQUIRED, achievement_of
from corpora.rows import read_rows, rejected
from matcher.achievements import Achievement
from matcher.errors import InvalidInput, MatcherError, Rejected


def read_courses(path: Path, columns: ColumnMap | None = None) -> Iterator[Achievement | Rejected]:
    """Every course in order, streaming; a record that can't be one is a Rejected in its place.

    A course whose `url` is none is kept without it, after a Rejected that says so. Without `columns` the file
    uses our own field names. A column that a whole table lacks gives one
    Rejected with row None. Raises UnreadableDocument where there is no such file.
    """
    seen: dict[str, int] = {}
    for row in read_rows(path):
        if isinstance(row, Rejected):
            yield row
            continue
        lacking = _lacking(row.fields, columns)
        if lacking is not None and not seen and _is_table(path):
            yield Rejected(file=path.name, row=None, field=lacking.field, reason=lacking.reason)
            return
        try:
            achievement, fault = _achievement(columns.apply(row.fields) if columns else row.fields)
        except MatcherError as error:
            yield rejected(path, row.number, error)
            continue
        if achievement.id in seen:
            reason = f"{achievement.id!r} stands in row {seen[achievement.id]} already"
            yield Rejected(file=path.name, row=row.number, field="id", reason=reason)
            continue
        seen[achievement.id] = row.number
        if fault is not None:
            yield rejected(path, row.number, fault)
        yield achievement


def _achievement(fields: Mapping[str, object]) -> tuple[Achievement, InvalidInput | None]:
    """The achievement; without its URL, and why, where only that is wrong. Raises what `achievement_of` raises."""
    try:
        return achievement_of(fields), None
    except InvalidInput as error:
        if error.field != "url":
            raise
        reason = f"{error.reason}; the course is kept without it"
        return achievement_of({**fields, "url": None}), InvalidInput("url", reason)


def _lacking(fields: Mapping[str, object], columns: ColumnMap | None) -> InvalidInput | None:
    """What the table lacks as a whole."""
    if columns is not None:
        try:
            columns.apply(fields)
        except InvalidInput as error:
            return error
        return None
    missing = [field for field in REQUIRED if field not in fields]
    if not missing:
        return None
    return InvalidInput(missing[0], f"there is no such column; there are {', '.join(map(str, fields))}")


def _is_table(path: Path) -> bool:
    return bool({suffix.lower() for suffix in path.suffixes} & {".csv", ".tsv"})
