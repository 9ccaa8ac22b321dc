"""Some concepts are meant only where the text says so."""

import pytest

from matcher.concepts import ConceptUri
from matcher.reserved import Reserved

FRENCH, SPEAK_FRENCH, POLISH, TEACH, SQL = map(ConceptUri, ("french", "speak french", "polish", "teach sql", "sql"))
RESERVED = Reserved(languages={FRENCH: "French", SPEAK_FRENCH: "French", POLISH: "Polish"}, taught=frozenset({TEACH}))


@pytest.mark.parametrize(
    "text",
    ["fluent French", "French (B2)", "French is a plus", "French and Dutch", "FRENCH DESIRABLE", "good spoken French",
     "French speaker", "French-speaking callers", "knowledge of French", "fluent french", "french, dutch",
     "French up to GCSE", "French helps", "French | B2"],
)  # fmt: skip
def test_a_language_is_meant_where_it_is_spoken_of_as_one(text: str) -> None:
    may = RESERVED.allowed(text)
    assert may(FRENCH)
    assert may(SPEAK_FRENCH)
    assert not may(POLISH)


@pytest.mark.parametrize(
    "text", ["French cuisine", "French-style bread", "the French Revolution", "wax and polish floors", ""]
)
def test_the_adjective_is_no_language(text: str) -> None:
    may = RESERVED.allowed(text)
    assert not may(FRENCH)
    assert not may(POLISH)
    assert may(SQL)


def test_teaching_a_subject_is_meant_where_somebody_is_taught() -> None:
    assert not RESERVED.allowed("a degree in SQL")(TEACH)
    assert RESERVED.allowed("you teach SQL to beginners")(TEACH)
