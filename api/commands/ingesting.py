# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher ads ingest` and `forget`: ads into the store, and out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.given import Sheet
from api.commands.kept import SHOWN_REJECTS, require_any
from api.commands.loading import Loading, loading_of
from api.commands.running import SOME_REJECTED
from matcher.audit import Action

if TYPE_CHECKING:
    from api.ingesting import Ingestion, Tally
    from corpora.store.ads import SqlAdStore
    from matcher.errors import Rejected

SHOWN_AFTER_SECONDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Some:
    """What of the files is wanted, and how."""

    sheet: str | None = None
    limit: int | None = None
    replace: bool = False
    workers: int | None = None


def ingest(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="JSON Lines, JSON-LD, CSV, XLSX, Parquet, also gzipped, or folders of them."
        ),
    ],
    sheet: Sheet = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that read; each loads the models. One a core if long.")
    ] = None,
) -> None:
    """Read ads and keep them with what they ask for.

    What is known already, or near-identical to a kept ad, is not read again: after an interruption, start the same
    command again. Where an id is known with other contents, the new ad takes its place.
    """
    take(loading_of(context), files, Some(sheet=sheet, workers=workers))


def take(loading: Loading, given: list[Path], some: Some) -> None:
    """Ingest the files. Exits with SOME_REJECTED where some of their rows can't be used."""
    from tqdm import tqdm

    from api.access.tenancy import audited
    from api.ingesting import FileIngestion, Tally, files_in
    from api.keeping import alone
    from api.wiring import open_store, say_on_stderr
    from models.ad_index import KIND

    files, settings, tally, seen = files_in(given), loading.settings(), Tally(), set[str]()
    with (
        audited(settings, Action.ADS_INGESTED) as doing,
        alone(settings.place / KIND, say_on_stderr),
        closing(open_store(settings)) as store,
    ):
        with _ingestion(loading, store, files, some.workers) as ingestion:
            run = FileIngestion(ingestion=ingestion, max_characters=settings.max_ad_characters, refuse=_Told())
            with tqdm(desc="ads", unit="ad", delay=SHOWN_AFTER_SECONDS) as bar:
                for file in files:
                    for ids in run.run(file, tally, sheet=some.sheet, limit=some.limit):
                        bar.update(len(ids))
                        doing.things, doing.left_out = tally.kept, tally.refused > 0
                        seen |= set(ids) if some.replace else set()
            if some.replace:
                require_any([None] * tally.usable, files[0], "ad")
                _forget_others(loading, store, ingestion, seen)
        _tell(tally, store, files)
    if tally.refused:
        raise typer.Exit(SOME_REJECTED)


def forget(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Option("--id", help="An ad by its id; may be given several times.")] = None,
    source: Annotated[str | None, typer.Option(help="All from this source, as `matcher ads show` names it.")] = None,
    older_than: Annotated[
        int | None,
        typer.Option(min=0, metavar="DAYS", help="Posted, or where undated kept, more than so many days ago."),
    ] = None,
) -> None:
    """Take ads out of the store for good, with all that was read in them.

    Those that meet every condition that is given.
    """
    from api.access.tenancy import note_done
    from api.keeping import alone
    from api.wiring import open_store, say_on_stderr
    from matcher.ad_store import Forgetting
    from models.ad_index import KIND

    if not ids and source is None and older_than is None:
        raise typer.BadParameter("say which: --id, --source or --older-than; `matcher ads reset` forgets all")
    settings = loading_of(context).settings()
    before = None if older_than is None else date.today() - timedelta(days=older_than)
    with alone(settings.place / KIND, say_on_stderr), closing(open_store(settings)) as store:
        gone = store.forget(Forgetting(ids=frozenset(ids) if ids else None, source=source, before=before))
        unread = store.counts().unread
    note_done(settings, Action.ADS_FORGOTTEN, gone)
    typer.echo(f"{gone:,} ads are forgotten")
    if unread:
        typer.echo(f"{unread:,} ads are not read yet: run `matcher index build`")


def reset(context: typer.Context) -> None:
    """Forget all ads, and go back to the sample that we ship."""
    from api.access.tenancy import note_done
    from api.keeping import alone
    from api.wiring import ingesting, keep_ads, make_store, say_on_stderr
    from corpora.ads.files import read_sample_ads
    from matcher.ad_store import Forgetting
    from models.ad_index import KIND

    loading = loading_of(context)
    settings = loading.settings()
    with alone(settings.place / KIND, say_on_stderr), closing(make_store(settings)) as store:
        reading = loading.reading()
        gone = store.forget(Forgetting())
        keep_ads(ingesting(store, reading), read_sample_ads(), say_on_stderr)
        kept = store.counts().ads
    note_done(settings, Action.ADS_RESET, gone)
    typer.echo(f"{gone:,} ads are forgotten, {kept:,} sample ads are kept")


class _Told:
    """The first rejects, one by one as they are met; the others are only counted."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, rejected: Rejected) -> None:
        self.count += 1
        if self.count <= SHOWN_REJECTS:
            typer.echo(f"matcher: left out {rejected}", err=True)


@contextmanager
def _ingestion(loading: Loading, store: SqlAdStore, files: Iterable[Path], workers: int | None) -> Iterator[Ingestion]:
    from api.ingesting import Ingestion
    from api.parallel import WORTH_IT_BYTES, cores
    from api.reading_ads import remembering, several
    from api.wiring import ingesting

    is_long = sum(file.stat().st_size for file in files) > WORTH_IT_BYTES
    count = workers or (cores() if is_long and replaced(loading, tenant=None) == Loading() else 1)
    if count == 1:
        yield ingesting(store, remembering(loading.reading()))
        return
    with several(loading.settings(), count) as read:
        yield Ingestion(store=store, read=read)


def _forget_others(loading: Loading, store: SqlAdStore, ingestion: Ingestion, kept: set[str]) -> None:
    from api.wiring import say_on_stderr
    from matcher.ad_store import Forgetting

    store.forget(Forgetting(ids=frozenset(_all_ids(store)) - kept))
    ingestion.read_again(loading.reading().version, say_on_stderr)


def _all_ids(store: SqlAdStore) -> Iterator[str]:
    after = None
    while ads := store.page(after, 1_000):
        yield from (ad.id for ad in ads)
        after = ads[-1].id


def _tell(tally: Tally, store: SqlAdStore, files: list[Path]) -> None:
    from matcher.ad_store import Outcome

    where = files[0].name if len(files) == 1 else f"{len(files):,} files"
    said = {
        Outcome.NEW: "new",
        Outcome.CHANGED: "in place of ads with the same id",
        Outcome.KNOWN: "known",
        Outcome.NEAR_IDENTICAL: "near-identical to another one",
    }
    parts = [f"{tally.taken[outcome]:,} {words}" for outcome, words in said.items()]
    typer.echo(f"{where}: {', '.join(parts)}; {tally.refused:,} left out")
    if tally.refused > SHOWN_REJECTS:
        typer.echo(f"matcher: {tally.refused - SHOWN_REJECTS:,} more than those named were left out", err=True)
    require_any([None] * tally.usable, files[0], "ad")
    typer.echo(f"{store.counts().ads:,} ads are kept")
