# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher roles`: the occupations that a role name resembles, or the skills that it is likely to demand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.given import In, Json, Out, Resume
from api.commands.loading import loading_of
from api.commands.running import run_bulk

if TYPE_CHECKING:
    from api.commands.loading import Loading
    from api.items import Answer
    from api.wiring import Reading


def roles(
    context: typer.Context,
    *,
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="A role name or job title.")] = None,
    source: In = None,
    target: Out = None,
    top: Annotated[int, typer.Option("--top", "--limit", min=1, max=20_000, help="How many.")] = 10,
    skills: Annotated[
        bool, typer.Option("--skills", help="Rank the skills of the likeliest occupation, not occupations.")
    ] = False,
    resume: Resume = False,
    as_json: Json = False,
) -> None:
    """Occupations that a role name resembles; with --skills, what it is likely to demand.

    Best first; bulk answers hold ESCO occupations, or skills, only."""
    loading = loading_of(context)
    if query is not None:
        if source or target or resume:
            raise typer.BadParameter("give either QUERY, or --in and --out")
        (_skills if skills else _occupations)(loading, query, top, as_json=as_json)
        return

    def answer() -> Answer:
        reading = loading.reading()
        return _skill_ranker(reading, top) if skills else _occupation_ranker(reading, top)

    run_bulk(source, target, loading.settings(), answer, resume=resume, answers="ranked")


def _occupation_ranker(reading: Reading, top: int) -> Answer:
    from api.wiring import finder
    from matcher.concepts import Vocabulary

    find = finder(reading)
    return lambda items: (
        {"ranked": [match.occupation for match in found]}
        for found in find.rank([item.text for item in items], top, Vocabulary.ESCO)
    )


def _skill_ranker(reading: Reading, top: int) -> Answer:
    from api.searching import required
    from api.wiring import finder, role_ranker
    from matcher.role_demands import ranked_skills

    find, ranker = finder(reading), required(role_ranker(reading))
    return lambda items: (
        {"ranked": list(ranked_skills(item.text, find, reading.linker, ranker).ranked[:top])} for item in items
    )


def _occupations(loading: Loading, query: str, top: int, *, as_json: bool) -> None:
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


def _skills(loading: Loading, query: str, top: int, *, as_json: bool) -> None:
    from api.rendering import likely_skills_out, versions_out
    from api.schemas import LikelySkillPage
    from api.searching import search_likely_skills

    service = loading.service()
    page = LikelySkillPage(
        versions=versions_out(service),
        attribution=list(service.pipeline.taxonomy.attribution),
        items=likely_skills_out(search_likely_skills(service.pipeline, query, top)),
    )
    if as_json:
        typer.echo(page.model_dump_json())
        return
    for item in page.items:
        sure = f"{item.confidence:5.2f}" if item.confidence is not None else "    -"
        typer.echo(f"{sure}  {item.label}  {item.uri}")
