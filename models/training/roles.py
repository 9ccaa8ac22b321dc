"""Fit how a role's skills are ranked: every fourth occupation is fitted on, the others judge.

The truth is ESCO's essential relations. No feature is counted from them, no concept is known by its URI, and no vector
is trained on them. But the facts of a skill are fine enough for trees to know again the general ones that many
occupations share: on occupations that were fitted on, the figure is about two points too high, and of the held-out one
about one point is owed to it (with the facts cut into fifths).
"""

import csv
import datetime
import hashlib
import io
import random
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from matcher.concepts import ConceptUri, Occupation, Taxonomy
from matcher.evaluation import average_precision, expected_calibration_error
from matcher.linking import Linker
from matcher.role_demands import READ_FROM, read_texts, surest
from matcher.role_skills import LikelySkills, RolePolicy, RoleRanker
from matcher.roles import OccupationFinder
from models.role_weights import RoleWeights
from models.training.data import shared_data
from models.training.trees import fit_trees

RELATIONS = "esco_v1.1.1_relations_csv.zip"
FITTED_ON = 4
"""Every so many-th occupation, by the hash of its URI."""
JUDGED = 300
"""Occupations of the others that the record's figures are of, drawn with SEED."""
SEED = 7
NEGATIVES = 0.2
"""Share of the wrong candidates that are fitted on, drawn with SEED; each stands for those left out too."""
TREES, RATE, LEAVES, SMALLEST_LEAF = 200, 0.08, 16, 60
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)

Relations: TypeAlias = Mapping[ConceptUri, frozenset[ConceptUri]]
"""Occupation -> the skills that are essential (or optional) to it."""


def read_relations(taxonomy: Taxonomy, kind: str = "essential") -> Relations:
    """Those of the occupations that the taxonomy holds. Raises SourceUnavailable."""
    found: defaultdict[ConceptUri, set[ConceptUri]] = defaultdict(set)
    with zipfile.ZipFile(shared_data() / "taxonomy" / RELATIONS) as archive:
        name = next(name for name in archive.namelist() if name.endswith("occupationSkillRelations.csv"))
        with archive.open(name) as raw:
            for row in csv.DictReader(io.TextIOWrapper(raw, "utf-8", newline="")):
                if row["occupationUri"] in taxonomy.occupations and row["relationType"] == kind:
                    found[ConceptUri(row["occupationUri"])].add(ConceptUri(row["skillUri"]))
    return {uri: frozenset(own) for uri, own in found.items()}


def fitted_on(uri: ConceptUri) -> bool:
    """Whether the ranking was fitted on this occupation's relations; it is judged on the others."""
    return int(hashlib.sha256(uri.encode()).hexdigest(), 16) % FITTED_ON == 0


def fit_roles(ranker: RoleRanker, finder: OccupationFinder, linker: Linker) -> RoleWeights:
    """Weights with the figures of the occupations that they were not fitted on."""
    taxonomy = finder.taxonomy
    essential = read_relations(taxonomy)
    seen = sorted(uri for uri in essential if fitted_on(uri))
    rest = random.Random(SEED).sample(sorted(uri for uri in essential if not fitted_on(uri)), JUDGED)
    rows, right, weight = _pairs(ranker, [(uri, essential[uri]) for uri in seen], finder, linker)
    with threadpool_limits(1):
        trees = fit_trees(rows, right, weight, trees=TREES, rate=RATE, leaves=LEAVES, smallest_leaf=SMALLEST_LEAF)
    weights = RoleWeights(encoder=ranker.encoder.name, scorer=trees, policy=RolePolicy(), record={})
    fitted = replace(ranker, scorer=trees)
    judged = [(fitted.likely(*texts), essential[uri]) for uri, texts in _texts(rest, finder, linker)]
    record = {
        "command": "make train",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "data_sha256": hashlib.sha256((shared_data() / "taxonomy" / RELATIONS).read_bytes()).hexdigest(),
        "fitted on": f"{len(seen)} occupations, whose URI's sha256 is divisible by {FITTED_ON}",
        "held out": figures_of(judged),
    }
    return replace(weights, record=record)


def _texts(
    occupations: Iterable[ConceptUri], finder: OccupationFinder, linker: Linker
) -> Iterator[tuple[ConceptUri, tuple[Occupation, dict[ConceptUri, float]]]]:
    """Each occupation with what the linker reads in its texts, and in the O*NET tasks that its name leads to."""
    for uri in occupations:
        occupation = finder.taxonomy.occupation(uri)
        others = [match.occupation for match in finder.resolve(occupation.preferred_label)[0]]
        used = [occupation, *(o for o in map(finder.taxonomy.occupation, others) if o.tasks)]
        yield uri, (occupation, surest(read_texts(used, linker, READ_FROM)))


def _pairs(
    ranker: RoleRanker,
    roles: Sequence[tuple[ConceptUri, frozenset[ConceptUri]]],
    finder: OccupationFinder,
    linker: Linker,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_], npt.NDArray[np.float64]]:
    """(features, whether essential, weight) of all right candidates and a part of the wrong ones."""
    draw = np.random.default_rng(SEED)
    gold = dict(roles)
    rows, right = [], []
    for uri, texts in _texts(gold, finder, linker):
        _, order, features = ranker.seen(*texts)
        true = np.array([ranker.uris[position] in gold[uri] for position in order[: len(features)].tolist()])
        kept = true | (draw.random(len(true)) < NEGATIVES)
        rows.append(features[kept])
        right.append(true[kept])
    truth = np.concatenate(right)
    return np.concatenate(rows).astype(np.float64), truth, np.where(truth, 1.0, 1 / NEGATIVES)


def figures_of(judged: Sequence[tuple[LikelySkills, frozenset[ConceptUri]]]) -> dict[str, Any]:
    """Mean average precision over all skills, calibration of the candidates, and what each threshold buys."""
    whole = [(found.ranked, gold) for found, gold in judged]
    confidence = np.array([one.confidence for found, _ in judged for one in found.scored])
    right = np.array([one.skill in gold for found, gold in judged for one in found.scored])
    wanted = sum(len(gold) for _, gold in judged)
    table = [_at(threshold, confidence, right, wanted, len(judged)) for threshold in THRESHOLDS]
    return {
        "n": len(judged),
        "MAP": round(100 * float(np.mean([average_precision(*one) for one in whole])), 2),
        "ECE from 0.1": round(expected_calibration_error(confidence[confidence >= 0.1], right[confidence >= 0.1]), 4),
        "thresholds": table,
    }


def _at(
    threshold: float, confidence: npt.NDArray[np.float64], right: npt.NDArray[np.bool_], wanted: int, roles: int
) -> dict[str, float]:
    told = confidence >= threshold
    return {
        "from": threshold,
        "skills a role": round(int(told.sum()) / roles, 1),
        "precision": round(float(right[told].mean()), 3) if told.any() else 0.0,
        "recall": round(int((told & right).sum()) / wanted, 3),
    }
