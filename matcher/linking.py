"""Sentence -> candidates with a probability each -> the links that are sure enough, or NIL.

Several lanes see the sentence: cosine between its vector and each preferred label, the label's attention to its
tokens and theirs to the label's, the words it shares with any label, and annotated sentences that it is like. A
fitted scorer joins them to a probability.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matcher.attention import LabelTokens, attended, focus
from matcher.concepts import ConceptUri
from matcher.features import FEATURE_NAMES, Features, lane_features
from matcher.gate import Gate, asking
from matcher.index import VectorIndex
from matcher.lexical import ExactLabel, LabelIndex
from matcher.logistic import Probabilities, Scorer
from matcher.memory import Memory, Recalled
from matcher.mentions import Mention, Sentence, Span, whole
from matcher.recent import Recent
from matcher.vectors import TextVectors, TokenEncoder

SENTENCES_AT_ONCE = 64
"""Held with all their lanes in memory."""
WORDS_FROM = 0.05
"""Confidence from which the words of a candidate are looked for."""
SHOWN_LANES = ("sentence_cosine", "attended_cosine", "label_found", "bm25", "coverage", "recalled")
_SHOWN = tuple(FEATURE_NAMES.index(name) for name in SHOWN_LANES)
_GATE = FEATURE_NAMES.index("gate_logit")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingPolicy:
    """Chosen by hand from the held-out table that `make train` records: a little recall given up for precision."""

    dense_candidates: int = 100
    lexical_candidates: int = 50
    min_confidence: float = 0.25
    """Below it a link is not shown: NIL."""
    asks_from: float = 0.4
    """Probability from which a sentence counts as asking for a skill."""
    spare_below: float = -2.4
    """Log-odds by the words alone under which a sentence is not looked at further: of those that annotators found to
    ask for something one in a hundred is lost by it, of the others every second spared (held out)."""
    max_links: int = 8
    """At most this many concepts from one sentence."""
    product_confidence: float = 0.6
    """Of a product name found letter by letter: no labelled data names products, so this is set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    uri: ConceptUri
    confidence: float
    """The share of such links that annotators confirmed, as far as the calibration holds."""
    lanes: Mapping[str, float] | None = None
    """What each of SHOWN_LANES saw; None for a product name."""
    exact: Span | None = None
    """Where a label of the concept stands in the sentence in full; within the sentence."""
    words: Span | None = None
    """The words that its preferred label attends to; within the sentence, None where it is too unlikely to look."""

    @property
    def cosine(self) -> float | None:
        """Between the sentence and the preferred label."""
        return self.lanes["sentence_cosine"] if self.lanes else None


