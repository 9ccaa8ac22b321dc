"""What means much the same as something surer in the same ad must be surer itself."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.concepts import ConceptUri, Skill, SkillKind, Taxonomy
from matcher.doubles import DoublesPolicy, doubles
from matcher.index import ExactIndex
from matcher.linking import Candidate, Link, LinkingPolicy
from matcher.mentions import Mention, Sentence, Span
from matcher.reading import AdReader
from matcher.vectors import unit
from tests.fakes import LEADING, SQL, TABLEAU, LineSplitter, small_linker, small_taxonomy

A, B, C, D, UNKNOWN = (ConceptUri(uri) for uri in ("s:a", "s:b", "s:c", "s:d", "s:unknown"))
NAMES = ExactIndex([A, B, C, D], unit(np.array([[1, 0], [0.9, 0.1], [0.5, 0.5], [0, 1]], dtype=np.float32)))
PLACES = {uri: place for place, uri in enumerate(NAMES.ids)}
TEAMS = ConceptUri("s:teams")


def doubles_of(confidence: Mapping[ConceptUri, float], alike_from: float = 0.9) -> frozenset[ConceptUri]:
    return doubles(confidence, NAMES, PLACES, alike_from)


def test_the_less_sure_of_two_alike_names_is_the_double() -> None:
    assert doubles_of({A: 0.5, B: 0.3}) == {B}
    assert doubles_of({A: 0.3, B: 0.5}) == {A}


def test_of_equally_sure_ones_the_later_uri_is_the_double() -> None:
    assert doubles_of({B: 0.5, A: 0.5}) == {B}


def test_names_that_are_not_alike_are_no_doubles() -> None:
    assert doubles_of({A: 0.9, C: 0.3, D: 0.2}) == frozenset()


def test_a_double_makes_doubles_itself() -> None:
    assert doubles_of({A: 0.9, B: 0.5, C: 0.3}, alike_from=0.75) == {B, C}


def test_what_has_no_vector_is_nobody_s_double() -> None:
    assert doubles_of({UNKNOWN: 0.9, A: 0.3}) == frozenset()
    assert doubles_of({}) == frozenset()


@pytest.mark.parametrize(
    ("threshold", "least"), [(0.0, 0.0), (0.1, 0.2), (0.2, 0.4), (0.25, 0.4), (0.4, 0.4), (0.7, 0.7)]
)
def test_a_double_needs_twice_the_threshold_up_to_what_is_always_enough(threshold: float, least: float) -> None:
    assert DoublesPolicy(shown_from=0.4, times=2.0).least(threshold) == pytest.approx(least)


@given(
    st.dictionaries(st.sampled_from([A, B, C, D, UNKNOWN]), st.floats(0, 1)),
    st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted),
)
def test_a_lower_threshold_takes_nothing_away(confidence: dict[ConceptUri, float], two: list[float]) -> None:
    low, high = two

    def shown(threshold: float) -> set[ConceptUri]:
        read = {uri: sure for uri, sure in confidence.items() if sure >= threshold}
        twice = doubles_of(read)
        return {uri for uri, sure in read.items() if uri not in twice or sure >= DoublesPolicy().least(threshold)}

    assert shown(high) <= shown(low)


def link(uri: ConceptUri, confidence: float, exact: Span | None = None) -> Link:
    sentence = Sentence(Span(0, 9), "something")
    candidate = Candidate(uri=uri, confidence=confidence, exact=exact, words=Span(0, 9))
    return Link(Mention(Span(0, 9), "something", sentence), candidate)


LINKER = replace(small_linker(), concepts=NAMES)


def test_an_unsure_double_is_doubtful_and_a_sure_one_is_not() -> None:
    assert LINKER.doubtful_doubles([link(A, 0.6), link(B, 0.3)]) == {B}
    assert LINKER.doubtful_doubles([link(A, 0.6), link(B, 0.41)]) == frozenset()


def test_the_surest_link_of_a_concept_tells_how_sure_it_is() -> None:
    assert LINKER.doubtful_doubles([link(A, 0.6), link(B, 0.3), link(B, 0.5)]) == frozenset()


def test_what_stands_there_in_full_or_goes_by_its_name_is_never_doubtful() -> None:
    assert LINKER.doubtful_doubles([link(A, 0.6), link(B, 0.3, exact=Span(0, 4))]) == frozenset()
    assert LINKER.goes_by_name(TABLEAU)
    assert LINKER.doubtful_doubles([link(A, 0.6), link(TABLEAU, 0.3)]) == frozenset()


def test_who_asks_for_all_is_given_all() -> None:
    assert LINKER.doubtful_doubles([link(A, 0.6), link(B, 0.1)], min_confidence=0.0) == frozenset()
    assert LINKER.doubtful_doubles([link(A, 0.6), link(B, 0.19)], min_confidence=0.1) == {B}


def with_a_double() -> Taxonomy:
    """Beside "lead a team" stands "lead teams well"."""
    small = small_taxonomy()
    twin = Skill(uri=TEAMS, preferred_label="lead teams well", kind=SkillKind.COMPETENCE, alt_labels=())
    return replace(small, skills={**small.skills, TEAMS: twin})


def test_an_ad_asks_once_for_what_two_concepts_name_wherever_in_it_they_are_read() -> None:
    linker = small_linker(with_a_double())

    def asked(shown_from: float) -> set[ConceptUri]:
        alike = DoublesPolicy(shown_from=shown_from, alike_from=0.6)
        policy = LinkingPolicy(min_confidence=0.1, doubles=alike)
        reader = AdReader(splitter=LineSplitter(), linker=replace(linker, policy=policy))
        return {demand.skill for demand in reader.read("Required:\n- lead a team\n- SQL\n- leads our team").demands}

    assert asked(0.0) == {LEADING, TEAMS, SQL}
    assert asked(1.0) == {LEADING, SQL}
