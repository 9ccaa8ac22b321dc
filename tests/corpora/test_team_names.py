"""The review list as somebody filled it in."""

from pathlib import Path

import pytest

from corpora.teams.names_file import names_of, read_names
from matcher.errors import InvalidInput, UnreadableDocument
from tests.corpora.team_tables import Rows, workbook

ROWS: Rows = [
    ["name", "nearest", "means"],
    ["PQ searching", "information retrieval", "information retrieval"],
    ["misc", None, "-"],
    ["Koha", None, None],
]


def test_names_mean_a_concept_or_nothing_and_the_undecided_are_not_in_it(tmp_path: Path) -> None:
    expected = {"PQ searching": "information retrieval", "misc": None}
    assert names_of("names.xlsx", workbook(*ROWS)) == (expected, ())
    (tmp_path / "names.csv").write_text(
        "Name;Means;Seen in\r\nPQ searching;information retrieval;row 3\r\nmisc;'-;\r\n"
    )
    assert read_names(tmp_path / "names.csv") == (expected, ())


def test_rows_that_say_two_things_are_named_and_left_out() -> None:
    means, faults = names_of("n.csv", b"name,means\nR,statistics\nr,letters\n,SQL\nX,=1+1\nR,statistics\n")
    assert means == {"R": "statistics"}
    assert [str(fault) for fault in faults] == [
        "n.csv, row 3, means: 'r' means 'letters' here and 'statistics' in row 2; the row is left out",
        "n.csv, row 4, name: is empty, and is said to mean 'SQL'; the row is left out",
        "n.csv, row 5, means: begins like a formula, which is never run; the row is left out",
    ]


def test_a_file_without_its_columns_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"n\.csv: no column is called `means`; there are 'name', 'concept'"):
        names_of("n.csv", b"name,concept\nR,statistics\n")
    with pytest.raises(UnreadableDocument, match="does not exist"):
        read_names(tmp_path / "n.csv")
