"""Ads of one employer that are alike are worth fewer than they are, and the interval then holds what it says."""

import numpy as np
import pytest

from matcher.effective_sample import Sample, effective_sample
from matcher.errors import InvalidInput
from matcher.intervals import Array, wilson


def of_table(table: Array, totals: Array) -> Sample:
    """From asking ads (skills, employers)."""
    skill, employer = np.nonzero(table)
    return effective_sample(skill, employer, table[skill, employer], totals=totals, skills=len(table))


def test_where_employers_ask_all_or_nothing_their_ads_are_worth_one_each() -> None:
    table = np.zeros((1, 40))
    table[0, :20] = 5.0
    found = of_table(table, np.full(40, 5.0))
    assert found.n.tolist() == [pytest.approx(40, rel=0.03)]
    assert found.asking.tolist() == [pytest.approx(20, rel=0.03)]


def test_two_employers_by_hand() -> None:
    found = of_table(np.array([[3.0, 1.0]]), np.array([4.0, 4.0]))
    own = ((3 - 2) ** 2 * 2 + (1 - 2) ** 2 * 2) / (0.5 * 0.5 * 8)
    assert found.n.tolist() == [pytest.approx(8 / own)]


def test_ads_that_are_each_of_another_employer_are_worth_what_they_are() -> None:
    table = np.zeros((2, 100))
    table[0, :30] = 1.0
    found = of_table(table, np.ones(100))
    assert found.n.tolist() == [pytest.approx(100 * 0.99), 100.0]
    assert found.asking.tolist() == [pytest.approx(30 * 0.99), 0.0]


def test_a_skill_that_nobody_asks_for_is_as_unsure_as_the_others_are_on_average() -> None:
    table = np.zeros((2, 40))
    table[0, :20] = 5.0
    found = of_table(table, np.full(40, 5.0))
    assert found.n[1] == pytest.approx(found.n[0], rel=0.03)
    assert of_table(np.zeros((1, 40)), np.full(40, 5.0)).n.tolist() == [40.0]


def test_of_one_employer_nothing_can_be_said_of_others() -> None:
    for table, totals in (([[3.0]], [10.0]), ([[3.0, 0.0]], [10.0, 0.0])):
        found = of_table(np.array(table), np.array(totals))
        assert wilson(found.asking, found.n).at(0) is None


def test_no_employers_and_no_skills_are_no_error() -> None:
    assert np.isnan(effective_sample([], [], [], totals=[], skills=2).n).tolist() == [True, True]
    assert effective_sample([], [], [], totals=[3, 4], skills=0).n.tolist() == []


@pytest.mark.parametrize("likeness", [0.05, 0.1, 0.3])
def test_the_interval_covers_the_share_where_the_plain_one_does_not(likeness: float) -> None:
    rng, share, sizes = np.random.default_rng(2), 0.2, np.round(100 / np.arange(1, 101)) + 1
    strength = (1 - likeness) / likeness
    asked = rng.beta(share * strength, (1 - share) * strength, (3000, 100))
    table = rng.binomial(sizes.astype(int), asked).astype(float)
    found = of_table(table, sizes)
    plain, ours = wilson(table.sum(axis=1), sizes.sum()), wilson(found.asking, found.n)
    assert np.mean((plain.low <= share) & (share <= plain.high)) < 0.85
    assert np.mean((ours.low <= share) & (share <= ours.high)) == pytest.approx(0.95, abs=0.025)


@pytest.mark.parametrize(
    ("skill", "employer", "asking", "totals", "words"),
    [
        ([0], [1], [4], [9, 3], "asking: skill 0: 4 of 3 ads of employer 1, more than there are"),
        ([2], [1], [1], [9, 3], "skill: a place from 0 to 1 is needed"),
        ([0], [-1], [1], [9, 3], "employer: a place from 0 to 1 is needed"),
        ([0], [1], [-1], [9, 3], "asking: a count"),
        ([0], [1], [1], [9, np.nan], "totals: a count"),
        ([0, 0], [1, 1], [1, 1], [9, 3], "asking: a skill and an employer are given twice"),
        ([0, 1], [1], [1], [9, 3], "asking: 2 skills, 1 employers, 1 counts: as many of each"),
    ],
)
def test_what_are_no_counts_is_named(
    skill: list[int], employer: list[int], asking: list[float], totals: list[float], words: str
) -> None:
    with pytest.raises(InvalidInput, match=words):
        effective_sample(skill, employer, asking, totals=totals, skills=2)
