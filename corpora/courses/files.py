"""Files of courses: JSON Lines, JSON, JSON-LD, CSV, XLSX, Parquet, pages; bad rows are named, good ones kept."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from corpora.courses.columns import ColumnMap, told_columns
from corpora.courses.ctdl import CTDL
from corpora.courses.elm import ELM
from corpora.courses.formats import Format, foreign_of, found_in
from corpora.courses.headings import under_our_names
from corpora.courses.open_badges import OPEN_BADGES, OPEN_BADGES_2
from corpora.courses.open_badges.reading import named_context
from corpora.courses.record_writing import FOREIGN
from corpora.courses.records import FIELDS, REQUIRED, achievement_of
from corpora.courses.schema_org import SCHEMA_ORG
from corpora.courses.tables import restored
from corpora.documents.html import blocks_of_page
from corpora.documents.json_text import parse_json
from corpora.linked_data.graph import Graph
from corpora.linked_data.reading import read_graph
from corpora.rows import Row, is_table, read_rows, read_rows_of, rejected, rows_in
from matcher.achievements import Achievement, Foreign
from matcher.errors import InvalidInput, MatcherError, Rejected, UnreadableDocument

FORMATS: tuple[Format, ...] = (SCHEMA_ORG, CTDL, ELM, OPEN_BADGES, OPEN_BADGES_2)
"""Of JSON-LD."""
ENVELOPE = "decoded_resource"
"""Where the Credential Registry's answers hold a document of CTDL."""
MAX_TYPES = 5
"""That are named where none of them is a course."""
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


def read_courses(
    path: Path, columns: ColumnMap | None = None, sheet: str | None = None
) -> Iterator[Achievement | Rejected]:
    """Every course in order, streaming; a record that can't be one is a Rejected in its place.

    JSON-LD is told by its types, in files and in pages. A course whose `url` is none is kept without it, after a
    Rejected that says so. Without `columns` other records have our own field names;
    of tables the usual headings are known too. A column that a whole table lacks
    gives one Rejected with row None. Raises what `read_rows` raises.
    """
    yield from _courses(path, _rows(path, sheet), columns)


def read_courses_in(
    name: str, data: bytes, columns: ColumnMap | None = None, sheet: str | None = None
) -> Iterator[Achievement | Rejected]:
    """The same of a file that is in memory, as if it had this name."""
    path = Path(name)
    is_page = path.suffix.lower() in PAGE_SUFFIXES
    yield from _courses(path, _blocks(path, data) if is_page else rows_in(name, data, sheet), columns)


def unread_columns(name: str, data: bytes, columns: ColumnMap | None = None) -> tuple[str, ...]:
    """The columns of a table that no field is read from, in order; none of what is no table.

    Raises what `read_courses_in` raises.
    """
    path = Path(name)
    first = next((row for row in rows_in(name, data) if isinstance(row, Row)), None) if is_table(path) else None
    if first is None or _is_linked(first.fields):
        return ()
    if columns is not None:
        return tuple(own for own in first.fields if own.strip() and not columns.reads(own))
    ours = under_our_names(first.fields)
    known = {*FIELDS, FOREIGN}
    return tuple(own for own, named in zip(first.fields, ours, strict=True) if own.strip() and named not in known)


def read_courses_of(name: str, data: bytes, *, lines: bool) -> Iterator[Achievement | Rejected]:
    """The same of what was sent as JSON, or as JSON Lines."""
    yield from _courses(Path(name), read_rows_of(name, data, lines=lines), None)


def _courses(path: Path, rows: Iterator[Row | Rejected], columns: ColumnMap | None) -> Iterator[Achievement | Rejected]:
    seen: dict[str, int] = {}
    for row in rows:
        if isinstance(row, Rejected):
            yield row
            continue
        row = replace(row, fields=named_context(row.fields))  # noqa: PLW2901 - the same row, said in full
        linked = _is_linked(row.fields)
        lacking = None if linked or seen else _lacking(path, row.fields, columns)
        if lacking is not None and is_table(path):
            yield Rejected(file=path.name, row=None, field=lacking.field, reason=lacking.reason)
            return
        for item in _linked(path, row) if linked else _plain(path, row, columns):
            if isinstance(item, Achievement) and item.id in seen:
                reason = f"{item.id!r} stands in row {seen[item.id]} already"
                yield Rejected(file=path.name, row=row.number, field="id", reason=reason)
                continue
            if isinstance(item, Achievement):
                seen[item.id] = row.number
            yield item


