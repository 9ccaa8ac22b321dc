"""Areas hold skills whose names mean much the same; every skill is in exactly one, headed by its most asked for."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.areas import SAME_AREA_FROM, Area, areas
from matcher.concepts import ConceptUri
from matcher.index import ExactIndex
from matcher.vectors import unit

A, B, C, D = (ConceptUri(f"s:{name}") for name in "abcd")


def index(vectors: dict[ConceptUri, list[float]]) -> ExactIndex:
    return ExactIndex(list(vectors), unit(list(vectors.values())))


NEAR = index({A: [1, 0, 0], B: [0.9, 0.1, 0], C: [0, 0, 1]})


def test_skills_of_like_names_are_one_area_headed_by_the_most_asked_for() -> None:
    assert areas({A: 5, B: 9, C: 7}, NEAR) == (Area(B, frozenset({A, B})), Area(C, frozenset({C})))
    assert areas({A: 5, B: 5, C: 5}, NEAR) == (Area(A, frozenset({A, B})), Area(C, frozenset({C})))


def test_an_area_is_called_after_its_head() -> None:
    assert areas({A: 5, B: 9}, NEAR)[0].id == "area:s:b"


def test_a_skill_whose_name_has_no_vector_is_an_area_alone() -> None:
    assert areas({D: 8, A: 5, B: 5}, NEAR) == (Area(D, frozenset({D})), Area(A, frozenset({A, B})))


def test_one_skill_or_none_needs_no_joining() -> None:
    assert areas({C: 1}, NEAR) == (Area(C, frozenset({C})),)
    assert areas({D: 1}, NEAR) == (Area(D, frozenset({D})),)
    assert areas({}, NEAR) == ()


def test_an_area_grows_while_its_names_are_alike_on_the_average() -> None:
    """Cosine of neighbours 0.8, of the outer ones 0.28: the third joins at (0.8 + 0.28) / 2 = 0.54 only."""
    turned = [[1.0, 0.0], [0.8, 0.6], [0.28, 0.96]]
    found = areas({A: 3, B: 2, C: 1}, index(dict(zip((A, B, C), turned, strict=True))))
    assert found == (Area(A, frozenset({A, B})), Area(C, frozenset({C})))


vectors = st.lists(st.lists(st.floats(-1, 1, width=32), min_size=3, max_size=3), min_size=1, max_size=8)


@settings(max_examples=40)
@given(vectors, st.lists(st.integers(1, 5), min_size=8, max_size=8))
def test_every_skill_is_in_one_area_and_no_pair_of_areas_of_one_skill_is_more_alike_than_the_threshold(
    rows: list[list[float]], asked: list[int]
) -> None:
    uris = [ConceptUri(f"s:{place}") for place in range(len(rows))]
    known = dict(zip(uris, asked, strict=False))
    matrix = unit(rows)
    found = areas(known, ExactIndex(uris, matrix))
    assert sorted(uri for area in found for uri in area.members) == uris
    for area in found:
        assert area.head == min(area.members, key=lambda uri: (-known[uri], uri))
    alone = [uris.index(area.head) for area in found if len(area.members) == 1]
    likeness = matrix[alone] @ matrix[alone].T
    assert (likeness[np.triu_indices(len(alone), 1)] <= SAME_AREA_FROM + 1e-5).all()
