"""The bulk commands: what they say of each line, and that they go on where they were cut off."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from api.command import main
from api.commands.loading import Loading
from api.places import places_in
from corpora.documents.text import clean_text
from matcher.mentions import whole
from tests.api.conftest import LABELS, LIBRARIAN, uri_of

MESSY = (
    "\r\n  Requirements\u00a0\r\n\r\n\r\n\r\n- You must\u00ad know SQL.  \r\n"
    "\uf0b7 Perform\x00 data\u200b analysis.\v- Accounting 🎉"
)
KEPT = frozenset(uri_of(label) for label in LABELS)


def write(path: Path, *rows: dict[str, object] | str) -> str:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8")
    return str(path)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_extract_counts_characters_of_the_text_as_it_was_given(tmp_path: Path, loading: Loading) -> None:
    source = write(tmp_path / "in", {"id": "a", "text": MESSY, "title": "ignored"})
    assert main(["extract", "--in", source, "--out", str(tmp_path / "out")], loading) == 0
    [answer] = read(tmp_path / "out")
    found = {skill["uri"]: skill for skill in answer["skills"]}
    assert {uri_of("SQL"), uri_of("perform data analysis")} <= found.keys()
    for skill in answer["skills"]:
        assert list(skill) == ["uri", "label", "importance", "confidence", "levels", "evidence"]
        for evidence in skill["evidence"]:
            assert MESSY[evidence["start"] : evidence["end"]] == evidence["text"]
    assert found[uri_of("SQL")]["evidence"][0]["text"] == "You must\u00ad know SQL."


def test_extract_says_how_well_a_skill_is_wanted_in_the_ads_own_words(tmp_path: Path, loading: Loading) -> None:
    text = "Requirements\n- Advanced knowledge of SQL\n- You must know accounting"
    source = write(tmp_path / "in", {"id": "a", "text": text})
    assert main(["extract", "--in", source, "--out", str(tmp_path / "out")], loading) == 0
    [answer] = read(tmp_path / "out")
    levels = {skill["uri"]: skill["levels"] for skill in answer["skills"]}
    assert levels[uri_of("SQL")] == ["Advanced knowledge"]
    assert levels[uri_of("accounting")] == []


def test_extract_points_into_the_text_as_it_was_given_where_html_was_left_over_in_it(
    tmp_path: Path, loading: Loading
) -> None:
    text = "Required:<br>\r\n<ul><li>Know&nbsp;<b>SQL</b> &amp; more</li><li>Knowledge of accounting&hellip;</li></ul>"
    source = write(tmp_path / "in", {"id": "a", "text": text}, {"id": "b", "text": "<br><br/>"})
    assert main(["extract", "--in", source, "--out", str(tmp_path / "out")], loading) == 0
    found, nothing = read(tmp_path / "out")
    evidence = {skill["uri"]: skill["evidence"][0] for skill in found["skills"]}
    assert evidence[uri_of("SQL")]["text"] == "Know&nbsp;<b>SQL</b> &amp; more"
    assert evidence[uri_of("accounting")]["text"] == "Knowledge of accounting&hellip;"
    assert all(text[one["start"] : one["end"]] == one["text"] for one in evidence.values())
    assert nothing == {"id": "b", "skills": []}


@pytest.mark.parametrize(
    "given", [MESSY, "plain", "a\r\rb", "\ufeffx \n\n\n\n y\t\n", "\u2028a\u2029b", "e\u0301 \x85 z"]
)
def test_every_character_of_a_cleaned_text_is_found_in_the_given_one(given: str) -> None:
    cleaned = clean_text(given)
    places = places_in(given, cleaned)
    assert len(places) == len(cleaned)
    assert list(places) == sorted(set(places))
    for character, place in zip(cleaned, places, strict=True):
        assert clean_text(f"x{given[place]}x") == f"x{character}x"


def test_an_ad_that_asks_nothing_has_an_empty_list_and_one_without_letters_is_left_out(
    tmp_path: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path / "in", {"id": "a", "text": "Benefits\nA fruit basket."}, {"id": "b", "text": "***"})
    assert main(["extract", "--in", source, "--out", str(tmp_path / "out")], loading) == 4
    assert read(tmp_path / "out") == [{"id": "a", "skills": []}]
    assert "left out in, row 2, text: is empty" in capsys.readouterr().err


def test_rank_gives_every_sentence_all_it_is_asked_for_and_no_product(tmp_path: Path, loading: Loading) -> None:
    texts = ("You know SQL and Koha.", "***", "We offer a fruit basket.", "z\n" * 50)
    source = write(tmp_path / "in", *({"id": i, "text": text} for i, text in enumerate(texts)))
    assert main(["rank", "--in", source, "--out", str(tmp_path / "out"), "--top", "100"], loading) == 0
    answers = read(tmp_path / "out")
    assert [answer["id"] for answer in answers] == [0, 1, 2, 3]
    assert all(len(answer["ranked"]) == len(KEPT) and set(answer["ranked"]) == KEPT for answer in answers)
    assert answers[0]["ranked"][0] == uri_of("SQL")
    assert main(["rank", "--in", source, "--out", str(tmp_path / "three"), "--top", "3"], loading) == 0
    assert [a["ranked"] for a in read(tmp_path / "three")] == [a["ranked"][:3] for a in answers]


def test_rank_agrees_with_the_linker_on_its_candidates(tmp_path: Path, loading: Loading) -> None:
    text = "Work in teams and manage library collections, with spreadsheets."
    [found] = loading.reading().linker.ranked([whole(text)])
    main(["rank", "--in", write(tmp_path / "in", {"id": 1, "text": text}), "--out", str(tmp_path / "out")], loading)
    expected = [uri for uri in found if uri in KEPT]
    assert expected
    assert read(tmp_path / "out")[0]["ranked"][: len(expected)] == expected


def test_a_label_space_bounds_the_ranking_and_what_it_has_too_much_is_said_once(
    tmp_path: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    space = [uri_of("accounting"), uri_of("SQL"), "http://example.org/unknown", uri_of("manage time")]
    (tmp_path / "space").write_text("\n".join([*space, "", uri_of("SQL")]))
    source = write(tmp_path / "in", {"id": 1, "text": "You know SQL."}, {"id": 2, "text": "You keep accounts."})
    run = ["rank", "--in", source, "--out", str(tmp_path / "out"), "--label-space", str(tmp_path / "space")]
    assert main(run, loading) == 0
    assert [set(answer["ranked"]) for answer in read(tmp_path / "out")] == [set(space) - {space[2]}] * 2
    assert [answer["ranked"][0] for answer in read(tmp_path / "out")] == [uri_of("SQL"), uri_of("accounting")]
    told = capsys.readouterr().err
    assert told.count("left out 1 URIs that are no skills here: http://example.org/unknown") == 1


def test_a_label_space_without_a_known_uri_is_refused(
    tmp_path: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path / "in", {"id": 1, "text": "x"})
    (tmp_path / "space").write_text("http://example.org/unknown\n")
    run = ["rank", "--in", source, "--out", str(tmp_path / "out"), "--label-space", str(tmp_path / "space")]
    assert main(run, loading) == 2
    assert "matcher: label-space: holds no URI of a skill" in capsys.readouterr().err


def test_bulk_roles_are_esco_occupations_best_first(tmp_path: Path, loading: Loading) -> None:
    source = write(tmp_path / "in", {"id": 1, "text": "Librarian"}, {"id": 2, "text": "accounts clerk"})
    assert main(["roles", "--in", source, "--out", str(tmp_path / "out")], loading) == 0
    accountant = "http://example.org/occupation/accountant"
    assert read(tmp_path / "out") == [
        {"id": 1, "ranked": [LIBRARIAN, accountant]},
        {"id": 2, "ranked": [accountant, LIBRARIAN]},
    ]


def test_bulk_roles_rank_the_same_skills_as_one_role_does(
    tmp_path: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path / "in", {"id": 1, "text": "librarian"}, {"id": 2, "text": "🙂 chief of nothing"})
    run = ["roles", "--skills", "--top", "5", "--in", source, "--out", str(tmp_path / "out")]
    assert main(run, loading) == 0
    first, second = read(tmp_path / "out")
    assert len(first["ranked"]) == len(set(second["ranked"])) == 5
    assert main(["roles", "librarian", "--skills", "--top", "5", "--json"], loading) == 0
    assert first == {"id": 1, "ranked": [item["uri"] for item in json.loads(capsys.readouterr().out)["items"]]}


@pytest.mark.parametrize(
    "command", [["extract"], ["rank", "--top", "2"], ["roles", "--top", "1"], ["roles", "--skills", "--top", "2"]]
)
def test_a_cut_off_output_is_completed_to_what_it_would_have_been(
    command: list[str], tmp_path: Path, loading: Loading
) -> None:
    rows: list[dict[str, object]] = [{"id": f"id-{i % 3}", "text": f"You must {LABELS[i]}."} for i in range(6)]
    source = write(tmp_path / "in", *rows[:2], "rubbish", *rows[2:])
    target = tmp_path / "out"
    run = [*command, "--in", source, "--out", str(target)]
    assert main(run, loading) == 4
    whole = target.read_bytes()
    assert main(run, loading) == 2
    for cut in range(0, len(whole) + 1, 37):
        target.write_bytes(whole[:cut])
        assert main([*run, "--resume"], loading) == 4
        assert target.read_bytes() == whole, f"cut after {cut} bytes"


def test_a_ranking_is_not_gone_on_with_by_extract(
    tmp_path: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = write(tmp_path / "in", {"id": 1, "text": "You must know SQL."}), tmp_path / "out"
    assert main(["rank", "--in", source, "--out", str(target)], loading) == 0
    before = target.read_bytes()
    assert main(["extract", "--in", source, "--out", str(target), "--resume"], loading) == 2
    assert "holds no 'skills': it is of another command" in capsys.readouterr().err
    assert target.read_bytes() == before


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_extract_reads_the_rows_of_a_table_and_goes_on_where_it_was_cut_off(
    tmp_path: Path, loading: Loading, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [["a", "You must know SQL."], ["b", ""], ["c", "You must know accounting."]]
    source = table(tmp_path / f"ads.{suffix}", ["Job ID", "Description"], rows)
    target = tmp_path / "out"
    assert main(["extract", "--in", source, "--out", str(target)], loading) == 4
    row = 2 if suffix == "parquet" else 3
    assert f"matcher: left out ads.{suffix}, row {row}, text: is" in capsys.readouterr().err
    whole = target.read_bytes()
    first, second = read(target)
    assert (first["id"], first["skills"][0]["uri"]) == ("a", uri_of("SQL"))
    assert (second["id"], second["skills"][0]["uri"]) == ("c", uri_of("accounting"))
    target.write_bytes(whole[: len(whole) // 2])
    assert main(["extract", "--in", source, "--out", str(target), "--resume"], loading) == 4
    assert target.read_bytes() == whole


def table(path: Path, header: list[str], rows: list[list[str]]) -> str:
    """A file of the kind that its suffix says."""
    if path.suffix == ".csv":
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    elif path.suffix == ".xlsx":
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Ads")
        for row in [header, *rows]:
            sheet.append(row)
        book.save(path)
    else:
        pq.write_table(pa.Table.from_pylist([dict(zip(header, row, strict=True)) for row in rows]), path)
    return str(path)
