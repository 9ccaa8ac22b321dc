"""An app for each tenant, made when somebody of it first asks; what one app can reach is its tenant's only."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from threading import Lock

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import Refuse, problem_for, refusal_of
from api.wiring import Service
from matcher.access import MAIN, Tenant
from matcher.errors import MatcherError
from models.ad_index import in_a_thread

LOOK_EVERY_SECONDS = 30.0
"""How soon what is left in memory of a tenant that was erased goes too; nobody can ask for it any more by then."""
FAILED_SECONDS = 5.0
"""How long it holds that the app of a tenant can't be made: trying costs more than answering does."""


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    service: Service
    app: ASGIApp


@dataclass(slots=True, eq=False)
class Making:
    """Of one tenant's app: who makes it now, and what kept him from it the last time."""

    turn: Lock = field(default_factory=Lock)
    waiting: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(1))
    """Of its own: those who wait for one tenant take no thread from anybody else."""
    failed: Exception | None = None
    again_at: float = 0.0


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
    refuse: Refuse = problem_for
    """In the form that whoever asks can read."""
    making: dict[Tenant, Making] = field(default_factory=dict)
    turn: Lock = field(default_factory=Lock)
    """Held for moments, by who changes what is made; the making itself holds up its own tenant only."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.clock() >= self.look_again_at:
            self.look_again_at = self.clock() + LOOK_EVERY_SECONDS
            self.beside(self.leave)
        caller = scope.get("state", {}).get("caller")
        tenant = MAIN if caller is None else caller.tenant
        try:
            app = self.app_if_made(tenant)
            if app is None:
                app = await anyio.to_thread.run_sync(self.app_of, tenant, limiter=self._making(tenant).waiting)
        except MatcherError as error:  # its tables or indexes are not there, or can't be reached
            await self.refuse(Request(scope), refusal_of(error))(scope, receive, send)
            return
        await app(scope, receive, send)

    def app_if_made(self, tenant: Tenant) -> ASGIApp | None:
        if tenant == MAIN:
            return self.main.app
        room = self.made.get(tenant)
        return None if room is None else room.app

    def app_of(self, tenant: Tenant) -> ASGIApp:
        """Made at the first time. Raises what the store raises, and ArtefactMismatch; for some seconds the same."""
        making = self._making(tenant)
        with making.turn:
            room = self.made.get(tenant)
            if room is not None:
                return room.app
            if making.failed is not None and self.clock() < making.again_at:
                raise making.failed.with_traceback(None)
            try:
                service = self.load(self.main.service, tenant)
                room = Room(service, self.make(service))
            except Exception as error:
                making.failed, making.again_at = error, self.clock() + FAILED_SECONDS
                raise
            making.failed = None
            with self.turn:
                self.made[tenant] = room
            return room.app

    def _making(self, tenant: Tenant) -> Making:
        with self.turn:
            return self.making.setdefault(tenant, Making())

    def leave(self) -> None:
        """Let go of those who are not there any more; where the store can't say, another time."""
        try:
            there = frozenset(self.there())
        except MatcherError:
            return
        with self.turn:
            for tenant in self.made.keys() - there:
                self.made.pop(tenant).service.store.close()
            for tenant in self.making.keys() - there:
                self.making.pop(tenant)
