"""Every operation of the OpenAPI document, asked as it allows and as it forbids, by schemathesis."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

DOCUMENT = "/v1/openapi.json"
LINES = "application/x-ndjson"
REFUSED_FOR_WHAT_IT_MEANS = ["2xx", "403", "404", "413", "422"]
"""What a request that fits its schema may be answered with: no schema knows which words name an occupation, or keys."""
SHOWN = 400
PHASES = ("examples", "coverage", "fuzzing")
WORDS: Mapping[str, tuple[str, ...]] = {
    "query.q": ("librarian", "SQL", "data analysis", "C++", "日本語", "' OR 1=1 --", "\u202egnp.exe", "a" * 300),
    "query.concept": ("SQL", "transversal", "work in teams", "data analysis"),
    "path.concept": ("SQL", "transversal", "work in teams", "../../etc/passwd", "%00"),
    "body.concept": ("SQL", "transversal", "work in teams", "data analysis"),
    "path.uri": ("http://data.europa.eu/esco/skill/598de5b0-5b58-4ea7-8058-a4bc4d18c742", "urn:x", "SQL", "../x"),
    "path.achievement_id": ("c-data", "sample:active-listening-skills", "%2e%2e", "nothing"),
    "query.of": ("c-data", "sample:active-listening-skills", "nothing"),
    "query.ad": ("ad-1", "sample-1", "nothing"),
    "query.cursor": ("0", "20", "999999", "-1", "x"),
    "query.since": ("2024-01-01", "2024-02-30", "0"),
    "query.until": ("2025-12-31", "1000-01-01", "9999-12-31"),
    "query.occupation[*]": ("librarian", "nurse", "zzz"),
    "body.text": ("Librarian\n\nYou must know SQL and work in teams.\n", "- SQL (3+ years)", "<b>SQL</b>"),
    "body.ad.text": ("Librarian\n\nYou must know SQL and work in teams.\n", "- Python, SQL or R", "SQL\u202e"),
    "body.role": ("librarian", "data analyst", "nurse", "zzz"),
    "body.level_from": ("EQF 4", "NZQCF 5", "AQF 99", "4"),
    "body.currency": ("AUD", "EUR", "XYZ"),
}  # fmt: skip
"""Where -> what is sent there half of the time: what is drawn by chance alone names nothing."""
OFTEN = 0.5
HOSTILE = ("\u202e\u2066abc", "=1+1|' /C calc'!A0", "</script><script>alert(1)</script>", "\x1b[2J", "a\u0301" * 50,
           "\u200b\ufeff", "\ufffe", "${7*7}{{7*7}}", "\r\nSet-Cookie: a=b", "../../../../etc/passwd", "%s%n", "NaN",
           "-0", "1e999", "\U0001f468\u200d\U0001f469", "ß" * 300, "\x00", "\x7f\x85")  # fmt: skip
"""Of any text now and then."""
NOW_AND_THEN = 0.1


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    operation: str
    check: str
    what: str
    example: str


@dataclass(slots=True)
class Probed:
    """What came of it: calls by operation, and each kind of fault once."""

    calls: Counter[str] = field(default_factory=Counter)
    faults: dict[tuple[str, str, str], Fault] = field(default_factory=dict)

    def add(self, operation: str, check: str, what: str, example: str) -> None:
        self.faults.setdefault((operation, check, what), Fault(operation, check, what, example[:SHOWN]))


def probe(app: FastAPI, *, examples: int, seed: int, phases: tuple[str, ...] = PHASES) -> Probed:
    """`examples`: of each operation in the fuzzing phase; how many there are in the others the document decides."""
    register_lines()
    config = SchemathesisConfig.from_dict(settings(examples, seed, phases))
    found = Probed()
    for event in from_schema(schemathesis.openapi.from_asgi(DOCUMENT, app, config=config)).execute():
        if isinstance(event, events.ScenarioFinished):
            found.calls[event.recorder.label] += len(event.recorder.interactions)
            for check, what, example in failures(event):
                found.add(event.recorder.label, check, what, example)
        elif isinstance(event, events.NonFatalError):
            found.add(event.label, "could not be asked", str(event.info), "")
        elif isinstance(event, events.FatalError):
            raise event.exception
    return found


def settings(examples: int, seed: int, phases: tuple[str, ...]) -> dict[str, Any]:
    return {
        "seed": seed,
        "generation": {
            "deterministic": True,
            "max-examples": examples,
            "database": "none",
            "dictionaries": {"string": {"dictionary": "hostile", "probability": NOW_AND_THEN}},
        },
        "continue-on-failure": True,
        "suppress-health-check": ["all"],
        "checks": {"positive_data_acceptance": {"expected-statuses": REFUSED_FOR_WHAT_IT_MEANS}},
        "phases": {
            **{phase: {"enabled": phase in phases} for phase in PHASES},
            "stateful": {"enabled": False},  # answers name nothing that is asked for by its name later
        },
        "dictionaries": {"hostile": {"values": list(HOSTILE)}}
        | {name: {"values": list(words)} for name, words in WORDS.items()},
        "parameters": {name: {"dictionary": name, "probability": OFTEN} for name in WORDS},
    }


def failures(event: events.ScenarioFinished) -> Iterator[tuple[str, str, str]]:
    """(check, what is wrong, a request that shows it)."""
    for checks in event.recorder.checks.values():
        for one in checks:
            if one.failure_info is not None and not is_text_by_nature(one.name, one.failure_info.code_sample):
                failure = one.failure_info.failure
                yield one.name, f"{failure.title}: {failure.message}"[:SHOWN], one.failure_info.code_sample


def is_text_by_nature(check: str, request: str) -> bool:
    """Whatever is sent as lines is a text, as its schema says: none of it is "schema-violating"."""
    return check == "negative_data_rejection" and LINES in request


def register_lines() -> None:
    """Schemathesis knows NDJSON by no serialiser of its own."""

    @schemathesis.serializer(LINES)
    def lines(_: Any, value: Any) -> bytes:  # noqa: ANN401 - whatever was drawn
        if isinstance(value, bytes):
            return value
        return value.encode("utf-8", "replace") if isinstance(value, str) else json.dumps(value).encode()
