"""Whose doing a mention is, by the grammar of its sentence: hand-written sentences, one a line of whose.txt."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from matcher.grammar import tree
from matcher.mentions import Span
from matcher.people import people_of
from matcher.signs import SIGNS
from matcher.subjects import Subjects
from matcher.whose import unasked
from models.parser import SpacyParser, load_parser

CASES = Path(__file__).with_name("whose.txt")
PEOPLE = people_of(())
_MARKED = re.compile(r"\[([^\]]+)\]|\{([^}]+)\}")


def cases() -> Iterator[Any]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            failing = [pytest.mark.xfail(strict=True, reason="not read yet")] if line.startswith("! ") else []
            yield pytest.param(line.removeprefix("! "), id=line[:60], marks=failing)


def unmarked(line: str) -> tuple[str, dict[Span, bool]]:
    """The sentence without its marks, and whether each marked mention is somebody else's."""
    text, mentions, end = "", {}, 0
    for match in _MARKED.finditer(line):
        text += line[end : match.start()]
        words = match[1] or match[2]
        mentions[Span(len(text), len(text) + len(words))] = match[1] is not None
        text, end = text + words, match.end()
    return text + line[end:], mentions


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return load_parser()


@pytest.mark.parametrize("line", list(cases()))
def test_a_mention_is_the_applicant_s_unless_grammar_says_otherwise(line: str, parser: SpacyParser) -> None:
    text, mentions = unmarked(line)
    [words] = parser.parse([text])
    parsed = tree(words)
    subjects = Subjects(parsed, PEOPLE)
    assert {span.of(text): unasked(subjects, span) for span in mentions} == {
        span.of(text): theirs for span, theirs in mentions.items()
    }
    assert not any(mentions.values()) or SIGNS.search(text), "without a sign it would not be parsed"
