"""Every encoder gives unit vectors that depend on nothing but the text."""

import hashlib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import models
from matcher.errors import InvalidInput
from matcher.mentions import Span
from matcher.vectors import TokenEncoder, unit
from models.encoders import DEFAULT, STOCK, load_encoder
from models.encoders.onnx import OUR_MODEL, load_shipped, load_stock
from models.encoders.pooling import pooled
from models.encoders.sentence import content_of
from tests.fakes import TrigramEncoder

SENTENCES = (
    "Experience with SQL databases",
    "You will lead a team of five engineers.",
    "conduct research interviews",
    "Ability to think critically about evidence",
    "Excellent written and spoken English",
    "Java, Python or Go",
    "manage the library's budget",
    "Care for patients on the ward at night",
    "We offer a pension and 30 days of leave",
    "Operate forklift trucks safely",
)
ODD = ("", " ", "🙂👩‍👩‍👧", "مرحبا بالعالم", "汉字", "\x00\ufeff", "word " * 2_000)


@pytest.fixture(scope="module")
def shipped() -> TokenEncoder:
    return load_shipped()


@pytest.fixture(scope="module")
def stock() -> TokenEncoder:
    return load_stock()


@pytest.fixture(scope="module")
def full() -> TokenEncoder:
    return load_encoder("minilm")


@pytest.fixture(scope="module", params=["trigrams", "shipped", "stock", "full"])
def encoder(request: pytest.FixtureRequest) -> TokenEncoder:
    if request.param == "trigrams":
        return TrigramEncoder()
    loaded: TokenEncoder = request.getfixturevalue(request.param)
    return loaded


@pytest.fixture(params=["shipped", "stock"])
def int8(request: pytest.FixtureRequest) -> TokenEncoder:
    loaded: TokenEncoder = request.getfixturevalue(request.param)
    return loaded


def test_each_row_is_of_length_one_and_of_the_stated_dimension(encoder: TokenEncoder) -> None:
    vectors = encoder.encode(SENTENCES)
    assert vectors.shape == (len(SENTENCES), encoder.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_have_no_vectors(encoder: TokenEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dim)
    assert encoder.encode([]).dtype == np.float32
    assert encoder.encode_tokens([]) == []


@pytest.mark.parametrize("text", ODD)
def test_any_text_has_a_vector_of_length_one_or_zero(encoder: TokenEncoder, text: str) -> None:
    [vector] = encoder.encode([text])
    assert np.isfinite(vector).all()
    assert float(np.linalg.norm(vector)) in (pytest.approx(1, abs=1e-5), 0)


def test_a_text_s_vector_is_the_same_to_the_bit_every_time(encoder: TokenEncoder) -> None:
    first = encoder.encode(SENTENCES)
    np.testing.assert_array_equal(encoder.encode(SENTENCES), first)


def test_like_texts_are_nearer_than_unlike_ones(encoder: TokenEncoder) -> None:
    a, b, c = encoder.encode(["managing budgets", "budget management", "drive a forklift truck"])
    assert a @ b > a @ c


def test_the_whole_of_a_text_with_its_tokens_is_the_text_s_own_vector(encoder: TokenEncoder) -> None:
    found = encoder.encode_tokens(SENTENCES)
    assert {vectors.whole.shape for vectors in found} == {(1, encoder.dim)}
    np.testing.assert_allclose(
        np.concatenate([vectors.whole for vectors in found]), encoder.encode(SENTENCES), atol=1e-6
    )


def test_each_token_has_a_vector_of_length_one_and_the_characters_that_it_stands_for(encoder: TokenEncoder) -> None:
    for text, found in zip(SENTENCES, encoder.encode_tokens(SENTENCES), strict=True):
        assert found.tokens.shape == (len(found.spans), encoder.dim)
        assert found.tokens.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(found.tokens, axis=1), 1, atol=1e-5)
        spans = [span for span in found.spans if span is not None]
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert "".join(span.of(text) for span in spans) == "".join(text.split())


def test_the_tokens_of_words_are_nearest_to_those_words(encoder: TokenEncoder) -> None:
    text = "manage budgets, drive a forklift truck"
    [found] = encoder.encode_tokens([text])
    labels = encoder.encode(["manage budgets", "drive a forklift truck"])
    for part, own in ((Span(0, 14), 0), (Span(16, len(text)), 1)):
        rows = [i for i, span in enumerate(found.spans) if span and part.start <= span.start < part.end]
        cosines = labels @ unit(found.tokens[rows].mean(axis=0))[0]
        assert cosines[own] > cosines[1 - own]


@pytest.mark.parametrize("text", ["", "   "])
def test_a_text_without_a_word_has_a_token_that_stands_for_none(encoder: TokenEncoder, text: str) -> None:
    [found] = encoder.encode_tokens([text])
    assert set(found.spans) == {None}
    assert found.tokens.shape == (len(found.spans), encoder.dim)
    assert np.isfinite(found.tokens).all()


