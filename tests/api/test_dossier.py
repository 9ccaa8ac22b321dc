"""Dossiers and drafts over HTTP and on the command line: what they hold, and what is refused."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient
from pypdf import PdfReader

from api.app import create_app
from api.command import main
from api.commands.loading import Loading
from api.wiring import Service
from corpora.courses.files import read_courses
from matcher.achievements import Achievement
from tests.api.conftest import uri_of

DOSSIER, DRAFT = "/v1/demand/dossier", "/v1/demand/draft"
DAY = "2026-11-26"
HOSTILE = "<b>Łódź</b> & Co 😀"


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


def table(answer: dict[str, Any], heading: str) -> list[list[str]]:
    blocks = next(own["blocks"] for own in answer["chapters"] if own["heading"] == heading)
    found: list[list[str]] = next(block["rows"] for block in blocks if block["kind"] == "table")
    return found


def test_a_dossier_is_given_as_values(client: TestClient) -> None:
    answer = client.get(DOSSIER, params={"concept": "sql", "day": DAY, "organisation_name": HOSTILE}).json()
    assert answer["title"] == "Evidence of need: SQL"
    assert answer["below"] == [HOSTILE, "26 November 2026"]
    assert table(answer, "How often employers ask for it")[0][:3] == ["SQL", "1", "50.0 %"]
    assert answer["chapters"][0]["blocks"][0]["words"].startswith("A small sample (few ads")
    assert table(answer, "What a proposal has to hold")[0][2] == "To be added by the provider"
    assert ["catalogue", answer["versions"]["catalogue"]] in table(answer, "Data, versions and attribution")


def test_a_dossier_is_given_as_a_file(client: TestClient) -> None:
    asked = {"concept": "SQL", "day": DAY, "title": "SQL for <all>", "organisation_name": HOSTILE}
    pdf = client.get(DOSSIER, params={**asked, "format": "pdf"})
    assert (pdf.headers["content-type"], pdf.headers["content-disposition"]) == (
        "application/pdf",
        'attachment; filename="need.pdf"',
    )
    assert "SQL for <all>" in PdfReader(BytesIO(pdf.content)).pages[0].extract_text()
    word = docx.Document(BytesIO(client.get(DOSSIER, params={**asked, "format": "docx"}).content))
    assert HOSTILE in [paragraph.text for paragraph in word.paragraphs]
    assert pdf.content == client.get(DOSSIER, params={**asked, "format": "pdf"}).content


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"concept": "accounting", "until": "2000-01-01"}, "no ad lies in it, so none asks for it"),
        ({"concept": "manage time"}, "there is no evidence that employers need 'manage time'"),
        ({"concept": "basket weaving"}, "nothing is called 'basket weaving'"),
        ({"concept": "SQL", "source": "nowhere*"}, "no ad states"),
        ({"concept": "SQL", "format": "odt"}, "format"),
        ({"concept": "SQL", "organisation_name": "x" * 301}, "organisation_name"),
        ({}, "concept"),
    ],
)
def test_what_is_no_evidence_or_no_question_is_refused(client: TestClient, asked: dict[str, str], words: str) -> None:
    answer = client.get(DOSSIER, params=asked)
    assert answer.status_code == 422
    assert words in answer.json()["detail"]


def test_a_draft_comes_with_its_outcomes_its_document_and_what_it_lacks(client: TestClient) -> None:
    answer = client.post(DRAFT, json={"concept": "SQL", "day": DAY, "level": "NZQCF 5", "format": "ctdl"}).json()
    assert (answer["status"], answer["name"], answer["small"]) == ("draft", "DRAFT: SQL", True)
    [outcome] = answer["outcomes"]
    assert outcome["text"].startswith("Solve a task that calls for SQL, ")
    assert (outcome["skill"]["label"], outcome["ads"], outcome["verb_from"]) == ("SQL", 1, "ours")
    assert outcome["quote"]["text"] == "You must know SQL."
    [entry] = answer["lint"]["entries"]
    status = {(one["framework"], one["element"]): one["status"] for one in entry["findings"]}
    assert status["New Zealand rules", "level"] == "present"
    assert status["New Zealand rules", "credits"] == "missing"
    assert entry["vague_outcomes"] == []
    assert answer["document"]["@graph"][0]["ceterms:name"] == {"en": "DRAFT: SQL"}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"concept": "manage time"}, "no evidence"),
        ({"concept": "SQL", "format": "csv"}, "no format of a draft"),
        ({"concept": "SQL", "hours": -1}, "hours"),
        ({"concept": "SQL", "hours": "NaN"}, "hours"),
        ({"concept": "SQL", "language": "not a language"}, "language"),
        ({"concept": "SQL", "slice": {"until": "2000-01-01"}}, "no ad lies in it"),
        ({"concept": "SQL", "unknown": 1}, "unknown"),
    ],
)
def test_a_draft_of_nothing_is_refused(client: TestClient, body: dict[str, object], words: str) -> None:
    answer = client.post(DRAFT, json=body)
    assert answer.status_code == 422
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("suffix", ["pdf", "docx", "json"])
def test_the_command_writes_a_dossier(
    suffix: str, loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"need.{suffix}"
    asked = ["demand", "dossier", "SQL", "--out", str(file), "--date", DAY, "--organisation-name", HOSTILE]
    assert main(asked, loading) == 0
    assert f"need.{suffix}: Evidence of need: SQL" in capsys.readouterr().out
    first = file.read_bytes()
    assert main(asked, loading) == 0
    assert file.read_bytes() == first
    assert first[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04", "json": b"{\n  "}[suffix]


def test_the_values_of_a_dossier_are_printed_as_they_are_written(
    loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["demand", "dossier", "SQL", "--date", DAY]
    assert main([*asked, "--out", str(tmp_path / "need.json")], loading) == 0
    capsys.readouterr()
    assert main([*asked, "--json"], loading) == 0
    assert capsys.readouterr().out.strip() == (tmp_path / "need.json").read_text("utf-8").strip()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["dossier", "SQL", "--out", "need.odt"], "need.odt should end in one of .docx, .pdf, .json"),
        (["dossier", "SQL", "--out", "nowhere/need.pdf"], "can't be written"),
        (["dossier", "SQL"], "give --out FILE, or --json"),
        (["dossier", "manage time", "--out", "need.pdf"], "no evidence that employers need 'manage time'"),
        (["draft", "manage time", "--out", "draft.json", "--as", "json"], "no evidence that employers need"),
        (["draft", "SQL", "--out", "draft.json", "--as", "csv"], "no format of a draft"),
        (["draft", "SQL", "--out", "draft.json", "--as", "json", "--hours", "0"], "hours: "),
    ],
)
def test_a_command_that_can_not_be_carried_out_says_why_and_writes_nothing(
    *,
    asked: list[str],
    words: str,
    loading: Loading,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["demand", *asked], loading) != 0
    assert words in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


def test_the_command_writes_a_draft_and_shows_what_it_lacks(
    loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "draft.jsonld"
    wishes = ["--title", "Querying", "--level", "NZQCF 5", "--hours", "40", "--language", "mi", "--date", DAY]
    assert main(["demand", "draft", "SQL", "--as", "elm", "--out", str(file), *wishes], loading) == 0
    told = capsys.readouterr().out
    assert "DRAFT: Querying" in told
    assert "idea for assessment, yours to decide: " in told
    assert "state NZQCF credits" in told
    [found] = read_courses(file)
    assert isinstance(found, Achievement)
    assert (found.name, found.credential.level) == ("DRAFT: Querying", "NZQCF 5")
    assert found.opportunity.workload is not None
    assert (found.opportunity.workload.hours, found.opportunity.language) == (40, "mi")
    assert [own.concept for own in found.alignments] in ([uri_of("SQL")], [])
    assert json.loads(file.read_bytes())["@graph"][0]["status"] == "draft"
