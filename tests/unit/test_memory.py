"""Annotated sentences like the one that is read make their concepts likely."""

import numpy as np
import pytest

from matcher.concepts import ConceptUri
from matcher.linking import SHOWN_LANES
from matcher.memory import NEAREST, SHARPNESS, Memory, Recalled, no_memory
from matcher.mentions import whole
from matcher.vectors import Vectors, unit
from models.training.data import LabelledSentence
from models.training.folds import ad_of
from models.training.seeing import remember, see_ads, seeing_alike
from models.weights import Remembered
from tests.fakes import BUDGETS, INTERVIEWS, JAVA, LEADING, PYTHON, SQL, THINKING, TrigramEncoder, small_linker

POSITIONS = (BUDGETS, INTERVIEWS, JAVA, LEADING, PYTHON, SQL, THINKING)


def memory(vectors: Vectors, *concepts: tuple[int, ...]) -> Memory:
    none = np.zeros(4, dtype=np.float32)
    asks = np.array([bool(own) for own in concepts])
    return Memory(vectors=vectors, concepts=concepts, asks=asks, log_named=none, log_ads=none)


def test_a_concept_is_recalled_at_the_cosine_of_the_nearest_sentence_that_names_it() -> None:
    known = memory(unit([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0]]), (0, 2), (2, 3), (3,))
    assert known.recalled(unit([0.8, 0.6])[0]).concepts == pytest.approx({0: 0.8, 2: 0.96, 3: 0.96})
    assert known.recalled(unit([1, 0])[0]).concepts == pytest.approx({0: 1.0, 2: 1.0, 3: 0.6})


def test_sentences_that_name_nothing_recall_nothing() -> None:
    assert memory(unit([[1, 0], [0, 1]]), (), (1,)).recalled(unit([1, 0])[0]).concepts == pytest.approx({1: 0.0})


def test_only_the_nearest_sentences_are_looked_at() -> None:
    angles = np.linspace(0, 1, NEAREST + 1)
    vectors = unit(np.column_stack([np.cos(angles), np.sin(angles)]))
    far_last = memory(vectors, *[()] * (NEAREST - 1), (1,), (2,))
    assert far_last.recalled(unit([1, 0])[0]).concepts == pytest.approx({1: float(np.cos(angles[-2]))})


def test_how_many_of_the_nearest_ask_counts_the_nearer_ones_more() -> None:
    known = memory(unit([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0]]), (0,), (), (3,))
    near, middle, far = np.exp(SHARPNESS * np.array([1.0, 0.6, 0.0]))
    assert known.recalled(unit([1, 0])[0]).asking == pytest.approx((near + far) / (near + middle + far))
    assert memory(unit([[1, 0], [0, 1]]), (), ()).recalled(unit([1, 0])[0]).asking == 0
    assert memory(unit([[1, 0], [0, 1]]), (1,), (2,)).recalled(unit([1, 0])[0]).asking == 1


def test_an_empty_memory_recalls_nothing_and_counts_nothing() -> None:
    empty = no_memory(3, 2)
    assert empty.recalled(unit([1, 0])[0]) == Recalled({}, 0.0)
    assert empty.vectors.shape == (0, 2)
    assert empty.log_named.tolist() == empty.log_ads.tolist() == [0, 0, 0]


def labelled(key: str, text: str, *gold: ConceptUri) -> LabelledSentence:
    return LabelledSentence(id=key, text=text, gold=frozenset(gold))


SEEN = (
    labelled("one-0", "Crunch the numbers nightly", SQL),
    labelled("one-1", "Fruit on Fridays"),
    labelled("two-0", "Crunch the numbers daily", JAVA, ConceptUri("s:unknown")),
    labelled("two-1", "Java again", JAVA),
)


def test_annotated_sentences_are_remembered_as_vectors_with_the_concepts_that_are_known() -> None:
    linker = small_linker()
    found = remember(SEEN, linker)
    np.testing.assert_array_equal(
        found.vectors, TrigramEncoder().encode([sentence.text for sentence in SEEN]).astype(np.float16)
    )
    assert found.concepts == ((SQL,), (), (JAVA,), (JAVA,))
    assert found.ads == {SQL: 1, JAVA: 1}


def test_what_is_remembered_stands_at_the_positions_of_the_linker_s_concepts() -> None:
    kept = Remembered(
        vectors=np.array([[1, 0], [0, 1]], dtype=np.float16), concepts=((SQL, JAVA), (PYTHON,)), ads={JAVA: 2, SQL: 1}
    )
    found = kept.memory([JAVA, SQL], {SQL: 5})
    assert [list(own) for own in found.concepts] == [[1, 0], []]
    assert found.asks.tolist() == [True, True], "a concept that this linker lacks was asked for all the same"
    assert found.vectors.tolist() == [[1, 0], [0, 1]]
    assert found.vectors.dtype == np.float32
    assert found.log_named.tolist() == pytest.approx([0, np.log(6)])
    assert found.log_ads.tolist() == pytest.approx([np.log(3), np.log(2)])


def recalled(text: str, known: Memory) -> dict[str, float]:
    """Of the candidates that anything is recalled for."""
    assert "recalled" in SHOWN_LANES
    [found] = small_linker(memory=known).candidates([whole(text)])
    lanes = {candidate.uri: candidate.lanes["recalled"] for candidate in found if candidate.lanes}
    return {uri: value for uri, value in lanes.items() if value}


def test_the_linker_recalls_what_a_like_sentence_was_given() -> None:
    known = remember(SEEN, small_linker()).memory(POSITIONS, {})
    near, other = TrigramEncoder().encode(["Crunch the numbers nightly", "Crunch the numbers daily"])
    assert recalled("Crunch the numbers nightly", known) == pytest.approx(
        {SQL: 1.0, JAVA: float(near @ other)}, abs=1e-3
    )


def test_a_memory_built_without_an_ad_recalls_none_of_its_sentences() -> None:
    others = [sentence for sentence in SEEN if not sentence.id.startswith("one-")]
    known = remember(others, small_linker()).memory(POSITIONS, {})
    assert set(recalled("Crunch the numbers nightly", known)) == {JAVA}
    assert known.log_ads[POSITIONS.index(SQL)] == 0


def test_in_training_each_ad_is_seen_by_a_linker_that_remembers_only_the_others() -> None:
    linker = small_linker()
    seen = see_ads(SEEN, seeing_alike(linker), {}, frozenset(map(ad_of, SEEN)))
    assert [sentence.id for sentence in seen.sentences] == ["one-0", "one-1", "two-0", "two-1"]
    for sentence, pairs in zip(SEEN, seen.pairs, strict=True):
        rest = [other for other in SEEN if other.id[:4] != sentence.id[:4]]
        knowing = small_linker(memory=remember(rest, linker).memory(POSITIONS, {}))
        [expected] = knowing.pairs([whole(sentence.text)])
        np.testing.assert_array_equal(pairs.features, expected.features)
        np.testing.assert_array_equal(pairs.positions, expected.positions)
