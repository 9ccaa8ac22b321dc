"""The courses of a damaged store, into a new one."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from corpora.courses.lines import achievement_in
from corpora.store import tables
from corpora.store.courses import fingerprint
from corpora.store.damaged_file import Cells, DamagedFile
from corpora.store.names import insert_rows
from corpora.store.salvaged import AT_ONCE, COLUMNS, Salvaged, is_json
from matcher.errors import ArtefactMismatch


def take_courses(damaged: DamagedFile, connection: Connection, told: Salvaged) -> None:
    """With what was read in them; one whose document can't be read is lost."""
    table = tables.achievements
    (ids, all_of_them), names, taken = damaged.ids(table), COLUMNS[table], dict[int, Cells]()
    told.unlisted += [] if all_of_them else ["courses"]
    for first in range(1, max((damaged.greatest(table), *ids)) + 1, AT_ONCE):
        taken |= damaged.numbered(table, first, first + AT_ONCE - 1)
    rows = {number: dict(zip(names, row, strict=True)) for number, row in taken.items()}
    good = {number: row for number, row in rows.items() if _is_course(row)}
    for row in good.values():
        said = fingerprint(row["document"])
        if said != row["fingerprint"]:
            told.changed_courses.append(row["id"])
            row["fingerprint"] = said
    insert_rows(connection, table, [tuple(row.values()) for row in good.values()])
    said_by = {row["fingerprint"] for row in good.values()}
    insert_rows(connection, tables.courses_read, _readings_of_courses(damaged, said_by))
    told.courses = len(good)
    named = {number: row["id"] for number, row in rows.items()} | ids
    told.lost_courses = sorted(key for number, key in named.items() if number not in good)


def _is_course(row: Mapping[str, Any]) -> bool:
    try:
        return str(achievement_in(row["document"]).id) == str(row["id"])
    except ArtefactMismatch:
        return False


def _readings_of_courses(damaged: DamagedFile, said: set[bytes]) -> list[Cells]:
    return [row for row in damaged.whole(tables.courses_read) if row[1] in said and is_json(row[3])]
