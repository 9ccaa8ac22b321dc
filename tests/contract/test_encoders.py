"""Every encoder gives unit vectors that depend on nothing but the text."""

from pathlib import Path

import numpy as np
import pytest

from matcher.errors import InvalidInput
from matcher.linking import PartEncoder
from matcher.mentions import Span
from models.encoders import load_encoder
from models.encoders.onnx import load_onnx_minilm
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
def int8() -> PartEncoder:
    return load_onnx_minilm()


@pytest.fixture(scope="module")
def full() -> PartEncoder:
    return load_encoder("minilm")


@pytest.fixture(scope="module", params=["trigrams", "int8", "full"])
def encoder(request: pytest.FixtureRequest) -> PartEncoder:
    if request.param == "trigrams":
        return TrigramEncoder()
    loaded: PartEncoder = request.getfixturevalue(request.param)
    return loaded


def test_each_row_is_of_length_one_and_of_the_stated_dimension(encoder: PartEncoder) -> None:
    vectors = encoder.encode(SENTENCES)
    assert vectors.shape == (len(SENTENCES), encoder.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_have_no_vectors(encoder: PartEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dim)
    assert encoder.encode([]).dtype == np.float32
    assert encoder.encode_parts([], []) == []


@pytest.mark.parametrize("text", ODD)
def test_any_text_has_a_vector_of_length_one_or_zero(encoder: PartEncoder, text: str) -> None:
    [vector] = encoder.encode([text])
    assert np.isfinite(vector).all()
    assert float(np.linalg.norm(vector)) in (pytest.approx(1, abs=1e-5), 0)


def test_a_text_s_vector_is_the_same_to_the_bit_every_time(encoder: PartEncoder) -> None:
    first = encoder.encode(SENTENCES)
    np.testing.assert_array_equal(encoder.encode(SENTENCES), first)


def test_like_texts_are_nearer_than_unlike_ones(encoder: PartEncoder) -> None:
    a, b, c = encoder.encode(["managing budgets", "budget management", "drive a forklift truck"])
    assert a @ b > a @ c


def test_the_whole_of_a_text_with_parts_is_the_text_s_own_vector(encoder: PartEncoder) -> None:
    text = "Java, Python or Go"
    [found] = encoder.encode_parts([text], [[Span(0, 4), Span(6, 12)]])
    assert (found.whole.shape, found.parts.shape) == ((1, encoder.dim), (2, encoder.dim))
    np.testing.assert_allclose(found.whole, encoder.encode([text]), atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(found.parts, axis=1), 1, atol=1e-5)


def test_a_part_is_nearest_to_its_own_words(encoder: PartEncoder) -> None:
    text = "manage budgets, drive a forklift truck"
    [found] = encoder.encode_parts([text], [[Span(0, 14), Span(16, len(text))]])
    cosines = found.parts @ encoder.encode(["manage budgets", "drive a forklift truck"]).T
    assert cosines[0, 0] > cosines[0, 1]
    assert cosines[1, 1] > cosines[1, 0]


def test_a_text_without_parts_has_no_part_vectors(encoder: PartEncoder) -> None:
    texts = ["Java", "", "Go"]
    found = encoder.encode_parts(texts, [[], [], [Span(0, 2)]])
    assert [vectors.parts.shape for vectors in found] == [(0, encoder.dim), (0, encoder.dim), (1, encoder.dim)]


def test_a_part_beyond_what_is_read_has_a_vector_all_the_same(encoder: PartEncoder) -> None:
    text = "word " * 900 + "end"
    [found] = encoder.encode_parts([text], [[Span(len(text) - 3, len(text))]])
    np.testing.assert_allclose(np.linalg.norm(found.parts, axis=1), 1, atol=1e-5)


def test_a_text_s_vector_does_not_depend_on_the_other_texts(encoder: PartEncoder) -> None:
    together = encoder.encode([*SENTENCES, "word " * 30])
    alone = np.concatenate([encoder.encode([sentence]) for sentence in SENTENCES[:3]])
    np.testing.assert_allclose(together[:3], alone, atol=2e-6)


@pytest.mark.parametrize("others", [("a",), ("", "word " * 900), SENTENCES[::-1]])
def test_the_encoder_that_serves_gives_the_same_bits_whatever_the_other_texts(
    int8: PartEncoder, others: tuple[str, ...]
) -> None:
    alone = np.concatenate([int8.encode([sentence]) for sentence in SENTENCES])
    together = int8.encode([*others, *SENTENCES, *others])
    np.testing.assert_array_equal(together[len(others) : len(others) + len(SENTENCES)], alone)
    parts = int8.encode_parts([*others, "Java, Go"], [*([] for _ in others), [Span(0, 4)]])[-1].parts
    np.testing.assert_array_equal(parts, int8.encode_parts(["Java, Go"], [[Span(0, 4)]])[0].parts)


def test_eight_bits_stay_near_to_full_precision(int8: PartEncoder, full: PartEncoder) -> None:
    cosines = (int8.encode(SENTENCES) * full.encode(SENTENCES)).sum(axis=1)
    assert cosines.min() > 0.97


def test_an_encoder_is_named_by_its_weights(int8: PartEncoder) -> None:
    assert int8.name == load_encoder().name == "all-minilm-l6-v2-int8@8199be6f699a"
    assert int8.dim == 384


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


def test_a_part_s_vector_is_the_mean_over_the_tokens_it_overlaps() -> None:
    states = np.array([[9, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 4]], dtype=np.float32)
    offsets = [(0, 0), (0, 4), (5, 8), (8, 12)]
    found = pooled(states, offsets, [Span(2, 6), Span(8, 9), Span(50, 60)])
    np.testing.assert_allclose(found.parts[:2], [[0.5**0.5, 0.5**0.5, 0], [0, 0, 1]], atol=1e-6)
    np.testing.assert_allclose(found.parts[2], found.whole[0])
    np.testing.assert_allclose(found.whole[0], np.array([10, 1, 4]) / 117**0.5, atol=1e-6)
