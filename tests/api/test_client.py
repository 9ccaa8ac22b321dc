"""The client of /v1: asked of the real app in the small world; refusals, patience and what comes back broken."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable, Iterator
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.client.client import Client
from api.client.errors import Busy, FieldProblem, Refused, Unreachable, UnusableAddress, UnusableAnswer
from api.client.sending import Sending, get, seconds_until
from api.schemas import MetaOut
from api.wiring import Service, load_service
from tests.api.conftest import LIBRARIAN, copied, uri_of
from tests.api.test_team import BRIEF, DECIDED, PEOPLE

AD = "You must manage library collections. Knowledge of SQL is desirable."
HEAVY = ("torch", "spacy", "faiss", "onnxruntime", "sentence_transformers", "sklearn", "fastapi", "sqlalchemy")


@pytest.fixture(scope="module")
def matcher(service: Service) -> Iterator[Client]:
    with Client(http=TestClient(create_app(service))) as client:
        yield client


def answering(handle: Callable[[httpx2.Request], httpx2.Response], **options: Any) -> Client:  # noqa: ANN401
    http = httpx2.Client(transport=httpx2.MockTransport(handle), base_url="http://test")
    return Client(http=http, **options)


def test_it_is_imported_without_models_and_without_the_server() -> None:
    listing = f"import sys, api.client.client; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_ad_becomes_a_gap_with_types(matcher: Client) -> None:
    answer = matcher.gap(ad={"text": AD}, profile={"skills": ["SQL"]}, budget=100, currency="AUD")
    assert [one.demand.label for one in answer.gap.covered] == ["SQL"]
    missing = {one.label: one for one in answer.gap.missing}
    assert missing["manage library collections"].evidence[0].text == "You must manage library collections."
    assert answer.versions.software


def test_a_gap_is_taken_along_as_a_file(matcher: Client) -> None:
    file = matcher.gap_file("pdf", ad={"text": AD})
    assert (file.name, file.media_type, file.content[:5]) == ("skills-gap.pdf", "application/pdf", b"%PDF-")


def test_what_is_looked_up_is_found(matcher: Client) -> None:
    assert {one.label for one in matcher.extract(AD).demands} >= {"SQL", "manage library collections"}
    assert matcher.roles("librarian", limit=1).items[0].uri == LIBRARIAN
    assert matcher.concepts("SQL", limit=1).items[0].uri == uri_of("SQL")
    assert matcher.concept(uri_of("work in teams")).label == "work in teams"
    assert matcher.meta().achievements == 4
    assert matcher.is_ready()


def test_courses_are_paged_and_one_is_had_by_its_id(matcher: Client) -> None:
    first = matcher.catalogue.page(limit=3)
    assert [one.id for one in first.items] == ["c-data", "c-euro", "c-free"]
    assert [one.id for one in matcher.catalogue.page(cursor=first.next_cursor or "").items] == ["c-team"]
    assert matcher.catalogue.achievement("c-team").name == "Teamwork"
    linked = matcher.catalogue.achievement_file("c-team", "schema.org")
    assert (linked.media_type, b"Teamwork" in linked.content) == ("application/ld+json", True)
    assert matcher.catalogue.units("c-team", by=["c-data"]).units[0].id == "c-team"


def test_entries_are_linted(matcher: Client) -> None:
    found = matcher.catalogue.lint([{"id": "t", "name": "Teamwork", "description": "Work in teams."}])
    assert found.entries[0].suggestions[0].label == "work in teams"
    corrected = matcher.catalogue.lint([{"id": "t", "name": "T"}], suggestions=False, written_as="schema.org").corrected
    assert corrected is not None
    assert corrected["@graph"][0]["name"] == "T"


def test_demand_is_asked_for_in_a_slice(matcher: Client) -> None:
    page = matcher.demand.skills(since=dt.date(2024, 1, 1), nature="technical")
    assert [(line.label, line.ads) for line in page.lines] == [("SQL", 1)]
    assert matcher.demand.skill("SQL", since="2024-01-01").totals.ads == 1
    assert matcher.demand.unmet(by="skills", ways_of_working=True).by == "skills"
    assert matcher.demand.trends(grain="year").grain == "year"
    file = matcher.demand.skills_file("csv")
    assert (file.name, file.media_type) == ("demand.csv", "text/csv")
    assert b"SQL" in file.content
    assert matcher.demand.skill_file(uri_of("SQL"), "svg").media_type == "image/svg+xml"


def test_need_is_shown_drafted_for_and_tried_out(matcher: Client) -> None:
    dossier = matcher.demand.dossier("SQL", day=dt.date(2026, 11, 27))
    assert (dossier.day, dossier.chapters[0].heading != "") == (dt.date(2026, 11, 27), True)
    assert matcher.demand.dossier_file("SQL", "docx").name == "need.docx"
    assert matcher.demand.draft("SQL", hours=10, slice={"since": "2024-01-01"}).outcomes[0].skill.label == "SQL"
    tried = matcher.demand.what_if(text="Learn to query data with SQL.", teaches=["SQL"])
    assert [one.demand.label for one in tried.teaches] == ["SQL"]


def test_a_team_is_planned_for(matcher: Client) -> None:
    plan = matcher.team.plan({"rows": PEOPLE}, BRIEF, names=DECIDED, consented=True)
    assert [(one.course, one.seats) for one in plan.plan] == [("c-data", 8)]
    sheet = matcher.team.plan_file({"rows": PEOPLE}, BRIEF, "csv", csv_table="matrix", names=DECIDED)
    assert (sheet.name, sheet.media_type) == ("team-plan.csv", "text/csv")
    assert matcher.team.template("yaml").name == "roles.yaml"


def test_ads_are_sent_once_by_their_key(built_home: Path, tmp_path: Path) -> None:
    service = load_service(copied(built_home, tmp_path / "home"))
    with Client(http=TestClient(create_app(service))) as matcher:
        lines = matcher.ads.batch([{"id": "new", "title": "Analyst", "text": "You must know SQL."}, {"id": "x"}], "k")
        again = matcher.ads.batch([{"id": "new", "title": "Analyst", "text": "You must know SQL."}, {"id": "x"}], "k")
        assert [(one.line, one.outcome) for one in lines] == [(1, "new"), (2, "refused")]
        assert lines[1].field == "text"
        assert again == lines
        assert matcher.ads.similar(q="Data analyst", limit=1).items[0].title == "Data analyst"
    service.store.close()


def test_a_refusal_names_the_fields(matcher: Client) -> None:
    with pytest.raises(Refused) as refused:
        matcher.gap(ad={"text": AD}, hours=-1)
    assert (refused.value.status, refused.value.title) == (422, "Invalid request")
    assert refused.value.errors == (FieldProblem("hours", "Input should be greater than or equal to 0"),)
    assert str(refused.value) == "422 Invalid request: hours: Input should be greater than or equal to 0"
    with pytest.raises(Refused, match="404 Unknown concept"):
        matcher.concept("http://example.org/none")


def test_a_busy_server_is_asked_again_when_it_says_so() -> None:
    answers = iter([(429, {"retry-after": "7"}), (503, {"retry-after": "2"}), (200, {})])
    waited: list[float] = []

    def handle(_: httpx2.Request) -> httpx2.Response:
        status, headers = next(answers)
        return httpx2.Response(status, headers=headers, json={"title": "Too busy"})

    http = httpx2.Client(transport=httpx2.MockTransport(handle), base_url="http://test")
    sending = Sending(http=http, retries=3, longest_wait_seconds=10, sleep=waited.append)
    assert sending.response(get("/v1/meta")).status_code == 200
    assert waited == [7.0, 2.0]


@pytest.mark.parametrize(
    ("headers", "retries", "asked"),
    [({"retry-after": "0"}, 2, 3), ({}, 2, 1), ({"retry-after": "3600"}, 2, 1), ({"retry-after": "0"}, 0, 1)],
)
def test_patience_ends(headers: dict[str, str], retries: int, asked: int) -> None:
    seen: list[str] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.url.path)
        body = {"title": "Too busy", "detail": "come again"}
        return httpx2.Response(503, headers={**headers, "x-request-id": "abc"}, json=body)

    with pytest.raises(Busy) as busy:
        answering(handle, retries=retries).meta()
    assert len(seen) == asked
    stated = headers.get("retry-after")
    assert busy.value.retry_after_seconds == (float(stated) if stated else None)
    assert (busy.value.detail, busy.value.request_id) == ("come again", "abc")


def test_what_is_refused_for_good_is_not_asked_again() -> None:
    seen: list[int] = []

    def handle(_: httpx2.Request) -> httpx2.Response:
        seen.append(1)
        return httpx2.Response(502, headers={"retry-after": "0"}, text="<html>Bad gateway</html>")

    with pytest.raises(Refused, match="502 Bad Gateway: no reason was given"):
        answering(handle).meta()
    assert seen == [1]


def test_a_key_is_shown_and_the_client_says_who_it_is() -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        assert request.headers["user-agent"].startswith("skill-demand-matcher/")
        return httpx2.Response(401, json={"title": "Unauthorized", "detail": request.headers["authorization"]})

    with pytest.raises(Refused, match="Bearer secret"):
        answering(handle, key="secret").meta()


@pytest.mark.parametrize("address", ["127.0.0.1:8880/", "localhost", "", "ftp://127.0.0.1"])
def test_an_address_without_http_is_refused_at_once_and_not_as_if_nobody_were_there(address: str) -> None:
    with pytest.raises(UnusableAddress, match=r"must begin with http:// or https://, as in http://127\.0\.0\.1:8000"):
        Client(address)


def test_nobody_there_is_told_as_such() -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused", request=request)

    client = answering(handle)
    with pytest.raises(Unreachable, match="http://test can't be reached: refused"):
        client.meta()
    assert not client.is_ready()


@pytest.mark.parametrize(
    ("content", "says"), [(b"<html>", "body: Invalid JSON"), (b'{"versions": {}}', "versions.software: Field required")]
)
def test_an_answer_of_another_kind_is_no_answer(content: bytes, says: str) -> None:
    with pytest.raises(UnusableAnswer) as unusable:
        answering(lambda _: httpx2.Response(200, content=content)).meta()
    assert says in str(unusable.value)
    assert unusable.value.path == "/v1/meta"


def test_fields_that_a_later_server_adds_do_not_hurt(matcher: Client) -> None:
    body = {**matcher.meta().model_dump(mode="json"), "later": 1}
    assert answering(lambda _: httpx2.Response(200, json=body)).meta() == MetaOut.model_validate(body)


def test_a_day_to_come_again_is_read_as_seconds() -> None:
    assert seconds_until(None) is None
    assert seconds_until("soon") is None
    assert seconds_until(" 5 ") == 5
    assert seconds_until("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    assert 3_500 < (seconds_until(format_datetime(later, usegmt=True)) or 0) <= 3_600
