"""A SQLite file of which some pages can't be read: its rows, many at once where that works, else one by one."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, Integer, LargeBinary, SmallInteger, Table

Cells = tuple[Any, ...]
WHOLE_NUMBERS = (Integer, BigInteger, SmallInteger, Boolean)
HEAD_BYTES = 100
LARGEST_PAGE = 65_536
LONGEST = 1 << 40
"""That a file is made longer by, with nothing in it: a head that tells more is damaged."""
FURTHEST = 10_000_000
"""A greatest number beyond it is damage, too: nobody keeps so many ads in one file."""


@dataclass(slots=True, eq=False)
class DamagedFile:
    """Nothing is written. A row that can't be read, or can't be what it should be, is left out."""

    connection: sqlite3.Connection

    def __enter__(self) -> "DamagedFile":
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.connection.close()

    def numbered(self, table: Table, first: int, last: int) -> dict[int, Cells]:
        """Of a table whose first column numbers its rows, those from `first` to `last`."""
        number = table.columns[0].name
        try:
            found = self._rows(table, f"{number} BETWEEN ? AND ?", (first, last))
        except sqlite3.DatabaseError:
            found = [row for one in range(first, last + 1) for row in self._or_none(table, f"{number} = ?", (one,))]
        return {row[0]: row for row in found if is_plausible(table, row)}

    def of_ads(self, table: Table, ads: Iterable[int]) -> dict[int, list[Cells] | None]:
        """Of a table with several rows an ad, all of each; None where one of them can't be read."""
        return {ad: self._all_of(table, ad) for ad in ads}

    def whole(self, table: Table) -> list[Cells]:
        """As much of a small table as comes before and after what can't be read."""
        keys = ", ".join(column.name for column in table.primary_key.columns)
        backwards = ", ".join(f"{column.name} DESC" for column in table.primary_key.columns)
        found: dict[Cells, None] = {}
        for order in (keys, backwards):
            try:
                for row in self.connection.execute(f"SELECT {_columns(table)} FROM {table.name} ORDER BY {order}"):
                    found[row] = None
            except sqlite3.DatabaseError:
                continue
            break
        return [row for row in found if is_plausible(table, row)]

    def is_readable(self, table: Table) -> bool:
        """Whether every row of it can be read."""
        try:
            self.connection.execute(f"SELECT {_columns(table)} FROM {table.name}").fetchall()
        except sqlite3.DatabaseError:
            return False
        return True

    def greatest(self, table: Table) -> int:
        """The greatest number that a row may have; zero where nothing can be known of the table."""
        number = table.columns[0].name
        asked = [
            f"SELECT seq FROM sqlite_sequence WHERE name = '{table.name}'",
            f"SELECT max({number}) FROM {table.name}",
            *(f"SELECT max({number}) FROM {table.name} INDEXED BY {index}" for index in self._indexes(table)),
        ]
        found = [row[0] for query in asked for row in self._told(query)]
        return max((one for one in found if isinstance(one, int) and 0 < one < FURTHEST), default=0)

    def ids(self, table: Table) -> tuple[dict[int, str], bool]:
        """number -> id, as the index over ids has it, apart from the rows; and whether it could be read to its end."""
        number = table.columns[0].name
        by_id = f"SELECT {number}, id FROM {table.name} INDEXED BY sqlite_autoindex_{table.name}_1 ORDER BY id"
        found: dict[int, str] = {}
        for query in (by_id, f"{by_id} DESC"):
            try:
                for one, key in self.connection.execute(query):
                    if isinstance(one, int) and isinstance(key, str):
                        found[one] = key
            except sqlite3.DatabaseError:
                continue
            return found, query == by_id
        return found, False

    def _rows(self, table: Table, where: str, values: Cells) -> list[Cells]:
        return self.connection.execute(f"SELECT {_columns(table)} FROM {table.name} WHERE {where}", values).fetchall()

    def _or_none(self, table: Table, where: str, values: Cells) -> list[Cells]:
        try:
            return self._rows(table, where, values)
        except sqlite3.DatabaseError:
            return []

    def _all_of(self, table: Table, ad: int) -> list[Cells] | None:
        try:
            found = self._rows(table, "ad = ?", (ad,))
        except sqlite3.DatabaseError:
            return None
        return found if all(is_plausible(table, row) for row in found) else None

    def _told(self, query: str) -> Iterator[Cells]:
        """As far as it goes."""
        try:
            yield from self.connection.execute(query)
        except sqlite3.DatabaseError:
            return

    def _indexes(self, table: Table) -> list[str]:
        query = f"SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table.name}'"
        return [str(row[0]) for row in self._told(query)]


def open_damaged(path: Path) -> DamagedFile:
    """Of a copy that may be changed; with what waits in its log.

    Raises sqlite3.DatabaseError where not even the list of tables can be read.
    """
    _lengthen(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        connection.execute("PRAGMA cell_size_check = ON").close()
        connection.execute("SELECT count(*) FROM sqlite_master").close()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return DamagedFile(connection)


def _lengthen(path: Path) -> None:
    """To the length that its head tells: SQLite reads nothing in a file that was cut off."""
    with path.open("r+b") as file:
        head = file.read(HEAD_BYTES)
        if len(head) < HEAD_BYTES:
            return
        page = int.from_bytes(head[16:18], "big")
        length = int.from_bytes(head[28:32], "big") * (LARGEST_PAGE if page == 1 else page)
        if 0 < length - file.seek(0, SEEK_END) < LONGEST:
            file.truncate(length)


def is_plausible(table: Table, row: Cells) -> bool:
    """Whether each cell can be what its column holds."""
    return all(_fits(column, cell) for column, cell in zip(table.columns, row, strict=True))


def _fits(column: Any, cell: object) -> bool:  # noqa: ANN401 - a Column of any type
    if cell is None:
        return bool(column.nullable)
    if isinstance(column.type, WHOLE_NUMBERS):
        return isinstance(cell, int)
    if isinstance(column.type, LargeBinary) or column.name == "vector":
        return isinstance(cell, bytes)
    return isinstance(cell, str) and (not isinstance(column.type, Date) or _is_day(cell))


def _is_day(cell: str) -> bool:
    parts = cell.split("-")
    return len(parts) == 3 and all(part.isdigit() for part in parts) and len(cell) == len("2026-01-01")


def _columns(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)
