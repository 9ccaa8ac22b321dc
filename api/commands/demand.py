# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher demand`: what employers ask for, who teaches it, and where nobody does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.given import Json
from api.commands.loading import loading_of
from api.commands.slicing import sliced

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.demand_asking import Portion
    from api.demand_tables import Page
    from api.slicing import SliceIn
    from api.wiring import Service
    from matcher.slices import Slice

ALL = 1_000_000
Grouped = Annotated[str, typer.Option("--by", metavar="skills|areas|families", help="What is counted.")]
OfNature = Annotated[str | None, typer.Option("--nature", metavar="technical|transversal", help="Only such ones.")]
Limit = Annotated[int, typer.Option(min=1, max=ALL, help="How many lines; with --out all of them.")]
OutFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="All lines into a .csv, .xlsx, .parquet or .json.")
]


def make_group() -> typer.Typer:
    group = typer.Typer(help="What employers ask for and who teaches it: docs/demand.md.", no_args_is_help=True)
    for name, command in (("skills", skills), ("unmet", unmet), ("skill", skill), ("what-if", what_if)):
        group.command(name)(command)
    return group


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a list is shown, and how."""

    by: str
    nature: str | None
    limit: int
    out: Path | None
    as_json: bool


@sliced
def skills(
    context: typer.Context,
    *,
    asked: SliceIn,
    by: Grouped = "skills",
    nature: OfNature = None,
    limit: Limit = 20,
    out: OutFile = None,
    as_json: Json = False,
) -> None:
    """What the ads of a slice ask for, most asked first; small samples last."""
    from api.demand_asking import demand_page

    _show(context, demand_page, asked, Shown(by, nature, limit, out, as_json))


@sliced
def unmet(
    context: typer.Context,
    *,
    asked: SliceIn,
    by: Grouped = "areas",
    nature: OfNature = None,
    limit: Limit = 20,
    out: OutFile = None,
    as_json: Json = False,
) -> None:
    """Beside the courses of the catalogue: what is asked for most and taught least first, with all parts."""
    from api.demand_asking import unmet_page

    _show(context, unmet_page, asked, Shown(by, nature, limit, out, as_json))


@sliced
def skill(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="SKILL", help="A skill or a family: its name, URI or id.")],
    *,
    asked: SliceIn,
    as_json: Json = False,
) -> None:
    """All about one: demand, courses, what goes with it, employers, sentences."""
    from api.commands.advice_text import terminal_width
    from api.commands.demand_text import market_text
    from api.demand_asking import named_skill, skill_market
    from api.slicing import slice_of

    service = loading_of(context).service()
    answer = skill_market(service, named_skill(service, name), slice_of(asked, service.pipeline.finder))
    typer.echo(answer.model_dump_json(indent=2) if as_json else market_text(answer, terminal_width()))


@sliced
def what_if(
    context: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT|-", help="Text, PDF, DOCX, HTML, or one course as JSON.")],
    *,
    asked: SliceIn,
    as_json: Json = False,
) -> None:
    """What a draft course would add: whose demand it serves, beside whom, what one more outcome would add."""
    from api.commands.advice_text import terminal_width
    from api.commands.demand_text import what_if_text
    from api.commands.given import read_file
    from api.demand_asking import what_if as ask
    from api.drafting import draft_in_json, draft_of_text
    from api.slicing import slice_of
    from corpora.documents.reading import read_document

    loading = loading_of(context)
    most = loading.settings().max_ad_characters
    name, data = read_file(draft)
    if data.lstrip()[:1] in {b"{", b"["}:
        course = draft_in_json(name, data, most)
    else:
        course = draft_of_text(read_document(name, data, max_characters=most).text, most)
    service = loading.service()
    answer = ask(service, course, slice_of(asked, service.pipeline.finder))
    typer.echo(answer.model_dump_json(indent=2) if as_json else what_if_text(answer, terminal_width()))


def _show(context: typer.Context, ask: Callable[[Service, Slice, Portion], Page], asked: SliceIn, shown: Shown) -> None:
    from api.commands.advice_text import terminal_width
    from api.commands.demand_text import page_text
    from api.demand_tables import require_writer, write_table
    from api.slicing import slice_of

    portion = _portion(shown)
    if shown.out is not None:
        require_writer(shown.out)
    service = loading_of(context).service()
    page = ask(service, slice_of(asked, service.pipeline.finder), portion)
    if shown.out is not None:
        write_table(shown.out, page)
        typer.echo(f"{shown.out}: {len(page.lines):,} lines")
    else:
        typer.echo(page.model_dump_json(indent=2) if shown.as_json else page_text(page, terminal_width()))


def _portion(shown: Shown) -> Portion:
    from api.demand_asking import By, Portion
    from matcher.natures import Nature

    try:
        nature = Nature(shown.nature) if shown.nature else None
        return Portion(by=By(shown.by), nature=nature, limit=ALL if shown.out else shown.limit)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
