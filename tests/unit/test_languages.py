"""Languages are known by the names that ads use too."""

import pytest

from matcher.languages import renamed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mandarin at conversational level", {"Mandarin": "Chinese"}),
        ("Farsi, Dari and Flemish", {"Farsi": "Persian", "Dari": "Persian", "Flemish": "Dutch"}),
        ("peel a mandarin and a Mandarin orange for the Mandarin duck", {}),
        ("French and Spanish", {}),
    ],
)
def test_another_name_stands_for_the_language_as_esco_calls_it(text: str, expected: dict[str, str]) -> None:
    assert {span.of(text): language for span, language in renamed(text)} == expected
