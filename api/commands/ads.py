# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher ads`: the ads in the store, and which of them are like another one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import ingesting
from api.commands.given import Json, Sheet, read_given
from api.commands.loading import loading_of

if TYPE_CHECKING:
    from matcher.ads import JobAd


def make_group() -> typer.Typer:
    group = typer.Typer(help="The job ads in the store.", no_args_is_help=True)
    group.command("ingest")(ingesting.ingest)
    for name, command in (("add", add), ("similar", similar), ("show", show), ("list", list_ads)):
        group.command(name)(command)
    group.command("forget")(ingesting.forget)
    group.command("reset")(ingesting.reset)
    return group


def add(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX, Parquet, JSON Lines or JSON-LD.")],
    sheet: Sheet = None,
    replace: Annotated[bool, typer.Option("--replace", help="Instead of the ads kept so far.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first ones of the file.")] = None,
) -> None:
    """Like `ingest` of one file, or of some of it."""
    loading = loading_of(context)
    ingesting.take(loading, [file], ingesting.Some(sheet=sheet, limit=limit, replace=replace, workers=1))


def similar(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="FILE|-", help="The ad to compare with.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title; alone it does instead of an ad.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many ads.")] = 10,
    as_json: Json = False,
) -> None:
    """Ads like a given one, the most alike first."""
    from api.rendering import similar_ad, versions_out
    from api.schemas import SimilarAdsOut

    if file is None and title is None:
        raise typer.BadParameter("give an ad, a --title, or both")
    loading = loading_of(context)
    most = loading.settings().max_ad_characters
    document, _ = read_given(file, most) if file is not None else (None, ())
    text = document.text if document else ""
    service = loading.service()
    named = title if title is not None or document is None else document.title
    found = service.pipeline.similar_ads(title=named, text=text, limit=limit)
    response = SimilarAdsOut(
        versions=versions_out(service),
        attribution=list(service.pipeline.taxonomy.attribution),
        items=[similar_ad(one) for one in found],
    )
    if as_json:
        typer.echo(response.model_dump_json())
        return
    for item in response.items:
        known = ", ".join(part for part in (item.organisation, item.location, item.date_posted) if part)
        sample = "  [sample data]" if item.sample else ""
        typer.echo(f"{item.similarity:5.2f}  {item.title or 'without a title'}  ({known or item.id}){sample}")


def show(context: typer.Context) -> None:
    """How many ads are kept, from when, and from where."""
    from api.wiring import open_store

    with closing(open_store(loading_of(context).settings())) as store:
        counts, version, name = store.counts(), store.version(), store.database.name
    dates = f", {counts.first} to {counts.last}" if counts.dated else ""
    for number, what in (
        (counts.ads, "ads"),
        (counts.near_identical, "of them near-identical to another one"),
        (counts.unread, "not read yet; `matcher index build` reads them"),
        (counts.sample, "sample data"),
        (counts.dated, f"dated{dates}"),
    ):
        typer.echo(f"{number:>9,}  {what}")
    for source, number in counts.sources.items():
        typer.echo(f"{number:>9,}  from {source or 'no stated source'}")
    typer.echo(f"in {name}, version {version}")


def list_ads(
    context: typer.Context,
    after: Annotated[str | None, typer.Option(metavar="ID", help="Only those whose id comes later.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many ads.")] = 100,
) -> None:
    """Ids and titles, by id."""
    from api.wiring import open_store

    with closing(open_store(loading_of(context).settings())) as store:
        page = store.page(after, limit)
    for ad in page:
        typer.echo(f"{ad.id}\t{_about(ad)}")


def _about(ad: JobAd) -> str:
    posted = ad.date_posted.isoformat() if ad.date_posted else None
    return ", ".join(part for part in (ad.title, ad.organisation, ad.location, posted) if part)
