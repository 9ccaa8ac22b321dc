"""A job title against occupations, with remembered vacancy titles as witnesses."""

import numpy as np
import pytest

from matcher.logistic import Logistic
from matcher.titles import TITLE_FEATURES, VOTE_POWER, TitleMemory, TitleRanker, title_features
from matcher.vectors import unit

MEMORY = TitleMemory(
    vectors=unit([[1, 0, 0], [0, 1, 0], [1, 1, 0]]),
    owners=np.array([0, 1, 1]),
    log_titles=np.log1p([1, 2, 0]),
)
NONE = np.zeros(3)
LANES = (np.array([0.2, 0.5, 0.1]), NONE, NONE, NONE)


def test_the_nearest_title_and_the_votes_of_all_near_ones_count_for_their_occupation() -> None:
    nearest, votes = MEMORY.lanes(unit([1, 0, 0])[0])
    half = 1 / np.sqrt(2)
    assert nearest == pytest.approx([1, half, 0])
    assert votes == pytest.approx([1, half**VOTE_POWER, 0], abs=1e-6)


def test_a_memory_of_nothing_votes_for_nothing() -> None:
    empty = TitleMemory(vectors=np.zeros((0, 3), np.float32), owners=np.zeros(0, np.intp), log_titles=np.zeros(3))
    nearest, votes = empty.lanes(unit([1, 0, 0])[0])
    assert nearest.tolist() == votes.tolist() == [0, 0, 0]


def test_each_occupation_has_a_row_of_the_named_features() -> None:
    rows = title_features(LANES, MEMORY, unit([1, 0, 0])[0])
    assert rows.shape == (3, len(TITLE_FEATURES))
    assert rows[:, TITLE_FEATURES.index("name_cosine")].tolist() == [0.2, 0.5, 0.1]
    assert rows[:, TITLE_FEATURES.index("name_cosine_behind_best")] == pytest.approx([-0.3, 0, -0.4])
    assert rows[:, TITLE_FEATURES.index("log_titles")] == pytest.approx(np.log1p([1, 2, 0]))


def test_only_the_occupations_asked_for_have_a_chance() -> None:
    count = len(TITLE_FEATURES)
    weights = np.zeros(count)
    weights[TITLE_FEATURES.index("nearest_title")] = 1
    ranker = TitleRanker(
        memory=MEMORY, fitted=Logistic(mean=np.zeros(count), scale=np.ones(count), weights=weights, bias=-1)
    )
    found = ranker.logits(unit([1, 0, 0])[0], LANES, np.array([True, False, True]))
    assert found.tolist() == pytest.approx([0, -np.inf, -1])
