"""`matcher catalogue lint`: the report, the entries in another format, and what makes no sense."""

import json
from pathlib import Path

import pytest

from api.command import main
from api.commands.loading import Loading
from api.settings import Settings
from tests.api.conftest import uri_of

ENTRIES = (
    {"id": "t", "name": "Teamwork", "outcomes": ["Understand basics of teams", "Lead a team"],
     "description": "Work in teams. It ends with a written exam."},
    {"id": "n", "name": "Accounts", "credits": "45 NZQCF credits", "level": "Level 5"},
    {"id": "bad"},
)  # fmt: skip


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "own.jsonl"
    path.write_text("".join(json.dumps(entry) + "\n" for entry in ENTRIES))
    return path


@pytest.fixture
def unbuilt(tmp_path: Path) -> Loading:
    return Loading(read_settings=lambda: Settings(home=tmp_path / "nothing"))


def test_the_report_counts_every_element_and_shows_the_entries_with_most_to_do(
    catalogue: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["catalogue", "lint", str(catalogue)], loading) == 4
    told = capsys.readouterr()
    assert "own.jsonl: 2 entries" in told.out
    assert "1 of 2 outcomes are vague" in told.out
    assert " ".join(_line(told.out, "  type of assessment").split()) == "type of assessment - 1 1 -"
    assert "learner" in told.out
    assert "not of a catalogue" in told.out
    assert "credits: “45 NZQCF credits”" in told.out
    assert "description: “It ends with a written exam.”" in told.out
    assert "work in teams (teaches)" in told.out
    assert "matcher: left out own.jsonl, row 3, name: is missing or empty" in told.err


def _line(text: str, start: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(start))


def test_json_gives_every_entry_whole(catalogue: Path, loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "lint", str(catalogue), "--json", "--no-suggestions"], loading) == 4
    told = json.loads(capsys.readouterr().out)
    assert [entry["id"] for entry in told["entries"]] == ["t", "n"]
    assert told["read_for_suggestions"] is False
    assert told["left_out"] == [{"row": 3, "field": "name", "reason": "is missing or empty"}]
    broken = [one["element"] for one in told["entries"][1]["findings"] if one["status"] == "broken"]
    assert broken == ["level", "level", "credits"]


def test_without_an_index_everything_but_the_suggestions_is_told(
    catalogue: Path, unbuilt: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["catalogue", "lint", str(catalogue), "--limit", "1"], unbuilt) == 0
    told = capsys.readouterr()
    assert "matcher: no skills are suggested:" in told.err
    assert "own.jsonl: 1 entries" in told.out


def test_entries_are_written_as_stated_and_suggestions_only_on_the_users_word(
    catalogue: Path, loading: Loading, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    run = ["catalogue", "lint", str(catalogue), "--as", "schema.org", "--out", str(out)]
    assert main(run, loading) == 4
    stated = json.loads(out.read_text())["@graph"]
    assert [entry["@id"] for entry in stated] == ["t", "n"]
    assert stated[0]["teaches"] == ["Understand basics of teams", "Lead a team"]
    assert main([*run, "--accept", "0"], loading) == 4
    taken = json.loads(out.read_text())["@graph"][0]["teaches"]
    assert uri_of("work in teams") in [term["@id"] for term in taken if isinstance(term, dict)]
    assert main([*run, "--accept", "1"], loading) == 4
    assert json.loads(out.read_text())["@graph"][0]["teaches"] == ["Understand basics of teams", "Lead a team"]


@pytest.mark.parametrize("form", ["schema.org", "ctdl", "elm", "open-badges"])
def test_what_was_written_is_read_back_in_every_format(
    form: str, catalogue: Path, loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    main(["catalogue", "lint", str(catalogue), "--as", form, "--out", str(out), "--no-suggestions"], loading)
    capsys.readouterr()
    assert main(["catalogue", "lint", str(out), "--json", "--no-suggestions"], loading) == 0
    assert {entry["name"] for entry in json.loads(capsys.readouterr().out)["entries"]} >= {"Teamwork", "Accounts"}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--as", "schema.org"], "as: give --as and --out together"),
        (["--out", "x.json"], "as: give --as and --out together"),
        (["--accept", "0.5"], "accept: says what to take over"),
        (["--as", "paper", "--out", "x.json"], "is none of schema.org"),
        (["--as", "schema.org", "--out", "nowhere/x.json", "--no-suggestions"], "out: nowhere/x.json can't be written"),
        (["--as", "schema.org", "--out", "x.json", "--no-suggestions", "--accept", "0.5"], "nothing was read"),
    ],
)
def test_options_that_make_no_sense_together_are_named(
    options: list[str], says: str, catalogue: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["catalogue", "lint", str(catalogue), *options], loading) == 2
    assert says in capsys.readouterr().err


def test_the_input_is_not_written_over(catalogue: Path, loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    before = catalogue.read_text()
    run = ["catalogue", "lint", str(catalogue), "--as", "schema.org", "--out", str(catalogue)]
    assert main(run, loading) == 2
    assert "out: is the input file itself" in capsys.readouterr().err
    assert catalogue.read_text() == before


def test_accepting_suggestions_needs_the_index(catalogue: Path, unbuilt: Loading, tmp_path: Path) -> None:
    run = ["catalogue", "lint", str(catalogue), "--as", "schema.org", "--out", str(tmp_path / "o"), "--accept", "0.5"]
    assert main(run, unbuilt) == 3
    assert not (tmp_path / "o").exists()
