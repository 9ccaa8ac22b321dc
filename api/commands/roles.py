# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher roles`: the occupations that a role name or job title resembles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.given import In, Json, Out, Resume
from api.commands.loading import loading_of
from api.commands.running import run_bulk

if TYPE_CHECKING:
    from api.bulk import Answer
    from api.commands.loading import Loading


def roles(
    context: typer.Context,
    *,
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="A role name or job title.")] = None,
    source: In = None,
    target: Out = None,
    top: Annotated[int, typer.Option(min=1, max=1_000, help="How many occupations.")] = 10,
    resume: Resume = False,
    as_json: Json = False,
) -> None:
    """Occupations that a role name resembles.

    Best first; bulk answers hold ESCO occupations only."""
    loading = loading_of(context)
    if query is not None:
        if source or target or resume:
            raise typer.BadParameter("give either QUERY, or --in and --out")
        _one(loading, query, top, as_json=as_json)
        return

    def answer() -> Answer:
        from api.wiring import finder
        from matcher.concepts import Vocabulary

        find = finder(loading.reading())
        return lambda items: (
            {"ranked": [match.occupation for match in found]}
            for found in find.rank([item.text for item in items], top, Vocabulary.ESCO)
        )

    run_bulk(source, target, loading.settings(), answer, resume=resume, answers="ranked")


def _one(loading: Loading, query: str, top: int, *, as_json: bool) -> None:
    from api.rendering import role_match, versions_out
    from api.schemas import RolePage
    from api.searching import search_roles

    service = loading.service()
    found = search_roles(service.pipeline, query, top)
    page = RolePage(
        versions=versions_out(service),
        attribution=list(service.pipeline.taxonomy.attribution),
        items=[role_match(match) for match in found],
        next_cursor=None,
    )
    if as_json:
        typer.echo(page.model_dump_json())
        return
    for item in page.items:
        typer.echo(f"{item.similarity:5.2f}  {item.vocabulary:5}  {item.label}  {item.uri}")
