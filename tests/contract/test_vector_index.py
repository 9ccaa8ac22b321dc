"""Every VectorIndex gives the values of ExactIndex, which defines them; also after it was saved and loaded.

An approximate one does so where it looks through all its cells, as it does here; what it misses is measured below.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.errors import IncompatibleVectors
from matcher.index import ExactIndex, VectorIndex
from matcher.vectors import Vectors, unit
from models.faiss_index import build_index, load_index, save_index
from models.many_index import PROBED, build_many_index, load_many_index, save_many_index

Build = Callable[[Sequence[str], Vectors], VectorIndex]
DIM = 16


@pytest.fixture(params=["exact", "faiss", "faiss, loaded", "many", "many, loaded"])
def build(request: pytest.FixtureRequest, tmp_path: Path) -> Build:
    def loaded(ids: Sequence[str], vectors: Vectors) -> VectorIndex:
        save_index(build_index(ids, vectors), tmp_path, "vectors")
        return load_index(tmp_path, "vectors")

    def many_loaded(ids: Sequence[str], vectors: Vectors) -> VectorIndex:
        save_many_index(build_many_index(ids, vectors), tmp_path, "vectors")
        return load_many_index(tmp_path, "vectors")

    builds: dict[str, Build] = {
        "exact": ExactIndex,
        "faiss": build_index,
        "faiss, loaded": loaded,
        "many": build_many_index,
        "many, loaded": many_loaded,
    }
    return builds[request.param]


def random_unit(count: int, seed: int = 1) -> Vectors:
    return unit(np.random.default_rng(seed).standard_normal((count, DIM)))


def numbered(count: int) -> list[str]:
    return [f"id {i} é🙂" for i in range(count)]


@pytest.mark.parametrize("queried", [1, 7, 100])
def test_neighbours_and_similarities_are_those_of_the_definition(build: Build, queried: int) -> None:
    vectors, queries = random_unit(60), random_unit(queried, seed=2)
    index, exact = build(numbered(60), vectors), ExactIndex(numbered(60), vectors)
    for found, expected in zip(index.nearest(queries, 10), exact.nearest(queries, 10), strict=True):
        assert [n.id for n in found] == [n.id for n in expected]
        assert [n.similarity for n in found] == pytest.approx([n.similarity for n in expected], abs=1e-6)


@pytest.mark.parametrize("queried", [1, 7, 100])
@pytest.mark.parametrize("k", [1, 10, 60, 70])
def test_nearest_positions_are_those_of_the_definition(build: Build, queried: int, k: int) -> None:
    vectors, queries = random_unit(60), random_unit(queried, seed=2)
    found = build(numbered(60), vectors).nearest_positions(queries, k)
    expected = np.argsort(-(queries @ vectors.T), axis=1)[:, :k]
    assert np.sort(found, axis=1).tolist() == np.sort(expected, axis=1).tolist()
    assert found.dtype == np.intp


def test_nearest_positions_do_not_hang_on_what_is_asked_beside(build: Build) -> None:
    index, queries = build(numbered(300), random_unit(300)), random_unit(100, seed=2)
    alone = np.concatenate([index.nearest_positions(query[None], 20) for query in queries])
    np.testing.assert_array_equal(np.sort(index.nearest_positions(queries, 20)), np.sort(alone))


def test_nearest_positions_of_nothing_or_among_nothing_are_none(build: Build) -> None:
    assert build(numbered(5), random_unit(5)).nearest_positions(random_unit(0), 3).shape == (0, 3)
    assert build([], random_unit(0)).nearest_positions(random_unit(2), 3).shape == (2, 0)
    with pytest.raises(IncompatibleVectors):
        build(numbered(5), random_unit(5)).nearest_positions(unit(np.ones((1, DIM + 1))), 3)


def test_similarity_is_the_cosine_nearest_first(build: Build) -> None:
    index = build(["opposite", "same", "right angle"], unit([[-1, 0], [2, 0], [0, 1]]))
    [found] = index.nearest(unit([[1, 0]]), 3)
    assert [n.id for n in found] == ["same", "right angle", "opposite"]
    assert [n.similarity for n in found] == pytest.approx([1.0, 0.0, -1.0])


def test_an_id_finds_itself(build: Build) -> None:
    vectors = random_unit(20)
    index = build(numbered(20), vectors)
    assert [found.id for [found] in index.nearest(vectors, 1)] == numbered(20)


@pytest.mark.parametrize("k", [1, 3, 5, 6])
def test_ties_stand_in_the_order_of_positions(build: Build, k: int) -> None:
    index = build(numbered(6), unit([[1, 0], [0, 1], [1, 0], [1, 0], [0, 1], [1, 0]]))
    [found] = index.nearest(unit([[1, 0]]), k)
    assert [n.id for n in found] == [numbered(6)[i] for i in (0, 2, 3, 5, 1, 4)][:k]


def test_many_ties_at_the_edge_are_cut_at_the_first_positions(build: Build) -> None:
    index = build(numbered(40), unit([[1, 0]] * 40))
    [found] = index.nearest(unit([[1, 0]]), 3)
    assert [n.id for n in found] == numbered(40)[:3]


def test_a_smaller_index_gives_all_it_has(build: Build) -> None:
    index = build(numbered(3), random_unit(3))
    assert [len(found) for found in index.nearest(random_unit(2), 50)] == [3, 3]


def test_an_empty_index_is_near_to_nothing(build: Build) -> None:
    index = build([], np.zeros((0, DIM), dtype=np.float32))
    assert (list(index.ids), index.dim) == ([], DIM)
    assert index.nearest(random_unit(2), 5) == [[], []]
    assert index.vectors([]).shape == (0, DIM)


def test_no_query_gets_no_answer(build: Build) -> None:
    assert build(numbered(3), random_unit(3)).nearest(np.zeros((0, DIM), dtype=np.float32), 2) == []


@pytest.mark.parametrize("count", [0, 3])
def test_vectors_of_another_dimension_are_refused(build: Build, count: int) -> None:
    index = build(numbered(count), random_unit(count) if count else np.zeros((0, DIM), dtype=np.float32))
    with pytest.raises(IncompatibleVectors, match="expected vectors of 16 dimensions, got 3"):
        index.nearest(unit([[1, 2, 3]]), 1)


def test_stored_vectors_are_given_by_position_in_the_order_asked(build: Build) -> None:
    vectors = random_unit(9)
    index = build(numbered(9), vectors)
    assert (index.dim, list(index.ids)) == (DIM, numbered(9))
    np.testing.assert_array_equal(index.vectors([8, 0, 8]), vectors[[8, 0, 8]])
    np.testing.assert_array_equal(index.vectors(range(9)), vectors)
    assert index.vectors([]).shape == (0, DIM)
    assert index.vectors([1]).dtype == np.float32


axes = st.sampled_from([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0], [0.0, 0.0]])
"""Their products are exact, so equal cosines are equal to the bit in every library."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(vectors=st.lists(axes, min_size=1, max_size=30), query=axes, k=st.integers(1, 35))
def test_ties_and_all_agree_with_the_definition(
    build: Build, vectors: list[list[float]], query: list[float], k: int
) -> None:
    matrix, sought, ids = unit(vectors), unit([query]), numbered(len(vectors))
    [found], [expected] = build(ids, matrix).nearest(sought, k), ExactIndex(ids, matrix).nearest(sought, k)
    assert [n.id for n in found] == [n.id for n in expected]
    assert [n.similarity for n in found] == pytest.approx([n.similarity for n in expected], abs=1e-6)


def test_an_index_of_many_vectors_that_looks_through_some_cells_only_misses_next_to_nothing() -> None:
    rng = np.random.default_rng(1)
    centres = random_unit(400)
    vectors = unit(centres[rng.integers(0, 400, 30_000)] + rng.normal(0, 0.1, (30_000, DIM)))
    queries = unit(centres[:200] + rng.normal(0, 0.1, (200, DIM)))
    index, exact = build_many_index(numbered(30_000), vectors), ExactIndex(numbered(30_000), vectors)
    assert index.cells.nlist > 2 * PROBED
    found, expected = index.nearest(queries, 10), exact.nearest(queries, 10)
    hits = [len({n.id for n in own} & {n.id for n in best}) for own, best in zip(found, expected, strict=True)]
    assert sum(hits) / 2_000 >= 0.97
    known = {(i, n.id): n.similarity for i, best in enumerate(exact.nearest(queries, 500)) for n in best}
    told = {(i, n.id): n.similarity for i, own in enumerate(found) for n in own}
    assert [told[key] for key in told] == pytest.approx([known[key] for key in told], abs=1e-6)
