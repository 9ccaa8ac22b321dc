"""Fit what tells that a passage asks, on labelled sentences of real ads; folds are whole ads."""

import datetime
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from matcher.asking import Asking, features
from matcher.evaluation import binary_agreement
from matcher.gate import asking
from matcher.linking import Linker
from matcher.logistic import Logistic
from matcher.mentions import SentenceSplitter, Span
from matcher.passages import Passage
from matcher.reading import AdReader, demanding
from models.training.data import read_labelled_ads
from models.training.folds import measured_ads, sentences_of_ads
from models.training.gate import Rows, Truth
from models.training.labelled import IMPORTANCE, LABELS, NONE, WINDOWS, read_labelled
from models.training.linked_by_hand import read_linked
from models.training.seeing import Blind, memories_of_others

C = 0.03
ANNOTATED = "skillxl_dev_a"
ANNOTATED_WEIGHT = 0.2
"""Of a sentence there: it asks if it names a skill, which is near to what is meant here and not the same."""
FOLDS = 10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Samples:
    rows: Rows
    asks: Truth
    ads: npt.NDArray[np.str_]
    weights: Rows


def fit_asking(splitter: SentenceSplitter, linker: Linker, blind: Blind) -> tuple[Asking, dict[str, Any]]:
    """The fit on all, and a record with the figures of one that saw no sentence of the same ad.

    `blind`: what `linker` is, by encoders that have not seen the annotated ads which they read.
    """
    reader = AdReader(splitter=splitter, linker=linker)
    known = _samples(lambda _: reader, _labelled())
    annotated = _samples(_forgetting(reader, blind), _annotated(), ANNOTATED_WEIGHT)
    seen = np.zeros(len(known.rows))
    fold = np.array([int(hashlib.sha256(ad.encode()).hexdigest(), 16) % FOLDS for ad in known.ads])
    for held in range(FOLDS):
        rest = fold != held
        seen[~rest] = _fit(known, annotated, rest).probability(known.rows[~rest])
    agreed = binary_agreement((seen >= 0.5).tolist(), known.asks.tolist())
    record = {
        "command": "make train",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "labels_sha256": {name: _sha256(name) for name in (IMPORTANCE, WINDOWS)},
        "also fitted on": {ANNOTATED: len(annotated.rows), "weight": ANNOTATED_WEIGHT},
        "figures": {
            "passages": len(known.rows),
            "accuracy, other ads": round(float(np.mean((seen >= 0.5) == known.asks)), 4),
            "F1 of asking, other ads": round(agreed.f1, 4),
        },
    }
    return Asking(_fit(known, annotated, np.ones(len(known.rows), dtype=bool))), record


def _fit(known: _Samples, annotated: _Samples, chosen: Truth) -> Logistic:
    rows = np.vstack([known.rows[chosen], annotated.rows])
    asks = np.concatenate([known.asks[chosen], annotated.asks])
    weights = np.concatenate([known.weights[chosen], annotated.weights])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    fitted = LogisticRegression(C=C, max_iter=2000).fit((rows - mean) / scale, asks, sample_weight=weights)
    return Logistic(mean=mean, scale=scale, weights=fitted.coef_[0], bias=float(fitted.intercept_[0]))


def _labelled() -> Iterator[tuple[str, str, list[tuple[Span, bool]]]]:
    """Ad, its text, and the labelled sentences in it; those that are kept for judging are left out.

    So are those that another posting holds which we linked: the linker that reads them here remembers them.
    """
    remembered = frozenset(sentence.text for sentence in read_linked())
    for name in (IMPORTANCE, WINDOWS):
        for row in read_labelled(name):
            if not row.held_out and row.span.of(row.ad.text) not in remembered:
                yield f"{row.ad.source} {row.ad.id}", row.ad.text, [(row.span, row.label != NONE)]


def _annotated() -> Iterator[tuple[str, str, list[tuple[Span, bool]]]]:
    for ad in read_labelled_ads(ANNOTATED):
        text, known = "", []
        for words, clusters in zip(ad.sentences, ad.clusters, strict=True):
            known.append((Span(len(text), len(text) + len(words)), bool(clusters)))
            text += f"{words}\n"
        yield ad.id, text, known


def _forgetting(reader: AdReader, blind: Blind) -> Callable[[str], AdReader]:
    """Ad -> a reader that has seen nothing of it."""
    others = {ad: (linker, rest) for ad, linker, rest in memories_of_others(sentences_of_ads(), blind, measured_ads())}

    def of(ad: str) -> AdReader:
        linker, rest = others[ad]
        return replace(reader, linker=replace(linker, memory=rest.memory(linker.concepts.ids, {})))

    return of


def _samples(
    reader_of: Callable[[str], AdReader],
    labelled: Iterator[tuple[str, str, list[tuple[Span, bool]]]],
    weight: float = 1.0,
) -> _Samples:
    """A row for each passage of a labelled sentence whose section and stance let it ask."""
    read: dict[str, tuple[Sequence[Passage], Rows]] = {}
    found: list[tuple[npt.NDArray[np.float64], bool, str]] = []
    for ad, text, known in labelled:
        if ad not in read:
            judged = _judged(reader_of(ad), text)
            read[ad] = judged, features(judged, text)
        passages, rows = read[ad]
        for span, asks in known:
            own = [i for i, passage in enumerate(passages) if passage.asks and _overlap(passage.sentence.span, span)]
            found.extend((rows[i], asks, ad) for i in own)
    return _Samples(
        rows=np.array([row for row, _, _ in found]),
        asks=np.array([asks for _, asks, _ in found]),
        ads=np.array([ad for _, _, ad in found]),
        weights=np.full(len(found), weight),
    )


def _judged(reader: AdReader, text: str) -> list[Passage]:
    """The passages with what the gate says of those that may ask; nothing is linked."""
    passages = reader.passages(text)
    gate = reader.linker.gate
    places = [place for place, passage in enumerate(passages) if passage.asks]
    texts = [passages[place].sentence.text for place in places]
    if not texts:
        return passages
    spared = reader.linker.spared(texts, demanding(passages))
    vectors = reader.linker.encoder.encode(texts)
    alike = [reader.linker.memory.recalled(vector).asking for vector in vectors]
    logits = gate.logits(texts, vectors, alike).tolist()
    for place, own, logit in zip(places, texts, logits, strict=True):
        passages[place] = replace(passages[place], likely=spared.get(own, asking(logit)))
    return passages


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _sha256(name: str) -> str:
    return hashlib.sha256((LABELS / f"{name}.jsonl").read_bytes()).hexdigest()
