"""`matcher demand`: the answers of /v1/demand as text, JSON and files, and refusals before anything is loaded."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.command import main
from api.commands.loading import Loading
from api.settings import Settings
from api.wiring import Service
from matcher.ads import JobAd
from matcher.demand import Importance
from tests.api.demanding import ACCOUNTS, FORMULA, SQL, TEAMS, ads, demanding, read, read_courses


@pytest.fixture(scope="module")
def asked_of(service: Service) -> Service:
    return demanding(service, ads(), read_courses(service))


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")


@pytest.fixture(scope="module")
def loading(asked_of: Service) -> Loading:
    return loading_of(asked_of)


def loading_of(service: Service) -> Loading:
    return Loading(read_settings=lambda: service.settings, load_service=lambda _: service)


def unloadable(_: Settings) -> Service:
    raise AssertionError("nothing is to be loaded")


def told(loading: Loading, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["demand", *arguments], loading) == 0
    return capsys.readouterr().out


def refused(loading: Loading, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["demand", *arguments], loading) == 2
    found = capsys.readouterr()
    assert found.out == ""
    return " ".join(found.err.split())


def rows_of(text: str, header: str) -> list[list[str]]:
    """The cells of the table whose header begins so, of which none holds two spaces."""
    lines = text.splitlines()
    start = next(at for at, line in enumerate(lines) if line.strip().startswith(header))
    table = lines[start : lines.index("", start)]
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in table]


def test_skills_are_told_in_a_table_with_their_doubts(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(loading, capsys, "skills")
    assert "24 ads, posted 2024-01-01 to 2100-01-01; 4 employers, 10 ads name none" in text
    header, *rows = rows_of(text, "skills")
    assert header == ["skills", "ads", "share", "95 %", "exp.", "empl.", "?"]
    assert [(row[0], row[1], row[2], row[4], row[5]) for row in rows] == [
        ("work in teams", "22", "91.7%", "15", "3"),
        ("SQL", "12", "50.0%", "11", "3"),
        (FORMULA, "2", "8.3%", "2", "1"),
    ]
    assert rows[2][6] == "ae"
    assert "a few ads, e few employers, n employers hardly named" in text
    assert max(map(len, text.splitlines())) <= 110


def test_unmet_demand_is_told_with_all_parts(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    header, *rows = rows_of(told(loading, capsys, "unmet", "--by", "skills"), "skills")
    assert header[:7] == ["skills", "score", "asked", "wanted", "breadth", "open", "courses"]
    assert [row[0] for row in rows] == ["SQL", "work in teams", FORMULA]
    assert (rows[2][1], rows[2][4], rows[2][6]) == ("0.0000", "0.00", "0+0")
    assert (rows[1][3], rows[1][4]) == ("0.35", "0.67")


def test_unmet_demand_is_told_by_areas_where_nothing_is_said_and_what_they_leave_out(
    loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    text = told(loading, capsys, "unmet")
    assert {row[0] for row in rows_of(text, "areas")[1:]} == {"SQL", "work in teams"}
    assert "Note: skills that fewer than 10 ads of the whole store ask for are in no area" in text


def test_a_dash_stands_where_no_employer_is_named(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(loading, capsys, "unmet", "--region", "York", "--by", "skills")
    assert "10 ads; no employer is named" in text
    assert rows_of(text, "skills")[1][4] == "-"


def test_one_skill_is_told_with_courses_employers_and_their_words(
    loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    text = told(loading, capsys, "skill", "sql")
    assert "12 ads ask for it: 50.0%" in text
    assert "3 employers, as varied as 3 equal ones; the largest has 4 ads" in text
    assert "Data analysis with SQL (Example TAFE)" in text
    assert "Ash Library (4); Beech Library (4); Cedar Library (4)" in text
    assert "“lib-0 must know SQL.”" in text
    assert "Librarian, Ash Library, 2024-01-01, libraries.jsonl, ad lib-0" in text


def test_a_skill_of_which_no_employer_is_known_is_not_said_to_have_none(
    loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    text = told(loading, capsys, "skill", "work in teams", "--region", "York")
    assert "No employer is named" in text
    assert "0 employers" not in text
    assert "no provider stated" in text
    assert "0 providers" not in text
    assert "undated, ad ward-0" in text


def test_a_skill_that_nobody_asks_for_or_teaches_is_said_to_be_such(
    loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    text = told(loading, capsys, "skill", "give first aid")
    assert "No ad of this slice asks for it." in text
    assert "No course of the catalogue does." in text


def test_an_empty_slice_is_told_as_such(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(loading, capsys, "skills", "--sector", "Libraries", "--region", "York")
    assert "sector: Libraries; region: York" in text
    assert "Note: no ad lies in this slice, so nothing is said about demand." in text
    assert "%" not in text.partition("exp.")[0]


def test_years_without_ads_before_one_that_is_dated_in_the_future_are_one_row(
    loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = rows_of(told(loading, capsys, "skill", "SQL"), "period")
    assert [row[0] for row in rows[1:] if len(row) > 1] == [
        *("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"),
        "2025-Q1 to 2099-Q4",
        "2100-Q1 (partly)",
    ]


def test_json_is_what_the_service_answers(
    asked_of: Service, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    with TestClient(create_app(asked_of)) as client:
        for arguments, path, asked in (
            (["skills", "--region", "leeds"], "", {"region": "leeds"}),
            (
                ["unmet", "--by", "families", "--nature", "technical"],
                "/unmet",
                {"by": "families", "nature": "technical"},
            ),
            (["skill", SQL], f"/{SQL}", {}),
            (["skill", "data skills"], "/data-work", {}),
        ):
            answer: dict[str, Any] = json.loads(told(loading, capsys, *arguments, "--json"))
            assert answer == client.get(f"/v1/demand{path}", params=asked).json()


def test_options_cut_the_slice_and_any_of_several_names_will_do(
    loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--organisation", "ash*", "--organisation", FORMULA, "--since", "2024-02-01", "--until", "2100-01-01"]
    answer = json.loads(told(loading, capsys, "skills", *options, "--json"))
    assert {line["id"]: line["ads"] for line in answer["lines"]} == {SQL: 3, TEAMS: 3, ACCOUNTS: 2}
    assert answer["slice"]["organisation"] == ["ash*", FORMULA]
    answer = json.loads(told(loading, capsys, "skills", "--occupation", "librarian", "--json"))
    assert answer["totals"]["ads"] == 12


def test_a_list_is_cut_and_says_what_is_left(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(loading, capsys, "skills", "--limit", "1")
    assert [row[0] for row in rows_of(text, "skills")[1:]] == ["work in teams"]
    assert "2 more: --limit, or --out FILE for all" in text


def test_a_file_holds_all_lines_whatever_the_limit(
    tmp_path: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "demand.csv"
    target.write_text("former")
    assert told(loading, capsys, "skills", "--limit", "1", "--out", str(target)) == f"{target}: 3 lines\n"
    with target.open(encoding="utf-8", newline="") as file:
        assert [row["label"] for row in csv.DictReader(file)] == ["work in teams", "SQL", f"'{FORMULA}"]
    told(loading, capsys, "unmet", "--out", str(tmp_path / "unmet.json"))
    assert json.loads((tmp_path / "unmet.json").read_text("utf-8"))["by"] == "areas"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demand.csv", "unmet.json"]


@pytest.mark.parametrize(
    ("arguments", "detail"),
    [
        (["skills", "--out", "x.txt"], "out: x.txt should end in one of .csv, .xlsx, .parquet, .json"),
        (["skills", "--plot", "x.pdf"], "plot: x.pdf should end in .svg or .png"),
        (["skills", "--by", "skils"], "'skils' is none of skills, areas, families"),
        (["unmet", "--nature", "soft"], "'soft' is none of technical, transversal"),
        (["skill", "SQL", "--grain", "week"], "'week' is none of month, quarter, half-year, year"),
        (["skills", "--since", "2024-13-01"], "'2024-13-01' does not match"),
        (["skills", "--limit", "0"], "Invalid value for '--limit'"),
        (["skills", "--sector", ""], "sector: String should have at least 1 character"),
        (["skills", "--sectors", "x"], "No such option: --sectors"),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_loaded(
    arguments: list[str], detail: str, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    loading = Loading(read_settings=lambda: service.settings, load_service=unloadable)
    assert detail in refused(loading, capsys, *arguments)


@pytest.mark.parametrize(
    ("arguments", "detail"),
    [
        (["skills", "--sector", "Library"], "matcher: sector: no ad states 'Library'; there is 'Libraries'"),
        (
            ["skills", "--since", "2024-02-01", "--until", "2024-01-01"],
            "matcher: since: 2024-02-01 is after 2024-01-01",
        ),
        (["skills", "--occupation", "xyzzy plugh"], "matcher: occupation: "),
        (["skill", "teams of work"], "matcher: skill: nothing is called 'teams of work'; there is "),
        (["skill", "http://example.org/none"], "matcher: no concept 'http://example.org/none'"),
        (["skill", "!!"], "matcher: the query is empty"),
    ],
)
def test_what_nothing_is_called_is_one_line_on_standard_error(
    arguments: list[str], detail: str, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(loading, capsys, *arguments).startswith(detail)


def test_copies_of_one_ad_count_once(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    first = ads()[0].ad
    copies = [replace(first, id=f"copy-{n}", date_posted=date(2024, 1, 2)) for n in range(20)]
    kept = [read(ad, {SQL: (Importance.ESSENTIAL, 0.9)}) for ad in (first, *copies)]
    text = told(loading_of(demanding(service, kept)), capsys, "skills")
    assert "posted 2024-01-01 to 2024-01-01" in text
    assert rows_of(text, "skills")[1][:2] == ["SQL", "1"]


def test_sample_ads_are_said_to_be_made_up(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    sample = JobAd(id="s", text=" ".join(f"sample{n}" for n in range(40)), sample=True)
    kept = [read(sample, {SQL: (Importance.ESSENTIAL, 0.9)})]
    text = told(loading_of(demanding(service, kept)), capsys, "skills")
    assert "Note: these are sample ads that we made up" in text
    text = told(loading_of(demanding(service, [*kept, *ads()])), capsys, "skills")
    assert "sample ads" not in text
    assert "24 ads" in text
