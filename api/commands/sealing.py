# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher seal rotate`: a new key for what travels in the forms of pages."""

from contextlib import closing

import typer

from api.commands.loading import loading_of
from matcher.errors import InvalidInput


def make_group() -> typer.Typer:
    group = typer.Typer(help="The key that seals what travels in the forms of pages.", no_args_is_help=True)
    group.callback()(_seal)
    group.command("rotate")(rotate)
    return group


def _seal() -> None:
    """The key that seals what travels in the forms of pages."""


def rotate(context: typer.Context) -> None:
    """Seal with a new key from now on; pages that are open can be sent for another day."""
    from api.wiring import open_store
    from corpora.store.seal_keys import SealKeys

    settings = loading_of(context).settings()
    if settings.seal_key is not None:
        raise InvalidInput("seal_key", "is set (MATCHER_SEAL_KEY) and wins over the store's: set another one instead")
    with closing(open_store(settings)) as store:
        SealKeys(store.database).rotate()
        typer.echo(f"a new key seals from now on; servers of {store.database.name} take it up within seconds")
