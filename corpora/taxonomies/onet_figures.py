"""O*NET's importance and level of its 35 skills, occupation by occupation, from either shape of its table."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpora.cells import shortened
from corpora.taxonomies.onet_tables import CODE, Titles
from corpora.taxonomies.report import Faults
from corpora.taxonomies.tables import Row, Table, columns_of, read_whole_rows, tidy
from matcher.errors import Rejected

IMPORTANCE, LEVEL = "IM", "LV"
SCALES: Mapping[str, tuple[float, float]] = {IMPORTANCE: (1.0, 5.0), LEVEL: (0.0, 7.0)}
LONG = (CODE, "Element ID", "Element Name", "Scale ID", "Data Value")
"""As O*NET publishes it: one row a figure."""
WIDE = (CODE, "Element ID", "Element Name", "importance", "level")
"""One row a skill of an occupation."""

SUPPRESSED = "Recommend Suppress"

Figure = tuple[float, float]
"""(importance, level)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    skills: Mapping[str, str]
    """Element -> its name, in the order of the table."""
    occupations: Mapping[str, Mapping[str, Figure]]
    """Title -> element -> figure."""
    majors: Mapping[str, str]
    """Title of any occupation of the release -> the two digits of its major group."""


def read_figures(table: Table, known: Titles, faults: Faults) -> Figures:
    """What the table says of the known occupations. Raises UnreadableDocument where it is in neither shape."""
    names: dict[str, str] = {}
    read: defaultdict[str, defaultdict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for cell in _cells(table, faults):
        code, element = tidy(cell.row[CODE]), tidy(cell.row["Element ID"])
        value = _number(cell.row[cell.column], cell.scale)
        if isinstance(value, str):
            faults.rejected.append(Rejected(file=str(table), row=cell.line, field=cell.column, reason=value))
        elif code not in known:
            faults.left_out[f"row of {table.name} whose occupation is missing"] += 1
        else:
            names.setdefault(element, tidy(cell.row["Element Name"]))
            read[known[code]][element][cell.scale] = value
    return Figures(
        skills=names,
        occupations={title: own for title, scales in read.items() if (own := dict(_whole(scales, faults)))},
        majors={title: code[:2] for code, title in known.items()},
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    line: int
    row: Row
    column: str
    scale: str


def _cells(table: Table, faults: Faults) -> Iterator[_Cell]:
    """Every cell that holds a figure to be used."""
    if {"importance", "level"} <= columns_of(table):
        for line, row in read_whole_rows(table, WIDE, WIDE, faults.rejected):
            yield _Cell(line, row, "importance", IMPORTANCE)
            yield _Cell(line, row, "level", LEVEL)
        return
    for line, row in read_whole_rows(table, LONG, LONG, faults.rejected):
        scale = tidy(row["Scale ID"])
        if scale not in SCALES:
            faults.left_out[f"figure on another scale, {scale!r}"] += 1
        elif row.get(SUPPRESSED, "").strip() == "Y":
            faults.left_out["figure that O*NET recommends to suppress"] += 1
        else:
            yield _Cell(line, row, "Data Value", scale)


def _number(text: str, scale: str) -> float | str:
    """The figure, or what is wrong with it."""
    least, most = SCALES[scale]
    try:
        value = float(text)
    except ValueError:
        return f"is not a number: {shortened(text)}"
    return value if least <= value <= most else f"is {text.strip()}, not from {least:g} to {most:g}"


def _whole(scales: Mapping[str, Mapping[str, float]], faults: Faults) -> Iterator[tuple[str, Figure]]:
    for element, own in scales.items():
        if len(own) == len(SCALES):
            yield element, (own[IMPORTANCE], own[LEVEL])
        else:
            faults.left_out["importance without a level, or the other way round"] += 1
