"""Unit vectors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.vectors import unit


def test_rows_are_scaled_to_length_one() -> None:
    first, second = unit([[3, 4], [0, -2]]).tolist()
    assert first == pytest.approx([0.6, 0.8])
    assert second == [0, -1]


def test_zero_rows_stay_zero() -> None:
    assert unit([[0, 0], [1, 0]]).tolist() == [[0, 0], [1, 0]]


def test_one_row_becomes_a_matrix_of_one_row() -> None:
    [row] = unit([3, 4])
    assert row.tolist() == pytest.approx([0.6, 0.8])


def test_the_result_is_float32_and_the_argument_is_left_alone() -> None:
    raw = np.array([[3.0, 4.0]])
    assert unit(raw).dtype == np.float32
    assert raw.tolist() == [[3, 4]]
    single = raw.astype(np.float32)
    unit(single)
    assert single.tolist() == [[3, 4]]


def test_no_rows_stay_no_rows() -> None:
    assert unit(np.zeros((0, 5))).shape == (0, 5)


rows = arrays(np.float32, (4, 3), elements=st.floats(-1000, 1000, width=32))


@given(rows)
def test_every_row_is_of_length_one_or_zero_in_its_old_direction(
    raw: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> None:
    for before, after in zip(raw, unit(raw), strict=True):
        if np.linalg.norm(before) > 1e-3:
            assert np.linalg.norm(after) == pytest.approx(1, abs=1e-5)
            assert float(before @ after) == pytest.approx(float(np.linalg.norm(before)), rel=1e-4)
