# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher team`: an upskilling plan for a team, of its table and of what it plans for."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.given import Json, Sheet, currency_code, hours_of_study, money
from api.commands.loading import loading_of
from api.commands.running import SOME_REJECTED
from api.team_table_names import TeamTable
from matcher.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.settings import Settings
    from api.team_asking import Means, TeamQuestion
    from api.team_forms import TeamForm
    from matcher.errors import Rejected


Money = Annotated[Decimal | None, typer.Option(parser=money, metavar="N", help="Most to spend over the whole plan.")]
EachQuarter = Annotated[Decimal | None, typer.Option(parser=money, metavar="N", help="Most to spend in a quarter.")]
Hours = Annotated[
    Decimal | None, typer.Option(parser=hours_of_study, metavar="N", help="Most of one person, over the whole plan.")
]
QuarterHours = Annotated[
    Decimal | None, typer.Option(parser=hours_of_study, metavar="N", help="Most of one person in a quarter.")
]


def make_group() -> typer.Typer:
    group = typer.Typer(help="Upskilling plans for a team: docs/team.md.", no_args_is_help=True)
    group.command("plan")(plan)
    group.command("roles")(roles_as_lists)
    group.command("template")(template)
    return group


def plan(
    context: typer.Context,
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="One row a person under a pseudonym: CSV or XLSX.")],
    *,
    roles: Annotated[Path, typer.Option("--roles", metavar="BRIEF", help="What to plan for: YAML or JSON.")],
    budget: Money = None,
    currency: Annotated[
        str | None, typer.Option(parser=currency_code, metavar="XXX", help="Of all prices.  [default: as set]")
    ] = None,
    hours_per_person: Hours = None,
    hours_per_quarter: QuarterHours = None,
    budget_per_quarter: EachQuarter = None,
    quarters: Annotated[int | None, typer.Option(min=1, help="How many the plan has.  [default: 4]")] = None,
    begin: Annotated[
        str | None, typer.Option(metavar="2027-Q1", help="The first of them.  [default: the next one]")
    ] = None,
    together: Annotated[
        bool | None, typer.Option("--together/--each", help="Cover the roles together, or each toward one.")
    ] = None,
    holders: Annotated[
        int | None, typer.Option(min=1, max=5_000, help="With --together: how many should hold a skill.")
    ] = None,
    coverage: Annotated[
        float | None,
        typer.Option(min=0.01, max=1, metavar="0.8", help="Part that the plans beside this one close.  [default: 0.8]"),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A course to leave out; again for each.")
    ] = None,
    consented: Annotated[
        bool, typer.Option("--consented", help="The table is the team's own record, made with its consent.")
    ] = False,
    names: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What skill names mean: the review list, filled in.")
    ] = None,
    sheet: Sheet = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="An .xlsx, .csv, .html, .pdf, .docx or .json.")
    ] = None,
    csv_table: Annotated[TeamTable, typer.Option("--table", help="Which one a .csv holds.")] = TeamTable.PLAN,
    as_json: Json = False,
) -> None:
    """Which courses for how many, in which quarter, at what cost: what is missing most is closed first.

    Options stand before what the file of roles says. Figures about fewer than five people are withheld, unless
    --consented states that the table is the team's own record, made with its consent: that is written into what comes
    out. No person is scored, ranked or sorted. Nothing is kept.
    """
    from api.team_asking import Means
    from matcher.workforce.brief import begin_of

    form = _form(out, csv_table)
    means = Means(
        begin=begin_of(begin) if begin is not None else None,
        quarters=quarters,
        budget=budget,
        budget_per_quarter=budget_per_quarter,
        currency=currency,
        hours_per_person=None if hours_per_person is None else float(hours_per_person),
        hours_per_quarter=None if hours_per_quarter is None else float(hours_per_quarter),
        together=together,
        holders=holders,
        coverage=coverage,
        without=frozenset(without or ()),
    )
    loading = loading_of(context)
    asked = _asked(table, roles, names, sheet, means, loading.settings(), consented=consented)
    _plan(context, asked, out, form, csv_table, as_json=as_json)


