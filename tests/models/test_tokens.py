"""Words become stems that keep their place in the text."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tokens import STOP_WORDS, WORD, StemTokenizer

tokenize = StemTokenizer()


def stems(text: str) -> list[str]:
    return [token.stem for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Managing budgets", ["manag", "budget"]),
        ("C++, C# and C", ["c++", "c#", "c"]),
        ("Three.css. ASP.NET 4.8", ["three.css", "asp.net", "4.8"]),
        ("the management of a team", ["manag", "team"]),
        ("library's users'", ["librari", "user"]),
        ("snake_case e-mail", ["snake", "case", "e", "mail"]),
        ("naïve Übung 汉字 كتاب", ["naïv", "übung", "汉字", "كتاب"]),
        ("", []),
        ("— • 🙂 !", []),
        ("of the and", []),
    ],
)
def test_words_are_stemmed_and_stop_words_left_out(text: str, expected: list[str]) -> None:
    assert stems(text) == expected


def test_spans_are_those_of_the_words_as_written() -> None:
    text = "🙂 The Managing-Budgets (C++)"
    assert [token.span.of(text) for token in tokenize(text)] == ["Managing", "Budgets", "C++"]


@given(st.text())
def test_tokens_stand_in_order_inside_the_text(text: str) -> None:
    tokens = tokenize(text)
    assert [token.span for token in tokens] == sorted((token.span for token in tokens), key=lambda span: span.start)
    for token in tokens:
        word = token.span.of(text)
        assert WORD.fullmatch(word)
        assert word.lower() not in STOP_WORDS


def test_many_threads_may_tokenize_at_once() -> None:
    texts = [f"managing {i} budgets and teams" for i in range(200)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stems, texts)) == [stems(text) for text in texts]
