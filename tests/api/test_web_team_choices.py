"""What an HR team says of courses: left out, offered at other terms; and files of the plan that stands on its page."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
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
from tests.api.test_web_team import FILES, PLAN, TABLE, TEAM, TYPED, fields, typed, words

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
    assert f'value="{SQL_COURSE}" aria-label="Plan without it: {NAME}"' in first.text
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
        ({"price": "lots"}, "row 'c-data': price 'lots' is not a number"),
        ({"least": "0", "price": "1"}, "row 'c-data': least seats '0' is no whole number from 1 to 5,000"),
        ({"group": "6"}, "row 'c-data': seats of a group needs the price of a seat in the least group beside it"),
        ({"price": "9", "each": "5"},
         "row 'c-data': a price in a group needs from how many seats on, and the other way round"),
        ({"price": "9", "least": "6", "group": "6", "each": "5"},
         "row 'c-data': a group of 6 is no larger than the 6 seats that it needs to run"),
        ({"price": "9", "least": "6", "most": "5"},
         "row 'c-data': most seats, 5, are fewer than the 6 that it needs to run"),
        ({"hours": "0"}, "row 'c-data': hours must be above 0"),
        ({"hours": "1e999999999"}, "row 'c-data': hours must be at most 100,000"),
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


STATED = CourseTerms(
    tiers=(Tier(6, Decimal(250)), Tier(10, Decimal(200)), Tier(20, Decimal(150))), hours=4.0, level=2, most_seats=30
)


@pytest.mark.parametrize(
    ("row", "tiers", "most"),
    [
        ({"price": "240"}, ((6, 240), (10, 200), (20, 150)), 30),
        ({"least": "3"}, ((3, 250), (10, 200), (20, 150)), 30),
        ({"group": "12", "each": "180"}, ((6, 250), (12, 180)), 30),
        ({"most": "8"}, ((6, 250), (10, 200), (20, 150)), 8),
    ],
)
def test_a_row_stands_over_the_text_by_part(row: dict[str, str], tiers: tuple[tuple[int, int], ...], most: int) -> None:
    said = terms_of((TypedOffer(course="c", **row),), {"c": STATED, "d": CourseTerms(hours=3.0)})
    own = tuple(Tier(seats, Decimal(each)) for seats, each in tiers)
    assert said == {"c": replace(STATED, tiers=own, most_seats=most), "d": CourseTerms(hours=3.0)}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"most": "3"}, "row 'c': most seats, 3, are fewer than the 6 that it needs to run"),
        ({"least": "10"}, "row 'c': a group of 10 is no larger than the 10 seats that it needs to run"),
        ({"each": "180"}, "row 'c': a price in a group needs from how many seats on, and the other way round"),
    ],
)
def test_a_row_that_does_not_go_with_the_text_is_named(row: dict[str, str], says: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        terms_of((TypedOffer(course="c", **row),), {"c": STATED})
    assert refused.value.reason == says


def test_what_holds_for_one_course_can_not_be_said_of_any() -> None:
    with pytest.raises(InvalidInput, match="most seats are those of one course"):
        terms_of((TypedOffer(course=ANY, price="9", most="5"),), {})


def test_what_no_hand_could_type_is_refused_and_not_repeated(client: TestClient) -> None:
    many = {"offer_course": [f"c-{place}" for place in range(600)], "offer_price": ["9"] * 600}
    for more, field, says in (
        (many, "offers", "at most 500 courses can have terms"),
        ({"offer_course": "x" * 100_000, "offer_price": "9"}, "offers", "an id of a course|the id of a course"),
        ({"without": [f"c-{place}" for place in range(501)]}, "without", "at most 500 courses can be left out"),
        ({"without": ["x" * 100_000]}, "without", "an id has at most 300 characters"),
    ):
        page = client.post(PLAN, data=typed(**more))
        assert page.status_code == 422
        assert f'id="error-{field}"' in page.text
        assert re.search(says, page.text, re.IGNORECASE)
        assert len(page.text) < 1_000_000


def test_half_a_character_is_no_fault_of_the_server(client: TestClient) -> None:
    parts = {**TYPED, "made": "+2AA-", "without": "+2AA-", "offer_course": "+2AA-", "offer_price": "+2AA-"}
    body = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{one}\r\n'
        for name, own in parts.items()
        for one in (own if isinstance(own, list) else [own])
    )
    answer = client.post(
        PLAN, content=f"{body}--b--\r\n", headers={"content-type": "multipart/form-data; boundary=b; charset=utf-7"}
    )
    assert answer.status_code in {400, 422}


def test_terms_of_a_course_that_is_gone_are_told_beside_their_row(client: TestClient) -> None:
    page = client.post(PLAN, data=typed(offer_course="c-gone", offer_price="9"))
    assert page.status_code == 422
    assert 'id="error-offers"' in page.text
    assert "Row &#39;c-gone&#39;: no course of the catalogue has this id" in words(page.text)


def test_a_file_of_roles_leaves_what_stands_in_the_form_as_text() -> None:
    stood = TypedTeam(courses="c: {price: 90, quarters: [1]}")
    brief = Brief(roles=(RoleBrief(name="x"),), courses={"c": CourseTerms(hours=1.0), "d": CourseTerms(hours=2.0)})
    assert spread(brief, stood).offers == (TypedOffer(course="d", hours="2"),)
    assert spread(brief, TypedTeam(courses="c: [")).offers[0].course == "c"


def test_decisions_on_names_that_the_table_lacks_stay_and_change_no_file(client: TestClient) -> None:
    kept = {
        **TYPED,
        "said": [*TYPED["said"], "legacy word"],
        "means": ["", "", "", "-"],
        "other": [*TYPED["other"], ""],
    }
    sent = fields(client.post(PLAN, data=kept).text)
    assert "legacy word" in sent["said"]
    told = yaml.safe_load(client.post(FILES, data={**sent, "format": "brief"}).text)
    assert told["names"]["legacy word"] is None


def test_where_something_typed_is_wrong_the_plan_stays(client: TestClient) -> None:
    sent = fields(client.post(PLAN, data=typed()).text)
    page = client.post(PLAN, data={**sent, "budget": ["abc"]})
    assert page.status_code == 422
    assert 'id="error-budget"' in page.text
    assert "The plan below is the one before" in words(page.text)
    assert "2027 Q1 Data analysis with SQL" in words(page.text)
    again = fields(page.text)
    assert (again["budget"], again["made"]) == (["abc"], sent["made"])


def test_a_slider_goes_as_far_as_before(client: TestClient) -> None:
    first = client.post(PLAN, data=typed(budget="1000"))
    assert fields(first.text)["reach_budget"] == ["2000"]
    smaller = client.post(PLAN, data={**fields(first.text), "budget": ["300"]})
    assert fields(smaller.text)["reach_budget"] == ["2000"]
    larger = client.post(PLAN, data={**fields(first.text), "budget": ["5,000"]})
    assert fields(larger.text)["reach_budget"] == ["10000"]


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
        two = {
            "offer_course": ["c-team", SQL_COURSE],
            "offer_price": ["70", "100"],
            "said": [*TYPED["said"], "legacy word"],
        }
        decided = {"means": ["", "", "", "-"], "other": [*TYPED["other"], ""]}
        sent = fields(client.post(PLAN, data=typed(coverage="", **two, **decided)).text)
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
