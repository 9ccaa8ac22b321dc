"""The spreads that forecasts are given are those that were fitted, on series that are not judged by."""

import numpy as np
import pytest

from matcher.forecasting import SCORES
from matcher.periods import Grain
from models.training.forecasting import errors_of, fitted_half, fitted_scores
from tests.corpora.shared_data import shared_file


@pytest.mark.shared
def test_the_scores_are_those_that_were_fitted() -> None:
    shared_file("timeseries/jobsdf_demand_r0.parquet")
    assert fitted_scores() == SCORES


def test_half_of_the_series_are_fitted_on_and_always_the_same() -> None:
    half = fitted_half(11)
    assert half.sum() == 6
    assert half.tolist() == fitted_half(11).tolist()


def test_an_error_is_what_came_less_what_was_expected_in_spreads() -> None:
    asking = np.array([[20.0] * 24 + [60.0], [0.0] * 25])
    [found] = errors_of(asking, np.full(25, 100.0), Grain.MONTH, range(24, 25), 1)
    assert found.shape == (1, 1)
    assert found[0, 0] > 5
