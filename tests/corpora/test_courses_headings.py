"""A table whose columns are called as offices call them is read without a map."""

from pathlib import Path

import pytest

from corpora.courses.columns import ColumnMap
from corpora.courses.files import read_courses, unread_columns
from corpora.courses.headings import _NAMES, USUAL, under_our_names
from corpora.courses.records import FIELDS
from matcher.achievements import Achievement
from matcher.errors import Rejected
from matcher.opportunities import Mode


def test_a_table_of_an_office_is_read_by_its_own_headings(tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text(
        "Course code,Course title,Learning Outcomes,Fee,Delivery,Awarded by\n"
        "SC1,Queries,Write joins; Explain a plan,NZD 350,online,Harbour Institute\n"
    )
    (read,) = read_courses(path)
    assert isinstance(read, Achievement)
    assert (read.id, read.name, read.outcomes) == ("SC1", "Queries", ("Write joins", "Explain a plan"))
    assert read.opportunity.price is not None
    assert (read.opportunity.price.currency, read.opportunity.mode) == ("NZD", Mode.ONLINE)
    assert read.credential.awarding_body == "Harbour Institute"


@pytest.mark.parametrize(
    ("row", "renamed"),
    [
        ({"ID": 1, "Awarding Body": "x"}, {"id": 1, "awarding_body": "x"}),
        ({"title": "a", "name": "b"}, {"title": "a", "name": "b"}),
        ({"Summary": "short", "Description": "long"}, {"Summary": "short", "description": "long"}),
        ({"Fee": 1, "Cost": 2}, {"price": 1, "Cost": 2}),
        ({"Room": "B3"}, {"Room": "B3"}),
    ],
)
def test_our_own_names_count_first_and_other_columns_stay_as_they_are(
    row: dict[str, object], renamed: dict[str, object]
) -> None:
    assert under_our_names(row) == renamed


def test_no_heading_means_two_fields_and_each_is_folded() -> None:
    several = [(name, ours) for ours, names in USUAL.items() for name in names]
    assert {name: _NAMES[name] for name, _ in several} == dict(several)
    assert len(dict(several)) == len(several)
    assert USUAL.keys() <= set(FIELDS)


def test_what_a_table_lacks_is_still_told_with_the_columns_that_there_are(tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("Course title,Fee\nQueries,NZD 350\n")
    (read,) = read_courses(path)
    assert isinstance(read, Rejected)
    assert (read.field, read.row) == ("id", None)
    assert read.reason == "there is no such column; there are Course title (read as name), Fee (read as price)"


def test_a_column_that_is_called_by_a_whole_paragraph_is_named_in_short(tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text('"This course is for everybody who wants to know more about the law of contract","Title"\nx,y\n')
    (read,) = read_courses(path)
    assert isinstance(read, Rejected)
    told = "This course is for everybody who wants…, Title (read as name)"
    assert read.reason == f"there is no such column; there are {told}"


@pytest.mark.parametrize("heading", ["Name of course", "Course name", "Title", "title"])
def test_the_name_of_a_course_is_known_by_its_usual_headings(heading: str) -> None:
    assert under_our_names({heading: "x"}) == {"name": "x"}


def test_columns_that_no_field_is_read_from_are_told_in_their_order() -> None:
    table = b"Code,Title,What you learn,Fee,Cost,foreign\n1,x,y,1,2,\n"
    assert unread_columns("c.csv", table) == ("What you learn", "Cost")
    assert unread_columns("c.jsonl", b'{"id": "1", "name": "x", "Room": "B"}\n') == ()
    mapped = ColumnMap(columns={"name": "{Code} {Title}"}, id_columns=("Code",))
    assert unread_columns("c.csv", table, mapped) == ("What you learn", "Fee", "Cost", "foreign")
