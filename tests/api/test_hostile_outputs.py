"""Words that mean harm, in an ad, a profile and a catalogue: whatever goes out shows them and does nothing by them."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from fastapi.testclient import TestClient
from pypdf import PdfReader

from api.app import create_app
from api.command import main
from api.commands.loading import Loading
from api.wiring import Service, load_reading, load_service
from tests.api.conftest import copied

TURNING = "\u202e\u2066"
SHOUT = f"</script><img src=x onerror=alert(1)>{TURNING}\x1b[2J\x1b]0;owned\x07\x85{{{{7*7}}}}"
NAME = f"=HYPERLINK(1) SQL {SHOUT}"
AD = f"Analyst {SHOUT}\n\nRequirements\n- You must know SQL {SHOUT}\n- =cmd|' /C calc'!A0 work in teams\n- @SUM(A1)\n"
PROFILE = {"skills": [f"+1+cmd {SHOUT}", f"-2+3 {SHOUT}"], "text": f"I know SQL. {SHOUT}"}
COURSE = {
    "id": "evil",
    "name": NAME,
    "description": f"Learn SQL. {SHOUT}",
    "topics": ["SQL", f"@SUM(A1) {SHOUT}"],
    "provider": f"=1+1 {SHOUT}",
    "price": "10",
    "currency": "AUD",
    "hours": 3,
    "assessment": f"-1 {SHOUT}",
}
FORMULA = re.compile(r"\s*[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?$")
GAP = {"ad": {"text": AD}, "profile": PROFILE}


@pytest.fixture(scope="module")
def own(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder: Path = tmp_path_factory.mktemp("hostile")
    (folder / "courses.jsonl").write_text(json.dumps(COURSE) + "\n", encoding="utf-8")
    settings = copied(built_home, folder / "home")
    assert main(["catalogue", "add", str(folder / "courses.jsonl")], Loading(read_settings=lambda: settings)) == 0
    return load_service(settings)


@pytest.fixture
def client(own: Service) -> Iterator[TestClient]:
    with TestClient(create_app(own), raise_server_exceptions=False) as client:
        yield client


def asked(client: TestClient, form: str) -> bytes:
    answer = client.post("/v1/gap", params={"format": form}, json=GAP)
    assert answer.status_code == 200
    return answer.content


def harmful(text: str) -> set[str]:
    """Characters that turn text around or command a terminal."""
    return {c for c in text if c in TURNING or (unicodedata.category(c) == "Cc" and c not in "\n\t")}


def test_the_course_is_found_and_its_name_told_without_what_commands(client: TestClient) -> None:
    found = client.get("/v1/achievements/evil").json()
    assert found["name"].startswith("=HYPERLINK(1) SQL </script>")
    assert harmful(json.dumps(found, ensure_ascii=False)) == set()


def test_a_csv_holds_no_formula(client: TestClient) -> None:
    cells = [cell for row in csv.reader(io.StringIO(asked(client, "csv").decode("utf-8-sig"))) for cell in row]
    assert any("SQL" in cell for cell in cells)
    assert [cell for cell in cells if FORMULA.match(cell) and not NUMBER.match(cell)] == []
    assert harmful("".join(cells)) == set()


def test_documents_hold_no_character_that_turns_or_commands(client: TestClient) -> None:
    document = docx.Document(io.BytesIO(asked(client, "docx")))
    words = "\n".join([p.text for p in document.paragraphs])
    words += "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    pages = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(asked(client, "pdf"))).pages)
    for told in (words, pages.replace("\x7f", "•")):  # as its reader takes the bullet of our font
        assert "SQL" in told
        assert harmful(told) == set()


def test_linked_data_ends_no_script_that_it_is_put_into(client: TestClient) -> None:
    for address in ("/v1/achievements/evil?format=schema.org", "/v1/achievements/evil?format=CTDL"):
        text = client.get(address).text
        assert "</script" not in text
        assert json.loads(text)
    text = asked(client, "jsonld").decode()
    assert "</script" not in text


def test_pages_show_it_and_run_none_of_it(client: TestClient) -> None:
    pages = [
        client.post("/advise", data={"ad": AD, "profile": PROFILE["text"]}).text,
    ]
    for page in pages:
        assert "<img src=x" not in page
        assert "</script><img" not in page
        assert "&lt;img src=x" in page


def test_a_terminal_is_told_nothing_that_commands_it(
    own: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reading = load_reading(own.settings)
    loading = Loading(read_settings=lambda: own.settings, load_reading=lambda _: reading, load_service=lambda _: own)
    (tmp_path / "ad.txt").write_text(AD, encoding="utf-8")
    (tmp_path / "bad.csv").write_text(f"id,name\n{SHOUT.replace(chr(0x85), '')},\nx,{NAME}\n", encoding="utf-8")
    (tmp_path / "bad.json").write_text(json.dumps({"@type": SHOUT, "@context": SHOUT}), encoding="utf-8")
    for words in (
        ["advise", str(tmp_path / "ad.txt")],
        ["extract", str(tmp_path / "ad.txt")],
        ["advise", "--role", f"zzz {SHOUT}"],
        ["lint", str(tmp_path / "bad.csv")],
        ["lint", str(tmp_path / "bad.json")],
        ["skills", "check", str(tmp_path / "bad.csv")],
    ):
        main(words, loading)
        told = capsys.readouterr()
        assert (words[0], harmful(told.out + told.err)) == (words[0], set())


def test_logs_hold_no_line_that_a_request_wrote(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/v1/concepts/" + "x%0aERROR%20forged%1b%5b2J")
    client.post("/v1/gap", json=GAP)
    assert [record.getMessage() for record in caplog.records if harmful(record.getMessage())] == []
