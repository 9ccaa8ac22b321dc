# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""Bulk runs as commands start them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from api.commands.given import path_or_standard

if TYPE_CHECKING:
    from api.items import Answer
    from api.settings import Settings

SOME_REJECTED = 4


def run_bulk(
    source: str | None,
    target: str | None,
    settings: Settings,
    load: Callable[[], Answer],
    *,
    resume: bool,
    answers: str,
    needs_letters: bool = False,
) -> None:
    """Exits with SOME_REJECTED where some input could not be used; raises what Bulk and `load` do."""
    from api.bulk import Bulk

    if source is None or target is None:
        raise typer.BadParameter("give something to read, or --in and --out together")
    bulk = Bulk(
        source=path_or_standard(source),
        target=path_or_standard(target),
        resume=resume,
        max_characters=settings.max_ad_characters,
        needs_letters=needs_letters,
        answers=answers,
    )
    bulk.check()
    tally = bulk.run(load())
    if tally.rejected:
        typer.echo(f"matcher: {tally.rejected:,} input lines left out, {tally.answered:,} answered", err=True)
        raise typer.Exit(SOME_REJECTED)
