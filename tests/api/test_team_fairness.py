"""Who somebody is never moves a plan: names, genders, ages, nationalities and schools in CV texts are exchanged."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from api.teaming import upskilling_of
from api.wiring import Service
from matcher.workforce.report import TeamReport
from matcher.workforce.team import Member, Place, Pseudonym, Team
from tests.small_workforce import brief, listed

pytestmark = pytest.mark.built

WHO: Mapping[str, Mapping[str, str]] = {
    "as written": {
        "name": "Emma Clarke", "they": "She", "their": "her", "age": "29", "nation": "British",
        "school": "the University of Leeds", "born": "1997",
    },
    "another gender": {
        "name": "Oliver Clarke", "they": "He", "their": "his", "age": "29", "nation": "British",
        "school": "the University of Leeds", "born": "1997",
    },
    "another age": {
        "name": "Emma Clarke", "they": "She", "their": "her", "age": "61", "nation": "British",
        "school": "the University of Leeds", "born": "1965",
    },
    "another nationality": {
        "name": "Ngozi Okafor", "they": "She", "their": "her", "age": "29", "nation": "Nigerian",
        "school": "the University of Leeds", "born": "1997",
    },
    "a nationality that is a language": {
        "name": "Emma Clarke", "they": "She", "their": "her", "age": "29", "nation": "French",
        "school": "the University of Leeds", "born": "1997",
    },
    "another one": {
        "name": "Emma Clarke", "they": "She", "their": "her", "age": "29", "nation": "Polish",
        "school": "the University of Leeds", "born": "1997",
    },
    "another school": {
        "name": "Emma Clarke", "they": "She", "their": "her", "age": "29", "nation": "British",
        "school": "Harvard University", "born": "1997",
    },
    "all of them": {
        "name": "Muhammad Al-Farsi", "they": "He", "their": "his", "age": "54", "nation": "Omani",
        "school": "Sultan Qaboos University", "born": "1972",
    },
}  # fmt: skip
CVS = (
    "{name}, {age}, {nation}, born {born}. Studied at {school}.\n"
    "{they} has worked with SQL and Python for reports on loans. In {their} last post {they} taught information "
    "literacy.",
    "{name} ({born}) is a {nation} librarian and a graduate of {school}.\n- project management\n- {their} own "
    "metadata standards\n{they} writes HTML and XML.",
    "Curriculum vitae of {name}\nAge: {age}\nNationality: {nation}\nEducation: {school}\n{they} speaks at conferences "
    "and manages {their} library's social media. Skills: statistics, WordPress.",
    "{name}\n{they} catalogues books. {they} has no experience of Python. Member of the alumni of {school}.",
)
ROLES = (
    listed("Data services librarian", SQL=3, Python=3, statistics=3),
    listed("Teaching librarian", teaching=3, WordPress=2, French=3, Polish=3),
    listed("Digital projects librarian", XML=3, **{"project management": 3}),
)


def planned(service: Service, who: Mapping[str, str]) -> TeamReport:
    members = [
        Member(
            id=Pseudonym(f"P{place}"),
            place=Place(sheet=None, row=place + 1),
            text=CVS[place % len(CVS)].format(**who),
            toward=ROLES[place % len(ROLES)].name,
        )
        for place in range(1, 7)
    ]
    team = Team(members=tuple(members), file="team.csv")
    asked = brief(*ROLES, budget=Decimal(3000), hours_per_person=60.0, currency="AUD")
    return upskilling_of(service).plan(team, asked, consented=True, today=date(2026, 11, 26), say=lambda _: None)


@pytest.fixture(scope="module")
def as_written(built: Service) -> TeamReport:
    return planned(built, WHO["as written"])


def test_the_texts_are_read_and_move_the_plan(as_written: TeamReport) -> None:
    held = sum(line.holding or 0 for line in as_written.lines)
    assert held >= 3, "else the exchange below would show nothing"
    assert as_written.groups


@pytest.mark.parametrize("exchange", [name for name in WHO if name != "as written"])
def test_whoever_it_is_the_plan_is_the_same(built: Service, as_written: TeamReport, exchange: str) -> None:
    found = planned(built, WHO[exchange])
    assert found.bookings == as_written.bookings
    assert [(line.lack.id, line.at_level, line.taught) for line in found.lines] == [
        (line.lack.id, line.at_level, line.taught) for line in as_written.lines
    ]
    assert [(group.course.offer.id, group.seats, group.cost) for group in found.groups] == [
        (group.course.offer.id, group.seats, group.cost) for group in as_written.groups
    ]
