"""Alternative labels that a source ran together, split where several readings of the words agree.

Aliases of one concept say the same thing in other words, so a segment reads well if it repeats words of the
label, doesn't say a word twice, is about as long as the label and neither opens nor ends with a preposition.
A split is taken only if it is the best one under every weighting below; SOURCES.md has the figures.
"""

from collections import Counter
from dataclasses import dataclass

_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ers", "er", "es", "s", "al", "ic", "y", "e")
_SMALL = frozenset(
    {"of", "for", "in", "to", "the", "a", "an", "and", "or", "with", "by", "on", "at", "from", "used"}
    | {"regarding", "about", "into", "as", "using", "through", "&"}
)
_ARTICLES = frozenset({"the", "a", "an"})
_LONGEST = 12
_MOST_WORDS = 60
"""Longer texts are left alone: they take long and the weightings hardly ever agree on them."""
_NO_CONTENT = -50.0
_DANGLING = 6.0
_REPEATED_PAIR = 0.8
_NEW_PAIR = 0.5
_PAIR_OF_LABEL = -2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighting:
    segment: float
    repeated_word: float
    length: float


_WEIGHTINGS = (
    _Weighting(segment=0.5, repeated_word=1.5, length=0.5),
    _Weighting(segment=1.5, repeated_word=3.0, length=1.0),
    _Weighting(segment=0.0, repeated_word=3.0, length=1.0),
    _Weighting(segment=2.5, repeated_word=3.0, length=0.3),
    _Weighting(segment=0.0, repeated_word=5.0, length=0.2),
    _Weighting(segment=0.5, repeated_word=3.0, length=1.0),
    _Weighting(segment=1.5, repeated_word=1.5, length=0.5),
)


def split_by_agreement(label: str, run_together: str) -> tuple[str, ...] | None:
    """The aliases in order; None where the weightings disagree, empty where there are no words."""
    words = run_together.split()
    if len(words) > _MOST_WORDS:
        return None
    text = _Text(tuple(words), tuple(_stem(w) for w in words), tuple(_stem(w) for w in label.split()))
    first = _best_cuts(text, _WEIGHTINGS[0])
    if any(_best_cuts(text, weighting) != first for weighting in _WEIGHTINGS[1:]):
        return None
    return tuple(" ".join(words[i:j]) for i, j in zip([0, *first], first, strict=False))


@dataclass(frozen=True, slots=True)
class _Text:
    words: tuple[str, ...]
    stems: tuple[str, ...]
    label: tuple[str, ...]


def _best_cuts(text: _Text, weighting: _Weighting) -> list[int]:
    """Ends of the segments, ascending, by dynamic programming over the words."""
    size = len(text.words)
    boundary = _boundary_scores(text)
    scores, starts = [0.0] + [float("-inf")] * size, [0] * (size + 1)
    for end in range(1, size + 1):
        for start in range(max(0, end - _LONGEST), end):
            score = scores[start] + _segment_score(text, start, end, weighting) + boundary[end]
            if score > scores[end]:
                scores[end], starts[end] = score, start
    cuts = []
    end = size
    while end:
        cuts.append(end)
        end = starts[end]
    return cuts[::-1]


def _segment_score(text: _Text, start: int, end: int, weighting: _Weighting) -> float:
    content = [stem for stem in text.stems[start:end] if stem not in _SMALL]
    if not content:
        return _NO_CONTENT
    distinct, label = set(content), set(text.label) - _SMALL
    score = len(distinct & label) / max(1, len(label)) - weighting.segment
    score -= weighting.repeated_word * (len(content) - len(distinct))
    score -= weighting.length * abs(end - start - len(text.label)) / len(text.label)
    score -= _DANGLING * (text.words[start].lower() in _SMALL - _ARTICLES)
    return score - _DANGLING * (text.words[end - 1].lower() in _SMALL)


def _boundary_scores(text: _Text) -> list[float]:
    """What a cut before each word is worth: little inside a pair of the label or one that recurs."""
    pairs = Counter(zip(text.stems, text.stems[1:], strict=False))
    often = Counter(text.stems)
    of_label = set(zip(text.label, text.label[1:], strict=False))
    scores = [0.0] * (len(text.words) + 1)
    for at, pair in enumerate(zip(text.stems, text.stems[1:], strict=False), start=1):
        if pair in of_label:
            scores[at] = _PAIR_OF_LABEL
        else:
            new = pairs[pair] == 1 and all(often[stem] > 1 for stem in pair)
            scores[at] = _NEW_PAIR * new - _REPEATED_PAIR * (pairs[pair] - 1)
    return scores


def _stem(word: str) -> str:
    bare = word.lower().strip(",.;()'\"")
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= 3:
            return bare.removesuffix(ending)
    return bare
