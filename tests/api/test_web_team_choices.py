"""What an HR team says of courses: left out, offered at other terms; and files of the plan that stands on its page."""

import json
from collections.abc import Iterator
from decimal import Decimal

import pytest
import yaml
from fastapi.testclient import TestClient

from api.app import create_app
from api.serving import Serving
from api.turns import AT_A_TIME
from api.web.team.filling import spread
from api.web.team.offers import FIELD, terms_of
from api.web.team.typed import TypedOffer, TypedTeam
from api.wiring import Service
from matcher.errors import InvalidInput
from matcher.workforce.brief import Brief, CourseTerms, RoleBrief
from matcher.workforce.courses import ANY
from matcher.workforce.seats import Tier
from tests.api.test_web_team import FILES, PLAN, TABLE, TEAM, fields, typed, words

SQL_COURSE, NAME = "c-data", "Data analysis with SQL"
OFFER = {
    "offer_course": SQL_COURSE,
    "offer_price": "90",
    "offer_least": "2",
    "offer_group": "6",
    "offer_each": "50",
    "offer_most": "20",
    "offer_hours": "12",
}


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


def test_a_course_is_left_out_and_taken_back(client: TestClient) -> None:
    first = client.post(PLAN, data=typed())
    assert f'value="{SQL_COURSE}" aria-label="Plan without {NAME}"' in first.text
    without = client.post(PLAN, data={**fields(first.text), "leave_out": SQL_COURSE})
    sent = fields(without.text)
    assert sent["without"] == [SQL_COURSE]
    told = words(without.text.partition('id="given"')[0])
    assert f"Courses left out {NAME} Take it back" in told
    assert f"Courses left out as you wish: “{NAME}”." in told
    assert "Seats 0" in told
    back = client.post(PLAN, data={**sent, "take_back": SQL_COURSE})
    assert "without" not in fields(back.text)
    assert back.text == first.text


def test_a_form_that_comes_back_still_leaves_out(client: TestClient) -> None:
    page = client.post(TEAM, data=typed(without=[SQL_COURSE, SQL_COURSE]))
    assert fields(page.text)["without"] == [SQL_COURSE]
    assert "without" not in fields(client.post(TEAM, data=typed(without=[SQL_COURSE], take_back=SQL_COURSE)).text)


def test_what_is_left_out_and_offered_is_taken_along_in_the_file_of_roles(client: TestClient) -> None:
    answer = client.post(FILES, data=typed(format="brief", without=["c-team"], **OFFER))
    told = yaml.safe_load(answer.text)
    assert told["without"] == ["c-team"]
    assert told["courses"] == {
        SQL_COURSE: {"price": 90, "minimum": 2, "group_prices": {6: 50}, "most": 20, "hours": 12.0}
    }
    sent = fields(client.post(TEAM, files={"brief_file": ("roles.yaml", answer.content)}).text)
    assert sent["without"] == ["c-team"]
    assert {name: sent[name] for name in OFFER} == {name: [value] for name, value in OFFER.items()}
    assert sent["courses"] == [""]


def test_a_course_that_there_is_none_of_can_not_be_left_out(client: TestClient) -> None:
    page = client.post(PLAN, data=typed(without=["c-nowhere"]))
    assert page.status_code == 422
    assert 'id="error-without"' in page.text
    assert "no course of the catalogue has this id" in page.text.casefold()


def test_another_price_and_another_length_count_and_stay_in_their_row(client: TestClient) -> None:
    page = client.post(PLAN, data=typed(**OFFER))
    told = words(page.text)
    assert "Plan without it 8 AUD 50 AUD 400 12" in told
    sent = fields(page.text)
    row = sent["offer_course"].index(SQL_COURSE)
    assert {name: sent[name][row] for name in OFFER} == OFFER


