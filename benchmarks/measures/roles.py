"""Role names to skills: what we give an occupation's name against its official essential relations."""

import csv
import io
import random
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from api.wiring import Reading, finder
from matcher.concepts import ConceptUri
from matcher.evaluation import average_precision
from matcher.roles import occupation_demands
from models.encoders.onnx import load_stock
from models.training.data import shared_data

RELATIONS = "esco_v1.1.1_relations_csv.zip"
ROLES = 200
SEED = 1
FROM_CONFIDENCE = 0.02
"""Low, so that the list is long: average precision counts what is missing."""


def measure(reading: Reading) -> dict[str, Any]:
    gold = _essential(reading)
    roles = random.Random(SEED).sample(sorted(gold), ROLES)
    names = [reading.taxonomy.occupation(uri).preferred_label for uri in roles]
    find = finder(reading)
    served = []
    for name in names:
        matches, _ = find.resolve(name)
        demands = occupation_demands(matches, reading.taxonomy, reading.linker, (), FROM_CONFIDENCE)
        served.append([demand.skill for demand in sorted(demands, key=lambda d: -d.confidence)])
    ids = [ConceptUri(uri) for uri in reading.linker.concepts.ids]
    stock = load_stock()
    labels = stock.encode([reading.taxonomy.skill(uri).preferred_label for uri in ids])
    own = reading.concepts.skills.vectors(range(len(ids)))
    return {
        "n": ROLES,
        "as served (tasks and descriptions read by the linker)": _map(served, roles, gold),
        "our encoder, name against label": _map(_nearest(reading.encoder.encode(names), own, ids), roles, gold),
        "stock MiniLM, name against label": _map(_nearest(stock.encode(names), labels, ids), roles, gold),
    }


def _essential(reading: Reading) -> dict[ConceptUri, frozenset[ConceptUri]]:
    found: defaultdict[ConceptUri, set[ConceptUri]] = defaultdict(set)
    with zipfile.ZipFile(shared_data() / "taxonomy" / RELATIONS) as archive:
        name = next(name for name in archive.namelist() if name.endswith("occupationSkillRelations.csv"))
        with archive.open(name) as raw:
            for row in csv.DictReader(io.TextIOWrapper(raw, "utf-8", newline="")):
                known = row["occupationUri"] in reading.taxonomy.occupations
                if known and row["relationType"] == "essential":
                    found[ConceptUri(row["occupationUri"])].add(ConceptUri(row["skillUri"]))
    return {uri: frozenset(own) for uri, own in found.items()}


def _nearest(names: np.ndarray, labels: np.ndarray, ids: Sequence[ConceptUri]) -> list[list[ConceptUri]]:
    return [[ids[i] for i in np.argsort(-(labels @ name), kind="stable").tolist()] for name in names]


def _map(
    ranked: Sequence[Sequence[ConceptUri]],
    roles: Sequence[ConceptUri],
    gold: Mapping[ConceptUri, frozenset[ConceptUri]],
) -> float:
    values = [average_precision(found, gold[role]) for found, role in zip(ranked, roles, strict=True)]
    return round(100 * float(np.mean(values)), 2)


def report(figures: Mapping[str, Any]) -> list[str]:
    lines = [
        "## Roles to skills",
        "",
        f"Mean average precision against the official essential relations of {figures['n']} ESCO occupations (drawn "
        "with seed 1), which nothing here was trained on; published: MiniLM 11.8, best encoder 17.9.",
        "",
        "| lane | MAP |",
        "| --- | ---: |",
    ]
    return lines + [f"| {lane} | {value:.1f} |" for lane, value in figures.items() if lane != "n"]
