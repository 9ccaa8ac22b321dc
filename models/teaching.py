"""What tells whether a course teaches a skill: a fitted function of the lanes, in one JSON file."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from matcher.errors import ArtefactMismatch
from matcher.logistic import Logistic
from matcher.teaching import LANES, TITLED
from matcher.vectors import Encoder
from models.weights import folder_name, logistic_of, plain_logistic

RETRAIN = "make train"
NUMBERS = "teaching.json"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TeachingWeights:
    encoder: str
    fitted: Logistic
    """Of the LANES."""
    record: dict[str, Any]

    @property
    def version(self) -> str:
        """Eight digits: of these, and of what counts for as sure beside them."""
        return hashlib.sha256(_packed(self) + f"{TITLED:g}".encode()).hexdigest()[:8]


def teaching_path(home: Path, encoder: Encoder, *, shipped: bool = False) -> Path:
    """Where `make train` puts them: with the shipped weights, or with those of an encoder of the operator's."""
    if shipped:
        return Path(str(files("models") / "weights" / NUMBERS))
    return home / "weights" / folder_name(encoder) / NUMBERS


def load_teaching_weights(home: Path, encoder: Encoder) -> TeachingWeights:
    """Those of this encoder; where there are none, such that only what was read or stated counts, as surely as it was.

    Raises ArtefactMismatch if a file is no such file.
    """
    places = (teaching_path(home, encoder, shipped=True), teaching_path(home, encoder))
    found = (_read(path, encoder.name) for path in places if path.is_file())
    return next((weights for weights in found if weights is not None), as_read(encoder))


def as_read(encoder: Encoder) -> TeachingWeights:
    """Goes by what was read: from a confidence of a half on a course is held to teach a skill."""
    size = len(LANES)
    weights = np.zeros(size)
    weights[LANES.index("read or stated")] = 8.0
    fitted = Logistic(mean=np.zeros(size), scale=np.ones(size), weights=weights, bias=-4.0)
    return TeachingWeights(encoder=encoder.name, fitted=fitted, record={})


def _read(path: Path, encoder: str) -> TeachingWeights | None:
    """None where they were fitted with another encoder."""
    try:
        raw = orjson.loads(path.read_bytes())
        if raw["encoder"] != encoder:
            return None
        if tuple(raw["lanes"]) != LANES:
            raise ValueError("fitted on other lanes")
        return TeachingWeights(encoder=encoder, fitted=logistic_of(raw["fitted"]), record=raw["record"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtefactMismatch(f"weights {path.name}", f"unreadable ({error})", RETRAIN) from error


def write_teaching_weights(path: Path, weights: TeachingWeights) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_packed(weights))


def _packed(weights: TeachingWeights) -> bytes:
    """What the file holds."""
    payload = {
        "encoder": weights.encoder,
        "lanes": LANES,
        "fitted": plain_logistic(weights.fitted),
        "record": weights.record,
    }
    return orjson.dumps(payload, option=orjson.OPT_INDENT_2)
