"""Tokens of a text against tokens of a label: what the label is about in the text, and what of it is missing there.

A label attends to the tokens of a text, and is compared with what it attends to instead of with the mean of all
(after ConTeXT-match, Decorte et al. 2025). The other way round, each token of the label looks for its nearest in the
text (late interaction, Khattab & Zaharia 2020): where one finds nothing near, the label says more than the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.mentions import Span
from matcher.vectors import TextVectors, Vectors

LABEL_TOKENS = 12
"""Of a label; the rare longer one is known by its first."""
SHARPNESS = 10.0
"""Of the softmax over cosines; the encoder is trained with the same."""
FOCUS_SHARE = 0.4
"""Of the weight of the word attended to most: neighbours from this share on belong to the words a link rests on."""

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class LabelTokens:
    """The token vectors of every label, without those that stand for no word, one label after the other."""

    vectors: Vectors
    """(tokens of all labels, dim)"""
    first: npt.NDArray[np.intp]
    """(labels + 1,): where each label's tokens begin; each label has at least one."""

    def found_in(self, tokens: Vectors, positions: npt.NDArray[np.intp]) -> tuple[Scores, Scores]:
        """(mean, smallest) over a label's tokens of the cosine with its nearest token of the text; both (labels,)."""
        starts = self.first[positions]
        sizes = self.first[positions + 1] - starts
        edges = np.cumsum(sizes) - sizes
        rows = np.repeat(starts - edges, sizes) + np.arange(int(sizes.sum()))
        nearest = (self.vectors[rows] @ tokens.T).max(axis=1)
        return np.add.reduceat(nearest, edges) / sizes, np.minimum.reduceat(nearest, edges)


def label_tokens(labels: Sequence[TextVectors]) -> LabelTokens:
    """Of labels that an encoder has read: the tokens that stand for words, all of them where none does."""
    kept = [_of_words(label)[:LABEL_TOKENS] for label in labels]
    return LabelTokens(np.concatenate(kept), np.cumsum([0, *map(len, kept)], dtype=np.intp))


def _of_words(label: TextVectors) -> Vectors:
    rows = [i for i, span in enumerate(label.spans) if span is not None]
    return label.tokens[rows] if rows else label.tokens


def attended(tokens: Vectors, labels: Vectors) -> Scores:
    """Cosine of each (labels, dim) row with what it attends to of the tokens: (labels,), in [-1, 1]."""
    near = tokens @ labels.T
    weights = _attention(near)
    length = np.sqrt(np.einsum("tn,tn->n", weights, (tokens @ tokens.T) @ weights))
    result: Scores = np.einsum("tn,tn->n", weights, near) / np.maximum(length, 1e-9)
    return result


def focus(text: str, vectors: TextVectors, label: Vectors) -> Span | None:
    """The words of the text around the one that the (dim,) label attends to most; None where no token is a word's."""
    words = _words(text)
    weights = _attention(vectors.tokens @ label[:, None])[:, 0].tolist()
    by_word = np.zeros(len(words))
    place = 0
    for span, weight in zip(vectors.spans, weights, strict=True):
        if span is None:
            continue
        while place < len(words) and words[place].end <= span.start:
            place += 1
        if place < len(words) and words[place].start < span.end:
            by_word[place] = max(by_word[place], weight)
    return _around(words, by_word) if by_word.any() else None


def _around(words: Sequence[Span], weights: npt.NDArray[np.float64]) -> Span:
    first = last = int(weights.argmax())
    enough = FOCUS_SHARE * weights[first]
    while first > 0 and weights[first - 1] >= enough:
        first -= 1
    while last + 1 < len(words) and weights[last + 1] >= enough:
        last += 1
    return Span(words[first].start, words[last].end)


def _attention(near: Scores) -> Scores:
    """(tokens, labels) cosines -> weights, each column adding up to one."""
    weights = np.exp(SHARPNESS * (near - near.max(axis=0)))
    result: Scores = weights / weights.sum(axis=0)
    return result


def _words(text: str) -> list[Span]:
    """Runs of characters other than white space, without the marks around them."""
    found: list[Span] = []
    start = 0
    for word in text.split():
        at = text.index(word, start)
        start = at + len(word)
        lead = len(word) - len(word.lstrip(_MARKS))
        bare = word.strip(_MARKS)
        if bare:
            found.append(Span(at + lead, at + lead + len(bare)))
    return found


_MARKS = " \"'()[]{}<>*•.,;:!?-\u2013\u2014/|"
