"""spaCy's parser gives the words of a sentence, each with the one that it hangs on."""

import pytest

from models.parser import SpacyParser, load_parser


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return load_parser()


def test_words_come_with_their_place_their_role_and_what_they_hang_on(parser: SpacyParser) -> None:
    text = "Our nurses use Excel."
    [words] = parser.parse([text])
    assert [(word.text, word.role, words[word.head].text) for word in words] == [
        ("our", "poss", "nurses"),
        ("nurses", "nsubj", "use"),
        ("use", "ROOT", "use"),
        ("excel", "dobj", "use"),
        (".", "punct", "use"),
    ]
    assert [word.span.of(text) for word in words] == ["Our", "nurses", "use", "Excel", "."]
    assert [word.capital for word in words] == [True, False, False, True, False]


def test_each_sentence_gets_its_own_words_in_the_order_asked(parser: SpacyParser) -> None:
    parsed = parser.parse(["They cook.", "We weld.", "They cook."])
    assert [words[1].text for words in parsed] == ["cook", "weld", "cook"]


def test_no_sentence_has_no_words(parser: SpacyParser) -> None:
    assert parser.parse([]) == []
