"""Who teaches a skill: what is stated beats what was read, a course counts once, unstated terms are absent."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from matcher.achievements import Achievement, AchievementId, Alignment, AlignmentRole
from matcher.concepts import ConceptUri
from matcher.mentions import Span
from matcher.opportunities import Instance, Mode, Money, Workload
from matcher.supply import Supply, as_said, joined_supply, supply, terms
from matcher.teaching import Place, Taught
from tests.fakes import JAVA, PYTHON, SQL, achievement


def supplied(courses: Mapping[str, Achievement], **probabilities: float) -> Supply:
    """Of SQL."""
    taught = [Taught(AchievementId(key), sure) for key, sure in probabilities.items()]
    return supply(SQL, taught, lambda key: courses[key])


def named(*keys: str) -> dict[str, Achievement]:
    return {key: achievement(key, name=f"Course {key}") for key in keys}


def tied(course: Achievement, *alignments: Alignment) -> Achievement:
    return replace(course, alignments=alignments)


def alignment(
    skill: ConceptUri, confidence: float, *, stated: bool = False, role: AlignmentRole = AlignmentRole.TEACHES
) -> Alignment:
    return Alignment(
        concept=skill,
        role=role,
        confidence=confidence,
        stated=stated,
        field="outcomes[0]",
        text=f"words at {confidence}",
    )


def test_courses_that_may_teach_it_are_listed_the_surest_first_and_unlikely_ones_are_not() -> None:
    found = supplied(named("a", "b", "c", "d"), a=0.5, b=0.75, c=0.29, d=0.75)
    assert [(own.course.id, own.probability) for own in found.teachers] == [("b", 0.75), ("d", 0.75), ("a", 0.5)]
    assert [own.course.id for own in found.closing] == ["b", "d"]
    assert found.expected == pytest.approx(2.0)


def test_what_the_provider_states_beats_what_was_judged() -> None:
    course = tied(achievement("a"), alignment(SQL, 0.9), alignment(SQL, 1.0, stated=True))
    [own] = supplied({"a": course}, a=0.1).teachers
    assert (own.probability, own.stated, own.field, own.words) == (1.0, True, "outcomes[0]", "words at 1.0")


def test_what_was_read_counts_as_it_was_judged_and_says_its_words() -> None:
    course = tied(achievement("a"), alignment(SQL, 0.4), alignment(SQL, 0.9), alignment(JAVA, 1.0, stated=True))
    [own] = supplied({"a": course}, a=0.6).teachers
    assert (own.probability, own.stated, own.words) == (0.6, False, "words at 0.9")


def test_a_course_that_requires_a_skill_is_not_said_to_state_that_it_teaches_it() -> None:
    course = tied(achievement("a"), alignment(SQL, 1.0, stated=True, role=AlignmentRole.REQUIRES))
    assert supplied({"a": course}, a=0.2).teachers == ()


def test_where_nothing_was_read_the_nearest_passage_speaks_for_a_course() -> None:
    course = achievement("a", "Write queries for databases")
    taught = [Taught(AchievementId("a"), 0.8, Place("outcomes[0]", Span(6, 13)), 0.1)]
    [own] = supply(SQL, taught, lambda _: course).teachers
    assert (own.field, own.words, own.stated) == ("outcomes[0]", "queries", False)
    [silent] = supply(SQL, [Taught(AchievementId("a"), 0.8)], lambda _: course).teachers
    assert (silent.field, silent.words) == (None, None)


def test_a_course_that_stands_twice_under_one_name_and_provider_counts_once_as_its_surest() -> None:
    courses = {
        key: achievement(key, name=name) for key, name in (("a", "SQL Basics"), ("b", "SQL basics"), ("c", "SQL"))
    }
    found = supplied(courses, a=0.4, b=0.9, c=0.5)
    assert [own.course.id for own in found.teachers] == ["b", "c"]
    assert found.expected == pytest.approx(1.4)


def test_a_family_is_taught_as_surely_as_the_skill_of_it_that_is_taught_most_surely() -> None:
    courses = named("a", "b")
    by_skill = [
        supply(skill, [Taught(AchievementId(key), sure)], lambda key: courses[key])
        for skill, key, sure in ((SQL, "a", 0.4), (PYTHON, "a", 0.8), (JAVA, "b", 0.5))
    ]
    found = joined_supply(by_skill)
    assert [(own.course.id, own.skill, own.probability) for own in found.teachers] == [
        ("a", PYTHON, 0.8),
        ("b", JAVA, 0.5),
    ]


def test_of_products_courses_teach_what_they_state_or_were_read_to_teach() -> None:
    courses = [
        tied(achievement("a"), alignment(SQL, 0.4), alignment(SQL, 0.7)),
        tied(achievement("b"), alignment(SQL, 1.0, stated=True, role=AlignmentRole.REQUIRES)),
        tied(achievement("c"), alignment(JAVA, 1.0, stated=True)),
    ]
    assert as_said(SQL, courses) == (Taught(AchievementId("a"), 0.7),)


def test_terms_range_over_all_ways_of_taking_the_courses() -> None:
    runs = (
        Instance(price=Money(Decimal(90), "AUD"), mode=Mode.BLENDED),
        Instance(price=Money(Decimal(120), "AUD"), workload=Workload(hours_min=1, hours_max=2)),
    )
    first = achievement("a", price="100", hours=10, mode=Mode.ONLINE)
    first = replace(first, opportunity=replace(first.opportunity, instances=runs))
    found = terms([first, achievement("b", price="7.50", currency="EUR"), achievement("c", mode=Mode.ONLINE)])
    assert found.prices == {"AUD": (Decimal(90), Decimal(120)), "EUR": (Decimal("7.50"), Decimal("7.50"))}
    assert (found.unpriced, found.unstated_mode) == (1, 1)
    assert found.modes == {Mode.BLENDED: 1, Mode.ONLINE: 2}
    assert found.hours == (2, 10)
    assert found.providers == 1


def test_terms_of_no_course_are_absent() -> None:
    found = terms([])
    assert (found.prices, found.modes, found.hours, found.providers) == ({}, {}, None, 0)


def test_a_course_that_names_no_provider_adds_none() -> None:
    course = achievement("a")
    nobody = replace(course, opportunity=replace(course.opportunity, provider=None))
    assert terms([nobody]).providers == 0
