# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher ads`: the indexed job ads, and which of them are like another one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.given import Json, Sheet, read_given
from api.commands.loading import loading_of
from api.commands.running import SOME_REJECTED
from matcher.errors import ArtefactMismatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.ads import JobAd


def make_group() -> typer.Typer:
    group = typer.Typer(help="The indexed job ads.", no_args_is_help=True)
    for name, command in (("add", add), ("similar", similar), ("show", show), ("reset", reset)):
        group.command(name)(command)
    return group


def add(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX, Parquet, JSON Lines or JSON-LD.")],
    sheet: Sheet = None,
    replace: Annotated[bool, typer.Option("--replace", help="Instead of the ads indexed so far.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first ones of the file.")] = None,
) -> None:
    """Read and index the ads of a file; where an id is known already, the new ad takes its place."""
    from api.commands.kept import joined, require_any, split, tell_rejected
    from api.keeping import alone, imported_ads
    from api.wiring import say_on_stderr
    from corpora.ads.files import read_ads
    from models.ad_index import KIND

    settings = loading_of(context).settings()
    new, rejected = split(read_ads(file, max_characters=settings.max_ad_characters, sheet=sheet), limit)
    typer.echo(f"{file.name}: {len(new):,} kept, {len(rejected):,} left out")
    tell_rejected(rejected)
    require_any(new, file, "ad")
    with alone(settings.home / KIND, say_on_stderr):
        present = () if replace else imported_ads(settings.home) or ()
        whole, replaced = joined(present, new)
        if replaced:
            typer.echo(f"{replaced:,} take the place of ads with the same id")
        _rebuild(context, whole)
    if rejected:
        raise typer.Exit(SOME_REJECTED)


def similar(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="FILE|-", help="The ad to compare with.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title; alone it does instead of an ad.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many ads.")] = 10,
    as_json: Json = False,
) -> None:
    """Indexed ads like a given one, the most alike first."""
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
    """How many ads are indexed, and from when."""
    from models.ad_index import KIND, REBUILD, kept_ads

    ads = kept_ads(loading_of(context).settings().home)
    if ads is None:
        raise ArtefactMismatch(KIND, "not built yet", REBUILD)
    dates = sorted(ad.date_posted for ad in ads if ad.date_posted)
    typer.echo(f"{len(ads):>8,}  ads")
    typer.echo(f"{sum(ad.sample for ad in ads):>8,}  sample data")
    typer.echo(f"{len(dates):>8,}  dated" + (f", {dates[0]} to {dates[-1]}" if dates else ""))


def reset(context: typer.Context) -> None:
    """Go back to the sample ads that we ship."""
    from api.keeping import alone
    from api.wiring import say_on_stderr
    from corpora.ads.files import read_sample_ads
    from models.ad_index import KIND

    with alone(loading_of(context).settings().home / KIND, say_on_stderr):
        _rebuild(context, read_sample_ads())


def _rebuild(context: typer.Context, ads: Sequence[JobAd]) -> None:
    from api.wiring import build_ads, say_on_stderr

    loading = loading_of(context)
    build_ads(loading.settings(), loading.reading(), ads, say_on_stderr)
    typer.echo(f"{len(ads):,} ads are indexed")
