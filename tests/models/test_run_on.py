"""Items pasted one after the other are read one by one; a sentence of usual length is left whole."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.mentions import Span
from models.run_on import LONG_WORDS, LONGEST_WORDS, pieces
from models.splitter import SpacySplitter, load_splitter

LIST = (
    "Excellent written and spoken communication with patients and their families Experience of managing a busy ward at "
    "night Knowledge of medicines management Ability to lead a small team through change Assists other colleagues with "
    "daily tasks You will report to the matron The ward has twenty beds"
)


def cut(text: str) -> list[str]:
    return [text[begin:end].strip() for begin, end in pieces(text)]


def test_a_sentence_that_runs_on_is_cut_where_an_item_or_a_sentence_opens() -> None:
    assert len(LIST.split()) > LONG_WORDS
    assert cut(LIST) == [
        "Excellent written and spoken communication with patients and their families",
        "Experience of managing a busy ward at night",
        "Knowledge of medicines management",
        "Ability to lead a small team through change",
        "Assists other colleagues with daily tasks",
        "You will report to the matron",
        "The ward has twenty beds",
    ]


def test_a_sentence_of_usual_length_is_left_whole_whatever_opens_in_it() -> None:
    short = " ".join(LIST.split()[:LONG_WORDS])
    assert cut(short) == [short]


@pytest.mark.parametrize(
    "words",
    [
        "who gained an Advanced certificate",
        "using Experience Builder",
        "under the Family Leave Act",
        "called Master Class",
    ],
)
def test_names_and_what_goes_on_are_not_cut(words: str) -> None:
    text = f"{'we look for somebody kind ' * 9}{words} {'and so on ' * 4}".strip()
    assert cut(text) == [text]


def test_what_is_longer_than_a_reader_takes_in_is_cut_at_a_joint_else_at_a_blank() -> None:
    listed = ", ".join(f"item{i} of the list" for i in range(40))
    assert [len(part.split()) for part in cut(listed)] == [76, 76, 8]
    assert cut(listed)[1].startswith("item19 of")
    assert [len(part.split()) for part in cut("word " * 200)] == [LONGEST_WORDS, LONGEST_WORDS, 40]


@given(st.lists(st.sampled_from(["Experience", "of", "care,", "and", "teams", "You", "word", "\t", "."]), max_size=250))
def test_the_parts_follow_each_other_without_a_gap(words: list[str]) -> None:
    text = " ".join(words)
    parts = list(pieces(text))
    assert (parts[0][0], parts[-1][1]) == (0, len(text))
    assert all(a[1] == b[0] for a, b in pairwise(parts))
    assert all(len(text[begin:end].split()) <= LONGEST_WORDS for begin, end in parts)


@pytest.fixture(scope="module")
def splitter() -> SpacySplitter:
    return load_splitter()


def test_a_list_without_marks_becomes_its_items_with_offsets(splitter: SpacySplitter) -> None:
    [found] = splitter.split(LIST, [Span(0, len(LIST))])
    assert "Knowledge of medicines management" in [sentence.text for sentence in found]
    assert all(sentence.span.of(LIST) == sentence.text for sentence in found)


def test_what_is_written_in_capitals_is_cut_into_the_same_sentences(splitter: SpacySplitter) -> None:
    text = (
        "You will manage a small budget for the whole department. We expect five years of experience in a busy office "
        "and a calm way with people! The ideal person enjoys order."
    )
    [plain], [loud] = (splitter.split(given, [Span(0, len(given))]) for given in (text, text.upper()))
    assert [sentence.span for sentence in loud] == [sentence.span for sentence in plain]
    assert loud[0].text == "YOU WILL MANAGE A SMALL BUDGET FOR THE WHOLE DEPARTMENT."


def test_a_message_without_marks_is_cut_where_a_demand_or_a_verdict_says_so() -> None:
    text = "Night baker leeds must have rye experience ability to lift sacks spelt a plus cakes desirable no agencies"
    assert cut(text) == [
        "Night baker leeds",
        "must have rye experience",
        "ability to lift sacks spelt a plus",
        "cakes desirable",
        "no agencies",
    ]
    assert cut("you will be able to bake at night and to please the town, with no help at all") == [
        "you will be able to bake at night and to please the town, with no help at all"
    ]
