"""Levels: what is one, what words state one, and how far a course lifts."""

import math
from dataclasses import replace

import pytest

from matcher.credentials import Credential
from matcher.errors import InvalidInput
from matcher.workforce.mastery import MasteryPolicy, closed_share, require_level
from matcher.workforce.stated_levels import lifted_to, stated_level
from tests.fakes import achievement


@pytest.mark.parametrize(("stated", "level"), [(0, 0), (5, 5), ("3", 3), (" 4 ", 4), (2.0, 2), ("2.0", 2)])
def test_whole_numbers_of_the_scale_are_levels_however_they_are_written(stated: object, level: int) -> None:
    assert require_level("SQL", stated) == level


@pytest.mark.parametrize("stated", [-1, 6, 3.5, "good", "", None, True, math.nan, math.inf, "1e400", [3]])
def test_anything_else_is_refused_with_the_scale(stated: object) -> None:
    with pytest.raises(InvalidInput, match=r"SQL: .* is no level of the scale, whole numbers from 0 to 5"):
        require_level("SQL", stated)


def test_a_policy_assumes_no_level_that_is_none() -> None:
    with pytest.raises(InvalidInput, match="levels, taught: 0 is no level of the scale, whole numbers from 1 to 5"):
        MasteryPolicy(taught=0)


@pytest.mark.parametrize(
    ("held", "wanted", "lifts_to", "share"),
    [(0, 3, 3, 1.0), (1, 3, 2, 0.5), (2, 4, 3, 0.5), (3, 3, 5, 0.0), (4, 3, 5, 0.0), (3, 4, 2, 0.0), (0, 2, 5, 1.0)],
)
def test_a_course_closes_the_steps_that_it_takes_of_those_that_are_missing(
    held: int, wanted: int, lifts_to: int, share: float
) -> None:
    assert closed_share(held=held, wanted=wanted, lifts_to=lifts_to) == share


@pytest.mark.parametrize(
    ("words", "level"),
    [
        (["basic knowledge"], 2),
        (["B2"], 3),
        (["advanced"], 4),
        (["C2"], 5),
        (["5+ years"], 4),
        (["one year"], 3),
        (["basic", "expert"], 5),
        (["level 3"], None),
        ([], None),
    ],
)
def test_the_highest_level_that_words_state_counts(words: list[str], level: int | None) -> None:
    assert stated_level(words) == level


@pytest.mark.parametrize(
    ("name", "stated", "level"),
    [
        ("Introduction to SQL", None, 2),
        ("Advanced SQL", None, 4),
        ("Working with strong data", None, None),
        ("SQL", "intermediate", 3),
        ("Advanced SQL", "AQF 5", 3),
        ("SQL", "EQF 6", 4),
        ("SQL Quickstart", None, 2),
        ("SQL", "CEFR B1 to B2", 3),
    ],
)
def test_a_course_lifts_to_the_level_it_states_else_that_of_its_framework_else_that_of_its_name(
    name: str, stated: str | None, level: int | None
) -> None:
    own = replace(achievement("c", name=name), credential=Credential(name=name, level=stated))
    assert lifted_to(own) == level
