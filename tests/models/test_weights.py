"""The linker's fitted numbers: read, written, and shipped for the encoder that serves."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import orjson
import pytest

from matcher.concepts import ConceptUri
from matcher.errors import ArtefactMismatch
from matcher.features import FEATURE_NAMES
from matcher.linking import LinkingPolicy, Logistic
from models.encoders import load_encoder
from models.weights import LinkerWeights, load_weights, read_weights, shipped_weights, weights_path, write_weights
from tests.fakes import TrigramEncoder


def logistic(*weights: float) -> Logistic:
    zeros = np.zeros(len(weights))
    return Logistic(mean=zeros, scale=zeros + 2, weights=np.array(weights), bias=-0.25)


WEIGHTS = LinkerWeights(
    encoder="small",
    gate=logistic(0.5, 1),
    scorer=logistic(*range(len(FEATURE_NAMES))),
    counts={ConceptUri("s:z"): 1, ConceptUri("s:a"): 2},
    policy=LinkingPolicy(min_confidence=0.4, max_links=3),
    record={"command": "make train", "figures": {"f1": 0.5}},
)


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "linker.json"
    write_weights(path, WEIGHTS)
    found = read_weights(path)
    assert (found.encoder, found.policy, found.counts, found.record) == (
        "small",
        WEIGHTS.policy,
        WEIGHTS.counts,
        WEIGHTS.record,
    )
    for mine, theirs in ((found.gate, WEIGHTS.gate), (found.scorer, WEIGHTS.scorer)):
        for name in ("mean", "scale", "weights"):
            np.testing.assert_array_equal(getattr(mine, name), getattr(theirs, name))
        assert mine.bias == theirs.bias


def test_numbers_are_kept_to_six_digits(tmp_path: Path) -> None:
    path = tmp_path / "linker.json"
    write_weights(path, replace(WEIGHTS, gate=logistic(1 / 3, 123456789.0)))
    assert read_weights(path).gate.weights.tolist() == [0.333333, 123457000.0]


def test_equal_weights_are_equal_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    write_weights(one, WEIGHTS)
    write_weights(two, replace(WEIGHTS, counts=dict(reversed(list(WEIGHTS.counts.items())))))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "null", '{"encoder": "x"}'])
def test_what_is_no_such_file_is_refused_and_says_what_to_run(tmp_path: Path, text: str) -> None:
    path = tmp_path / "linker.json"
    path.write_text(text)
    with pytest.raises(ArtefactMismatch, match=r"linker weights linker.json: unreadable .*run `make train`"):
        read_weights(path)
    with pytest.raises(ArtefactMismatch, match="run `make train`"):
        read_weights(tmp_path / "missing.json")


def test_a_policy_value_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "linker.json"
    write_weights(path, WEIGHTS)
    raw = orjson.loads(path.read_bytes())
    raw["policy"]["no_such_value"] = 1
    path.write_bytes(orjson.dumps(raw))
    with pytest.raises(ArtefactMismatch, match="no_such_value"):
        read_weights(path)


def test_weights_of_another_encoder_are_never_used(tmp_path: Path) -> None:
    encoder = TrigramEncoder()
    with pytest.raises(ArtefactMismatch, match=r"trigrams-256.json: unreadable .*run `make train`"):
        load_weights(tmp_path, encoder)
    path = weights_path(tmp_path, encoder)
    write_weights(path, WEIGHTS)
    with pytest.raises(ArtefactMismatch, match="fitted with the encoder small, not trigrams-256"):
        load_weights(tmp_path, encoder)
    write_weights(path, replace(WEIGHTS, encoder=encoder.name))
    with pytest.raises(ArtefactMismatch, match="fitted with the encoder"):
        load_weights(tmp_path, encoder)
    write_weights(path, replace(WEIGHTS, encoder=encoder.name, gate=logistic(*range(encoder.dim))))
    assert load_weights(tmp_path, encoder).gate.weights.tolist() == list(range(encoder.dim))


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "linker.json"
    write_weights(path, WEIGHTS)
    raw = orjson.loads(path.read_bytes())
    raw["features"][0], raw["features"][1] = raw["features"][1], raw["features"][0]
    path.write_bytes(orjson.dumps(raw))
    with pytest.raises(ArtefactMismatch, match="fitted on other features"):
        read_weights(path)


def test_the_shipped_weights_fit_the_features_and_the_encoder_that_serves() -> None:
    shipped = read_weights(shipped_weights())
    encoder = load_encoder()
    assert shipped.encoder == encoder.name
    for fitted, size in ((shipped.scorer, len(FEATURE_NAMES)), (shipped.gate, encoder.dim)):
        assert fitted.mean.shape == fitted.scale.shape == fitted.weights.shape == (size,)
        assert (fitted.scale > 0).all()
    assert 0 < shipped.policy.min_confidence < 1
    assert shipped.record["command"] == "make train"
