"""Catalogues go out as tables and come in as they were."""

import csv
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from corpora.courses.catalogue import read_sample_catalogue
from corpora.courses.exports import TABLES, Export, format_of, write_export
from corpora.courses.files import FORMATS, read_courses
from corpora.courses.record_writing import FOREIGN, record_of
from corpora.courses.records import FIELDS, achievement_of
from corpora.courses.tables import COLUMNS
from corpora.guarded_cells import guarded, unguarded
from matcher.achievements import Achievement, AchievementKind, Alignment, AlignmentRole, Foreign
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput, Rejected
from matcher.opportunities import Workload

SCHEMA_ORG = Path(__file__).parent / "samples" / "schema_org.jsonld"
FULL: dict[str, object] = {
    "duration": "12 weeks",
    "credential_name": "Rope Work Badge",
    "subjects": ["Crafts", "0723"],
    "text_language": "en",
    "id": "https://example.org/c?id=3&section=4",
    "name": "=HYPERLINK(1)",
    "kind": "Nanodegree",
    "provider": "+61 Institute",
    "awarding_body": "@Board",
    "country": "AU",
    "description": "First line.\n\n- a point; with | signs\n'quoted, \"twice\"",
    "outcomes": ["Judge a source; weigh it", "[Search] a | b", "=Plan"],
    "topics": ["-SQL", "data"],
    "level": "AQF 5",
    "workload": "5 weeks at 2 to 3 hours a week",
    "hours_min": 10,
    "hours_max": 15.5,
    "price": "149.00",
    "currency": "NZD",
    "price_date": "2026-06-01",
    "mode": "blended",
    "language": "en",
    "start": "2027-03-01",
    "assessment": "A portfolio",
    "prerequisites": ["Read English", "b"],
    "credits": "5 ECTS",
    "quality_assurance": "External",
    "supervision": "Proctored",
    "grading": "Pass or fail",
    "employer_need": "letters of 12 employers",
    "review": "every 2 years",
    "stackability": "Toward a diploma",
    "valid_for": "2 years",
    "recognised_by": ["Library Association"],
    "date": "2026-08-01",
    "audience": "Librarians",
    "url": "https://example.org/c?id=3&section=4",
    "sample": True,
    "parts": ["a", "b"],
    "instances": [
        {"id": "#1", "mode": "online", "start": "2027-01-01", "end": "2027-02-01", "hours": 3, "price": "1.50",
         "currency": "EUR", "price_date": "2026-01-01", "language": "mi", "place": "Perth; WA", "url": "https://x.org"},
        {"workload": "up to 20 hours"},
    ],
    "competencies": [
        {"name": "Weld", "role": "assesses", "framework": "F", "code": "C", "url": "u:1", "description": "D"}
    ],
    "alignments": [{"uri": "urn:esco:1", "role": "requires", "label": "use a computer"}],
    "teaches": ["urn:esco:2", "urn:esco:3"],
    "assesses": ["urn:esco:2"],
    "requires": ["urn:esco:4"],
}  # fmt: skip


def catalogue() -> list[Achievement]:
    """Every field that there is, every workload, our sample, and what came from another format."""
    workloads = (
        "less than 20 hours",
        "100 minutes",
        "1 minute",
        "up to 3 days",
        "2 months at 3 hours a week",
        "1 - 3 months",
    )
    odd = [achievement_of({"id": f"w{i}", "name": "W", "workload": words}) for i, words in enumerate(workloads)]
    linked = [one for one in read_courses(SCHEMA_ORG) if isinstance(one, Achievement)]
    full = achievement_of(FULL, Foreign(format="schema.org", fields='{"b":[1,2.5],"a":{"x":"=1"}}'))
    free = achievement_of({"id": "free", "name": "Free", "price": "free", "currency": "AUD"})
    return [full, free, *odd, *linked, *read_sample_catalogue()]


def exported(path: Path, achievements: list[Achievement], stated: str | None = None) -> Path:
    about = (("date", "2026-11-26"), ("licence", "=ESCO"), ("licence", "O*NET"))
    write_export(path, format_of(path, stated), Export(achievements, str, about))
    return path


def read(path: Path) -> list[Achievement | Rejected]:
    return list(read_courses(path))


def test_every_field_that_is_read_is_written() -> None:
    assert set(FULL) | {"hours"} == set(FIELDS), "FULL has to state each"
    written = set(record_of(achievement_of(FULL)))
    assert written | {"hours"} == set(FIELDS)
    assert set(COLUMNS) == {*FIELDS, FOREIGN}


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet", "jsonl"])
def test_what_was_written_is_read_as_the_same(tmp_path: Path, suffix: str) -> None:
    before = catalogue()
    after = read(exported(tmp_path / f"courses.{suffix}", before))
    for one, again in zip(before, after, strict=True):
        assert again == one
    assert set(TABLES) == {"csv", "xlsx", "parquet", "jsonl"}


def test_what_was_only_read_in_a_text_is_not_written() -> None:
    stated, guessed = (
        Alignment(
            concept=ConceptUri(f"urn:{i}"),
            role=AlignmentRole.TEACHES,
            confidence=1.0,
            stated=own,
            field="name",
            text="A",
        )
        for i, own in enumerate((True, False))
    )
    one = replace(achievement_of({"id": "a", "name": "A"}), alignments=(stated, guessed))
    assert record_of(one)["alignments"] == [{"uri": "urn:0", "role": "teaches", "label": "A"}]


