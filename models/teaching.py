"""What tells whether a course teaches a skill: tagged courses as vectors, and a fitted function of the lanes."""

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
from matcher.teaching import LANES, TaggedCourses
from matcher.vectors import Encoder
from models.weights import folder_name

RETRAIN = "make train"
NUMBERS, REMEMBERED = "teaching.json", "teaching.npz"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TeachingWeights:
    encoder: str
    vectors: npt.NDArray[np.float16]
    """(courses, dim)"""
    skills: tuple[tuple[ConceptUri, ...], ...]
    """For each course what its provider says that it teaches."""
    fitted: Logistic
    record: dict[str, Any]

    @property
    def version(self) -> str:
        """Of all of it; eight digits."""
        remembered = self.vectors.tobytes() + repr(self.skills).encode()
        return hashlib.sha256(_packed(self) + remembered).hexdigest()[:8]

    @property
    def tagged(self) -> TaggedCourses:
        return TaggedCourses(vectors=self.vectors.astype(np.float32), skills=self.skills)


def teaching_path(home: Path, encoder: Encoder, *, shipped: bool = False) -> Path:
    """Where `make train` puts them: with the shipped weights, or with those of an encoder of the operator's."""
    if shipped:
        return Path(str(files("models") / "weights" / "teaching"))
    return home / "weights" / folder_name(encoder) / "teaching"


def load_teaching_weights(home: Path, encoder: Encoder) -> TeachingWeights:
    """Those of this encoder; where there are none, such that only what was read or stated counts, as surely as it was.

    Raises ArtefactMismatch if a file is no such file.
    """
    places = (teaching_path(home, encoder, shipped=True), teaching_path(home, encoder))
    found = (_read(folder, encoder.name) for folder in places if (folder / NUMBERS).is_file())
    return next((weights for weights in found if weights is not None), as_read(encoder))


def as_read(encoder: Encoder) -> TeachingWeights:
    """Remembers nothing and goes by what was read: from a confidence of a half on a course counts as teaching it."""
    size = len(LANES)
    weights = np.zeros(size)
    weights[LANES.index("read or stated")] = 8.0
    return TeachingWeights(
        encoder=encoder.name,
        vectors=np.zeros((0, encoder.dim), dtype=np.float16),
        skills=(),
        fitted=Logistic(mean=np.zeros(size), scale=np.ones(size), weights=weights, bias=-4.0),
        record={},
    )


def _read(folder: Path, encoder: str) -> TeachingWeights | None:
    """None where they were fitted with another encoder."""
    try:
        raw = orjson.loads((folder / NUMBERS).read_bytes())
        if raw["encoder"] != encoder:
            return None
        if tuple(raw["lanes"]) != LANES:
            raise ValueError("fitted on other lanes")
        with np.load(BytesIO((folder / REMEMBERED).read_bytes()), allow_pickle=False) as kept:
            vectors, sizes, skills = kept["vectors"], kept["sizes"].tolist(), kept["skills"].tolist()
        ends = np.cumsum(sizes).tolist()
        owned = (skills[end - size : end] for end, size in zip(ends, sizes, strict=True))
        numbers = {name: np.array(raw["fitted"][name]) for name in ("mean", "scale", "weights")}
        return TeachingWeights(
            encoder=encoder,
            vectors=vectors,
            skills=tuple(tuple(map(ConceptUri, own)) for own in owned),
            fitted=Logistic(**numbers, bias=raw["fitted"]["bias"]),
            record=raw["record"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtefactMismatch(f"teaching weights {folder.name}", f"unreadable ({error})", RETRAIN) from error


def write_teaching_weights(folder: Path, weights: TeachingWeights) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / REMEMBERED,
        vectors=weights.vectors,
        sizes=np.array([len(own) for own in weights.skills], dtype=np.int32),
        skills=np.array([skill for own in weights.skills for skill in own], dtype=str),
    )
    (folder / NUMBERS).write_bytes(_packed(weights))


def _packed(weights: TeachingWeights) -> bytes:
    """What the JSON file holds."""
    fitted = {name: getattr(weights.fitted, name).tolist() for name in ("mean", "scale", "weights")}
    payload = {
        "encoder": weights.encoder,
        "lanes": LANES,
        "fitted": fitted | {"bias": weights.fitted.bias},
        "record": weights.record,
    }
    return orjson.dumps(payload, option=orjson.OPT_INDENT_2)
