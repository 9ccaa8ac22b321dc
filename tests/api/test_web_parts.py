"""The parts of pages that can be looked at by themselves: figures, marks, sliders, what is said of skills."""

import datetime as dt
from decimal import Decimal

import pytest

from api.web.marks import marks, pieces, places
from api.web.places import place_of
from api.web.said import read_said
from api.web.telling import telling_for
from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.errors import InvalidInput
from matcher.mentions import Span


@pytest.mark.parametrize(
    ("header", "number", "money", "share", "day"),
    [
        (None, "1,234.5", "AUD 1,234.50", "13%", "5 Mar 2026"),
        ("de-DE,en;q=0.8", "1.234,5", "AUD 1.234,50", "13 %", "05.03.2026"),
        ("en-US", "1,234.5", "AUD 1,234.50", "13%", "Mar 5, 2026"),
        ("xx-nowhere, fr;q=0.3", "1 234,5", "AUD 1 234,50", "13 %", "5 mars 2026"),
        ("*;q=zzz,,,", "1,234.5", "AUD 1,234.50", "13%", "5 Mar 2026"),
    ],
)
def test_figures_follow_the_first_locale_that_is_known(
    header: str | None, number: str, money: str, share: str, day: str
) -> None:
    told = telling_for(header)

    def plain(text: str) -> str:
        return text.replace("\u202f", " ").replace("\xa0", " ")

    assert plain(told.number(1234.5)) == number
    assert plain(told.money(Decimal("1234.5"), "AUD")) == money
    assert plain(told.share(0.13)) == share
    assert plain(told.day(dt.date(2026, 3, 5))) == day


def test_a_small_share_is_not_nothing_and_whole_money_has_no_cents() -> None:
    told = telling_for("en")
    assert told.share(0.004) == "0.4%"
    assert told.money(1200, "NZD") == "NZD 1,200"
    assert told.number(3) == "3"


TEXT = "Know SQL and Excel, be kind."


def demand(skill: str, importance: Importance, confidence: float, *words: str) -> Demand:
    evidence = tuple(
        Evidence(
            source=EvidenceSource.AD,
            text=TEXT,
            confidence=confidence,
            span=Span(0, len(TEXT)),
            mention=Span(TEXT.index(word), TEXT.index(word) + len(word)),
        )
        for word in words
    )
    return Demand(skill=ConceptUri(skill), importance=importance, confidence=confidence, evidence=evidence)


def test_the_pieces_of_a_text_are_the_whole_text_and_its_marks_the_words_of_skills() -> None:
    found = marks([demand("excel", Importance.OPTIONAL, 0.5, "Excel"), demand("sql", Importance.ESSENTIAL, 0.9, "SQL")])
    told = list(pieces(TEXT, found))
    assert "".join(piece.text for piece in told) == TEXT
    assert [(piece.text, piece.number) for piece in told if piece.mark] == [("SQL", 0), ("Excel", 1)]
    assert places(found) == {"sql": 0, "excel": 1}


def test_words_that_ask_for_several_skills_are_one_mark_the_weightiest_first() -> None:
    [mark] = marks(
        [demand("kind", Importance.IMPLIED, 0.9, "be kind"), demand("be", Importance.ESSENTIAL, 0.4, "be", "kind")]
    )
    assert mark.span.of(TEXT) == "be kind"
    assert mark.skills == ("be", "kind")
    assert mark.importance is Importance.ESSENTIAL


def test_a_text_without_skills_is_one_piece_and_an_empty_one_none() -> None:
    assert [(piece.text, piece.mark) for piece in pieces(TEXT, ())] == [(TEXT, None)]
    assert list(pieces("", ())) == []


def test_fields_say_what_is_decided_and_empty_ones_nothing() -> None:
    said = read_said(
        [("right:a", "no"), ("right:b", ""), ("have:a", "yes"), ("instead:c", ""), ("instead:c", "Go"), ("ad", "x"),
         ("add", "SQL; R"), ("added", "u1"), ("added", "u1")]
    )  # fmt: skip
    assert (said.right, said.have, said.instead) == ({"a": "no"}, {"a": "yes"}, {"c": "Go"})
    assert (said.add, said.added) == ("SQL; R", ("u1",))
    decided = said.decisions(lambda name: ConceptUri(name.lower()))
    assert decided.added == {"u1": "u1", "sql": "SQL", "r": "R"}
    assert decided.instead == {"c": "go"}
    assert decided.rejected == {"a"}


def test_more_decisions_than_anybody_takes_are_refused() -> None:
    with pytest.raises(InvalidInput, match="decides about more than 500 skills"):
        read_said((f"right:{n}", "no") for n in range(501))


@pytest.mark.parametrize(
    ("path", "name"),
    [("/", "Job seekers"), ("/advise", "Job seekers"), ("/take/pdf", "Job seekers"), ("/providers/lint", "Providers"),
     ("/skills/x", "Providers"), ("/team", "Teams"), ("/team/plan", "Teams"), ("/teams", None), ("/search", None)],
)  # fmt: skip
def test_each_path_belongs_to_one_place_or_none(path: str, name: str | None) -> None:
    found = place_of(path)
    assert (found.name if found else None) == name
