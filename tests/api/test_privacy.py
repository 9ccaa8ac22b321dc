"""No word of an ad, a CV or a table reaches a file, the database, a log or the report of an error, unless asked to.

Whatever is sent carries a word that stands nowhere else. While it is answered every file that is opened for writing is
noted (by an audit hook, so that files without a name count too), and afterwards the word is looked for in all that the
home holds and in all that was logged: as it is, in UTF-16, and in each of the three ways that base64 may write it.
"""

import base64
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import docx
import httpx2
import openpyxl
import pytest
from fastapi.testclient import TestClient
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.batch_routes import LINES
from api.front.logs import log_request
from api.front.stack import Around, make_front
from api.log_form import LogForm
from api.settings import Settings
from api.wiring import Service, load_service
from corpora.spreadsheets.saving import bytes_of
from tests.api.test_front_watching import logging_as
from tests.api.test_team import BRIEF, DECIDED, PEOPLE
from tests.api.test_web_team import TABLE, TYPED

JSON = {"content-type": "application/json"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
BEYOND_SPOOLING = 1_200_000
"""Bytes of an upload that the framework's own parser would put on the disk."""
IGNORED = ("/dev/", "/proc/")

Ask = Callable[[TestClient, str], httpx2.Response]
"""What is sent, given a text with the word in it."""


def document(text: str) -> bytes:
    made, file = docx.Document(), io.BytesIO()
    made.add_paragraph("".join(one for one in text if one.isprintable()))
    made.save(file)
    return file.getvalue()


def resume(text: str) -> dict[str, Any]:
    return {"basics": {"summary": text}, "skills": [{"name": text}]}


def workbook(text: str) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    sheet = cast(Any, made.active)
    sheet.append(["id", "skills"])
    sheet.append(["P1", "".join(one for one in text if one.isprintable())])
    return made


def table(text: str) -> dict[str, Any]:
    rows = [{**person, "note": text} for person in PEOPLE]
    return {"table": {"rows": rows}, "brief": BRIEF, "names": DECIDED, "consented": True}


def team_files(text: str) -> dict[str, Any]:
    padded = f"id,toward,text\nP1,Data librarian,{json.dumps(text)}\n" + "#" * BEYOND_SPOOLING
    return {"table": ("team.csv", padded.encode("utf-8", "replace")), "brief": ("brief.json", json.dumps(BRIEF))}


def big(text: str) -> bytes:
    return text.encode("utf-8", "replace") + b" and more" * (BEYOND_SPOOLING // 9)


def answer_as(form: str) -> Ask:
    def ask(client: TestClient, text: str) -> httpx2.Response:
        asked = {"ad": {"text": f"You must know SQL. {text}"}}
        return client.post("/v1/gap", params={"format": form}, json=asked)

    return ask


def plan_as(form: str) -> Ask:
    return lambda client, text: client.post("/v1/team/plan", json={**table(text), "format": form})


def page_of_team(client: TestClient, text: str) -> httpx2.Response:
    return client.post("/team/plan", data={**TYPED, "table": f"{TABLE}P99,{text},0,1\n"})


def book_of_team(client: TestClient, text: str) -> httpx2.Response:
    return client.post("/team", data=TYPED, files={"table_file": ("team.xlsx", bytes_of(workbook(text)))})


ASKED: Mapping[str, Ask] = {
    "an ad and a CV": lambda c, t: c.post("/v1/gap", json={"ad": {"text": t}, "profile": {"text": t}}),
    **{f"the answer as {form}": answer_as(form) for form in ("pdf", "docx", "csv", "jsonld", "jsonresume")},
    "an ad alone": lambda c, t: c.post("/v1/extract", json={"text": t}),
    "skills and a role": lambda c, t: c.post("/v1/gap", json={"role": t[:200], "profile": {"skills": [t[:200]]}}),
    "a résumé": lambda c, t: c.post("/v1/gap", json={"ad": {"text": "SQL"}, "profile": {"resume": resume(t)}}),
    "a badge that is none": lambda c, t: c.post(
        "/v1/gap", json={"ad": {"text": "SQL"}, "profile": {"credentials": [{"name": t}]}}
    ),
    "JSON that breaks off": lambda c, t: c.post("/v1/gap", content=json.dumps({"ad": {"text": t}})[:-1], headers=JSON),
    "no JSON at all": lambda c, t: c.post("/v1/gap", content=t.encode("utf-8", "replace"), headers=JSON),
    "a field that there is not": lambda c, t: c.post("/v1/gap", json={"ad": {"text": "SQL"}, "cv": t}),
    "half a character": lambda c, t: c.post(
        "/v1/gap", content=json.dumps({"ad": {"text": t + "\ud800"}}), headers=JSON
    ),
    "more text than is read": lambda c, t: c.post("/v1/extract", json={"text": t + " " + "SQL " * 110_000}),
    "a path of words": lambda c, t: c.get("/" + "".join(one for one in t if one.isalnum())[:200]),
    "words to search by": lambda c, t: c.get("/search", params={"q": t[:200]}),
    "words to find ads by": lambda c, t: c.get("/v1/ads/similar", params={"q": t[:500]}),
    "a form": lambda c, t: c.post("/advise", data={"ad": t, "skills": t[:200]}),
    "a form with wrong limits": lambda c, t: c.post("/advise", data={"ad": t, "budget": t[:200]}),
    "files": lambda c, t: c.post(
        "/advise",
        files={
            "ad_file": ("ad.txt", t.encode("utf-8", "replace"), "text/plain"),
            "profile_file": ("cv.docx", document(t)),
        },
    ),
    "large files": lambda c, t: c.post("/advise", files={"ad_file": ("ad.txt", big(t), "text/plain")}),
    "a file that is none": lambda c, t: c.post(
        "/advise", files={"ad_file": ("scan.pdf", b"%PDF-1.4 " + t.encode("utf-8", "replace"))}
    ),
    "a stream": lambda c, t: c.post("/advise/reading", data={"ad": t}, headers={"HX-Request-Type": "partial"}),
    "a team's table": lambda c, t: c.post("/v1/team/plan", json=table(t)),
    **{f"a team's plan as {form}": plan_as(form) for form in ("xlsx", "pdf", "csv")},
    "a team's files": lambda c, t: c.post("/v1/team/plan", files=team_files(t)),
    "a team's page": page_of_team,
    "a team's workbook": book_of_team,
    "an entry to check": lambda c, t: c.post("/v1/catalogue/lint", json=[{"id": "x", "name": t, "description": t}]),
    "a catalogue": lambda c, t: c.post("/providers/catalogue", files={"file": ("mine.csv", b"id,name\n1," + big(t))}),
    "a draft": lambda c, t: c.post("/v1/demand/what-if", json={"text": t, "teaches": [t[:200]]}),
}  # fmt: skip


@contextmanager
def noting_files() -> Iterator[list[str]]:
    """Paths that are opened for writing in the block, by any thread; a file without a name by its folder."""
    found, active = list[str](), [True]

    def heard(event: str, given: tuple[Any, ...]) -> None:
        if not active[0] or event != "open" or isinstance(given[0], int):
            return  # a number is a file that was opened before
        if given[2] & WRITING and not str(given[0]).startswith(IGNORED):
            found.append(str(given[0]))

    sys.addaudithook(heard)  # it can't be taken away again, only told to be quiet
    try:
        yield found
    finally:
        active[0] = False


def shapes(word: str) -> set[bytes]:
    """What the word may look like in a file."""
    plain = word.encode()
    padded = [base64.b64encode(b"x" * shift + plain)[4 if shift else 0 :] for shift in range(3)]
    return {plain, word.encode("utf-16-le"), *(one.rstrip(b"=")[:-2] for one in padded)}


def stands_in(word: str, folder: Path) -> list[str]:
    """Names of the files that hold it."""
    wanted = shapes(word)
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path.name for path in files if any(shape in path.read_bytes() for shape in wanted)]


@pytest.fixture(scope="module")
def own(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """On a home of its own, in which nobody else writes."""
    folder = tmp_path_factory.mktemp("private") / "home"
    shutil.copytree(home, folder)
    service = load_service(Settings(home=folder))
    yield service
    service.store.close()


@pytest.fixture(scope="module")
def client(own: Service) -> Iterator[TestClient]:
    app = create_app(own)
    around = Around(refuse=app.state.refuse, store_version=own.store.version, say=print, log=log_request)
    with TestClient(make_front(app, around, 1_000_000).app, raise_server_exceptions=False) as client:
        for ask in ASKED.values():
            ask(client, "You must know SQL.")  # what is made once, at the first question, is made now
        yield client


words = st.text("abcdefghkmnpqrstwxyz", min_size=14, max_size=14).map("Zq".__add__)
around_it = st.text(st.characters(codec="utf-8"), max_size=40)


@pytest.mark.parametrize("kind", ASKED)
def test_nothing_that_is_sent_stays(
    kind: str, client: TestClient, own: Service, capfd: pytest.CaptureFixture[str]
) -> None:
    @settings(max_examples=2, deadline=None, phases=[Phase.generate], derandomize=True)
    @given(word=words, before=around_it, after=around_it)
    def sent(word: str, before: str, after: str) -> None:
        text = f"You must know SQL. {before} {word} {after}"
        capfd.readouterr()
        with logging_as(LogForm.JSON), noting_files() as written:
            status = ASKED[kind](client, text).status_code
        said = "".join(capfd.readouterr())
        assert status < 500
        assert '"event": "request"' in said
        assert word not in said
        assert written == []
        assert stands_in(word, own.settings.home) == []

    sent()


def test_what_is_to_be_kept_is_kept_so_that_the_search_for_words_is_known_to_find_them(
    client: TestClient, own: Service
) -> None:
    word = "Zqkeptword"
    body = json.dumps({"id": "kept-1", "text": f"You must know SQL. {word}"})
    answer = client.post("/v1/ads:batch", content=body, headers={"content-type": LINES, "Idempotency-Key": "kept-1"})
    assert json.loads(answer.text)["outcome"] == "new"
    assert stands_in(word, own.settings.home)


def test_a_file_without_a_name_is_noted(tmp_path: Path) -> None:
    import tempfile  # noqa: PLC0415 - only this test needs it

    with noting_files() as written, tempfile.TemporaryFile(dir=tmp_path):
        pass
    assert set(written) == {str(tmp_path)}
