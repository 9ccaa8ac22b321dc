"""Courses that close a gap, each with its cause, in an order that does not depend on the catalogue's."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.courses.catalogue import InMemoryCatalogue
from matcher.achievements import Achievement, AchievementId, Alignment, AlignmentRole
from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.mentions import Span
from matcher.needs import weight
from matcher.offers import Offer
from matcher.opportunities import Mode
from matcher.preferences import Preferences, Unsuited
from matcher.recommendation import Basis, Closure, Recommendation, recommend
from matcher.teaching import Place, Taught
from tests.fakes import achievement

SQL, JAVA, TEA = (ConceptUri(f"s:{name}") for name in ("sql", "java", "tea"))
ANY = Preferences()


def demand(skill: ConceptUri, importance: Importance = Importance.ESSENTIAL, confidence: float = 0.5) -> Demand:
    evidence = Evidence(source=EvidenceSource.AD, text="words", confidence=confidence)
    return Demand(skill=skill, importance=importance, confidence=confidence, evidence=(evidence,))


def read(
    course: Achievement, skill: ConceptUri, confidence: float, role: AlignmentRole, field: str = "outcomes[0]"
) -> Achievement:
    alignment = Alignment(concept=skill, role=role, confidence=confidence, stated=False, field=field, text="own words")
    parts = {name: getattr(course, name) for name in Achievement.__slots__}
    return Achievement(**{**parts, "alignments": (*course.alignments, alignment)})


def advised(
    missing: list[Demand],
    *courses: Achievement,
    taught: dict[ConceptUri, tuple[Taught, ...]] | None = None,
    preferences: Preferences = ANY,
) -> list[str]:
    found = recommend(missing, InMemoryCatalogue.build(courses), taught or {}, preferences).found
    return [recommendation.achievement.id for recommendation in found]


@pytest.mark.parametrize(
    ("importance", "expected"),
    [(Importance.ESSENTIAL, 0.5), (Importance.OPTIONAL, 0.2), (Importance.IMPLIED, 0.15)],
)
def test_a_demand_weighs_its_importance_times_its_confidence(importance: Importance, expected: float) -> None:
    assert weight(demand(SQL, importance)) == pytest.approx(expected)


def test_a_stated_alignment_closes_its_skill_in_full_and_says_so() -> None:
    course = achievement("c", teaches=[SQL, TEA])
    [found] = recommend([demand(SQL)], InMemoryCatalogue.build([course]), {}, ANY).found
    closure = Closure(demand=demand(SQL), coverage=1.0, basis=Basis.STATED, field="alignments", text="stated")
    assert found == Recommendation(course, (closure,), course.opportunity)
    assert found.worth == 0.5


def test_what_was_read_closes_as_surely_as_it_was_read() -> None:
    course = read(achievement("c"), SQL, 0.8, AlignmentRole.TEACHES)
    [found] = recommend([demand(SQL)], InMemoryCatalogue.build([course]), {}, ANY).found
    [closure] = found.closes
    assert (closure.basis, closure.coverage, closure.text) == (Basis.READ, 0.8, "own words")


def test_what_was_read_closes_as_surely_as_all_lanes_together_say() -> None:
    course = read(achievement("c"), SQL, 0.3, AlignmentRole.TEACHES)
    taught = {SQL: (Taught(AchievementId("c"), 0.8),)}
    [found] = recommend([demand(SQL)], InMemoryCatalogue.build([course]), taught, ANY).found
    assert [(c.basis, c.coverage, c.text) for c in found.closes] == [(Basis.READ, 0.8, "own words")]


def test_what_is_stated_closes_in_full_whatever_the_lanes_say() -> None:
    taught = {SQL: (Taught(AchievementId("c"), 0.1),)}
    catalogue = InMemoryCatalogue.build([achievement("c", teaches=[SQL])])
    [found] = recommend([demand(SQL)], catalogue, taught, ANY).found
    assert [(c.basis, c.coverage) for c in found.closes] == [(Basis.STATED, 1.0)]


@pytest.mark.parametrize(("sure", "closed", "maybe"), [(0.75, 1, 0), (0.74, 0, 1), (0.3, 0, 1)])
def test_what_is_not_sure_enough_to_be_taught_is_said_to_be_possible_and_no_stack_counts_it(
    sure: float, closed: int, maybe: int
) -> None:
    course = read(achievement("c", "Brew tea"), SQL, 0.9, AlignmentRole.TEACHES)
    taught = {SQL: (Taught(AchievementId("c"), sure),)}
    [found] = recommend([demand(SQL)], InMemoryCatalogue.build([course]), taught, ANY).found
    assert (len(found.closes), len(found.may_close), len(found.offer().closes)) == (closed, maybe, closed)


def test_what_is_hardly_taught_is_not_recommended() -> None:
    course = read(achievement("c", "Brew tea"), SQL, 0.9, AlignmentRole.TEACHES)
    taught = {SQL: (Taught(AchievementId("c"), 0.29, Place("outcomes[0]", Span(0, 8))),)}
    assert recommend([demand(SQL)], InMemoryCatalogue.build([course]), taught, ANY).found == ()


def test_what_may_be_taught_beside_decides_which_course_comes_first() -> None:
    """Both close one skill alike; that the second may teach the other skill too puts it first, but closes nothing."""
    courses = [achievement(key, name=key, teaches=[SQL]) for key in ("a", "b")]
    taught = {TEA: (Taught(AchievementId("b"), 0.2, Place("name", Span(0, 1)), nearness=0.1),)}
    found = recommend([demand(SQL), demand(TEA)], InMemoryCatalogue.build(courses), taught, ANY).found
    assert [(r.achievement.id, len(r.closes)) for r in found] == [("b", 1), ("a", 1)]


def test_what_a_course_assesses_counts_and_what_it_requires_does_not() -> None:
    assessing = read(achievement("a"), SQL, 0.8, AlignmentRole.ASSESSES)
    requiring = read(achievement("r", teaches=[JAVA]), SQL, 0.8, AlignmentRole.REQUIRES)
    found = recommend([demand(SQL), demand(JAVA)], InMemoryCatalogue.build([assessing, requiring]), {}, ANY).found
    assert {r.achievement.id: [c.demand.skill for c in r.closes] for r in found} == {"a": [SQL], "r": [JAVA]}


def test_where_nothing_was_read_the_nearest_passage_stands_for_the_skill() -> None:
    course = achievement("c", "Brewing green tea, and more")
    taught = {TEA: (Taught(AchievementId("c"), 0.8, Place("outcomes[0]", Span(0, 17))),)}
    [found] = recommend([demand(TEA)], InMemoryCatalogue.build([course]), taught, ANY).found
    expected = Closure(
        demand=demand(TEA),
        coverage=0.8,
        basis=Basis.SIMILAR,
        field="outcomes[0]",
        text="Brewing green tea",
        span=Span(0, 17),
    )
    assert found.closes == (expected,)


def test_the_surest_of_several_readings_is_kept() -> None:
    course = read(read(achievement("c"), SQL, 0.8, AlignmentRole.TEACHES), SQL, 0.9, AlignmentRole.ASSESSES)
    [found] = recommend([demand(SQL)], InMemoryCatalogue.build([course]), {}, ANY).found
    assert [(closure.basis, closure.coverage) for closure in found.closes] == [(Basis.READ, 0.9)]


def test_the_worthiest_comes_first_and_its_weightiest_closure_too() -> None:
    missing = [demand(SQL), demand(JAVA, Importance.OPTIONAL)]
    both, one = achievement("z", teaches=[JAVA, SQL]), achievement("a", teaches=[SQL])
    found = recommend(missing, InMemoryCatalogue.build([one, both]), {}, ANY).found
    assert [(r.achievement.id, [c.demand.skill for c in r.closes]) for r in found] == [("z", [SQL, JAVA]), ("a", [SQL])]


def test_equal_worth_is_ordered_by_price_then_hours_then_id_and_unpriced_last() -> None:
    courses = [
        achievement("unpriced", teaches=[SQL], hours=1),
        achievement("dear", teaches=[SQL], price="10", hours=1),
        achievement("long", teaches=[SQL], price="5", hours=9),
        achievement("untimed", teaches=[SQL], price="5"),
        achievement("b", name="B", teaches=[SQL], price="5", hours=2),
        achievement("a", name="A", teaches=[SQL], price="5", hours=2),
    ]
    assert advised([demand(SQL)], *courses) == ["a", "b", "long", "untimed", "dear", "unpriced"]


def test_alternatives_count_once_in_what_a_course_is_worth() -> None:
    sql, java = (
        replace(demand(SQL), alternatives=frozenset({JAVA})),
        replace(demand(JAVA), alternatives=frozenset({SQL})),
    )
    either = achievement("both", teaches=[SQL, JAVA], price="20"), achievement("one", teaches=[SQL], price="10")
    found = recommend([sql, java], InMemoryCatalogue.build(either), {}, ANY).found
    assert [(r.achievement.id, r.worth, len(r.closes)) for r in found] == [("one", 0.5, 1), ("both", 0.5, 2)]


def test_prices_of_several_currencies_are_not_compared() -> None:
    courses = [
        achievement("a", teaches=[SQL], price="10", currency="JPY", hours=9),
        achievement("b", teaches=[SQL], price="900", currency="JPY", hours=2),
        achievement("c", teaches=[SQL], price="50", currency="AUD", hours=9),
        achievement("d", teaches=[SQL], price="0", currency="EUR", hours=9),
        achievement("e", teaches=[SQL], hours=1),
    ]
    assert advised([demand(SQL)], *courses, preferences=Preferences(currency="AUD")) == ["d", "c", "b", "a", "e"]
    assert advised([demand(SQL)], *courses) == ["d", "b", "a", "c", "e"]
    assert advised([demand(SQL)], *courses[:2]) == ["a", "b"]


def test_only_wanted_modes_are_recommended_and_an_unstated_mode_does_not_suit() -> None:
    courses = [
        achievement("online", teaches=[SQL], mode=Mode.ONLINE),
        achievement("site", teaches=[SQL], mode=Mode.ON_SITE),
        achievement("unstated", teaches=[SQL]),
    ]
    wanted = Preferences(modes=frozenset({Mode.ONLINE}))
    assert advised([demand(SQL)], *courses, preferences=wanted) == ["online"]
    assert set(advised([demand(SQL)], *courses)) == {"online", "site", "unstated"}


def test_nothing_missing_or_nothing_that_fits_is_an_empty_answer() -> None:
    course = achievement("c", teaches=[JAVA])
    assert advised([], course) == []
    assert advised([demand(SQL)], course) == []
    assert advised([demand(SQL)]) == []


def test_an_offer_states_what_is_known_and_leaves_the_rest_open() -> None:
    course = achievement("c", teaches=[SQL], price="99.50", currency="EUR", hours=4)
    closure = Closure(demand=demand(SQL), coverage=0.7, basis=Basis.READ, field="name", text="x")
    priced = Recommendation(course, (closure,), course.opportunity)
    assert priced.offer() == Offer(id="c", closes={SQL: 0.7}, cost=Decimal("99.50"), currency="EUR", hours=4)
    bare = Recommendation(achievement("d"), priced.closes, achievement("d").opportunity)
    assert bare.offer() == Offer(id="d", closes={SQL: 0.7}, cost=None, currency=None, hours=None)


skills = st.sampled_from([SQL, JAVA, TEA])
courses = st.lists(
    st.builds(
        achievement,
        st.integers(0, 99).map("c{}".format),
        teaches=st.sets(skills).map(sorted),
        price=st.sampled_from([None, "0", "10", "10.00", "25"]),
        hours=st.sampled_from([None, 1.0, 5.0]),
    ),
    unique_by=lambda course: course.id,
    max_size=8,
)


@given(courses, st.sets(skills), st.randoms(use_true_random=False))
def test_the_order_of_the_catalogue_does_not_matter(
    offered: list[Achievement], wanted: set[ConceptUri], random: Random
) -> None:
    missing = [demand(skill) for skill in sorted(wanted)]
    shuffled = list(offered)
    random.shuffle(shuffled)
    found = recommend(missing, InMemoryCatalogue.build(offered), {}, ANY).found
    assert found == recommend(missing, InMemoryCatalogue.build(shuffled), {}, ANY).found
    assert found == recommend(missing[::-1], InMemoryCatalogue.build(offered), {}, ANY).found
    assert all(recommendation.closes for recommendation in found)
    assert {key for r in found for key in (r.achievement.id, *r.copies)} == {
        course.id for course in offered if any(a.concept in wanted for a in course.alignments)
    }


def test_copies_of_a_course_under_other_ids_are_folded_into_the_first_and_named() -> None:
    def copy(key: str, price: str) -> Achievement:
        return achievement(key, "Write queries", name="SQL  at Work", teaches=[SQL], price=price)

    courses = [
        *(copy(f"c{i}", "50") for i in range(10)),
        copy("dear", "60"),
        achievement("d", teaches=[SQL]),
    ]
    found = recommend([demand(SQL)], InMemoryCatalogue.build(courses), {}, ANY).found
    assert [(r.achievement.id, r.copies) for r in found] == [
        ("c0", tuple(f"c{i}" for i in range(1, 10))),
        ("dear", ()),
        ("d", ()),
    ]


def test_what_closes_something_but_suits_in_no_way_is_told_with_the_reasons() -> None:
    course = achievement("c", teaches=[SQL], mode=Mode.ON_SITE)
    wishes = Preferences(modes=frozenset({Mode.ONLINE}), languages=frozenset({"en"}))
    found = recommend([demand(SQL)], InMemoryCatalogue.build([course]), {}, wishes)
    assert (found.found, found.unsuited) == ((), {"c": (Unsuited.MODE, Unsuited.LANGUAGE)})
