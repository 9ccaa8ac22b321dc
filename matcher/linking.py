"""Sentence -> candidates with a probability each -> the links that are sure enough, or NIL.

Several lanes see the sentence: cosine between its vector and each preferred label, the label's attention to its
tokens and theirs to the label's, the words it shares with any label, and annotated sentences that it is like. A
fitted scorer joins them to a probability.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matcher.attention import LabelTokens, attended, focus
from matcher.by_name import NamingPolicy, Scored, rows_by_name
from matcher.concepts import ConceptUri
from matcher.features import FEATURE_NAMES, Features, lane_features
from matcher.gate import Gate, asking
from matcher.index import VectorIndex
from matcher.languages import renamed
from matcher.lexical import ExactLabel, LabelIndex, Token
from matcher.logistic import Probabilities, Scorer
from matcher.memory import Memory, Recalled
from matcher.mentions import Mention, Sentence, Span, whole
from matcher.own_terms import NO_OWN_TERMS, OWN_CONFIDENCE, Named, OwnTerms
from matcher.products import FoundName, Products
from matcher.progress import Progress, untold
from matcher.recent import Recent
from matcher.reserved import Reserved
from matcher.sparing import Sparing, names_something
from matcher.unknown import unknown_names
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
    demanded_share: float = 0.6
    """Of `min_confidence`, where a caller gives none: from there on a text that asks for something beyond doubt is
    linked to what no surer link rests on the words of. In the annotated ads (in sample) 14 of 26 such are right, as of
    those just above it."""
    max_links: int = 8
    """At most this many concepts from one sentence."""
    product_confidence: float = 0.6
    """At least, of a technology found by its name: no labelled data names products, so this is set by hand."""

    naming: NamingPolicy = field(default_factory=NamingPolicy)
    """Of what a text that asks beyond doubt asks for by name."""

    @property
    def named_from(self) -> float:
        """Confidence, at least, of what a text that asks beyond doubt asks for by name."""
        return self.min_confidence * self.naming.share

    @property
    def demanded_from(self) -> float:
        """Confidence from which a text that asks beyond doubt is linked."""
        return self.min_confidence * self.demanded_share


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
    unknown: tuple[Span, ...] = ()
    """Names that it asks for and that mean no concept, within the ad."""


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
    own: OwnTerms = NO_OWN_TERMS
    sparing: Sparing | None = None
    """Without it everything is looked at."""
    reserved: Reserved = field(default_factory=Reserved)
    recent: "MutableMapping[tuple[str, float | None, bool | None], _Read]" = field(default_factory=lambda: Recent(0))
    """What was read lately, by text, the threshold that was asked for and whether it demands.

    By default nothing is kept: what people paste is theirs."""

    def goes_by_name(self, skill: ConceptUri) -> bool:
        """Whether it is a technology or a language."""
        return skill in self.reserved.languages or skill in self._technologies

    @cached_property
    def _technologies(self) -> frozenset[ConceptUri]:
        return frozenset(named.uri for named in self.products.names)

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

    def read(
        self,
        sentences: Sequence[Sentence],
        min_confidence: float | None = None,
        demanding: Mapping[str, bool] = MappingProxyType({}),
        told: Progress = untold,
    ) -> list[Found]:
        """What each sentence is linked to, and whether it asks for anything; equal sentences are read once.

        `demanding` are the texts under headings that ask, and whether their own words ask for something beyond doubt:
        these are spared more rarely, and linked from a little lower on, but never below a `min_confidence` that is
        given.
        """
        keys = {sentence.text: (sentence.text, min_confidence, demanding.get(sentence.text)) for sentence in sentences}
        known = {text: self.recent[key] for text, key in keys.items() if key in self.recent}
        times = Counter(sentence.text for sentence in sentences)
        done = sum(times[text] for text in known)
        for text, read in self._read([text for text in keys if text not in known], min_confidence, demanding):
            known[text] = read
            self.recent[keys[text]] = read
            done += times[text]
            told(done, len(sentences))
        return [self._found(*known[sentence.text], sentence) for sentence in sentences]

    def _found(self, sure: Sequence[Candidate], asks: float, sentence: Sentence) -> Found:
        links = tuple(Link(mention_of(candidate, sentence), candidate) for candidate in sure)
        vocabularies = (self.labels.vocabulary, self.products.index.vocabulary)
        rests = [candidate.words for candidate in sure if candidate.words]
        names = unknown_names(sentence.text, rests, vocabularies, self.labels.tokenize)
        start = sentence.span.start
        return Found(links, asks, tuple(Span(start + name.start, start + name.end) for name in names))

    def _read(
        self, texts: Sequence[str], min_confidence: float | None, demanding: Mapping[str, bool]
    ) -> Iterator[tuple[str, "_Read"]]:
        """Each text with its sure candidates and the probability that it asks; what surely doesn't is not encoded."""
        threshold = self.policy.min_confidence if min_confidence is None else min_confidence
        spared = self.spared(texts, demanding)
        yield from ((text, ((), asks)) for text, asks in spared.items())
        worth = [text for text in texts if text not in spared]
        for text, pairs in zip(worth, self.pairs([whole(text) for text in worth]), strict=True):
            scores = self.scorer.probability(pairs.features)
            if text in demanding:
                scores = self._at_least_as_named(pairs, scores)
            least = threshold if min_confidence is not None else self._least(demanding.get(text))
            sure = _apart(self._surest(pairs, scores, least), threshold)
            yield text, (tuple(sure[: self.policy.max_links]), asking(pairs.gate))

    def spared(self, texts: Sequence[str], demanding: Mapping[str, bool] = MappingProxyType({})) -> Mapping[str, float]:
        """Those of which nothing would come, with the probability by their words that they ask."""
        if self.sparing is None:
            return {}
        worth_it = (text for text in texts if self._is_worth_a_look(self.sparing, text, text in demanding))
        looked_at = frozenset(worth_it)
        spared = [text for text in texts if text not in looked_at]
        return {text: asking(own) for text, own in zip(spared, self.gate.logits_by_words(spared).tolist(), strict=True)}

    def _is_worth_a_look(self, sparing: Sparing, text: str, demands: bool) -> bool:
        if not sparing.spares(text, demands=demands):
            return True
        return bool(self.own.named(text)) or names_something(text, self.labels)

    def _least(self, demanded: bool | None) -> float:
        """The confidence from which a text is linked; `demanded` as in `read`."""
        if demanded is None:
            return self.policy.min_confidence
        return self.policy.demanded_from if demanded else self.policy.named_from

    def _at_least_as_named(self, pairs: "Pairs", confidences: Probabilities) -> Probabilities:
        """The confidences, raised for what a text that asks beyond doubt asks for by name."""
        positions = pairs.positions.tolist()
        scored = Scored(tokens=pairs.tokens, positions=positions, confidences=confidences.tolist(), exact=pairs.exact)
        named = [*rows_by_name(pairs.text, scored, self.labels, self.policy.naming), *self._languages(pairs)]
        raised = confidences.copy()
        raised[named] = np.maximum(raised[named], self.policy.named_from)
        return raised

    def _languages(self, pairs: "Pairs") -> list[int]:
        """The rows of the languages that the text names; whether it speaks of them as such is judged elsewhere."""
        named = [position for position in pairs.exact if self.concepts.ids[position] in self.reserved.languages]
        return np.searchsorted(pairs.positions, named).tolist() if named else []

    def heard(self, text: str) -> str:
        """The text at equal length without the operator's stop-terms."""
        return self.own.heard(text, self._known_names)

    def _known_names(self, text: str) -> Iterator[Span]:
        """Where labels and technologies stand."""
        tokens = self.labels.tokenize(text)
        yield from (label.span for label in self.labels.exact(text, tokens=tokens))
        yield from (found.span for found in self.products.found(text, tokens))

    def pairs(self, sentences: Sequence[Sentence], wanted: Sequence[int] = ()) -> Iterator["Pairs"]:
        """The lanes of each sentence over its candidates, a few sentences at a time; the training reads the same."""
        for start in range(0, len(sentences), SENTENCES_AT_ONCE):
            given = [sentence.text for sentence in sentences[start : start + SENTENCES_AT_ONCE]]
            texts = [self.heard(text) for text in given]
            vectors = self.encoder.encode_tokens(texts)
            rows = np.concatenate([vector.whole for vector in vectors])
            dense = self.concepts.nearest_positions(rows, self.policy.dense_candidates)
            known = [self.memory.recalled(vector.whole[0]) for vector in vectors]
            gates = self.gate.logits(texts, rows, [recalled.asking for recalled in known])
            for text, vector, near, recalled, gate in zip(texts, vectors, dense, known, gates.tolist(), strict=True):
                yield self._lanes(text, vector, [*near.tolist(), *wanted], recalled, gate)

    def _lanes(self, text: str, vector: TextVectors, near: Sequence[int], recalled: Recalled, gate: float) -> "Pairs":
        tokens = self.labels.tokenize(text)
        bm25, coverage = self.labels.scores(text, tokens)
        exact = {found.position: found for found in self.labels.exact(text, tokens=tokens)}
        lexical = np.argpartition(-coverage - 1e-3 * bm25, min(self.policy.lexical_candidates, len(bm25) - 1))
        best = lexical[: self.policy.lexical_candidates]
        shared = best[bm25[best] > 0].tolist()
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
            text=text,
            tokens=tokens,
            vectors=vector,
            positions=positions,
            features=features,
            exact=exact,
            alike=recalled.asking,
        )

    def _surest(self, pairs: "Pairs", confidences: Probabilities, threshold: float) -> list[Candidate]:
        """The candidates from this confidence on, surest first, ties by URI."""
        named = self.products.found(pairs.text, pairs.tokens)
        sure = [
            self._candidate(pairs, row, float(confidences[row]))
            for row in np.flatnonzero(confidences >= threshold).tolist()
        ]
        found = [*self._meant(pairs.text, sure, named), *self._named(pairs, confidences, named)]
        longer = [*(label.span for label in pairs.exact.values()), *(product.span for product in named)]
        own = self.own.named(pairs.text, longer)
        kept = (
            candidate
            for candidate in (*with_named(found, own), *self._renamed(pairs.text))
            if candidate.confidence >= threshold
        )
        return sorted(kept, key=lambda candidate: (-candidate.confidence, candidate.uri))

    def _meant(self, text: str, sure: Sequence[Candidate], named: Sequence[FoundName]) -> Iterator[Candidate]:
        """Those that nothing speaks against: technologies not named, concepts not spoken of, what rests on a name."""
        products = {found.named.uri for found in named}
        allowed = self.reserved.allowed(text)
        for candidate in sure:
            if candidate.uri in products or candidate.uri in self.products.named_only:
                continue
            if allowed(candidate.uri) and not (
                candidate.exact is None and any(_within(candidate.words, found.span) for found in named)
            ):
                yield candidate

    def _renamed(self, text: str) -> Iterator[Candidate]:
        """The languages that the text calls by another name than their concept has."""
        for language, span in {language: span for span, language in renamed(text)}.items():
            stems = tuple(token.stem for token in self.labels.tokenize(language))
            for position, _ in self.labels.names.get(stems, ()):
                uri = ConceptUri(self.concepts.ids[position])
                if uri in self.reserved.languages:
                    yield Candidate(uri=uri, confidence=self.policy.product_confidence, exact=span, words=span)

    def _named(self, pairs: "Pairs", confidences: Probabilities, named: Sequence[FoundName]) -> Iterator[Candidate]:
        """The technologies named in the text, but where the name is part of a longer label of another skill."""
        labels = [(position, label.span) for position, label in pairs.exact.items()]
        rows = {self.concepts.ids[position]: row for row, position in enumerate(pairs.positions.tolist())}
        confidence = self.policy.product_confidence
        meant = (found for found in named if not self._part_of_another(found, labels))
        for found in {found.named.uri: found for found in reversed([*meant])}.values():
            row = rows.get(found.named.uri)
            if row is None:
                yield Candidate(uri=found.named.uri, confidence=confidence, exact=found.span, words=found.span)
            else:
                scored = self._candidate(pairs, row, max(float(confidences[row]), confidence))
                yield replace(scored, exact=found.span, words=found.span)

    def _part_of_another(self, found: FoundName, labels: Iterable[tuple[int, Span]]) -> bool:
        own = self.positions.get(found.named.uri)
        return any(_within(found.span, span) and found.span != span and at != own for at, span in labels)

    def _candidate(self, pairs: "Pairs", row: int, confidence: float) -> Candidate:
        position = int(pairs.positions[row])
        exact = self._own_label(pairs, position) if position in pairs.exact else None
        return Candidate(
            uri=ConceptUri(self.concepts.ids[position]),
            confidence=confidence,
            lanes={name: float(pairs.features[row, i]) for name, i in zip(SHOWN_LANES, _SHOWN, strict=True)},
            exact=exact,
            words=exact or (self._words(pairs, position) if confidence >= WORDS_FROM else None),
        )

    def _own_label(self, pairs: "Pairs", position: int) -> Span | None:
        """The label found in full; None where another concept has it too, and this one's own name stands elsewhere."""
        span = pairs.exact[position].span
        if sum(found.span == span for found in pairs.exact.values()) == 1:
            return span
        shared = self.labels.shared_run(pairs.tokens, position)
        return span if shared is None or _overlap(span, shared) else None

    def _words(self, pairs: "Pairs", position: int) -> Span | None:
        """What the preferred label attends to; where the words that it shares with the text stand apart, those."""
        attended_to = focus(pairs.text, pairs.vectors, self.concepts.vectors([position])[0])
        shared = self.labels.shared_run(pairs.tokens, position)
        if attended_to is None or shared is None or _overlap(attended_to, shared):
            return attended_to
        return shared


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """One sentence against its candidates."""

    text: str
    tokens: Sequence[Token]
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


