"""Fit gate, scorer and ranker on annotated real ads, and tell what they are worth.

The gate tells whether a sentence asks for a skill, the scorer whether a link is right, the ranker orders the candidates
of a sentence that stands alone. Folds are whole ads; the scorer reads gate values of models that have not seen the
sentence, and remembers only sentences of other ads. What we linked by hand is remembered, and encoders have gone over
it, but nothing is fitted on it here: our links were chosen among a reader's candidates, and by them links look surer
than they are (fitted on them too, F1 of whole ads stayed and the calibration error doubled).
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.evaluation import (
    Agreement,
    binary_agreement,
    cluster_agreement,
    expected_calibration_error,
    merged,
    r_precision_at,
    reliability,
)
from matcher.features import FEATURE_NAMES
from matcher.gate import Gate, WordGate
from matcher.linking import Linker, LinkingPolicy
from matcher.logistic import Mean, Scorer
from matcher.memory import no_memory
from matcher.mentions import SentenceSplitter
from matcher.vectors import TokenEncoder
from models.concept_index import ConceptIndex
from models.training.data import LabelledAd, concept_counts, read_labelled_ads, read_sentences, sha256_of_sentences
from models.training.folds import (
    ALSO_ON,
    FITTED_ON,
    FOLDS,
    Folds,
    ad_of,
    folds_of_ads,
    measured_ads,
    sentences_of_ads,
)
from models.training.gate import Rows, Truth, fit_gate, fit_headings, fit_logistic, untrained
from models.training.headings import fingerprint, sentences_by_heading
from models.training.linked_by_hand import sha256_of_linked
from models.training.seeing import Blind, Sample, joined, remember, see, see_ads, see_alone
from models.training.trees import fit_trees
from models.trees import TreeScorer
from models.weights import LinkerWeights, write_weights

RANKER_WEIGHT = 3.0
"""Of a real sentence that stands alone."""
SYNTHETIC = "skillskape_dev"
"""The ranker alone is fitted on it too, a sentence of it at SYNTHETIC_WEIGHT: ten times as many as real ones that name
a skill, and so what tells the lanes' worth. The encoder has seen sentences of the same make, but none of these."""
SYNTHETIC_WEIGHT = 0.3
COUNTED = "skillskape_train"
HEADINGS_SEED = 7
INNER_FOLDS = 4
RANKER_FOLDS = 3
SCORER_C = 1.0
FORGOTTEN, FORGETTING_WEIGHT, FORGETTING_SEED = 0.3, 0.25, 7
"""Share of concepts that a second view of each pair remembers nothing of, and the weight of that view. The memory names
4,400 of 13,900 concepts, those that ads ask for most: without such views what it does not name is held for unlikely
even where it stands in full (by annotated ads with nothing remembered F1 0.41, with such views 0.49; as they are, 0.564
and 0.562, calibration error 0.015 and 0.020)."""
MEMORY_SAID = [FEATURE_NAMES.index(name) for name in ("recalled", "log_ads")]
BY_ENCODER = [FEATURE_NAMES.index(name) for name in ("sentence_cosine", "attended_cosine")]
SHOWN_FROM = 0.1
ASKS_FROM = (0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
THRESHOLDS = (0.1, 0.15, 0.2, 0.22, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)
LINKS = (3, 5, 8, 12)
CHOSEN = LinkingPolicy()


def train(linker: Linker, blind: Blind, splitter: SentenceSplitter, target: Path) -> dict[str, Any]:
    """Fit, cross-validate, write the weights to `target`; returns the record.

    `linker`: with the encoder that the weights are for. `blind`: as it, one a fold, with encoders that are
    what it is but for what they saw.
    """
    under = sentences_by_heading(splitter, HEADINGS_SEED)
    headings = fit_headings(under)
    counts = concept_counts(read_sentences(COUNTED))
    ads, annotated = read_labelled_ads(FITTED_ON), sentences_of_ads()
    main = see_ads(annotated, blind, counts, measured_ads())
    others = joined([see_alone(read_sentences(name), blind, annotated, counts) for name in ALSO_ON])
    remembered = remember(annotated, linker)
    knowing = replace(linker, memory=remembered.memory(linker.concepts.ids, counts))
    fold = folds_of_ads(main.sentences)
    figures, gates = cross_validate(main, others, ads=ads, fold=fold, linker=linker, headings=headings)
    synthetic = see([sentence for sentence in read_sentences(SYNTHETIC) if sentence.gold], knowing)
    figures |= {"encoder alone, RP@5": _encoder_alone(main, others, linker.concepts.ids)}
    figures |= rank_held_out(_ranked_on(main, others, synthetic, gates, headings), linker.concepts.ids)
    inner = out_of_fold_gates(main, others, fold % INNER_FOLDS, headings)
    rows, right, weight = two_views(main, main.rows(inner))
    names = (FITTED_ON, *ALSO_ON, COUNTED, SYNTHETIC)
    record = {
        "command": "make train",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "data_sha256": {name: sha256_of_sentences(name) for name in names} | sha256_of_linked(),
        "sentences under headings": {"n": len(under), "asking": sum(under.values()), "sha256": fingerprint(under)},
        "figures": figures,
    }
    weights = LinkerWeights(
        encoder=linker.encoder.name,
        gate=gate_of([main, others], headings),
        logistic=fit_logistic(rows, right, SCORER_C, weight),
        trees=fit_trees(rows, right, weight),
        ranker=_fit_ranker(_ranked_on(main, others, synthetic, inner, headings)),
        counts={uri: count for uri, count in counts.items() if uri in linker.positions},
        remembered=remembered,
        policy=CHOSEN,
        record=record,
    )
    write_weights(target, weights)
    return record


def cross_validate(  # noqa: PLR0913 - one argument a source
    main: Sample, others: Sample, *, ads: Sequence[LabelledAd], fold: Folds, linker: Linker, headings: WordGate
) -> tuple[dict[str, Any], Rows]:
    """Figures where no model saw the ad, and what the gate said there."""
    gates = out_of_fold_gates(main, others, fold, headings)
    found: list[Rows] = [np.zeros(0)] * len(main.pairs)
    for held in np.unique(fold):
        scorer = scorer_without(main, others, fold, held, headings)
        rows = main.rows(gates)
        for i in np.flatnonzero(fold == held):
            found[i] = scorer.probability(rows[i])
    sure, right = np.concatenate(found), np.concatenate(main.right)
    shown = sure >= SHOWN_FROM
    figures = {
        "folds": len(np.unique(fold)),
        "gate": binary_agreement((gates >= _logit(CHOSEN.asks_from)).tolist(), main.asks.tolist()).figures(),
        "gate by threshold": _gate_table(gates, main.asks),
        "calibration error of links from 0.1": round(expected_calibration_error(sure[shown], right[shown]), 4),
        "reliability": reliability(sure[shown], right[shown]),
        "RP@5 skillxl_dev_a": _r_precision(main, found, linker.concepts.ids),
        "whole ads": _ads_table(main, found, ads, linker),
        "whole ads by fold": _by_fold(main, found, ads, fold, linker),
    }
    return figures, gates


def _gate_table(gates: Rows, asks: Truth) -> list[dict[str, float]]:
    return [
        {"asks_from": least} | binary_agreement((gates >= _logit(least)).tolist(), asks.tolist()).figures()
        for least in ASKS_FROM
    ]


def _logit(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))


