"""A text is read line by line, whatever stands before and after the words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.lines import lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SQL\nPython", ["SQL", "Python"]),
        ("  - manage budgets, SQL  \r\n\r\n", ["manage budgets, SQL"]),
        ("• SQL\n2) Python\n(a) Java", ["SQL", "Python", "Java"]),
        ("\tPlain words ", ["Plain words"]),
        ("🙂 Welcome\n \n  SQL", ["🙂 Welcome", "SQL"]),
        ("•  \n", []),
        ("", []),
        ("\n\n", []),
    ],
)
def test_bullets_blank_lines_and_space_around_are_left_out(text: str, expected: list[str]) -> None:
    assert [line.of(text) for line in lines(text)] == expected


@given(st.text(alphabet="a 1.)-•\t\r\n🙂"))
def test_lines_stand_in_order_and_no_word_is_lost_but_bullets(text: str) -> None:
    found = lines(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(line.of(text) == line.of(text).strip() for line in found)
    assert sum(line.of(text).count("🙂") for line in found) == text.count("🙂")
