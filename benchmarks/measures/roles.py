"""Role names to skills: what we give an occupation's name against its official essential relations."""

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from api.searching import required
from api.wiring import Reading, finder, role_ranker
from matcher.concepts import ConceptUri
from matcher.demand import Demand, Importance
from matcher.evaluation import average_precision
from matcher.role_demands import likely_skills, occupation_demands, surest
from matcher.role_lanes import first_order, lanes_of
from matcher.role_skills import LikelySkills
from models.encoders.onnx import load_stock
from models.training.roles import FITTED_ON, Relations, figures_of, fitted_on, read_relations

HELD_OUT, SEEN = 200, 100
"""Occupations that nothing was fitted on, and others that the ranking was fitted on, for comparison."""
SEED = 1
FROM_CONFIDENCE = 0.02
"""Low, so that the list is long: average precision counts what is missing."""
Ranked = Sequence[Sequence[ConceptUri]]


@dataclass(frozen=True, slots=True)
class Served:
    """What was answered of some occupations, one after the other."""

    judged: list[tuple[LikelySkills, frozenset[ConceptUri]]] = field(default_factory=list)
    """The ranking, and what is essential."""
    told: list[Sequence[Demand]] = field(default_factory=list)
    """What advice tells at the policy's threshold."""
    told_at_length: list[Sequence[ConceptUri]] = field(default_factory=list)
    """The same from FROM_CONFIDENCE on."""
    unfitted: list[Sequence[ConceptUri]] = field(default_factory=list)
    read: list[Sequence[ConceptUri]] = field(default_factory=list)
    elapsed: list[float] = field(default_factory=list)
    """Seconds for what is told, as are those of processor time in `used`."""
    used: list[float] = field(default_factory=list)


def measure(reading: Reading) -> dict[str, Any]:
    gold, optional = (read_relations(reading.taxonomy, kind) for kind in ("essential", "optional"))
    held, seen = _drawn(gold, seen=False), _drawn(gold, seen=True)
    served = _served(reading, held, gold)
    figures = figures_of(served.judged)
    return {
        "n": len(held),
        "held out": {
            "as ranked (`matcher roles --skills`)": figures["MAP"],
            "as `matcher advise --role` orders it, from 0.02": _map(served.told_at_length, held, gold),
            "lanes in the first order, nothing fitted": _map(served.unfitted, held, gold),
            "tasks and descriptions as the linker reads them": _map(served.read, held, gold),
            **_names(reading, held, gold),
        },
        "fitted on": {"n": len(seen), "as ranked": figures_of(_served(reading, seen, gold).judged)["MAP"]},
        "calibration": figures["ECE from 0.1"],
        "thresholds": figures["thresholds"],
        "advice": _advice(served.told, held, gold, optional),
        "seconds a role": {
            "elapsed": round(float(np.median(served.elapsed)), 3),
            "of processor time": round(float(np.median(served.used)), 3),
        },
    }


def _drawn(gold: Relations, *, seen: bool) -> list[ConceptUri]:
    known = sorted(uri for uri in gold if fitted_on(uri) is seen)
    return random.Random(SEED).sample(known, SEEN if seen else HELD_OUT)


def _served(reading: Reading, roles: Sequence[ConceptUri], gold: Relations) -> "Served":
    """What is ranked, what single lanes give, and what advice tells; time is that of the whole of a role's demand."""
    find, ranker, linker = finder(reading), required(role_ranker(reading)), replace(reading.linker, recent={})
    served = Served()
    for uri in roles:
        started, began = time.perf_counter(), time.process_time()
        matches, _ = find.resolve(reading.taxonomy.occupation(uri).preferred_label)
        served.told.append(occupation_demands(matches, reading.taxonomy, linker, ranker=ranker))
        served.elapsed.append(time.perf_counter() - started)
        served.used.append(time.process_time() - began)
        long = occupation_demands(matches, reading.taxonomy, linker, (), FROM_CONFIDENCE, ranker=ranker)
        served.told_at_length.append([demand.skill for demand in long])
        found = likely_skills([reading.taxonomy.occupation(m.occupation) for m in matches], linker, ranker)
        if found is None:
            raise ValueError(f"no ESCO occupation resembles {uri}")
        ranking, reads = found
        served.judged.append((ranking, gold[uri]))
        order = np.argsort(-first_order(lanes_of(ranking.words, ranker.skills, ranker.occupations)), kind="stable")
        served.unfitted.append([ranker.uris[place] for place in order.tolist()])
        best = surest(reads)
        served.read.append(sorted(best, key=lambda skill: (-best[skill], skill)))
    return served


