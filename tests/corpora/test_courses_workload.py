import math
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpora.courses.durations import in_words
from corpora.courses.workload import read_workload
from matcher.errors import InvalidInput


@pytest.mark.parametrize(
    ("stated", "low", "high"),
    [
        ("5 weeks at 2 to 3 hours a week", 10, 15),
        ("2 Weeks at 2–3 hours per week", 4, 6),
        ("4-6 weeks, 3 hours/week", 12, 18),
        ("8 weeks, 10 hours of study per week", 80, 80),
        ("4 weeks, 3 hrs weekly", 12, 12),
        ("20 hours", 20, 20),
        ("approx. 10-15 hours to complete", 10, 15),
        ("1,200 hours", 1200, 1200),
        ("1.5 hours", 1.5, 1.5),
        ("90 minutes", 1.5, 1.5),
        ("2 h 30 min", 2.5, 2.5),
        ("20-hour course", 20, 20),
        ("12 hours in total over 4 weeks", 12, 12),
        ("3 days at 6 hours a day", 18, 18),
        ("Less Than 2 Hours", 0, 2),
        ("up to 5 hours a week for 4 weeks", 0, 20),
        ("from 10 to 20 hours", 10, 20),
    ],
)
def test_hours_follow_from_the_words(stated: str, low: float, high: float) -> None:
    workload = read_workload(stated)

    assert workload is not None
    assert (workload.hours_min, workload.hours_max, workload.stated) == (low, high, stated)


@pytest.mark.parametrize(
    ("stated", "hours", "words"),
    [
        ("3 days", 24.0, "3 days (at 8 hours a day)"),
        ("6 months at 10 hours a week", 260.7, "6 months at 10 hours a week (at 4.345 weeks a month)"),
    ],
)
def test_an_assumption_is_said_beside_the_words(stated: str, hours: float, words: str) -> None:
    workload = read_workload(stated)

    assert workload is not None
    assert (workload.hours_max, workload.stated) == (hours, words)


@pytest.mark.parametrize(
    "stated",
    [
        None,
        "",
        "1 - 3 Months",
        "5 weeks",
        "3 hours per week",
        "4 weeks, 3 hours",
        "self-paced",
        "10+ hours",
        "at least 10 hours",
        "over 20 hours",
        "90-day access",
        "8 weeks, 5 days a week, 3 hours a day",
        "10 hours of lectures and 20 hours of reading",
    ],
)
def test_no_hours_are_invented(stated: str | None) -> None:
    assert read_workload(stated) is None


@pytest.mark.parametrize(
    "stated", ["0 hours", "-5 hours", "3 weeks at 0 hours per week", "30-20 hours", "500000 hours"]
)
def test_impossible_hours_are_refused(stated: str) -> None:
    with pytest.raises(InvalidInput, match="workload"):
        read_workload(stated)


WORDS = (
    *("5", "0", "-", "\u2013", "2.5", "1,000", "weeks", "months", "days"),
    *("hours", "h", "per", "a", "week", "day", "to", "up to", "over", "total"),
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS)).map(" ".join))


@given(TEXTS)
@example("-3 weeks at 2 hours a week")
@example("up to -3 hours")
def test_hours_are_never_negative_endless_or_reversed(stated: str) -> None:
    workload = None
    with suppress(InvalidInput):
        workload = read_workload(stated)
    if workload is not None:
        assert 0 <= workload.hours_min <= workload.hours_max
        assert 0 < workload.hours_max < math.inf


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("PT20H", "20 hours"),
        ("P0Y0M0DT125H0M0S", "125 hours"),
        ("P0,5D", "0.5 days"),
        ("PT0H", "PT0H"),
        ("ten weeks", "ten weeks"),
    ],
)
def test_durations_are_put_into_words_without_the_units_that_they_have_none_of(duration: str, words: str) -> None:
    assert in_words(duration) == words
