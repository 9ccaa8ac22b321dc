"""Readings of single sentences join into one demand a skill."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.concepts import ConceptUri
from matcher.demand import ORDER, Asked, Demand, Evidence, EvidenceSource, Importance, demands
from matcher.mentions import Span

A, B, C = (ConceptUri(f"s:{letter}") for letter in "abc")
ESSENTIAL, OPTIONAL, IMPLIED = Importance


def asked(
    skill: ConceptUri,
    importance: Importance = ESSENTIAL,
    confidence: float = 0.5,
    *others: ConceptUri,
    start: int = 0,
    text: str = "words",
) -> Asked:
    evidence = Evidence(source=EvidenceSource.AD, text=text, confidence=confidence, span=Span(start, start + len(text)))
    return Asked(skill=skill, importance=importance, evidence=evidence, alternatives=frozenset(others))


def test_each_skill_comes_once_with_all_of_its_evidence_the_surest_first() -> None:
    first, second, third = (
        asked(A, confidence=0.4),
        asked(A, confidence=0.9, start=50),
        asked(A, confidence=0.4, start=9),
    )
    [demand] = demands([third, first, second])
    assert demand == Demand(
        skill=A,
        importance=ESSENTIAL,
        confidence=0.9,
        evidence=(second.evidence, first.evidence, third.evidence),
    )


def test_the_strongest_importance_counts_with_its_own_confidence_and_its_own_words_first() -> None:
    [demand] = demands([asked(A, OPTIONAL, 0.9, text="a plus"), asked(A, ESSENTIAL, 0.3, text="a must")])
    assert (demand.importance, demand.confidence) == (ESSENTIAL, 0.3)
    assert [evidence.text for evidence in demand.evidence] == ["a must", "a plus"]


def test_what_only_implies_a_skill_is_left_out_where_it_is_named() -> None:
    named = asked(A, OPTIONAL, 0.3, text="named")
    [demand] = demands([asked(A, IMPLIED, 0.6), named])
    assert demand == Demand(skill=A, importance=OPTIONAL, confidence=0.3, evidence=(named.evidence,))


def test_what_is_only_implied_stays_with_all_of_its_cues() -> None:
    [demand] = demands([asked(A, IMPLIED, 0.3, text="weak"), asked(A, IMPLIED, 0.6, text="strong")])
    assert (demand.importance, demand.confidence) == (IMPLIED, 0.6)
    assert [evidence.text for evidence in demand.evidence] == ["strong", "weak"]


def test_demands_are_ordered_by_importance_then_confidence_then_uri() -> None:
    found = demands(
        [asked(C, OPTIONAL, 0.9), asked(B, confidence=0.5), asked(A, confidence=0.5), asked(ConceptUri("s:z"))]
    )
    assert [(d.skill, d.importance) for d in found] == [
        (A, ESSENTIAL),
        (B, ESSENTIAL),
        (ConceptUri("s:z"), ESSENTIAL),
        (C, OPTIONAL),
    ]


def test_alternatives_hold_only_where_every_mention_offers_them() -> None:
    [a_only] = list(demands([asked(A, ESSENTIAL, 0.5, B, C), asked(A, ESSENTIAL, 0.5, B)]))
    assert a_only.alternatives == {B}
    [free] = demands([asked(A, ESSENTIAL, 0.5, B), asked(A, OPTIONAL, 0.4)])
    assert free.alternatives == frozenset()


def test_nothing_asked_is_no_demand() -> None:
    assert demands([]) == ()


readings = st.lists(
    st.builds(
        asked,
        st.sampled_from([A, B, C]),
        st.sampled_from(Importance),
        st.sampled_from([0.2, 0.5, 0.9]),
        start=st.integers(0, 30),
        text=st.sampled_from(["one", "two words"]),
    )
)


@given(readings, st.randoms(use_true_random=False))
def test_the_order_of_the_readings_does_not_matter(given_readings: list[Asked], random: Random) -> None:
    shuffled = list(given_readings)
    random.shuffle(shuffled)
    assert demands(shuffled) == demands(given_readings)


@given(readings)
def test_confidence_is_that_of_the_surest_evidence(given_readings: list[Asked]) -> None:
    found = demands(given_readings)
    assert {demand.skill for demand in found} == {one.skill for one in given_readings}
    assert [ORDER.index(demand.importance) for demand in found] == sorted(
        ORDER.index(demand.importance) for demand in found
    )
    for demand in found:
        assert demand.confidence == pytest.approx(demand.evidence[0].confidence)
