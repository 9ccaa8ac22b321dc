"""Blocks of an ad become sentences, with offsets into the original text."""

import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.mentions import Sentence, Span
from models.splitter import MAX_BLOCK_CHARACTERS, SpacySplitter, load_splitter


@pytest.fixture(scope="module")
def splitter() -> SpacySplitter:
    return load_splitter()


def split(splitter: SpacySplitter, text: str) -> list[Sentence]:
    [found] = splitter.split(text, [Span(0, len(text))])
    return found


def test_a_paragraph_is_cut_into_its_sentences(splitter: SpacySplitter) -> None:
    text = "You will manage a small budget. We expect five years of experience! Do you know SQL?"
    assert [sentence.text for sentence in split(splitter, text)] == [
        "You will manage a small budget.",
        "We expect five years of experience!",
        "Do you know SQL?",
    ]


def test_a_short_item_without_an_inner_full_stop_is_one_sentence(splitter: SpacySplitter) -> None:
    text = "Excellent communication skills Node.js ASP.NET v4.8 and so on"
    assert [sentence.text for sentence in split(splitter, text)] == [text]


def test_each_block_has_its_own_sentences_with_offsets_into_the_whole_text(splitter: SpacySplitter) -> None:
    text = "🙂🙂 skip\n  Manage budgets.  \n你好, write SQL queries"
    start, other = text.index("  Manage"), text.index("你好")
    blocks = [Span(start, start + 19), Span(other, len(text))]
    [[first], [second]] = splitter.split(text, blocks)
    assert first == Sentence(first.span, "Manage budgets.")
    assert first.span == Span(start + 2, start + 17)
    assert second.span == blocks[1]


def test_a_block_without_letters_holds_no_sentence(splitter: SpacySplitter) -> None:
    assert splitter.split("•••\n---", [Span(0, 3), Span(4, 7)]) == [[], []]
    assert splitter.split("text", []) == []


def test_the_sentences_of_a_block_do_not_depend_on_the_other_blocks(splitter: SpacySplitter) -> None:
    lines = ["You lead a team of five.", "Write Python. Test it.", "Care for patients"] * 30
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    blocks = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    together = splitter.split(text, blocks)
    assert together[:3] == [splitter.split(text, [block])[0] for block in blocks[:3]]
    assert together == splitter.split(text, blocks)


def test_a_very_long_block_is_read_in_full_though_in_slices(splitter: SpacySplitter) -> None:
    text = "internationalisation " * (MAX_BLOCK_CHARACTERS // 21 + 40)
    found = split(splitter, text)
    assert "".join(sentence.text for sentence in found).replace(" ", "") == text.replace(" ", "")
    assert all(sentence.span.of(text) == sentence.text for sentence in found)


def test_a_very_long_word_is_read_too(splitter: SpacySplitter) -> None:
    text = "x" * (MAX_BLOCK_CHARACTERS + 5)
    assert "".join(sentence.text for sentence in split(splitter, text)) == text


pieces = st.sampled_from(
    [
        "You manage budgets",
        ". ",
        ", ",
        "\t",
        "  ",
        "e.g. ",
        "SQL/",
        "(Java)",
        "🙂",
        "مدير",
        "\u00a0",
        "! ",
        " and ",
        "• ",
    ]
)


@settings(max_examples=40, deadline=None)
@given(text=st.lists(pieces, min_size=1, max_size=12).map("".join))
def test_sentences_stand_in_order_at_their_offsets(splitter: SpacySplitter, text: str) -> None:
    found = split(splitter, text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for sentence in found:
        assert sentence.span.of(text) == sentence.text == sentence.text.strip()


@pytest.mark.parametrize("rule", ["=" * 9_000, "(" * 9_000, "_" * 9_000, "a.b,c;" * 1_500], ids=lambda r: r[:3])
def test_rules_form_blanks_and_endless_words_are_read_in_no_time(splitter: SpacySplitter, rule: str) -> None:
    text = f"Know SQL {rule} well"
    started = time.process_time()
    found = split(splitter, text)
    assert time.process_time() - started < 8
    assert "".join(sentence.text for sentence in found).replace(" ", "") == text.replace(" ", "")


def test_short_sentences_without_end_take_linear_time(splitter: SpacySplitter) -> None:
    assert len(split(splitter, "Ab. " * 2_000)) == 2_000


def test_the_pipeline_is_loaded_without_torch() -> None:
    """In a process of its own: others here may have loaded torch."""
    code = "import sys; from models.splitter import load_splitter; load_splitter(); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
