"""What a fit on labelled sentences of real ads found to tell that a passage asks for something: one JSON file."""

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from matcher.asking import FEATURES, Asking
from matcher.errors import ArtefactMismatch
from matcher.logistic import Logistic

RETRAIN = "make train"


def asking_path() -> Path:
    return Path(str(files("models") / "weights" / "asking.json"))


def load_asking(path: Path, encoder: str) -> Asking | None:
    """None where it was fitted with another encoder than the one of that name, whose gate it leans on.

    Raises ArtefactMismatch where the file is missing, damaged or fitted on other features.
    """
    try:
        raw = orjson.loads(path.read_bytes())
        if raw["encoder"] != encoder:
            return None
        if tuple(raw["features"]) != FEATURES:
            raise ValueError("fitted on other features")
        numbers = {name: np.array(raw[name]) for name in ("mean", "scale", "weights")}
        return Asking(Logistic(**numbers, bias=raw["bias"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtefactMismatch(f"weights {path.name}", f"unreadable ({error})", RETRAIN) from error


def version_of_asking(path: Path) -> str:
    """Eight digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def write_asking(path: Path, encoder: str, asking: Asking, record: Mapping[str, Any]) -> None:
    fitted = asking.fitted
    numbers = {name: getattr(fitted, name).tolist() for name in ("mean", "scale", "weights")}
    payload = {"encoder": encoder, "features": FEATURES, **numbers, "bias": fitted.bias, "record": dict(record)}
    path.write_bytes(orjson.dumps(payload, option=orjson.OPT_INDENT_2))