def _rows(path: Path, sheet: str | None) -> Iterator[Row | Rejected]:
    if path.suffix.lower() not in PAGE_SUFFIXES:
        yield from read_rows(path, sheet)
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(path.name, str(error.strerror or error)) from error
    yield from _blocks(path, data)


def _blocks(path: Path, data: bytes) -> Iterator[Row | Rejected]:
    """The structured data of a page."""
    found = False
    for number, (line, block) in enumerate(blocks_of_page(path.name, data), start=1):
        found = True
        try:
            value = parse_json(f"block {number}, line {line}", block)
        except InvalidInput as error:
            yield rejected(path, line, error)
            continue
        yield Row(line, {"@graph": value if isinstance(value, list) else [value]})
    if not found:
        yield Rejected(file=path.name, row=None, field=None, reason="is a page without structured data (JSON-LD)")


def _is_linked(fields: Mapping[str, object]) -> bool:
    """Whether it is JSON-LD, or wraps it as services deliver it: {"data": [{"@context": ...}], ...}."""
    held = (one for value in fields.values() for one in (value if isinstance(value, list) else [value]))
    wrapped = any(isinstance(one, Mapping) and ({"@context", ENVELOPE} & one.keys()) for one in held)
    return wrapped or bool({"@context", "@graph", "@type", ENVELOPE} & fields.keys())


def _linked(path: Path, row: Row) -> Iterator[Achievement | Rejected]:
    """The courses of a JSON-LD document; a fault names the place of the node in it."""
    try:
        graph = read_graph(dict(row.fields))
    except InvalidInput as error:
        yield rejected(path, row.number, error)
        return
    found = [*found_in(graph, FORMATS)]
    if not found:
        yield Rejected(file=path.name, row=row.number, field=None, reason=_no_course(graph))
    for own in found:
        try:
            record = own.format.record_of(graph, own.node)
            achievement, fault = _achievement(record, foreign_of(own, record))
        except MatcherError as error:
            yield _at(own.node.path, rejected(path, row.number, error))
            continue
        if fault is not None:
            yield _at(own.node.path, rejected(path, row.number, fault))
        yield achievement


def _no_course(graph: Graph) -> str:
    """That there is none, with what there is instead."""
    reason = "holds no course or credential"
    if graph.unknown_contexts:
        return f"{reason}; contexts that we don't know: {', '.join(graph.unknown_contexts)}"
    types = sorted({one for node in graph.nodes for one in node.types})
    return f"{reason}, but {', '.join(types[:MAX_TYPES])}" if types else reason


def _at(place: str, fault: Rejected) -> Rejected:
    return replace(fault, field=".".join(part for part in (place, fault.field) if part) or None)


def _plain(path: Path, row: Row, columns: ColumnMap | None) -> Iterator[Achievement | Rejected]:
    try:
        fields, foreign = restored(_ours(path, row.fields, columns))
        achievement, fault = _achievement(fields, foreign)
    except MatcherError as error:
        yield rejected(path, row.number, error)
        return
    if fault is not None:
        yield rejected(path, row.number, fault)
    yield achievement


def _achievement(
    fields: Mapping[str, object], foreign: Foreign | None = None
) -> tuple[Achievement, InvalidInput | None]:
    """The achievement; without its URL, and why, where only that is wrong. Raises what `achievement_of` raises."""
    try:
        return achievement_of(fields, foreign), None
    except InvalidInput as error:
        if error.field != "url":
            raise
        reason = f"{error.reason}; the course is kept without it"
        return achievement_of({**fields, "url": None}, foreign), InvalidInput("url", reason)


def _ours(path: Path, fields: Mapping[str, object], columns: ColumnMap | None) -> Mapping[str, object]:
    if columns is not None:
        return columns.apply(fields)
    return under_our_names(fields) if is_table(path) else fields


def _lacking(path: Path, fields: Mapping[str, object], columns: ColumnMap | None) -> InvalidInput | None:
    """What the table lacks as a whole."""
    try:
        ours = _ours(path, fields, columns)
    except InvalidInput as error:
        return error
    missing = [field for field in REQUIRED if field not in ours]
    if columns is not None or not missing:
        return None
    return InvalidInput(missing[0], f"there is no such column; there are {told_columns(fields, ours)}")