def _names(reading: Reading, roles: Sequence[ConceptUri], gold: Relations) -> dict[str, float]:
    names = [reading.taxonomy.occupation(uri).preferred_label for uri in roles]
    ids = [ConceptUri(uri) for uri in reading.linker.concepts.ids]
    stock = load_stock()
    labels = stock.encode([reading.taxonomy.skill(uri).preferred_label for uri in ids])
    own = reading.concepts.skills.vectors(range(len(ids)))
    return {
        "our encoder, name against label": _map(_nearest(reading.encoder.encode(names), own, ids), roles, gold),
        "stock MiniLM, name against label": _map(_nearest(stock.encode(names), labels, ids), roles, gold),
    }


def _nearest(names: np.ndarray, labels: np.ndarray, ids: Sequence[ConceptUri]) -> list[list[ConceptUri]]:
    return [[ids[i] for i in np.argsort(-(labels @ name), kind="stable").tolist()] for name in names]


def _map(ranked: Ranked, roles: Sequence[ConceptUri], gold: Relations) -> float:
    values = [average_precision(found, gold[role]) for found, role in zip(ranked, roles, strict=True)]
    return round(100 * float(np.mean(values)), 2)


def _advice(
    told: Sequence[Sequence[Demand]], roles: Sequence[ConceptUri], essential: Relations, optional: Relations
) -> dict[str, dict[str, float]]:
    """Of what advice tells at the policy's threshold: how much, and how much of it official relations hold."""
    found: dict[str, dict[str, float]] = {}
    for importance in (Importance.ESSENTIAL, Importance.OPTIONAL):
        own = [(role, d.skill) for role, ds in zip(roles, told, strict=True) for d in ds if d.importance is importance]
        right = [skill in essential[role] for role, skill in own]
        known = [skill in essential[role] | optional.get(role, frozenset()) for role, skill in own]
        found[importance.value] = {
            "skills a role": round(len(own) / len(roles), 1),
            "essential": round(float(np.mean(right)), 3),
            "essential or optional": round(float(np.mean(known)), 3),
        }
    return found


def report(figures: Mapping[str, Any]) -> list[str]:
    held, seen, seconds = figures["held out"], figures["fitted on"], figures["seconds a role"]
    return [
        "## Roles to skills",
        "",
        f"Mean average precision against the official essential relations of {figures['n']} ESCO occupations that "
        f"nothing here was fitted on (drawn with seed {SEED}); published: MiniLM 11.8, best encoder 17.9. The ranking "
        f"is fitted on every occupation whose URI's sha256 is divisible by {FITTED_ON}; on {seen['n']} of those it "
        f"reaches {seen['as ranked']:.1f}. Near relatives of an occupation may stand on either side.",
        "",
        "| lane | MAP |",
        "| --- | ---: |",
        *(f"| {lane} | {value:.1f} |" for lane, value in held.items()),
        "",
        f"Confidence from 0.1 on is off by {figures['calibration']:.3f} (expected calibration error). What a "
        "threshold buys:",
        "",
        "| from | skills a role | precision | recall |",
        "| ---: | ---: | ---: | ---: |",
        *(
            f"| {row['from']:.2f} | {row['skills a role']:.1f} | {row['precision']:.3f} | {row['recall']:.3f} |"
            for row in figures["thresholds"]
        ),
        "",
        "What advice tells of a role, and the share of it that official relations hold:",
        "",
        "| told as | skills a role | essential | essential or optional |",
        "| --- | ---: | ---: | ---: |",
        *(
            f"| {told} | {row['skills a role']:.1f} | {row['essential']:.3f} | {row['essential or optional']:.3f} |"
            for told, row in figures["advice"].items()
        ),
        "",
        f"A role's demand takes {seconds['elapsed']:.2f} s (median), {seconds['of processor time']:.2f} s of processor "
        "time, most of it for reading O*NET's tasks.",
    ]
