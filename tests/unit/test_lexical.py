"""BM25 agrees with a reference library, coverage with hand calculation, and exact labels with the text's letters."""

import math
from itertools import pairwise

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.lexical import K1, B, ExactLabel, LabelIndex, build_label_index
from matcher.mentions import Span
from models.tokens import StemTokenizer

LABELS = (
    ("manage library budgets",),
    ("budget management", "control of budgets and spending"),
    ("Python (computer programming)", "Python"),
    ("R",),
    ("analyse data", "data analysis"),
    ("big data",),
)
ONE_LABEL_EACH = [own[:1] for own in LABELS] + [("data data warehouse data",)]


def labels() -> LabelIndex:
    return build_label_index(LABELS, StemTokenizer())


def found(text: str) -> list[tuple[int, str]]:
    return [(hit.position, hit.span.of(text)) for hit in labels().exact(text)]


def test_bm25_equals_the_library_where_each_concept_has_one_label() -> None:
    tokenize = StemTokenizer()
    corpus = [[token.stem for token in tokenize(label)] for [label] in ONE_LABEL_EACH]
    # "lucene" has our idf; it leaves out the constant factor (k1 + 1) of the original formula.
    library = bm25s.BM25(method="lucene", k1=K1, b=B, backend="numpy")
    library.index(corpus, show_progress=False)
    ours = build_label_index(ONE_LABEL_EACH, tokenize)
    for query in ("manage data", "budgets for the library", "python", "warehouse data analysis in R"):
        expected = (K1 + 1) * library.get_scores(sorted({t.stem for t in tokenize(query)} & set(ours.vocabulary)))
        bm25, _ = ours.scores(query)
        np.testing.assert_allclose(bm25, expected, atol=1e-4)


def test_a_term_s_weight_counts_the_concepts_that_use_it_not_their_labels() -> None:
    index = build_label_index([("data", "data set"), ("tea",)], StemTokenizer())
    bm25, _ = index.scores("data")
    idf = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    norm = K1 * (1 - B + B * 1 / (4 / 3))
    assert bm25.tolist() == pytest.approx([idf * (K1 + 1) / (1 + norm), 0.0])


def test_coverage_is_the_share_of_idf_of_the_label_that_stands_in_the_text_most() -> None:
    index = build_label_index([("data analysis", "statistics"), ("big data",)], StemTokenizer())
    idf_data, idf_once = math.log(1 + 0.5 / 2.5), math.log(1 + 1.5 / 1.5)
    _, coverage = index.scores("data")
    share = idf_data / (idf_data + idf_once)
    assert coverage.tolist() == pytest.approx([share, share])
    assert index.scores("analysis, big!")[1].tolist() == pytest.approx([1 - share, 1 - share])
    assert index.scores("statistics")[1].tolist() == pytest.approx([1.0, 0.0])


def test_repeating_a_word_does_not_raise_a_score() -> None:
    once, thrice = labels().scores("budget"), labels().scores("budget budgets budget")
    np.testing.assert_array_equal(once, thrice)


def test_a_text_without_known_words_scores_nothing() -> None:
    for text in ("", "of the and", "zebra", "🙂"):
        bm25, coverage = labels().scores(text)
        assert bm25.tolist() == coverage.tolist() == [0.0] * len(LABELS)
        assert labels().exact(text) == []


def test_the_longest_label_wins_and_inner_ones_are_left_out() -> None:
    assert found("You control of budgets and spending, big data") == [
        (1, "control of budgets and spending"),
        (5, "big data"),
    ]


def test_labels_are_found_in_other_forms_of_their_words() -> None:
    assert found("Managing the library's budget") == [(0, "Managing the library's budget")]
    assert found("library managed for budgets") == []
    assert found("DATA ANALYSIS") == [(4, "DATA ANALYSIS")]


def test_short_names_are_compared_by_case() -> None:
    assert found("R and r, and R&D") == [(3, "R"), (3, "R")]
    assert found("point r") == []


@pytest.mark.parametrize("between", [", ", "\n", "; "])
def test_a_label_is_not_found_across_commas_semicolons_or_line_ends(between: str) -> None:
    assert found(f"analyse{between}data") == []


def test_a_label_that_two_concepts_share_is_found_for_both() -> None:
    index = build_label_index([("python",), ("Python",)], StemTokenizer())
    span = Span(4, 10)
    assert index.exact("big python") == [
        ExactLabel(position=0, label="python", span=span),
        ExactLabel(position=1, label="Python", span=span),
    ]


@pytest.mark.parametrize("before", ["🙂🙂 ", "مرحبا بكم ", "naïve cafe\u0301 ", "👩‍👩‍👧 "])
def test_offsets_are_right_after_letters_of_any_script(before: str) -> None:
    text = f"{before}Python, big data"
    [python, data] = labels().exact(text)
    assert (python.span, data.span) == (
        Span(len(before), len(before) + 6),
        Span(len(before) + 8, len(before) + 16),
    )


words = st.sampled_from(["big", "data", "Python", "R", "r", "manage", "library", "budgets", "the", "🙂", "ß", "İ"])
texts = st.lists(st.tuples(words, st.sampled_from([" ", ", ", "\n", "  ", ";", "-"]))).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


@given(st.one_of(texts, st.text()))
def test_exact_spans_lie_in_the_text_in_order_without_overlap(text: str) -> None:
    spans = list(dict.fromkeys(hit.span for hit in labels().exact(text)))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


def test_how_many_concepts_use_a_word_is_known_by_its_stem() -> None:
    assert [labels().users(stem) for stem in ("budget", "data", "r", "unheard")] == [2, 2, 1, 0]


def test_a_label_says_no_more_than_words_where_all_else_in_it_says_little() -> None:
    index = labels()
    assert index.says_no_more(1, ["manag", "budget"], frozenset())
    assert index.says_no_more(1, ["budget"], frozenset({"manag"}))
    assert not index.says_no_more(0, ["budget"], frozenset({"manag"}))
    assert not index.says_no_more(5, ["big", "data", "unheard"], frozenset())
    assert [index.holds(position, "data") for position in range(len(LABELS))] == [False] * 4 + [True] * 2


def test_the_concepts_with_a_word_of_a_stem_in_any_label_are_told_in_order() -> None:
    assert labels().having("budget") == [0, 1]
    assert labels().having("data") == [4, 5]
    assert labels().having("nobody") == []
