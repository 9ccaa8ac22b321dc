"""Tables inside zips (wheels, downloaded releases) or folders, read row by row by column name.

CSV with commas and quotes (ESCO), or text with a tab between cells and no quotes (O*NET); each also gzipped.
"""

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from corpora.csv_rows import MAX_CELL_CHARACTERS
from matcher.errors import Rejected, UnreadableDocument

MAX_MEMBER_BYTES = 200_000_000
"""Far above the largest table of any release (21 MB), far below what would fill a machine."""

CSV = (".csv",)
ANY = (".csv", ".txt", ".csv.gz", ".txt.gz")
"""Endings of tables."""

Row = dict[str, str]

_BROKEN = (csv.Error, UnicodeDecodeError, zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError)
_SPACE = re.compile(r"\s+")


class Tabs(csv.excel_tab):
    """Quotation marks mean themselves."""

    quoting = csv.QUOTE_NONE


@dataclass(frozen=True, slots=True)
class Table:
    container: Path
    """A zip, a folder, or the CSV file itself."""
    member: str

    @property
    def name(self) -> str:
        """The file name without folders."""
        return self.member.rsplit("/", 1)[-1]

    def __str__(self) -> str:
        return f"{self.container.name}/{self.member}"

    @property
    def dialect(self) -> type[csv.Dialect]:
        return Tabs if ".txt" in self.name.lower() else csv.excel


def tables_in(path: Path, endings: tuple[str, ...] = CSV) -> tuple[Table, ...]:
    """Every table in a zip or folder, at any depth, or the one file given; raises UnreadableDocument."""
    if path.is_dir():
        found = (str(p.relative_to(path)) for p in sorted(path.rglob("*")) if p.is_file())
        return tuple(Table(path, name) for name in found if name.lower().endswith(endings))
    if path.name.lower().endswith(endings) and path.is_file():
        return (Table(path.parent, path.name),)
    with _archive(path) as archive:
        names = [n for n in sorted(archive.namelist()) if n.lower().endswith(endings)]
        return tuple(Table(path, name) for name in names if not name.startswith("__MACOSX"))


def read_rows(table: Table, required: Sequence[str]) -> Iterator[Row]:
    """Rows keyed by column name, case and order of the columns aside; absent cells are empty strings.

    Raises UnreadableDocument, naming file and column, if a required column is missing or it can't be read.
    """
    for _, names, cells in _records(table, required):
        yield dict.fromkeys(names, "") | dict(zip(names, cells, strict=False))


def read_whole_rows(
    table: Table, required: Sequence[str], filled: Sequence[str], rejected: list[Rejected]
) -> Iterator[tuple[int, Row]]:
    """Rows as `read_rows` gives them, with their lines, if they have all cells of the header and the `filled` ones.

    The others are added to `rejected`.
    """
    for line, names, cells in _records(table, required):
        row = dict(zip(names, cells, strict=False))
        empty = next((name for name in filled if not row.get(name, "").strip()), None)
        if len(cells) != len(names):
            lacking = names[len(cells)] if len(cells) < len(names) else None
            reason = f"has {len(cells)} cells where the header has {len(names)}"
            rejected.append(Rejected(file=str(table), row=line, field=lacking, reason=reason))
        elif empty is not None:
            rejected.append(Rejected(file=str(table), row=line, field=empty, reason="is missing or empty"))
        else:
            yield line, row


def columns_of(table: Table) -> frozenset[str]:
    """The names in its first line; none where that can't be read."""
    try:
        with _open(table) as binary, io.TextIOWrapper(binary, encoding="utf-8-sig", newline="") as text:
            first = next(csv.reader(text, table.dialect), [])
    except (UnreadableDocument, *_BROKEN):
        return frozenset()
    return frozenset(name.strip() for name in first)


def _records(table: Table, required: Sequence[str]) -> Iterator[tuple[int, list[str], list[str]]]:
    """The line where each record below the header begins, the names of the columns, and the cells."""
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    with _open(table) as binary:
        text = io.TextIOWrapper(binary, encoding="utf-8-sig", newline="")
        try:
            rows = csv.reader(text, table.dialect)
            names = _columns(table, next(rows, []), required)
            ended = rows.line_num
            for cells in rows:
                if cells:
                    yield ended + 1, names, cells
                ended = rows.line_num
        except _BROKEN as error:
            raise UnreadableDocument(str(table), f"is not readable CSV in UTF-8 ({error})") from error


def tidy(text: str) -> str:
    """Runs of any white space, no-break spaces included, become one space."""
    return _SPACE.sub(" ", text).strip()


def _columns(table: Table, header: Sequence[str], required: Sequence[str]) -> list[str]:
    wanted = {name.lower(): name for name in required}
    names = [wanted.get(name.strip().lower(), name.strip()) for name in header]
    for name in required:
        if names.count(name) != 1:
            has = "has no column" if name not in names else "has more than one column"
            raise UnreadableDocument(str(table), f"{has} {name!r}")
    return names


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FileNotFoundError:
        raise UnreadableDocument(str(path), "does not exist") from None
    except zipfile.BadZipFile as error:
        raise UnreadableDocument(str(path), "is neither a zip nor a folder of CSV files") from error


@contextmanager
def _open(table: Table) -> Iterator[BinaryIO]:
    with _stored(table) as file:
        if table.name.lower().endswith(".gz"):
            with gzip.open(file) as unpacked:
                yield cast(BinaryIO, unpacked)
        else:
            yield file


@contextmanager
def _stored(table: Table) -> Iterator[BinaryIO]:
    if table.container.is_dir():
        with (table.container / table.member).open("rb") as file:
            yield file
        return
    with _archive(table.container) as archive:
        try:
            size = archive.getinfo(table.member).file_size
        except KeyError:
            raise UnreadableDocument(str(table), "is missing from the archive") from None
        if size > MAX_MEMBER_BYTES:
            raise UnreadableDocument(str(table), f"unpacks to {size:,} bytes; at most {MAX_MEMBER_BYTES:,} are read")
        with archive.open(table.member) as member:
            yield cast(BinaryIO, member)
