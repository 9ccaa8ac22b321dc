"""What the lanes see of a (sentence, concept) pair, as the numbers that the fitted scorer reads."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Features: TypeAlias = npt.NDArray[np.float64]
"""(candidates, len(FEATURE_NAMES)), columns in that order."""

FEATURE_NAMES = (
    "sentence_cosine",
    "sentence_cosine_z",
    "sentence_cosine_behind_best",
    "part_cosine",
    "part_cosine_behind_best",
    "bm25",
    "bm25_behind_best",
    "coverage",
    "coverage_behind_best",
    "label_in_full",
    "log_rank",
    "log_parts",
    "log_words",
    "best_cosine",
    "gate_logit",
    "log_prior",
)


def lane_features(  # noqa: PLR0913 - one argument a lane
    *,
    cosine: npt.ArrayLike,
    part_cosine: npt.ArrayLike,
    bm25: npt.ArrayLike,
    coverage: npt.ArrayLike,
    exact: npt.ArrayLike,
    log_prior: npt.ArrayLike,
    parts: int,
    words: int,
    gate_logit: float,
) -> Features:
    """All arrays are (candidates,), of one sentence; at least one candidate.

    "behind best" is minus what is lacking to the best candidate of the sentence in that lane (0 for the best).
    """
    cos, part, bm, cov = (np.asarray(lane, dtype=np.float64) for lane in (cosine, part_cosine, bm25, coverage))
    count = len(cos)
    rank = np.empty(count)
    rank[np.argsort(-cos, kind="stable")] = np.arange(count)
    columns = (
        cos,
        (cos - cos.mean()) / (cos.std() + 1e-6),
        cos - cos.max(),
        part,
        part - part.max(),
        bm,
        bm - bm.max(),
        cov,
        cov - cov.max(),
        np.asarray(exact, dtype=np.float64),
        np.log1p(rank),
        np.full(count, np.log1p(parts)),
        np.full(count, np.log1p(words)),
        np.full(count, cos.max()),
        np.full(count, gate_logit),
        np.asarray(log_prior, dtype=np.float64),
    )
    return np.column_stack(columns)
