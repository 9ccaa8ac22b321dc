"""The linker's fitted numbers: read, written, and shipped for the encoder that serves."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson
import pytest

from matcher.concepts import ConceptUri
from matcher.errors import ArtefactMismatch
from matcher.features import FEATURE_NAMES
from matcher.gate import Gate, WordGate
from matcher.linking import LinkingPolicy
from matcher.logistic import UNLIKELY, Logistic, Mean
from models.encoders import load_encoder
from models.training.trees import fit_trees
from models.trees import TreeScorer
from models.weights import (
    NUMBERS,
    RANKER,
    REMEMBERED,
    SCORER,
    LinkerWeights,
    Remembered,
    load_weights,
    read_weights,
    shipped_weights,
    version_of,
    weights_path,
    write_weights,
)
from tests.fakes import TrigramEncoder

pytest.importorskip("onnx", reason="only training needs it")

A, Z = ConceptUri("s:a"), ConceptUri("s:z")
ROWS: npt.NDArray[np.float64] = np.random.default_rng(1).normal(size=(300, len(FEATURE_NAMES)))


def logistic(*weights: float) -> Logistic:
    zeros = np.zeros(len(weights))
    return Logistic(mean=zeros, scale=zeros + 2, weights=np.array(weights), bias=-0.25)


def gate(*weights: float) -> Gate:
    words = WordGate(idf={"sql": 1.5, "a pension": 2.25}, weights={"sql": 3.5, "a pension": -1.125}, bias=0.75)
    headings = WordGate(idf={"duties": 1.25}, weights={"duties": 2.5}, bias=-0.5)
    return Gate(
        vector=logistic(*weights),
        words=words,
        headings=headings,
        joined=logistic(*range(6)),
        by_words=logistic(*range(4)),
    )


def trees(column: int) -> TreeScorer:
    """Fitted to tell the sign of one feature."""
    return fit_trees(ROWS, ROWS[:, column] > 0)


def remembered() -> Remembered:
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float16)
    return Remembered(vectors=vectors, concepts=((Z, A), (), (A,)), ads={Z: 3, A: 1})


WEIGHTS = LinkerWeights(
    encoder="small",
    gate=gate(0.5, 1),
    logistic=logistic(*range(len(FEATURE_NAMES))),
    trees=trees(0),
    ranker=trees(1),
    counts={Z: 1, A: 2},
    remembered=remembered(),
    policy=LinkingPolicy(min_confidence=0.4, max_links=3),
    record={"command": "make train", "figures": {"f1": 0.5}},
)


def written(folder: Path, weights: LinkerWeights = WEIGHTS) -> Path:
    write_weights(folder, weights)
    return folder


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    found = read_weights(written(tmp_path / "small"))
    assert (found.encoder, found.policy, found.counts, found.record) == (
        "small",
        WEIGHTS.policy,
        WEIGHTS.counts,
        WEIGHTS.record,
    )
    pairs = (
        (found.gate.vector, WEIGHTS.gate.vector),
        (found.gate.joined, WEIGHTS.gate.joined),
        (found.gate.by_words, WEIGHTS.gate.by_words),
        (found.logistic, WEIGHTS.logistic),
    )
    for mine, theirs in pairs:
        for name in ("mean", "scale", "weights"):
            np.testing.assert_array_equal(getattr(mine, name), getattr(theirs, name))
        assert mine.bias == theirs.bias
    assert found.gate.words == WEIGHTS.gate.words
    assert found.gate.headings == WEIGHTS.gate.headings
    for tree, fitted in ((found.trees, WEIGHTS.trees), (found.ranker, WEIGHTS.ranker)):
        np.testing.assert_array_equal(tree.probability(ROWS), fitted.probability(ROWS))


def test_what_is_remembered_is_read_back(tmp_path: Path) -> None:
    found = read_weights(written(tmp_path / "small")).remembered
    np.testing.assert_array_equal(found.vectors, remembered().vectors)
    assert found.vectors.dtype == np.float16
    assert (found.concepts, found.ads) == (((Z, A), (), (A,)), {Z: 3, A: 1})


def test_linker_weights_that_remember_nothing_are_read_back(tmp_path: Path) -> None:
    nothing = Remembered(vectors=np.zeros((0, 2), dtype=np.float16), concepts=(), ads={})
    found = read_weights(written(tmp_path / "small", replace(WEIGHTS, remembered=nothing))).remembered
    assert (found.vectors.shape, found.concepts, found.ads) == ((0, 2), (), {})


def test_the_scorer_is_the_mean_of_the_logistic_function_and_the_trees_where_the_first_is_not_against_it() -> None:
    first = WEIGHTS.logistic.probability(ROWS)
    assert 0 < (first < UNLIKELY).sum() < len(ROWS)
    expected = np.where(first < UNLIKELY, first, (first + WEIGHTS.trees.probability(ROWS)) / 2)
    assert isinstance(WEIGHTS.scorer, Mean)
    np.testing.assert_array_equal(WEIGHTS.scorer.probability(ROWS), expected)


def test_numbers_are_kept_to_six_digits(tmp_path: Path) -> None:
    found = read_weights(written(tmp_path / "small", replace(WEIGHTS, gate=gate(1 / 3, 123456789.0))))
    assert found.gate.vector.weights.tolist() == [0.333333, 123457000.0]


def test_equal_weights_are_equal_bytes(tmp_path: Path) -> None:
    one = written(tmp_path / "one")
    ads = dict(reversed(list(WEIGHTS.remembered.ads.items())))
    backwards = replace(
        WEIGHTS,
        counts=dict(reversed(list(WEIGHTS.counts.items()))),
        remembered=replace(WEIGHTS.remembered, ads=ads),
    )
    two = written(tmp_path / "two", backwards)
    assert sorted(path.name for path in one.iterdir()) == sorted((NUMBERS, SCORER, RANKER, REMEMBERED))
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes(), path.name


def test_the_version_is_of_everything_in_the_folder(tmp_path: Path) -> None:
    first = version_of(written(tmp_path / "small"))
    assert version_of(written(tmp_path / "again")) == first
    changed = (
        replace(WEIGHTS, trees=trees(2)),
        replace(WEIGHTS, ranker=trees(2)),
        replace(WEIGHTS, remembered=replace(remembered(), concepts=((Z,), (), (A,)))),
        replace(WEIGHTS, gate=gate(0.5, 2)),
    )
    versions = {version_of(written(tmp_path / str(n), weights)) for n, weights in enumerate(changed)}
    assert len(versions | {first}) == 5


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "null", '{"encoder": "x"}'])
def test_what_is_no_such_file_is_refused_and_says_what_to_run(tmp_path: Path, text: str) -> None:
    folder = written(tmp_path / "small")
    (folder / NUMBERS).write_text(text)
    with pytest.raises(ArtefactMismatch, match=r"linker weights small: unreadable .*run `make train`"):
        read_weights(folder)
    with pytest.raises(ArtefactMismatch, match="run `make train`"):
        read_weights(tmp_path / "missing")


@pytest.mark.parametrize("name", [SCORER, RANKER, REMEMBERED])
def test_a_file_that_is_not_the_one_that_was_fitted_is_refused_and_says_what_to_run(tmp_path: Path, name: str) -> None:
    folder, other = written(tmp_path / "small"), tmp_path / "other"
    write_weights(
        other, replace(WEIGHTS, trees=trees(2), ranker=trees(3), remembered=replace(remembered(), concepts=((),) * 3))
    )
    path = folder / name
    whole = path.read_bytes()
    flipped = bytes([*whole[:-1], whole[-1] ^ 1])
    for content in (whole[:-1], flipped, b"", whole + b"\0", (other / name).read_bytes()):
        path.write_bytes(content)
        with pytest.raises(
            ArtefactMismatch, match=rf"linker weights small: unreadable \({name} is not .*run `make train`"
        ) as error:
            read_weights(folder)
        assert error.value.rebuild == "make train"
    path.unlink()
    with pytest.raises(ArtefactMismatch, match=rf"unreadable .*{name}.*run `make train`"):
        read_weights(folder)
    path.write_bytes(whole)
    assert read_weights(folder).encoder == "small"


def test_a_policy_value_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path / "small")
    raw = orjson.loads((folder / NUMBERS).read_bytes())
    raw["policy"]["no_such_value"] = 1
    (folder / NUMBERS).write_bytes(orjson.dumps(raw))
    with pytest.raises(ArtefactMismatch, match="no_such_value"):
        read_weights(folder)


def test_weights_of_another_encoder_are_never_used(tmp_path: Path) -> None:
    encoder = TrigramEncoder()
    with pytest.raises(ArtefactMismatch, match=r"linker weights linker: unreadable .*trigrams-256.*run `make train`"):
        load_weights(tmp_path, encoder)
    path = weights_path(tmp_path, encoder)
    write_weights(path, WEIGHTS)
    with pytest.raises(ArtefactMismatch, match="fitted with the encoder small, not trigrams-256"):
        load_weights(tmp_path, encoder)
    write_weights(path, replace(WEIGHTS, encoder=encoder.name))
    with pytest.raises(ArtefactMismatch, match="fitted with the encoder"):
        load_weights(tmp_path, encoder)
    write_weights(path, replace(WEIGHTS, encoder=encoder.name, gate=gate(*range(encoder.dim))))
    assert load_weights(tmp_path, encoder).gate.vector.weights.tolist() == list(range(encoder.dim))


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    folder = written(tmp_path / "small")
    raw = orjson.loads((folder / NUMBERS).read_bytes())
    raw["features"][0], raw["features"][1] = raw["features"][1], raw["features"][0]
    (folder / NUMBERS).write_bytes(orjson.dumps(raw))
    with pytest.raises(ArtefactMismatch, match="fitted on other features"):
        read_weights(folder)


def test_the_shipped_weights_fit_the_features_and_the_encoder_that_serves() -> None:
    shipped = read_weights(shipped_weights())
    encoder = load_encoder()
    assert shipped.encoder == encoder.name
    fits = (
        (shipped.logistic, len(FEATURE_NAMES)),
        (shipped.gate.vector, encoder.dim),
        (shipped.gate.joined, 6),
        (shipped.gate.by_words, 4),
    )
    for fitted, size in fits:
        assert fitted.mean.shape == fitted.scale.shape == fitted.weights.shape == (size,)
        assert (fitted.scale > 0).all()
    assert shipped.gate.words.idf.keys() == shipped.gate.words.weights.keys() != set()
    for scorer in (shipped.scorer, shipped.ranker):
        probability = scorer.probability(ROWS)
        assert ((probability > 0) & (probability < 1)).all()
    assert shipped.remembered.vectors.shape == (len(shipped.remembered.concepts), encoder.dim)
    assert 0 < shipped.policy.min_confidence < 1
    assert shipped.record["command"] == "make train"


def test_only_the_encoder_that_serves_has_the_shipped_weights_unless_they_are_asked_for(tmp_path: Path) -> None:
    assert weights_path(tmp_path, load_encoder()) == shipped_weights()
    assert weights_path(tmp_path, TrigramEncoder(64)) == tmp_path / "weights" / "trigrams-64" / "linker"
    assert weights_path(tmp_path, TrigramEncoder(64), shipped=True) == shipped_weights()