def scorer_without(main: Sample, others: Sample, fold: Folds, held: int, headings: WordGate) -> Scorer:
    """A fit on the other folds."""
    seen = np.flatnonzero(fold != held)
    inner = main.of(seen)
    gates = out_of_fold_gates(inner, others, fold[seen] % INNER_FOLDS, headings)
    rows, right, weight = two_views(inner, inner.rows(gates))
    return Mean(fit_logistic(rows, right, SCORER_C, weight), fit_trees(rows, right, weight))


def out_of_fold_gates(main: Sample, others: Sample, fold: Folds, headings: WordGate) -> Rows:
    """Gate log-odds of each sentence from a gate that saw no sentence of its fold."""
    said = np.zeros(len(main.sentences))
    for held in np.unique(fold):
        gate = gate_of([main.of(np.flatnonzero(fold != held)), others], headings)
        own = main.of(np.flatnonzero(fold == held)).annotated
        said[fold == held] = gate.logits(own.texts, own.vectors.astype(np.float32), own.alike.tolist())
    return said


def gates_of_others(main: Sample, others: Sample, headings: WordGate) -> Rows:
    return out_of_fold_gates(others, main, np.arange(len(others.sentences)) % INNER_FOLDS, headings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _RankedOn:
    """What the ranker is fitted on of one kind."""

    sample: Sample
    rows: list[Rows]
    weight: float
    held_out: bool = True
    """Whether it is judged by folds."""

    def without(self, held: int) -> "_RankedOn":
        seen = [i for i in range(len(self.rows)) if not self.held_out or i % RANKER_FOLDS != held]
        return replace(self, sample=self.sample.of(np.array(seen)), rows=[self.rows[i] for i in seen])


def _ranked_on(main: Sample, others: Sample, synthetic: Sample, gates: Rows, headings: WordGate) -> list[_RankedOn]:
    """`gates`: of `main`, from gates that saw other ads."""
    gate = gate_of([main, others], headings)
    vectors = synthetic.vectors.astype(np.float32)
    said = gate.logits(synthetic.texts, vectors, synthetic.annotated.alike.tolist())
    return [
        _RankedOn(sample=main, rows=main.rows(gates), weight=1.0, held_out=False),
        _RankedOn(sample=others, rows=others.rows(gates_of_others(main, others, headings)), weight=RANKER_WEIGHT),
        _RankedOn(sample=synthetic, rows=synthetic.rows(said), weight=SYNTHETIC_WEIGHT),
    ]


def rank_held_out(parts: Sequence[_RankedOn], ids: Sequence[str]) -> dict[str, Any]:
    """RP@5 of the ranker on the isolated sentences, each ranked by a fit on the others."""
    judged = [part for part in parts if part.held_out]
    found: list[list[Rows]] = [[np.zeros(0)] * len(part.rows) for part in judged]
    for held in range(RANKER_FOLDS):
        ranker = _fit_ranker([part.without(held) for part in parts])
        for part, own in zip(judged, found, strict=True):
            own[held::RANKER_FOLDS] = [ranker.probability(rows) for rows in part.rows[held::RANKER_FOLDS]]
    others, synthetic = judged
    figures = {
        f"RP@5 {name}": _r_precision(others.sample.of(keep), [found[0][i] for i in keep], ids)
        for name, keep in _alone(others.sample)
    }
    return figures | {f"RP@5 {SYNTHETIC}": _r_precision(synthetic.sample, found[1], ids)}


def _alone(others: Sample) -> Iterator[tuple[str, npt.NDArray[np.intp]]]:
    """Each file of sentences that stand alone, and where they are in the sample of all of them."""
    files = np.array([ad_of(sentence) for sentence in others.sentences])
    return ((name, np.flatnonzero(files == name)) for name in ALSO_ON)


def _encoder_alone(main: Sample, others: Sample, ids: Sequence[str]) -> dict[str, float]:
    """Of the order by cosine of the mean vector and of what a label attends to, among the candidates of all lanes."""
    parts = [(FITTED_ON, main), *((name, others.of(keep)) for name, keep in _alone(others))]
    return {
        name: _r_precision(sample, [pairs.features[:, BY_ENCODER].sum(axis=1) for pairs in sample.pairs], ids)
        for name, sample in parts
    }


def two_views(sample: Sample, rows: Sequence[Rows]) -> tuple[Rows, Truth, Rows]:
    """Each pair as the lanes see it, and as if some concepts had never been met; whether it is right; its weight."""
    lost = np.random.default_rng(FORGETTING_SEED).random(1 + max(int(pairs.positions.max()) for pairs in sample.pairs))
    seen = np.concatenate(rows)
    forgetting = seen.copy()
    met = lost[np.concatenate([pairs.positions for pairs in sample.pairs])] >= FORGOTTEN
    forgetting[:, MEMORY_SAID] *= met[:, None]
    right = np.concatenate(sample.right)
    weights = [np.full(len(seen), weight) for weight in (1 - FORGETTING_WEIGHT, FORGETTING_WEIGHT)]
    return np.concatenate([seen, forgetting]), np.concatenate([right, right]), np.concatenate(weights)


def _fit_ranker(parts: Sequence[_RankedOn]) -> TreeScorer:
    views = [two_views(part.sample, part.rows) for part in parts]
    weight = [part.weight * own for part, (_, _, own) in zip(parts, views, strict=True)]
    return fit_trees(
        np.concatenate([rows for rows, _, _ in views]),
        np.concatenate([right for _, right, _ in views]),
        np.concatenate(weight),
    )


def gate_of(samples: Sequence[Sample], headings: WordGate) -> Gate:
    return fit_gate(joined(samples).annotated, headings)


def _r_precision(sample: Sample, found: Sequence[Rows], ids: Sequence[str]) -> float:
    values = [
        r_precision_at(5, [ids[p] for p in pairs.positions[np.argsort(-sure)[:5]]], sentence.gold)
        for sentence, pairs, sure in zip(sample.sentences, sample.pairs, found, strict=True)
        if sentence.gold
    ]
    return round(100 * float(np.mean(values)), 2)


def _ads_table(
    main: Sample, found: Sequence[Rows], ads: Sequence[LabelledAd], linker: Linker
) -> list[dict[str, float]]:
    return [
        {"max_links": most, "min_confidence": threshold}
        | _f1(main, found, ads, linker.concepts.ids, LinkingPolicy(max_links=most, min_confidence=threshold)).figures()
        for most in LINKS
        for threshold in THRESHOLDS
    ]


def _f1(
    main: Sample, found: Sequence[Rows], ads: Sequence[LabelledAd], ids: Sequence[str], policy: LinkingPolicy
) -> Agreement:
    place = {ad.id: i for i, ad in enumerate(ads)}
    clusters = [merged(cluster for sentence in ad.clusters for cluster in sentence) for ad in ads]
    predicted: list[set[str]] = [set() for _ in ads]
    for sentence, pairs, sure in zip(main.sentences, main.pairs, found, strict=True):
        best = np.argsort(-sure)[: policy.max_links]
        chosen = pairs.positions[best[sure[best] >= policy.min_confidence]]
        predicted[place[ad_of(sentence)]] |= {ids[p] for p in chosen}
    return cluster_agreement(zip(predicted, clusters, strict=True))


def _by_fold(
    main: Sample, found: Sequence[Rows], ads: Sequence[LabelledAd], fold: Folds, linker: Linker
) -> dict[str, Any]:
    """F1 of each fold of ads at the shipped policy: how much the figure hangs on which ads it is."""
    values = []
    for held in np.unique(fold):
        keep = np.flatnonzero(fold == held)
        own = [ad for i, ad in enumerate(ads) if i % FOLDS == held]
        values.append(_f1(main.of(keep), [found[i] for i in keep.tolist()], own, linker.concepts.ids, CHOSEN))
    f1 = [agreed.f1 for agreed in values]
    return {
        "F1": [round(value, 3) for value in f1],
        "mean": round(float(np.mean(f1)), 4),
        "sd": round(float(np.std(f1)), 4),
    }


def blank_linker(encoder: TokenEncoder, concepts: ConceptIndex) -> Linker:
    """Sees the lanes and knows nothing: what training starts from."""
    return Linker(
        encoder=encoder,
        concepts=concepts.skills,
        label_tokens=concepts.label_tokens,
        labels=concepts.skill_labels,
        products=concepts.products,
        gate=_untrained_gate(encoder.dim),
        scorer=untrained(len(FEATURE_NAMES)),
        ranker=untrained(len(FEATURE_NAMES)),
        memory=no_memory(len(concepts.skills.ids), encoder.dim),
        policy=CHOSEN,
    )


def _untrained_gate(dim: int) -> Gate:
    words = WordGate(idf={}, weights={}, bias=0.0)
    return Gate(vector=untrained(dim), words=words, headings=words, joined=untrained(6), by_words=untrained(4))
