"""Essential, optional or no requirement: the reader against 340 labelled sentences of real ads (benchmarks/labels)."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from api.wiring import Reading
from matcher.ads import JobAd
from matcher.demand import ORDER, Importance
from matcher.evaluation import binary_agreement
from matcher.mentions import Span
from matcher.sections import SectionKind, read_sections
from models.training.labelled import IMPORTANCE, NONE, read_labelled
from models.training.linked_by_hand import read_linked

CLASSES = ("essential", "optional", NONE)


def predicted(reading: Reading, ad: JobAd, span: Span) -> str:
    """The strongest importance that the reader gives a passage of these words; none where it reads no request."""
    touched = (p for p in reading.ads.read(ad.text).passages if _overlaps(p.sentence.span, span))
    return min((p.importance for p in touched if p.wants), key=ORDER.index, default=None) or NONE


BY_HEADING = {
    SectionKind.REQUIRED: Importance.ESSENTIAL.value,
    SectionKind.DUTIES: Importance.ESSENTIAL.value,
    SectionKind.PREFERRED: Importance.OPTIONAL.value,
}
"""What the heading above a sentence says; a baseline."""


def by_heading(ad: JobAd, span: Span) -> str:
    sections = read_sections(ad.text)
    return next((BY_HEADING.get(s.kind, NONE) for s in sections if any(_overlaps(b, span) for b in s.blocks)), NONE)


def measure(reading: Reading) -> dict[str, Any]:
    rows = list(read_labelled(IMPORTANCE))
    found = [predicted(reading, row.ad, row.span) for row in rows]
    linked = frozenset(_words(sentence.text) for sentence in read_linked())
    held = [i for i, row in enumerate(rows) if row.held_out and _words(row.span.of(row.ad.text)) not in linked]
    gold = [rows[i].label for i in held]
    commonest = Counter(row.label for row in rows if not row.held_out).most_common(1)[0][0]
    return {
        "agreement of two passes": round(sum(len(set(row.passes)) == 1 for row in rows) / len(rows), 4),
        "all": _figures([row.label for row in rows], found),
        "held out": _figures(gold, [found[i] for i in held]),
        "held out, baseline: heading alone": _figures(gold, [by_heading(rows[i].ad, rows[i].span) for i in held]),
        "held out, baseline: commonest label": _figures(gold, [commonest] * len(held)),
    }


def _words(text: str) -> str:
    """Alike in the postings of one ad."""
    return " ".join(re.findall(r"\w+", text.casefold()))


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
        f"passes agreed on {figures['agreement of two passes']:.1%} of them. What tells asking from "
        "not asking was learned on the half that is not held out and on the windows beside it. Of those held out, what "
        "another posting that we linked by hand holds word for word is left out.",
        "",
        "| sentences | n | macro F1 | essential | optional | none |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, own in figures.items():
        if name.startswith("agreement"):
            continue
        each = " | ".join(f"{own['F1'][label]:.3f}" for label in CLASSES)
        lines.append(f"| {name} | {own['n']} | {own['macro F1']:.3f} | {each} |")
    return lines
