"""Essential, optional or no requirement: the reader against 340 labelled sentences of real ads (benchmarks/labels)."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.wiring import Reading
from corpora.ads.files import read_ads
from matcher.ads import JobAd
from matcher.demand import ORDER
from matcher.evaluation import binary_agreement
from matcher.mentions import Span
from models.training.data import shared_data

LABELS = Path(__file__).parents[1] / "labels" / "importance.jsonl"
NONE = "none"
CLASSES = ("essential", "optional", NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    ad: JobAd
    span: Span
    label: str
    passes: tuple[str, str]
    held_out: bool


def read_labelled() -> Iterator[Labelled]:
    """Raises ValueError where an ad no longer holds the words that were labelled."""
    rows = [json.loads(line) for line in LABELS.read_text().splitlines()]
    files = {row["file"] for row in rows}
    ads = {
        (name, ad.id): ad for name in files for ad in read_ads(shared_data() / "ads" / name) if isinstance(ad, JobAd)
    }
    for row in rows:
        ad = ads[row["file"], row["ad"]]
        span = Span(row["start"], row["end"])
        if not hashlib.sha256(span.of(ad.text).encode()).hexdigest().startswith(row["sha256"]):
            raise ValueError(f"{row['file']}, ad {row['ad']}: the words at {span} are not those that were labelled")
        held_out = int(row["sha256"][0], 16) % 2 == 1
        yield Labelled(ad=ad, span=span, label=row["label"], passes=tuple(row["passes"]), held_out=held_out)


def predicted(reading: Reading, ad: JobAd, span: Span) -> str:
    """The strongest importance that the reader gives a passage of these words; none where it reads no request."""
    least = reading.linker.policy.asks_from
    touched = (p for p in reading.ads.read(ad.text).passages if _overlaps(p.sentence.span, span))
    asking = [p for p in touched if p.asks and (p.requires or (p.likely or 0.0) >= least)]
    return min((p.importance for p in asking), key=ORDER.index).value if asking else NONE


def measure(reading: Reading) -> dict[str, Any]:
    rows = list(read_labelled())
    found = [predicted(reading, row.ad, row.span) for row in rows]
    held = [i for i, row in enumerate(rows) if row.held_out]
    return {
        "agreement of two passes": round(sum(len(set(row.passes)) == 1 for row in rows) / len(rows), 4),
        "all": _figures([row.label for row in rows], found),
        "held out": _figures([rows[i].label for i in held], [found[i] for i in held]),
    }


def _figures(gold: Sequence[str], found: Sequence[str]) -> dict[str, Any]:
    each = {label: binary_agreement([f == label for f in found], [g == label for g in gold]) for label in CLASSES}
    pairs = Counter(f"{g} read as {f}" for g, f in zip(gold, found, strict=True) if g != f)
    return {
        "n": len(gold),
        "macro F1": round(sum(agreed.f1 for agreed in each.values()) / len(CLASSES), 4),
        "F1": {label: round(agreed.f1, 4) for label, agreed in each.items()},
        "errors": dict(sorted(pairs.items())),
    }


def _overlaps(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def report(figures: Mapping[str, Any]) -> list[str]:
    lines = [
        "## Importance",
        "",
        "Essential, optional or no requirement, on 340 labelled sentences of real ads (`benchmarks/labels`); two "
        f"passes agreed on {figures['agreement of two passes']:.1%} of them.",
        "",
        "| sentences | n | macro F1 | essential | optional | none |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name in ("all", "held out"):
        own = figures[name]
        each = " | ".join(f"{own['F1'][label]:.3f}" for label in CLASSES)
        lines.append(f"| {name} | {own['n']} | {own['macro F1']:.3f} | {each} |")
    return lines
