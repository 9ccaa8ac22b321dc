"""Who writes a CV, and whom an ad names, moves no answer: one thing after the other is exchanged, and nothing changes.

The answers are compared whole: what is asked and held, how surely, what is missing, which courses, which stack. Only
where words stand in the text may change, since names have other lengths.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.wiring import Service

pytestmark = pytest.mark.built

AD = (
    "Data services librarian\nYou will teach information literacy and run workshops.\n"
    "Essential: SQL, Python, metadata standards, project management, communication.\n"
    "Desirable: XML, statistics, WordPress, French, child care, first aid."
)
WRITER: Mapping[str, str] = {
    "name": "Emma Clarke", "first": "Emma", "they": "She", "their": "her", "self": "herself", "age": "29",
    "born": "1997", "nation": "British", "school": "the University of Leeds", "gap": "",
    "years": "2016 - 2021", "later": "2021 to present",
}  # fmt: skip
EXCHANGED: Mapping[str, Mapping[str, str]] = {
    "gender": {"name": "Oliver Clarke", "first": "Oliver", "they": "He", "their": "his", "self": "himself"},
    "age": {"age": "61", "born": "1965"},
    "nationality": {"nation": "Nigerian"},
    "a nationality that is a language": {"nation": "French"},
    "name": {"name": "Ngozi Okafor", "first": "Ngozi"},
    "a name that holds a language": {"name": "Muhammad Al-Farsi", "first": "Muhammad"},
    "a name with particles": {"name": "Maria del Carmen Ruiz", "first": "Maria"},
    "a name that holds a trade": {"name": "Sarah Baker", "first": "Sarah"},
    "school": {"school": "Harvard University"},
    "a school that names a subject": {"school": "the Royal College of Nursing"},
    "years": {"years": "Jan 1989 to Dec 1994", "later": "1995 - now"},
    "a gap with children": {"gap": "Career break 2018 - 2020 to raise two children.", "years": "2016 - 2018"},
    "a gap for care": {"gap": "Took time out for family leave, caring for my father."},
    "a gap without work": {"gap": "Unemployed from 2019 to 2020."},
    "all at once": {
        "name": "Muhammad Al-Farsi", "first": "Muhammad", "they": "He", "their": "his", "self": "himself",
        "age": "54", "born": "1972", "nation": "Omani", "school": "Sultan Qaboos University",
        "gap": "Parental leave 2010 to 2012.", "years": "1998 - 2010", "later": "2012 - present",
    },
}  # fmt: skip
CVS = (
    "{name}, {age}, {nation}, born {born}. Studied at {school}.\n"
    "{they} has worked with SQL and Python for reports on loans ({years}). {gap}\n"
    "In {their} last post {they} taught information literacy ({later}).",
    "{name}\nTel. 0113 496 0000\nAge: {age}\nNationality: {nation}\nEducation: {school}\n\nEXPERIENCE\n"
    "Librarian, {years}\n- catalogued books with MARC and Dublin Core\n- managed projects\n{gap}\n"
    "Senior librarian, {later}\n- ran workshops on finding sources\n- wrote {their} own Python scripts",
    "Curriculum vitae of {name}\nDate of birth: 1.2.{born}\nNationality: {nation}\n{gap}\n"
    "{first} speaks at conferences and writes HTML and XML {self}.\nSkills: statistics, WordPress.",
    "Dr {name} is a graduate of {school}. {they} has no experience of Python. {they} manages the budget and {their} "
    "staff of six, {years}. {gap} First aider.",
)
NAMED: Mapping[str, str] = {
    "boss": "Emma Clarke", "They": "She", "their": "her", "nation": "British", "school": "the University of Leeds",
}  # fmt: skip
NAMES_EXCHANGED: Mapping[str, Mapping[str, str]] = {
    "gender": {"boss": "Oliver Clarke", "They": "He", "their": "his"},
    "name": {"boss": "Ngozi Okafor"},
    "a name that holds a language": {"boss": "Muhammad Al-Farsi"},
    "nationality": {"nation": "Danish"},
}
ADS = (
    "Data librarian at {school}.\n{They} will be your line manager, and you report to {boss}.\n"
    "You will teach information literacy and use SQL.\nEssential: project management, Python.\n"
    "For an informal talk ring {boss} on 0113 4960000.",
    "Nurse. The successful candidate will bring {their} own ideas to the ward. {They} must be able to give medication "
    "and communicate with families.\nContact: {boss}, {nation} Hospital Trust.",
    "{nation} company seeks an accountant. You must know Excel and payroll.\nApply to {boss} by e-mail.",
)


@pytest.fixture(scope="module")
def client(built: Service) -> Iterator[TestClient]:
    with TestClient(create_app(built)) as client:
        yield client


PLACES = frozenset({"start", "end", "text", "mention", "span", "resume"})


def without_places(answer: Any) -> Any:  # noqa: ANN401 - JSON
    """The answer but for where words stand, and for the words around them."""
    if isinstance(answer, Mapping):
        return {name: without_places(value) for name, value in answer.items() if name not in PLACES}
    return [without_places(one) for one in answer] if isinstance(answer, list) else answer


def answer_to(client: TestClient, cv: str, writer: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON
    asked = {"ad": {"text": AD}, "profile": {"text": cv.format(**writer)}, "budget": 800, "hours": 80}
    return without_places(client.post("/v1/gap", json=asked).json())


@pytest.mark.parametrize("cv", CVS, ids=range(len(CVS)))
def test_whoever_writes_a_cv_has_the_same_answer(client: TestClient, cv: str) -> None:
    as_written = answer_to(client, cv, WRITER)
    assert as_written["profile"]["holdings"], "else the exchanges would show nothing"
    assert as_written["gap"]["missing"]
    differ = [name for name, other in EXCHANGED.items() if answer_to(client, cv, {**WRITER, **other}) != as_written]
    assert differ == []


@pytest.mark.parametrize("ad", ADS, ids=range(len(ADS)))
def test_whomever_an_ad_names_it_asks_the_same(client: TestClient, ad: str) -> None:
    def asked(named: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON
        return without_places(client.post("/v1/extract", json={"text": ad.format(**named)}).json()["demands"])

    as_written = asked(NAMED)
    assert as_written
    assert [name for name, other in NAMES_EXCHANGED.items() if asked({**NAMED, **other}) != as_written] == []
