"""Token states to text and part vectors: the mean over the tokens (Reimers & Gurevych 2019)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matcher.linking import TextVectors
from matcher.mentions import Span
from matcher.vectors import Vectors, unit


def pooled(states: npt.NDArray[np.float32], offsets: Sequence[tuple[int, int]], parts: Sequence[Span]) -> TextVectors:
    """`states` is (tokens, dim), `offsets` each token's characters ((0, 0) for special tokens).

    A part that no token overlaps (it was cut off) takes the vector of the whole.
    """
    whole = states.mean(axis=0)
    rows = [states[inside].mean(axis=0) if (inside := _inside(offsets, part)) else whole for part in parts]
    empty: Vectors = np.zeros((0, states.shape[1]), dtype=np.float32)
    return TextVectors(unit(whole), unit(np.array(rows)) if rows else empty)


def _inside(offsets: Sequence[tuple[int, int]], part: Span) -> list[int]:
    return [i for i, (a, b) in enumerate(offsets) if b > a and a < part.end and b > part.start]
