"""The fitted numbers of the linker: a JSON file, two tree graphs and the memory, in one folder."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from matcher.concepts import ConceptUri
from matcher.errors import ArtefactMismatch
from matcher.features import FEATURE_NAMES
from matcher.gate import Gate, WordGate
from matcher.linking import LinkingPolicy
from matcher.logistic import Logistic, Mean, Scorer
from matcher.memory import Memory
from matcher.vectors import Encoder, Vectors
from models.trees import TreeScorer, load_trees

RETRAIN = "make train"
BY_HAND = "naming"
"""Of the policy: what no fit chooses and no weights carry."""
NUMBERS, SCORER, RANKER, REMEMBERED = "linker.json", "scorer.onnx", "ranker.onnx", "memory.npz"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Remembered:
    """Annotated sentences as vectors, with the concepts they were given."""

    vectors: npt.NDArray[np.float16]
    """(sentences, dim)"""
    concepts: tuple[tuple[ConceptUri, ...], ...]
    ads: Mapping[ConceptUri, int]
    """How many of the annotated ads name a concept."""

    def memory(self, uris: Sequence[str], counts: Mapping[ConceptUri, int]) -> Memory:
        """What is remembered of the concepts with these URIs; their order gives the positions."""
        position = {uri: place for place, uri in enumerate(uris)}
        vectors: Vectors = self.vectors.astype(np.float32)
        return Memory(
            vectors=vectors,
            concepts=[[position[uri] for uri in own if uri in position] for own in self.concepts],
            asks=np.array([bool(own) for own in self.concepts], dtype=np.bool_),
            log_named=_logs(counts, uris),
            log_ads=_logs(self.ads, uris),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinkerWeights:
    encoder: str
    """Name of the encoder that the numbers were fitted with."""
    gate: Gate
    logistic: Logistic
    trees: TreeScorer
    ranker: TreeScorer
    counts: Mapping[ConceptUri, int]
    """How often the synthetic training sentences name a concept."""
    remembered: Remembered
    policy: LinkingPolicy
    record: Mapping[str, Any]
    """Command, date, data hashes and figures of the fit."""

    @property
    def scorer(self) -> Scorer:
        return Mean(self.logistic, self.trees)


def _logs(counts: Mapping[ConceptUri, int], uris: Sequence[str]) -> npt.NDArray[np.float32]:
    return np.log1p([counts.get(ConceptUri(uri), 0) for uri in uris]).astype(np.float32)


def shipped_weights() -> Path:
    return Path(str(files("models") / "weights" / "linker"))


def weights_path(home: Path, encoder: Encoder, *, shipped: bool = False) -> Path:
    """The folder of this encoder's weights: the shipped one if it is told so or holds them, else one in `home`.

    Raises ArtefactMismatch where the shipped folder is damaged.
    """
    ours = shipped_weights()
    if shipped or _numbers(ours).get("encoder") == encoder.name:
        return ours
    return home / "weights" / folder_name(encoder) / "linker"


def folder_name(encoder: Encoder) -> str:
    return re.sub(r"[^a-z0-9.-]+", "-", encoder.name.lower())


def load_weights(home: Path, encoder: Encoder) -> LinkerWeights:
    """The weights fitted with this very encoder. Raises ArtefactMismatch, naming what to run, where there are none."""
    path = weights_path(home, encoder)
    weights = read_weights(path)
    if weights.encoder != encoder.name or weights.gate.vector.weights.shape != (encoder.dim,):
        reason = f"fitted with the encoder {weights.encoder}, not {encoder.name}"
        raise ArtefactMismatch(f"linker weights {path.name}", reason, RETRAIN)
    return weights


def read_weights(folder: Path) -> LinkerWeights:
    """Raises ArtefactMismatch if a file is missing, was changed, or is not such a file."""
    raw = _numbers(folder)
    try:
        if tuple(raw["features"]) != FEATURE_NAMES:
            raise ValueError("fitted on other features")
        return LinkerWeights(
            encoder=raw["encoder"],
            gate=_gate(raw["gate"]),
            logistic=logistic_of(raw["scorer"]),
            trees=load_trees(_checked(folder, SCORER, raw)),
            ranker=load_trees(_checked(folder, RANKER, raw)),
            counts=raw["counts"],
            remembered=_remembered(_checked(folder, REMEMBERED, raw), raw["ads"]),
            policy=LinkingPolicy(**raw["policy"]),
            record=raw["record"],
        )
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise ArtefactMismatch(f"linker weights {folder.name}", f"unreadable ({error})", RETRAIN) from error


def version_of(folder: Path) -> str:
    """Of everything in the folder, since the JSON file holds the hashes of the others; eight digits."""
    return hashlib.sha256((folder / NUMBERS).read_bytes()).hexdigest()[:8]


def write_weights(folder: Path, weights: LinkerWeights) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    contents = {SCORER: weights.trees.model, RANKER: weights.ranker.model, REMEMBERED: _packed(weights.remembered)}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    payload = {
        "encoder": weights.encoder,
        "features": FEATURE_NAMES,
        "record": dict(weights.record),
        "policy": {name: getattr(weights.policy, name) for name in LinkingPolicy.__slots__ if name != BY_HAND},
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
        "scorer": plain_logistic(weights.logistic),
        "gate": _plain_gate(weights.gate),
        "ads": dict(sorted(weights.remembered.ads.items())),
        "counts": dict(sorted(weights.counts.items())),
    }
    (folder / NUMBERS).write_bytes(orjson.dumps(payload))


def _numbers(folder: Path) -> Mapping[str, Any]:
    try:
        raw = orjson.loads((folder / NUMBERS).read_bytes())
    except (OSError, ValueError) as error:
        raise ArtefactMismatch(f"linker weights {folder.name}", f"unreadable ({error})", RETRAIN) from error
    if not isinstance(raw, dict):
        raise ArtefactMismatch(f"linker weights {folder.name}", "unreadable (no object)", RETRAIN)
    return raw


def _checked(folder: Path, name: str, raw: Mapping[str, Any]) -> bytes:
    content = (folder / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != raw["sha256"][name]:
        raise ValueError(f"{name} is not the one that was fitted")
    return content


def _packed(remembered: Remembered) -> bytes:
    buffer = BytesIO()
    named = [" ".join(own) for own in remembered.concepts]
    np.savez_compressed(buffer, vectors=remembered.vectors, concepts=np.array(named))
    return buffer.getvalue()


def _remembered(content: bytes, ads: Mapping[ConceptUri, int]) -> Remembered:
    with np.load(BytesIO(content), allow_pickle=False) as kept:
        concepts = tuple(tuple(map(ConceptUri, str(own).split())) for own in kept["concepts"])
        return Remembered(vectors=kept["vectors"], concepts=concepts, ads=ads)


def _gate(raw: Mapping[str, Any]) -> Gate:
    return Gate(
        vector=logistic_of(raw["vector"]),
        words=words_of(raw["words"]),
        headings=words_of(raw["headings"]),
        joined=logistic_of(raw["joined"]),
        by_words=logistic_of(raw["by_words"]),
    )


def _plain_gate(gate: Gate) -> dict[str, Any]:
    fitted = {name: plain_logistic(getattr(gate, name)) for name in ("vector", "joined", "by_words")}
    return {**fitted, "words": plain_words(gate.words), "headings": plain_words(gate.headings)}


def words_of(raw: Mapping[str, Any]) -> WordGate:
    """The inverse of `plain_words`. Raises KeyError."""
    return WordGate(
        idf={gram: pair[0] for gram, pair in raw["grams"].items()},
        weights={gram: pair[1] for gram, pair in raw["grams"].items()},
        bias=raw["bias"],
    )


def plain_words(words: WordGate) -> dict[str, Any]:
    """What JSON holds of it, at six digits."""
    grams = {gram: [_short(words.idf[gram]), _short(weight)] for gram, weight in words.weights.items()}
    return {"bias": words.bias, "grams": dict(sorted(grams.items()))}


def logistic_of(raw: Mapping[str, Any]) -> Logistic:
    """Raises KeyError, TypeError, ValueError for what is none."""
    mean, scale, weights = (np.array(raw[name], dtype=np.float64) for name in ("mean", "scale", "weights"))
    if not mean.shape == scale.shape == weights.shape:
        raise ValueError("arrays of different lengths")
    return Logistic(mean=mean, scale=scale, weights=weights, bias=raw["bias"])


def plain_logistic(fitted: Logistic) -> dict[str, Any]:
    """What JSON holds of it, at six digits."""
    rounded = {name: [_short(v) for v in getattr(fitted, name)] for name in ("mean", "scale", "weights")}
    return {**rounded, "bias": _short(fitted.bias)}


def _short(value: float) -> float:
    return float(f"{value:.6g}")
