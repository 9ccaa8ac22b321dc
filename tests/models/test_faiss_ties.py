"""Ties in the FAISS index, however many there are."""

import numpy as np

from matcher.vectors import unit
from models.faiss_index import build_index


def test_ties_beyond_the_spare_neighbours_still_come_in_the_order_of_positions() -> None:
    vectors = unit(np.array([[1.0, 0.0]] * 7 + [[0.0, 1.0]] * 40 + [[1.0, 0.0]]))
    index = build_index([str(i) for i in range(len(vectors))], vectors)
    [found] = index.nearest(unit(np.array([[1.0, 0.0]])), 10)
    assert [neighbour.id for neighbour in found] == ["0", "1", "2", "3", "4", "5", "6", "47", "7", "8"]
