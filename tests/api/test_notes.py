"""What to know about how a file was read reaches whoever reads the answer: as JSON, on the page, in the terminal."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from reportlab.pdfgen.canvas import Canvas

from api.app import create_app
from api.command import main
from api.commands.loading import Loading
from api.wiring import Service

POSTING = (
    '{"@context": "https://schema.org", "@type": "JobPosting", "title": "%s", "description": "You must know SQL."}'
)
TWO_ADS = "".join(f'<script type="application/ld+json">{POSTING % title}</script>' for title in ("One", "Two"))
PAGE_NOTE = "ad.html: the page states 2 job postings; the first was read"
CV_NOTE = "cv.pdf: 1 of 2 pages without text"


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


@pytest.fixture(scope="module")
def cv() -> bytes:
    """A text page, and one without text."""
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 760, "I have managed library collections for many years, and I use SQL every day.")
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def files(cv: bytes, tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "ad.html").write_text(f"<html><body>{TWO_ADS}</body></html>")
    (tmp_path / "cv.pdf").write_bytes(cv)
    return str(tmp_path / "ad.html"), str(tmp_path / "cv.pdf")


def test_advise_gives_them_as_json_and_tells_them(
    files: tuple[str, str], loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["advise", files[0], "--profile", files[1], "--json"], loading) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["notes"] == [PAGE_NOTE, CV_NOTE]
    assert said.err.splitlines() == [f"matcher: {PAGE_NOTE}", f"matcher: {CV_NOTE}"]


@pytest.mark.parametrize("arguments", [["extract"], ["extract", "--json"], ["ads", "similar"], ["advise"]])
def test_every_command_that_reads_an_ad_tells_them(
    arguments: list[str], files: tuple[str, str], loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, files[0]], loading) == 0
    said = capsys.readouterr()
    assert said.err == f"matcher: {PAGE_NOTE}\n"
    if arguments == ["extract", "--json"]:
        assert json.loads(said.out)["notes"] == [PAGE_NOTE]


def test_the_page_shows_them_above_the_answer(client: TestClient, files: tuple[str, str]) -> None:
    chosen = {
        "ad_file": ("ad.html", Path(files[0]).read_bytes(), "text/html"),
        "profile_file": ("cv.pdf", Path(files[1]).read_bytes(), "application/pdf"),
    }
    page = client.post("/advise", files=chosen)
    assert page.status_code == 200
    for note in (PAGE_NOTE, CV_NOTE):
        assert note in page.text
        assert page.text.index(note) < page.text.index('id="stack"')


def test_a_role_beside_a_profile_has_the_notes_of_the_profile(client: TestClient, cv: bytes) -> None:
    page = client.post("/advise", data={"role": "librarian"}, files={"profile_file": ("cv.pdf", cv)})
    assert page.status_code == 200
    assert CV_NOTE in page.text


def test_a_text_that_needs_no_note_has_none(client: TestClient) -> None:
    assert client.post("/v1/extract", json={"text": "You must know SQL."}).json()["notes"] == []
    assert client.post("/v1/gap", json={"ad": {"text": "You must know SQL."}}).json()["notes"] == []
    assert 'role="note"' not in client.post("/advise", data={"ad": "You must know SQL."}).text