def test_a_plan_lists_its_courses_those_that_lack_a_fact_and_any_other(client: TestClient) -> None:
    sent = fields(client.post(PLAN, data=typed()).text)
    assert sent["offer_course"][0] == SQL_COURSE
    assert sent["offer_course"][-1] == ANY


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"price": "lots"}, "c-data: price 'lots' is not a number"),
        ({"least": "0", "price": "1"}, "c-data: least seats '0' is no whole number from 1 to 5,000"),
        ({"group": "6"}, "c-data: seats of a group needs the price of a seat in the least group beside it"),
        ({"price": "9", "each": "5"},
         "c-data: a price in a group needs from how many seats on, and the other way round"),
        ({"price": "9", "least": "6", "group": "6", "each": "5"},
         "c-data: a group of 6 is no larger than the 6 seats that it needs to run"),
        ({"price": "9", "least": "6", "most": "5"}, "c-data: most seats, 5, are fewer than the 6 that it needs to run"),
        ({"hours": "0"}, "c-data: hours must be above 0"),
        ({"hours": "1e999999999"}, "c-data: hours must be at most 100,000"),
    ],
)  # fmt: skip
def test_a_row_that_can_not_be_meant_is_named(more: dict[str, str], says: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        terms_of((TypedOffer(course=SQL_COURSE, **more),), {})
    assert (refused.value.field, refused.value.reason) == (FIELD, says)


def test_a_wrong_row_is_told_beside_the_rows_and_kept(client: TestClient) -> None:
    page = client.post(PLAN, data=typed(offer_course=SQL_COURSE, offer_price="lots"))
    assert page.status_code == 422
    assert 'id="error-offers"' in page.text
    assert fields(page.text)["offer_price"] == ["lots"]


def test_a_row_stands_over_the_text_and_leaves_what_it_does_not_say() -> None:
    stated = {"c": CourseTerms(tiers=(Tier(1, Decimal(9)),), hours=4.0, level=2), "d": CourseTerms(hours=3.0)}
    said = terms_of((TypedOffer(course="c", price="7", least="3"),), stated)
    assert said["c"] == CourseTerms(tiers=(Tier(3, Decimal(7)),), hours=4.0, level=2)
    assert said["d"] == stated["d"]


def test_terms_that_no_row_has_room_for_stay_text() -> None:
    tiers = tuple(Tier(seats, Decimal(10 - seats)) for seats in (1, 2, 3))
    terms = {
        "c-many": CourseTerms(tiers=tiers),
        "c-when": CourseTerms(quarters=frozenset({0}), hours=3.0),
        "c-plain": CourseTerms(hours=2.5),
    }
    typed_team = spread(Brief(roles=(RoleBrief(name="x"),), courses=terms), TypedTeam())
    assert typed_team.offers == (TypedOffer(course="c-plain", hours="2.5"),)
    assert [line.partition(":")[0] for line in typed_team.courses.splitlines()] == ['"c-many"', '"c-when"']


def test_files_are_of_the_plan_that_stands_on_the_page_and_need_no_other(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though nobody can plan any more, so that it can't have been planned again; what was changed is."""
    serving = Serving(service=service)
    monkeypatch.setattr("api.app.Serving", lambda **_: serving)
    with TestClient(create_app(service)) as client:
        sent = fields(client.post(PLAN, data=typed(coverage="")).text)
        for _ in range(AT_A_TIME):
            serving.plans.free.acquire()
        answer = client.post(FILES, data={**sent, "format": "json"})
        assert answer.status_code == 200
        assert json.loads(answer.text)["totals"]["cost"] == "800"
        assert client.post(FILES, data={**sent, "format": "xlsx"}).content.startswith(b"PK")
        changed = {**sent, "budget": ["300"], "format": "json"}
        assert client.post(FILES, data=changed).status_code == 503
        forged = {**sent, "made": [sent["made"][0][:-3] + "abc"], "format": "json"}
        assert client.post(FILES, data=forged).status_code == 503
        for _ in range(AT_A_TIME):
            serving.plans.free.release()
        assert json.loads(client.post(FILES, data=changed).text)["totals"]["cost"] == "300"


def test_without_consent_a_plan_that_was_made_with_it_is_not_given(client: TestClient) -> None:
    sent = fields(client.post(PLAN, data=typed(table=TABLE)).text)
    sent.pop("consented")
    answer = client.post(FILES, data={**sent, "format": "json"})
    assert json.loads(answer.text)["bookings"] == []
    assert json.loads(answer.text)["consented"] is False
