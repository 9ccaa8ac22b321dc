"""`matcher`: answers, plain text, exit codes and one-line errors, over a small world."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.command import main
from api.commands.loading import Loading
from api.schemas import ExtractResponse, GapResponse, LikelySkillPage, RolePage, SimilarAdsOut
from api.settings import Settings
from api.wiring import Service
from tests.api.conftest import LABELS, uri_of

AD = "Librarian\n\nRequirements\n- You must manage library collections.\n- You must know SQL.\n- Analyse data.\n"
MODULE = (sys.executable, "-m", "api.command")


@pytest.fixture
def ad(tmp_path: Path) -> str:
    (tmp_path / "ad.txt").write_text(AD)
    return str(tmp_path / "ad.txt")


def test_advise_prints_the_gap_answer_as_json(ad: str, loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["advise", ad, "--skill", "SQL", "--budget", "200", "--hours", "40", "--json"], loading)
    answer = GapResponse.model_validate_json(capsys.readouterr().out)
    assert code == 0
    assert answer.text == AD.strip("\n")
    assert uri_of("SQL") in {covered.demand.uri for covered in answer.gap.covered}
    assert uri_of("manage library collections") in {demand.uri for demand in answer.gap.missing}
    assert answer.stack.cost is not None
    assert answer.stack.cost <= 200


def test_advise_tells_a_person_the_same_in_plain_text(
    ad: str, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["advise", ad, "--skill", "SQL"], loading) == 0
    told = capsys.readouterr().out
    for title in (
        "What the ad asks",
        "What the profile covers",
        "The gap",
        "The stack that closes most of it",
        "What stays open",
    ):
        assert title in told
    assert "“You must manage library collections.”" in told
    assert "“SQL” (self claimed, 0.95)" in told
    assert "price     not stated" in told
    assert "This service uses the ESCO classification" in told
    assert "\x1b" not in told
    assert max(map(len, told.splitlines())) <= 110


def test_an_ad_comes_by_standard_input_and_a_profile_from_a_file(
    tmp_path: Path, loading: Loading, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cv.txt").write_text("manage library collections\nSQL\n")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(AD.encode())))
    assert main(["advise", "-", "--profile", str(tmp_path / "cv.txt"), "--json"], loading) == 0
    covered = GapResponse.model_validate_json(capsys.readouterr().out).gap.covered
    assert {uri_of("manage library collections"), uri_of("SQL")} <= {one.demand.uri for one in covered}


def test_a_job_posting_in_a_web_page_is_read_by_its_description(
    tmp_path: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "X",
        "description": "You must know SQL.",
    }
    page = f'<html><script type="application/ld+json">{json.dumps(posting)}</script><p>Accounting</p></html>'
    (tmp_path / "ad.html").write_text(page)
    assert main(["extract", str(tmp_path / "ad.html"), "--json"], loading) == 0
    answer = ExtractResponse.model_validate_json(capsys.readouterr().out)
    assert answer.text == "You must know SQL."
    assert uri_of("SQL") in {demand.uri for demand in answer.demands}


def test_a_role_says_what_it_was_taken_for(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", "--role", "librarian"], loading) == 0
    told = capsys.readouterr().out
    assert "read as librarian (ESCO, similarity 1.00)" in told
    assert "official relation: “librarian: essential skill manage library collections”" in told
    assert main(["advise", "--role", "librarian", "--json"], loading) == 0
    [asked] = [one for one in json.loads(capsys.readouterr().out)["gap"]["missing"] if "collections" in one["label"]]
    assert {(own["source"], own["text"]) for own in asked["evidence"]} >= {
        ("official relation", "librarian: essential skill manage library collections"),
        ("similar ad", "You will manage library collections."),
    }


def test_roles_lists_occupations_best_first(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roles", "accountant", "--json"], loading) == 0
    page = RolePage.model_validate_json(capsys.readouterr().out)
    assert page.items[0].label == "accountant"
    assert main(["roles", "accountant", "--top", "1"], loading) == 0
    assert capsys.readouterr().out.split() == ["1.00", "ESCO", "accountant", "http://example.org/occupation/accountant"]


def test_roles_ranks_every_skill_of_a_role(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roles", "librarian", "--skills", "--limit", "100", "--json"], loading) == 0
    page = LikelySkillPage.model_validate_json(capsys.readouterr().out)
    assert sorted(item.label for item in page.items) == sorted(LABELS)
    sure = [item.confidence for item in page.items if item.confidence is not None]
    assert sure == sorted(sure, reverse=True)
    assert main(["roles", "librarian", "--skills", "--top", "1"], loading) == 0
    first = page.items[0]
    assert capsys.readouterr().out == f"{first.confidence:5.2f}  {first.label}  {first.uri}\n"


def test_an_encoder_that_no_ranking_was_fitted_with_is_said_to_need_training(
    loading: Loading, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    unfitted = replace(service, pipeline=replace(service.pipeline, role_ranker=None))
    assert main(["roles", "librarian", "--skills"], replace(loading, load_service=lambda _: unfitted)) == 3
    assert "role weights: none were fitted with the encoder in use" in capsys.readouterr().err


def test_similar_ads_are_found_by_title(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ads", "similar", "--title", "Accountant", "--json"], loading) == 0
    assert SimilarAdsOut.model_validate_json(capsys.readouterr().out).items[0].id == "ad-3"
    assert main(["ads", "similar", "--title", "Librarian", "--limit", "1"], loading) == 0
    assert "Librarian  (ad-1)  [sample data]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "You must know SQL. You must be able to conserve archives.",
            "prices in different currencies (AUD, EUR), which are",
        ),
        ("You must be able to conserve archives.", "prices in EUR, not in AUD"),
        ("You must know SQL. You will manage library collections.", "price not stated for all"),
        ("You must know SQL.", "AUD 100.00"),
    ],
)
def test_prices_that_have_no_sum_are_said_to_have_none_for_what_keeps_them_apart(
    asked: str, said: str, loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ad.txt").write_text(asked)
    assert main(["advise", str(tmp_path / "ad.txt")], loading) == 0
    assert f"Together: {said}" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["advise", "none.txt"], "matcher: none.txt: can't be read: No such file or directory"),
        (["advise", "--role", "..."], "matcher: the role is empty: it holds no letters to read"),
        (["roles", "!!"], "matcher: the role is empty"),
        (["catalogue", "get", "c-none"], "matcher: no achievement 'c-none' in the catalogue"),
        (["catalogue", "add", "none.csv"], "matcher: none.csv: does not exist"),
        (["catalogue", "add", "none.csv", "--map", "nobody"], "matcher: columns: there is no shipped map 'nobody'"),
        (["rank", "--in", "none.jsonl", "--out", "-"], "matcher: none.jsonl: does not exist"),
    ],
)
def test_unusable_input_is_one_line_and_exit_code_2(
    arguments: list[str], said: str, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, loading) == 2
    told = capsys.readouterr().err
    assert told.startswith(said)
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["advise"], "give either an ad or --role NAME"),
        (["advise", "x", "--role", "y"], "give either an ad or --role NAME"),
        (["advise", "-", "--profile", "-"], "can't both come from standard input"),
        (["advise", "x", "--budget", "-5"], "must be 0 or more, not -5"),
        (["advise", "x", "--budget", "nan"], "'nan' is not a number"),
        (["advise", "x", "--hours", "many"], "'many' is not a number"),
        (["advise", "x", "--hours", "1,5"], "'1,5' is not a number: a comma only groups thousands"),
        (["advise", "x", "--hours", "1e308"], "must be at most 100,000"),
        (["advise", "x", "--budget", "1e308"], "must be at most 1,000,000,000"),
        (["advise", "x", "--currency", "dollars"], "is no ISO 4217 code"),
        (["advise", "x", "--currency", "zzz"], "'zzz' is no ISO 4217 code"),
        (["advise", "x", "--mode", "by post"], "'by post' is not one of"),
        (
            ["extract", "x", "--min-confidence", "2"],
            "Invalid value for '--min-confidence': Input should be less than or equal to 1",
        ),
        (["extract"], "give something to read, or --in and --out together"),
        (["extract", "--in", "x"], "give something to read, or --in and --out together"),
        (["extract", "x", "--in", "y", "--out", "z"], "give either FILE, or --in and --out"),
        (["nonsense"], "No such command 'nonsense'"),
    ],
)
def test_wrong_usage_names_what_is_wrong_and_is_exit_code_2(
    arguments: list[str], said: str, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, loading) == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_text_beyond_the_limit_is_refused_with_its_length(
    tmp_path: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "long.txt").write_text("word " * 100_000)
    assert main(["extract", str(tmp_path / "long.txt")], loading) == 2
    assert capsys.readouterr().err == "matcher: long.txt has 500,000 characters; at most 400,000 are read in one go\n"


def test_what_is_not_built_is_exit_code_3_with_the_command_to_run(
    ad: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = Loading(read_settings=lambda: Settings(home=tmp_path / "empty"))
    assert main(["advise", ad], empty) == 3
    assert capsys.readouterr().err.rstrip().endswith("not built yet; run `matcher taxonomy build`")
    assert main(["ads", "show"], empty) == 3
    assert main(["catalogue", "show"], empty) == 3


def test_the_taxonomy_in_use_is_shown(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["taxonomy", "show"], loading) == 0
    told = capsys.readouterr().out
    assert told.startswith("small-1\n")
    assert "13  ESCO skill/competence" in told
    assert "1  O*NET technology" in told


def test_help_loads_no_model_and_no_server() -> None:
    code = (
        "import sys; from api.command import main; main(['--help']); "
        "sys.exit(any(m in sys.modules for m in ('numpy', 'pydantic', 'spacy', 'fastapi', 'faiss', 'tqdm')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for command in ("advise", "extract", "rank", "roles", "taxonomy", "index", "setup", "catalogue", "ads", "serve"):
        assert f"  {command} " in done.stdout


def test_advise_writes_the_resume_with_what_is_planned_and_leaves_the_rest_alone(
    ad: str, loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = {"basics": {"name": "Ada", "x-own": [1]}, "skills": [{"name": "accounting", "keywords": []}], "x": {"y": 1}}
    (tmp_path / "cv.json").write_text(json.dumps(own))
    file = tmp_path / "out.json"
    run = ["advise", ad, "--profile", str(tmp_path / "cv.json"), "--resume-out", str(file), "--json"]
    assert main(run, loading) == 0
    told = capsys.readouterr()
    chosen = json.loads(told.out)["stack"]["achievements"]
    written = json.loads(file.read_text())
    assert {name: value for name, value in written.items() if name != "certificates"} == own
    assert "c-data" in chosen
    assert {
        "name": "Data analysis with SQL (planned)",
        "issuer": "Example TAFE",
        "status": "planned",
        "summary": "Planned: Data analysis with SQL (Example TAFE), 10 hours",
    } in written["certificates"]
    assert len(written["certificates"]) == len(chosen)
    assert "Planned: Data analysis with SQL (Example TAFE), 10 hours" in told.err


def test_who_brings_no_resume_gets_one_of_the_skills_that_they_list(
    ad: str, loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out.json"
    (tmp_path / "skills.txt").write_text("accounting\nchess\n")
    run = ["advise", ad, "--profile", str(tmp_path / "skills.txt"), "--resume-out", str(file)]
    assert main(run, loading) == 0
    assert "matcher: skills.txt: no JSON Resume, so" in capsys.readouterr().err
    written = json.loads(file.read_text())
    assert written["skills"] == [{"name": "accounting"}, {"name": "chess"}]
    assert {one["status"] for one in written["certificates"]} == {"planned"}
    assert main(["advise", ad, "--resume-out", str(tmp_path / "none" / "out.json")], loading) == 2


def test_an_ad_is_given_back_as_a_job_posting_with_the_skills_that_were_read_in_it(
    tmp_path: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    posting = {"@type": "JobPosting", "identifier": "7", "title": "Analyst", "description": "You must know SQL.",
               "validThrough": "2027-01-01"}  # fmt: skip
    (tmp_path / "ad.json").write_text(json.dumps(posting))
    assert main(["extract", str(tmp_path / "ad.json"), "--as", "jobposting"], loading) == 0
    written = json.loads(capsys.readouterr().out)
    assert {**posting, "@context": "https://schema.org", "skills": written["skills"]} == written
    assert ("SQL", "ESCO") in {(term["name"], term["inDefinedTermSet"]) for term in written["skills"]}
    assert main(["extract", "--in", "x", "--out", "y", "--as", "jobposting"], loading) == 2


def test_a_reader_that_leaves_early_is_no_error_message(home: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run(
        [*MODULE, "catalogue", "list"], stdout=writing, stderr=subprocess.PIPE, env=environment(home), check=False
    )
    os.close(writing)
    assert (run.returncode, run.stderr) == (1, b"")


def test_the_server_says_where_it_is_ready_and_stops_on_interrupt_without_a_trace(home: Path) -> None:
    command = [*MODULE, "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment(home)) as run:
        assert run.stderr is not None
        assert run.stderr.readline().startswith("matcher: ready at http://127.0.0.1:")
        time.sleep(0.5)
        run.send_signal(signal.SIGINT)
        assert run.wait(20) == 130
        assert run.stderr.read() == ""


def test_a_taken_port_is_said_before_anything_is_loaded(loading: Loading) -> None:
    from api.commands.serve import listen  # noqa: PLC0415 - only this test needs it

    with listen("127.0.0.1", 0) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1])], loading) == 2


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "MATCHER_HOME": str(home)}


SLOW_SERVER = """
import sys, time
from dataclasses import dataclass, replace
from api.command import main
from api.commands.loading import Loading
from api.wiring import load_service

