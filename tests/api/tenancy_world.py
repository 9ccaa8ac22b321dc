"""An installation of two tenants over the small world, behind a doorman, on either database."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from api.access.doorman import Doorman
from api.access.keyring import Keyring
from api.access.noting import noting
from api.access.rooms import Room, Rooms
from api.access.tenancy import opened_tenants
from api.access.tenant_service import tenant_service
from api.app import create_app
from api.batch_routes import LINES
from api.offering import Offering
from api.settings import Settings
from api.wiring import Service, course_reader, desk_of, make_store, open_store
from corpora.courses.records import achievement_of
from corpora.store.ads import SqlAdStore
from corpora.store.audit import AuditLog
from corpora.store.courses import SqlCatalogueStore
from corpora.store.keys import Keys, NewKey
from corpora.store.tenants import Tenants
from corpora.store.writing import bump
from matcher.access import MAIN, Scope, Tenant

LOOK = "_look"
"""What threads do that look for what is new: they would open what is being closed."""
CITY, FARM = Tenant("city-library"), Tenant("farm")


@dataclass(slots=True)
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def at_once(work: Callable[[], None]) -> None:
    work()


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    settings: Settings
    tenants: Tenants
    main: Service
    client: TestClient
    rooms: Rooms
    clock: Clock

    def restart(self) -> None:
        """All apps of tenants see at once what else they would within a second or two."""
        looking = [one for one in threading.enumerate() if one.daemon and LOOK in one.name]
        for thread in looking:
            thread.join()
        for room in self.rooms.made.values():
            room.service.store.close()
        self.rooms.made.clear()

    def key(self, tenant: Tenant, *scopes: Scope) -> str:
        """The whole of it."""
        return Keys(self.tenants.main).make(NewKey(tenant=tenant, name="one", scopes=frozenset(scopes)))[1]

    def ask(self, key: str, method: str, path: str, **more: Any) -> Any:  # noqa: ANN401 - as httpx types it
        headers = {"Authorization": f"Bearer {key}", **more.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **more)

    def ingest(self, key: str, batch: str, *ads: dict[str, str]) -> list[dict[str, Any]]:
        body = "".join(json.dumps(ad) + "\n" for ad in ads).encode()
        headers = {"content-type": LINES, "Idempotency-Key": batch}
        answer = self.ask(key, "POST", "/v1/ads:batch", content=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return [json.loads(line) for line in answer.text.splitlines()]

    def offer(self, tenant: Tenant, *courses: dict[str, Any]) -> None:
        settings = self.settings.model_copy(update={"tenant": tenant})
        with closing(open_store(settings)) as store:
            Offering(
                home=settings.place,
                store=SqlCatalogueStore(store.database),
                reader=course_reader(self.main.pipeline),
                encoder=self.main.pipeline.encoder,
                reading=self.main.versions.concepts,
                say=lambda _: None,
            ).offer([achievement_of(course) for course in courses], "courses.jsonl", replace=True)


@contextmanager
def tenancy(service: Service, home: Path, url: str | None) -> Iterator[World]:
    """`home`: one of its own, with what reads. Nothing is kept for anybody yet."""
    settings = Settings(home=home, database_url=url)
    with ExitStack() as opened:
        make_store(settings).close()
        tenants = opened.enter_context(opened_tenants(settings))
        _use(tenants)
        bare = replace(service, settings=settings, desk=desk_of(settings, SqlAdStore(tenants.main)))
        main = tenant_service(bare, MAIN)
        opened.callback(main.store.close)
        clock = Clock()
        room = Room(main, create_app(main))
        rooms = Rooms(main=room, make=create_app, load=tenant_service, there=tenants.all, clock=clock, beside=at_once)
        doorman = Doorman(
            app=rooms,
            keyring=Keyring(keys=Keys(tenants.main), clock=clock, beside=at_once),
            note=noting(AuditLog(tenants.main), lambda _: None),
            open_without_keys=False,
        )
        client = opened.enter_context(TestClient(doorman, raise_server_exceptions=False))
        world = World(settings=settings, tenants=tenants, main=main, client=client, rooms=rooms, clock=clock)
        yield world
        world.restart()


def _use(tenants: Tenants) -> None:
    """As if something had been kept and forgotten."""
    if SqlAdStore(tenants.main).version() == "empty":
        with tenants.main.writing() as connection:
            bump(connection, "made")
        SqlCatalogueStore(tenants.main).offer((), None, replace=True)
    for tenant in (CITY, FARM):
        tenants.make(tenant)
