# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher demand`: what employers ask for, who teaches it, and where nobody does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from api.commands.dossier import dossier
from api.commands.drafting import draft_course
from api.commands.given import Json
from api.commands.loading import loading_of
from api.commands.slicing import sliced

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.demand_asking import Portion
    from api.demand_tables import Page
    from api.slicing import SliceIn
    from api.wiring import Service
    from matcher.periods import Grain
    from matcher.slices import Slice

ALL = 1_000_000
Choice = TypeVar("Choice", bound=StrEnum)
Grouped = Annotated[str, typer.Option("--by", metavar="skills|areas|families", help="What is counted.")]
OfNature = Annotated[str | None, typer.Option("--nature", metavar="technical|transversal", help="Only such ones.")]
Limit = Annotated[int, typer.Option(min=1, max=ALL, help="How many lines; with --out all of them.")]
Periods = Annotated[str, typer.Option("--grain", metavar="month|quarter|half-year|year", help="How long a period is.")]
Ways = Annotated[bool, typer.Option("--ways-of-working", help="Also how somebody works or is minded.")]
PlotFile = Annotated[Path | None, typer.Option("--plot", metavar="FILE", help="The same as a plot: .svg or .png.")]
OutFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="All lines into a .csv, .xlsx, .parquet or .json.")
]


def make_group() -> typer.Typer:
    group = typer.Typer(help="What employers ask for and who teaches it: docs/demand.md.", no_args_is_help=True)
    for name, command in (
        ("skills", skills),
        ("unmet", unmet),
        ("trends", trends),
        ("emerging", emerging),
        ("skill", skill),
        ("what-if", what_if),
        ("dossier", dossier),
        ("draft", draft_course),
    ):
        group.command(name)(command)
    return group


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a list is shown, and how."""

    by: str
    nature: str | None
    limit: int
    out: Path | None
    plot: Path | None
    as_json: bool
    ways_of_working: bool = False


@sliced
def skills(
    context: typer.Context,
    *,
    asked: SliceIn,
    by: Grouped = "skills",
    nature: OfNature = None,
    limit: Limit = 20,
    out: OutFile = None,
    plot: PlotFile = None,
    as_json: Json = False,
) -> None:
    """What the ads of a slice ask for, most asked first; small samples last."""
    from api.demand_asking import demand_page

    _show(context, demand_page, asked, Shown(by, nature, limit, out, plot, as_json))


@sliced
def unmet(
    context: typer.Context,
    *,
    asked: SliceIn,
    by: Grouped = "areas",
    nature: OfNature = None,
    ways_of_working: Ways = False,
    limit: Limit = 20,
    out: OutFile = None,
    plot: PlotFile = None,
    as_json: Json = False,
) -> None:
    """Beside the courses of the catalogue: what is asked for most and taught least first, with all parts."""
    from api.demand_asking import unmet_page

    _show(context, unmet_page, asked, Shown(by, nature, limit, out, plot, as_json, ways_of_working))


@sliced
def trends(
    context: typer.Context,
    *,
    asked: SliceIn,
    by: Grouped = "areas",
    nature: OfNature = None,
    grain: Periods = "quarter",
    limit: Limit = 20,
    out: OutFile = None,
    plot: PlotFile = None,
    as_json: Json = False,
) -> None:
    """What surely rises, what surely falls, and the rest; technical against transversal skills over time."""
    from api.demand_asking import trends_page

    period = _grain(grain)

    def ask(service: Service, wanted: Slice, portion: Portion) -> Page:
        return trends_page(service, wanted, portion, period)

    _show(context, ask, asked, Shown(by, nature, limit, out, plot, as_json))


@sliced
def skill(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="SKILL", help="A skill or a family: its name, URI or id.")],
    *,
    asked: SliceIn,
    grain: Periods = "quarter",
    plot: PlotFile = None,
    as_json: Json = False,
) -> None:
    """All about one: demand, courses, over time, what goes with it, employers, sentences."""
    from api.commands.advice_text import terminal_width
    from api.commands.demand_text import market_text
    from api.demand_asking import named_skill, skill_market
    from api.demand_plots import require_drawing, write_plot
    from api.slicing import slice_of

    period = _grain(grain)
    if plot is not None:
        require_drawing(plot)
    service = loading_of(context).service()
    answer = skill_market(service, named_skill(service, name), slice_of(asked, service.pipeline.finder), period)
    if plot is not None:
        write_plot(plot, answer)
        typer.echo(f"{plot}: plotted", err=True)
    typer.echo(answer.model_dump_json(indent=2) if as_json else market_text(answer, terminal_width()))


@sliced
def emerging(
    context: typer.Context,
    *,
    asked: SliceIn,
    limit: Limit = 20,
    out: OutFile = None,
    as_json: Json = False,
) -> None:
    """What employers ask for in the same words and no concept covers; grouped anew where ads came or went."""
    from api.demand_asking import emerging_page
    from api.wiring import say_on_stderr

    def ask(service: Service, wanted: Slice, portion: Portion) -> Page:
        return emerging_page(service, service.emerging.now(say_on_stderr), wanted, portion)

    _show(context, ask, asked, Shown("skills", None, limit, out, None, as_json))


@sliced
def what_if(
    context: typer.Context,
    draft: Annotated[str, typer.Argument(metavar="DRAFT|-", help="Text, PDF, DOCX, HTML, or one course as JSON.")],
    *,
    asked: SliceIn,
    teaches: Annotated[
        list[str] | None, typer.Option(metavar="SKILL", help="What it is meant to teach, by name; repeatable.")
    ] = None,
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
    answer = ask(service, course, slice_of(asked, service.pipeline.finder), teaches or ())
    typer.echo(answer.model_dump_json(indent=2) if as_json else what_if_text(answer, terminal_width()))


def _show(context: typer.Context, ask: Callable[[Service, Slice, Portion], Page], asked: SliceIn, shown: Shown) -> None:
    from api.commands.advice_text import terminal_width
    from api.commands.demand_text import page_text
    from api.commands.emerging_text import emerging_text
    from api.demand_plots import require_drawing, write_plot
    from api.demand_schemas import EmergingPage
    from api.demand_tables import require_writer, write_table
    from api.slicing import slice_of

    portion = _portion(shown)
    if shown.out is not None:
        require_writer(shown.out)
    if shown.plot is not None:
        require_drawing(shown.plot)
    service = loading_of(context).service()
    page = ask(service, slice_of(asked, service.pipeline.finder), portion)
    if shown.plot is not None:
        write_plot(shown.plot, page)
        typer.echo(f"{shown.plot}: plotted", err=True)
    if shown.out is not None:
        write_table(shown.out, page)
        typer.echo(f"{shown.out}: {len(page.lines):,} lines")
    else:
        width = terminal_width()
        text = emerging_text(page, width) if isinstance(page, EmergingPage) else page_text(page, width)
        typer.echo(page.model_dump_json(indent=2) if shown.as_json else text)


def _grain(stated: str) -> Grain:
    from matcher.periods import Grain

    return _one_of(Grain, stated)


def _one_of(choices: type[Choice], stated: str) -> Choice:
    try:
        return choices(stated)
    except ValueError:
        raise typer.BadParameter(f"{stated!r} is none of {', '.join(choices)}") from None


def _portion(shown: Shown) -> Portion:
    from api.demand_asking import Portion
    from matcher.natures import Nature
    from matcher.provision import By

    nature = _one_of(Nature, shown.nature) if shown.nature else None
    return Portion(
        by=_one_of(By, shown.by),
        nature=nature,
        limit=ALL if shown.out else shown.limit,
        ways_of_working=shown.ways_of_working,
    )
