"""Unit vectors, so that cosine similarity is one dot product everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from matcher.mentions import Span

Vectors: TypeAlias = npt.NDArray[np.float32]
"""Shape (n, dim), float32, rows of length one (or all zero, which is similar to nothing)."""


class Encoder(Protocol):
    @property
    def name(self) -> str:
        """Names the weights: two encoders of one name give the same vectors."""
        ...

    @property
    def dim(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dim); the vector of a text does not depend on the other texts."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class TextVectors:
    """The vector of a text, and those of its tokens as they stand in that text."""

    whole: Vectors
    """(1, dim)"""
    tokens: Vectors
    """(tokens, dim); at least one."""
    spans: tuple[Span | None, ...]
    """The characters of each token; None for one that stands for none."""


class TokenEncoder(Encoder, Protocol):
    def encode_tokens(self, texts: Sequence[str]) -> list[TextVectors]:
        """One TextVectors a text; what is too long for the model is cut off at the end."""
        ...


def unit(raw: npt.ArrayLike) -> Vectors:
    """Scale each row of an (n, dim) array to length one; zero rows stay zero."""
    rows = np.atleast_2d(np.asarray(raw, dtype=np.float32))
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    scaled: Vectors = rows / lengths
    return scaled
