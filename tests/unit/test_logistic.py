"""The fitted logistic function, against hand calculation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.logistic import Logistic, Mean


def test_a_logistic_is_bias_plus_weighted_standardised_features() -> None:
    fitted = Logistic(mean=np.array([1.0, 0.0]), scale=np.array([2.0, 1.0]), weights=np.array([3.0, -1.0]), bias=0.5)
    assert fitted.logit([[5.0, 2.0], [1.0, 0.5]]).tolist() == [4.5, 0.0]
    assert fitted.probability([[5.0, 2.0], [1.0, 0.5]]).tolist() == pytest.approx([0.9890130573694068, 0.5])


def constant(probability: float) -> Logistic:
    """Of two features, neither of which counts."""
    none = np.zeros(2)
    return Logistic(mean=none, scale=none + 1, weights=none, bias=math.log(probability / (1 - probability)))


def test_the_mean_of_two_scorers_is_that_of_their_probabilities_not_of_their_log_odds() -> None:
    rows = [[1.0, 2.0], [3.0, 4.0]]
    assert Mean(constant(0.9), constant(0.5)).probability(rows).tolist() == pytest.approx([0.7, 0.7])
    steep = Logistic(mean=np.zeros(2), scale=np.ones(2), weights=np.array([1.0, 0.0]), bias=0)
    expected = [(1 / (1 + math.exp(-1)) + 0.2) / 2, (1 / (1 + math.exp(-3)) + 0.2) / 2]
    assert Mean(steep, constant(0.2)).probability(rows).tolist() == pytest.approx(expected)
    assert Mean(constant(0.2), steep).probability(rows).tolist() == pytest.approx(expected)


@given(arrays(np.float64, (3, 2), elements=st.floats(-30, 30)))
def test_a_probability_is_that_of_its_log_odds(rows: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    fitted = Logistic(mean=np.zeros(2), scale=np.ones(2), weights=np.array([0.5, -0.25]), bias=0.1)
    probability = fitted.probability(rows)
    np.testing.assert_allclose(np.log(probability / (1 - probability)), fitted.logit(rows), rtol=1e-6, atol=1e-6)
