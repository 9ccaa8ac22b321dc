# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher setup` and `matcher index build`: make whatever is missing or does not fit."""

import typer

from api.commands.loading import loading_of, with_tenant
from matcher.access import MAIN


def make_group() -> typer.Typer:
    group = typer.Typer(help="The index over concepts, catalogue and ads.", no_args_is_help=True)
    group.callback()(_index)
    group.command("build")(build)
    group.command("retire")(retire)
    return group


def _index() -> None:
    """The index over concepts, catalogue and ads."""


def build(context: typer.Context) -> None:
    """Rebuild whatever is missing, damaged or does not fit."""
    setup(context)


def retire(context: typer.Context) -> None:
    """Forget what only servers of former versions use, once none of them runs."""
    from api.wiring import retire_former

    vectors, readings = retire_former(loading_of(context).settings())
    typer.echo(f"forgot {vectors:,} vectors of ads and {readings:,} readings of courses by other versions")


def setup(context: typer.Context) -> None:
    """Fetch and build everything that is missing, for all tenants where none is named."""
    from api.access.tenancy import opened_tenants
    from api.wiring import build_missing

    settings = loading_of(context).settings()
    build_missing(settings)
    if settings.own == MAIN:
        with opened_tenants(settings) as tenants:
            others = [tenant for tenant in tenants.all() if tenant != MAIN]
        for tenant in others:
            build_missing(with_tenant(settings, tenant))
    typer.echo(f"everything is in place in {settings.home}")