def test_what_is_too_long_to_be_read_is_cut_off_at_its_end(encoder: TokenEncoder) -> None:
    text = "word " * 900 + "end"
    [found] = encoder.encode_tokens([text])
    spans = [span for span in found.spans if span is not None]
    assert spans == [Span(5 * i, 5 * i + 4) for i in range(min(len(spans), 900))] + spans[900:]
    assert len(spans) >= 100
    np.testing.assert_allclose(np.linalg.norm(found.tokens, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("text", ODD)
def test_any_text_has_tokens_that_stand_in_it(encoder: TokenEncoder, text: str) -> None:
    [found] = encoder.encode_tokens([text])
    assert len(found.tokens) == len(found.spans) >= 1
    assert np.isfinite(found.tokens).all()
    assert all(span.end <= len(text) for span in found.spans if span is not None)


def test_a_text_s_vector_does_not_depend_on_the_other_texts(encoder: TokenEncoder) -> None:
    together = encoder.encode([*SENTENCES, "word " * 30])
    alone = np.concatenate([encoder.encode([sentence]) for sentence in SENTENCES[:3]])
    np.testing.assert_allclose(together[:3], alone, atol=2e-6)


@pytest.mark.parametrize("others", [("a",), ("", "word " * 900), SENTENCES[::-1]])
def test_the_encoder_that_serves_gives_the_same_bits_whatever_the_other_texts(
    int8: TokenEncoder, others: tuple[str, ...]
) -> None:
    alone = np.concatenate([int8.encode([sentence]) for sentence in SENTENCES])
    together = int8.encode([*others, *SENTENCES, *others])
    np.testing.assert_array_equal(together[len(others) : len(others) + len(SENTENCES)], alone)
    tokens = int8.encode_tokens([*others, "Java, Go"])[-1].tokens
    np.testing.assert_array_equal(tokens, int8.encode_tokens(["Java, Go"])[0].tokens)


def test_eight_bits_stay_near_to_full_precision(stock: TokenEncoder, full: TokenEncoder) -> None:
    cosines = (stock.encode(SENTENCES) * full.encode(SENTENCES)).sum(axis=1)
    assert cosines.min() > 0.97
    for mine, theirs in zip(stock.encode_tokens(SENTENCES), full.encode_tokens(SENTENCES), strict=True):
        assert mine.spans == theirs.spans
        assert (mine.tokens * theirs.tokens).sum(axis=1).mean() > 0.95


def test_an_encoder_is_named_by_its_weights(shipped: TokenEncoder, stock: TokenEncoder) -> None:
    assert stock.name == load_encoder(STOCK).name == "all-minilm-l6-v2-int8@8199be6f699a"
    assert shipped.name == load_encoder().name == load_encoder(DEFAULT).name
    digest = hashlib.sha256((Path(models.__path__[0]) / OUR_MODEL).read_bytes()).hexdigest()
    assert shipped.name == f"skills-minilm-int8@{digest[:12]}"
    assert shipped.dim == stock.dim == 384


def test_what_ships_was_trained_away_from_the_stock_model(shipped: TokenEncoder, stock: TokenEncoder) -> None:
    cosines = (shipped.encode(SENTENCES) * stock.encode(SENTENCES)).sum(axis=1)
    assert cosines.max() < 0.99


def test_two_models_of_one_size_have_two_names(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
        (folder / "model.safetensors").write_bytes(b"weights" * 9)
        (folder / "README.md").write_text(folder.name)
    assert content_of(first) == content_of(second)
    (second / "model.safetensors").write_bytes(b"weights" * 8 + b"another")
    assert content_of(first) != content_of(second)


def test_a_name_that_is_no_model_folder_is_refused(tmp_path: Path) -> None:
    for name in ("no-such-model", str(tmp_path)):
        with pytest.raises(InvalidInput, match=r"^encoder: .*no model folder") as error:
            load_encoder(name)
        assert error.value.field == "encoder"


def test_a_text_s_vector_is_the_mean_of_its_token_states_and_tokens_keep_their_characters() -> None:
    states = np.array([[9, 0, 0], [1, 0, 0], [0, 1, 0], [0, 3, 4]], dtype=np.float32)
    found = pooled(states, [(0, 0), (0, 4), (5, 8), (8, 12)])
    np.testing.assert_allclose(found.tokens, np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0.6, 0.8]]), atol=1e-6)
    np.testing.assert_allclose(found.whole, [np.array([10, 4, 4]) / 132**0.5], atol=1e-6)
    assert found.spans == (None, Span(0, 4), Span(5, 8), Span(8, 12))
