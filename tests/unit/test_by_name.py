"""A label that is a name in full, or says no more, is what the name means; of several the surest."""

import pytest

from matcher.by_name import NamingPolicy, Scored, rows_by_name
from matcher.lexical import LabelIndex, build_label_index
from models.tokens import StemTokenizer

LABELS = (
    ("fundraising for churches", "church funds"),
    ("perform fundraising activities",),
    ("child protection", "protection of minors"),
    ("use shorthand",),
    ("repair old books",),
    ("moderate in negotiations",),
    ("negotiate compromises", "negotiation"),
)
CHURCHES, FUNDRAISING, PROTECTION, SHORTHAND, BOOKS, MODERATE, NEGOTIATE = range(len(LABELS))


def index() -> LabelIndex:
    return build_label_index(LABELS, StemTokenizer())


def meant(text: str, confidences: dict[int, float], policy: NamingPolicy | None = None) -> list[int]:
    labels = index()
    scored = Scored(
        tokens=labels.tokenize(text),
        positions=range(len(LABELS)),
        confidences=[confidences.get(position, 0.02) for position in range(len(LABELS))],
        exact={found.position: found for found in labels.exact(text)},
    )
    return [*rows_by_name(text, scored, labels, policy or NamingPolicy())]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("knowledge of child protection", PROTECTION),
        ("knowledge of the protection of minors", PROTECTION),
        ("experience of fundraising", FUNDRAISING),
        ("good shorthand skills", SHORTHAND),
        ("four years' experience in negotiation", NEGOTIATE),
    ],
)
def test_a_name_means_the_concept_whose_label_it_is_or_says_no_more(text: str, position: int) -> None:
    assert meant(text, {}) == [position]


def test_of_labels_that_say_more_the_surest_is_meant_where_the_name_is_an_activity() -> None:
    longer = {CHURCHES: 0.2, FUNDRAISING: 0.005}
    assert meant("experience of fundraising", longer) == [CHURCHES]
    assert meant("experience of books", {BOOKS: 0.2}) == []


def test_what_is_very_unlikely_is_not_meant_even_by_its_name() -> None:
    assert meant("knowledge of child protection", {PROTECTION: 0.005}) == []


def test_a_word_that_many_labels_have_is_no_name_by_itself() -> None:
    assert meant("experience of fundraising", {}, NamingPolicy(general_from=1)) == []


def test_a_name_in_passing_is_not_asked_for() -> None:
    assert meant("our child protection team is looked after by others", {}) == []
