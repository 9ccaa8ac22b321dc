"""Indexed ads and what was read in them, one JSON line an ad."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from matcher.ads import JobAd
from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.mentions import Span

FILE = "ads.jsonl"


def save_ads(folder: Path, ads: Iterable[tuple[JobAd, Sequence[Demand]]]) -> None:
    with (folder / FILE).open("wb") as file:
        for ad, demands in ads:
            file.write(orjson.dumps({"ad": _ad_record(ad), "demands": [_demand_record(d) for d in demands]}) + b"\n")


def load_ads(folder: Path) -> list[tuple[JobAd, tuple[Demand, ...]]]:
    """In the order they were saved."""
    rows = [orjson.loads(line) for line in (folder / FILE).read_bytes().splitlines()]
    return [(_ad(row["ad"]), tuple(_demand(demand) for demand in row["demands"])) for row in rows]


def _ad_record(ad: JobAd) -> dict[str, Any]:
    record = {name: getattr(ad, name) for name in JobAd.__slots__}
    record["date_posted"] = ad.date_posted.isoformat() if ad.date_posted else None
    record["extra"] = dict(ad.extra)
    return record


def _ad(record: dict[str, Any]) -> JobAd:
    posted = record["date_posted"]
    return JobAd(**{**record, "date_posted": date.fromisoformat(posted) if posted else None})


def _demand_record(demand: Demand) -> dict[str, Any]:
    return {
        "skill": demand.skill,
        "importance": demand.importance.value,
        "confidence": demand.confidence,
        "alternatives": sorted(demand.alternatives),
        "evidence": [_evidence_record(evidence) for evidence in demand.evidence],
    }


def _evidence_record(evidence: Evidence) -> dict[str, Any]:
    record = {name: getattr(evidence, name) for name in Evidence.__slots__}
    for name in ("span", "mention"):
        span = record[name]
        record[name] = [span.start, span.end] if span else None
    return {**record, "source": evidence.source.value, "levels": list(evidence.levels)}


def _demand(record: dict[str, Any]) -> Demand:
    return Demand(
        skill=ConceptUri(record["skill"]),
        importance=Importance(record["importance"]),
        confidence=record["confidence"],
        evidence=tuple(_evidence(evidence) for evidence in record["evidence"]),
        alternatives=frozenset(map(ConceptUri, record["alternatives"])),
    )


def _evidence(record: dict[str, Any]) -> Evidence:
    spans = {name: Span(*record[name]) if record[name] else None for name in ("span", "mention")}
    stated = {"source": EvidenceSource(record["source"]), "levels": tuple(record.get("levels", ()))}
    return Evidence(**{**record, **spans, **stated})
