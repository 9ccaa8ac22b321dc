"""What small ads ask for, and how much they want it: hand-written cases, one a line of small_ads.jsonl."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from matcher.passages import Passage
from matcher.reading import AdReader
from models.splitter import load_splitter
from tests.fakes import small_linker

CASES = Path(__file__).with_name("small_ads.jsonl")
KEPT_APART = ("essential", "optional", "silent")


def cases() -> Iterator[Any]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        failing = [pytest.mark.xfail(strict=True, reason="not read yet")] if case.get("known_failure") else []
        yield pytest.param(case, id=case["ad"][:70], marks=failing)


@pytest.fixture(scope="module")
def reader() -> AdReader:
    return AdReader(splitter=load_splitter(), linker=small_linker())


def said_of(words: str, text: str, passages: list[Passage]) -> str:
    at = text.index(words)
    for passage in passages:
        if passage.sentence.span.start <= at < passage.sentence.span.end:
            return passage.importance.value if passage.asks else "silent"
    return "silent"


@pytest.mark.parametrize("case", list(cases()))
def test_a_small_ad_asks_for_what_it_says_and_no_more(case: dict[str, Any], reader: AdReader) -> None:
    text = case["ad"]
    passages = reader.passages(text)
    expected = {words: kind for kind in KEPT_APART for words in case.get(kind, ())}
    assert expected
    assert {words: said_of(words, text, passages) for words in expected} == expected
