"""What is asked for besides the stack travels to the wire and the terminal: wishes, timetable, totals, alternatives."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.command import main
from api.commands.loading import Loading
from api.schemas import CostOut, TotalsOut
from api.totals_text import said
from api.wiring import Service
from api.wishes import level_range
from corpora.courses.catalogue import InMemoryCatalogue
from corpora.courses.records import achievement_of
from matcher.achievements import Achievement
from matcher.alignment import CourseReader
from matcher.errors import InvalidInput
from matcher.levels import Framework, Level
from matcher.preferences import LevelRange
from tests.api.conftest import offering, uri_of

AD = "Analyst\n\nRequirements\n- You must know SQL.\n- You must manage library collections.\n"


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


def asked(client: TestClient, **more: object) -> dict[str, Any]:
    response = client.post("/v1/gap", json={"ad": {"text": AD}, **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_a_stack_says_what_it_comes_to_and_what_each_course_is_worth(client: TestClient) -> None:
    stack = asked(client)["stack"]
    assert stack["achievements"]
    totals = stack["totals"]
    assert totals["hours_max"] >= totals["hours_min"] >= 0
    assert set(totals["without_credits"]) <= set(stack["achievements"])
    assert [one["achievement"] for one in stack["marginals"]] == stack["achievements"]
    assert all(one["worth"] >= 0 for one in stack["marginals"])
    assert (stack["timetable"], stack["choices"]) == (None, None)


def test_hours_a_week_give_a_timetable_of_all_that_states_hours(client: TestClient) -> None:
    stack = asked(client, hours_per_week=5)["stack"]
    table = stack["timetable"]
    assert {one["achievement"] for one in table["slots"]} | set(table["untimed"]) == set(stack["achievements"])
    assert max((one["last_week"] for one in table["slots"]), default=0) == table["weeks"]


def test_alternatives_begin_with_the_stack_and_every_course_of_theirs_is_listed(client: TestClient) -> None:
    answer = asked(client, alternatives=True, limit=1, hours=10)
    choices = answer["stack"]["choices"]
    assert choices["alternatives"][0]["choices"][0] == "most complete"
    assert choices["alternatives"][0]["stack"]["achievements"] == answer["stack"]["achievements"]
    named = {key for one in choices["alternatives"] for key in one["stack"]["achievements"]}
    assert named <= {one["achievement"]["id"] for one in answer["recommendations"]}


def test_what_would_close_something_but_is_not_as_wished_is_named_with_the_reason(client: TestClient) -> None:
    free, wished = asked(client), asked(client, languages=["mi"])
    assert wished["stack"]["achievements"] == []
    assert wished["unsuited"].keys() >= set(free["stack"]["achievements"])
    assert {lack for lacks in wished["unsuited"].values() for lack in lacks} == {"language"}


@pytest.mark.parametrize(
    ("wish", "named"),
    [
        ({"level_from": "Level 5"}, "level_from"),
        ({"level_from": "EQF 5", "level_to": "EQF 3"}, "levels"),
        ({"level_from": "EQF 5", "level_to": "AQF 7"}, "levels"),
        ({"languages": ["english please"]}, "languages"),
        ({"starts_by": "soon"}, "starts_by"),
        ({"hours_per_week": 0}, "hours_per_week"),
    ],
)
def test_a_wish_that_is_none_is_refused_by_name(client: TestClient, wish: dict[str, object], named: str) -> None:
    response = client.post("/v1/gap", json={"ad": {"text": AD}, **wish})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert named in response.text


def test_a_range_of_levels_may_have_one_open_end() -> None:
    assert level_range("AQF 5", None) == LevelRange(Level(Framework.AQF, 5), Level(Framework.AQF, 10))
    assert level_range(" ", "EQF level 4") == LevelRange(Level(Framework.EQF, 1), Level(Framework.EQF, 4))
    assert level_range(None, "") is None
    with pytest.raises(InvalidInput, match="level_to: names no level"):
        level_range(None, "high")


def test_the_terminal_tells_them_too(
    loading: Loading, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    ad = tmp_path_factory.mktemp("ads") / "ad.txt"
    ad.write_text(AD)
    held = ["--skill", "manage library collections"]
    assert main(["advise", str(ad), *held, "--hours-per-week", "4", "--alternatives", "--hours", "20"], loading) == 0
    said = capsys.readouterr().out
    assert "Timetable:" in said
    assert "Held by your word alone (1): what would prove it" in said
    assert main(["advise", str(ad), "--language", "mi"], loading) == 0
    assert "not as you wish, or without saying so" in capsys.readouterr().out


def test_a_qualification_is_taken_apart_and_others_cover_its_units(client: TestClient) -> None:
    answer = client.get("/v1/units", params={"of": "c-data", "by": ["c-team", "c-data"]}).json()
    [unit] = answer["units"]
    assert (answer["id"], unit["id"]) == ("c-data", "c-data")
    assert {one["label"] for one in unit["skills"]} >= {"SQL"}
    assert {tuple(one["covered_by"]) for one in unit["skills"]} == {("c-data",)}
    assert unit["covered"] is True
    alone = client.get("/v1/units", params={"of": "c-data"}).json()["units"][0]
    assert (alone["covered"], alone["skills"][0]["covered_by"]) == (False, [])
    assert client.get("/v1/units", params={"of": "c-data", "by": "none"}).status_code == 404


def test_the_terminal_takes_a_course_apart_too(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "units", "c-data", "--by", "c-team"], loading) == 0
    said = capsys.readouterr().out
    assert "open     SQL" in said
    assert "Teamwork: every skill of 0 of 1 units" in said


def test_the_page_tells_the_run_that_the_stack_counts_and_why_courses_were_left_out(service: Service) -> None:
    courses: list[dict[str, object]] = [
        {"id": "c-run", "name": "SQL at night", "topics": ["SQL"], "provider": "Night School",
         "instances": [{"mode": "online", "price": "30", "currency": "AUD", "hours": 7}]},
        {"id": "c-lacks", "name": "Collections", "teaches": [uri_of("manage library collections")]},
    ]  # fmt: skip
    catalogue = InMemoryCatalogue.build(achievement_of(one) for one in courses)
    aligned = offering(service.pipeline, _aligned(service, catalogue))
    with TestClient(create_app(replace(service, pipeline=aligned))) as client:
        page = client.post("/advise", data={"ad": AD, "budget": "50", "currency": "AUD", "hours": "9"}).text
    assert "AUD 30" in page
    assert "7 hours" in page
    assert "could not be counted: no hours stated." in page


def test_a_stack_of_courses_with_several_runs_shows_what_it_comes_to_from_least_to_most(
    service: Service, loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = [
        {"mode": "online", "price": "30.10", "currency": "AUD", "workload": "5 weeks at 2 to 3 hours a week"},
        {"mode": "online", "price": "80", "currency": "AUD", "hours": 7},
        {"mode": "on site", "price": "900", "currency": "AUD", "hours": 70},
    ]
    courses: list[dict[str, object]] = [
        {"id": "c-runs", "name": "SQL at night", "topics": ["SQL"], "credits": "2 ECTS", "level": "EQF 5",
         "instances": runs},
        {"id": "c-bare", "name": "Collections", "mode": "online", "awarding_body": "Shelf Institute",
         "teaches": [uri_of("manage library collections")]},
    ]  # fmt: skip
    catalogue = InMemoryCatalogue.build(achievement_of(one) for one in courses)
    other = replace(service, pipeline=offering(service.pipeline, _aligned(service, catalogue)))
    with TestClient(create_app(other)) as client:
        totals = asked(client, modes=["online"])["stack"]["totals"]
        assert totals["cost"] == {"AUD": {"least": "30.10", "most": "80"}}
        assert (totals["hours_min"], totals["hours_max"]) == (7, 15)
        assert asked(client)["stack"]["totals"]["cost"] == {"AUD": {"least": "30.10", "most": "900"}}
        assert (totals["credits"], totals["levels"]) == ({"ECTS": "2"}, ["EQF 5"])
        lacking = [totals[f"without_{what}"] for what in ("price", "hours", "credits", "level")]
        assert lacking == [["c-bare"]] * 4
        page = client.post("/advise", data={"ad": AD, "currency": "AUD"}).text
    (tmp_path / "ad.txt").write_text(AD)
    assert main(["advise", str(tmp_path / "ad.txt")], replace(loading, load_service=lambda _: other)) == 0
    for told in (capsys.readouterr().out, page):
        words = " ".join(told.split())
        assert "In all, as stated: AUD 30.10 to 900.00; 7 to 70 hours; 2 ECTS; EQF 5 (indicatively" in words
        assert "Not stated, and not counted in: price of 1 (Collections); hours of 1 (Collections);" in words
        assert "awarded by Shelf Institute" in words


def _aligned(service: Service, catalogue: InMemoryCatalogue) -> list[Achievement]:
    reader = service.pipeline.reader
    courses = CourseReader(splitter=reader.splitter, linker=reader.linker)
    return courses.align(list(catalogue.by_id.values()))


def test_what_is_free_is_no_bill_in_another_currency() -> None:
    nothing: dict[str, object] = dict.fromkeys(
        ("without_hours", "without_price", "without_credits", "levels", "other_levels", "without_level"), ()
    )
    free = CostOut(least=Decimal(0), most=Decimal(0))
    totals = TotalsOut.model_validate(
        {**nothing, "hours_min": 0, "hours_max": 0, "credits": {}, "levels_indicative": {},
         "cost": {"AUD": CostOut(least=Decimal(5), most=Decimal(5)), "EUR": free}}
    )  # fmt: skip
    assert list(said(totals)) == ["AUD 5.00"]
    assert list(said(totals.model_copy(update={"cost": {"EUR": free}}))) == ["EUR 0.00"]


def test_a_resume_comes_in_as_a_profile_and_goes_back_with_the_stack_as_planned_certificates(
    client: TestClient,
) -> None:
    resume = {
        "basics": {"name": "Ada"},
        "certificates": [{"name": "Manage library collections", "date": "2014", "issuer": "Harbour"}],
        "x-own": {"kept": 1},
    }
    answer = asked(client, profile={"resume": resume})
    [covered] = answer["gap"]["covered"]
    assert covered["demand"]["label"] == "manage library collections"
    assert [one["issued"]["date"] for one in covered["holdings"] if one["issued"]] != []
    written = answer["resume"]
    assert {name: value for name, value in written.items() if name != "certificates"} == {
        name: value for name, value in resume.items() if name != "certificates"
    }
    first, *planned = written["certificates"]
    assert first == resume["certificates"][0]  # type: ignore[index]
    names = {one["achievement"]["id"]: one["achievement"]["name"] for one in answer["recommendations"]}
    assert [one["name"] for one in planned] == [f"{names[key]} (planned)" for key in answer["stack"]["achievements"]]
    assert {one["status"] for one in planned} == {"planned"}
    assert asked(client)["resume"] is None


@pytest.mark.parametrize(
    ("resume", "says"),
    [
        ({"hobbies": []}, "profile.resume: is no JSON Resume: it has none of its sections"),
        ({"certificates": {"name": "SQL"}}, "certificates: is not a list of certificates"),
    ],
)
def test_what_is_no_resume_is_a_problem_that_names_the_field(
    client: TestClient, resume: dict[str, object], says: str
) -> None:
    response = client.post("/v1/gap", json={"ad": {"text": AD}, "profile": {"resume": resume}})
    assert response.status_code == 422
    assert says in response.json()["detail"]


def test_what_only_another_course_needs_is_planned_too(
    service: Service, loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    courses: list[dict[str, object]] = [
        {"id": "c-advanced", "name": "SQL, advanced", "topics": ["SQL"], "prerequisites": ["c-basics"]},
        {"id": "c-basics", "name": "First steps"},
    ]
    catalogue = InMemoryCatalogue.build(achievement_of(one) for one in courses)
    other = replace(service, pipeline=offering(service.pipeline, _aligned(service, catalogue)))
    (tmp_path / "ad.txt").write_text(AD)
    run = ["advise", str(tmp_path / "ad.txt"), "--resume-out", str(tmp_path / "out.json")]
    assert main(run, replace(loading, load_service=lambda _: other)) == 0
    assert "needed by another course of the stack" in capsys.readouterr().out
    written = json.loads((tmp_path / "out.json").read_text())
    assert [one["name"] for one in written["certificates"]] == ["SQL, advanced (planned)", "First steps (planned)"]
