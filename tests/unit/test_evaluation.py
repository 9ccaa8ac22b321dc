"""Every measure against a hand calculation, and the joint ones against the scoring scripts beside the project."""

import json
import math
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

import pytest

from matcher.evaluation import (
    Agreement,
    average_precision,
    binary_agreement,
    cluster_agreement,
    expected_calibration_error,
    merged,
    ndcg_at,
    r_precision_at,
    recall_at,
    reciprocal_rank,
    reliability,
)


def test_f1_is_the_harmonic_mean_and_zero_where_both_are() -> None:
    assert Agreement(0.5, 0.25).f1 == pytest.approx(1 / 3)
    assert Agreement(0.0, 0.0).f1 == 0.0


def test_r_precision_is_over_the_smaller_of_k_and_gold() -> None:
    ranked, gold = ["a", "x", "b", "c"], {"a", "b", "c"}
    assert r_precision_at(1, ranked, gold) == 1.0
    assert r_precision_at(2, ranked, gold) == 0.5
    assert r_precision_at(10, ranked, gold) == 1.0
    assert r_precision_at(10, ["x", "a"], {"a", "z"}) == 0.5


def test_recall_is_over_all_of_gold() -> None:
    assert recall_at(2, ["a", "b", "c"], {"a", "c", "d", "e"}) == 0.25
    assert recall_at(9, ["a", "b", "c"], {"a", "c", "d", "e"}) == 0.5
    assert recall_at(9, [], {"a"}) == 0.0


def test_reciprocal_rank_is_that_of_the_first_hit() -> None:
    assert reciprocal_rank(["x", "y", "a", "b"], {"a", "b"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], {"a"}) == reciprocal_rank([], {"a"}) == reciprocal_rank(["x"], set()) == 0.0


def test_average_precision_is_the_mean_precision_at_the_hits() -> None:
    assert average_precision(["a", "x", "b"], {"a", "b", "missing"}) == pytest.approx((1 + 2 / 3 + 0) / 3)
    assert average_precision(["x"], {"a"}) == 0.0


@pytest.mark.parametrize(
    "measure",
    [
        lambda: r_precision_at(5, ["a"], set()),
        lambda: recall_at(5, ["a"], set()),
        lambda: average_precision(["a"], set()),
    ],
)
def test_measures_over_gold_refuse_empty_gold(measure: Callable[[], float]) -> None:
    with pytest.raises(ValueError, match="empty gold"):
        measure()


def test_clusters_that_share_a_member_become_one_also_by_way_of_a_third() -> None:
    found = merged([{"a", "b"}, {"c", "d"}, {"e"}, {"b", "c"}])
    assert sorted(sorted(map(str, cluster)) for cluster in found) == [["a", "b", "c", "d"], ["e"]]
    assert merged([]) == []


def test_a_cluster_is_found_once_however_many_of_its_members_are_predicted() -> None:
    first = ({"a", "b", "x"}, [{"a", "b"}, {"c"}])
    second = (set[str](), [{"d"}])
    assert cluster_agreement([first, second]) == Agreement(precision=2 / 3, recall=1 / 3)


def test_nothing_predicted_and_nothing_wanted_is_no_agreement_and_no_error() -> None:
    assert cluster_agreement([]) == Agreement(0.0, 0.0)
    assert cluster_agreement([({"a"}, [])]) == Agreement(0.0, 0.0)


def test_binary_agreement_is_of_the_positive_class() -> None:
    found, gold = [True, True, False, False], [True, False, True, False]
    assert binary_agreement(found, gold) == Agreement(0.5, 0.5)
    assert binary_agreement([False], [False]) == Agreement(0.0, 0.0)


def test_calibration_error_is_the_gap_of_each_bin_weighted_by_its_size() -> None:
    confidence, right = [0.05, 0.05, 0.95, 0.95], [0, 1, 1, 1]
    assert expected_calibration_error(confidence, right) == pytest.approx(0.5 * 0.45 + 0.5 * 0.05)


def test_certainty_belongs_to_the_last_bin() -> None:
    assert expected_calibration_error([1.0, 0.95], [1, 1]) == pytest.approx(0.025)
    assert expected_calibration_error([1.0], [1]) == 0.0


def test_one_bin_compares_the_means() -> None:
    assert expected_calibration_error([0.2, 0.6], [0, 1], bins=1) == pytest.approx(0.1)


def test_reliability_sets_what_was_said_of_each_bin_beside_what_was_true() -> None:
    confidence, right = [0.12, 0.18, 0.1, 0.95, 1.0, 0.5], [0, 1, 0, 1, 1, 0]
    assert reliability(confidence, right) == [
        {"from": 0.1, "to": 0.2, "n": 3, "confidence": 0.1333, "right": 0.3333},
        {"from": 0.5, "to": 0.6, "n": 1, "confidence": 0.5, "right": 0.0},
        {"from": 0.9, "to": 1.0, "n": 2, "confidence": 0.975, "right": 1.0},
    ]


