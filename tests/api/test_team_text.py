"""A team's plan on a terminal: people counted, never named or ordered; lines no wider than it is."""

import pytest

from api.commands.team_text import team_text
from api.team_wording import NOT_CONSENTED, RESPONSIBLE_USE
from tests import small_team
from tests.api.planned_team import told

WIDTH = 90


def lines(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def consented() -> str:
    return team_text(told(small_team.consented()), WIDTH)


@pytest.fixture(scope="module")
def withheld() -> str:
    return team_text(told(small_team.withheld()), WIDTH)


def test_it_says_what_the_plan_costs_and_closes(consented: str) -> None:
    said = "costs AUD 611, 7 seats in 2 courses, 62 hours of all together, ends in 2027 Q2; closes 52 % of what is"
    assert said in lines(consented)
    assert "No plan within the limits closes more than 55 %; this one is not proven to be the best." in consented


def test_roles_by_skills_are_a_table_of_letters(consented: str, withheld: str) -> None:
    assert "A  Data librarian (job ad, 6 people)" in consented
    assert "how many should (- not wanted)" in lines(consented)
    assert ["SQL", "1>6/6", "-"] in [line.split() for line in consented.splitlines()]
    assert ["SQL", "withheld", "-"] in [line.split() for line in withheld.splitlines()]


def test_each_group_has_its_seats_its_price_and_the_catalogues_words(consented: str) -> None:
    assert "2027 Q1  SQL basics (<script>alert(1)</script> & Co), sample data" in consented
    assert "5 seats, AUD 90 each, AUD 450 in all, hours 10" in consented
    assert "teaches SQL to 5 people (Data librarian), surely 0.90" in consented
    assert "outcomes[0]: “Query a database with SQL”" in consented


def test_what_is_withheld_is_said_to_be(withheld: str) -> None:
    assert lines(NOT_CONSENTED) in lines(withheld)
    assert "seats withheld, price withheld, hours 10" in withheld
    assert "2027 Q1  withheld, seats withheld" in withheld
    assert "Held by one person only" not in withheld
    assert not [who for ids in small_team.MOVING.values() for who in ids if f"{who} " in withheld]


def test_missing_facts_are_said_to_be_missing() -> None:
    assert "2 seats, price not stated, hours not stated" in team_text(told(small_team.unpriced()), WIDTH)


def test_what_stays_open_stands_under_why(consented: str) -> None:
    assert f"no course on offer teaches it surely enough: {small_team.FORMULA} (Digital guide)" in consented
    assert "states no price: Dear course" in consented


def test_other_plans_are_told_or_why_there_is_none(consented: str) -> None:
    assert "fewest courses: costs AUD 450, 7 seats in 1 course" in consented
    assert "cheapest for 80 %: no plan within the limits closes 80 %" in consented
    assert "with AUD 200 more budget: costs AUD 700" in consented


def test_names_to_look_at_say_what_they_count_as(consented: str) -> None:
    said = "=sequel: counted as SQL (unsure, confidence 0.62); could also mean teach digital literacy"
    assert said in lines(consented)
    assert "basket weaving: counted as nothing (unknown)" in consented
    assert "databases" not in consented


def test_responsible_use_stands_in_it(consented: str) -> None:
    assert all(words in lines(consented) for words in RESPONSIBLE_USE)


@pytest.mark.parametrize("width", [60, 110])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = team_text(told(small_team.consented()), width)
    titles = {
        line for line, below in zip(text.splitlines(), text.splitlines()[1:], strict=False) if set(below) == {"-"}
    }
    assert not [line for line in text.splitlines() if len(line) > width and line not in titles and set(line) != {"-"}]
