"""A team's table as text that travels: rows where the file has them, and nothing in it that tells of people."""

from io import BytesIO

import openpyxl
import pytest

from corpora.teams.reading import read_team
from corpora.teams.table_text import TableText, table_text, without_people
from matcher.errors import InvalidInput, TellsOfPeople


def workbook(*rows: tuple[object, ...], merged: str | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Skills"
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_rows_of_a_workbook_keep_their_numbers_in_the_text() -> None:
    data = workbook(("Our team",), (), ("id", "SQL", "other skills"), ("P01", 3.0, "a, b"), (), ("P02", 9, "c"))
    found = table_text("team.xlsx", data)
    assert found.name == "team.xlsx, sheet 'Skills'"
    assert found.text.split("\n") == ["", "", "id,SQL,other skills", 'P01,3,"a, b"', "", "P02,9,c", ""]
    _, [fault] = read_team(found.name, found.text.encode())
    assert (fault.row, fault.field) == (6, "SQL")


def test_what_only_the_workbook_tells_is_told_beside_the_text() -> None:
    data = workbook(("id", "SQL"), ("P01", 3), ("P02", None), merged="B2:B3")
    [fault] = table_text("team.xlsx", data).unread
    assert (fault.sheet, fault.row, fault.field) == ("Skills", 2, "SQL")
    assert fault.reason.startswith("is merged (B2:B3)")


def test_a_csv_stays_as_it_is_and_a_guessed_encoding_is_told() -> None:
    text = "\ufeffid;skills\r\nP01;Überblick (3)\r\n"
    assert table_text("team.csv", text.encode()).text == text.removeprefix("\ufeff")
    [fault] = table_text("team.csv", text.removeprefix("\ufeff").encode("latin-1")).unread
    assert fault.reason.startswith("is not UTF-8")


@pytest.mark.parametrize("header", ["a; b", "a, b", "a; b; c, d, e"])
def test_delimiters_in_headers_do_not_divide_the_text(header: str) -> None:
    data = workbook(("id", header, "SQL"), ("P01", 2, 4), ("P02", 3, None))
    found = table_text("team.xlsx", data)
    members = read_team("team.csv", found.text.encode())[0].members
    assert [len(member.entries) for member in members] == [2, 1]


def test_a_column_of_names_becomes_pseudonyms_and_one_of_addresses_is_left_out() -> None:
    data = workbook(
        ("Name", "E-mail", "SQL"),
        ("Ann Smith", "ann@example.org", 3),
        ("Tom Hughes", "tom@example.org", 2),
        ("TOTAL", None, 5),
    )
    table, done = without_people(table_text("team.xlsx", data))
    assert table.text == "id,SQL\nP01,3\nP02,2\nTOTAL,5\n"
    assert [(one.column, one.kind, one.replaced) for one in done] == [
        ("Name", "names of people", True),
        ("E-mail", "e-mail addresses", False),
    ]


def test_a_column_of_names_beside_pseudonyms_is_left_out() -> None:
    table, [done] = without_people(TableText(name="t", text="id,Name,SQL\nP07,Ann Smith,3\n"))
    assert (table.text, done.replaced) == ("id,SQL\nP07,3\n", False)


def test_names_under_the_header_of_pseudonyms_are_replaced_and_those_of_one_person_alike() -> None:
    long = "person,skill,level\nAnn Smith,SQL,3\nTom Hughes,SQL,2\nAnn Smith,Python,1\n"
    table, [done] = without_people(TableText(name="t", text=long))
    assert (done.column, done.replaced) == ("person", True)
    assert [line.split(",")[0] for line in table.text.splitlines()] == ["person", "P01", "P02", "P01"]


def test_two_people_of_one_first_name_stay_two() -> None:
    text = "First name,Last name,SQL\nAnn,Smith,3\nAnn,Hughes,2\n"
    table, done = without_people(TableText(name="t", text=text))
    assert table.text == "id,SQL\nP01,3\nP02,2\n"
    assert [one.replaced for one in done] == [True, False]


def test_a_table_of_more_columns_of_people_than_are_taken_out_is_refused_by_its_reader() -> None:
    """Each takes another reading of the table: thousands took hours."""
    columns = [f"mail {at}" for at in range(60)]
    text = ",".join(["id", "SQL", *columns]) + "\n" + ",".join(["P01", "3", *("a@example.org" for _ in columns)]) + "\n"
    table, done = without_people(TableText(name="team.csv", text=text))
    assert [one.column for one in done] == columns[:50]
    with pytest.raises(TellsOfPeople):
        read_team(table.name, table.text.encode())


def test_a_table_of_pseudonyms_stays_as_it_is() -> None:
    table = TableText(name="t", text="\n\nid;SQL\nP01;3\n")
    assert without_people(table) == (table, ())


def test_a_column_that_tells_of_people_is_named_by_the_error() -> None:
    with pytest.raises(TellsOfPeople) as raised:
        read_team("t", b"id,Gender,SQL\nP01,f,3\n")
    assert (raised.value.column, raised.value.kind, raised.value.heads_rows) == ("Gender", "genders", False)


def test_a_workbook_without_rows_is_refused() -> None:
    with pytest.raises(InvalidInput, match="holds no rows below a header"):
        table_text("team.xlsx", workbook(("id", "SQL")))
