"""The terms of a passage, as the parser that serves sees it: what is asked for, without the words that ask."""

import pytest

from matcher.asked_terms import Term, asked_terms, whole_term
from models.parser import SpacyParser, load_parser
from models.tokens import StemTokenizer


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return load_parser()


def terms(text: str, parser: SpacyParser) -> dict[str, Term]:
    return {term.span.of(text): term for term in asked_terms(text, parser.parse([text])[0], StemTokenizer())}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Experience with ArchivesSpace is desirable.", ["ArchivesSpace"]),
        ("Knowledge of RDA, AACR2 and Dublin Core", ["RDA", "AACR2", "Dublin Core"]),
        ("A minimum of two years of tracheostomy care", ["tracheostomy care"]),
        ("- excellent trauma-informed practice", ["trauma-informed practice"]),
        ("Strong experience and knowledge", []),
        ("!!! 2020 ???", []),
    ],
)
def test_terms_are_noun_phrases_without_the_words_that_ask(text: str, expected: list[str], parser: SpacyParser) -> None:
    assert [*terms(text, parser)] == expected


def test_spellings_of_one_term_have_one_key(parser: SpacyParser) -> None:
    one = terms("Knowledge of metadata standards", parser)["metadata standards"]
    other = terms("the Metadata Standard", parser)["Metadata Standard"]
    assert one.key == other.key == ("metadata", "standard")


def test_names_are_told_from_words_where_capitals_mean_something(parser: SpacyParser) -> None:
    assert terms("Experience of using Alma at work", parser)["Alma"].name is True
    assert terms("Experience of LibGuides", parser)["LibGuides"].name is True
    assert terms("Knowledge of metadata", parser)["metadata"].name is False
    assert terms("Metadata is created here", parser)["Metadata"].name is None
    assert terms("Experience With Metadata Creation Required", parser)["Metadata Creation"].name is None


def test_a_place_of_work_is_told_by_what_stands_before_it_or_by_its_last_word(parser: SpacyParser) -> None:
    assert terms("Experience in an acute pathway", parser)["acute pathway"].place
    assert terms("Experience of working in perinatal care", parser)["perinatal care"].place
    assert terms("Academic library experience", parser)["Academic library"].place
    assert not terms("Experience in SystmOne", parser)["SystmOne"].place


def test_what_hangs_on_no_word_that_asks_is_not_asked(parser: SpacyParser) -> None:
    assert terms("Experience of using SystmOne", parser)["SystmOne"].asked
    assert terms("SystmOne", parser)["SystmOne"].asked
    assert terms("The use of SystmOne is essential", parser)["SystmOne"].asked
    assert terms("Valid NMC registration is essential", parser)["Valid NMC registration"].asked
    assert not terms("You are required to travel on a regular basis", parser)["regular basis"].asked
    assert not terms("This is an exciting opportunity for you", parser)["exciting opportunity"].asked


def test_a_name_by_itself_is_one_term_and_only_odd_spelling_tells_that_it_is_a_name() -> None:
    tokenize = StemTokenizer()
    assert [(t.key, t.name, t.asked) for t in whole_term("ArchivesSpace", tokenize)] == [
        (("archivesspac",), True, True)
    ]
    assert [t.name for t in whole_term("Derby", tokenize)] == [None]
    assert [*whole_term("???", tokenize)] == []
