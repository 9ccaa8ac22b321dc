"""The score of unmet demand, checked against a hand calculation; its parts multiply to it, and it names no employer."""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.achievements import AchievementId
from matcher.concepts import ConceptUri
from matcher.demand import Importance
from matcher.intervals import Interval, wilson_interval
from matcher.market import Demanded, Doubt
from matcher.supply import Supply, supply
from matcher.teaching import Taught
from matcher.unmet import Unmet, unmet
from tests.fakes import JAVA, PYTHON, SQL, achievement

NOBODY = Supply(teachers=())


def demand(
    skill: ConceptUri,
    of: int,
    *,
    essential: int = 0,
    optional: int = 0,
    implied: int = 0,
    expected: float | None = None,
    independent: float | None = None,
    breadth: float = 4.0,
    doubts: frozenset[Doubt] = frozenset(),
) -> Demanded:
    ads = essential + optional + implied
    kinds = dict(zip(Importance, (essential, optional, implied), strict=True))
    return Demanded(
        id=skill,
        ads=ads,
        of=of,
        independent=of if independent is None else independent,
        share=Interval(0, 1),
        expected=ads if expected is None else expected,
        importance=kinds,
        employers=4,
        named=ads,
        largest=1,
        effective_employers=breadth,
        doubts=doubts,
    )


def taught(skill: ConceptUri, *probabilities: float) -> Supply:
    courses = {f"c{place}": achievement(f"c{place}", name=str(place)) for place in range(len(probabilities))}
    found = [Taught(AchievementId(key), sure) for key, sure in zip(courses, probabilities, strict=True)]
    return supply(skill, found, lambda key: courses[key])


def test_the_score_is_that_of_a_hand_calculation() -> None:
    """50 of 100 ads expected: Wilson 0.4038; weights (40 + 8 + 3) / 70; 1 - 1/4; 1 / (1 + 0.9 + 0.6)."""
    own = demand(SQL, 100, essential=40, optional=20, implied=10, expected=50)
    [found] = unmet([own], {SQL: taught(SQL, 0.9, 0.6)}, 100)
    assert found.asked == pytest.approx(0.40383, abs=1e-5)
    assert found.wanted == pytest.approx(51 / 70)
    assert found.breadth == 0.75
    assert found.open == pytest.approx(0.4)
    assert found.score == pytest.approx(0.40383 * 51 / 70 * 0.75 * 0.4, abs=1e-5)


def test_ads_count_for_as_many_as_they_are_worth() -> None:
    own = demand(SQL, 100, essential=70, expected=50, independent=20)
    low = wilson_interval(10, 20)
    assert low is not None
    assert unmet([own], {SQL: NOBODY}, 100)[0].asked == pytest.approx(low.low)


def test_where_nobody_teaches_it_all_of_it_is_open() -> None:
    [found] = unmet([demand(SQL, 10, essential=10)], {SQL: NOBODY}, 10)
    assert found.open == 1.0


def test_what_one_employer_alone_wishes_scores_nothing() -> None:
    [found] = unmet([demand(SQL, 10, essential=10, breadth=1.0)], {SQL: NOBODY}, 10)
    assert (found.breadth, found.score) == (0.0, 0.0)


def test_where_employers_are_hardly_named_breadth_does_not_count() -> None:
    unnamed = frozenset({Doubt.NO_EMPLOYERS})
    [found] = unmet([demand(SQL, 10, essential=10, breadth=0.0, doubts=unnamed)], {SQL: NOBODY}, 10)
    low = wilson_interval(10, 10)
    assert low is not None
    assert found.breadth is None
    assert found.score == pytest.approx(low.low)


def test_the_highest_score_comes_first_small_samples_last_and_ties_go_by_id() -> None:
    few = frozenset({Doubt.FEW_ADS})
    demands = [
        demand(SQL, 10, essential=9, doubts=few),
        demand(JAVA, 10, essential=2, doubts=frozenset({Doubt.NO_EMPLOYERS})),
        demand(PYTHON, 10, essential=2),
    ]
    found = unmet(demands, {SQL: NOBODY, JAVA: NOBODY, PYTHON: NOBODY}, 10)
    assert [own.demand.id for own in found] == [JAVA, PYTHON, SQL]


def test_without_demand_nothing_is_unmet() -> None:
    assert unmet([], {}, 0) == ()


def test_neither_the_score_nor_its_parts_name_an_employer() -> None:
    names = {field.name for of in (Unmet, Demanded) for field in fields(of)}
    assert names == {
        *("demand", "supply", "asked", "wanted", "breadth", "open", "effective_employers"),
        *(
            "id",
            "ads",
            "of",
            "independent",
            "share",
            "expected",
            "importance",
            "employers",
            "named",
            "largest",
            "doubts",
        ),
    }
    assert all(type(getattr(demand(SQL, 10, essential=1), name)) is int for name in ("employers", "named", "largest"))


counts = st.integers(0, 30)


@settings(max_examples=40)
@given(
    st.tuples(counts, counts, counts), st.floats(0, 1), st.sampled_from([0, 1, 1.5, 40]), st.lists(st.floats(0.3, 1))
)
def test_parts_lie_between_0_and_1_and_multiply_to_the_score(
    kinds: tuple[int, int, int], sure: float, breadth: float, probabilities: list[float]
) -> None:
    essential, optional, implied = kinds
    ads = essential + optional + implied + 1
    own = demand(
        SQL, 10, essential=essential + 1, optional=optional, implied=implied, expected=ads * sure, breadth=breadth
    )
    [found] = unmet([own], {SQL: taught(SQL, *probabilities)}, ads + 5)
    parts = [found.asked, found.wanted, 1.0 if found.breadth is None else found.breadth, found.open]
    assert all(0 <= part <= 1 for part in parts)
    assert found.score == pytest.approx(parts[0] * parts[1] * parts[2] * parts[3])