@dataclass(frozen=True, slots=True)
class Link:
    mention: Mention
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Found:
    """What a sentence was read as: an empty tuple of links is NIL."""

    links: tuple[Link, ...]
    asks: float
    """Probability that the sentence asks for a skill at all."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Products:
    """Technology concepts, found by their exact names only."""

    names: LabelIndex
    uris: tuple[ConceptUri, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Linker:
    """Scores (sentence, concept) pairs; positions are those of `concepts` in each of its collaborators."""

    encoder: TokenEncoder
    concepts: VectorIndex
    """Preferred labels of the skills; its ids are URIs."""
    label_tokens: LabelTokens
    labels: LabelIndex
    products: Products
    gate: Gate
    scorer: Scorer
    """Of pairs in an ad: the probability that annotators of whole ads would confirm the link."""
    ranker: Scorer
    """Of pairs in a sentence that stands alone: orders them."""
    memory: Memory
    policy: LinkingPolicy
    recent: "MutableMapping[tuple[str, float], _Read]" = field(default_factory=lambda: Recent(0))
    """What was read lately, by text and threshold. By default nothing is kept: what people paste is theirs."""

    @cached_property
    def positions(self) -> Mapping[str, int]:
        return {uri: position for position, uri in enumerate(self.concepts.ids)}

    def candidates(
        self, sentences: Sequence[Sentence], also: Iterable[ConceptUri] = (), min_confidence: float = 0.0
    ) -> Iterator[list[Candidate]]:
        """The candidates of each sentence, surest first, ties by URI; `also` are scored wherever they rank."""
        wanted = [self.positions[uri] for uri in also if uri in self.positions]
        return (
            self._surest(pairs, self.scorer.probability(pairs.features), min_confidence)
            for pairs in self.pairs(sentences, wanted)
        )

    def ranked(self, sentences: Sequence[Sentence]) -> Iterator[list[ConceptUri]]:
        """The candidates of each sentence by itself, best first, ties by URI; without product names."""
        for pairs in self.pairs(sentences):
            scores = self.ranker.probability(pairs.features)
            order = np.lexsort((pairs.positions, -scores))
            yield [ConceptUri(self.concepts.ids[position]) for position in pairs.positions[order].tolist()]

    def links(self, sentences: Sequence[Sentence], min_confidence: float | None = None) -> list[tuple[Link, ...]]:
        """The sure candidates of each sentence with the words they rest on; an empty tuple is NIL."""
        return [found.links for found in self.read(sentences, min_confidence)]

    def read(self, sentences: Sequence[Sentence], min_confidence: float | None = None) -> list[Found]:
        """What each sentence is linked to, and whether it asks for anything; equal sentences are read once."""
        threshold = self.policy.min_confidence if min_confidence is None else min_confidence
        texts = dict.fromkeys(sentence.text for sentence in sentences)
        known = {text: self.recent[text, threshold] for text in texts if (text, threshold) in self.recent}
        for text, read in self._read([text for text in texts if text not in known], threshold):
            known[text] = read
            self.recent[text, threshold] = read
        return [_found(*known[sentence.text], sentence) for sentence in sentences]

    def _read(self, texts: Sequence[str], threshold: float) -> Iterator[tuple[str, "_Read"]]:
        """Each text with its sure candidates and the probability that it asks; what surely doesn't is not encoded."""
        by_words = dict(zip(texts, self.gate.logits_by_words(texts).tolist(), strict=True))
        worth = [text for text in texts if by_words[text] >= self.policy.spare_below]
        spared = [text for text in texts if by_words[text] < self.policy.spare_below]
        for text, pairs in zip(worth, self.pairs([whole(text) for text in worth]), strict=True):
            sure = self._surest(pairs, self.scorer.probability(pairs.features), threshold)
            yield text, (tuple(sure[: self.policy.max_links]), asking(pairs.gate))
        yield from ((text, ((), asking(by_words[text]))) for text in spared)

    def pairs(self, sentences: Sequence[Sentence], wanted: Sequence[int] = ()) -> Iterator["Pairs"]:
        """The lanes of each sentence over its candidates, a few sentences at a time; the training reads the same."""
        for start in range(0, len(sentences), SENTENCES_AT_ONCE):
            texts = [sentence.text for sentence in sentences[start : start + SENTENCES_AT_ONCE]]
            vectors = self.encoder.encode_tokens(texts)
            rows = np.concatenate([vector.whole for vector in vectors])
            dense = self.concepts.nearest_positions(rows, self.policy.dense_candidates)
            known = [self.memory.recalled(vector.whole[0]) for vector in vectors]
            gates = self.gate.logits(texts, rows, [recalled.asking for recalled in known])
            for text, vector, near, recalled, gate in zip(texts, vectors, dense, known, gates.tolist(), strict=True):
                yield self._lanes(text, vector, [*near.tolist(), *wanted], recalled, gate)

    def _lanes(self, text: str, vector: TextVectors, near: Sequence[int], recalled: Recalled, gate: float) -> "Pairs":
        bm25, coverage = self.labels.scores(text)
        exact = {found.position: found for found in self.labels.exact(text)}
        lexical = np.argpartition(-coverage - 1e-3 * bm25, min(self.policy.lexical_candidates, len(bm25) - 1))
        shared = [p for p in lexical[: self.policy.lexical_candidates].tolist() if bm25[p] > 0]
        positions = np.array(sorted({*near, *shared, *exact, *recalled.concepts}), dtype=np.intp)
        known = self.concepts.vectors(positions.tolist())
        label_found, label_weakest = self.label_tokens.found_in(vector.tokens, positions)
        features = lane_features(
            cosine=known @ vector.whole[0],
            attended=attended(vector.tokens, known),
            label_found=label_found,
            label_weakest=label_weakest,
            bm25=bm25[positions],
            coverage=coverage[positions],
            exact=[p in exact for p in positions.tolist()],
            recalled=[recalled.concepts.get(p, 0.0) for p in positions.tolist()],
            log_named=self.memory.log_named[positions],
            log_ads=self.memory.log_ads[positions],
            words=len(text.split()),
            gate_logit=gate,
        )
        return Pairs(
            text=text, vectors=vector, positions=positions, features=features, exact=exact, alike=recalled.asking
        )

    def _surest(self, pairs: "Pairs", confidences: Probabilities, threshold: float) -> list[Candidate]:
        """The candidates from this confidence on, surest first, ties by URI."""
        found = [
            self._candidate(pairs, row, float(confidences[row]))
            for row in np.flatnonzero(confidences >= threshold).tolist()
        ]
        found += (c for c in self._products(pairs.text, pairs.exact.values()) if c.confidence >= threshold)
        return sorted(found, key=lambda candidate: (-candidate.confidence, candidate.uri))

    def _candidate(self, pairs: "Pairs", row: int, confidence: float) -> Candidate:
        position = int(pairs.positions[row])
        exact = pairs.exact[position].span if position in pairs.exact else None
        label = self.concepts.vectors([position])[0]
        return Candidate(
            uri=ConceptUri(self.concepts.ids[position]),
            confidence=confidence,
            lanes={name: float(pairs.features[row, i]) for name, i in zip(SHOWN_LANES, _SHOWN, strict=True)},
            exact=exact,
            words=exact or (focus(pairs.text, pairs.vectors, label) if confidence >= WORDS_FROM else None),
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
        """The name as it is written; a word that skills use too must be capitalised where nothing else asks for it.

        A name with capitals inside ("SciPy") is no ordinary word in small letters either. An item that is nothing but
        the name is the name, although it opens with it, and so is what a verdict follows ("Git is a given").
        """
        words = found.span.of(text)
        stems = [token.stem for token in self.products.names.tokenize(found.label)]
        ordinary = all(stem in self.labels.vocabulary for stem in stems)
        if found.label != words and not _same_but_for_case(found.label, words, text, ordinary=ordinary):
            return False
        after = text[found.span.end :]
        opens = not text[: found.span.start].strip(_AROUND) and after.strip(_AROUND) and not _VERDICT.match(after)
        return not ordinary or (any(c.isupper() for c in found.label) and not (opens and len(stems) == 1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """One sentence against its candidates."""

    text: str
    vectors: TextVectors
    positions: npt.NDArray[np.intp]
    features: Features
    exact: Mapping[int, ExactLabel]
    alike: float
    """Share of the annotated sentences like it that ask for a skill."""

    @property
    def gate(self) -> float:
        """The gate's log-odds, the same in every row."""
        return float(self.features[0, _GATE])


_AROUND = " \"'(*•-).,;:"
_CAPITALS_INSIDE = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]")
_VERDICT = re.compile(
    r",? (?:skills|experience|(?:(?:and|or|,) [^.;:]{1,60} )?(?:is |are |would be )?(?:essential|desirable|preferred|"
    r"an? (?:must|plus|given|advantage|bonus)|useful|advantageous))\b",
    re.IGNORECASE,
)
"""What only follows a name: "Docker experience", "Git is a given"."""
MIN_CASELESS = 4
"""Characters of a name that counts in the wrong case, where its line pays no heed to case."""


def _same_but_for_case(label: str, words: str, text: str, *, ordinary: bool) -> bool:
    """Whether the words are the name in another case that means nothing: "Scipy", "Jira", or a line all in capitals.

    A name that is an ordinary word counts in capitals only, and not as the whole of its line ("CHEF").
    """
    if label.lower() != words.lower():
        return False
    if _CAPITALS_INSIDE.search(label):
        return True
    if len(label) < MIN_CASELESS:
        return False
    if not ordinary:
        return words.isupper() or text.islower() or (label.isupper() and words[0].isupper())
    return words.isupper() and text.strip(_AROUND) != words


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def mention_of(candidate: Candidate, sentence: Sentence) -> Mention:
    """The words the link rests on: the label itself, else those it attends to, else the whole sentence."""
    inner = candidate.exact or candidate.words or Span(0, len(sentence.text))
    span = Span(sentence.span.start + inner.start, sentence.span.start + inner.end)
    return Mention(span, inner.of(sentence.text), sentence)


_Read: TypeAlias = tuple[tuple[Candidate, ...], float]
"""The sure candidates of a text, and the probability that it asks for a skill."""


def _found(sure: Sequence[Candidate], asks: float, sentence: Sentence) -> Found:
    return Found(tuple(Link(mention_of(candidate, sentence), candidate) for candidate in sure), asks)
