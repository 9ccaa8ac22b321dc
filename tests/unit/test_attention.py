"""Token attention against hand calculation and a loop that does it one label and one token at a time."""

import math
import re

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.attention import LABEL_TOKENS, SHARPNESS, attended, focus, label_tokens
from matcher.mentions import Span
from matcher.vectors import TextVectors, Vectors, unit
from tests.fakes import TrigramEncoder

ENCODER = TrigramEncoder()


def read(text: str) -> TextVectors:
    """Words and marks are tokens, between two that stand for no characters."""
    spans = [Span(*match.span()) for match in re.finditer(r"\w+|[^\w\s]", text)]
    tokens = ENCODER.encode(["<s>", *(span.of(text) for span in spans), "</s>"])
    return TextVectors(ENCODER.encode([text]), tokens, (None, *spans, None))


def words_of(text: str, label: str) -> str | None:
    span = focus(text, read(text), ENCODER.encode([label])[0])
    return span.of(text) if span else None


def random_units(rows: int, dim: int, seed: int) -> Vectors:
    return unit(np.random.default_rng(seed).normal(size=(rows, dim)))


def slowly_attended(tokens: Vectors, label: npt.NDArray[np.float32]) -> float:
    """The label against the weighted mean of the tokens, one after the other."""
    weights = [math.exp(SHARPNESS * float(token @ label)) for token in tokens]
    context = np.zeros(len(label))
    for token, weight in zip(tokens, weights, strict=True):
        context += weight / sum(weights) * token
    return float(context @ label / np.linalg.norm(context))


def test_a_label_is_compared_with_the_tokens_weighted_by_how_near_they_are() -> None:
    far = math.exp(-SHARPNESS)
    weights = np.array([1, far]) / (1 + far)
    expected = weights[0] / np.hypot(*weights)
    found = attended(unit([[1, 0], [0, 1]]), unit([[1, 0], [1, 1]]))
    assert found.tolist() == pytest.approx([expected, 1.0], abs=1e-6)


def test_a_single_token_is_all_there_is_to_attend_to() -> None:
    assert attended(unit([3, 4]), unit([[1, 0], [0, 1], [-1, 0]])).tolist() == pytest.approx([0.6, 0.8, -0.6])


def test_attention_is_what_a_loop_over_labels_and_tokens_gives() -> None:
    tokens, labels = random_units(9, 24, 1), random_units(40, 24, 2)
    expected = [slowly_attended(tokens, label) for label in labels]
    np.testing.assert_allclose(attended(tokens, labels), expected, atol=1e-5)


def test_tokens_that_a_label_does_not_attend_to_hardly_count() -> None:
    label = ENCODER.encode(["manage budgets"])
    alone, among_others = (
        float(attended(read(text).tokens, label)[0])
        for text in ("manage budgets", "You will manage budgets while we drive fish to Peru every Friday")
    )
    whole = float(
        (ENCODER.encode(["You will manage budgets while we drive fish to Peru every Friday"]) @ label.T)[0, 0]
    )
    assert among_others == pytest.approx(alone, abs=0.01)
    assert whole < among_others - 0.4


rows = arrays(np.float32, (5, 4), elements=st.integers(-100, 100).map(float))


@given(rows, rows)
def test_what_is_attended_to_is_a_cosine(
    tokens: np.ndarray[tuple[int, int], np.dtype[np.float32]], labels: np.ndarray[tuple[int, int], np.dtype[np.float32]]
) -> None:
    found = attended(unit(tokens), unit(labels))
    assert np.isfinite(found).all()
    assert (np.abs(found) <= 1 + 1e-5).all()


def vectors(*tokens: list[float], spans: tuple[Span | None, ...]) -> TextVectors:
    return TextVectors(whole=unit([1, 0]), tokens=unit(list(tokens)), spans=spans)


def test_each_token_of_a_label_looks_for_its_nearest_in_the_text() -> None:
    labels = label_tokens(
        [
            vectors([1, 0], [0, 1], spans=(Span(0, 2), Span(3, 5))),
            vectors([-1, 0], spans=(Span(0, 2),)),
            vectors([0.6, 0.8], [1, 0], [0.8, 0.6], spans=(Span(0, 1), Span(1, 2), Span(2, 3))),
        ]
    )
    tokens = unit([[1.0, 0.0], [0.6, 0.8]])
    mean, weakest = labels.found_in(tokens, np.array([0, 1, 2]))
    assert mean.tolist() == pytest.approx([0.9, -0.6, (1 + 1 + 0.96) / 3])
    assert weakest.tolist() == pytest.approx([0.8, -0.6, 0.96])
    mean, weakest = labels.found_in(tokens, np.array([2, 0]))
    assert mean.tolist() == pytest.approx([(1 + 1 + 0.96) / 3, 0.9])
    assert weakest.tolist() == pytest.approx([0.96, 0.8])


