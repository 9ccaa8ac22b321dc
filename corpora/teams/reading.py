"""A team from its table: docs/team.md tells the shapes. What tells of a person stops it before anything is read."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpora.table_rows import TableRow
from corpora.teams.gathering import MAX_MEMBERS, Gathering, too_many
from corpora.teams.headers import ALIASES, Part, is_id, parts_of
from corpora.teams.matrix import Layout, layout_of
from corpora.teams.personal import Kind, first_email, kind_of_header, kind_of_others, kind_of_pseudonyms
from corpora.teams.table import rows_in
from matcher.errors import InvalidInput, Rejected, TellsOfPeople, UnreadableDocument
from matcher.workforce.team import Place, Team

MAX_ROWS = 100_000
WHAT_TO_DO = (
    "an import takes pseudonyms only. Delete the column; where it tells rows apart, write P01, P02, ... instead, "
    "and keep the key to yourself"
)
IF_NOT = {
    Kind.NAME: "If these are pseudonyms, give them a digit (P01), and call the column `id`",
}


def read_team_file(path: Path, *, sheet: str | None = None) -> tuple[Team, tuple[Rejected, ...]]:
    """As `read_team`. Raises UnreadableDocument also where there is no such file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"can't be read: {error.strerror}"
        raise UnreadableDocument(path.name, reason) from error
    return read_team(path.name, data, sheet=sheet)


def read_team(name: str, data: bytes, *, sheet: str | None = None) -> tuple[Team, tuple[Rejected, ...]]:
    """(the team, what of its table could not be used). Of a row with a faulty cell the rest is kept.

    Raises UnreadableDocument and EmptyText for what is no table, and InvalidInput where no team can be made of it: a
    column that tells of a person, none of pseudonyms, none of skills, no usable row, more than the limits.
    """
    rows, faults = _kept(name, rows_in(name, data, sheet, is_id))
    if not rows:
        raise InvalidInput(_where(name, sheet), _with(faults, "holds no rows below a header"))
    columns = tuple(rows[0].cells)
    _require_impersonal(name, rows, columns)
    layout = layout_of(columns, lambda column: [row.cells[column] for row in rows])
    _require_usable(name, rows[0], layout, faults)
    gathering = Gathering(file=name, layout=layout)
    for row in rows:
        gathering.take(row)
    members = gathering.members()
    if not members:
        raise InvalidInput(_where(name, rows[0].sheet), _with(gathering.faults, "holds no row that can be used"))
    unread = (
        Rejected(file=name, sheet=rows[0].sheet, row=None, field=column, reason=why)
        for column, why in layout.unread.items()
    )
    return Team(members=members, file=name), (*faults, *unread, *gathering.faults)


def _kept(name: str, found: Iterator[TableRow | Rejected]) -> tuple[list[TableRow], list[Rejected]]:
    """All rows, if they are few enough, and of few enough people. Raises InvalidInput as soon as they are not."""
    rows: list[TableRow] = []
    faults: list[Rejected] = []
    column: str | None = None
    people: set[str] = set()
    for row in found:
        if isinstance(row, Rejected):
            faults.append(row)
            continue
        column = column if rows else parts_of(tuple(row.cells)).get(Part.ID)
        rows.append(row)
        if len(rows) > MAX_ROWS:
            place = Place(sheet=row.sheet, row=row.number)
            raise InvalidInput(f"{name}, {place}", f"a team's table has at most {MAX_ROWS:,} rows; divide it")
        if column is not None and row.cells[column] is not None:
            people.add(str(row.cells[column]))
            if len(people) > MAX_MEMBERS:
                raise too_many(name, Place(sheet=row.sheet, row=row.number, column=column))
    return rows, faults


def _require_impersonal(name: str, rows: Sequence[TableRow], columns: Sequence[str]) -> None:
    parts = {column: part for part, column in parts_of(columns).items()}
    for column in columns:
        cells = [row.cells[column] for row in rows]
        part = parts.get(column)
        by_header = kind_of_header(column, cells) if part is None else None
        if by_header is not None:
            raise _personal(name, Place(sheet=rows[0].sheet, row=rows[0].number, column=column), by_header, part)
        if part is Part.CV:
            continue
        email = first_email(cells)
        found = (Kind.EMAIL, email) if email is not None else None
        if found is None and part is Part.ID:
            found = kind_of_pseudonyms(cells)
        elif found is None and part is None:
            found = kind_of_others(column, cells)
        if found is not None:
            kind, place = found
            raise _personal(name, Place(sheet=rows[0].sheet, row=rows[place].number, column=column), kind, part, "")


def _personal(name: str, place: Place, kind: Kind, part: Part | None, how: str = "by its header ") -> TellsOfPeople:
    """Without the value: it must not travel on in a message."""
    what = f"{how}holds what looks like {kind.value}, and {WHAT_TO_DO}"
    return TellsOfPeople(
        f"{name}, {place}",
        f"{what}. {IF_NOT[kind]}" if kind in IF_NOT else what,
        column=place.column or "",
        kind=kind.value,
        heads_rows=part is Part.ID,
    )


def _require_usable(name: str, first: TableRow, layout: Layout, faults: Sequence[Rejected]) -> None:
    there = ", ".join(map(repr, first.cells))
    if Part.ID not in layout.parts:
        known = ", ".join(ALIASES[Part.ID][1:6])
        reason = f"no column holds pseudonyms (call it `id`; also known: {known}, ...); there are {there}"
        if Part.SKILL in layout.parts or Part.SKILLS in layout.parts:
            reason += "; where people stand in the columns, turn the table: one row a person"
        raise InvalidInput(_where(name, first.sheet), _with(faults, reason))
    if not layout.has_skills:
        reason = (
            "no column holds skills: a list (`skills`), one a row (`skill`, `level`), a text (`cv`), or a column for "
            f"each skill with levels from 0 to 5; there are {there}"
        )
        unread = [f"{column!r} {why}" for column, why in layout.unread.items()]
        raise InvalidInput(_where(name, first.sheet), "; ".join([_with(faults, reason), *unread[:3]]))


def _where(name: str, sheet: str | None) -> str:
    return f"{name}, sheet {sheet!r}" if sheet else name


def _with(faults: Sequence[Rejected], reason: str) -> str:
    """The reason, and the first of what was seen on the way, which often explains it."""
    return f"{reason}; {faults[0]}" if faults else reason
