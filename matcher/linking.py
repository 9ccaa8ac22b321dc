"""Sentence -> candidates with a probability each -> the links that are sure enough, or NIL.

Three lanes see the sentence: cosine between its vector and each preferred label, cosine between its parts and
the label, and the words it shares with any label. A fitted logistic function joins them to a probability.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from matcher.concepts import ConceptUri
from matcher.features import FEATURE_NAMES, Features, lane_features
from matcher.index import VectorIndex
from matcher.lexical import ExactLabel, LabelIndex
from matcher.mentions import Mention, Sentence, Span
from matcher.vectors import Encoder, Vectors

Probabilities: TypeAlias = npt.NDArray[np.float64]
SENTENCES_AT_ONCE = 64
"""Held with all their lanes in memory."""
COSINE, PART_COSINE, BM25, COVERAGE = (
    FEATURE_NAMES.index(name) for name in ("sentence_cosine", "part_cosine", "bm25", "coverage")
)


@dataclass(frozen=True, slots=True)
class TextVectors:
    """The vector of a text, and those of its parts as they stand in that text."""

    whole: Vectors
    """(1, dim)"""
    parts: Vectors
    """(parts, dim)"""


class PartEncoder(Encoder, Protocol):
    """An encoder that also gives the vectors of spans within their text."""

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> list[TextVectors]:
        """One TextVectors a text; a part is the mean of its token states, unit length; spans are within the text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Logistic:
    """Fitted log-odds: bias + weights · (x - mean) / scale."""

    mean: npt.NDArray[np.float64]
    scale: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    bias: float

    def logit(self, rows: npt.ArrayLike) -> Probabilities:
        """(n, features) -> (n,)"""
        scaled = (np.asarray(rows, dtype=np.float64) - self.mean) / self.scale
        result: Probabilities = scaled @ self.weights + self.bias
        return result

    def probability(self, rows: npt.ArrayLike) -> Probabilities:
        """(n, features) -> (n,), each in (0, 1)."""
        result: Probabilities = 1 / (1 + np.exp(-self.logit(rows)))
        return result


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingPolicy:
    """Chosen by hand from the held-out table that `make train` records: a little recall given up for precision."""

    dense_candidates: int = 200
    lexical_candidates: int = 100
    min_confidence: float = 0.2
    """Below it a link is not shown: NIL."""
    max_links: int = 8
    """At most this many concepts from one sentence."""
    product_confidence: float = 0.6
    """Of a product name found letter by letter: no labelled data names products, so this is set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    uri: ConceptUri
    confidence: float
    """The share of such links that annotators confirmed, as far as the calibration holds."""
    cosine: float | None = None
    part_cosine: float | None = None
    bm25: float | None = None
    coverage: float | None = None
    exact: Span | None = None
    """Where a label of the concept stands in the sentence in full; within the sentence."""
    part: Span | None = None
    """The part of the sentence nearest to the preferred label; within the sentence."""


@dataclass(frozen=True, slots=True)
class Link:
    mention: Mention
    candidate: Candidate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Products:
    """Technology concepts, found by their exact names only."""

    names: LabelIndex
    uris: tuple[ConceptUri, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Linker:
    """Scores (sentence, concept) pairs; positions are those of `concepts` in each of its collaborators."""

    encoder: PartEncoder
    concepts: VectorIndex
    """Preferred labels of the skills; its ids are URIs."""
    labels: LabelIndex
    products: Products
    gate: Logistic
    """Sentence vector -> does it ask for a skill at all?"""
    scorer: Logistic
    log_prior: npt.NDArray[np.float32]
    """(concepts,): log(1 + how often the training data names the concept)."""
    policy: LinkingPolicy

    @cached_property
    def positions(self) -> Mapping[str, int]:
        return {uri: position for position, uri in enumerate(self.concepts.ids)}

    def candidates(
        self, sentences: Sequence[Sentence], also: Iterable[ConceptUri] = (), min_confidence: float = 0.0
    ) -> Iterator[list[Candidate]]:
        """The candidates of each sentence, surest first, ties by URI; `also` are scored wherever they rank."""
        wanted = [self.positions[uri] for uri in also if uri in self.positions]
        return (self._of_sentence(pairs, min_confidence) for pairs in self.pairs(sentences, wanted))

    def links(self, sentences: Sequence[Sentence], min_confidence: float | None = None) -> list[list[Link]]:
        """The sure candidates of each sentence with the words they rest on; an empty list is NIL."""
        threshold = self.policy.min_confidence if min_confidence is None else min_confidence
        sure: dict[_Reads, list[Candidate]] = {}
        distinct = {_reads(sentence): sentence for sentence in sentences}
        for key, pairs in zip(distinct, self.pairs(list(distinct.values())), strict=True):
            sure[key] = self._of_sentence(pairs, threshold)[: self.policy.max_links]
        return [
            [Link(mention_of(candidate, sentence), candidate) for candidate in sure[_reads(sentence)]]
            for sentence in sentences
        ]

    def pairs(self, sentences: Sequence[Sentence], wanted: Sequence[int] = ()) -> Iterator["Pairs"]:
        """The lanes of each sentence over its candidates, a few sentences at a time; the training reads the same."""
        for start in range(0, len(sentences), SENTENCES_AT_ONCE):
            yield from self._pairs(sentences[start : start + SENTENCES_AT_ONCE], wanted)

    def _pairs(self, sentences: Sequence[Sentence], wanted: Sequence[int]) -> Iterator["Pairs"]:
        inner = [[Span(c.start - s.span.start, c.end - s.span.start) for c in s.chunks] for s in sentences]
        vectors = self.encoder.encode_parts([sentence.text for sentence in sentences], inner)
        whole = np.concatenate([vector.whole for vector in vectors])
        dense = self.concepts.nearest(whole, self.policy.dense_candidates)
        gates = self.gate.logit(whole)
        for sentence, spans, vector, near, gate in zip(sentences, inner, vectors, dense, gates.tolist(), strict=True):
            yield self._lanes(sentence.text, spans, vector, [self.positions[n.id] for n in near] + list(wanted), gate)

    def _lanes(
        self, text: str, spans: Sequence[Span], vector: TextVectors, near: Sequence[int], gate: float
    ) -> "Pairs":
        bm25, coverage = self.labels.scores(text)
        exact = {found.position: found for found in self.labels.exact(text)}
        lexical = np.argpartition(-coverage - 1e-3 * bm25, min(self.policy.lexical_candidates, len(bm25) - 1))
        shared = [p for p in lexical[: self.policy.lexical_candidates].tolist() if bm25[p] > 0]
        positions = np.array(sorted({*near, *shared, *exact}), dtype=np.intp)
        known = self.concepts.vectors(positions.tolist())
        cosine = (known @ vector.whole[0]).astype(np.float64)
        by_part = known @ vector.parts.T if len(vector.parts) else cosine[:, None]
        features = lane_features(
            cosine=cosine,
            part_cosine=by_part.max(axis=1),
            bm25=bm25[positions],
            coverage=coverage[positions],
            exact=[p in exact for p in positions.tolist()],
            log_prior=self.log_prior[positions],
            parts=len(vector.parts),
            words=len(text.split()),
            gate_logit=gate,
        )
        nearest = [spans[i] if spans else None for i in by_part.argmax(axis=1).tolist()]
        return Pairs(text=text, positions=positions, features=features, exact=exact, parts=tuple(nearest))

    def _of_sentence(self, pairs: "Pairs", threshold: float) -> list[Candidate]:
        """The candidates from this confidence on, surest first, ties by URI."""
        confidences = self.scorer.probability(pairs.features)
        found = [
            self._candidate(pairs, row, float(confidences[row]))
            for row in np.flatnonzero(confidences >= threshold).tolist()
        ]
        found += (c for c in self._products(pairs.text, pairs.exact.values()) if c.confidence >= threshold)
        return sorted(found, key=lambda candidate: (-candidate.confidence, candidate.uri))

    def _candidate(self, pairs: "Pairs", row: int, confidence: float) -> Candidate:
        position = int(pairs.positions[row])
        lanes = pairs.features[row]
        return Candidate(
            uri=ConceptUri(self.concepts.ids[position]),
            confidence=confidence,
            cosine=float(lanes[COSINE]),
            part_cosine=float(lanes[PART_COSINE]),
            bm25=float(lanes[BM25]),
            coverage=float(lanes[COVERAGE]),
            exact=pairs.exact[position].span if position in pairs.exact else None,
            part=pairs.parts[row],
        )

    def _products(self, text: str, skills: Iterable[ExactLabel]) -> list[Candidate]:
        """Product names in the text that are no part of a skill's name found there."""
        taken = [found.span for found in skills]
        return [
            Candidate(
                uri=self.products.uris[found.position],
                confidence=self.policy.product_confidence,
                exact=found.span,
            )
            for found in self.products.names.exact(text)
            if self._is_name(found, text) and not any(_overlap(found.span, span) for span in taken)
        ]

    def _is_name(self, found: ExactLabel, text: str) -> bool:
        """The name letter by letter; a word that skills use too must be capitalised where nothing else asks for it.

        A name with capitals inside ("SciPy") is no ordinary word in small letters either. An item that is nothing but
        the name is the name, although it opens with it.
        """
        words = found.span.of(text)
        if found.label != words and not (_CAPITALS_INSIDE.search(found.label) and found.label.lower() == words.lower()):
            return False
        stems = [token.stem for token in self.products.names.tokenize(found.label)]
        ordinary = all(stem in self.labels.vocabulary for stem in stems)
        opens = not text[: found.span.start].strip(_AROUND) and text[found.span.end :].strip(_AROUND)
        return not ordinary or (any(c.isupper() for c in found.label) and not (opens and len(stems) == 1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """One sentence against its candidates."""

    text: str
    positions: npt.NDArray[np.intp]
    features: Features
    exact: Mapping[int, ExactLabel]
    parts: tuple[Span | None, ...]
    """For each position the nearest part of the sentence."""


_Reads: TypeAlias = tuple[str, tuple[tuple[int, int], ...]]


def _reads(sentence: Sentence) -> _Reads:
    """All that the linker sees of a sentence: its words and where its parts lie."""
    start = sentence.span.start
    return sentence.text, tuple((chunk.start - start, chunk.end - start) for chunk in sentence.chunks)


_AROUND = " \"'(*•-).,;:"
_CAPITALS_INSIDE = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]")


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def mention_of(candidate: Candidate, sentence: Sentence) -> Mention:
    """The words the link rests on: the label itself, else the nearest part, else the whole sentence."""
    inner = candidate.exact or candidate.part or Span(0, len(sentence.text))
    span = Span(sentence.span.start + inner.start, sentence.span.start + inner.end)
    return Mention(span, inner.of(sentence.text), sentence)
