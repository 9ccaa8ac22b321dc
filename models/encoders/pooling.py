"""Token states to text vectors: the mean over the tokens (Reimers & Gurevych 2019), and the tokens themselves."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matcher.mentions import Span
from matcher.vectors import TextVectors, unit


def pooled(states: npt.NDArray[np.float32], offsets: Sequence[tuple[int, int]]) -> TextVectors:
    """`states` is (tokens, dim), `offsets` each token's characters ((0, 0) for special tokens)."""
    spans = tuple(Span(a, b) if b > a else None for a, b in offsets)
    return TextVectors(whole=unit(states.mean(axis=0)), tokens=unit(states), spans=spans)
