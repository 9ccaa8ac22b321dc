# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher extract --engine`: what ads in many Parquet shards ask, read by many workers."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

import typer

from api.commands.running import SOME_REJECTED
from matcher.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tqdm import tqdm

    from api.settings import Settings
    from api.shards.engine import Engine
    from api.shards.run import Tally
    from api.shards.work import Broken, Outcome, Refused, Work
    from corpora.shards.folders import Folder, Shard

BROKEN = 1


class EngineName(StrEnum):
    EMBEDDED = "embedded"
    RAY = "ray"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    engine: EngineName | None
    resume: bool
    workers: int | None
    address: str | None
    min_confidence: float | None


def extract_shards(settings: Settings, source: str | None, target: str | None, asked: Asked) -> None:
    """Exits with SOME_REJECTED where something of the input was left out, with BROKEN where shards were lost."""
    from api.shards.loading import load_reader
    from api.shards.work import Work
    from corpora.shards.folders import folder_of, shards_of

    if asked.address is not None and asked.engine is not EngineName.RAY:
        raise typer.BadParameter("--address is for --engine ray")
    if source is None or target is None:
        raise typer.BadParameter("--engine needs --in and --out")
    folder, shards = shards_of(source)
    out = folder_of(target, "out")
    with _ours(folder, out, shards, resume=asked.resume):
        work = Work(
            source=folder,
            target=out,
            load=partial(load_reader, settings.model_copy(update={"database_url": None}), asked.min_confidence),
            min_confidence=asked.min_confidence,
            max_characters=settings.max_ad_characters,
        )
        tally = _run(work, shards, asked)
    _tell(tally)


@contextmanager
def _ours(source: Folder, target: Folder, shards: Sequence[Shard], *, resume: bool) -> Iterator[None]:
    """Nobody else on this machine writes the folder meanwhile. Raises InvalidInput where it can't be used."""
    from corpora.artefacts import unless_changing
    from corpora.shards.answers import kept_in
    from corpora.shards.folders import remove_drafts

    if source.files == target.files and f"{target.path}/".startswith(f"{source.path}/"):
        raise InvalidInput("out", "is the folder that is read, or within it")
    with ExitStack() as held:
        if target.here is not None and not held.enter_context(unless_changing(target.here)):
            raise InvalidInput("out", f"{target.path} is being written by another run; let it finish")
        if not resume and any(kept_in(target, shard.name) is not None for shard in shards):
            raise InvalidInput("out", f"{target.path} holds answers; pass --resume to go on with them, or remove them")
        remove_drafts(target)
        try:
            yield
        finally:
            remove_drafts(target)


def _run(work: Work, shards: Sequence[Shard], asked: Asked) -> Tally:
    from tqdm import tqdm

    from api.shards.run import run

    with tqdm(total=len(shards), desc="shards", unit="shard") as bar, _begun(work, len(shards), asked) as engine:
        return run(engine, shards, partial(_show, bar))


def _begun(work: Work, shards: int, asked: Asked) -> AbstractContextManager[Engine]:
    if asked.engine is EngineName.RAY:
        from api.shards.on_ray import ray_engine

        return ray_engine(work, asked.workers, asked.address)
    from api.parallel import cores
    from api.shards.embedded import embedded_engine

    return embedded_engine(work, min(asked.workers or cores(), shards))


def _show(bar: tqdm[Any], outcome: Outcome) -> None:
    """How far it is, and what went wrong on the way."""
    from api.shards.work import Broken, Finished

    if isinstance(outcome, Broken):
        bar.write(f"matcher: {outcome.shard.name} was not read: {outcome.reason}", sys.stderr)
    elif isinstance(outcome, Finished):
        bar.set_postfix_str(f"last: {outcome.shard.name}, {outcome.answered:,} ads")
        bar.update(1)


def _tell(tally: Tally) -> None:
    before = f", {tally.passed_over:,} of them by a run before" if tally.passed_over else ""
    again = f"; {tally.tried_again:,} attempts were repeated" if tally.tried_again else ""
    typer.echo(
        f"matcher: {tally.shards:,} shards are read{before}: {tally.answered:,} ads, "
        f"{tally.rejected:,} row{'' if tally.rejected == 1 else 's'} left out{again}",
        err=True,
    )
    left_out: list[Refused | Broken] = [*tally.refused, *tally.lost]
    for one in left_out:
        typer.echo(f"matcher: left out {one.shard.name}: {one.reason}", err=True)
    if tally.lost:
        typer.echo(
            f"matcher: {len(tally.lost):,} shards were lost; the same command with --resume tries them again", err=True
        )
        raise typer.Exit(BROKEN)
    if tally.refused or tally.rejected:
        raise typer.Exit(SOME_REJECTED)
