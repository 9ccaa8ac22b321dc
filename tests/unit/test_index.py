"""ExactIndex is the definition of nearest: checked against a plain loop."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.index import ExactIndex, Neighbour
from matcher.vectors import unit


def test_cosine_against_hand_calculation() -> None:
    index = ExactIndex(["east", "north", "west"], unit([[1, 0], [0, 1], [-1, 0]]))
    [found] = index.nearest(unit([[3, 4]]), 3)
    assert [n.id for n in found] == ["north", "east", "west"]
    assert [n.similarity for n in found] == pytest.approx([0.8, 0.6, -0.6])


components = st.lists(st.sampled_from([-1.0, 0.0, 0.5, 1.0]), min_size=3, max_size=3)


@given(st.lists(components, min_size=1, max_size=9), components, st.integers(1, 12))
def test_nearest_is_a_sort_by_cosine_then_position(vectors: list[list[float]], query: list[float], k: int) -> None:
    matrix, [sought] = unit(vectors), unit([query])
    index = ExactIndex([f"v{i}" for i in range(len(vectors))], matrix)
    cosines = (sought[None] @ matrix.T)[0].tolist()
    expected = sorted(range(len(vectors)), key=lambda i: (-cosines[i], i))[:k]
    assert index.nearest(sought[None], k) == [[Neighbour(f"v{i}", cosines[i]) for i in expected]]


def test_a_zero_query_is_similar_to_nothing() -> None:
    index = ExactIndex(["a", "b"], unit([[1, 0], [0, 1]]))
    assert index.nearest(np.zeros((1, 2), dtype=np.float32), 2) == [[Neighbour("a", 0.0), Neighbour("b", 0.0)]]
