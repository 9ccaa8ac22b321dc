"""Demand as a table, one row a line: CSV, XLSX, Parquet; the columns of docs/demand.md."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import orjson

from api.demand_schemas import (
    DemandAnswer,
    DemandLine,
    DemandPage,
    EmergingLine,
    EmergingPage,
    SliceOut,
    TrendLine,
    TrendsPage,
    UnmetLine,
    UnmetPage,
)
from api.media import media_of
from corpora.csv_writing import write_csv
from corpora.parquet_writing import write_parquet
from corpora.replacing import replacing
from corpora.spreadsheets.writing import write_xlsx
from corpora.table_rows import ColumnType
from matcher.errors import InvalidInput

TEXT, NUMBER, FLAG, LIST = ColumnType.TEXT, ColumnType.NUMBER, ColumnType.FLAG, ColumnType.LIST
DEMAND: Mapping[str, ColumnType] = {
    "id": TEXT,
    "label": TEXT,
    "kind": TEXT,
    "nature": TEXT,
    "ads": NUMBER,
    "share": NUMBER,
    "share_low": NUMBER,
    "share_high": NUMBER,
    "independent_ads": NUMBER,
    "expected_ads": NUMBER,
    "essential": NUMBER,
    "optional": NUMBER,
    "implied": NUMBER,
    "employers": NUMBER,
    "largest_employer_ads": NUMBER,
    "effective_employers": NUMBER,
    "doubts": LIST,
    "way_of_working": FLAG,
    "members": LIST,
    "small": FLAG,
}
UNMET: Mapping[str, ColumnType] = {
    "score": NUMBER,
    "asked": NUMBER,
    "wanted": NUMBER,
    "breadth": NUMBER,
    "open": NUMBER,
    **DEMAND,
    "courses_closing": NUMBER,
    "courses_may_close": NUMBER,
    "expected_courses": NUMBER,
    "providers": NUMBER,
}
TRENDS: Mapping[str, ColumnType] = {
    "direction": TEXT,
    "slope": NUMBER,
    "slope_low": NUMBER,
    "slope_high": NUMBER,
    "p": NUMBER,
    "q": NUMBER,
    "periods": NUMBER,
    "untested": TEXT,
    **DEMAND,
}
EMERGING: Mapping[str, ColumnType] = {
    "label": TEXT,
    "terms": LIST,
    "stands_for": TEXT,
    "kind": TEXT,
    "ads": NUMBER,
    "employers": NUMBER,
    "without_employer": NUMBER,
    "share_low": NUMBER,
    "share_high": NUMBER,
    "first": ColumnType.DATE,
    "last": ColumnType.DATE,
    "small": FLAG,
    "template": FLAG,
    "covered_by": TEXT,
    "near": LIST,
    "example": TEXT,
}
SHEET = "demand"
Row = Mapping[str, object]
Page = DemandPage | EmergingPage | TrendsPage | UnmetPage


def columns_of(page: Page) -> Mapping[str, ColumnType]:
    match page:
        case UnmetPage():
            return UNMET
        case TrendsPage():
            return TRENDS
        case EmergingPage():
            return EMERGING
    return DEMAND


def rows_of(page: Page) -> Iterator[Row]:
    for line in page.lines:
        yield _row(line)


def about(answer: DemandAnswer) -> Iterator[tuple[str, str]]:
    """(what, words): the slice, what it is made of, what to know, versions, licences."""
    yield from (("slice", words) for words in slice_words(answer.slice))
    totals = answer.totals
    yield "ads", f"{totals.ads:,}, with {totals.copies:,} near-identical ones beside them"
    yield "employers", f"{totals.employers:,}; {totals.without_employer:,} ads name none"
    dates = f"{totals.first} to {totals.last}; " if totals.first else ""
    yield "posted", f"{dates}{totals.undated:,} ads are undated"
    yield from (("note", note) for note in answer.notes)
    if isinstance(answer, UnmetPage):
        yield "score", answer.formula
    yield from ((f"version of {name}", str(own)) for name, own in answer.versions.model_dump().items() if own)
    yield from (("licence", words) for words in answer.attribution)


def slice_words(own: SliceOut) -> list[str]:
    """What it is cut by, one condition each; that it is all ads where there is none."""
    stated = {"sector": own.sector, "region": own.region, "location": own.location, "source": own.source}
    stated |= {"organisation": own.organisation, "occupation": [one.label for one in own.occupation]}
    words = [f"{name}: {' or '.join(names)}" for name, names in stated.items() if names]
    words += [f"posted from {own.since} on"] if own.since else []
    words += [f"posted until {own.until}"] if own.until else []
    return words or ["all ads"]


def write_table(path: Path, page: object) -> None:
    """By its suffix; a file that was there is replaced once the new one is whole.

    Raises InvalidInput for another suffix, or where it is no list.
    """
    if not isinstance(page, Page):
        raise InvalidInput("format", "only lists are written as tables")
    write = require_writer(path)
    with replacing(path) as new:
        write(new, page)


def require_writer(path: Path) -> Callable[[Path, Page], None]:
    """What writes such a file. Raises InvalidInput where its suffix says nothing."""
    write = WRITERS.get(path.suffix.lower().lstrip("."))
    if write is None:
        raise InvalidInput("out", f"{path.name} should end in one of {', '.join('.' + name for name in WRITERS)}")
    require_folder("out", path)
    return write


def require_folder(field: str, path: Path) -> None:
    """Raises InvalidInput where nothing can be written beside it."""
    folder = path.resolve().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise InvalidInput(field, f"{path} can't be written: there is no folder {folder}, or nobody may write there")


def _csv(path: Path, page: Page) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(file, tuple(columns_of(page)), ({k: _cell(v) for k, v in row.items()} for row in rows_of(page)))


def _xlsx(path: Path, page: Page) -> None:
    rows = ({k: _cell(v) if isinstance(v, list) else v for k, v in row.items()} for row in rows_of(page))
    write_xlsx(path, SHEET, tuple(columns_of(page)), rows, about(page))


def _parquet(path: Path, page: Page) -> None:
    told: dict[str, list[str]] = {}
    for what, words in about(page):
        told.setdefault(what, []).append(words)
    write_parquet(path, columns_of(page), rows_of(page), {what: "\n".join(words) for what, words in told.items()})


def _json(path: Path, page: Page) -> None:
    path.write_bytes(orjson.dumps(page.model_dump(mode="json"), option=orjson.OPT_INDENT_2))


WRITERS: Mapping[str, Callable[[Path, Page], None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "parquet": _parquet,
    "json": _json,
}


def _row(line: DemandLine | EmergingLine) -> dict[str, object]:
    if isinstance(line, EmergingLine):
        return _emerging(line)
    if isinstance(line, UnmetLine):
        return _unmet(line)
    return _trend(line) if isinstance(line, TrendLine) else _demand(line)


def _emerging(line: EmergingLine) -> dict[str, object]:
    low, high = (line.interval.low, line.interval.high) if line.interval else (None, None)
    same = ("label", "terms", "stands_for", "kind", "ads", "employers", "without_employer", "first", "last", "small")
    return {
        **{name: getattr(line, name) for name in same},
        "share_low": low,
        "share_high": high,
        "template": line.template,
        "covered_by": line.covered_by.label if line.covered_by else None,
        "near": [one.label for one in line.near],
        "example": line.examples[0].text if line.examples else None,
    }


def _trend(line: TrendLine) -> dict[str, object]:
    own = line.trend
    plain = {name: getattr(own, name) for name in ("direction", "slope", "p", "q", "periods", "untested")}
    low, high = (own.interval.low, own.interval.high) if own.interval else (None, None)
    return {**plain, "slope_low": low, "slope_high": high, **_demand(line)}


def _demand(line: DemandLine) -> dict[str, object]:
    return {
        "id": line.id,
        "label": line.label,
        "kind": line.kind,
        "nature": line.nature,
        "ads": line.ads,
        "share": line.share,
        "share_low": line.interval.low,
        "share_high": line.interval.high,
        "independent_ads": line.independent_ads,
        "expected_ads": line.expected_ads,
        **line.importance.model_dump(),
        "employers": line.employers,
        "largest_employer_ads": line.largest_employer_ads,
        "effective_employers": line.effective_employers,
        "doubts": line.doubts,
        "way_of_working": line.way_of_working,
        "members": [one.label for one in line.members],
        "small": line.small,
    }


def _unmet(line: UnmetLine) -> dict[str, object]:
    counted = ("courses_closing", "courses_may_close", "expected_courses", "providers")
    supply = {name: getattr(line.supply, name) for name in counted}
    return {"score": line.score, **line.parts.model_dump(), **_demand(line), **supply}


def _cell(value: object) -> str | float:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, int | float) else "" if value is None else str(value)


MEDIA: Mapping[str, str] = media_of(("csv", "xlsx", "parquet"))
FORMATS: Sequence[str] = tuple(MEDIA)
