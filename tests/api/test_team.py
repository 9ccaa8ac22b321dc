"""A team's plan asked for over HTTP and on the command line, in the small world: what comes out, what is refused."""

import csv
import json
import logging
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.command import main
from api.commands.loading import Loading
from api.team_wording import CONSENTED, NOT_CONSENTED
from api.wiring import Service
from tests.api.conftest import uri_of

PLAN, TEMPLATE = "/v1/team/plan", "/v1/team/template"
ROLE = "Data librarian"
PEOPLE = [
    {"id": f"P{place:02}", "toward": ROLE, "SQL": 0, "work in teams": 4 if place < 3 else 3} for place in range(8)
]
BRIEF: Mapping[str, Any] = {
    "begin": "2027-Q1",
    "quarters": 2,
    "budget": 1000,
    "currency": "AUD",
    "roles": [{"name": ROLE, "skills": {"SQL": 3, "work in teams": 3, "conserve archives": 2}}],
}
NAMES = ("SQL", "work in teams", "conserve archives")
DECIDED = {name: name for name in NAMES}


def body(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {"table": {"rows": PEOPLE}, "brief": BRIEF, "names": DECIDED, **more}


def table_csv() -> str:
    file = StringIO(newline="")
    table = csv.DictWriter(file, list(PEOPLE[0]))
    table.writeheader()
    table.writerows(PEOPLE)
    return file.getvalue()


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """(table, brief)"""
    table, brief = tmp_path / "team.csv", tmp_path / "roles.json"
    table.write_text(table_csv(), "utf-8")
    brief.write_text(json.dumps({**BRIEF, "names": DECIDED}), "utf-8")
    return table, brief


def test_a_plan_is_given_as_values_that_trace_to_a_demand_and_a_course(client: TestClient) -> None:
    answer = client.post(PLAN, json=body(consented=True))
    assert answer.status_code == 200
    found = answer.json()
    assert (found["consented"], found["consent"], found["people"]) == (True, CONSENTED, 8)
    [sql] = [line for line in found["lines"] if line["skill"]["uri"] == uri_of("SQL")]
    assert (sql["people"], sql["holding"], sql["missing"], sql["at_level"]) == (8, 0, 8, [8, 0, 0, 0, 0, 0])
    assert sql["evidence"][0]["text"] == "SQL: 3"
    [group] = found["plan"]
    assert (group["quarter"], group["course"], group["seats"], group["cost"]) == ("2027 Q1", "c-data", 8, "800")
    assert group["teaches"][0]["skill"]["label"] == "SQL"
    assert [course["name"] for course in found["courses"]] == ["Data analysis with SQL"]
    assert found["versions"]["catalogue"]
    assert [own["member"] for own in found["bookings"]] == [one["id"] for one in PEOPLE]


def test_an_answer_is_kept_by_no_cache_and_leaves_nothing_in_logs(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.post(PLAN, json=body(consented=True))
    assert answer.headers["cache-control"] == "no-store"
    assert not [record for record in caplog.records if "P01" in record.getMessage() or ROLE in record.getMessage()]


def test_without_consent_few_are_not_counted(client: TestClient) -> None:
    few = [{**one, "SQL": 4 if place < 2 else 0} for place, one in enumerate(PEOPLE)]
    found = client.post(PLAN, json=body(table={"rows": few})).json()
    [sql] = [line for line in found["lines"] if line["skill"]["uri"] == uri_of("SQL")]
    assert (found["consent"], sql["holding"], sql["missing"], sql["at_level"]) == (NOT_CONSENTED, None, None, None)
    assert found["bookings"] == []
    assert "P01" not in json.dumps(found)


@pytest.mark.parametrize("form", ["xlsx", "csv", "html"])
def test_a_plan_is_given_as_a_file_or_a_page(client: TestClient, form: str) -> None:
    answer = client.post(PLAN, json=body(format=form, consented=True))
    assert answer.headers["cache-control"] == "no-store"
    if form == "xlsx":
        assert answer.headers["content-disposition"] == 'attachment; filename="team-plan.xlsx"'
        assert openpyxl.load_workbook(BytesIO(answer.content))["plan"]["F2"].value == "=D2*E2"
    elif form == "csv":
        [line] = csv.DictReader(StringIO(answer.text))
        assert (line["course"], line["cost"], line["consent"]) == ("Data analysis with SQL", "800", CONSENTED)
    else:
        assert "0 → 8 of 8" in answer.text
        style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL)
        assert style is not None
        assert "<link" not in answer.text
        digest = b64encode(sha256(style[1].encode()).digest()).decode()
        # The page and the header each bar what they don't name: both have to allow the style.
        policy = f"default-src 'none'; style-src 'sha256-{digest}'"
        assert policy in answer.text.replace("&#39;", "'")
        closed = "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
        assert answer.headers["content-security-policy"] == f"{policy}; {closed}"


def test_a_csv_holds_the_table_that_is_asked_for(client: TestClient) -> None:
    answer = client.post(PLAN, json=body(format="csv", csv_table="review", consented=True))
    rows = [*csv.DictReader(StringIO(answer.text))]
    assert {row["name"]: row["means"] for row in rows} == DECIDED


def test_files_are_sent_with_fields_beside_them(client: TestClient) -> None:
    sent: dict[str, tuple[str, bytes, str]] = {
        "table": ("team.csv", table_csv().encode(), "text/csv"),
        "brief": ("roles.json", json.dumps(BRIEF).encode(), "application/json"),
        "names": ("names.csv", ("name,means\n" + "".join(f"{name},{name}\n" for name in NAMES)).encode(), "text/csv"),
    }
    fields = {"consented": "true", "budget": "300", "hours_per_person": "", "begin": "2028-Q3"}
    answer = client.post(PLAN, files=sent, data=fields)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["file"], found["limits"]["budget"], found["limits"]["quarters"]) == (
        "team.csv",
        "300",
        ["2028 Q3", "2028 Q4"],
    )
    assert [(group["seats"], group["cost"]) for group in found["plan"]] == [(3, "300")]


