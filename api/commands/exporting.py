# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher catalogue export`: the catalogue, or some of it, as a file that others read."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.loading import loading_of
from matcher.errors import UnknownAchievement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from api.settings import Settings
    from matcher.achievements import Achievement
    from matcher.catalogue_store import KeptCourse
    from matcher.concepts import Taxonomy


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Its suffix says the format, if --as does not.")],
    form: Annotated[
        str | None,
        typer.Option("--as", metavar="FORMAT", help="csv, xlsx, parquet, jsonl, or a JSON-LD one such as schema.org."),
    ] = None,
    ids: Annotated[list[str] | None, typer.Option("--id", metavar="ID", help="Only this one; repeatable.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first ones by id.")] = None,
) -> None:
    """Write the catalogue as its providers stated it: docs/tables.md lists the columns."""
    from api.extended import load_extended
    from api.linked import labels_of
    from corpora.courses.exports import Export, format_of, write_export

    name = format_of(file, form)
    settings = loading_of(context).settings()
    stated = [one.stated for one in kept_courses(settings)]
    chosen = _chosen(stated, ids or ())[:limit]
    taxonomy = load_extended(settings.home).taxonomy
    write_export(file, name, Export(chosen, labels_of(taxonomy), tuple(_about(chosen, taxonomy))))
    typer.echo(f"{file}: {len(chosen):,} achievements as {name}")


def kept_courses(settings: Settings) -> Sequence[KeptCourse]:
    """All that is offered, by id. Raises ArtefactMismatch where nothing ever was, and as `require_schema` does."""
    from corpora.store.courses import SqlCatalogueStore
    from corpora.store.schema import require_schema
    from corpora.store.tenants import tenant_database
    from matcher.ad_store import NEVER_USED
    from matcher.errors import ArtefactMismatch

    with closing(tenant_database(settings.home, settings.database_url, settings.own)) as database:
        require_schema(database)
        kept = SqlCatalogueStore(database).kept()
    if kept.version == NEVER_USED:
        raise ArtefactMismatch("the catalogue", "not built yet", "matcher index build")
    return kept.courses


def _chosen(kept: Sequence[Achievement], ids: Sequence[str]) -> Sequence[Achievement]:
    """Those with the ids, in the order of the ids; all where none is given. Raises UnknownAchievement."""
    if not ids:
        return kept
    by_id = {str(one.id): one for one in kept}
    unknown = next((one for one in ids if one not in by_id), None)
    if unknown is not None:
        raise UnknownAchievement(unknown)
    return [by_id[one] for one in dict.fromkeys(ids)]


def _about(chosen: Sequence[Achievement], taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    from importlib.metadata import version

    yield "date", date.today().isoformat()
    yield "source", f"skill-demand-matcher {version('skill-demand-matcher')}, as the providers stated it"
    yield "achievements", str(len(chosen))
    samples = sum(one.sample for one in chosen)
    if samples:
        yield "sample data", f"{samples:,} of them were made up by us"
    for words in taxonomy.attribution:
        yield "licence", words
