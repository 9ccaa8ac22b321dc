"""Where a page lost its line breaks, sentences are still told apart; names, addresses and short forms stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.mentions import Span
from models.splitter import SpacySplitter, load_splitter
from models.unspaced import unspaced


def cut(text: str) -> list[str]:
    return [text[begin:end] for begin, end in unspaced(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Sound grasp of tenancy law.Confident with spreadsheets!Do you drive?You will visit sites.",
            ["Sound grasp of tenancy law.", "Confident with spreadsheets!", "Do you drive?", "You will visit sites."],
        ),
        ("Plans rotas;Orders stock", ["Plans rotas;", "Orders stock"]),
        (
            "The office is in Perth.You start at 6pm.Parking is free.",
            ["The office is in Perth.", "You start at 6pm.", "Parking is free."],
        ),
        ("Experience with SAP.Excellent manners", ["Experience with SAP.", "Excellent manners"]),
        ("Plans, maps, etc.Write to jo@example.org", ["Plans, maps, etc.", "Write to jo@example.org"]),
    ],
)
def test_a_small_letter_a_mark_and_a_capital_part_two_sentences(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "Builds services with Node.js, .NET and Asp.Net",
        "Front ends in Vue.Js or Next.Js",
        "Several tools, e.g.Excel or i.e.Word",
        "A Ph.D or D.Clin.Psy is welcome",
        "Ask Mrs.Jones, Dr.Lee or Prof.Khan",
        "Send it to Robin.Marsh@example.org today",
        "See www.GoodJobs.example.org/Apply or https://example.org/Good.Html",
        "Keeps Report.Final.docx up to date",
        "Contact J.R.Smith",
        "A pass in English:Essential",
        "Earns 2.5K a week and WORKS.Hard",
    ],
)
def test_names_addresses_and_short_forms_stay_whole(text: str) -> None:
    assert cut(text) == [text]


@given(st.lists(st.sampled_from(["rota.", "Plans", "www.", " ", "@x", "e.g.", "law!", "Dr.", "🙂", "\n"]), max_size=60))
def test_the_parts_follow_each_other_without_a_gap(words: list[str]) -> None:
    text = "".join(words)
    assert "".join(cut(text)) == text


@pytest.fixture(scope="module")
def splitter() -> SpacySplitter:
    return load_splitter()


def test_a_short_item_and_a_paragraph_alike_are_cut_at_their_own_offsets(splitter: SpacySplitter) -> None:
    text = "🙂 Sound grasp of tenancy law.Confident with spreadsheets. You enjoy order and you are calm.You drive."
    [found] = splitter.split(text, [Span(2, len(text))])
    assert [sentence.text for sentence in found] == [
        "Sound grasp of tenancy law.",
        "Confident with spreadsheets.",
        "You enjoy order and you are calm.",
        "You drive.",
    ]
    assert all(sentence.span.of(text) == sentence.text for sentence in found)
