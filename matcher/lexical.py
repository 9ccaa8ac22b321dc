"""The lexical lane: BM25 and coverage over every label, and exact labels found word by word.

Each label is a document of its own and a concept takes the best of its labels: one precise alternative label
must not be diluted by twenty others.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_matrix, csr_matrix

from matcher.mentions import Span

Scores: TypeAlias = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Token:
    stem: str
    span: Span


Tokenizer: TypeAlias = Callable[[str], list[Token]]
"""Content words only: stop words are left out."""
Same: TypeAlias = Callable[[str, str], bool]
"""Whether a label and words of a text are the same name."""

K1 = 1.2
B = 0.75
"""BM25's saturation and length normalisation at their customary values (Robertson & Zaragoza 2009)."""
MAX_LABEL_WORDS = 8
SHORT_NAME = 3
"""Names up to this many characters ("R", "SAP", "Go") count only in the same case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactLabel:
    """A label found in full, its words side by side."""

    position: int
    label: str
    span: Span


@dataclass(frozen=True, kw_only=True, eq=False)
class LabelIndex:
    """Every label of every concept; positions are those of the concepts it was built from."""

    tokenize: Tokenizer
    vocabulary: Mapping[str, int]
    first_label: npt.NDArray[np.intp]
    """For each concept the first of its label rows."""
    bm25: csc_matrix
    """(labels, terms): what a term adds to a label's BM25 score."""
    share: csc_matrix
    """(labels, terms): the term's part of the label's summed idf; each row sums to one. Laid out as `bm25` is."""
    names: Mapping[tuple[str, ...], tuple[tuple[int, str], ...]]
    """Stems of a label -> (position, label)."""

    def scores(self, text: str, tokens: Sequence[Token] | None = None) -> tuple[Scores, Scores]:
        """BM25 (0 and up) and coverage (0 to 1: how much of the best label stands in the text) per concept.

        `tokens` are those of the text, where they are at hand.
        """
        found = self.tokenize(text) if tokens is None else tokens
        terms = sorted({self.vocabulary[token.stem] for token in found if token.stem in self.vocabulary})
        bm25, coverage = (np.zeros(len(self.first_label), dtype=np.float32) for _ in range(2))
        if terms and len(bm25):
            self._fill(bm25, coverage, [slice(*self.bm25.indptr[term : term + 2]) for term in terms])
        return bm25, coverage

    def _fill(self, bm25: Scores, coverage: Scores, stretches: Sequence[slice]) -> None:
        """Give each concept that has one of these terms, a stretch of the matrices each, its best label's sums."""
        labels = np.concatenate([self.bm25.indices[stretch] for stretch in stretches])
        touched, place = np.unique(labels, return_inverse=True)
        owners = self._owners[touched]
        first = np.flatnonzero(np.diff(owners, prepend=-1))
        for best, weights in ((bm25, self.bm25), (coverage, self.share)):
            sums = np.bincount(place, weights=np.concatenate([weights.data[stretch] for stretch in stretches]))
            best[owners[first]] = np.maximum.reduceat(sums, first)

    @cached_property
    def _owners(self) -> npt.NDArray[np.intp]:
        """(labels,): the concept of each label row."""
        sizes = np.diff(np.append(self.first_label, self.bm25.shape[0]))
        return np.repeat(np.arange(len(self.first_label)), sizes)

    @cached_property
    def _widths(self) -> Mapping[str, tuple[int, ...]]:
        """First stem of a label -> how many stems such labels have, widest first."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for stems in self.names:
            found[stems[0]].add(len(stems))
        return {stem: tuple(sorted(widths, reverse=True)) for stem, widths in found.items()}

    @cached_property
    def _first_terms(self) -> csr_matrix:
        """(concepts, terms): of the first label of each concept, which is its preferred one."""
        return csr_matrix(self.share)[self.first_label]

    def holds(self, position: int, stem: str) -> bool:
        """Whether a concept's preferred label has a word of this stem."""
        terms = self._first_terms
        return self.vocabulary.get(stem, -1) in terms.indices[terms.indptr[position] : terms.indptr[position + 1]]

    def having(self, stem: str) -> list[int]:
        """The concepts that have a label with a word of this stem, in order."""
        term = self.vocabulary.get(stem)
        if term is None:
            return []
        labels = self.bm25.indices[self.bm25.indptr[term] : self.bm25.indptr[term + 1]]
        found: list[int] = np.unique(self._owners[labels]).tolist()
        return found

    def users(self, stem: str) -> int:
        """How many concepts have a label with a word of this stem."""
        term = self.vocabulary.get(stem)
        return 0 if term is None else int(self._users[term])

    @cached_property
    def _users(self) -> npt.NDArray[np.intp]:
        """(terms,)"""
        terms = np.repeat(np.arange(self.bm25.shape[1]), np.diff(self.bm25.indptr))
        pairs = np.unique(terms * len(self.first_label) + self._owners[self.bm25.indices])
        return np.bincount(pairs // len(self.first_label), minlength=self.bm25.shape[1])

    def says_no_more(self, position: int, stems: Iterable[str], besides: frozenset[str]) -> bool:
        """Whether a concept's preferred label is made of these stems, all of them, and of others of `besides` only."""
        terms = self._first_terms
        own = set(terms.indices[terms.indptr[position] : terms.indptr[position + 1]].tolist())
        named = {self.vocabulary.get(stem, -1) for stem in stems}
        return named <= own and own - named <= {self.vocabulary[stem] for stem in besides if stem in self.vocabulary}

    def shared_run(self, tokens: Sequence[Token], position: int) -> Span | None:
        """Where a text shares most with a concept's preferred label: neighbouring words, by the label's own weights."""
        terms, first = self._first_terms, int(self._first_terms.indptr[position])
        last = int(terms.indptr[position + 1])
        weights = dict(zip(terms.indices[first:last].tolist(), terms.data[first:last].tolist(), strict=True))
        best, most = None, 0.0
        start, run = 0, 0.0
        for place, token in enumerate(tokens):
            weight = weights.get(self.vocabulary.get(token.stem, -1), 0.0)
            start, run = (start, run + weight) if weight and run else (place, weight)
            if run > most:
                best, most = Span(tokens[start].span.start, token.span.end), run
        return best

    def exact(self, text: str, same: Same | None = None, tokens: Sequence[Token] | None = None) -> list[ExactLabel]:
        """Labels that stand in the text in full, longest first at each place, inner ones left out.

        `same` says whether a label and the words of the text are the same name; by default only short names are
        compared letter by letter.
        """
        tokens = self.tokenize(text) if tokens is None else tokens
        stems = tuple(token.stem for token in tokens)
        found: list[ExactLabel] = []
        start = 0
        while start < len(tokens):
            hits: list[ExactLabel] = []
            for width in self._widths.get(stems[start], ()):
                named = self.names.get(stems[start : start + width])
                if named and start + width <= len(tokens):
                    hits = _hits(text, Span(tokens[start].span.start, tokens[start + width - 1].span.end), named, same)
                if hits:
                    start += width - 1
                    break
            found += hits
            start += 1
        return found


def _hits(text: str, span: Span, named: Sequence[tuple[int, str]], same: Same | None) -> list[ExactLabel]:
    """Those of the labels that the words mean; no name goes on over a comma or a line's end."""
    surface = span.of(text)
    if "\n" in surface or "," in surface or ";" in surface:
        return []
    is_same = same or _same_name
    return [ExactLabel(position=p, label=label, span=span) for p, label in named if is_same(label, surface)]


def _same_name(label: str, surface: str) -> bool:
    """Short names are compared letter by letter ("R", "GIS")."""
    if len(label) <= SHORT_NAME:
        return label == surface
    return True


def build_label_index(labels: Sequence[Sequence[str]], tokenize: Tokenizer) -> LabelIndex:
    """Index the labels of each concept (at least one each); the order of concepts fixes the positions."""
    documents = [[token.stem for token in tokenize(label)] for own in labels for label in own]
    sizes = [len(own) for own in labels]
    vocabulary: dict[str, int] = {}
    for document in documents:
        for stem in document:
            vocabulary.setdefault(stem, len(vocabulary))
    owners = np.repeat(np.arange(len(labels)), sizes)
    idf = _idf(documents, owners, vocabulary, len(labels))
    return LabelIndex(
        tokenize=tokenize,
        vocabulary=vocabulary,
        first_label=np.cumsum([0, *sizes], dtype=np.intp)[:-1],
        bm25=_bm25(documents, vocabulary, idf),
        share=_share(documents, vocabulary, idf),
        names=_names(labels, documents),
    )


def _idf(
    documents: Sequence[Sequence[str]],
    owners: npt.NDArray[np.intp],
    vocabulary: Mapping[str, int],
    concepts: int,
) -> Scores:
    """log(1 + (N - n + 0.5) / (n + 0.5)), with n the concepts (not labels) that use the term."""
    users: defaultdict[int, set[int]] = defaultdict(set)
    for document, owner in zip(documents, owners, strict=True):
        for stem in document:
            users[vocabulary[stem]].add(int(owner))
    counts = (len(users[i]) for i in range(len(vocabulary)))
    return np.array([math.log(1 + (concepts - n + 0.5) / (n + 0.5)) for n in counts], dtype=np.float32)


def _bm25(documents: Sequence[Sequence[str]], vocabulary: Mapping[str, int], idf: Scores) -> csc_matrix:
    mean_length = sum(map(len, documents)) / max(len(documents), 1)
    cells: list[tuple[int, int, float]] = []
    for row, document in enumerate(documents):
        norm = K1 * (1 - B + B * len(document) / mean_length)
        for stem, count in Counter(document).items():
            term = vocabulary[stem]
            cells.append((row, term, float(idf[term]) * count * (K1 + 1) / (count + norm)))
    return _matrix(cells, len(documents), len(vocabulary))


def _share(documents: Sequence[Sequence[str]], vocabulary: Mapping[str, int], idf: Scores) -> csc_matrix:
    cells: list[tuple[int, int, float]] = []
    for row, document in enumerate(documents):
        terms = sorted({vocabulary[stem] for stem in document})
        total = float(sum(idf[term] for term in terms))
        cells.extend((row, term, float(idf[term]) / total) for term in terms)
    return _matrix(cells, len(documents), len(vocabulary))


def _matrix(cells: Sequence[tuple[int, int, float]], rows: int, columns: int) -> csc_matrix:
    row, column, value = zip(*cells, strict=True) if cells else ((), (), ())
    return csc_matrix((np.array(value, dtype=np.float32), (row, column)), shape=(rows, columns))


def _names(
    labels: Sequence[Sequence[str]], documents: Sequence[Sequence[str]]
) -> dict[tuple[str, ...], tuple[tuple[int, str], ...]]:
    names: defaultdict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    flat = ((position, label) for position, own in enumerate(labels) for label in own)
    for (position, label), stems in zip(flat, documents, strict=True):
        known = {p for p, _ in names[tuple(stems)]} if stems else set()
        if stems and len(stems) <= MAX_LABEL_WORDS and position not in known:
            names[tuple(stems)].append((position, label))
    return {stems: tuple(named) for stems, named in names.items()}
