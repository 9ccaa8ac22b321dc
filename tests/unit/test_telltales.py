"""Words without which a pattern matches nothing: never is a match hidden by them."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.ads.files import read_sample_ads
from corpora.implied_cues import read_implied_cues
from matcher import asides, gate, proficiency, signs, stances, unasked
from matcher.asking import SIGNS
from matcher.phrases import Phrases, any_of, phrases_of
from matcher.telltales import telltales, words_in

LEXICONS: Mapping[str, Phrases] = {
    f"{module.__name__}.{name}": value
    for module in (asides, gate, proficiency, signs, stances, unasked)
    for name, value in vars(module).items()
    if isinstance(value, Phrases)
} | {f"asking: {name}": pattern for name, pattern in SIGNS if isinstance(pattern, Phrases)}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\bskills?\b", {"skill"}),
        (r"\bmust\b", {"must "}),
        (r"\b(?:use|using) of\b", {"use ", "using "}),
        (r"\bprefer(?:red|able)\b", {"preferred ", "preferable "}),
        (r"\bm(?:ust|ay) have\b", {"have "}),
        (r"\bm(?:ust|ay)\b", {"must ", "may "}),
        (r"^\W*(?:[Rr]equired|[Ee]ssential):", {"required ", "essential "}),
        (r"(?<![\w-])(?:expert|basic)(?![\w-])", {"exper", "basic"}),
        (r"\b(?:no \w+ ){1,2}\w*ing", {"no "}),
        (r",\s(?=(?:but|however)\b)", {"but ", "however "}),
        (r"\bdon.t\b", {"don"}),
    ],
)
def test_a_pattern_gives_away_the_words_it_needs(pattern: str, expected: set[str]) -> None:
    assert telltales(pattern) == frozenset(expected)


@pytest.mark.parametrize("pattern", [r"\w+ing", r";\s?", "skills", r"(?:\bmust\b|\d+)", r"\bgo", r"(?:must)?", r"\bx*"])
def test_of_a_pattern_that_may_match_without_a_certain_word_nothing_is_said(pattern: str) -> None:
    assert telltales(pattern) is None


def test_the_words_of_a_text_are_whole_or_beginnings_in_small_letters() -> None:
    assert words_in("Go-getters, Rust") == {"go ", "get", "gett", "gette", "getters ", "rus", "rust", "rust "}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(r"\bskill", "\u017fKILL"), (r"\bkind\b", "\u212aINd"), (r"\bit is\b", "\u0130t \u0131\u017f")],
)
def test_letters_that_a_pattern_takes_for_others_hide_nothing(pattern: str, text: str) -> None:
    assert any_of(pattern).search(text) is not None
    assert phrases_of(pattern, before="").search(text) is not None


fragments = st.sampled_from(
    ["must", "no", "Use", "skill", "s", "ing", " ", " ", "-", ".", "\n", "\u00e9", "_", "\u0130", "7"]
)
WORDS = ("must", "no", "use", "skill", "s", " ", "-", "7")
SYNTAX = (
    r"\b",
    r"\W*",
    r"\s",
    r"\w+",
    "s?",
    r"^\W*",
    "[Uu]",
    "[^.]",
    "$",
    r"(?!no\b)",
    r"(?<!\w)",
    "(?= )",
    r"\d",
    ".",
)
patterns = st.recursive(
    st.sampled_from([*map(re.escape, WORDS), *SYNTAX]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        inner.map(lambda part: f"(?:{part}){{1,2}}"),
        inner.map(lambda part: f"(?:{part})?"),
        inner.map(lambda part: f"(?={part})"),
    ),
    max_leaves=12,
)


@given(pattern=patterns, texts=st.lists(st.lists(fragments, max_size=12).map("".join), min_size=1, max_size=8))
def test_where_a_pattern_matches_one_of_its_telltales_stands(pattern: str, texts: list[str]) -> None:
    needed, compiled = telltales(pattern), re.compile(pattern, re.IGNORECASE)
    for text in texts:
        if needed is not None and compiled.search(text):
            assert not needed.isdisjoint(words_in(text))


def test_phrases_find_in_the_sentences_of_ads_what_each_of_them_would_find() -> None:
    sentences = [line for ad in read_sample_ads() for line in re.split(r"(?<=[.;\n])\s*", ad.text) if line]
    for name, phrases in LEXICONS.items():
        each = {pattern for patterns in phrases.told.values() for pattern in patterns}
        alone = [*each, *([phrases.untold] if phrases.untold else [])]
        for text in sentences:
            expected = any(pattern.search(text) for pattern in alone)
            assert (phrases.search(text) is not None) is expected, (name, text)


def test_no_cue_is_passed_over_where_it_stands() -> None:
    sentences = [line for ad in read_sample_ads() for line in re.split(r"(?<=[.;\n])\s*", ad.text) if line]
    for cue in read_implied_cues():
        found = [text for text in sentences if cue.pattern.search(text)]
        assert all(cue.telltales is None or not cue.telltales.isdisjoint(words_in(text)) for text in found)
