# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher keys`: who may ask a server, and for what."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.loading import loading_of
from matcher.access import Scope, tenant_named

if TYPE_CHECKING:
    from datetime import datetime

    from matcher.access import ApiKey

MOST_DAYS = 3_650
Named = Annotated[str | None, typer.Option(metavar="NAME", help="Only those of this tenant.")]


def make_group() -> typer.Typer:
    group = typer.Typer(help="Keys: who may ask a server, and for what.", no_args_is_help=True)
    for name, command in (("add", add), ("list", list_), ("revoke", revoke)):
        group.command(name)(command)
    return group


def add(
    context: typer.Context,
    *,
    name: Annotated[str, typer.Option(help="Whose key it is, or what for.")],
    scope: Annotated[list[Scope], typer.Option(help="What it is for; may be given several times.")],
    tenant: Annotated[str | None, typer.Option(metavar="NAME", help="[default: as set, main]")] = None,
    days: Annotated[int | None, typer.Option(min=1, max=MOST_DAYS, help="After which it expires.")] = None,
) -> None:
    """Make a key and show it, this once.

    The first key of a tenant other than main makes its store. From the first key on a server answers nobody without
    one.
    """
    from api.access.tenancy import opened_tenants
    from corpora.store.keys import Keys, NewKey

    loading = loading_of(context)
    settings = loading.installation()
    own = tenant_named(tenant or loading.tenant or loading.read_settings().tenant)
    with opened_tenants(settings) as tenants:
        keys = Keys(tenants.main)
        expires = None if days is None else keys.now() + timedelta(days=days)
        new = NewKey(tenant=own, name=name, scopes=frozenset(scope), expires=expires)
        keys.require_allowed(new)
        tenants.make(own)
        key, whole = keys.make(new)
    until = "until it is revoked" if key.expires is None else f"until {key.expires:%Y-%m-%d %H:%M} UTC"
    typer.echo(whole)
    typer.echo(f"matcher: key {key.id} of tenant {own}, {until}: keep it now, it is not shown again", err=True)


def list_(context: typer.Context, tenant: Named = None) -> None:
    """Every key, without what is secret of it: id, tenant, scopes, state, last day of use, name; a tab between them."""
    from api.access.tenancy import opened_tenants
    from corpora.store.keys import Keys

    loading = loading_of(context)
    named = tenant or loading.tenant
    with opened_tenants(loading.installation()) as tenants:
        keys = Keys(tenants.main)
        for key in keys.all(None if named is None else tenant_named(named)):
            typer.echo("\t".join(_row(key, keys.now())))


def revoke(context: typer.Context, key_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Take a key back, for good; running servers let it in no more within seconds."""
    from api.access.tenancy import opened_tenants
    from corpora.store.keys import Keys

    with opened_tenants(loading_of(context).installation()) as tenants:
        keys = Keys(tenants.main)
        key = keys.revoke(key_id)
        left = sum(one.is_active(keys.now()) for one in keys.all())
    typer.echo(f"key {key.id} of tenant {key.tenant} is revoked")
    if not left:
        typer.echo("matcher: no key is active now: servers answer nobody until there is a new one", err=True)


def _row(key: ApiKey, now: datetime) -> tuple[str, ...]:
    used = f"last used {key.last_used}" if key.last_used else "never used"
    scopes = ",".join(scope.value for scope in Scope if scope in key.scopes)
    return key.id, key.tenant, scopes, _state(key, now), used, key.name


def _state(key: ApiKey, now: datetime) -> str:
    if key.revoked is not None:
        return f"revoked {key.revoked:%Y-%m-%d}"
    if key.expires is None:
        return "active"
    return f"{'active until' if now < key.expires else 'expired'} {key.expires:%Y-%m-%d}"
