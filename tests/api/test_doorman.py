"""Who is let in: by key, by scope, by browser's password, or without one where no key was ever made."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Send
from starlette.types import Scope as AsgiScope

from api.access.doorman import Doorman
from api.access.keyring import REMEMBERED_SECONDS, Keyring
from api.access.loopback import is_loopback, names_loopback
from api.access.noting import noting, tell
from api.errors import PROBLEM
from corpora.store.audit import AuditLog
from corpora.store.database import Database, open_database
from corpora.store.keys import Keys, NewKey
from matcher.access import MAIN, Scope, Tenant
from matcher.audit import Action, Result
from tests.databases import fresh_sqlite

CITY = Tenant("city")
BATCH, AUDIT, META, PAGE = "/v1/ads:batch", "/v1/audit", "/v1/meta", "/advise"
HERE = "http://localhost:8000"


@dataclass(slots=True)
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


async def app(scope: AsgiScope, receive: Receive, send: Send) -> None:
    """It says who asks, and takes batches."""
    request = Request(scope, receive)
    if scope["path"] == BATCH:
        tell(request, Action.ADS_INGESTED, 3, Result.DONE)
    caller = getattr(request.state, "caller", None)
    said = None if caller is None else [caller.tenant, caller.key, sorted(caller.scopes)]
    await JSONResponse({"caller": said})(scope, receive, send)


@dataclass(slots=True)
class Door:
    """A doorman with real keys, and what he does beside the answering done at once."""

    database: Database
    clock: Clock
    doorman: Doorman
    said: list[str] = field(default_factory=list)

    @property
    def keys(self) -> Keys:
        return Keys(self.database)

    def key(self, *scopes: Scope, tenant: Tenant = MAIN, days: int | None = None) -> tuple[str, str]:
        """Id, and the whole of it."""
        expires = None if days is None else self.keys.now() + timedelta(days=days)
        new = NewKey(tenant=tenant, name="one", scopes=frozenset(scopes), expires=expires)
        key, whole = self.keys.make(new)
        return key.id, whole

    def ask(self, method: str, path: str, given: str | None = None, base: str = HERE) -> Any:  # noqa: ANN401
        headers = {} if given is None else {"Authorization": given}
        return TestClient(self.doorman, base_url=base).request(method, path, headers=headers)

    def deeds(self) -> list[tuple[str, str | None, str, int]]:
        found = [one.deed for one in AuditLog(self.database).entries(None, None, 99)]
        return [(one.tenant, one.key, one.action.value, one.things) for one in reversed(found)]


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    def at_once(work: Callable[[], None]) -> None:
        work()

    with fresh_sqlite(tmp_path) as database:
        clock, said = Clock(), list[str]()
        doorman = Doorman(
            app=app,
            keyring=Keyring(keys=Keys(database), clock=clock, beside=at_once),
            note=noting(AuditLog(database), said.append),
            open_without_keys=True,
        )
        yield Door(database, clock, doorman, said)


def bearer(whole: str) -> str:
    return f"Bearer {whole}"


def basic(whole: str, user: str = "anna") -> str:
    return "Basic " + base64.b64encode(f"{user}:{whole}".encode()).decode()


def test_without_any_key_the_server_is_open_to_this_computer_and_is_the_main_tenant_s(door: Door) -> None:
    everything = [MAIN, None, ["admin", "ingest", "read"]]
    for base in (HERE, "http://127.0.0.1", "http://[::1]:8000", "http://127.8.9.1:80"):
        assert door.ask("GET", META, base=base).json() == {"caller": everything}
    assert door.ask("POST", BATCH).status_code == 200
    assert door.deeds() == [(MAIN, None, "ads_ingested", 3)]
    assert door.ask("GET", META, "Bearer whatever").json() == {"caller": everything}


@pytest.mark.parametrize("base", ["http://evil.example", "http://127.0.0.1.evil.example", "http://192.168.0.9:8000"])
def test_an_open_server_answers_to_no_name_but_its_own_computer_s(door: Door, base: str) -> None:
    answer = door.ask("GET", META, base=base)
    assert (answer.status_code, answer.headers["content-type"]) == (421, PROBLEM)
    assert "answers only to names of its own computer, such as localhost; `matcher keys add`" in answer.json()["detail"]
    _, whole = door.key(Scope.READ)
    door.clock.now += REMEMBERED_SECONDS
    assert door.ask("GET", META, bearer(whole), base).status_code == 200


def test_from_the_first_key_on_everybody_needs_one_also_after_it_is_revoked(door: Door) -> None:
    assert door.ask("GET", META).status_code == 200
    key_id, whole = door.key(Scope.READ)
    door.clock.now += REMEMBERED_SECONDS
    assert door.ask("GET", META).status_code == 401
    assert door.ask("GET", META, bearer(whole)).json() == {"caller": [MAIN, key_id, ["read"]]}
    door.keys.revoke(key_id)
    door.clock.now += REMEMBERED_SECONDS
    assert door.ask("GET", META).status_code == 401
    assert door.ask("GET", META, bearer(whole)).status_code == 401


def test_a_server_that_listens_elsewhere_needs_a_key_though_there_is_none(door: Door) -> None:
    door.doorman = replace(door.doorman, open_without_keys=False)
    answer = door.ask("GET", META)
    assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)
    assert answer.json()["detail"] == (
        "a key is needed: send `Authorization: Bearer KEY`; `matcher keys add` makes one"
    )


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/static/style.css"])
def test_who_watches_over_the_server_needs_no_key(door: Door, path: str) -> None:
    door.key(Scope.READ)
    assert door.ask("GET", path).json() == {"caller": None}
    assert door.ask("GET", path + "x").status_code == (200 if path.startswith("/static") else 401)


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [
        (Scope.READ, "GET", META, 200),
        (Scope.READ, "POST", "/v1/gap", 200),
        (Scope.READ, "POST", PAGE, 200),
        (Scope.READ, "POST", BATCH, 403),
        (Scope.READ, "GET", AUDIT, 403),
        (Scope.READ, "GET", "/metrics", 403),
        (Scope.READ, "DELETE", "/v1/keys/x", 403),
        (Scope.INGEST, "POST", BATCH, 200),
        (Scope.INGEST, "GET", META, 403),
        (Scope.INGEST, "GET", "/", 403),
        (Scope.INGEST, "POST", "/v1/keys", 403),
        (Scope.ADMIN, "POST", BATCH, 200),
        (Scope.ADMIN, "GET", AUDIT, 200),
        (Scope.ADMIN, "GET", META, 200),
        (Scope.ADMIN, "POST", "/v1/some/new/route", 200),
        (Scope.READ, "POST", "/v1/some/new/route", 403),
    ],
)
def test_a_key_opens_what_its_scope_says_and_a_refusal_names_the_scope(
    door: Door, scope: Scope, method: str, path: str, status: int
) -> None:
    key_id, whole = door.key(scope)
    answer = door.ask(method, path, bearer(whole))
    assert answer.status_code == status
    if status == 403:
        assert answer.headers["content-type"] == PROBLEM
        wanted = answer.headers["www-authenticate"].partition('scope="')[2].rstrip('"')
        said = f"this needs a key with scope {wanted}; key {key_id} has {scope.value}"
        if path == "/":
            said = "This page needs a key that may look things up (scope read); yours may only put ads in."
        assert answer.json()["detail"].startswith(said)
        assert [deed for deed in door.deeds() if deed[2] != "key_made"] == []


def test_what_tells_of_the_whole_process_is_for_admins_of_the_main_tenant(door: Door) -> None:
    (_, main), (_, city) = door.key(Scope.ADMIN), door.key(Scope.ADMIN, tenant=CITY)
    assert [door.ask("GET", "/metrics", bearer(whole)).status_code for whole in (main, city)] == [200, 403]
    detail = door.ask("GET", "/metrics", bearer(city)).json()["detail"]
    assert detail == "this tells of all tenants, and needs a key of tenant main with scope admin"


def test_each_key_is_of_its_tenant_and_what_it_did_is_written_down_there(door: Door) -> None:
    feed, whole = door.key(Scope.INGEST, tenant=CITY)
    assert door.ask("POST", BATCH, bearer(whole)).json() == {"caller": [CITY, feed, ["ingest"]]}
    assert door.deeds()[-1] == (CITY, feed, "ads_ingested", 3)
    assert [key.last_used for key in door.keys.all()] == [door.keys.now().date()]


@pytest.mark.parametrize(
    "given",
    ["Bearer", "Bearer ", "Bearer sdm_0_0", "Basic %%%", "Basic " + "A" * 2_000, "Digest x", "nonsense", "", "Basic"],
)
def test_what_is_no_key_opens_nothing_and_is_told_how_a_key_is_sent(door: Door, given: str) -> None:
    door.key(Scope.ADMIN)
    answer = door.ask("GET", META, given)
    assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)
    assert answer.headers.get_list("www-authenticate") == [
        'Bearer realm="matcher"', 'Basic realm="matcher", charset="UTF-8"'
    ]  # fmt: skip
    assert answer.headers["cache-control"] == "no-store"


def test_two_headers_with_keys_are_none(door: Door) -> None:
    _, whole = door.key(Scope.READ)
    twice = [("Authorization", bearer(whole)), ("Authorization", bearer(whole))]
    assert TestClient(door.doorman, base_url=HERE).get(META, headers=twice).status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("POST", PAGE, 200),
        ("POST", "/team/plan", 200),
        ("GET", META, 200),
        ("HEAD", META, 200),
        ("GET", AUDIT, 200),
        ("POST", BATCH, 401),
        ("POST", "/v1/gap", 401),
        ("POST", "/v1/keys", 401),
        ("DELETE", "/v1/keys/x", 401),
        ("POST", "/mcp", 401),
    ],
)
def test_a_browser_s_password_opens_pages_and_what_is_looked_at_and_never_what_programs_send(
    door: Door, method: str, path: str, status: int
) -> None:
    _, whole = door.key(Scope.ADMIN)
    answer = door.ask(method, path, basic(whole))
    assert answer.status_code == status
    if status == 401:
        assert answer.headers["www-authenticate"] == 'Bearer realm="matcher"'
        assert "send `Authorization: Bearer KEY`" in answer.json()["detail"]
        assert door.ask(method, path, bearer(whole)).status_code == 200


def test_the_key_is_the_password_whatever_the_name_and_not_the_name(door: Door) -> None:
    _, whole = door.key(Scope.READ)
    assert door.ask("GET", "/", basic(whole, "")).status_code == 200
    for path, said in ((META, "the key is the password, not the name; any name"), (PAGE, "The key is the password")):
        answer = door.ask("GET", path, basic("", whole))
        assert (answer.status_code, said in answer.json()["detail"]) == (401, True)


def test_people_are_told_what_to_do_at_the_password_box_and_programs_how_a_key_is_sent(door: Door) -> None:
    door.key(Scope.READ)
    for given, said in ((None, "This server asks for a key. Ask "), (basic("x"), "This key is not known here, or is ")):
        answer = door.ask("GET", PAGE, given)
        assert answer.json()["detail"].startswith(said)
        assert answer.json()["detail"].endswith("at the password box type any name, and the key as password.")
        assert len(answer.headers.get_list("www-authenticate")) == 2
    assert "send `Authorization: Bearer KEY`" in door.ask("GET", META).json()["detail"]


def test_a_key_is_looked_up_once_in_some_seconds_and_a_revoked_one_let_in_no_longer_than_that(door: Door) -> None:
    key_id, whole = door.key(Scope.READ)
    assert door.ask("GET", META, bearer(whole)).status_code == 200
    door.keys.revoke(key_id)
    door.clock.now += REMEMBERED_SECONDS * 0.9
    assert door.ask("GET", META, bearer(whole)).status_code == 200
    door.clock.now += REMEMBERED_SECONDS * 0.2
    assert door.ask("GET", META, bearer(whole)).status_code == 401


def test_wrong_keys_are_not_remembered_and_right_ones_only_by_a_digest(door: Door) -> None:
    _, whole = door.key(Scope.READ)
    keyring = door.doorman.keyring
    for number in range(5):
        assert door.ask("GET", META, bearer(whole[:-1] + "z" * number)).status_code == 401
    assert keyring.known == {}
    door.ask("GET", META, bearer(whole))
    assert len(keyring.known) == 1
    assert whole not in repr(keyring.known)


def test_where_the_store_can_t_be_asked_nobody_is_let_in_and_is_told_so(
    door: Door, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _, whole = door.key(Scope.READ)
    door.ask("GET", META, bearer(whole))
    door.doorman.keyring.keys = Keys(open_database(tmp_path / "nowhere"))
    assert door.ask("GET", META, bearer(whole)).status_code == 200
    door.clock.now += REMEMBERED_SECONDS
    answer = door.ask("GET", META, bearer(whole))
    assert (answer.status_code, answer.headers["content-type"]) == (503, PROBLEM)
    assert (str(tmp_path) in answer.text, str(tmp_path / "nowhere") in caplog.text) == (False, True)


def test_what_can_t_be_written_down_is_said_and_the_answer_stands(door: Door, tmp_path: Path) -> None:
    _, whole = door.key(Scope.INGEST)

    closed = AuditLog(open_database(tmp_path / "nowhere"))
    door.doorman = replace(door.doorman, note=noting(closed, door.said.append))
    assert door.ask("POST", BATCH, bearer(whole)).status_code == 200
    [said] = door.said
    assert said.startswith("matcher: the audit log lacks ads_ingested of 3 by key ")


def test_a_host_header_can_t_make_another_path_of_the_one_that_is_asked_for(door: Door) -> None:
    _, whole = door.key(Scope.READ)
    headers = {"Authorization": bearer(whole), "Host": "localhost/healthz?"}
    assert TestClient(door.doorman, base_url=HERE).post(BATCH, headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("LOCALHOST.", True), ("127.0.0.1", True), ("::1", True), ("127.3.2.1", True),
     ("0.0.0.0", False), ("::", False), ("", False), ("localhost.evil.example", False), ("10.0.0.1", False)],
)  # fmt: skip
def test_which_addresses_are_of_this_computer_only(host: str, *, here: bool) -> None:
    assert is_loopback(host) is here


@pytest.mark.parametrize(
    ("header", "here"),
    [("localhost", True), ("localhost:8000", True), ("[::1]:80", True), ("[::1]", True), ("127.0.0.1:1", True),
     (None, False), ("", False), ("evil.example", False), ("localhost:80@evil.example", False), ("[::1", False),
     ("[::1]x", False), ("localhost:x", False), ("::1", False)],
)  # fmt: skip
def test_which_host_headers_name_this_computer(header: str | None, *, here: bool) -> None:
    assert names_loopback(header) is here
