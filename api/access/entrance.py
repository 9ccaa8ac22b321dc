"""make_entrance(service, app, ...): who stands at the door, and the rooms behind it; whatever else goes in between."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.types import ASGIApp

from api.access.doorman import Doorman
from api.access.keyring import Keyring
from api.access.loopback import is_loopback
from api.access.noting import noting
from api.access.rooms import Room, Rooms
from api.access.tenancy import CACHES
from api.access.tenant_service import tenant_service
from api.errors import Refuse
from api.wiring import Service
from corpora.store.audit import AuditLog
from corpora.store.keys import Keys
from corpora.store.tenants import Tenants


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    rooms: ASGIApp
    """The innermost: the apps of all tenants."""
    door: Callable[[ASGIApp], ASGIApp]
    """What stands before all that wants to know the caller, such as rates by key."""


def make_entrance(
    service: Service, app: FastAPI, make: Callable[[Service], ASGIApp], host: str, say: Callable[[str], None]
) -> Entrance:
    """`service`, `app`: the installation's own. `make`: the app of another tenant's. `host`: where it listens."""
    main, settings = service.store.database, service.settings
    tenants = Tenants(main=main, home=settings.home, url=settings.database_url, caches=CACHES)
    refuse: Refuse = app.state.turn_away
    keyring, note = Keyring(keys=Keys(main)), noting(AuditLog(main), say)

    def door(inner: ASGIApp) -> ASGIApp:
        return Doorman(app=inner, keyring=keyring, note=note, open_without_keys=is_loopback(host), refuse=refuse)

    rooms = Rooms(main=Room(service, app), make=make, load=tenant_service, there=tenants.all, refuse=refuse)
    return Entrance(rooms=rooms, door=door)
