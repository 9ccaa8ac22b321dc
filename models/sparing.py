"""What the reader taught of texts that nothing comes of: one JSON file, good for any encoder."""

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson

from matcher.errors import ArtefactMismatch
from matcher.gate import WordGate
from matcher.sparing import Sparing
from models.weights import RETRAIN, plain_words, words_of


def sparing_path() -> Path:
    return Path(str(files("models") / "weights" / "sparing.json"))


def load_sparing(path: Path) -> Sparing:
    """Raises ArtefactMismatch where the file is missing or damaged."""
    try:
        return Sparing(worth=words_of(orjson.loads(path.read_bytes())["worth"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtefactMismatch(f"weights {path.name}", f"unreadable ({error})", RETRAIN) from error


def version_of_sparing(path: Path) -> str:
    """Eight digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def write_sparing(path: Path, worth: WordGate, record: Mapping[str, Any]) -> None:
    path.write_bytes(orjson.dumps({"record": dict(record), "worth": plain_words(worth)}))
