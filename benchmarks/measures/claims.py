"""Bare claims against the concepts that we judged them to mean, by labels and nearness alone and with claim names."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from api.wiring import Reading, profile_reader
from matcher.claim_names import NO_CLAIM_NAMES
from matcher.claims import Claimed, ProfileReader
from matcher.concepts import ConceptUri

LABELS = Path(__file__).parents[1] / "labels" / "claims.jsonl"


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    claim: str
    concepts: frozenset[ConceptUri]
    """Any of them is right; empty where none is."""


def read_judged_claims(path: Path = LABELS) -> tuple[JudgedClaim, ...]:
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return tuple(JudgedClaim(line["claim"], frozenset(map(ConceptUri, line["concepts"]))) for line in lines)


def measure(reading: Reading) -> dict[str, Any]:
    judged = read_judged_claims()
    reader = profile_reader(reading)
    own = frozenset(one for one in judged if reader.names.meaning(one.claim))
    without = replace(reader, names=NO_CLAIM_NAMES)
    return {
        "claims": len(judged),
        "that mean none": sum(not one.concepts for one in judged),
        "that are claim names": len(own),
        "labels and nearness": agreement(judged, without),
        "with claim names": agreement(judged, reader),
        "those that are no claim names": agreement([one for one in judged if one not in own], reader),
    }


def agreement(judged: Sequence[JudgedClaim], reader: ProfileReader) -> dict[str, Any]:
    """Of the links the share that is right, of the claims that mean something the share that is linked rightly."""
    found = reader.claimed(one.claim for one in judged)
    linked, right = _counts(zip(judged, found, strict=True))
    return {
        "linked": linked,
        "right": right,
        "precision": round(right / linked, 4) if linked else None,
        "recall": round(right / sum(bool(one.concepts) for one in judged), 4),
    }


def _counts(pairs: Iterable[tuple[JudgedClaim, Claimed]]) -> tuple[int, int]:
    links = [(judged, found.skill) for judged, found in pairs if found.skill is not None]
    return len(links), sum(skill in judged.concepts for judged, skill in links)


def report(figures: Mapping[str, Any]) -> list[str]:
    ways = ("labels and nearness", "with claim names", "those that are no claim names")
    return [
        "## Claims",
        "",
        f"{figures['claims']} bare names (`benchmarks/labels/claims.jsonl`), of which {figures['that mean none']} mean "
        f"no concept. {figures['that are claim names']} are claim names, chosen later by the same judge: with them the "
        "figure says how the names are applied, not how much of what people write they cover.",
        "",
        "| way | linked | right | precision | recall |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(f"| {way} | {' | '.join(str(figures[way][key]) for key in figures[way])} |" for way in ways),
    ]
