"""What a draft course would add: the demand that it serves, whom it joins, and what one more outcome would add."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from matcher.achievements import Achievement, AchievementId, Alignment, AlignmentRole
from matcher.adding import WhatIf, drafted, what_if
from matcher.concepts import ConceptUri
from matcher.market import Market
from matcher.slices import Slice
from matcher.supply import Supply, Teacher, supply
from matcher.teaching import Taught
from matcher.unmet import unmet
from tests.fakes import BUDGETS, JAVA, LEADING, PYTHON, SQL, THINKING, achievement
from tests.small_market import Asker, market_of, surely

DRAFT = achievement("draft", name="New course")
COURSES = {key: achievement(key, name=f"Course {key}") for key in ("c1", "c2", "c3")}
SUPPLY = {SQL: {"c1": 0.9, "c2": 0.8}, PYTHON: {"c2": 0.9, "c3": 0.5}, THINKING: {}}


def supplied(skill: ConceptUri, by: Mapping[str, float]) -> Supply:
    taught = [Taught(AchievementId(key), sure) for key, sure in by.items()]
    return supply(skill, taught, lambda key: COURSES[key])


def teacher(skill: ConceptUri, probability: float) -> Teacher:
    return Teacher(course=DRAFT, skill=skill, probability=probability, stated=False, field=None, words=None)


def named_in(skill: ConceptUri, field: str, confidence: float, *, stated: bool = False) -> Alignment:
    return Alignment(
        concept=skill, role=AlignmentRole.TEACHES, confidence=confidence, stated=stated, field=field, text="own words"
    )


def employed(ads: int, *skills: ConceptUri) -> list[Asker]:
    return [Asker(organisation=f"e{place % 5}", asks=surely(*skills)) for place in range(ads)]


ADS = (
    *employed(20, SQL, THINKING),
    *employed(10, SQL, PYTHON, THINKING),
    *employed(12, THINKING),
    *employed(4, JAVA),
    *employed(40, LEADING),
)


def asked(*teachers: Teacher, ads: tuple[Asker, ...] = ADS, draft: Achievement = DRAFT) -> WhatIf:
    market: Market = market_of(ads)
    within = market.within(Slice())
    demands = market.demand_of(market.skills, market.facts.concepts, within)
    supplies = {own.id: supplied(ConceptUri(own.id), SUPPLY.get(ConceptUri(own.id), {})) for own in demands}
    found = unmet(demands, supplies, len(ads))
    return what_if(draft, teachers, {own.demand.id: own for own in found}, market, within)


def test_what_it_surely_teaches_is_told_from_what_it_may_teach_and_from_what_nobody_asks_for() -> None:
    found = asked(teacher(JAVA, 0.8), teacher(SQL, 0.5), teacher(PYTHON, 0.49), teacher(BUDGETS, 0.9))
    assert [own.by_draft.skill for own in found.teaches] == [SQL, JAVA]
    assert [own.by_draft.skill for own in found.may_teach] == [PYTHON]
    assert [own.skill for own in found.unasked] == [BUDGETS]


def test_an_outcome_counts_as_surely_as_it_was_read_to_name_the_skill_and_other_words_as_they_are_judged() -> None:
    read = replace(
        DRAFT,
        alignments=(
            named_in(SQL, "outcomes[0]", 0.9),
            named_in(SQL, "outcomes[1]", 0.4),
            named_in(PYTHON, "description", 0.9),
            named_in(JAVA, "outcomes[2]", 0.2),
            named_in(THINKING, "alignments", 1.0, stated=True),
        ),
    )
    judged = {SQL: (Taught(DRAFT.id, 0.6),), PYTHON: (Taught(DRAFT.id, 0.4),), BUDGETS: (Taught(DRAFT.id, 0.1),)}
    found = drafted(read, judged)
    assert {own.skill: (own.probability, own.stated) for own in found} == {
        SQL: (0.9, False),
        PYTHON: (0.4, False),
        THINKING: (1.0, True),
    }


def test_ads_are_counted_that_ask_for_any_of_what_it_surely_teaches_each_once() -> None:
    found = asked(teacher(SQL, 0.9), teacher(PYTHON, 0.9), teacher(LEADING, 0.4))
    assert found.ads == 30
    assert (found.newly, found.newly_ids) == (0, ())


def test_ads_are_newly_served_that_ask_for_something_which_no_course_surely_teaches() -> None:
    found = asked(teacher(SQL, 0.9), teacher(JAVA, 0.9))
    assert [own.is_new for own in found.teaches] == [False, True]
    assert (found.ads, found.newly) == (34, 4)
    assert found.newly_ids == ("ad:42", "ad:43", "ad:44", "ad:45")


def test_at_most_twenty_of_the_ads_that_are_newly_served_are_named() -> None:
    found = asked(teacher(LEADING, 0.9))
    assert (found.newly, len(found.newly_ids)) == (40, 20)


def test_competitors_surely_teach_what_it_teaches_those_first_that_share_most() -> None:
    found = asked(teacher(SQL, 0.9), teacher(PYTHON, 0.9))
    assert [(own.course.id, own.shared) for own in found.competitors] == [("c2", (SQL, PYTHON)), ("c1", (SQL,))]


def test_a_course_of_the_catalogue_that_is_put_in_as_a_draft_does_not_compete_with_itself() -> None:
    found = asked(teacher(SQL, 0.9), draft=COURSES["c2"])
    assert [own.course.id for own in found.competitors] == ["c1"]


def test_one_more_outcome_is_what_the_same_ads_ask_for_more_than_others() -> None:
    """Of 30 ads with SQL all ask for THINKING, 42 of all 86 do; 12 ask for it and not for SQL."""
    found = asked(teacher(SQL, 0.9))
    assert [(own.demand.demand.id, own.more_ads) for own in found.one_more] == [(THINKING, 12), (PYTHON, 0)]
    assert found.one_more[0].beside.lift == pytest.approx(86 / 42)


def test_what_it_teaches_already_is_no_further_outcome() -> None:
    found = asked(teacher(SQL, 0.9), teacher(THINKING, 0.8))
    assert [own.demand.demand.id for own in found.one_more] == [PYTHON]


def test_a_draft_that_teaches_nothing_serves_nobody() -> None:
    found = asked()
    assert (found.teaches, found.ads, found.newly, found.competitors, found.one_more) == ((), 0, 0, (), ())


def test_an_empty_slice_has_nobody_to_serve() -> None:
    found = asked(teacher(SQL, 0.9), ads=())
    assert (found.teaches, found.ads) == ((), 0)
    assert [own.skill for own in found.unasked] == [SQL]
