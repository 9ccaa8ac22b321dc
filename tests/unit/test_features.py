"""The numbers that the scorer reads, against hand calculation."""

import math

import numpy as np
import pytest

from matcher.features import FEATURE_NAMES, lane_features


def features() -> dict[str, list[float]]:
    rows = lane_features(
        cosine=[0.2, 0.6],
        attended=[0.9, 0.7],
        label_found=[0.5, 0.8],
        label_weakest=[0.3, -0.1],
        bm25=[0.0, 4.0],
        coverage=[0.5, 1.0],
        exact=[False, True],
        recalled=[0.0, 0.95],
        log_named=[0.0, 1.5],
        log_ads=[0.7, 0.0],
        words=7,
        gate_logit=-1.25,
    )
    assert rows.shape == (2, len(FEATURE_NAMES))
    return {name: rows[:, column].tolist() for column, name in enumerate(FEATURE_NAMES)}


def test_each_column_is_what_its_name_says() -> None:
    expected = {
        "sentence_cosine": [0.2, 0.6],
        "sentence_cosine_z": [-0.2 / (0.2 + 1e-6), 0.2 / (0.2 + 1e-6)],
        "sentence_cosine_behind_best": [-0.4, 0.0],
        "attended_cosine": [0.9, 0.7],
        "attended_cosine_behind_best": [0.0, -0.2],
        "label_found": [0.5, 0.8],
        "label_found_behind_best": [-0.3, 0.0],
        "label_weakest": [0.3, -0.1],
        "bm25": [0.0, 4.0],
        "bm25_behind_best": [-4.0, 0.0],
        "coverage": [0.5, 1.0],
        "coverage_behind_best": [-0.5, 0.0],
        "label_in_full": [0.0, 1.0],
        "recalled": [0.0, 0.95],
        "log_rank": [math.log(2), 0.0],
        "log_words": [math.log(8)] * 2,
        "best_cosine": [0.6, 0.6],
        "best_attended": [0.9, 0.9],
        "gate_logit": [-1.25, -1.25],
        "log_named": [0.0, 1.5],
        "log_ads": [0.7, 0.0],
    }
    found = features()
    assert list(found) == list(expected)
    for name, values in expected.items():
        assert found[name] == pytest.approx(values), name


def test_a_single_candidate_is_the_best_and_the_mean_of_its_sentence() -> None:
    one = np.array([0.4])
    row = lane_features(
        cosine=one,
        attended=one,
        label_found=one,
        label_weakest=one,
        bm25=one,
        coverage=one,
        exact=[True],
        recalled=[0],
        log_named=[0],
        log_ads=[0],
        words=1,
        gate_logit=0,
    )[0]
    named = dict(zip(FEATURE_NAMES, row.tolist(), strict=True))
    assert named["sentence_cosine_z"] == 0
    assert [value for name, value in named.items() if name.endswith("behind_best")] == [0, 0, 0, 0, 0]
    assert named["log_rank"] == 0
    assert named["best_cosine"] == named["best_attended"] == 0.4


def test_equal_cosines_are_ranked_by_their_order() -> None:
    none = np.zeros(3)
    rows = lane_features(
        cosine=[0.1, 0.3, 0.3],
        attended=none,
        label_found=none,
        label_weakest=none,
        bm25=none,
        coverage=none,
        exact=none,
        recalled=none,
        log_named=none,
        log_ads=none,
        words=1,
        gate_logit=0,
    )
    assert np.expm1(rows[:, FEATURE_NAMES.index("log_rank")]).tolist() == pytest.approx([2, 0, 1])