@dataclass
class Slow:
    linker: object
    splitter: object

    def read(self, text, min_confidence=None, told=None):
        print("reading with", [name for name in ("openpyxl", "pyarrow") if name in sys.modules], flush=True)
        time.sleep(60)

def load(settings):
    service = load_service(settings)
    slow = Slow(service.pipeline.reader.linker, service.pipeline.reader.splitter)
    return replace(service, pipeline=replace(service.pipeline, reader=slow))

sys.exit(main(["serve", "--port", "0"], Loading(load_service=load)))
"""


@pytest.mark.parametrize("signalled", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_within_seconds_though_a_request_takes_long(home: Path, signalled: signal.Signals) -> None:
    """It has also loaded nothing by then that only tables need."""
    command = [sys.executable, "-c", SLOW_SERVER]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment(home), **pipes) as run:
        assert run.stderr is not None
        assert run.stdout is not None
        port = int(run.stderr.readline().rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as asking:
            body = b'{"text": "Jane Secret"}'
            asking.sendall(
                b"POST /v1/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
            )
            try:
                assert run.stdout.readline() == "reading with []\n", "serving loads what only tables need"
                run.send_signal(signalled)
                assert run.wait(20) in (-signal.SIGTERM, 130)
            finally:
                run.kill()
        assert "Secret" not in run.stderr.read()


def test_where_no_skill_was_found_nobody_is_told_that_the_profile_covers_all(
    loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ad.txt").write_text("We are a bakery by the sea.")
    assert main(["advise", str(tmp_path / "ad.txt")], loading) == 0
    said = capsys.readouterr().out
    assert "None can be told: no skill was found." in said
    assert "covers all of it" not in said