def _apart(candidates: Sequence[Candidate], threshold: float) -> list[Candidate]:
    """Those from the threshold on, and of the others, surest first, those whose words no former one rests on."""
    kept: list[Candidate] = []
    for candidate in candidates:
        words = candidate.words
        alone = words and not any(other.words and _overlap(words, other.words) for other in kept)
        if candidate.confidence >= threshold or alone:
            kept.append(candidate)
    return kept


def with_named(found: Sequence[Candidate], named: Sequence[Named]) -> list[Candidate]:
    """The candidates with those that the operator's names mean; what is only guessed from such a name gives way."""
    scored = {candidate.uri: candidate for candidate in found}
    meant = {name.concept: name.span for name in reversed(named) if name.concept is not None}
    own = [_meant(uri, span, scored.get(uri)) for uri, span in meant.items()]
    return own + [c for c in found if c.uri not in meant and not any(_gives_way(c, name.span) for name in named)]


def _meant(uri: ConceptUri, span: Span, scored: Candidate | None) -> Candidate:
    if scored is None:
        return Candidate(uri=uri, confidence=OWN_CONFIDENCE, exact=span, words=span)
    return replace(scored, confidence=max(scored.confidence, OWN_CONFIDENCE), exact=span, words=span)


def _gives_way(candidate: Candidate, name: Span) -> bool:
    """Whether all that speaks for it is that name, or words of it; a shorter name inside still counts."""
    if candidate.exact is not None:
        return candidate.exact == name
    return candidate.words is not None and name.start <= candidate.words.start and candidate.words.end <= name.end


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _within(inner: Span | None, outer: Span) -> bool:
    return inner is not None and outer.start <= inner.start and inner.end <= outer.end


def mention_of(candidate: Candidate, sentence: Sentence) -> Mention:
    """The words the link rests on: the label itself, else those it attends to, else the whole sentence."""
    inner = candidate.exact or candidate.words or Span(0, len(sentence.text))
    span = Span(sentence.span.start + inner.start, sentence.span.start + inner.end)
    return Mention(span, inner.of(sentence.text), sentence)


_Read: TypeAlias = tuple[tuple[Candidate, ...], float]
"""The sure candidates of a text, and the probability that it asks for a skill."""
