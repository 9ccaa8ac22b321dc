"""What vacancy titles tell of occupations: vectors and a fitted function, in one folder."""

import hashlib
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
from matcher.logistic import Logistic
from matcher.titles import TITLE_FEATURES, TitleMemory, TitleRanker
from matcher.vectors import Encoder
from models.weights import folder_name

RETRAIN = "make train"
NUMBERS, REMEMBERED = "titles.json", "titles.npz"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TitleWeights:
    encoder: str
    vectors: npt.NDArray[np.float16]
    """(titles, dim)"""
    owners: tuple[ConceptUri, ...]
    fitted: Logistic
    record: dict[str, Any]

    @property
    def version(self) -> str:
        """Of all of it; eight digits."""
        remembered = self.vectors.tobytes() + " ".join(self.owners).encode()
        return hashlib.sha256(_packed(self) + remembered).hexdigest()[:8]

    def ranker(self, uris: tuple[str, ...]) -> TitleRanker:
        """For occupations with these URIs, whose order gives their positions; titles of others are left out."""
        position = {uri: place for place, uri in enumerate(uris)}
        kept = [row for row, uri in enumerate(self.owners) if uri in position]
        owners = np.array([position[self.owners[row]] for row in kept], dtype=np.intp)
        counts = np.bincount(owners, minlength=len(uris)) if kept else np.zeros(len(uris))
        memory = TitleMemory(
            vectors=self.vectors[kept].astype(np.float32), owners=owners, log_titles=np.log1p(counts).astype(np.float64)
        )
        return TitleRanker(memory=memory, fitted=self.fitted)


def titles_path(home: Path, encoder: Encoder, *, shipped: bool = False) -> Path:
    """Where `make train` puts them: with the shipped weights, or with those of an encoder of the operator's."""
    if shipped:
        return Path(str(files("models") / "weights" / "titles"))
    return home / "weights" / folder_name(encoder) / "titles"


def load_titles_weights(home: Path, encoder: Encoder) -> TitleWeights | None:
    """Those of this encoder; None where there are none. Raises ArtefactMismatch if a file is no such file."""
    places = (titles_path(home, encoder, shipped=True), titles_path(home, encoder))
    found = (_read(folder, encoder.name) for folder in places if (folder / NUMBERS).is_file())
    return next((weights for weights in found if weights is not None), None)


def _read(folder: Path, encoder: str) -> TitleWeights | None:
    """None where they were fitted with another encoder."""
    try:
        raw = orjson.loads((folder / NUMBERS).read_bytes())
        if raw["encoder"] != encoder:
            return None
        if tuple(raw["features"]) != TITLE_FEATURES:
            raise ValueError("fitted on other features")
        with np.load(BytesIO((folder / REMEMBERED).read_bytes()), allow_pickle=False) as kept:
            vectors, owners = kept["vectors"], tuple(map(ConceptUri, kept["owners"].tolist()))
        numbers = {name: np.array(raw["fitted"][name]) for name in ("mean", "scale", "weights")}
        fitted = Logistic(**numbers, bias=raw["fitted"]["bias"])
        return TitleWeights(encoder=encoder, vectors=vectors, owners=owners, fitted=fitted, record=raw["record"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtefactMismatch(f"title weights {folder.name}", f"unreadable ({error})", RETRAIN) from error


def write_titles_weights(folder: Path, weights: TitleWeights) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / REMEMBERED, vectors=weights.vectors, owners=np.array(weights.owners))
    (folder / NUMBERS).write_bytes(_packed(weights))


def _packed(weights: TitleWeights) -> bytes:
    """What the JSON file holds."""
    fitted = {name: getattr(weights.fitted, name).tolist() for name in ("mean", "scale", "weights")}
    payload = {
        "encoder": weights.encoder,
        "features": TITLE_FEATURES,
        "fitted": fitted | {"bias": weights.fitted.bias},
        "record": weights.record,
    }
    return orjson.dumps(payload, option=orjson.OPT_INDENT_2)
