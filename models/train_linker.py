"""Fit the gate and the scorer on annotated real ads: `make train`. Prints and records what they are worth.

The gate (sentence vector -> asks for a skill?) and the scorer (lanes -> the link is right?) are logistic. The
scorer reads gate values of models that have not seen the sentence. Folds are whole ads.
"""

import datetime
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from corpora.artefacts import read_current
from matcher.concepts import ConceptUri
from matcher.evaluation import (
    binary_agreement,
    cluster_agreement,
    expected_calibration_error,
    merged,
    r_precision_at,
)
from matcher.features import FEATURE_NAMES
from matcher.linking import Linker, LinkingPolicy, Logistic, Pairs
from matcher.mentions import SentenceSplitter
from models.concept_index import load_concept_index
from models.encoders import DEFAULT, load_encoder
from models.splitter import as_sentences, load_splitter
from models.training_data import (
    LabelledAd,
    LabelledSentence,
    concept_counts,
    read_labelled_ads,
    read_sentences,
    sha256_of_sentences,
)
from models.weights import LinkerWeights, shipped_weights, weights_path, write_weights

FITTED_ON = "skillxl_dev_a"
GATE_ALSO_ON = ("tech_validation", "house_validation")
COUNTED = "skillskape_train"
FOLDS = 9
INNER_FOLDS = 4
GATE_C = 1.0
SCORER_C = 1.0
GATE_COLUMN = FEATURE_NAMES.index("gate_logit")
SHOWN_FROM = 0.1
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
LINKS = (3, 5, 8, 12)
CHOSEN = LinkingPolicy(min_confidence=0.2, max_links=8)

Rows = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """One labelled file, seen through the lanes."""

    sentences: tuple[LabelledSentence, ...]
    vectors: Rows
    pairs: list[Pairs]
    right: list[npt.NDArray[np.bool_]]

    @property
    def asks(self) -> npt.NDArray[np.bool_]:
        return np.array([bool(sentence.gold) for sentence in self.sentences])

    def rows(self, gates: Rows) -> list[Rows]:
        return [_with_gate(pairs.features, gate) for pairs, gate in zip(self.pairs, gates, strict=True)]


def train(linker: Linker, splitter: SentenceSplitter, target: Path) -> dict[str, Any]:
    """Fit, cross-validate, write the weights to `target`; returns the record."""
    counts = concept_counts(read_sentences(COUNTED))
    prior = np.log1p([counts.get(ConceptUri(uri), 0) for uri in linker.concepts.ids]).astype(np.float32)
    linker = replace(linker, log_prior=prior)
    main = see(read_sentences(FITTED_ON), linker, splitter)
    others = {name: see(read_sentences(name), linker, splitter) for name in GATE_ALSO_ON}
    ads = read_labelled_ads(FITTED_ON)
    fold = _folds(main.sentences, ads)
    figures = cross_validate(main, tuple(others.values()), ads, fold, linker)
    gate = _fit_gate([main, *others.values()])
    inner = out_of_fold_gates(main, tuple(others.values()), fold % INNER_FOLDS)
    scorer = _fit(np.concatenate(main.rows(inner)), np.concatenate(main.right), SCORER_C)
    for name, sample in others.items():
        figures[f"RP@5 {name}"] = ranking(sample, gate, scorer, linker)
    names = (FITTED_ON, *GATE_ALSO_ON, COUNTED)
    record = {
        "command": "make train",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "data_sha256": {name: sha256_of_sentences(name) for name in names},
        "figures": figures,
    }
    kept = {uri: count for uri, count in counts.items() if uri in linker.positions}
    weights = LinkerWeights(
        encoder=linker.encoder.name, gate=gate, scorer=scorer, counts=kept, policy=CHOSEN, record=record
    )
    write_weights(target, weights)
    return record


def see(sentences: Sequence[LabelledSentence], linker: Linker, splitter: SentenceSplitter) -> Sample:
    cut = as_sentences([sentence.text for sentence in sentences], splitter)
    pairs = list(linker.pairs(cut))
    gold = [{linker.positions[uri] for uri in sentence.gold if uri in linker.positions} for sentence in sentences]
    return Sample(
        sentences=tuple(sentences),
        vectors=linker.encoder.encode([sentence.text for sentence in sentences]).astype(np.float64),
        pairs=pairs,
        right=[np.isin(pair.positions, sorted(own)) for pair, own in zip(pairs, gold, strict=True)],
    )


def cross_validate(
    main: Sample, others: Sequence[Sample], ads: Sequence[LabelledAd], fold: Rows, linker: Linker
) -> dict[str, Any]:
    """Gate F1, ad F1 by threshold, calibration and RP@5 where neither model saw the ad."""
    gates = out_of_fold_gates(main, others, fold)
    found: list[Rows] = [np.zeros(0)] * len(main.pairs)
    for held in np.unique(fold):
        seen = np.flatnonzero(fold != held)
        inner = _subset(main, seen)
        inner_gates = out_of_fold_gates(inner, others, fold[seen] % INNER_FOLDS)
        scorer = _fit(np.concatenate(inner.rows(inner_gates)), np.concatenate(inner.right), SCORER_C)
        rows = main.rows(gates)
        for i in np.flatnonzero(fold == held):
            found[i] = scorer.probability(rows[i])
    sure, right = np.concatenate(found), np.concatenate(main.right)
    shown = sure >= SHOWN_FROM
    gate = max((binary_agreement((gates > t).tolist(), main.asks.tolist()).f1, t) for t in np.arange(-2, 1, 0.1))
    return {
        "folds": len(np.unique(fold)),
        "gate F1": round(gate[0], 4),
        "gate logit threshold": round(float(gate[1]), 2),
        "calibration error of links from 0.1": round(expected_calibration_error(sure[shown], right[shown]), 4),
        "RP@5 skillxl_dev_a": _r_precision(main, found, linker),
        "whole ads": _ads_table(main, found, ads, linker),
    }