def test_what_could_not_be_read_stands_in_the_answer(client: TestClient) -> None:
    rows = [*PEOPLE, {**PEOPLE[0], "id": "P20", "SQL": 9}]
    [unread] = client.post(PLAN, json=body(table={"rows": rows}, consented=True)).json()["unread"]
    assert (unread["file"], unread["row"], unread["field"]) == ("table", 10, "SQL")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"table": {"rows": PEOPLE[:3]}}, "its consent"),
        ({"table": {"rows": [{"name": "Ann Smith", "skills": "SQL"}]}}, "name"),
        ({"table": {}}, "give either csv or rows"),
        ({"table": {"csv": ""}}, "table"),
        ({"brief": {}}, "roles"),
        ({"brief": {"roles": [{"name": ROLE, "ad": "/etc/hostname"}]}}, "ad"),
        ({"budget": -1}, "budget"),
        ({"currency": "ZZZ"}, "currency"),
        ({"begin": "soon"}, "'soon' is no quarter, like 2027-Q1"),
        ({"quarters": 99}, "quarters"),
        ({"names": {"SQL": "basket weaving"}}, "nothing is called 'basket weaving'"),
        ({"format": "odt"}, "format"),
        ({"csv_table": "people of the year"}, "csv_table"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_what_can_not_be_planned_is_refused_by_name(client: TestClient, more: dict[str, Any], words: str) -> None:
    answer = client.post(PLAN, json=body(**more))
    assert answer.status_code in {404, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]
    assert "Ann Smith" not in answer.text


def test_a_body_of_another_kind_or_without_a_file_is_refused(client: TestClient) -> None:
    assert client.post(PLAN, content="id,skills", headers={"content-type": "text/csv"}).status_code == 415
    missing = client.post(PLAN, files={"table": ("team.csv", b"id,skills\nP01,SQL\n")})
    assert (missing.status_code, missing.json()["detail"]) == (422, "brief: is missing: send it as a file")
    assert client.post(PLAN, content="{", headers={"content-type": "application/json"}).status_code == 400


def test_templates_are_read_again(client: TestClient) -> None:
    for form in ("xlsx", "csv", "yaml"):
        answer = client.get(TEMPLATE, params={"format": form})
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].endswith(f'.{form}"')
    assert client.get(TEMPLATE, params={"format": "docx"}).status_code == 422


def test_the_request_stands_in_the_openapi_document(client: TestClient) -> None:
    body = client.get("/v1/openapi.json").json()["paths"][PLAN]["post"]["requestBody"]["content"]
    assert set(body) == {"application/json", "multipart/form-data"}
    assert {"table", "brief", "names", "consented"} <= set(body["multipart/form-data"]["schema"]["properties"])
    assert "$ref" not in json.dumps(body)


