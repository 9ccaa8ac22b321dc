# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher audit`: what was done to what is kept, by whom."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.loading import loading_of
from matcher.access import tenant_named

MOST = 100_000


def audit(
    context: typer.Context,
    tenant: Annotated[str | None, typer.Option(metavar="NAME", help="Only what was done to this tenant's.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many, the last ones first.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Who put in, took out, exported, erased, and made and revoked keys; the last first.

    It holds no text of ads, courses or people.
    """
    from api.access.tenancy import opened_tenants
    from corpora.store.audit import AuditLog
    from corpora.store.exporting import audit_line

    loading = loading_of(context)
    named = tenant or loading.tenant
    with opened_tenants(loading.installation()) as tenants:
        found = AuditLog(tenants.main).entries(None if named is None else tenant_named(named), None, limit)
    for entry in found:
        if as_json:
            typer.echo(audit_line(entry).decode())
            continue
        deed = entry.deed
        who = f"key {deed.key}" if deed.key else "no key"
        said = (f"{entry.when:%Y-%m-%d %H:%M:%S}", deed.tenant, who, deed.action, f"{deed.things:,}", deed.result)
        typer.echo("\t".join(said))
