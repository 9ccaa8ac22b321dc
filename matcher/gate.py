"""Does a sentence ask for a skill at all? Told by its vector and by its words."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from matcher.logistic import Logistic, Probabilities
from matcher.vectors import Vectors

_WORD = re.compile(r"\b\w\w+\b")

_CALLS_FOR = re.compile(
    r"\b(?:(?:knowledge|understanding|command|grasp|background|grounding|expertise|experience|skills?|familiarity|"
    r"proficiency|competen\w+|training|interest) (?:of|in|with|using)|(?:proficient|fluent|experienced|skilled|trained|"
    r"competent|confident|familiar|versed|comfortable|good|at home) (?:in|with|at|using)|able to|ability to|"
    r"should have|should be|"
    r"(?:what )?we (?:look|are looking|re looking) for|looking for|you (?:have|know|speak|can|bring)|"
    r"will (?:bring|have|know)|wpm|words (?:per|a) minute)\b",
    re.IGNORECASE,
)


def calls_for(text: str) -> bool:
    """Whether the words are those by which requirements are put; such a text is never spared a closer look."""
    return _CALLS_FOR.search(text) is not None


def grams(text: str) -> Iterator[str]:
    """Words of two letters and more in small letters, and pairs of neighbours."""
    words = _WORD.findall(text.lower())
    yield from words
    yield from (f"{a} {b}" for a, b in pairwise(words))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WordGate:
    """A linear model over words and pairs of words, weighted by (1 + log count) idf and scaled to length one."""

    idf: Mapping[str, float]
    weights: Mapping[str, float]
    """Of the same words and pairs."""
    bias: float

    def logit(self, text: str) -> float:
        counts = Counter(gram for gram in grams(text) if gram in self.idf)
        values = {gram: (1 + np.log(count)) * self.idf[gram] for gram, count in counts.items()}
        length = np.sqrt(sum(value * value for value in values.values()))
        return self.bias + (
            sum(value * self.weights[gram] for gram, value in values.items()) / length if length else 0.0
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gate:
    vector: Logistic
    words: WordGate
    words_share: float
    """How much the words' log-odds count beside the vector's."""
    calibration: Logistic
    """Of the sum of both, one feature, to a probability."""

    def logits(self, texts: Sequence[str], vectors: Vectors) -> Probabilities:
        """(n,) log-odds from the sentences alone; `vectors` is (n, dim)."""
        by_words = np.array([self.words.logit(text) for text in texts])
        return self.vector.logit(vectors) + self.words_share * by_words

    def asks(self, logit: float) -> float:
        """Probability that a sentence with this sum asks for a skill."""
        return float(self.calibration.probability([[logit]])[0])
