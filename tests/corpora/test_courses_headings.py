"""A table whose columns are called as offices call them is read without a map."""

from pathlib import Path

import pytest

from corpora.courses.files import read_courses
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
