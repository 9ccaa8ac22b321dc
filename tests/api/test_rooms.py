"""The app of a tenant is made once; one that can't be made holds up nobody else, and isn't tried at each request."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from starlette.types import Receive, Scope, Send

from api.access.rooms import FAILED_SECONDS, Room, Rooms
from api.wiring import Service
from matcher.access import Tenant
from matcher.errors import MatcherError, StoreGone

CITY, FARM = Tenant("city"), Tenant("farm")
PATIENCE_SECONDS = 60
SERVICE = cast(Service, object())
"""Nobody looks into it here."""


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Nobody asks it."""


@dataclass(slots=True)
class Loading:
    """It fails for as long as it is told to, and counts."""

    fails: bool = True
    tried: list[Tenant] = field(default_factory=list)
    held: Callable[[Tenant], object] = lambda _: None
    now: float = 100.0

    def __call__(self, _: Service, tenant: Tenant) -> Service:
        self.tried.append(tenant)
        self.held(tenant)
        if self.fails and tenant == CITY:
            raise StoreGone("/somewhere/store.db")
        return SERVICE

    def clock(self) -> float:
        return self.now


def rooms_of(loading: Loading) -> Rooms:
    def make(_: Service) -> Any:  # noqa: ANN401 - an app
        return app

    return Rooms(main=Room(SERVICE, app), make=make, load=loading, there=lambda: (CITY, FARM), clock=loading.clock)


def test_a_tenant_that_can_t_be_loaded_is_tried_again_after_some_seconds_and_not_before() -> None:
    loading = Loading()
    rooms = rooms_of(loading)
    for _ in range(3):
        with pytest.raises(MatcherError, match="is not there any more"):
            rooms.app_of(CITY)
    assert loading.tried == [CITY]
    loading.now += FAILED_SECONDS
    loading.fails = False
    assert (rooms.app_of(CITY), rooms.app_of(CITY), loading.tried) == (app, app, [CITY, CITY])


def test_who_is_being_loaded_holds_up_no_other_tenant() -> None:
    began, go_on = threading.Event(), threading.Event()

    def held(tenant: Tenant) -> None:
        if tenant == CITY:
            began.set()
            assert go_on.wait(PATIENCE_SECONDS)

    loading = Loading(fails=False, held=held)
    rooms = rooms_of(loading)
    slow = threading.Thread(target=rooms.app_of, args=[CITY])
    slow.start()
    assert began.wait(PATIENCE_SECONDS)
    assert (rooms.app_of(FARM), rooms.app_if_made(CITY)) == (app, None)
    go_on.set()
    slow.join()
    assert (rooms.app_if_made(CITY), loading.tried) == (app, [CITY, FARM])