def out_of_fold_gates(main: Sample, others: Sequence[Sample], fold: Rows) -> Rows:
    """Gate log-odds of each sentence from a gate that saw no sentence of its fold."""
    gates = np.zeros(len(main.sentences))
    for held in np.unique(fold):
        gate = _fit_gate([_subset(main, np.flatnonzero(fold != held)), *others])
        gates[fold == held] = gate.logit(main.vectors[fold == held])
    return gates


def ranking(sample: Sample, gate: Logistic, scorer: Logistic, linker: Linker) -> float:
    rows = sample.rows(gate.logit(sample.vectors))
    return _r_precision(sample, [scorer.probability(row) for row in rows], linker)


def _r_precision(sample: Sample, found: Sequence[Rows], linker: Linker) -> float:
    values = [
        r_precision_at(5, [linker.concepts.ids[p] for p in pairs.positions[np.argsort(-sure)[:5]]], sentence.gold)
        for sentence, pairs, sure in zip(sample.sentences, sample.pairs, found, strict=True)
        if sentence.gold
    ]
    return round(100 * float(np.mean(values)), 2)


def _ads_table(
    main: Sample, found: Sequence[Rows], ads: Sequence[LabelledAd], linker: Linker
) -> list[dict[str, float]]:
    place = {ad.id: i for i, ad in enumerate(ads)}
    clusters = [merged(cluster for sentence in ad.clusters for cluster in sentence) for ad in ads]
    table = []
    for most in LINKS:
        for threshold in THRESHOLDS:
            predicted: list[set[str]] = [set() for _ in ads]
            for sentence, pairs, sure in zip(main.sentences, main.pairs, found, strict=True):
                best = np.argsort(-sure)[:most]
                chosen = pairs.positions[best[sure[best] >= threshold]]
                predicted[place[_ad_of(sentence)]] |= {linker.concepts.ids[p] for p in chosen}
            agreed = cluster_agreement(zip(predicted, clusters, strict=True))
            table.append(
                {
                    "max_links": most,
                    "min_confidence": threshold,
                    "precision": round(agreed.precision, 4),
                    "recall": round(agreed.recall, 4),
                    "f1": round(agreed.f1, 4),
                }
            )
    return table


def _ad_of(sentence: LabelledSentence) -> str:
    return sentence.id.rsplit("-", 1)[0]


def _folds(sentences: Sequence[LabelledSentence], ads: Sequence[LabelledAd]) -> Rows:
    place = {ad.id: i % FOLDS for i, ad in enumerate(ads)}
    return np.array([place[_ad_of(sentence)] for sentence in sentences])


def _subset(sample: Sample, keep: npt.NDArray[np.intp]) -> Sample:
    return Sample(
        sentences=tuple(sample.sentences[i] for i in keep),
        vectors=sample.vectors[keep],
        pairs=[sample.pairs[i] for i in keep],
        right=[sample.right[i] for i in keep],
    )


def _with_gate(features: Rows, gate: float) -> Rows:
    rows = features.copy()
    rows[:, GATE_COLUMN] = gate
    return rows


def _fit_gate(samples: Sequence[Sample]) -> Logistic:
    vectors = np.concatenate([sample.vectors for sample in samples])
    return _fit(vectors, np.concatenate([sample.asks for sample in samples]), GATE_C, standardise=False)


def _fit(rows: Rows, right: npt.NDArray[np.bool_], c: float, *, standardise: bool = True) -> Logistic:
    mean = rows.mean(axis=0) if standardise else np.zeros(rows.shape[1])
    scale = rows.std(axis=0) + 1e-9 if standardise else np.ones(rows.shape[1])
    fitted = LogisticRegression(C=c, max_iter=1000).fit((rows - mean) / scale, right)
    return Logistic(mean=mean, scale=scale, weights=fitted.coef_[0], bias=float(fitted.intercept_[0]))


def main() -> None:
    """Fit on the built concept index of MATCHER_HOME (or .matcher) with the encoder of MATCHER_ENCODER.

    The shipped encoder's weights go to models/weights/linker.json, another one's to MATCHER_HOME/weights.
    """
    home = Path(os.environ.get("MATCHER_HOME", ".matcher"))
    taxonomy_version = read_current(home / "taxonomy", kind="taxonomy", rebuild="make setup")[1].version
    named = os.environ.get("MATCHER_ENCODER", DEFAULT)
    encoder = load_encoder(named)
    concepts = load_concept_index(home, taxonomy_version, encoder)
    linker = Linker(
        encoder=encoder,
        concepts=concepts.skills,
        labels=concepts.skill_labels,
        products=concepts.products,
        gate=_untrained(encoder.dim),
        scorer=_untrained(len(FEATURE_NAMES)),
        log_prior=np.zeros(len(concepts.skills.ids), dtype=np.float32),
        policy=CHOSEN,
    )
    target = shipped_weights() if named == DEFAULT else weights_path(home, encoder)
    record = train(linker, load_splitter(), target)
    sys.stdout.write(json.dumps(record, indent=1) + "\n")


def _untrained(features: int) -> Logistic:
    return Logistic(mean=np.zeros(features), scale=np.ones(features), weights=np.zeros(features), bias=0.0)


if __name__ == "__main__":
    main()