def test_the_command_tells_the_plan(
    loading: Loading, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table, brief = files
    assert main(["team", "plan", str(table), "--roles", str(brief), "--consented"], loading) == 0
    told = capsys.readouterr().out
    assert "Data analysis with SQL (Example TAFE), sample data" in told
    assert "8 seats, AUD 100 each, AUD 800 in all, hours 10" in told


def test_options_stand_before_what_the_brief_says(
    loading: Loading, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table, brief = files
    options = ["--budget", "250", "--quarters", "1", "--begin", "2028-Q2", "--consented", "--json"]
    assert main(["team", "plan", str(table), "--roles", str(brief), *options], loading) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["limits"]["budget"], found["limits"]["quarters"]) == ("250", ["2028 Q2"])
    assert [group["seats"] for group in found["plan"]] == [2]


def test_together_seats_are_for_whoever_takes_them(
    loading: Loading, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table, brief = files
    table.write_text("".join(line.replace(f",{ROLE}", ",") for line in table_csv().splitlines(keepends=True)), "utf-8")
    options = ["--together", "--holders", "2", "--json"]
    assert main(["team", "plan", str(table), "--roles", str(brief), *options], loading) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["target"], found["limits"]["holders"]) == ("the roles together", 2)
    [sql] = [line for line in found["lines"] if line["skill"]["uri"] == uri_of("SQL")]
    assert (sql["needed"], sql["people"], sql["holding"]) == (2, 8, 0)
    assert found["bookings"] == []


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "html", "pdf", "docx", "json"])
def test_the_command_writes_a_file(
    suffix: str, loading: Loading, files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, brief = files
    out = tmp_path / f"plan.{suffix}"
    assert main(["team", "plan", str(table), "--roles", str(brief), "--out", str(out), "--consented"], loading) == 0
    assert f"plan.{suffix}: written" in capsys.readouterr().err
    beginnings = {"xlsx": b"PK\x03\x04", "csv": b"quarter,", "html": b"<!doctype", "pdf": b"%PDF", "json": b"{\n  "}
    beginning = beginnings.get(suffix, b"PK\x03\x04")
    assert out.read_bytes().lstrip().startswith(beginning)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_review_list_is_given_back_as_names(
    suffix: str, loading: Loading, files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, brief = files
    brief.write_text(json.dumps({**BRIEF, "names": {**DECIDED, "work in teams": None}}), "utf-8")
    out = tmp_path / f"review.{suffix}"
    asked = ["team", "plan", str(table), "--roles", str(brief), "--consented"]
    assert main([*asked, "--out", str(out), *(["--table", "review"] if suffix == "csv" else [])], loading) == 0
    brief.write_text(json.dumps(BRIEF), "utf-8")
    capsys.readouterr()
    assert main([*asked, "--names", str(out), "--json"], loading) == 0
    review = {own["name"]: own["standing"] for own in json.loads(capsys.readouterr().out)["review"]}
    assert review == {"SQL": "decided", "conserve archives": "decided", "work in teams": "passed over"}


def test_meanings_that_are_nothing_are_all_told_with_file_and_row(
    loading: Loading, files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, brief = files
    names = tmp_path / "names.csv"
    names.write_text("name,means\nSQL,basket weaving\nwork in teams,work in teams\nmisc,http://nowhere/1\n", "utf-8")
    brief.write_text(json.dumps({**BRIEF, "names": {**DECIDED, "odd": "juggling cats"}}), "utf-8")
    asked = ["team", "plan", str(table), "--roles", str(brief), "--names", str(names)]
    assert main(asked, loading) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "names.csv, row 2, column 'means': 'SQL': nothing is called 'basket weaving'" in said
    assert "names.csv, row 4, column 'means': 'misc': no concept 'http://nowhere/1'" in said
    assert "; 'odd': nothing is called 'juggling cats'" in said
    assert "row 3" not in said


def test_of_a_sheet_of_the_review_list_the_sheet_is_told_and_of_many_faults_ten(client: TestClient) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "review"
    for row in [("name", "means"), *((f"name {place}", f"nothing {place}") for place in range(12))]:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    sent: dict[str, tuple[str, bytes, str]] = {
        "table": ("team.csv", table_csv().encode(), "text/csv"),
        "brief": ("roles.json", json.dumps(BRIEF).encode(), "application/json"),
        "names": ("plan.xlsx", file.getvalue(), "application/octet-stream"),
    }
    answer = client.post(PLAN, files=sent)
    assert answer.status_code == 422
    told = answer.json()["detail"]
    assert told.startswith("names: plan.xlsx, sheet 'review', row 2, column 'means': 'name 0': nothing is called")
    assert told.count("plan.xlsx, sheet 'review', row") == 10
    assert told.endswith("; and 2 more")


def test_what_was_left_out_of_the_table_is_told_and_changes_the_exit_code(
    loading: Loading, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table, brief = files
    table.write_text(table_csv() + "P20,,9,3\n", "utf-8")
    assert main(["team", "plan", str(table), "--roles", str(brief), "--consented"], loading) == 4
    assert "left out team.csv, row 10, SQL" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--out", "plan.odt"], "plan.odt should end in one of .json, .xlsx, .csv, .html, .pdf, .docx"),
        (["--out", "nowhere/plan.xlsx"], "can't be written"),
        (["--table", "matrix"], "it needs --out FILE.csv"),
        (["--table", "matrix", "--out", "plan.xlsx"], "says what a .csv holds"),
        (["--begin", "soon"], "'soon' is no quarter"),
        (["--currency", "ZZZ"], "no ISO 4217 code"),
        (["--budget", "lots"], "'lots' is not a number"),
        (["--roles", "nowhere.yaml"], "nowhere.yaml"),
    ],
)
def test_a_command_that_can_not_be_carried_out_says_why(
    *,
    options: list[str],
    words: str,
    loading: Loading,
    files: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    table, brief = files
    assert main(["team", "plan", str(table), "--roles", str(brief), *options], loading) != 0
    assert words in " ".join(capsys.readouterr().err.split())
    assert {file.name for file in tmp_path.iterdir()} == {"team.csv", "roles.json"}


def test_of_a_small_team_nothing_is_told_without_consent_and_the_refusal_says_what_that_is(
    loading: Loading, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table, brief = files
    table.write_text("".join(table_csv().splitlines(keepends=True)[:4]), "utf-8")
    assert main(["team", "plan", str(table), "--roles", str(brief)], loading) == 2
    said = capsys.readouterr().err
    assert "--consented" in said
    assert "the team's own record, made with its consent" in said


@pytest.mark.parametrize("name", ["team.xlsx", "team.csv", "roles.yaml"])
def test_templates_are_written_and_never_over_a_file(
    name: str, loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / name
    assert main(["team", "template", "--out", str(out)], loading) == 0
    first = out.read_bytes()
    assert main(["team", "template", "--out", str(out)], loading) == 2
    assert "exists" in capsys.readouterr().err
    assert out.read_bytes() == first


@pytest.mark.parametrize("sent", [b"", b"{", b'{"table": }'])
def test_a_body_that_is_no_json_is_called_so(client: TestClient, sent: bytes) -> None:
    answer = client.post(PLAN, content=sent, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["reason"].startswith("is not valid JSON: ")
    assert "line 1 column" in answer.text


@pytest.mark.parametrize(("coverage", "cost"), [(0.6, "500"), (0.2, "200")])
def test_the_plans_beside_it_close_the_part_that_is_asked_for(client: TestClient, coverage: float, cost: str) -> None:
    found = client.post(PLAN, json=body(coverage=coverage, consented=True)).json()["alternatives"]
    assert found[0]["name"] == f"cheapest for {coverage:.0%} of what the courses on offer would close"
    assert found[0]["totals"]["cost"] == cost
    assert client.post(PLAN, json=body(coverage=0)).status_code == 422


def test_a_course_that_is_not_wanted_is_left_out_and_named(
    client: TestClient, loading: Loading, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table, brief = files
    found = client.post(PLAN, json=body(without=["c-data"], consented=True)).json()
    assert found["plan"] == []
    assert {"course": "c-data", "name": "Data analysis with SQL", "why": "left out as you wish"} in found["left_out"]
    assert "Courses left out as you wish: c-data." in found["notes"]
    sent = {"table": ("team.csv", table.read_bytes()), "brief": ("roles.json", brief.read_bytes())}
    beside = client.post(PLAN, files=sent, data={"without": ["c-data", "c-team"], "consented": "true"}).json()
    assert [own["course"] for own in beside["left_out"] if own["why"] == "left out as you wish"] == ["c-data", "c-team"]
    assert main(["team", "plan", str(table), "--roles", str(brief), "--without", "c-data", "--json"], loading) == 0
    assert json.loads(capsys.readouterr().out)["plan"] == []


def test_a_course_that_there_is_none_of_can_not_be_left_out(client: TestClient) -> None:
    answer = client.post(PLAN, json=body(without=["c-nowhere"]))
    assert answer.status_code == 422
    assert answer.json()["detail"] == "without, c-nowhere: no course of the catalogue has this id"


@pytest.mark.parametrize("field", ["budget", "budget_per_quarter"])
def test_an_amount_with_a_tiny_exponent_is_refused_at_once(client: TestClient, field: str) -> None:
    assert client.post(PLAN, json=body(**{field: "1e-999999999"})).status_code == 422
