"""/v1/demand: figures that a hand reckons, over slices, as JSON and as tables; refusals that name what is wrong."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

import openpyxl
import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.wiring import Service
from matcher.ads import JobAd
from matcher.demand import Importance
from matcher.intervals import wilson_interval
from tests.api.conftest import LIBRARIAN, uri_of
from tests.api.demanding import ACCOUNTS, FORMULA, SQL, TEAMS, TIME, ads, demanding, read, read_courses, real_courses

ESSENTIAL = Importance.ESSENTIAL
Asked: TypeAlias = str | int | Sequence[str]


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(demanding(service, ads(), read_courses(service)))) as client:
        yield client


@pytest.fixture(scope="module")
def empty(service: Service) -> Iterator[TestClient]:
    """Without ads."""
    with TestClient(create_app(demanding(service, []))) as client:
        yield client


def get(client: TestClient, path: str = "", /, **asked: Asked) -> dict[str, Any]:
    answer = client.get(f"/v1/demand{path}", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def refusal(client: TestClient, path: str = "", status: int = 422, /, **asked: Asked) -> str:
    answer = client.get(f"/v1/demand{path}", params=asked)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    detail: str = answer.json()["detail"]
    return detail


def ids(page: dict[str, Any]) -> list[str]:
    return [line["id"] for line in page["lines"]]


def test_skills_are_listed_by_how_many_ads_ask_and_small_samples_last(client: TestClient) -> None:
    page = get(client)
    assert [(line["id"], line["ads"], line["small"]) for line in page["lines"]] == [
        (TEAMS, 22, False),
        (SQL, 12, False),
        (ACCOUNTS, 2, True),
    ]
    assert (page["by"], page["total"], page["next_cursor"]) == ("skills", 3, None)
    assert page["totals"] == {
        "ads": 24,
        "copies": 0,
        "employers": 4,
        "without_employer": 10,
        "undated": 10,
        "first": "2024-01-01",
        "last": "2100-01-01",
        "sample": False,
    }


def test_a_line_says_how_many_how_surely_and_of_how_many_employers(client: TestClient) -> None:
    [teams, sql, accounts] = get(client)["lines"]
    assert (teams["share"], teams["expected_ads"]) == (round(22 / 24, 6), round(12 * 0.8 + 10 * 0.5, 1))
    assert teams["importance"] == {"essential": 0, "optional": 12, "implied": 10}
    assert (teams["employers"], teams["largest_employer_ads"], teams["effective_employers"]) == (3, 4, 3.0)
    assert (teams["nature"], sql["nature"], sql["kind"]) == ("transversal", "technical", "skill/competence")
    assert accounts["doubts"] == ["few ads", "few employers"]
    worth = sql["independent_ads"]
    interval = wilson_interval(worth / 2, worth)
    assert interval is not None
    assert worth < 24
    assert sql["interval"]["low"] == pytest.approx(interval.low, abs=0.005)


def test_an_answer_carries_versions_attribution_and_what_to_know(client: TestClient) -> None:
    page, meta = get(client), client.get("/v1/meta").json()
    assert (page["versions"], page["attribution"]) == (meta["versions"], meta["attribution"])
    assert "figures count what was read in the ads, not what was meant: see expected_ads" in page["notes"]
    assert "fewer than 100 ads lie in this slice: intervals are wide" in page["notes"]


def test_a_slice_is_told_as_it_was_understood(client: TestClient) -> None:
    page = get(client, sector="librar*", region=["leeds", "York"], since="2024-03-01", until="2024-06-30")
    assert (page["totals"]["ads"], ids(page)) == (4, [SQL, TEAMS])
    assert page["slice"] == {
        "sector": ["librar*"],
        "occupation": [],
        "region": ["leeds", "York"],
        "location": [],
        "organisation": [],
        "source": [],
        "since": "2024-03-01",
        "until": "2024-06-30",
    }


@pytest.mark.parametrize("occupation", ["librarian", LIBRARIAN])
def test_an_occupation_is_meant_by_words_or_by_its_uri(client: TestClient, occupation: str) -> None:
    page = get(client, occupation=occupation)
    assert page["totals"]["ads"] == 12
    assert page["slice"]["occupation"] == [{"uri": LIBRARIAN, "label": "librarian"}]


@pytest.mark.parametrize("occupation", ["!!", "xyzzy plugh"])
def test_words_that_name_no_occupation_are_refused_and_never_mean_all_ads(client: TestClient, occupation: str) -> None:
    assert refusal(client, occupation=occupation).startswith("occupation: ")


def test_ads_dated_in_the_future_are_in_the_slice_of_their_day(client: TestClient) -> None:
    assert ids(get(client, since="2099-01-01")) == [ACCOUNTS]


def test_undated_ads_are_in_no_slice_of_days(client: TestClient) -> None:
    assert get(client, since="1900-01-01", until="2200-01-01")["totals"]["ads"] == 14


def test_contradictory_conditions_give_an_empty_answer_that_says_so_and_holds_no_figures(client: TestClient) -> None:
    for path in ("", "/unmet"):
        page = get(client, path, sector="Libraries", region="York")
        assert page["notes"] == ["no ad lies in this slice, so nothing is said about demand"]
        assert (page["lines"], page["total"], page["totals"]["ads"], page["totals"]["first"]) == ([], 0, 0, None)
    one = get(client, f"/{SQL}", sector="Libraries", region="York")
    assert one["demand"] is None
    assert (one["beside"], one["employers"], one["quotes"]) == ([], [], [])
    assert one["supply"]["courses_may_close"] >= 1


def test_a_store_without_ads_answers_that_it_holds_none(empty: TestClient) -> None:
    for path in ("", "/unmet", f"/{SQL}"):
        assert get(empty, path)["notes"] == ["no ad lies in this slice, so nothing is said about demand"]
    assert refusal(empty, sector="Libraries") == "sector: no ad states any, so none is 'Libraries'"


@pytest.mark.parametrize(
    ("asked", "detail"),
    [
        ({"sector": "Library"}, "sector: no ad states 'Library'; there is 'Libraries'; `*` stands for whatever"),
        ({"organisation": "ash"}, "organisation: no ad states 'ash'; there is 'Ash Library'"),
        ({"source": "libraries"}, "source: no ad states 'libraries'; there is 'libraries.jsonl'"),
        ({"location": "Leeds"}, "location: no ad states any, so none is 'Leeds'"),
        ({"since": "2024-02-01", "until": "2024-01-01"}, "since: 2024-02-01 is after 2024-01-01"),
        ({"since": "yesterday"}, "since: "),
        ({"sector": ""}, "sector.0: "),
        ({"secter": "x"}, "secter: "),
        ({"by": "things"}, "by: "),
        ({"nature": "soft"}, "nature: "),
        ({"limit": 0}, "limit: "),
        ({"limit": 1001}, "limit: "),
        ({"format": "pdf"}, "format: "),
        ({"cursor": "-1"}, "cursor: is not one that an answer gave"),
        ({"cursor": "x"}, "cursor: is not one that an answer gave"),
    ],
)
@pytest.mark.parametrize("path", ["", "/unmet"])
def test_what_is_wrong_is_named_with_its_field(
    client: TestClient, path: str, asked: dict[str, Asked], detail: str
) -> None:
    assert refusal(client, path, **asked).startswith(detail)


def test_a_list_is_had_in_portions_by_its_cursor(client: TestClient) -> None:
    first = get(client, limit=2)
    second = get(client, limit=2, cursor=first["next_cursor"])
    assert [*ids(first), *ids(second)] == ids(get(client))
    assert (first["total"], second["total"], second["next_cursor"]) == (3, 3, None)
    assert ids(get(client, cursor="500")) == []


def test_only_skills_of_one_nature_are_listed_where_one_is_asked_for(client: TestClient) -> None:
    assert ids(get(client, nature="transversal")) == [TEAMS]
    assert ids(get(client, nature="technical")) == [SQL, ACCOUNTS]
    assert get(client, nature="technical")["total"] == 2


def test_families_and_areas_are_listed_under_their_names(client: TestClient) -> None:
    families = get(client, by="families")["lines"]
    assert [(line["id"], line["label"], line["kind"], line["ads"]) for line in families] == [
        ("teamwork", "Teamwork", "family", 22),
        ("data-work", "Data work", "family", 14),
    ]
    page = get(client, by="areas")
    assert [(line["id"], line["label"], line["kind"], line["ads"]) for line in page["lines"]] == [
        (f"area:{TEAMS}", "work in teams", "area", 22),
        (f"area:{SQL}", "SQL", "area", 12),
    ]
    assert page["lines"][1]["members"] == [{"uri": SQL, "label": "SQL"}]


def test_it_is_said_where_skills_are_in_no_area(client: TestClient) -> None:
    """Of two ads that ask for accounting nothing is seen in the list of areas."""
    note = "skills that fewer than 10 ads of the whole store ask for are in no area: by=skills lists them"
    assert note in get(client, by="areas")["notes"]
    assert note in get(client, "/unmet")["notes"]
    assert note not in get(client)["notes"]


def test_unmet_demand_is_a_score_with_its_parts_and_the_courses_beside_it(client: TestClient) -> None:
    page = get(client, "/unmet", by="skills")
    assert page["formula"] == "score = asked * wanted * breadth * open"
    by_id = {line["id"]: line for line in page["lines"]}
    for line in by_id.values():
        parts = line["parts"]
        product = parts["asked"] * parts["wanted"] * (1 if parts["breadth"] is None else parts["breadth"])
        assert line["score"] == pytest.approx(product * parts["open"], abs=2e-4)
    teams = by_id[TEAMS]
    assert teams["parts"]["wanted"] == round((12 * 0.4 + 10 * 0.3) / 22, 6)
    assert teams["parts"]["breadth"] == round(1 - 1 / 3, 6)
    assert teams["parts"]["open"] == pytest.approx(1 / (1 + teams["supply"]["expected_courses"]), abs=0.01)
    assert by_id[ACCOUNTS]["parts"]["breadth"] == 0
    assert by_id[ACCOUNTS]["score"] == 0
    assert ids(page)[-1] == ACCOUNTS
    assert "Library" not in str(page["lines"])


def test_ways_of_working_are_left_out_of_unmet_demand_and_said_to_be_unless_they_are_asked_for(
    service: Service,
) -> None:
    made = demanding(service, ads())
    made = replace(made, provision=replace(made.provision, ways_of_working=frozenset({TEAMS})))
    with TestClient(create_app(made)) as client:
        without, whole = get(client, "/unmet", by="skills"), get(client, "/unmet", by="skills", ways_of_working="true")
    assert TEAMS not in ids(without)
    assert sum("1 ways of working" in note for note in without["notes"]) == 1
    assert [line["way_of_working"] for line in whole["lines"] if line["id"] == TEAMS] == [True]
    assert len(ids(whole)) == len(ids(without)) + 1


def test_unmet_demand_is_counted_by_areas_where_nothing_else_is_said(client: TestClient) -> None:
    page = get(client, "/unmet")
    assert (page["by"], set(ids(page))) == ("areas", {f"area:{TEAMS}", f"area:{SQL}"})


def test_a_catalogue_with_no_overlap_leaves_all_of_it_open(service: Service) -> None:
    courses = [course for course in real_courses() if course.id == "c-euro"]
    with TestClient(create_app(demanding(service, ads(), courses))) as client:
        page = get(client, "/unmet", by="families")
    assert {line["id"]: line["parts"]["open"] for line in page["lines"]} == {"teamwork": 1.0, "data-work": 1.0}


def test_sample_data_is_said_to_be_such_only_where_all_of_it_is(service: Service, client: TestClient) -> None:
    told = "the catalogue is the sample that we made up: put in your own with `matcher catalogue add`"
    assert told not in get(client)["notes"]  # of its four courses one is
    sample = [one for one in service.pipeline.catalogue.page(after=None, limit=10) if one.sample]
    with TestClient(create_app(demanding(service, ads(), sample))) as all_of_it:
        assert told in get(all_of_it)["notes"]
        assert "sample ads" not in str(get(all_of_it)["notes"])


def test_near_identical_ads_count_once(service: Service) -> None:
    first = ads()[0]
    again = [read(_copy(first.ad, place), {SQL: (first.demands[0].importance, 0.9)}) for place in range(30)]
    with TestClient(create_app(demanding(service, [first, *again]))) as client:
        page = get(client)
    assert (page["totals"]["ads"], page["totals"]["copies"]) == (1, 30)
    assert {line["ads"] for line in page["lines"]} == {1}
    assert all("few ads" in line["doubts"] for line in page["lines"])


def _copy(ad: JobAd, place: int) -> JobAd:
    return replace(ad, id=f"copy-{place}", organisation=f"Board {place}")


@pytest.mark.parametrize("name", [SQL, "SQL", "sql", " sql "])
def test_a_skill_is_asked_about_by_uri_or_name(client: TestClient, name: str) -> None:
    one = get(client, f"/{name}")
    assert (one["id"], one["label"], one["members"]) == (SQL, "SQL", [])
    assert (one["demand"]["ads"], one["demand"]["id"]) == (12, SQL)
    assert [(own["name"], own["ads"]) for own in one["employers"]] == [
        ("Ash Library", 4),
        ("Beech Library", 4),
        ("Cedar Library", 4),
    ]
    assert one["teachers"][0]["id"] == "c-data"
    assert one["supply"]["prices"] == [{"currency": "AUD", "least": "100", "most": "100"}]


def test_a_name_without_its_brackets_will_do(client: TestClient) -> None:
    assert get(client, "/python")["id"] == uri_of("Python (computer programming)")


def test_a_skill_has_the_line_that_it_has_in_the_list(client: TestClient) -> None:
    for line in get(client, "/unmet", by="skills")["lines"]:
        assert get(client, f"/{line['id']}")["demand"] == line


def test_one_ad_with_an_impossible_date_leaves_all_but_the_course_of_time(service: Service) -> None:
    old = JobAd(id="old", text=" ".join(f"old{n}" for n in range(40)), date_posted=date(203, 1, 1))
    with TestClient(create_app(demanding(service, [*ads(), read(old, {SQL: (ESSENTIAL, 0.9)})]))) as client:
        one = get(client, f"/{SQL}")
        assert (one["demand"]["ads"], one["course"]) == (13, None)
        told = (
            "dates from 0203-01-01 to 2100-01-01 lie too far apart for periods: leave out wrong ones by since and until"
        )
        assert told in one["notes"]
        assert len(get(client, f"/{SQL}", since="2024-01-01", until="2025-01-01")["course"]["points"]) == 4
        assert "too far apart" not in str(get(client, f"/{SQL}", region="York")["notes"])
        assert refusal(client, "/trends").startswith("periods: from 0203-01-01 to 2100-01-01")


def test_quotes_are_of_different_employers_with_where_they_are_from(client: TestClient) -> None:
    quotes = get(client, f"/{SQL}")["quotes"]
    assert [own["organisation"] for own in quotes[:3]] == ["Ash Library", "Beech Library", "Cedar Library"]
    assert quotes[0]["text"] == "lib-0 must know SQL."
    assert (quotes[0]["ad"], quotes[0]["date_posted"], quotes[0]["source"]) == (
        "lib-0",
        "2024-01-01",
        "libraries.jsonl",
    )
    assert quotes[0]["skill"] == {"uri": SQL, "label": "SQL"}


@pytest.mark.parametrize("name", ["data-work", "Data Work", "data skills"])
def test_a_family_is_asked_about_by_id_or_any_of_its_names(client: TestClient, name: str) -> None:
    one = get(client, f"/{name}")
    assert (one["id"], one["kind"], one["demand"]["ads"]) == ("data-work", "family", 14)
    assert {own["uri"] for own in one["members"]} == {SQL, ACCOUNTS}


def test_an_area_is_asked_about_by_its_id(client: TestClient) -> None:
    one = get(client, f"/area:{SQL}")
    assert (one["id"], one["kind"], one["demand"]["ads"]) == (f"area:{SQL}", "area", 12)
    assert one["members"] == [{"uri": SQL, "label": "SQL"}]


def test_an_area_that_is_none_now_still_has_its_demand(client: TestClient) -> None:
    assert get(client, f"/area:{ACCOUNTS}")["demand"]["ads"] == 2


def test_a_skill_that_nobody_asks_for_has_no_figures(client: TestClient) -> None:
    one = get(client, f"/{TIME}")
    assert (one["demand"], one["quotes"]) == (None, [])


def test_what_goes_with_a_skill_is_asked_for_surely_more_there_than_elsewhere(
    service: Service, client: TestClient
) -> None:
    """All 12 ads with SQL ask for teamwork: no more than the 22 of all 24 that do, but more than 22 of 84."""
    assert get(client, f"/{SQL}")["beside"] == get(client, f"/{TEAMS}")["beside"] == []
    others = [
        read(JobAd(id=f"o{n}", text=" ".join(f"other{n}x{word}" for word in range(40))), {TIME: (ESSENTIAL, 0.9)})
        for n in range(60)
    ]
    with TestClient(create_app(demanding(service, [*ads(), *others]))) as many:
        [own] = get(many, f"/{SQL}")["beside"]
    assert (own["uri"], own["ads"], own["share"], own["lift"]) == (TEAMS, 12, 1.0, 3.8182)


@pytest.mark.parametrize(
    "uri", ["http://example.org/skill/none", "urn:onet:technology:none", LIBRARIAN, f"area:{LIBRARIAN}"]
)
def test_a_uri_that_is_no_skill_is_an_unknown_concept(client: TestClient, uri: str) -> None:
    assert "no concept" in refusal(client, f"/{uri}", 404)


def test_a_name_that_nothing_has_is_refused_with_near_ones(client: TestClient) -> None:
    detail = refusal(client, "/teams of work")
    assert detail.startswith("skill: nothing is called 'teams of work'; there is ")
    assert "'work in teams'" in detail


def test_a_table_as_csv_holds_the_lines_under_documented_columns_and_no_formula(client: TestClient) -> None:
    answer = client.get("/v1/demand", params={"format": "csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="demand.csv"' in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["label"] for row in rows] == ["work in teams", "SQL", f"'{FORMULA}"]
    assert (rows[1]["ads"], rows[1]["share"], rows[1]["small"], rows[1]["doubts"]) == ("12", "0.5", "false", "")
    assert rows[2]["doubts"] == "few ads; few employers"
    assert {"share_low", "share_high", "expected_ads", "effective_employers", "independent_ads"} <= set(rows[0])


def test_a_table_as_xlsx_holds_numbers_texts_and_where_it_comes_from(client: TestClient) -> None:
    asked = {"format": "xlsx", "by": "skills", "organisation": [FORMULA, "ash*"]}
    book = openpyxl.load_workbook(io.BytesIO(client.get("/v1/demand/unmet", params=asked).content))
    header, *rows = book["demand"].iter_rows()
    place = {str(cell.value): at for at, cell in enumerate(header)}
    found = {row[place["id"]].value: row for row in rows}
    assert found[ACCOUNTS][place["label"]].value == FORMULA
    assert found[ACCOUNTS][place["label"]].data_type == "s"
    assert (found[SQL][place["ads"]].value, found[SQL][place["small"]].value) == (4, True)
    about = {str(row[0].value): str(row[1].value) for row in book.worksheets[1].iter_rows()}
    assert about["slice"] == f"organisation: {FORMULA} or ash*"
    assert about["posted"] == "2024-01-01 to 2100-01-01; 0 ads are undated"
    assert about["score"] == "score = asked * wanted * breadth * open"


def test_a_table_of_undated_ads_says_so_and_no_date(client: TestClient) -> None:
    content = client.get("/v1/demand", params={"format": "xlsx", "region": "York"}).content
    about = {
        str(a.value): str(b.value) for a, b in openpyxl.load_workbook(io.BytesIO(content)).worksheets[1].iter_rows()
    }
    assert about["posted"] == "10 ads are undated"


def test_a_table_as_parquet_holds_lists_and_missing_values(client: TestClient) -> None:
    content = client.get("/v1/demand/unmet", params={"format": "parquet", "region": "York"}).content
    table = pq.read_table(io.BytesIO(content))
    [row] = table.to_pylist()
    assert (row["id"], row["members"], row["doubts"]) == (
        f"area:{TEAMS}",
        ["work in teams"],
        ["employers hardly named"],
    )
    assert row["breadth"] is None
    assert row["ads"] == 10.0
    assert table.schema.metadata[b"slice"] == b"region: York"


def test_an_empty_slice_gives_a_table_without_rows(client: TestClient) -> None:
    asked = {"format": "csv", "sector": "Libraries", "region": "York"}
    assert list(csv.DictReader(io.StringIO(client.get("/v1/demand", params=asked).text))) == []
