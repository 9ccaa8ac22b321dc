"""`matcher catalogue` and `matcher ads`: what is added, replaced, left out and shown."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from api.command import main
from api.commands.kept import split, tell_rejected
from api.commands.loading import Loading
from api.wiring import Reading
from corpora.courses.records import achievement_of
from matcher.achievements import Achievement
from matcher.errors import Rejected
from tests.api.conftest import ad_texts, copied, kept_courses, loading_on


@pytest.fixture
def own(built_home: Path, reading: Reading, tmp_path: Path) -> Loading:
    """A home of its own, for tests that change it."""
    return loading_on(copied(built_home, tmp_path / "home"), reading)


@pytest.fixture
def loading_itself(own: Loading) -> Loading:
    """The same home; each command loads what is in it then."""
    return Loading(read_settings=own.settings)


def names(own: Loading) -> dict[str, str]:
    return {key: course.name for key, course in kept_courses(own.settings()).items()}


def test_added_courses_join_the_catalogue_and_a_known_id_is_replaced(
    own: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": "c-team", "name": "Teamwork, renewed"}, {"id": "c-new", "name": "Accounting"}, {"id": "c-bad"}]
    (tmp_path / "more.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert main(["catalogue", "add", str(tmp_path / "more.jsonl"), "--rejects", str(tmp_path / "bad")], own) == 4
    told = capsys.readouterr()
    assert "more.jsonl: 2 kept, 1 left out" in told.out
    assert "1 take the place of courses with the same id" in told.out
    assert "the catalogue holds 5 achievements" in told.out
    assert "matcher: left out more.jsonl, row 3, name: is missing or empty" in told.err
    assert json.loads((tmp_path / "bad").read_text())["row"] == 3
    assert names(own)["c-team"] == "Teamwork, renewed"
    assert set(names(own)) == {"c-data", "c-team", "c-free", "c-euro", "c-new"}


def test_a_replaced_catalogue_holds_the_new_courses_only(own: Loading, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text('[columns]\nid = "code"\nname = "title"\n')
    (tmp_path / "own.csv").write_text("code,title\n1,Accounting\n")
    run = ["catalogue", "add", str(tmp_path / "own.csv"), "--map", str(tmp_path / "map.toml"), "--replace"]
    assert main(run, own) == 0
    assert names(own) == {"1": "Accounting"}


def test_a_file_without_a_usable_course_changes_nothing(
    loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.csv").write_text("no,naming\n1,Accounting\n")
    before = names(loading)
    assert main(["catalogue", "add", str(tmp_path / "bad.csv"), "--replace"], loading) == 2
    assert "matcher: bad.csv: holds no course that can be used; nothing was changed" in capsys.readouterr().err
    assert names(loading) == before


def test_the_catalogue_is_shown_listed_and_looked_up(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "show"], loading) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:3] == ["       4  achievements", "       1  sample data", "       3  with a price"]
    assert told[-1] == "       4  from small.jsonl"
    assert main(["catalogue", "list", "--limit", "2"], loading) == 0
    listed = capsys.readouterr()
    assert listed.out.splitlines() == [
        "c-data\tData analysis with SQL\tExample TAFE\tAUD 100\t10 hours",
        "c-euro\tConserving archives\tnot stated\tEUR 10\t3 hours",
    ]
    assert listed.err == "matcher: 2 more; see --limit\n"
    assert main(["catalogue", "get", "c-team"], loading) == 0
    assert json.loads(capsys.readouterr().out)["outcomes"] == ["Work in teams"]


def test_added_ads_are_indexed_beside_the_former_ones(
    own: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"id": "ad-3", "text": "Conserve archives."},
        {"id": "ad-4", "text": "Manage time."},
        {"id": "x", "text": "x"},
    ]
    (tmp_path / "ads.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert main(["ads", "add", str(tmp_path / "ads.jsonl"), "--limit", "2"], own) == 0
    said = "1 new, 1 in place of ads with the same id, 0 known, 0 near-identical to another one; 0 left out"
    assert capsys.readouterr().out == f"ads.jsonl: {said}\n4 ads are kept\n"
    assert {key: text for key, text in ad_texts(own.settings()).items() if key > "ad-2"} == {
        "ad-3": "Conserve archives.",
        "ad-4": "Manage time.",
    }


def test_ads_take_the_place_of_all_others_only_where_one_can_be_used(
    own: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    near = {"id": "ad-9", "text": "You must know SQL!", "title": "data analyst"}
    (tmp_path / "bad.jsonl").write_text('{"id": "x"}\n')
    (tmp_path / "new.jsonl").write_text(json.dumps(near) + "\n")
    assert main(["ads", "add", str(tmp_path / "bad.jsonl"), "--replace"], own) == 2
    assert "bad.jsonl: holds no ad that can be used; nothing was changed" in capsys.readouterr().err
    assert len(ad_texts(own.settings())) == 3
    assert main(["ads", "add", str(tmp_path / "new.jsonl"), "--replace"], own) == 0
    assert ad_texts(own.settings()) == {"ad-9": near["text"]}
    assert own.service().pipeline.ads.demands_of("ad-9")


def test_the_ads_are_counted_and_dated(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ads", "show"], loading) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:6] == [
        "        3  ads",
        "        0  of them near-identical to another one",
        "        0  not read yet; `matcher index build` reads them",
        "        1  sample data",
        "        1  dated, 2024-02-03 to 2024-02-03",
        "        3  from no stated source",
    ]
    assert told[6].startswith(f"in {loading.settings().home / 'store.db'}, version ")


def test_index_build_leaves_what_fits_alone_and_mends_what_does_not(
    loading_itself: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    home = loading_itself.settings().home
    assert main(["index", "build"], loading_itself) == 0
    assert capsys.readouterr().err == ""
    (home / "concepts" / "CURRENT").write_text("gone\n")
    assert main(["catalogue", "reset"], loading_itself) == 3
    assert main(["setup"], loading_itself) == 0
    assert "indexing the concepts" in capsys.readouterr().err
    assert len(names(loading_itself)) == 4


def test_only_the_first_rejects_are_told_and_the_others_counted(capsys: pytest.CaptureFixture[str]) -> None:
    tell_rejected([Rejected(file="f", row=i, field=None, reason="bad") for i in range(1, 31)])
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 21
    assert told[0] == "matcher: left out f, row 1: bad"
    assert told[-1] == "matcher: and 10 more were left out"


def test_splitting_stops_at_the_limit() -> None:
    one, two = (achievement_of({"id": key, "name": name}) for key, name in (("a", "1"), ("b", "2")))
    rejected = Rejected(file="f", row=1, field=None, reason="bad")
    found: list[Achievement | Rejected] = [rejected, one, two]
    assert split(found, limit=1) == ([one], [rejected])


def test_a_stated_concept_that_nobody_knows_is_named_and_the_course_is_kept_without_it(
    own: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"id": "c-odd", "name": "Zzyzx", "teaches": ["http://nope"]}
    (tmp_path / "odd.jsonl").write_text(json.dumps(row) + "\n")
    assert main(["catalogue", "add", str(tmp_path / "odd.jsonl")], own) == 4
    told = capsys.readouterr()
    assert "matcher: odd.jsonl, c-odd: teaches 'http://nope', no skill of" in told.err
    assert "a running `matcher serve` offers them in a moment" in told.out
    kept = kept_courses(own.settings())["c-odd"]
    assert "http://nope" not in {alignment.concept for alignment in kept.alignments}


def test_a_course_in_which_no_skill_was_read_is_named(
    own: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "odd.jsonl").write_text(json.dumps({"id": "c-odd", "name": "Zzyzx"}) + "\n")
    assert main(["catalogue", "add", str(tmp_path / "odd.jsonl")], own) == 0
    assert "no skill was read in 1: c-odd; state some as `teaches`" in capsys.readouterr().err


def test_a_course_in_which_a_skill_was_read_is_not_among_those_without_one(
    own: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": "c-odd", "name": "Zzyzx"}, {"id": "c-read", "name": "Data analysis", "description": "SQL"}]
    (tmp_path / "more.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert main(["catalogue", "add", str(tmp_path / "more.jsonl")], own) == 0
    assert "no skill was read in 1: c-odd; state some as `teaches`" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet", "jsonl"])
def test_a_catalogue_that_was_exported_is_added_again_as_it_was(
    own: Loading, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = kept_courses(own.settings())
    file = str(tmp_path / f"courses.{suffix}")
    assert main(["catalogue", "export", file], own) == 0
    assert f"courses.{suffix}: 4 achievements as {suffix}" in capsys.readouterr().out
    assert main(["catalogue", "add", file, "--replace"], own) == 0
    assert kept_courses(own.settings()) == before


def test_some_of_a_catalogue_are_exported_in_a_stated_format(
    loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "some.txt"
    run = ["catalogue", "export", str(file), "--as", "schema.org"]
    assert main([*run, "--id", "c-team", "--id", "c-data"], loading) == 0
    assert [course["@id"] for course in json.loads(file.read_text())["@graph"]] == ["c-team", "c-data"]
    assert main([*run, "--limit", "1"], loading) == 0
    assert [course["@id"] for course in json.loads(file.read_text())["@graph"]] == ["c-data"]
    assert main([*run, "--id", "nope"], loading) == 2
    assert "matcher: no achievement 'nope' in the catalogue" in capsys.readouterr().err
    assert main(["catalogue", "export", str(file)], loading) == 2
    assert "some.txt does not say which format" in capsys.readouterr().err


def test_an_exported_workbook_says_when_from_where_and_under_what_licence(loading: Loading, tmp_path: Path) -> None:
    file = tmp_path / "c.xlsx"
    assert main(["catalogue", "export", str(file)], loading) == 0
    about = {row[0].value: row[1].value for row in openpyxl.load_workbook(file)["about"].iter_rows()}
    assert date.fromisoformat(str(about["date"])) <= date.today()
    assert (about["achievements"], about["sample data"]) == ("4", "1 of them were made up by us")
    assert "ESCO" in str(about["licence"])
    assert str(about["source"]).startswith("skill-demand-matcher ")


def test_a_sheet_of_a_workbook_is_named_for_courses_ads_and_own_skills(
    own: Loading, loading_itself: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    sheets: dict[str, list[list[str]]] = {
        "Courses": [["id", "name"], ["x", "Accounting"]],
        "Ads": [["id", "text"], ["ad-9", "Keep accounts."]],
        "Skills": [["kind", "label"], ["skill", "weave baskets"]],
    }
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "all.xlsx")
    file = str(tmp_path / "all.xlsx")
    assert main(["catalogue", "add", file, "--sheet", "Courses"], own) == 0
    assert names(own)["x"] == "Accounting"
    assert main(["ads", "add", file, "--sheet", "Ads"], own) == 0
    assert "ad-9" in ad_texts(own.settings())
    assert main(["skills", "add", file, "--sheet", "Skills"], loading_itself) == 0
    assert main(["catalogue", "add", file], loading_itself) == 4
    assert "its sheet 'Ads' was not read, but 'Courses'; name a sheet to read that one" in capsys.readouterr().err