def test_what_is_not_stated_is_not_invented() -> None:
    assert record_of(achievement_of({"id": "a", "name": "A"})) == {"id": "a", "name": "A"}
    badge = replace(achievement_of({"id": "a", "name": "A"}), kind=AchievementKind.DIGITAL_BADGE)
    assert record_of(badge)["kind"] == "digital badge"


def test_no_cell_of_csv_begins_like_a_formula(tmp_path: Path) -> None:
    path = exported(tmp_path / "c.csv", catalogue())
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == list(COLUMNS)
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    cells = dict(zip(rows[0], rows[1], strict=True))
    assert (cells["name"], cells["provider"], cells["topics"]) == ("'=HYPERLINK(1)", "'+61 Institute", "'-SQL; data")
    assert json.loads(cells["outcomes"]) == FULL["outcomes"]
    assert (cells["hours_max"], cells["sample"], cells["recognised_by"]) == ("15.5", "true", "Library Association")


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r1", "'=1", "''-1", "'quoted'", "", "a=1", "'"])
def test_what_is_guarded_comes_back_as_it_was(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in tuple("=+-@\t\r")


def test_a_workbook_has_typed_cells_a_frozen_header_and_says_where_it_comes_from(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(exported(tmp_path / "c.xlsx", catalogue()))
    table, about = book["achievements"], book["about"]
    assert table.freeze_panes == "A2"
    cells = {head.value: cell for head, cell in zip(table[1], table[2], strict=True)}
    assert (cells["name"].value, cells["name"].data_type, cells["name"].quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert (cells["price"].value, cells["hours_max"].value, cells["sample"].value) == (149, 15.5, True)
    assert cells["date"].value.date() == date(2026, 8, 1)
    assert not [cell for row in table.iter_rows() for cell in row if cell.data_type == "f"]
    assert [[cell.value for cell in row] for row in about.iter_rows()] == [
        ["date", "2026-11-26"], ["licence", "=ESCO"], ["licence", "O*NET"],
    ]  # fmt: skip


def test_parquet_has_types_and_says_where_it_comes_from(tmp_path: Path) -> None:
    table = pq.read_table(exported(tmp_path / "c.parquet", catalogue()))
    first = table.slice(0, 1).to_pylist()[0]
    assert (first["price"], first["date"], first["hours_min"]) == (Decimal("149.00"), date(2026, 8, 1), 10.0)
    assert first["outcomes"] == FULL["outcomes"]
    assert table.schema.metadata[b"licence"] == b"=ESCO\nO*NET"


def test_a_text_that_no_cell_holds_is_an_error_and_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    path.write_text("former")
    long = achievement_of({"id": "a", "name": "A", "description": "x" * 40_000})
    with pytest.raises(InvalidInput, match=r"description: a text of 40,000 characters does not fit a cell"):
        exported(path, [long])
    assert path.read_text() == "former"
    assert [one.name for one in tmp_path.iterdir()] == ["c.xlsx"]
    assert read(exported(tmp_path / "c.csv", [long])) == [long]


def test_the_format_is_told_by_the_suffix_or_stated(tmp_path: Path) -> None:
    assert [format_of(Path(f"c.{suffix}"), None) for suffix in ("csv", "XLSX", "pq", "ndjson", "jsonld")] == [
        "csv", "xlsx", "parquet", "jsonl", "schema.org",
    ]  # fmt: skip
    assert format_of(Path("c.json"), "jsonl") == "jsonl"
    for path, stated in ((Path("c.doc"), None), (Path("c.csv"), "word")):
        with pytest.raises(InvalidInput, match="csv, xlsx, parquet, jsonl, "):
            format_of(path, stated)
    courses = [one for one in read(SCHEMA_ORG) if isinstance(one, Achievement)]
    for form in FORMATS:
        again = read(exported(tmp_path / f"{form.name}.json", courses, form.name))
        assert [one.name for one in again if isinstance(one, Achievement)] == [one.name for one in courses]


def test_json_in_a_cell_that_is_none_of_ours_is_named(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(
        'id,name,outcomes,instances,foreign\na,A,[sic] judge,,\nb,B,,"{""a"": 1}",\nc,C,,,"[1]"\nd,D,,[x,\ne,E,,,yes\n'
    )
    one, *faults, other = read(tmp_path / "c.csv")
    assert isinstance(one, Achievement)
    assert isinstance(other, Achievement)
    assert other.foreign is None
    assert one.outcomes == ("[sic] judge",)
    assert [str(fault) for fault in faults] == [
        "c.csv, row 3, instances: is not a list of objects",
        "c.csv, row 4, foreign: is no object with format and fields: [1]",
        "c.csv, row 5, instances: is not a list of objects",
    ]


def test_an_address_with_a_query_is_no_html(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("id,name,url\na,R&amp;D &lt;1&#62;,https://x.org?id=3&section=4&copy=1\n")
    [one] = read(tmp_path / "c.csv")
    assert isinstance(one, Achievement)
    assert (one.name, one.opportunity.url) == ("R&D <1>", "https://x.org?id=3&section=4&copy=1")


def test_hours_of_the_words_are_kept_to_the_minute(tmp_path: Path) -> None:
    course = achievement_of({"id": "a", "name": "A", "workload": "100 minutes"})
    [again] = read(exported(tmp_path / "c.xlsx", [course]))
    assert isinstance(again, Achievement)
    assert again.opportunity.workload == Workload(hours_min=100 / 60, hours_max=100 / 60, stated="100 minutes")
