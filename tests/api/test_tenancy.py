"""Two tenants ask one server, on both databases: neither sees anything of the other, whatever it asks for."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request

from api.access.keyring import REMEMBERED_SECONDS
from api.access.rooms import LOOK_EVERY_SECONDS
from api.access.rules import PAGES, UNNAMED, rule_of
from api.app import create_app
from api.errors import PROBLEM, Refusal
from api.wiring import Service
from corpora.store.database import FILE
from corpora.store.tenants import count_kept
from matcher.access import MAIN, Scope
from tests.api.tenancy_world import CITY, FARM, World, tenancy
from tests.databases import fresh_address

SAME = {"id": "ad-1", "title": "Librarian", "text": "You will manage library collections.", "organisation": "City"}
OTHER = {"id": "ad-1", "title": "Analyst", "text": "You must know SQL.", "organisation": "Farm"}
ONE_MORE = {"id": "ad-2", "title": "Accountant", "text": "Accounting for a small firm.", "organisation": "Farm"}
CITY_COURSE = {"id": "c-1", "name": "Library collections", "outcomes": ["Manage library collections"]}
FARM_COURSE = {"id": "c-2", "name": "Data analysis with SQL", "topics": ["SQL"]}


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, home: Path, service: Service, tmp_path: Path) -> Iterator[World]:
    shutil.copytree(home, tmp_path / "home", ignore=shutil.ignore_patterns(f"{FILE}*", "judged"))
    with ExitStack() as opened:
        url = None
        if request.param == "postgresql":
            url = opened.enter_context(fresh_address(request.getfixturevalue("postgresql")))
        yield opened.enter_context(tenancy(service, tmp_path / "home", url))


def seen(world: World, key: str) -> dict[str, Any]:
    """What a reader gets to see of ads, demand and courses."""
    similar = world.ask(key, "GET", "/v1/ads/similar?q=librarian").json()["items"]
    demand = world.ask(key, "GET", "/v1/demand").json()
    return {
        "ads": world.ask(key, "GET", "/v1/meta").json()["ads"],
        "similar": sorted((one["id"], one["organisation"]) for one in similar),
        "demand": sorted(one["label"] for one in demand["lines"]),
        "courses": [one["id"] for one in world.ask(key, "GET", "/v1/achievements").json()["items"]],
    }


def test_neither_tenant_sees_ads_courses_demand_keys_or_deeds_of_the_other(world: World) -> None:
    city, farm, main = (world.key(tenant, Scope.ADMIN) for tenant in (CITY, FARM, MAIN))
    assert [one["outcome"] for one in world.ingest(city, "key-1", SAME)] == ["new"]
    assert [one["outcome"] for one in world.ingest(farm, "key-1", OTHER, ONE_MORE)] == ["new", "new"]
    world.offer(CITY, CITY_COURSE)
    world.restart()
    assert seen(world, main) == {"ads": 0, "similar": [], "demand": [], "courses": []}
    assert seen(world, city) == {
        "ads": 1, "similar": [("ad-1", "City")], "demand": ["manage library collections"], "courses": ["c-1"]
    }  # fmt: skip
    of_farm = seen(world, farm)
    assert (of_farm["ads"], of_farm["courses"]) == (2, [])
    assert of_farm["similar"] == [("ad-1", "Farm"), ("ad-2", "Farm")]
    assert "manage library collections" not in of_farm["demand"]
    assert "SQL" in of_farm["demand"]
    for key, status in ((city, 404), (farm, 200), (main, 404)):
        assert world.ask(key, "GET", "/v1/ads/similar?ad=ad-2").status_code == status
    _ask_for_keys_and_deeds(world, city, farm)


def _ask_for_keys_and_deeds(world: World, city: str, farm: str) -> None:
    keys = {
        key: [one["id"] for one in world.ask(key, "GET", "/v1/keys").json()["items"]] for key in (city, farm)
    }  # fmt: skip
    assert keys == {key: [key.split("_")[1]] for key in (city, farm)}
    refused = world.ask(city, "DELETE", f"/v1/keys/{keys[farm][0]}")
    assert (refused.status_code, refused.headers["content-type"]) == (404, PROBLEM)
    assert world.ask(farm, "GET", "/v1/meta").status_code == 200
    deeds = world.ask(farm, "GET", "/v1/audit").json()["items"]
    assert {one["tenant"] for one in deeds} == {FARM}
    assert [(one["action"], one["things"], one["key"]) for one in deeds] == [
        ("ads_ingested", 2, keys[farm][0]), ("key_made", 1, None), ("tenant_made", 1, None)
    ]  # fmt: skip


def test_an_answer_under_an_idempotency_key_is_given_again_to_its_tenant_only(world: World) -> None:
    city, farm = (world.key(tenant, Scope.INGEST, Scope.READ) for tenant in (CITY, FARM))
    first = world.ingest(city, "key-1", SAME)
    assert world.ingest(farm, "key-1", SAME)[0]["outcome"] == "new"
    assert world.ingest(city, "key-1", SAME) == first
    for tenant in (CITY, FARM):
        with closing(world.tenants.database(tenant)) as database:
            assert count_kept(database) == (1, 0)


def test_a_course_that_is_offered_to_one_tenant_is_advised_to_that_one_only(world: World) -> None:
    world.offer(CITY, CITY_COURSE)
    world.offer(FARM, FARM_COURSE)
    said = {}
    for tenant in (CITY, FARM):
        asked = {"ad": {"text": "You will manage library collections. You must know SQL."}}
        answer = world.ask(world.key(tenant, Scope.READ), "POST", "/v1/gap", json=asked).json()
        said[tenant] = {one["achievement"]["id"] for one in answer["recommendations"]}
    assert said == {CITY: {"c-1"}, FARM: {"c-2"}}


def test_who_was_erased_is_let_in_no_more_and_nothing_of_it_is_left_in_the_server(world: World) -> None:
    city, farm = (world.key(tenant, Scope.ADMIN) for tenant in (CITY, FARM))
    world.ingest(city, "key-1", SAME)
    assert world.tenants.erase(CITY).ads == 1
    world.clock.now += max(LOOK_EVERY_SECONDS, REMEMBERED_SECONDS)
    assert world.ask(city, "GET", "/v1/meta").status_code == 401
    assert world.ask(farm, "GET", "/v1/meta").json()["ads"] == 0
    assert set(world.rooms.made) == {FARM}


def test_admins_make_list_and_revoke_keys_of_their_tenant_and_secrets_are_shown_once(world: World) -> None:
    admin = world.key(CITY, Scope.ADMIN)
    wanted = {"name": "the feed", "scopes": ["ingest"], "days": 30}
    made = world.ask(admin, "POST", "/v1/keys", json=wanted)
    assert made.status_code == 201
    feed = made.json()
    assert (feed["name"], feed["scopes"], feed["revoked"]) == ("the feed", ["ingest"], None)
    assert feed["expires"] > feed["created"]
    assert world.ingest(feed["key"], "key-1", SAME)[0]["outcome"] == "new"
    refused = world.ask(feed["key"], "GET", "/v1/keys")
    assert (refused.status_code, refused.headers["content-type"]) == (403, PROBLEM)
    listed = world.ask(admin, "GET", "/v1/keys")
    assert feed["key"].rpartition("_")[2] not in listed.text
    assert world.ask(admin, "DELETE", f"/v1/keys/{feed['id']}").json()["revoked"] is not None
    world.clock.now += REMEMBERED_SECONDS
    assert world.ask(feed["key"], "POST", "/v1/ads:batch").status_code == 401
    page = world.ask(admin, "GET", "/v1/audit?limit=2").json()
    assert [one["action"] for one in page["items"]] == ["key_revoked", "ads_ingested"]
    rest = world.ask(admin, "GET", f"/v1/audit?cursor={page['next_cursor']}").json()
    assert [one["action"] for one in rest["items"]] == ["key_made", "key_made", "tenant_made"]
    assert rest["next_cursor"] is None


def test_pages_are_of_the_tenant_whose_key_the_browser_sends(world: World) -> None:
    world.offer(CITY, CITY_COURSE)
    key = world.key(CITY, Scope.READ)
    for tenant_key, status in ((key, 200), (world.key(FARM, Scope.READ), 404)):
        assert world.client.get("/courses/c-1", auth=("anna", tenant_key)).status_code == status
    assert world.client.get("/").status_code == 401


def test_who_is_not_let_in_reads_a_page_without_anything_that_the_app_knows(service: Service) -> None:
    app = create_app(service)
    for path, kind in (("/advise", "text/html; charset=utf-8"), ("/v1/meta", PROBLEM), ("/metrics", PROBLEM)):
        request = Request({"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""})
        request.scope["server"] = ("127.0.0.1", 8000)
        request.scope["app"] = app
        refusal = Refusal(status=401, title="No key that opens this", detail="This server asks for a key.")
        answer = app.state.turn_away(request, refusal)
        assert (answer.status_code, answer.headers["content-type"]) == (401, kind)
        assert b"This server asks for a key." in answer.body
        for known in (b"textarea", b"Versions:", service.versions.catalogue.encode()):
            assert known not in answer.body
    wait = Refusal(status=429, title="Too many requests", detail="at most 6", headers={"Retry-After": "7"})
    request = Request({"type": "http", "method": "POST", "path": "/advise", "headers": [], "query_string": b""})
    request.scope["server"] = ("127.0.0.1", 8000)
    request.scope["app"] = app
    page = app.state.refuse(request, wait).body.decode()
    assert '<p role="alert">At most 6.</p>' in page
    assert "Wait 7 seconds and send it again; what you typed is still in your browser (go back)." in page


def test_without_a_doorman_nobody_manages_keys_over_http(service: Service) -> None:
    client = TestClient(create_app(service))
    wanted = {"name": "mine", "scopes": ["admin"]}
    for answer in (
        client.get("/v1/keys"),
        client.post("/v1/keys", json=wanted),
        client.delete("/v1/keys/x"),
        client.get("/v1/audit"),
    ):
        assert (answer.status_code, answer.headers["content-type"]) == (403, PROBLEM)
        assert "with a key of scope admin; `matcher keys add` makes one" in answer.json()["detail"]


def test_every_route_for_programs_is_named_by_a_rule(service: Service) -> None:
    """A new one is not forgotten: until a rule names it, it needs the most."""
    paths = create_app(service).openapi()["paths"]
    asked = [(method.upper(), path) for path, own in paths.items() for method in own]
    free = {("GET", "/healthz"), ("GET", "/readyz")}
    assert [one for one in asked if one not in free and rule_of(*one) in (PAGES, UNNAMED)] == []
    assert {(method, path) for method, path in asked if rule_of(method, path).scope is not Scope.READ} - free == {
        ("POST", "/v1/ads:batch"),
        ("GET", "/v1/keys"),
        ("POST", "/v1/keys"),
        ("DELETE", "/v1/keys/{key_id}"),
        ("GET", "/v1/audit"),
    }
