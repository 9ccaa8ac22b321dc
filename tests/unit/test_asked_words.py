"""What many ads ask for in the same words is gathered by whose words they are."""

from collections.abc import Mapping

import numpy as np

from matcher.ad_store import AdsUnlinked
from matcher.asked_terms import Term, whole_term
from matcher.asked_words import facts_of, shared, terms_in
from matcher.grammar import Word
from models.tokens import StemTokenizer
from tests.fakes import FakeParser, parsed

TOKENIZE = StemTokenizer()


def unlinked(*asked: tuple[str | None, str]) -> AdsUnlinked:
    """One ad for each employer and name that it asks for."""
    return AdsUnlinked(
        version="1",
        ids=[f"ad:{number}" for number in range(len(asked))],
        organisations=[employer for employer, _ in asked],
        posted=[None] * len(asked),
        sources=[None] * len(asked),
        ad_of=np.arange(len(asked), dtype=np.int32),
        texts=[text for _, text in asked],
        sections=["required"] * len(asked),
        named=np.ones(len(asked), dtype=np.bool_),
    )


def names(found: AdsUnlinked) -> Mapping[str, tuple[Term, ...]]:
    return {text: tuple(whole_term(text, TOKENIZE)) for text in found.texts}


def spelt(found: AdsUnlinked, vocabulary: frozenset[str] = frozenset()) -> list[tuple[str, int]]:
    facts = shared(facts_of(found, names(found), TOKENIZE), vocabulary)
    return [(one.spelling, len(one.employers)) for one in facts]


def test_a_term_is_kept_where_two_employers_ask_for_it_however_often_one_does() -> None:
    found = unlinked(("A", "RDA"), ("B", "RDA"), ("A", "DACS"), ("A", "DACS"), ("A", "DACS"))
    assert spelt(found) == [("RDA", 2)]


def test_an_ad_that_names_no_employer_is_a_voice_of_its_own() -> None:
    assert spelt(unlinked((None, "RDA"), (None, "RDA"))) == [("RDA", 2)]


def test_what_an_employer_calls_itself_is_no_need() -> None:
    found = unlinked(("Alder Trust", "Alder Trust"), ("Alder Trust Leeds", "Alder Trust"), ("B", "RDA"), ("C", "RDA"))
    assert spelt(found) == [("RDA", 2)]


def test_a_plain_single_word_is_kept_only_where_no_concept_uses_it_and_a_place_told_that_it_is_a_word() -> None:
    tracheostomy = (*parsed("knowledge/NN/ROOT/0 of/IN/prep/0 tracheostomy/NN/pobj/1"),)
    text = "knowledge of tracheostomy"
    found = unlinked(("A", text), ("B", text))
    terms = terms_in(
        AdsUnlinked(
            **{**{name: getattr(found, name) for name in AdsUnlinked.__slots__}, "named": np.zeros(2, np.bool_)}
        ),
        FakeParser({text: tracheostomy}),
        TOKENIZE,
    )
    facts = facts_of(found, terms, TOKENIZE)
    assert [one.spelling for one in shared(facts, frozenset())] == ["tracheostomy"]
    assert shared(facts, frozenset({"tracheostomi"})) == []


def test_the_commonest_spelling_stands_for_a_term_ties_by_the_alphabet() -> None:
    found = unlinked(("A", "LibGuides"), ("B", "LIBGuides"), ("C", "LibGuides"))
    assert spelt(found) == [("LibGuides", 3)]
    assert spelt(unlinked(("A", "LibGuides"), ("B", "LIBGuides"))) == [("LIBGuides", 2)]


def test_of_nothing_there_are_no_terms() -> None:
    none: dict[str, tuple[Word, ...]] = {}
    assert terms_in(unlinked(), FakeParser(none), TOKENIZE) == {}
    assert spelt(unlinked()) == []
