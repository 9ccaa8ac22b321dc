"""Trees as an ONNX graph give what scikit-learn gives."""

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from models.training.trees import L2, LEAVES, RATE, SMALLEST_LEAF, TREES, as_onnx, fit_trees
from models.trees import load_trees

pytest.importorskip("onnx", reason="only training needs it")

Rows = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]
TOLERANCE = 1e-5


def single(rows: Rows) -> Rows:
    """As near as a float32 comes, which is what the graph reads; its thresholds are the same to the trees."""
    return rows.astype(np.float32).astype(np.float64)


def drawn(seed: int, count: int) -> tuple[Rows, Truth]:
    """Rows of numbers, counts and flags, and a truth that hangs on several of them together."""
    random = np.random.default_rng(seed)
    numbers = random.normal(size=(count, 3))
    counts = np.log1p(random.integers(0, 9, size=(count, 1)))
    flags = random.integers(0, 2, size=(count, 1)).astype(np.float64)
    rows = single(np.hstack([numbers, counts, flags]))
    log_odds = 2 * rows[:, 0] * rows[:, 1] + rows[:, 3] * rows[:, 4] - 1
    return rows, random.random(count) < 1 / (1 + np.exp(-log_odds))


def reference() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=SMALLEST_LEAF,
        l2_regularization=L2,
        early_stopping=False,
        random_state=0,
    )


def test_the_graph_gives_the_probabilities_of_the_fitted_trees() -> None:
    rows, right = drawn(1, 1_500)
    fitted = reference().fit(rows, right)
    new, _ = drawn(2, 800)
    expected = fitted.predict_proba(new)[:, 1]
    assert expected.max() - expected.min() > 0.8
    np.testing.assert_allclose(load_trees(as_onnx(fitted)).probability(new), expected, atol=TOLERANCE)


def test_what_is_fitted_is_gradient_boosting_as_scikit_learn_does_it() -> None:
    rows, right = drawn(3, 1_500)
    expected = reference().fit(rows, right).predict_proba(rows)[:, 1]
    found = fit_trees(rows, right).probability(rows)
    np.testing.assert_allclose(found, expected, atol=TOLERANCE)
    assert np.mean((found > 0.5) == right) > 0.75


def test_weights_of_rows_count() -> None:
    rows, right = drawn(4, 1_000)
    weight = np.where(right, 5.0, 1.0)
    expected = reference().fit(rows, right, sample_weight=weight).predict_proba(rows)[:, 1]
    found = fit_trees(rows, right, weight).probability(rows)
    np.testing.assert_allclose(found, expected, atol=TOLERANCE)
    assert found.mean() > fit_trees(rows, right).probability(rows).mean() + 0.1


def test_the_same_data_give_the_same_graph_to_the_bit_and_it_can_be_loaded_again() -> None:
    rows, right = drawn(5, 400)
    first, second = fit_trees(rows, right), fit_trees(rows.copy(), right.copy())
    assert first.model == second.model
    np.testing.assert_array_equal(load_trees(first.model).probability(rows), first.probability(rows))


def test_the_probability_of_a_row_does_not_hang_on_the_other_rows() -> None:
    rows, right = drawn(6, 400)
    trees = fit_trees(rows, right)
    alone = np.concatenate([trees.probability(row[None]) for row in rows[:20]])
    np.testing.assert_allclose(alone, trees.probability(rows)[:20], atol=1e-6)
    assert trees.probability(rows[:0]).tolist() == []


def test_trees_that_have_learned_nothing_give_the_share_of_what_is_right() -> None:
    rows = np.zeros((200, 2))
    right = np.arange(200) < 50
    assert fit_trees(rows, right).probability([[0.0, 0.0], [9.0, -9.0]]).tolist() == pytest.approx([0.25, 0.25])
