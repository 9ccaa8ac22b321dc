"""The same words read as several skills whose names mean much the same are one need."""

from dataclasses import replace

import numpy as np

from matcher.alike import ALIKE_FROM, doers, heads, with_alike
from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.gap import find_gap
from matcher.index import ExactIndex
from matcher.mentions import Span
from matcher.needs import needs
from matcher.profiles import Holding, HoldingSource, Profile
from tests.stopwatch import assert_quick

SERVICE, PROVIDE, MANAGE, SAFETY, CHAINED, ELSEWHERE = (ConceptUri(f"s:{name}") for name in "abcdef")
NEAR = float(ALIKE_FROM + 0.05)
APART = float(ALIKE_FROM - 0.05)
NAMES = ExactIndex(
    [SERVICE, PROVIDE, MANAGE, SAFETY, CHAINED],
    np.array(
        [
            [1, 0, 0],
            [NEAR, (1 - NEAR**2) ** 0.5, 0],
            [APART, 0, (1 - APART**2) ** 0.5],
            [0.99, (1 - 0.99**2) ** 0.5, 0],
            [0.1, 0.99**0.5, 0],
        ],
        dtype=np.float32,
    ),
)
PLACES = {uri: place for place, uri in enumerate(NAMES.ids)}
SENTENCE = Span(0, 40)


def demand(skill: ConceptUri, start: int = 5, end: int = 20, sentence: Span = SENTENCE, **more: object) -> Demand:
    evidence = Evidence(
        source=EvidenceSource.AD, text="x" * 40, confidence=0.6, span=sentence, mention=Span(start, end)
    )
    asked = Demand(skill=skill, importance=Importance.ESSENTIAL, confidence=0.6, evidence=(evidence,))
    return replace(asked, **more)  # type: ignore[arg-type]


def together(*found: Demand) -> dict[ConceptUri, set[ConceptUri]]:
    marked = with_alike(found, NAMES, PLACES)
    assert [own.skill for own in marked] == [own.skill for own in found]
    return {own.skill: set(own.alike) for own in marked}


def test_words_that_were_read_as_two_names_of_one_thing_are_one_need() -> None:
    assert together(demand(SERVICE), demand(PROVIDE)) == {SERVICE: {PROVIDE}, PROVIDE: {SERVICE}}


def test_names_that_mean_something_else_stay_apart_though_the_words_are_the_same() -> None:
    assert together(demand(SERVICE), demand(MANAGE)) == {SERVICE: set(), MANAGE: set()}


def test_other_words_are_another_need_however_alike_the_names() -> None:
    assert together(demand(SERVICE, 5, 10), demand(SAFETY, 10, 20)) == {SERVICE: set(), SAFETY: set()}
    assert together(demand(SERVICE), demand(SAFETY, sentence=Span(50, 90), start=55, end=70)) == {
        SERVICE: set(),
        SAFETY: set(),
    }


def test_each_is_compared_with_the_weightiest_of_a_need_and_not_with_what_joined_it() -> None:
    near_to_member_only = demand(CHAINED)
    assert together(demand(PROVIDE), near_to_member_only) == {PROVIDE: {CHAINED}, CHAINED: {PROVIDE}}
    assert together(demand(SERVICE), demand(PROVIDE), near_to_member_only)[CHAINED] == set()
    assert together(demand(SERVICE), demand(PROVIDE), demand(SAFETY)) == {
        SERVICE: {PROVIDE, SAFETY},
        PROVIDE: {SERVICE, SAFETY},
        SAFETY: {SERVICE, PROVIDE},
    }


def test_what_the_ad_says_does_instead_of_another_is_a_choice_and_no_other_name_of_it() -> None:
    choice = demand(SERVICE, alternatives=frozenset({PROVIDE}))
    assert together(choice, demand(PROVIDE, alternatives=frozenset({SERVICE}))) == {SERVICE: set(), PROVIDE: set()}


def test_a_skill_without_a_vector_or_without_words_in_the_ad_stands_alone() -> None:
    figures = Evidence(source=EvidenceSource.ONET_FIGURES, text="of 35 skills", confidence=0.6)
    implied = replace(demand(PROVIDE), evidence=(figures,))
    assert together(demand(SERVICE), demand(ELSEWHERE), implied) == {SERVICE: set(), ELSEWHERE: set(), PROVIDE: set()}
    assert with_alike((), NAMES, PLACES) == ()


def test_one_of_them_held_covers_all_and_one_of_them_taught_closes_all() -> None:
    found = with_alike((demand(SERVICE), demand(PROVIDE), demand(MANAGE)), NAMES, PLACES)
    holds = Profile(
        holdings=(Holding(skill=PROVIDE, source=HoldingSource.SELF_CLAIMED, confidence=1.0, text="serving customers"),)
    )
    gap = find_gap(found, holds)
    assert [own.demand.skill for own in gap.covered] == [SERVICE, PROVIDE]
    assert [own.skill for own in gap.missing] == [MANAGE]
    open_ = needs(found)
    assert [sorted(demand.skill for demand in own.demands) for own in open_] == [[SERVICE, PROVIDE], [MANAGE]]
    assert open_[0].closers == {SERVICE, PROVIDE}


def test_the_first_of_each_need_stands_for_it() -> None:
    found = with_alike((demand(SERVICE), demand(PROVIDE), demand(MANAGE)), NAMES, PLACES)
    assert heads(found) == {SERVICE: SERVICE, PROVIDE: SERVICE, MANAGE: MANAGE}
    assert heads(found[1:]) == {PROVIDE: PROVIDE, MANAGE: MANAGE}, "also where the weightiest is not there"


def test_what_does_instead_of_one_of_them_does_instead_of_all() -> None:
    choice = demand(SERVICE, alternatives=frozenset({ELSEWHERE}), alike=frozenset({PROVIDE}))
    other = demand(PROVIDE, alike=frozenset({SERVICE}))
    assert doers((choice, other)) == {SERVICE: {PROVIDE, ELSEWHERE}, PROVIDE: {SERVICE, ELSEWHERE}}
    holds = Profile(
        holdings=(Holding(skill=ELSEWHERE, source=HoldingSource.SELF_CLAIMED, confidence=1.0, text="elsewhere"),)
    )
    assert find_gap((choice, other), holds).missing == ()


def test_thousands_of_sentences_that_name_the_same_skills_take_time_in_proportion() -> None:
    def many(skill: ConceptUri, sentences: int, start: int) -> Demand:
        spans = [Span(at * 50, at * 50 + 40) for at in range(sentences)]
        evidence = tuple(
            Evidence(
                source=EvidenceSource.AD,
                text="x" * 40,
                confidence=0.6,
                span=span,
                mention=Span(span.start + start, span.start + start + 5),
            )
            for span in spans
        )
        return Demand(skill=skill, importance=Importance.ESSENTIAL, confidence=0.6, evidence=evidence)

    found = [many(skill, 4_000, start) for start, skill in enumerate((SERVICE, SAFETY, PROVIDE, CHAINED))]
    apart = [many(skill, 4_000, 6 * start) for start, skill in enumerate((SERVICE, SAFETY, PROVIDE, CHAINED))]
    assert_quick(lambda: with_alike(found, NAMES, PLACES), seconds=1)
    assert_quick(lambda: with_alike(apart, NAMES, PLACES), seconds=1)
