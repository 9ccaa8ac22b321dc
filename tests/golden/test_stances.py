"""What the words around a skill say about it: hand-written cases, one a line of stances.jsonl."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from matcher.cues import Clause, Stance, read_clauses, section_of
from matcher.sections import ABOUT_THE_JOB, SectionKind
from matcher.unasked import TEACHES, TRAINED

CASES = Path(__file__).with_name("stances.jsonl")


def cases() -> Iterator[Any]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        failing = [pytest.mark.xfail(strict=True, reason="not read yet")] if case.get("known_failure") else []
        yield pytest.param(case, id=f"{case['section']}: {case['text']}", marks=failing)


def clause_of(words: str, text: str) -> Clause:
    at = text.index(words)
    return next(c for c in read_clauses(text) if c.span.start <= at and at + len(words) <= c.span.end)


@pytest.mark.parametrize("case", list(cases()))
def test_the_words_around_a_skill_say_whether_it_is_asked_for(case: dict[str, Any]) -> None:
    text = case["text"]
    about = section_of(text, SectionKind(case["section"])) in ABOUT_THE_JOB
    found = []
    for expected in case["expect"]:
        stance = clause_of(expected["words"], text).stance
        asks = about and stance is not Stance.NOT_ASKED
        found.append({"words": expected["words"], "stance": str(stance or "none").lower(), "asks": asks})
    assert found == case["expect"]


def test_the_golden_file_is_large_and_mostly_read_right() -> None:
    known = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    assert len(known) >= 120
    assert sum("known_failure" in case for case in known) <= len(known) // 20


def test_the_cheap_look_before_the_search_for_teaching_misses_nothing() -> None:
    texts = [json.loads(line)["text"].lower() for line in CASES.read_text(encoding="utf-8").splitlines()]
    found = [text for text in texts if TRAINED.search(text)]
    assert len(found) >= 10
    assert [text for text in found if not any(stem in text for stem in TEACHES)] == []
