"""An operator's file, read row by row, and written so that it is read again as it was."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpora.csv_writing import write_csv
from corpora.own_skills.records import FIELDS, REQUIRED, own_term_of, record_of
from corpora.rows import Row, read_rows, rejected
from matcher.errors import InvalidInput, Rejected
from matcher.own_terms import OwnTerm


@dataclass(frozen=True, slots=True)
class Read:
    row: int
    term: OwnTerm

    @property
    def id(self) -> str:
        return self.term.id


def read_own_terms(path: Path, sheet: str | None = None) -> Iterator[Read | Rejected]:
    """Every term in order; a row that can't be one is a Rejected in its place.

    A table without a needed column, or with one that we don't know, is one Rejected that names it. Raises
    what `read_rows` raises.
    """
    first = True
    for row in read_rows(path, sheet):
        if isinstance(row, Rejected):
            yield row
            continue
        wrong = _wrong_column(row) if first else None
        first = False
        if wrong is not None:
            yield Rejected(file=path.name, row=None, field=wrong.field, reason=wrong.reason)
            return
        try:
            yield Read(row.number, own_term_of(row.fields))
        except InvalidInput as error:
            yield rejected(path, row.number, error)


def as_csv(terms: Iterable[OwnTerm]) -> str:
    """The terms under our column names, lines ending as CSV's do."""
    text = io.StringIO(newline="")
    write_csv(text, FIELDS, map(record_of, terms))
    return text.getvalue()


def _wrong_column(row: Row) -> InvalidInput | None:
    """What makes every row useless, or is misspelt: a column passed over in silence would be missed."""
    there = ", ".join(map(str, row.fields))
    missing = [field for field in REQUIRED if field not in row.fields]
    if missing:
        return InvalidInput(missing[0], f"there is no such column; there are {there}")
    unknown = [str(field) for field in row.fields if field and field not in FIELDS]
    if unknown:
        return InvalidInput(unknown[0], f"is no column of ours; there are {', '.join(FIELDS)}")
    return None