def test_late_interaction_is_what_a_loop_over_labels_and_tokens_gives() -> None:
    sizes = (1, 4, 2, 7, 3)
    many = [
        TextVectors(random_units(1, 16, n), random_units(size, 16, 100 + n), tuple(Span(i, i + 1) for i in range(size)))
        for n, size in enumerate(sizes)
    ]
    tokens = random_units(6, 16, 50)
    chosen = np.array([4, 0, 3])
    mean, weakest = label_tokens(many).found_in(tokens, chosen)
    nearest = [[max(float(token @ own) for token in tokens) for own in many[n].tokens] for n in chosen.tolist()]
    np.testing.assert_allclose(mean, [sum(own) / len(own) for own in nearest], atol=1e-6)
    np.testing.assert_allclose(weakest, [min(own) for own in nearest], atol=1e-6)


def test_tokens_of_a_label_that_stand_for_no_word_are_left_out() -> None:
    labels = label_tokens([vectors([0, 1], [1, 0], [0, 1], spans=(None, Span(0, 3), None))])
    assert labels.vectors.tolist() == [[1, 0]]
    assert labels.first.tolist() == [0, 1]


def test_a_label_without_a_word_is_known_by_all_its_tokens() -> None:
    labels = label_tokens(
        [vectors([1, 0], [0, 1], spans=(None, None)), vectors([0, 1], [1, 0], spans=(None, Span(0, 1)))]
    )
    assert labels.vectors.tolist() == [[1, 0], [0, 1], [1, 0]]
    assert labels.first.tolist() == [0, 2, 3]


def test_a_long_label_is_known_by_its_first_tokens() -> None:
    text = " ".join(f"word{n}" for n in range(LABEL_TOKENS + 5))
    labels = label_tokens([read(text), read("SQL")])
    assert labels.first.tolist() == [0, LABEL_TOKENS, LABEL_TOKENS + 1]
    np.testing.assert_array_equal(labels.vectors[:LABEL_TOKENS], read(text).tokens[1 : LABEL_TOKENS + 1])


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("We want you to manage budgets, not people.", "manage budgets", "manage budgets"),
        ("Fluent in (Python), daily", "Python", "Python"),
        ("Java/SQL", "SQL", "Java/SQL"),
        ("Python", "Python", "Python"),
        ("مرحبا 🙂 budgets 🙂", "budgets", "budgets"),
    ],
)
def test_the_words_that_a_label_attends_to_are_found_without_the_marks_around_them(
    text: str, label: str, expected: str
) -> None:
    assert words_of(text, label) == expected


def test_neighbours_belong_to_the_words_from_a_share_of_the_weight_on() -> None:
    text = "aa bb cc dd"
    spans = (Span(0, 2), Span(3, 5), Span(6, 8), Span(9, 11))
    label = np.array([1, 0], dtype=np.float32)

    def tokens(*cosines: float) -> TextVectors:
        return vectors(*([c, (1 - c * c) ** 0.5] for c in cosines), spans=spans)

    just_enough, too_little = 1 + math.log(0.41) / SHARPNESS, 1 + math.log(0.39) / SHARPNESS
    assert focus(text, tokens(0, just_enough, 1, too_little), label) == Span(3, 8)
    assert focus(text, tokens(just_enough, too_little, 1, 0), label) == Span(6, 8)
    assert focus(text, tokens(1, 1, 1, 1), label) == Span(0, 11)


def test_a_word_of_several_tokens_weighs_as_much_as_its_heaviest() -> None:
    spans = (None, Span(0, 3), Span(3, 6), Span(7, 9), None)
    read = vectors([1, 0], [0, 1], [1, 0], [0, 1], [1, 0], spans=spans)
    assert focus("abcdef gh", read, np.array([1, 0], dtype=np.float32)) == Span(0, 6)
    assert focus("abcdef gh", read, np.array([0, 1], dtype=np.float32)) == Span(0, 9)


def test_the_first_of_equally_heavy_words_that_lie_apart_is_taken() -> None:
    assert words_of("budgets and then of course budgets", "budgets") == "budgets"
    found = focus("budgets and of budgets", read("budgets and of budgets"), ENCODER.encode(["budgets"])[0])
    assert found == Span(0, 7)


def test_no_words_are_attended_to_where_no_token_is_a_word_s() -> None:
    label = np.array([1, 0], dtype=np.float32)
    assert focus("abc", vectors([1, 0], [0, 1], spans=(None, None)), label) is None
    assert focus("...", vectors([1, 0], spans=(Span(0, 3),)), label) is None


@given(st.text(alphabet="ab,.(🙂 \n", max_size=30), st.sampled_from(["a", "ab", "bb a"]))
def test_the_words_attended_to_stand_in_the_text_and_begin_and_end_with_no_mark(text: str, label: str) -> None:
    span = focus(text, read(text), ENCODER.encode([label])[0])
    if span is not None:
        words = span.of(text)
        assert words == words.strip(" ,.(\n")
        assert words
