"""The fitted numbers of the linker: read from, and written to, one JSON file in models/weights."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from matcher.concepts import ConceptUri
from matcher.errors import ArtefactMismatch
from matcher.features import FEATURE_NAMES
from matcher.linking import LinkingPolicy, Logistic
from matcher.vectors import Encoder

RETRAIN = "make train"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinkerWeights:
    encoder: str
    """Name of the encoder that the numbers were fitted with."""
    gate: Logistic
    scorer: Logistic
    counts: Mapping[ConceptUri, int]
    """How often the training data names a concept."""
    policy: LinkingPolicy
    record: Mapping[str, Any]
    """Command, date, data hashes and figures of the fit."""


def shipped_weights() -> Path:
    return Path(str(files("models") / "weights" / "linker.json"))


def weights_path(home: Path, encoder: Encoder) -> Path:
    """Where the weights of this encoder are: shipped, or fitted by `make train` for an encoder of the operator's."""
    shipped = shipped_weights()
    if read_weights(shipped).encoder == encoder.name:
        return shipped
    return home / "weights" / f"{re.sub(r'[^a-z0-9.-]+', '-', encoder.name.lower())}.json"


def load_weights(home: Path, encoder: Encoder) -> LinkerWeights:
    """The weights fitted with this very encoder. Raises ArtefactMismatch, naming what to run, where there are none."""
    path = weights_path(home, encoder)
    weights = read_weights(path)
    if weights.encoder != encoder.name or weights.gate.weights.shape != (encoder.dim,):
        reason = f"fitted with the encoder {weights.encoder}, not {encoder.name}"
        raise ArtefactMismatch(f"linker weights {path.name}", reason, RETRAIN)
    return weights


def read_weights(path: Path) -> LinkerWeights:
    """Raises ArtefactMismatch if the file is missing or is not such a file."""
    try:
        raw = orjson.loads(path.read_bytes())
        if tuple(raw["features"]) != FEATURE_NAMES:
            raise ValueError("fitted on other features")
        return LinkerWeights(
            encoder=raw["encoder"],
            gate=_logistic(raw["gate"]),
            scorer=_logistic(raw["scorer"]),
            counts=raw["counts"],
            policy=LinkingPolicy(**raw["policy"]),
            record=raw["record"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtefactMismatch(f"linker weights {path.name}", f"unreadable ({error})", RETRAIN) from error


def write_weights(path: Path, weights: LinkerWeights) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    policy = {name: getattr(weights.policy, name) for name in LinkingPolicy.__slots__}
    payload = {
        "encoder": weights.encoder,
        "features": FEATURE_NAMES,
        "record": dict(weights.record),
        "policy": policy,
        "scorer": _plain(weights.scorer),
        "gate": _plain(weights.gate),
        "counts": dict(sorted(weights.counts.items())),
    }
    path.write_bytes(orjson.dumps(payload, option=orjson.OPT_INDENT_2))


def _logistic(raw: Mapping[str, Any]) -> Logistic:
    mean, scale, weights = (np.array(raw[name], dtype=np.float64) for name in ("mean", "scale", "weights"))
    if not mean.shape == scale.shape == weights.shape:
        raise ValueError("arrays of different lengths")
    return Logistic(mean=mean, scale=scale, weights=weights, bias=raw["bias"])


def _plain(fitted: Logistic) -> dict[str, Any]:
    rounded = {name: [float(f"{v:.6g}") for v in getattr(fitted, name)] for name in ("mean", "scale", "weights")}
    return {**rounded, "bias": float(f"{fitted.bias:.6g}")}
