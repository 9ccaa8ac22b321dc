"""XLSX in: values of one sheet under the names of its header, with what could not be read said."""

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from api.uploads import profile_of
from corpora.ads.files import read_ads
from corpora.courses.files import read_courses
from corpora.own_skills.files import Read, read_own_terms
from corpora.profiles.badges.reading import Checks
from corpora.profiles.workbooks import claims_of_workbook
from corpora.rows import Row, read_rows
from corpora.spreadsheets.container import is_workbook
from corpora.spreadsheets.rows import read_xlsx
from matcher.achievements import Achievement
from matcher.ads import JobAd
from matcher.errors import EmptyText, InvalidInput, Rejected, UnreadableDocument
from matcher.profiles import ProfileClaims

Rows = Sequence[object]


UNTRUSTING = Checks(now=dt.datetime(2026, 11, 26, tzinfo=dt.UTC))


def workbook(path: Path, **sheets: Rows) -> Path:
    """Sheets by name; one whose name ends in `_hidden` is."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            assert isinstance(row, list)
            sheet.append(row)
        if title.endswith("_hidden"):
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def read(path: Path, sheet: str | None = None) -> list[Row | Rejected]:
    return list(read_rows(path, sheet))


def test_cells_come_as_values_with_the_row_that_they_stand_in(tmp_path: Path) -> None:
    rows = [
        ["id", "name", "hours", "price", "date", "run", "length", "sample"],
        [],
        [7, "Evidence", 30.0, 19.989999999999998, date(2026, 8, 1), datetime(2026, 8, 1, 9, 30), timedelta(hours=30),
         True],
        ["8", "  ", None, 1 / 3],
    ]  # fmt: skip
    first, second = read(workbook(tmp_path / "a.xlsx", Courses=rows))
    assert first == Row(
        3,
        {
            "id": 7, "name": "Evidence", "hours": 30, "price": 19.99, "date": "2026-08-01",
            "run": "2026-08-01T09:30:00", "length": "30 hours", "sample": True,
        },
    )  # fmt: skip
    assert isinstance(second, Row)
    assert (second.number, second.fields["id"], second.fields["name"], second.fields["hours"]) == (4, "8", None, None)
    assert second.fields["price"] == pytest.approx(1 / 3)


def test_a_title_above_the_header_and_a_sheet_of_words_are_passed_over(tmp_path: Path) -> None:
    notes: Rows = []
    table = [["Our courses of 2026"], [], ["id", "name", "url"], ["a", "A", None]]
    assert read(workbook(tmp_path / "a.xlsx", Empty=notes, Courses=table)) == [
        Row(4, {"id": "a", "name": "A", "url": None})
    ]


def test_a_table_of_one_column_has_its_first_row_as_the_header(tmp_path: Path) -> None:
    assert read(workbook(tmp_path / "a.xlsx", S=[["skill"], ["SQL"]])) == [Row(2, {"skill": "SQL"})]


def test_sheets_that_were_not_read_are_named_and_can_be_asked_for(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        Old_hidden=[["id", "name"], ["x", "X"]],
        Courses=[["id", "name"], ["a", "A"]],
        More=[["id", "name"], ["b", "B"]],
        about=[["date", "2026-01-01"], ["source", "us"]],
    )
    assert [one.reason for one in read(path) if isinstance(one, Rejected)] == [
        "its sheet 'Old_hidden' is hidden and was not read, but 'Courses'; name a sheet to read that one",
        "its sheet 'More' was not read, but 'Courses'; name a sheet to read that one",
    ]
    assert read(path, "Old_hidden") == [Row(2, {"id": "x", "name": "X"})]
    [fault] = read(path, "Lost")
    assert str(fault) == "a.xlsx: has no sheet 'Lost'; there are 'Old_hidden', 'Courses', 'More', 'about'"


def test_a_workbook_of_which_all_is_hidden_says_so(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", A_hidden=[["id", "name"], ["a", "A"]], B=[])
    [fault] = read(path)
    assert str(fault).endswith("none of its sheets holds a table; hidden ones do: 'A_hidden'; name the one to read")


def test_formulas_that_nobody_computed_and_errors_are_read_as_empty_and_said_once_a_column(tmp_path: Path) -> None:
    rows = [["id", "name", "price"], ["a", "A", "=10*2"], ["b", "B", "=10*3"], ["c", "#N/A", 5]]
    found = read(workbook(tmp_path / "a.xlsx", S=rows))
    assert [one.fields for one in found if isinstance(one, Row)] == [
        {"id": "a", "name": "A", "price": None},
        {"id": "b", "name": "B", "price": None},
        {"id": "c", "name": None, "price": 5},
    ]
    formula, error = (one for one in found if isinstance(one, Rejected))
    assert (formula.row, formula.field) == (2, "price")
    assert formula.reason.startswith("is a formula without a computed value;")
    assert formula.reason.endswith("(so in 2 rows); read as empty")
    assert str(error) == "a.xlsx, row 4, name: holds an error of a formula (#N/A); read as empty"


def test_a_computed_formula_is_its_value(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", S=[["id", "price"], ["a", "=10*2"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b"<f>10*2</f><v />" in sheet or b"<f>10*2</f><v/>" in sheet or b"<f>10*2</f><v></v>" in sheet
    for empty in (b"<v />", b"<v/>", b"<v></v>"):
        sheet = sheet.replace(b"</f>" + empty, b"</f><v>20</v>")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**parts, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, data)
    assert read(path) == [Row(2, {"id": "a", "price": 20})]


def test_cells_under_a_merged_header_are_left_out_and_said(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["id", "name", "Price", None, "url"], ["a", "A", 10, "AUD", None], ["b", "B", 5, "EUR", "https://x"]):
        sheet.append(row)
    sheet.merge_cells("C1:D1")
    sheet["F3"] = "beside"
    book.save(tmp_path / "a.xlsx")
    first, second, *faults = read(tmp_path / "a.xlsx")
    assert first == Row(2, {"id": "a", "name": "A", "Price": 10, "url": None})
    assert isinstance(second, Row)
    assert [str(one) for one in faults] == [
        "a.xlsx, row 2, column D: has no name in the header (row 1); a merged cell names only its first column"
        " (so in 2 rows); read as empty",
        "a.xlsx, row 3, column F: has no name in the header (row 1); a merged cell names only its first column;"
        " read as empty",
    ]


def test_merged_cells_below_the_header_are_said_and_those_above_are_not(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Courses", None, None],
        ["id", "name", "provider"],
        ["a", "A", "us"],
        ["b", "B", None],
        ["c", "C", "x"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("C3:C4")
    book.save(tmp_path / "a.xlsx")
    *rows, fault = read(tmp_path / "a.xlsx")
    assert [row.fields["provider"] for row in rows if isinstance(row, Row)] == ["us", None, "x"]
    assert str(fault) == (
        "a.xlsx, row 3, provider: is merged (C3:C4): only its first cell has a value, and the others are read as "
        "empty; unmerge it and write the value into each cell"
    )


def test_the_lower_row_of_a_header_of_two_names_the_columns(tmp_path: Path) -> None:
    rows = [["Course", None, "Price", None], ["id", "name", "amount", "currency"], ["a", "A", 10, "AUD"]]
    assert read(workbook(tmp_path / "a.xlsx", S=rows)) == [
        Row(3, {"id": "a", "name": "A", "amount": 10, "currency": "AUD"})
    ]


def test_a_column_named_twice_is_refused_and_a_repeated_header_is_one_fault(tmp_path: Path) -> None:
    [fault] = read(workbook(tmp_path / "a.xlsx", S=[["id", "name", "name"], ["a", "A", "B"]]))
    assert str(fault) == "a.xlsx, row 1, name: stands in the header more than once"
    found = read(workbook(tmp_path / "b.xlsx", S=[["id", "name"], ["a", "A"], ["id", "name"], ["b", "B"]]))
    assert str(found[1]) == "b.xlsx, row 3: repeats the header"
    assert [one.number for one in found if isinstance(one, Row)] == [2, 4]


def zipped(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return path


def test_a_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", S=[["id", "name"], *([f"a{i}", "A" * 100] for i in range(20_000))])
    with path.open("rb") as file, pytest.raises(UnreadableDocument, match=r"its sheets unpack to .* at most 1,000,000"):
        list(read_xlsx("a.xlsx", file, max_bytes=1_000_000))
    assert len(read(path)) == 20_000


def test_a_part_that_unpacks_to_more_than_it_declares_is_damage(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", S=[["id", "name"], *([f"a{i}", "A"] for i in range(20_000))])
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    data = bytearray(bytes(data).replace(size, (500).to_bytes(4, "little")))
    path.write_bytes(data)
    [fault] = read(path)
    assert "a.xlsx: is damaged" in str(fault)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is encrypted with a"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old Excel file (.xls)"),
        ("a.xlsx", b"id,name\na,A\n", "is damaged, or no XLSX"),
        ("a.xlsx", b"PK\x03\x04" + bytes(40), "is damaged: it can't be read as a workbook (BadZipFile)"),
        ("a.xlsx", b"", "is damaged, or no XLSX"),
    ],
)
def test_what_is_no_readable_workbook_is_named_as_what_it_is(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    [fault] = read(tmp_path / name)
    assert isinstance(fault, Rejected)
    assert (fault.row, reason in fault.reason) == (None, True)


def test_other_archives_and_entities_are_refused(tmp_path: Path) -> None:
    [fault] = read(zipped(tmp_path / "a.zip", readme=b"hello"))
    assert "is a ZIP archive without a workbook" in str(fault)
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    [fault] = read(zipped(tmp_path / "b.xlsx", **{"xl__workbook.xml": bomb}))
    assert "xl/workbook.xml declares a document type" in str(fault)


def test_a_sheet_that_says_to_be_huge_or_to_stand_far_down_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "a.xlsx", S=[["id", "name"], ["a", "A"], ["b", "B"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"A1:B3", b"A1:XFD1048576")
    for old in (b'<row r="3"', b'r="A3"', b'r="B3"'):
        sheet = sheet.replace(old, old.replace(b"3", b"999999999"))
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**parts, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, data)
    monkeypatch.setattr("corpora.spreadsheets.rows.MAX_ROWS", 1_000)
    row, fault = read(path)
    assert row == Row(2, {"id": "a", "name": "A"})
    assert str(fault) == "a.xlsx, row 1001: and what follows is left out: a sheet has 1,000 rows at most"


def test_only_a_workbook_has_sheets(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name\na,A\n")
    with pytest.raises(InvalidInput, match=r"sheet: a\.csv is no workbook"):
        read(tmp_path / "a.csv", "S")


def test_courses_ads_and_own_terms_are_read_from_workbooks_with_their_faults(tmp_path: Path) -> None:
    courses = [
        ["id", "name", "hours", "outcomes"],
        [1, "A", 30, "Judge; Search"],
        [2, None, 5, None],
        [3, "C", -1, None],
    ]
    course, *faults = read_courses(workbook(tmp_path / "courses.xlsx", S=courses))
    assert isinstance(course, Achievement)
    assert (course.id, course.outcomes, course.opportunity.workload is not None) == ("1", ("Judge", "Search"), True)
    assert [str(one) for one in faults] == [
        "courses.xlsx, row 3, name: is missing or empty",
        "courses.xlsx, row 4, hours: must be more than 0, not -1",
    ]
    ads = [["Job title", "Description", "Posted"], ["Clerk", "You keep records.", date(2026, 2, 3)]]
    [ad] = read_ads(workbook(tmp_path / "ads.xlsx", S=ads))
    assert isinstance(ad, JobAd)
    assert (ad.title, ad.text, ad.date_posted) == ("Clerk", "You keep records.", date(2026, 2, 3))
    [lacking] = read_ads(workbook(tmp_path / "none.xlsx", S=[["Job title", "Notes"], ["Clerk", "x"]]))
    assert isinstance(lacking, Rejected)
    assert (lacking.row, lacking.field) == (None, "text")
    [term] = read_own_terms(workbook(tmp_path / "own.xlsx", S=[["kind", "label"], ["skill", "weave baskets"]]))
    assert isinstance(term, Read)
    assert (term.row, term.term.label) == (2, "weave baskets")


def test_reading_leaves_the_filters_of_warnings_alone(tmp_path: Path) -> None:
    before = list(warnings.filters)
    read(workbook(tmp_path / "a.xlsx", S=[["id"], ["a"]]))
    assert warnings.filters == before


def test_a_workbook_is_told_by_what_it_is_not_by_its_name(tmp_path: Path) -> None:
    saved = io.BytesIO(workbook(tmp_path / "a.xlsx", S=[["id", "name"], ["a", "A"]]).read_bytes())
    (tmp_path / "download").write_bytes(saved.getvalue())
    assert read(tmp_path / "download") == [Row(2, {"id": "a", "name": "A"})]


def test_a_list_of_skills_in_a_workbook_is_a_profile(tmp_path: Path) -> None:
    headed = workbook(
        tmp_path / "a.xlsx", S=[["Name of course", "Skill"], ["x", "SQL"], ["y", "Python\n3"], ["z", "=A1"]]
    )
    profile, notes = claims_of_workbook("a.xlsx", headed.read_bytes())
    assert profile == ProfileClaims(claims=("SQL", "Python 3"))
    assert [note.split(":")[0] for note in notes] == ["a.xlsx, row 4, Skill"]
    bare = workbook(tmp_path / "b.xlsx", S=[["SQL"], ["Critical thinking"], [7]])
    assert claims_of_workbook("b.xlsx", bare.read_bytes()) == (ProfileClaims(claims=("SQL", "Critical thinking")), ())
    assert profile_of("a.xlsx", headed.read_bytes(), 1_000, UNTRUSTING)[0] == profile
    with pytest.raises(EmptyText):
        claims_of_workbook("c.xlsx", workbook(tmp_path / "c.xlsx", S=[["id", "skill"], ["a", None]]).read_bytes())
    assert not is_workbook(b"PK\x03\x04 damaged")
