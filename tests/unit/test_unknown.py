"""Names that an ad asks for and no concept means are shown as they stand."""

import pytest

from matcher.mentions import Span
from matcher.unknown import unknown_names
from models.tokens import StemTokenizer

VOCABULARY = dict.fromkeys(("sql", "custom", "servic", "excel"), 0)


def names(text: str, *linked: Span) -> list[str]:
    return [span.of(text) for span in unknown_names(text, linked, (VOCABULARY,), StemTokenizer())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You have used Fernbase and are good with Excel", ["Fernbase"]),
        ("Working knowledge of Fernbase, our database", ["Fernbase"]),
        ("completion of our own Alder Pathway", ["Alder Pathway"]),
        ("Required: Fernbase and SQL", ["Fernbase"]),
        ("experience of the Trust's Fernbase tool", ["Fernbase"]),
        ("You know SQL", []),
        ("Prior experience of it is desirable", []),
        ("Superior judgement", []),
        ("Understanding of it", []),
        ("Fernbase and Alder", ["Fernbase"]),
        ("Fernbase (or the like)", ["Fernbase"]),
        ("You have used fern", []),
        ("You will work in Leeds", []),
        ("Customer Service is essential", []),
        ("Experience of the Fernbase claims workbench", ["Fernbase"]),
        ("You are accredited in the Alder-Wick Circles method", ["Alder-Wick Circles"]),
    ],
)
def test_a_name_right_after_what_asks_for_it_is_shown_where_nothing_is_known_of_it(
    text: str, expected: list[str]
) -> None:
    assert names(text) == expected


def test_what_a_link_rests_on_is_known() -> None:
    assert names("You have used Fernbase", Span(14, 22)) == []
