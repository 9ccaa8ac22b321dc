"""A catalogue as a page takes it: a file, or pasted, or as it travels from one look to the next. Nothing is kept."""

import re
from codecs import BOM_UTF8
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace

import orjson
from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from api.guarding import MAX_BODY_BYTES
from api.lint_routes import MAX_ENTRIES
from api.sent_forms import sent_form
from corpora.courses.columns import SHIPPED, ColumnMap, shipped_column_map
from corpora.courses.files import read_courses_in, read_courses_of, unread_columns
from corpora.courses.record_writing import record_of
from corpora.courses.tables import in_order
from matcher.achievements import Achievement
from matcher.errors import InvalidInput, Rejected

FILE, PASTED, CARRIED, COLUMNS = "file", "pasted", "catalogue", "columns"
PASTED_TABLE = "pasted.csv"
MOST_FIELDS = 40_000
"""Of one form: some dozens an entry."""
MAX_NAME = 60
"""Characters of a file's name that are kept: its end, which says what it is."""
_STRANGE = re.compile(r"[^\w. -]")
"""What a file system may not take, or take for a folder."""
OTHERWISE = (
    "id (a code of your own) and name are needed; give the columns of your file names as “What a table looks like” has"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCatalogue:
    entries: tuple[Achievement, ...]
    left_out: tuple[Rejected, ...]
    """What could not be read, or only without one of its fields."""
    unread: tuple[str, ...] = ()
    """Columns of a table that no field was read from."""

    def carried(self) -> str:
        """All entries on their way through a form; only what they state."""
        return travelling(self.entries)


def travelling(entries: Sequence[Achievement]) -> str:
    """As one array: line ends in a field are not kept by every browser."""
    return orjson.dumps([*in_order(map(record_of, entries))], default=str).decode()


async def whole_form(request: Request) -> AsyncIterator[FormData]:
    """One field may take the whole request. It stands in `request.state.form` for the page that says what is wrong."""
    async with sent_form(request, max_part_size=MAX_BODY_BYTES, max_fields=MOST_FIELDS) as form:
        request.state.form = form
        yield form


def text_in(form: FormData | None, name: str) -> str:
    """Empty where nothing was typed."""
    found = form.get(name) if form is not None else None
    return found if isinstance(found, str) else ""


def sent_catalogue(form: FormData) -> SentCatalogue:
    """A chosen file counts before what was pasted, that before what travelled along.

    Raises InvalidInput where there is nothing to read, nothing can be read in it, or it is too much.
    """
    file = form.get(FILE)
    if isinstance(file, UploadFile) and file.filename:
        return _of_file(FILE, file.filename, file.file.read(), _columns(text_in(form, COLUMNS)))
    pasted = text_in(form, PASTED)
    if pasted.strip():
        return _of_text(pasted, _columns(text_in(form, COLUMNS)))
    carried = text_in(form, CARRIED)
    if carried.strip():
        return _checked(FILE, read_courses_of("the catalogue", carried.encode(), lines=False))
    raise InvalidInput(FILE, "choose a file, or paste the entries")


def _columns(named: str) -> ColumnMap | None:
    return shipped_column_map(named) if named in SHIPPED else None


def _of_file(field: str, name: str, data: bytes, columns: ColumnMap | None) -> SentCatalogue:
    if not data.removeprefix(BOM_UTF8).strip():
        raise InvalidInput(field, "The file is empty.")
    known = _STRANGE.sub("_", name)[-MAX_NAME:].lstrip(".") or PASTED_TABLE
    found = _checked(field, read_courses_in(known, data, columns))
    return replace(found, unread=unread_columns(known, data, columns))


def _of_text(text: str, columns: ColumnMap | None) -> SentCatalogue:
    """JSON, one object a line, or a table with a header."""
    begun = text.lstrip()[:1]
    if begun not in ("{", "[") or columns is not None:
        name = PASTED_TABLE if begun not in ("{", "[") else "pasted.jsonl"
        return _of_file(PASTED, name, text.strip().encode(), columns)
    several = begun == "{" and len([line for line in text.splitlines() if line.startswith("{")]) > 1
    return _checked(PASTED, read_courses_of("what was pasted", text.encode(), lines=several))


def _checked(field: str, read: Iterator[Achievement | Rejected]) -> SentCatalogue:
    entries: list[Achievement] = []
    left_out: list[Rejected] = []
    for one in read:
        if isinstance(one, Achievement):
            entries.append(one)
        else:
            left_out.append(one)
        if len(entries) > MAX_ENTRIES:
            raise InvalidInput(field, f"holds more than {MAX_ENTRIES} entries; give it in parts")
    if not entries:
        first = next(iter(left_out), None)
        raise InvalidInput(field, f"no entry could be read: {told_fault(first)}; {OTHERWISE}" if first else "is empty")
    return SentCatalogue(entries=tuple(entries), left_out=tuple(left_out))


def told_fault(one: Rejected) -> str:
    where = [f"row {one.row}" if one.row else "", one.field or ""]
    return ": ".join([", ".join(part for part in where if part) or one.file, one.reason])
