"""Fit the gate: on annotated sentences, and on the headings of ads that nobody annotated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from matcher.gate import Gate, WordGate
from matcher.logistic import Logistic

VECTOR_C = 2.0
WORDS_C = 10.0
MIN_SENTENCES = 2
"""That a word or pair must stand in to count."""
HEADINGS_C = 0.1
HEADINGS_MIN_SENTENCES = 20
JOINED_C = 1.0
FOLDS = 4
"""Of groups, within which vector and words are fitted on the others when both are joined."""

Rows = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Annotated:
    """Sentences of which annotators said whether they ask for a skill."""

    texts: Sequence[str]
    vectors: Rows
    alike: Rows
    """(n,): share of annotated sentences like it, of other ads, that ask."""
    asks: Truth
    groups: Sequence[str]
    """Whose sentence it is: those of one ad are alike, and judged by a fit on other ads."""


def fit_logistic(
    rows: Rows, right: Truth, c: float, weight: Rows | None = None, *, standardise: bool = True
) -> Logistic:
    mean = rows.mean(axis=0) if standardise else np.zeros(rows.shape[1])
    scale = rows.std(axis=0) + 1e-9 if standardise else np.ones(rows.shape[1])
    fitted = LogisticRegression(C=c, max_iter=2000).fit((rows - mean) / scale, right, sample_weight=weight)
    return Logistic(mean=mean, scale=scale, weights=fitted.coef_[0], bias=float(fitted.intercept_[0]))


def untrained(features: int) -> Logistic:
    return Logistic(mean=np.zeros(features), scale=np.ones(features), weights=np.zeros(features), bias=0.0)


def fit_gate(annotated: Annotated, headings: WordGate) -> Gate:
    """The joined log-odds come out calibrated (Platt 1999): they are fitted on what the parts say of other ads."""
    vector, words = _fit_parts(annotated, np.ones(len(annotated.texts), dtype=bool))
    rows = _unseen_rows(annotated, headings)
    return Gate(
        vector=vector,
        words=words,
        headings=headings,
        joined=fit_logistic(rows, annotated.asks, JOINED_C),
        by_words=fit_logistic(rows[:, 2:], annotated.asks, JOINED_C),
    )


def fit_headings(under: Mapping[str, bool]) -> WordGate:
    """`under`: sentence -> whether it stands under requirements or duties; both kinds count alike."""
    texts = sorted(under)
    right = np.array([under[text] for text in texts])
    return fit_words(texts, right, c=HEADINGS_C, least=HEADINGS_MIN_SENTENCES, balance="balanced")


def _fit_parts(annotated: Annotated, seen: Truth) -> tuple[Logistic, WordGate]:
    texts = [text for text, known in zip(annotated.texts, seen, strict=True) if known]
    asks = annotated.asks[seen]
    vector = fit_logistic(annotated.vectors[seen], asks, VECTOR_C, standardise=False)
    return vector, fit_words(texts, asks, c=WORDS_C, least=MIN_SENTENCES)


def _unseen_rows(annotated: Annotated, headings: WordGate) -> Rows:
    """(n, 6): what a gate reads of each sentence whose vector and words were fitted on other groups."""
    names = {name: i % FOLDS for i, name in enumerate(dict.fromkeys(annotated.groups))}
    fold = np.array([names[group] for group in annotated.groups])
    rows = np.zeros((len(fold), 6))
    for held in np.unique(fold):
        vector, words = _fit_parts(annotated, fold != held)
        own = np.flatnonzero(fold == held)
        parts = Gate(vector=vector, words=words, headings=headings, joined=untrained(6), by_words=untrained(4))
        rows[own, 0] = vector.logit(annotated.vectors[own])
        rows[own, 1] = annotated.alike[own]
        rows[own, 2:] = parts.word_features([annotated.texts[i] for i in own.tolist()])
    return rows


def fit_words(texts: Sequence[str], right: Truth, *, c: float, least: int, balance: str | None = None) -> WordGate:
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=least)
    counted = vectorizer.fit_transform(texts)
    fitted = LogisticRegression(C=c, max_iter=2000, class_weight=balance).fit(counted, right)
    grams = vectorizer.get_feature_names_out().tolist()
    return WordGate(
        idf=dict(zip(grams, vectorizer.idf_.tolist(), strict=True)),
        weights=dict(zip(grams, fitted.coef_[0].tolist(), strict=True)),
        bias=float(fitted.intercept_[0]),
    )
