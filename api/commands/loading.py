# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""How commands come by the settings and by what is built; whoever has it loaded already hands it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from api.settings import Settings
    from api.wiring import Reading, Service


def _read_settings() -> Settings:
    from api.settings import read_settings

    return read_settings()


def _load_reading(settings: Settings) -> Reading:
    from api.wiring import load_reading

    return load_reading(settings)


def _load_service(settings: Settings) -> Service:
    from api.wiring import load_service

    return load_service(settings)


def _ready_service(settings: Settings) -> Service:
    from api.wiring import ready_service

    return ready_service(settings)


@dataclass(frozen=True, slots=True)
class Loading:
    read_settings: Callable[[], Settings] = _read_settings
    load_reading: Callable[[Settings], Reading] = _load_reading
    load_service: Callable[[Settings], Service] = _load_service
    make_ready: Callable[[Settings], Service] = _ready_service
    tenant: str | None = None
    """As the command line names it; None where the settings say."""

    def settings(self) -> Settings:
        """Raises UnknownTenant for the name of none that is there, so that a slip of the pen makes no new one."""
        found = self.read_settings()
        if self.tenant is not None:
            found = with_tenant(found, self.tenant)
        _require_tenant(found)
        return found

    def installation(self) -> Settings:
        """Of the installation itself, for commands that are about all tenants."""
        from matcher.access import MAIN

        return with_tenant(self.read_settings(), MAIN)

    def reading(self) -> Reading:
        """What reads text, without catalogue and ads. Raises ArtefactMismatch."""
        return self.load_reading(self.settings())

    def service(self) -> Service:
        """Everything. Raises ArtefactMismatch."""
        return self.load_service(self.settings())

    def ready_service(self) -> Service:
        """Everything; what is missing or does not fit is built first, with progress."""
        return self.make_ready(self.settings())


def with_tenant(settings: Settings, name: str) -> Settings:
    """Raises InvalidInput."""
    from matcher.access import tenant_named

    return settings.model_copy(update={"tenant": str(tenant_named(name))})


def _require_tenant(settings: Settings) -> None:
    from matcher.access import MAIN

    if settings.own == MAIN:
        return
    from api.access.tenancy import opened_tenants

    with opened_tenants(settings) as tenants:
        tenants.require(settings.own)


def loading_of(context: typer.Context) -> Loading:
    found = context.find_object(Loading)
    return found if found is not None else Loading()
