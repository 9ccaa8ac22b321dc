"""Which columns of a team's table are skills of a matrix, and which hold something that is not read."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpora.teams.cells import text_of
from corpora.teams.headers import Part, parts_of, plain_header
from corpora.teams.levels import is_fraction, is_level_cell, stated_level
from corpora.teams.lists import NOTHING, name_of
from matcher.errors import InvalidInput
from matcher.phrases import word_set

NO_SKILLS = word_set("""
    years tenure seniority fte grade band salary pay department team unit site location branch office notes note
    comment comments remarks total sum average mean median count row no nr number index date cost price manager
    supervisor position
    """) | {
    "years of experience",
    "years experience",
    "experience years",
    "years in role",
    "pay grade",
    "job title",
    "full time",
    "part time",
}
"""Headers of columns that often stand beside skills; under some of them are numbers."""
MOST = 0.5
"""Of the filled cells of a column: fewer levels than that, and it is no skill."""
OFF_TOGETHER = 3
"""Cells off the scale, from which on they may be called another scale, and no slips."""
LISTED = (["skills"], ["competencies"], ["competences"])
"""How headers of columns with lists end, besides those that are known: "technical skills", "soft skills"."""
NO_LEVELS = "is not read: it is no column of ours, and what stands in it are no levels"
SHARES = "is not read: it holds shares like 0.6 or 60 %, and levels are whole numbers from 0 to 5"
SHARES_BESIDE = "is not read: it holds 0 and 1 only, and columns beside it hold shares, where 1 is 100 %"
_SCALE = re.compile(r"\s*[(\[]\s*0\s*(?:-|\u2013|to)\s*5\s*[)\]]$")

CellsOf = Callable[[str], Sequence[object]]
"""The cells below a header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the columns of one table hold."""

    parts: Mapping[Part, str]
    matrix: Mapping[str, str]
    """Column -> the skill that it is about."""
    lists: Sequence[str]
    """Columns with several skills in a cell."""
    unread: Mapping[str, str]
    """Column -> why it is none of these."""

    @property
    def is_long(self) -> bool:
        """Whether several rows are one person."""
        return Part.SKILL in self.parts

    @property
    def has_skills(self) -> bool:
        return bool(self.matrix or self.lists) or not self.parts.keys().isdisjoint({Part.SKILL, Part.CV})


def layout_of(columns: Sequence[str], cells_of: CellsOf) -> Layout:
    """By the headers, and for a matrix by the cells under them."""
    parts = parts_of(columns)
    matrix: dict[str, str] = {}
    unread: dict[str, str] = {}
    lists = [parts[Part.SKILLS]] if Part.SKILLS in parts else []
    for column in columns:
        if column in parts.values():
            continue
        why = _why_unread(column, parts, [cell for cell in cells_of(column) if text_of(cell).casefold() not in NOTHING])
        if why is None:
            matrix[column] = name_of(_SCALE.sub("", column))
        elif why == NO_LEVELS and plain_header(column).split()[-1:] in LISTED:
            lists.append(column)
        elif why:
            unread[column] = why
    if SHARES in unread.values():
        for column in [one for one in matrix if _may_be_shares(cells_of(one))]:
            del matrix[column]
            unread[column] = SHARES_BESIDE
    return Layout(parts=parts, matrix=matrix, lists=tuple(lists), unread=unread)


def _why_unread(column: str, parts: Mapping[Part, str], cells: Sequence[object]) -> str | None:
    """None for a skill of a matrix; empty where nothing has to be said."""
    by_header = _no_skill(column, parts)
    if by_header is not None:
        return by_header if cells else ""
    if any(map(is_fraction, cells)):
        return SHARES
    levels = sum(map(is_level_cell, cells))
    if levels < MOST * len(cells):
        return NO_LEVELS
    off = sum(map(_is_off, cells))
    if off >= OFF_TOGETHER and off > MOST * len(cells):
        return "is not read: most of its cells are no levels, whole numbers from 0 to 5"
    return None


def _no_skill(column: str, parts: Mapping[Part, str]) -> str | None:
    """Why its header is that of no skill."""
    if Part.SKILL in parts:
        return "is not read: in a table with a row for each person and skill it is no column of ours"
    if plain_header(column) in NO_SKILLS:
        return "is not read: it is no skill"
    try:
        name_of(_SCALE.sub("", column))
    except InvalidInput as error:
        return f"is not read: {error.reason.removesuffix('; left out')}"
    return None


def _may_be_shares(cells: Sequence[object]) -> bool:
    stated = [cell for cell in cells if text_of(cell)]
    return bool(stated) and all(cell in (0, 1) for cell in stated)


def _is_off(cell: object) -> bool:
    try:
        stated_level(cell)
    except InvalidInput:
        return True
    return False
