"""An app for each tenant, made when somebody of it first asks; what one app can reach is its tenant's only."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from threading import Lock

import anyio.to_thread
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import problem, refusal_of
from api.wiring import Service
from matcher.access import MAIN, Tenant
from matcher.errors import MatcherError
from models.ad_index import in_a_thread

LOOK_EVERY_SECONDS = 30.0
"""How soon what is left in memory of a tenant that was erased goes too; nobody can ask for it any more by then."""


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    service: Service
    app: ASGIApp


@dataclass(slots=True, kw_only=True, eq=False)
class Rooms:
    """An ASGI app: it hands on to that of the tenant whose key the `Doorman` found, else to the installation's."""

    main: Room
    make: Callable[[Service], ASGIApp]
    load: Callable[[Service, Tenant], Service]
    """The service of a tenant, which shares the reading parts of the first one."""
    there: Callable[[], Collection[Tenant]]
    """Tenants that were not erased."""
    clock: Callable[[], float] = time.monotonic
    beside: Callable[[Callable[[], None]], None] = in_a_thread
    """Where it is looked who is still there: nobody waits for it."""
    made: dict[Tenant, Room] = field(default_factory=dict)
    look_again_at: float = 0.0
    turn: Lock = field(default_factory=Lock)
    """Held by who makes one; whose app is made already does not wait."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.clock() >= self.look_again_at:
            self.look_again_at = self.clock() + LOOK_EVERY_SECONDS
            self.beside(self.leave)
        caller = scope.get("state", {}).get("caller")
        tenant = MAIN if caller is None else caller.tenant
        try:
            app = self.app_if_made(tenant)
            if app is None:
                app = await anyio.to_thread.run_sync(self.app_of, tenant)
        except MatcherError as error:  # its tables or indexes are not there, or can't be reached
            refused: Response = problem(refusal_of(error))
            await refused(scope, receive, send)
            return
        await app(scope, receive, send)

    def app_if_made(self, tenant: Tenant) -> ASGIApp | None:
        if tenant == MAIN:
            return self.main.app
        room = self.made.get(tenant)
        return None if room is None else room.app

    def app_of(self, tenant: Tenant) -> ASGIApp:
        """Made at the first time. Raises what the store raises, and ArtefactMismatch."""
        with self.turn:
            room = self.made.get(tenant)
            if room is None:
                service = self.load(self.main.service, tenant)
                room = self.made[tenant] = Room(service, self.make(service))
            return room.app

    def leave(self) -> None:
        """Let go of those who are not there any more; where the store can't say, another time."""
        try:
            there = frozenset(self.there())
        except MatcherError:
            return
        with self.turn:
            for tenant in self.made.keys() - there:
                self.made.pop(tenant).service.store.close()
