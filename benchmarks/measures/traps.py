"""Hand-written cases of what readers of ads fall for, and others written by somebody who didn't know the rules."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from api.wiring import Reading
from corpora.documents.leftovers import without_leftovers
from corpora.documents.text import clean_text
from matcher.concepts import ConceptUri
from matcher.demand import Demand

GOLDEN = Path(__file__).parents[2] / "tests" / "golden"
CASES = GOLDEN / "traps.jsonl"
READ_CASES = GOLDEN / "traps_read.jsonl"
"""Written by people who did not know the rules; since then read, and rules changed for them."""
BLIND_CASES = GOLDEN / "traps_blind.jsonl"
"""Written likewise, and measured once: nobody who changes rules has read them."""
EITHER = " | "
"""Between labels of which any one will do."""


def read_cases(path: Path = CASES) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def failures(case: Mapping[str, Any], reading: Reading) -> Iterator[str]:
    """What the reader gets wrong in a case; nothing if it passes. Of a level more or fewer of its words may be read."""
    read = reading.ads.read(without_leftovers(clean_text(case["ad"])).text)
    labels = {reading.taxonomy.skill(demand.skill).preferred_label: demand for demand in read.demands}
    yield from _asked(case["asks"], labels)
    for names in case.get("not", ()):
        yield from (f"asks for {name}" for name in names.split(EITHER) if name in labels)
    for names, words in case.get("levels", {}).items():
        stated = [level.lower() for name in names.split(EITHER) if name in labels for level in labels[name].levels]
        if not any(words.lower() in level or level in words.lower() for level in stated):
            yield f"does not tie {words!r} to {names}"
    free = " / ".join(passage.sentence.text for passage in read.unmatched())
    yield from (f"does not show {words!r} as unmatched" for words in case.get("unmatched", ()) if words not in free)
    groups = case.get("alternatives", ())
    yield from (f"does not take {group} for alternatives" for group in groups if not _alternatives(group, labels))


def _asked(wanted: Mapping[str, str], labels: Mapping[str, Demand]) -> Iterator[str]:
    for names, importance in wanted.items():
        hits = [labels[name] for name in names.split(EITHER) if name in labels]
        if not hits:
            yield f"misses {names}"
        elif all(hit.importance.value != importance for hit in hits):
            yield f"takes {names} for {hits[0].importance.value}"


def _alternatives(group: list[str], labels: Mapping[str, Demand]) -> bool:
    found: list[tuple[ConceptUri, frozenset[ConceptUri]]] = []
    for names in group:
        hit = next((labels[name] for name in names.split(EITHER) if name in labels), None)
        if hit is None:
            return False
        found.append((hit.skill, hit.alternatives))
    return all(skill in others for skill, _ in found for other, others in found if other != skill)


def measure(reading: Reading) -> dict[str, Any]:
    others = {"read": READ_CASES, "blind": BLIND_CASES}
    return pass_rates(read_cases(), reading) | {name: pass_rates(read_cases(p), reading) for name, p in others.items()}


def pass_rates(cases: Iterable[Mapping[str, Any]], reading: Reading) -> dict[str, Any]:
    by_trap: defaultdict[str, list[bool]] = defaultdict(list)
    failed: dict[str, list[str]] = {}
    for case in cases:
        wrong = list(failures(case, reading))
        by_trap[case["trap"]].append(not wrong)
        if wrong:
            failed[case["id"]] = wrong
    passed = sum(map(sum, by_trap.values()))
    total = sum(map(len, by_trap.values()))
    return {
        "n": total,
        "pass rate": round(passed / total, 4),
        "nothing asked that is not": round(1 - sum(map(_asks_too_much, failed.values())) / total, 4),
        "by trap": {trap: f"{sum(own)} of {len(own)}" for trap, own in sorted(by_trap.items())},
        "failed": failed,
    }


def _asks_too_much(wrong: Iterable[str]) -> bool:
    return any(fault.startswith("asks for ") for fault in wrong)


def report(figures: Mapping[str, Any]) -> list[str]:
    told = (
        ("hand-written cases (`tests/golden/traps.jsonl`), rules written beside them", figures),
        ("cases written blind and read since (`traps_read.jsonl`)", figures["read"]),
        ("cases written blind and never read (`traps_blind.jsonl`): the figure to expect", figures["blind"]),
    )
    return ["## Traps", "", *(line for what, own in told for line in _told(what, own))]


def _told(what: str, own: Mapping[str, Any]) -> list[str]:
    clean = own["nothing asked that is not"]
    first = f"{own['pass rate']:.1%} of {own['n']} {what} pass in full; {clean:.1%} ask nothing that is not asked."
    return [first, "", *_table(own["by trap"]), ""]


def _table(by_trap: Mapping[str, str]) -> list[str]:
    return ["| trap | pass |", "| --- | ---: |", *(f"| {trap} | {passed} |" for trap, passed in by_trap.items())]