def test_reliability_is_of_as_many_bins_as_are_asked_for() -> None:
    assert reliability([0.2, 0.4, 0.9], [True, False, True], bins=2) == [
        {"from": 0.0, "to": 0.5, "n": 2, "confidence": 0.3, "right": 0.5},
        {"from": 0.5, "to": 1.0, "n": 1, "confidence": 0.9, "right": 1.0},
    ]
    assert reliability([], []) == []


def test_the_gaps_of_the_bins_weighted_by_their_size_are_the_calibration_error() -> None:
    random = Random(3)
    confidence = [random.random() for _ in range(300)]
    right = [random.random() < value**2 for value in confidence]
    bins = reliability(confidence, right)
    assert [own["n"] for own in bins] == [sum(b <= 10 * c < b + 1 for c in confidence) for b in range(10)]
    gaps = sum(own["n"] * abs(own["confidence"] - own["right"]) for own in bins) / len(confidence)
    assert gaps == pytest.approx(expected_calibration_error(confidence, right), abs=1e-4)


def script(name: str) -> Path:
    given = os.environ.get("MATCHER_SHARED_DATA")
    shared = Path(given).parent if given else Path(__file__).parents[3] / "shared"
    path = shared / "tools" / name
    if not path.is_file():
        pytest.skip(f"needs {name} beside the shared data set (MATCHER_SHARED_DATA or ../shared/data)")
    return path


def scored(name: str, folder: Path, gold: Sequence[object], found: Sequence[object]) -> Mapping[str, float]:
    files = folder / "gold.jsonl", folder / "found.jsonl"
    for path, rows in zip(files, (gold, found), strict=True):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run = subprocess.run([sys.executable, script(name), *files], capture_output=True, text=True, check=True)
    figures: Mapping[str, float] = json.loads(run.stdout)
    return figures


@pytest.mark.shared
def test_ranking_measures_agree_with_the_scoring_script(tmp_path: Path) -> None:
    random = Random(5)
    uris = [f"u{i}" for i in range(150)]
    queries = [(random.sample(uris, 120), set(random.sample(uris, random.randint(1, 12)))) for _ in range(40)]
    gold = [{"id": i, "text": "", "gold": sorted(own)} for i, (_, own) in enumerate(queries)]
    found = [{"id": i, "ranked": ranked} for i, (ranked, _) in enumerate(queries)]

    def mean(values: Sequence[float]) -> float:
        return round(100 * sum(values) / len(values), 2)

    figures = scored("score_linking.py", tmp_path, gold, found)
    assert figures["MRR"] == mean([reciprocal_rank(ranked, own) for ranked, own in queries])
    assert figures["R@100"] == mean([recall_at(100, ranked, own) for ranked, own in queries])
    for k in (1, 5, 10):
        assert figures[f"RP@{k}"] == mean([r_precision_at(k, ranked, own) for ranked, own in queries])


@pytest.mark.shared
def test_agreement_over_ads_agrees_with_the_scoring_script(tmp_path: Path) -> None:
    random = Random(7)
    uris = [f"u{i}" for i in range(30)]
    clusters = [
        [[random.sample(uris, random.randint(1, 3)) for _ in range(random.randint(0, 3))] for _ in range(4)]
        for _ in range(25)
    ]
    predicted = [random.sample(uris, random.randint(0, 12)) for _ in clusters]
    gold = [
        {"id": i, "sentences": [{"text": "", "clusters": own} for own in sentences]}
        for i, sentences in enumerate(clusters)
    ]
    figures = scored(
        "score_ads.py", tmp_path, gold, [{"id": i, "skills": skills} for i, skills in enumerate(predicted)]
    )
    joined = [merged(frozenset(c) for own in sentences for c in own) for sentences in clusters]
    agreed = cluster_agreement(zip(map(frozenset, predicted), joined, strict=True))
    assert figures["micro_P"] == pytest.approx(agreed.precision, abs=5e-5)
    assert figures["micro_R"] == pytest.approx(agreed.recall, abs=5e-5)
    assert figures["micro_F1"] == pytest.approx(agreed.f1, abs=5e-5)


def test_gains_count_less_further_down_and_are_measured_against_the_best_order() -> None:
    gains = {"a": 1.0, "b": 0.5, "c": 0.5}
    ideal = 1 + 0.5 / math.log2(3) + 0.5 / math.log2(4)
    assert ndcg_at(3, ["a", "b", "c"], gains) == pytest.approx(1.0)
    assert ndcg_at(3, ["x", "a", "b"], gains) == pytest.approx((1 / math.log2(3) + 0.5 / math.log2(4)) / ideal)
    assert ndcg_at(1, ["b", "a"], gains) == pytest.approx(0.5)
    assert ndcg_at(3, ["a"], {}) == 0.0
