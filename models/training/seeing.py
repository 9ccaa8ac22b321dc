"""Labelled sentences as the lanes see them, by linkers whose memory and encoder saw nothing of them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matcher.concepts import ConceptUri
from matcher.features import FEATURE_NAMES
from matcher.linking import Linker, Pairs
from matcher.mentions import whole
from matcher.vectors import Vectors
from models.training.data import LabelledSentence
from models.training.folds import FOLDS, ad_of, folds_alone, folds_of_ads
from models.training.gate import Annotated, Rows, Truth
from models.weights import Remembered

GATE_COLUMN = FEATURE_NAMES.index("gate_logit")
Blind: TypeAlias = Sequence[Linker]
"""For each fold a linker whose encoder has not seen it; beside encoder and index, they are the same."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """One labelled file, seen through the lanes."""

    sentences: tuple[LabelledSentence, ...]
    vectors: Rows
    pairs: list[Pairs]
    right: list[Truth]

    @property
    def texts(self) -> list[str]:
        return [sentence.text for sentence in self.sentences]

    @property
    def asks(self) -> Truth:
        return np.array([bool(sentence.gold) for sentence in self.sentences])

    @property
    def annotated(self) -> Annotated:
        return Annotated(
            texts=self.texts,
            vectors=self.vectors,
            alike=np.array([pairs.alike for pairs in self.pairs]),
            asks=self.asks,
            groups=[ad_of(sentence) for sentence in self.sentences],
        )

    def rows(self, gates: Rows) -> list[Rows]:
        return [_with_gate(pairs.features, gate) for pairs, gate in zip(self.pairs, gates, strict=True)]

    def of(self, keep: npt.NDArray[np.intp]) -> "Sample":
        return Sample(
            sentences=tuple(self.sentences[i] for i in keep),
            vectors=self.vectors[keep],
            pairs=[self.pairs[i] for i in keep],
            right=[self.right[i] for i in keep],
        )


def seeing_alike(linker: Linker) -> Blind:
    """For an encoder that saw no annotated sentence."""
    return [linker] * FOLDS


def see(sentences: Sequence[LabelledSentence], linker: Linker) -> Sample:
    pairs = list(linker.pairs([whole(sentence.text) for sentence in sentences]))
    gold = [{linker.positions[uri] for uri in sentence.gold if uri in linker.positions} for sentence in sentences]
    return Sample(
        sentences=tuple(sentences),
        vectors=np.concatenate([pair.vectors.whole for pair in pairs]).astype(np.float64),
        pairs=pairs,
        right=[np.isin(pair.positions, sorted(own)) for pair, own in zip(pairs, gold, strict=True)],
    )


def see_ads(
    sentences: Sequence[LabelledSentence], blind: Blind, counts: Mapping[ConceptUri, int], ads: Collection[str]
) -> Sample:
    """Each of these ads seen by the linker of its fold, which remembers all others that the sentences are of."""
    seen = []
    for ad, linker, rest in memories_of_others(sentences, blind, ads):
        knowing = replace(linker, memory=rest.memory(linker.concepts.ids, counts))
        seen.append(see([sentence for sentence in sentences if ad_of(sentence) == ad], knowing))
    return joined(seen)


def see_alone(
    sentences: Sequence[LabelledSentence],
    blind: Blind,
    known: Sequence[LabelledSentence],
    counts: Mapping[ConceptUri, int],
) -> Sample:
    """Each sentence seen by the linker of its fold, which remembers the `known` ones."""
    fold = folds_alone(sentences)
    parts = []
    memory = cache(lambda linker: remember(known, linker).memory(linker.concepts.ids, counts))
    for held, linker in enumerate(blind):
        own = np.flatnonzero(fold == held)
        if len(own):
            knowing = replace(linker, memory=memory(linker))
            parts.append((own, see([sentences[i] for i in own.tolist()], knowing)))
    order = np.argsort(np.concatenate([own for own, _ in parts]))
    return joined([sample for _, sample in parts]).of(order)


def memories_of_others(
    sentences: Sequence[LabelledSentence], blind: Blind, wanted: Collection[str]
) -> Iterator[tuple[str, Linker, Remembered]]:
    """Each wanted ad in the order of the ads, the linker of its fold, and what it remembers of all other ads."""
    ads = np.array([ad_of(sentence) for sentence in sentences])
    fold = dict(zip(ads.tolist(), folds_of_ads(sentences).tolist(), strict=True))
    vectors = cache(lambda linker: linker.encoder.encode([sentence.text for sentence in sentences]))
    for ad, held in fold.items():
        if ad in wanted:
            linker = blind[held]
            rest = [sentence for sentence in sentences if ad_of(sentence) != ad]
            yield ad, linker, remembered(rest, vectors(linker)[ads != ad], linker)


def remember(sentences: Sequence[LabelledSentence], linker: Linker) -> Remembered:
    """What a linker remembers of annotated sentences; their text is not kept."""
    return remembered(sentences, linker.encoder.encode([sentence.text for sentence in sentences]), linker)


def remembered(sentences: Sequence[LabelledSentence], vectors: Vectors, linker: Linker) -> Remembered:
    ads: dict[str, set[ConceptUri]] = {}
    for sentence in sentences:
        ads.setdefault(ad_of(sentence), set()).update(uri for uri in sentence.gold if uri in linker.positions)
    return Remembered(
        vectors=vectors.astype(np.float16),
        concepts=tuple(
            tuple(sorted(uri for uri in sentence.gold if uri in linker.positions)) for sentence in sentences
        ),
        ads=Counter(uri for own in ads.values() for uri in own),
    )


def joined(samples: Sequence[Sample]) -> Sample:
    return Sample(
        sentences=tuple(sentence for sample in samples for sentence in sample.sentences),
        vectors=np.concatenate([sample.vectors for sample in samples]),
        pairs=[pair for sample in samples for pair in sample.pairs],
        right=[right for sample in samples for right in sample.right],
    )


def _with_gate(features: Rows, gate: float) -> Rows:
    rows = features.copy()
    rows[:, GATE_COLUMN] = gate
    return rows
