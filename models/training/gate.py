"""Fit the gate: a logistic function of the sentence's vector, and one of its words."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from matcher.gate import Gate, WordGate
from matcher.logistic import Logistic

VECTOR_C = 2.0
WORDS_C = 10.0
WORDS_SHARE = 0.5
MIN_SENTENCES = 2
"""That a word or pair must stand in to count."""

Rows = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


def fit_logistic(rows: Rows, right: Truth, c: float, *, standardise: bool = True) -> Logistic:
    mean = rows.mean(axis=0) if standardise else np.zeros(rows.shape[1])
    scale = rows.std(axis=0) + 1e-9 if standardise else np.ones(rows.shape[1])
    fitted = LogisticRegression(C=c, max_iter=2000).fit((rows - mean) / scale, right)
    return Logistic(mean=mean, scale=scale, weights=fitted.coef_[0], bias=float(fitted.intercept_[0]))


def untrained(features: int) -> Logistic:
    return Logistic(mean=np.zeros(features), scale=np.ones(features), weights=np.zeros(features), bias=0.0)


def fit_gate(texts: Sequence[str], vectors: Rows, asks: Truth) -> Gate:
    """Not calibrated yet: see `fit_calibration`."""
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=MIN_SENTENCES)
    counted = vectorizer.fit_transform(texts)
    words = LogisticRegression(C=WORDS_C, max_iter=2000).fit(counted, asks)
    grams = vectorizer.get_feature_names_out().tolist()
    return Gate(
        vector=fit_logistic(vectors, asks, VECTOR_C, standardise=False),
        words=WordGate(
            idf=dict(zip(grams, vectorizer.idf_.tolist(), strict=True)),
            weights=dict(zip(grams, words.coef_[0].tolist(), strict=True)),
            bias=float(words.intercept_[0]),
        ),
        words_share=WORDS_SHARE,
        calibration=Logistic(mean=np.zeros(1), scale=np.ones(1), weights=np.ones(1), bias=0.0),
    )


def fit_calibration(logits: Rows, asks: Truth) -> Logistic:
    """`logits` (n,) of sentences that the gate did not see (Platt 1999)."""
    return fit_logistic(logits[:, None], asks, 1.0)
