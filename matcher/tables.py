"""Tables as text, cells between tabs or bars: a header row says which column, or which mark, makes things essential."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from matcher.headings import SectionKind
from matcher.mentions import Span

_WHAT = r"(?: criteri(?:a|on)| requirements?| attributes?| skills?)?"
_VERDICTS = (
    (SectionKind.REQUIRED, re.compile(rf"(?:e|essential|required|must[- ]haves?|minimum){_WHAT}", re.IGNORECASE)),
    (SectionKind.PREFERRED, re.compile(rf"(?:d|desirable|preferred|nice[- ]to[- ]haves?){_WHAT}", re.IGNORECASE)),
)
_MARK = re.compile(r"(?:[x\u2713\u2714\u221a\u25cf\u2022*]|yes|y)", re.IGNORECASE)
_NO_MARK = re.compile(r"(?:[-\u2013\u2014]|no|n|n/a)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\t|(?<=\s)\|(?=\s)")
"""Cells: a tab as it is pasted, or a bar between spaces as web pages and documents are read."""
_EITHER = re.compile(r"(?:e|essential)\W{0,3}(?:(?:or|and)\W)?(?:d|desirable|preferred)", re.IGNORECASE)
_COLUMN = re.compile(
    r"(?:(?:[\w/]+ )?(?:criteri(?:a|on)|requirements?|attributes?|areas?|factors?|categor(?:y|ies)|elements?)|"
    r"specification|skills?|assess\w*|evidence\w*|measured?|method|how|where|source|item|weight\w*|no|number|ref)"
    r"\b[\w /]{0,25}|#|" + _EITHER.pattern,
    re.IGNORECASE,
)
"""A name of a column."""
MIN_NAMED = 2
MAX_HEADER_WORDS = 4
"""Of each cell of a header row."""


Columns: TypeAlias = tuple[SectionKind | None, ...]
"""What each column makes its cells; None for one that says nothing."""


@dataclass(frozen=True, slots=True)
class Cell:
    kind: SectionKind | None
    """What the table says of it; None where it says nothing."""
    span: Span


def cells(line: str) -> Iterator[Span]:
    """Where the cells with words in them stand in the line; one for a line that is no row."""
    at = 0
    for cell in _BETWEEN.split(line):
        words = cell.strip()
        if words:
            begin = at + cell.index(words)
            yield Span(begin, begin + len(words))
        at += len(cell) + 1


def is_row(line: str) -> bool:
    """Whether the line has more cells than one."""
    return ("\t" in line or "|" in line) and _BETWEEN.search(line) is not None


def verdict_columns(row: str, *, inside: bool = False) -> Columns | None:
    """What each column of the table that this row heads holds; None where the row heads none.

    A row with one verdict heads a table only if its other cells name columns ("Criteria") and it is not `inside` one
    already; else it is on them.
    """
    names = [cell.strip(" :*") for cell in _BETWEEN.split(row)]
    kinds = tuple(_verdict(name) for name in names)
    either = any(map(_EITHER.fullmatch, names))
    others = [name for name, kind in zip(names, kinds, strict=True) if name and not kind]
    verdicts = len(set(kinds) - {None})
    if (
        len(others) + verdicts + either < MIN_NAMED
        or not (either or verdicts)
        or (inside and verdicts == 1 and not either)
    ):
        return None
    both = verdicts > 1 and all(len(name.split()) <= MAX_HEADER_WORDS for name in others)
    return kinds if both or all(map(_COLUMN.fullmatch, others)) else None


def rows_verdict(row: str) -> Columns | None:
    """No kind for any column, where a cell of the row is a verdict on the others in full words; else None."""
    names = [cell.strip(" :*") for cell in _BETWEEN.split(row)]
    found = [name for name in names if _verdict(name) and len(name) > 1]
    return (None,) * len(names) if len(found) == 1 and sum(map(bool, names)) > 1 else None


def read_row(row: str, start: int, columns: Columns) -> Iterator[Cell]:
    """The cells of a row with words in them, in order; `start` is the row's place in the text.

    A mark in a column, or a verdict in a cell of its own, holds for the rest of the row; otherwise a cell is what its
    column is.
    """
    marked: SectionKind | None = None
    named: list[Cell] = []
    at = start
    for column, cell in enumerate(_BETWEEN.split(row)):
        words = cell.strip()
        kind = columns[column] if column < len(columns) else None
        if kind and _MARK.fullmatch(words):
            marked = kind
        elif _verdict(words):
            marked = _verdict(words)
        elif not _NO_MARK.fullmatch(words):
            begin = at + cell.index(words[0])
            named.append(Cell(kind, Span(begin, begin + len(words))))
        at += len(cell) + 1
    return (Cell(marked or cell.kind, cell.span) for cell in named)


def _verdict(words: str) -> SectionKind | None:
    return next((kind for kind, pattern in _VERDICTS if pattern.fullmatch(words)), None)
