"""The rows of a team's table as its members."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpora.cells import shortened
from corpora.table_rows import TableRow
from corpora.teams.cells import line_of, text_of
from corpora.teams.contacts import without_contacts
from corpora.teams.drafts import Draft
from corpora.teams.headers import Part
from corpora.teams.levels import stated_level
from corpora.teams.lists import Item, items_of, name_of
from corpora.teams.matrix import Layout
from corpora.teams.sums import LIKE_A_SUM, is_sum
from matcher.errors import InvalidInput, Rejected
from matcher.workforce.team import Entry, Member, Place, Pseudonym

MAX_MEMBERS = 5_000
MAX_ENTRIES = 500_000
"""Skills of all members together."""
MAX_ID_CHARACTERS = 60
MAX_ROLE_CHARACTERS = 200
MAX_CV_CHARACTERS = 100_000
MOST_HOURS = 10_000
"""Of one person over a plan: five years of nothing else."""


@dataclass(slots=True, kw_only=True)
class Gathering:
    """Takes row after row."""

    file: str
    layout: Layout
    drafts: dict[str, Draft] = field(default_factory=dict)
    """By pseudonym, letter case aside."""
    faults: list[Rejected] = field(default_factory=list)
    entries: int = 0
    empty: list[TableRow] = field(default_factory=list)
    freed: list[TableRow] = field(default_factory=list)
    """Whose CV text lost e-mail addresses or telephone numbers."""

    def take(self, row: TableRow) -> None:
        """Raises InvalidInput past the limits."""
        if all(text_of(value) == "" for value in row.cells.values()):
            self.empty.append(row)
            return
        draft = self._draft_of(row)
        if draft is None:
            return
        for entry in self._entries(row):
            self.entries += draft.add(entry)
        if self.entries > MAX_ENTRIES:
            raise InvalidInput(self.file, f"states more than {MAX_ENTRIES:,} skills of people; divide the table")
        self._text(row, draft)
        self._toward(row, draft)
        self._hours(row, draft)

    def members(self) -> tuple[Member, ...]:
        """All of them, in the order of the table; what is to be said of the whole goes to the faults."""
        self._summed(self.empty, None, "is empty")
        reason = "held e-mail addresses or telephone numbers, which were taken out of the text before it is read"
        self._summed(self.freed, self.layout.parts.get(Part.CV), reason)
        members = tuple(draft.done() for draft in self.drafts.values())
        for member in members:
            if not member.entries and member.text is None:
                reason = f"states no skill and no CV; {member.id!r} is kept as somebody who holds none"
                self.faults.append(
                    Rejected(file=self.file, sheet=member.place.sheet, row=member.place.row, field=None, reason=reason)
                )
        return members

    def _draft_of(self, row: TableRow) -> Draft | None:
        column = self.layout.parts[Part.ID]
        words = line_of(row.cells[column])
        wrong = _wrong_id(words)
        if wrong is not None:
            self._refuse(row, column, f"{wrong}; the row is left out")
            return None
        known = self.drafts.get(words.casefold())
        if known is None:
            if len(self.drafts) == MAX_MEMBERS:
                raise too_many(self.file, self._place(row, column))
            known = Draft(id=Pseudonym(words), place=self._place(row, None))
            self.drafts[words.casefold()] = known
        elif not self.layout.is_long:
            reason = f"{words!r} stands in row {known.place.row} already, and each row is one person"
            self._refuse(row, column, f"{reason}; the row is left out")
            return None
        return known

    def _entries(self, row: TableRow) -> Iterator[Entry]:
        yield from self._listed(row)
        yield from self._long(row)
        for column, name in self.layout.matrix.items():
            held, level = self._level(row, column, "; read as empty")
            if held:
                yield Entry(name=name, level=level, place=self._place(row, column))

    def _listed(self, row: TableRow) -> Iterator[Entry]:
        for column in self.layout.lists:
            yield from self._items(row, column)

    def _items(self, row: TableRow, column: str) -> Iterator[Entry]:
        cell = text_of(row.cells[column])
        if cell.startswith("="):
            self._refuse(row, column, f"{shortened(cell)} begins like a formula, which is never run; read as empty")
            return
        for item in items_of(cell):
            if isinstance(item, Item):
                yield Entry(name=item.name, level=item.level, place=self._place(row, column))
            else:
                self._refuse(row, column, item)

    def _long(self, row: TableRow) -> Iterator[Entry]:
        column = self.layout.parts.get(Part.SKILL)
        words = text_of(row.cells[column]) if column else ""
        if column is None or not words:
            return
        rated = self.layout.parts.get(Part.LEVEL)
        try:
            stated, level = stated_level(row.cells[rated]) if rated else (False, None)
        except InvalidInput as error:
            self._refuse(row, rated, f"{error.reason}; the skill of this row is left out")
            return
        try:
            yield Entry(name=name_of(words), level=level if stated else None, place=self._place(row, column))
        except InvalidInput as error:
            self._refuse(row, column, error.reason)

    def _level(self, row: TableRow, column: str, otherwise: str) -> tuple[bool, int | None]:
        try:
            return stated_level(row.cells[column])
        except InvalidInput as error:
            self._refuse(row, column, error.reason + otherwise)
            return False, None

    def _text(self, row: TableRow, draft: Draft) -> None:
        column = self.layout.parts.get(Part.CV)
        text = text_of(row.cells[column]) if column else ""
        if not text:
            return
        if len(text) > MAX_CV_CHARACTERS:
            reason = f"has {len(text):,} characters; at most {MAX_CV_CHARACTERS:,} are read; read as empty"
            self._refuse(row, column, reason)
            return
        freed = without_contacts(text)
        if freed != text:
            self.freed.append(row)
        draft.texts[freed] = None

    def _toward(self, row: TableRow, draft: Draft) -> None:
        column = self.layout.parts.get(Part.TOWARD)
        words = line_of(row.cells[column]) if column else ""
        if not words:
            return
        if len(words) > MAX_ROLE_CHARACTERS or words.startswith("="):
            self._refuse(row, column, f"{shortened(words)} is no name of a role; read as empty")
        elif draft.toward is not None and draft.toward.casefold() != words.casefold():
            self._refuse(row, column, f"{words!r} is another role than {draft.toward!r} further up; read as empty")
        else:
            draft.toward = draft.toward or words

    def _hours(self, row: TableRow, draft: Draft) -> None:
        column = self.layout.parts.get(Part.HOURS)
        cell = row.cells[column] if column else None
        if column is None or text_of(cell) == "":
            return
        hours = _hours_of(cell)
        if hours is None:
            reason = f"{shortened(cell)} is no number of hours between 0 and {MOST_HOURS:,}; read as empty"
            self._refuse(row, column, reason)
        elif draft.hours is not None and draft.hours != hours:
            self._refuse(row, column, f"{hours:g} are other hours than {draft.hours:g} further up; read as empty")
        else:
            draft.hours = hours

    def _place(self, row: TableRow, column: str | None) -> Place:
        return Place(sheet=row.sheet, row=row.number, column=column)

    def _refuse(self, row: TableRow, column: str | None, reason: str) -> None:
        self.faults.append(Rejected(file=self.file, sheet=row.sheet, row=row.number, field=column, reason=reason))

    def _summed(self, rows: Sequence[TableRow], column: str | None, reason: str) -> None:
        if rows:
            self._refuse(rows[0], column, reason + (f" (so in {len(rows):,} rows)" if len(rows) > 1 else ""))


def too_many(file: str, place: Place) -> InvalidInput:
    reason = f"here begins person {MAX_MEMBERS + 1:,}, and a team has at most {MAX_MEMBERS:,}; divide the table"
    return InvalidInput(f"{file}, {place}", reason)


def _wrong_id(words: str) -> str | None:
    if not words:
        return "has no pseudonym"
    if words.startswith("="):
        return f"{shortened(words)} begins like a formula, which is never run"
    if len(words) > MAX_ID_CHARACTERS:
        return f"{shortened(words)} is no pseudonym: it has more than {MAX_ID_CHARACTERS} characters"
    if is_sum(words):
        return f"{words!r} {LIKE_A_SUM}"
    return None if any(c.isalnum() for c in words) else f"{shortened(words)} is no pseudonym: no letter, no digit"


def _hours_of(cell: object) -> float | None:
    if isinstance(cell, bool):
        return None
    words = text_of(cell).casefold().removesuffix("hours").removesuffix("h").strip()
    try:
        hours = float(words.replace(",", ".") if words.count(",") == 1 else words)
    except ValueError:
        return None
    return hours if 0 <= hours <= MOST_HOURS else None
