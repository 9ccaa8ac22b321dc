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
    "attended_cosine",
    "attended_cosine_behind_best",
    "label_found",
    "label_found_behind_best",
    "label_weakest",
    "bm25",
    "bm25_behind_best",
    "coverage",
    "coverage_behind_best",
    "label_in_full",
    "recalled",
    "log_rank",
    "log_words",
    "best_cosine",
    "best_attended",
    "gate_logit",
    "log_named",
    "log_ads",
)


def lane_features(  # noqa: PLR0913 - one argument a lane
    *,
    cosine: npt.ArrayLike,
    attended: npt.ArrayLike,
    label_found: npt.ArrayLike,
    label_weakest: npt.ArrayLike,
    bm25: npt.ArrayLike,
    coverage: npt.ArrayLike,
    exact: npt.ArrayLike,
    recalled: npt.ArrayLike,
    log_named: npt.ArrayLike,
    log_ads: npt.ArrayLike,
    words: int,
    gate_logit: float,
) -> Features:
    """All arrays are (candidates,), of one sentence; at least one candidate.

    "behind best" is minus what is lacking to the best candidate of the sentence in that lane (0 for the best).
    """
    cos, att, label, bm, cov = (
        np.asarray(lane, dtype=np.float64) for lane in (cosine, attended, label_found, bm25, coverage)
    )
    count = len(cos)
    rank = np.empty(count)
    rank[np.argsort(-cos, kind="stable")] = np.arange(count)
    columns = (
        cos,
        (cos - cos.mean()) / (cos.std() + 1e-6),
        cos - cos.max(),
        att,
        att - att.max(),
        label,
        label - label.max(),
        np.asarray(label_weakest, dtype=np.float64),
        bm,
        bm - bm.max(),
        cov,
        cov - cov.max(),
        np.asarray(exact, dtype=np.float64),
        np.asarray(recalled, dtype=np.float64),
        np.log1p(rank),
        np.full(count, np.log1p(words)),
        np.full(count, cos.max()),
        np.full(count, att.max()),
        np.full(count, gate_logit),
        np.asarray(log_named, dtype=np.float64),
        np.asarray(log_ads, dtype=np.float64),
    )
    return np.column_stack(columns)