def _form(out: Path | None, table: TeamTable) -> TeamForm | None:
    """By the suffix, before anything is read. Raises InvalidInput."""
    from api.demand_tables import require_folder
    from api.team_forms import TeamForm

    if out is None:
        if table is not TeamTable.PLAN:
            raise InvalidInput("table", "says what a .csv holds: it needs --out FILE.csv")
        return None
    suffix = out.suffix.lower().lstrip(".")
    if suffix not in [*TeamForm]:
        raise InvalidInput("out", f"{out.name} should end in one of {', '.join('.' + one for one in TeamForm)}")
    form = TeamForm(suffix)
    if table is not TeamTable.PLAN and form is not TeamForm.CSV:
        raise InvalidInput("table", f"says what a .csv holds; {out.name} holds all of them")
    require_folder("out", out)
    return form


def _asked(  # noqa: PLR0917 - what stands on the command line
    table: Path,
    roles: Path,
    names: Path | None,
    sheet: str | None,
    means: Means,
    settings: Settings,
    *,
    consented: bool,
) -> TeamQuestion:
    from dataclasses import replace

    from api.commands.given import read_file
    from api.team_asking import TeamQuestion
    from api.team_names import names_given
    from corpora.teams.briefs import read_brief
    from corpora.teams.names_file import Decisions
    from corpora.teams.reading import read_team_file

    team, unread = read_team_file(table, sheet=sheet)
    brief = read_brief(roles, max_characters=settings.max_ad_characters)
    decided = names_given(*read_file(str(names))) if names is not None else Decisions(means={})
    return TeamQuestion(
        team=team,
        brief=replace(means, names=decided.means).over(brief),
        consented=consented,
        unread=(*unread, *decided.faults),
        names_at=decided.places,
    )


def _plan(
    context: typer.Context,
    asked: TeamQuestion,
    out: Path | None,
    form: TeamForm | None,
    table: TeamTable,
    *,
    as_json: bool,
) -> None:
    import datetime as dt

    from api.commands.advice_text import terminal_width
    from api.commands.dossier import write
    from api.commands.library_output import on_stderr
    from api.commands.team_text import team_text
    from api.team_asking import planned
    from api.team_forms import file_of

    service = loading_of(context).service()
    try:
        with on_stderr():
            answer = planned(service, asked, dt.date.today(), lambda step: typer.echo(f"{step} ...", err=True))
    except InvalidInput as error:
        if error.field != "consented":
            raise
        raise InvalidInput("--consented", error.reason) from error
    if out is not None and form is not None:
        write(out, file_of(answer, form, table))
    typer.echo(answer.model_dump_json(indent=2) if as_json else team_text(answer, terminal_width()))
    if out is not None:
        typer.echo(f"{out}: written", err=True)
    _tell_unread(asked.unread)


def _tell_unread(unread: Sequence[Rejected]) -> None:
    from api.commands.kept import tell_rejected

    if unread:
        tell_rejected(unread)
        raise typer.Exit(SOME_REJECTED)


def roles_as_lists(
    context: typer.Context,
    brief: Annotated[Path, typer.Argument(metavar="BRIEF", help="Roles by ads, names or lists: YAML or JSON.")],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="A new .yaml.  [default: standard output]")
    ] = None,
) -> None:
    """What each role asks for, as lists to edit: delete what your team does not need, and plan with the file."""
    from api.demand_tables import require_folder
    from api.teaming import upskilling_of
    from corpora.teams.briefs import read_brief
    from corpora.teams.role_writing import roles_text

    if out is not None:
        require_folder("out", out)
        if out.exists():
            raise InvalidInput("out", f"{out} exists, and may be somebody's; name a new file")
    loading = loading_of(context)
    asked = read_brief(brief, max_characters=loading.settings().max_ad_characters)
    service = loading.service()
    skills = service.pipeline.taxonomy
    roles = upskilling_of(service).roles(asked)
    text = roles_text(asked, roles, lambda uri: skills.skill(uri).preferred_label)
    if out is None:
        typer.echo(text, nl=False)
        return
    out.write_text(text, encoding="utf-8")
    typer.echo(f"{out}: {len(asked.roles)} {'role' if len(asked.roles) == 1 else 'roles'}")


def template(
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="A table to fill in (.xlsx, .csv), or roles (.yaml).")
    ],
) -> None:
    """A table of a team, or a file of roles, with examples that we made up, to begin with."""
    from api.demand_tables import require_folder
    from api.team_templates import write_template

    require_folder("out", out)
    if out.exists():
        raise InvalidInput("out", f"{out} exists, and may be somebody's; name a new file")
    write_template(out)
    typer.echo(f"{out}: written, with examples that we made up")
