"""Fit what vacancy titles tell of occupations: half of the titles are fitted on, the other half judges."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from matcher.concepts import ConceptUri, Vocabulary
from matcher.evaluation import reciprocal_rank
from matcher.roles import OccupationFinder
from matcher.titles import TITLE_FEATURES, TitleMemory, title_features
from models.titles import TitleWeights
from models.training.data import shared_data
from models.training.gate import fit_logistic, untrained
from models.training.pairs import TITLES, Example, held_out, read_titles

NEGATIVES = 60
"""Occupations beside the right one that a title is fitted against: those that the lanes put first."""
DEPTH = 100


def fit_titles(finder: OccupationFinder) -> TitleWeights:
    """Weights whose memory holds all titles, with the figures of a memory and a fit that saw only half of them."""
    known = [title for title in read_titles(finder.taxonomy) if title.concepts[0] in set(finder.names.ids)]
    seen = [title for row, title in enumerate(known) if not held_out(row)]
    rest = [title for row, title in enumerate(known) if held_out(row)]
    half = _fit(seen, finder)
    figures = {
        "fitted on": len(seen),
        "held out": _figures(rest, replace(finder, titles=half.ranker(tuple(finder.names.ids)))),
        "held out, fused lanes without titles": _figures(rest, replace(finder, titles=None)),
        "held out, name's cosine alone": _by_name(rest, finder),
    }
    record = {
        "command": "make train",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "data_sha256": hashlib.sha256((shared_data() / "eval" / TITLES).read_bytes()).hexdigest(),
        "figures": figures,
    }
    return replace(_fit(known, finder), fitted=half.fitted, record=record)


def _fit(titles: Sequence[Example], finder: OccupationFinder) -> TitleWeights:
    vectors = finder.encoder.encode([title.text for title in titles])
    owners = tuple(title.concepts[0] for title in titles)
    weights = TitleWeights(
        encoder=finder.encoder.name,
        vectors=vectors.astype(np.float16),
        owners=owners,
        fitted=untrained(len(TITLE_FEATURES)),
        record={},
    )
    memory = weights.ranker(tuple(finder.names.ids)).memory
    rows, right = [], []
    for row, title in enumerate(titles):
        features = title_features(finder.lanes(title.text, vectors[row]), _without(memory, row), vectors[row])
        chosen = _candidates(features, finder, int(memory.owners[row]))
        rows.append(features[chosen])
        right.append(chosen == memory.owners[row])
    return replace(weights, fitted=fit_logistic(np.concatenate(rows), np.concatenate(right), 1.0))


def _without(memory: TitleMemory, row: int) -> TitleMemory:
    """The memory before it met this title."""
    keep = np.arange(len(memory.owners)) != row
    log_titles = memory.log_titles.copy()
    log_titles[memory.owners[row]] = np.log(np.expm1(log_titles[memory.owners[row]]))
    return TitleMemory(vectors=memory.vectors[keep], owners=memory.owners[keep], log_titles=log_titles)


def _candidates(features: npt.NDArray[np.float64], finder: OccupationFinder, right: int) -> npt.NDArray[np.intp]:
    standard = (features - features.mean(axis=0)) / (features.std(axis=0) + 1e-9)
    score = standard[:, :6].sum(axis=1)
    score[[not esco for esco in finder.is_esco]] = -np.inf
    return np.union1d(np.argsort(-score, kind="stable")[:NEGATIVES], [right])


def _figures(titles: Sequence[Example], finder: OccupationFinder) -> dict[str, float]:
    ranked = finder.rank([title.text for title in titles], DEPTH, Vocabulary.ESCO)
    return measured([[match.occupation for match in found] for found in ranked], [t.concepts[0] for t in titles])


def _by_name(titles: Sequence[Example], finder: OccupationFinder) -> dict[str, float]:
    esco = np.flatnonzero(finder.is_esco)
    names = finder.names.vectors(esco.tolist())
    vectors = finder.encoder.encode([title.text for title in titles])
    order = np.argsort(-(vectors @ names.T), axis=1, kind="stable")[:, :DEPTH]
    ids = [ConceptUri(finder.names.ids[position]) for position in esco.tolist()]
    return measured([[ids[place] for place in row] for row in order.tolist()], [t.concepts[0] for t in titles])


def measured(ranked: Sequence[Sequence[ConceptUri]], gold: Sequence[ConceptUri]) -> dict[str, float]:
    ranks = [reciprocal_rank(found, {uri}) for found, uri in zip(ranked, gold, strict=True)]
    return {
        "n": len(ranks),
        "MRR": round(float(np.mean(ranks)), 4),
        "hit@1": round(float(np.mean([rank == 1 for rank in ranks])), 4),
        "hit@5": round(float(np.mean([rank >= 0.2 for rank in ranks])), 4),
    }
