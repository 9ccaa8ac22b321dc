# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher taxonomy`: which vocabulary of skills and occupations is in use, and how it is replaced."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from api.commands.loading import loading_of
from api.commands.running import SOME_REJECTED


def make_group() -> typer.Typer:
    group = typer.Typer(help="The vocabulary of skills and occupations.", no_args_is_help=True)
    group.command("build")(build)
    group.command("import")(import_release)
    group.command("show")(show)
    return group


def build(context: typer.Context) -> None:
    """Make the packaged taxonomy the one in use, and rebuild what depends on it."""
    from api.keeping import alone
    from api.wiring import build_missing, say_on_stderr
    from corpora.taxonomies.build import KIND, build_taxonomy

    settings = loading_of(context).settings()
    with alone(settings.home / KIND, say_on_stderr):
        typer.echo(build_taxonomy(settings.home, progress=say_on_stderr))
    build_missing(settings)


def import_release(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="ESCO in English, O*NET as text: zips, folders or tables.")
    ],
    rejects: Annotated[Path | None, typer.Option(metavar="FILE", help="Write all rejects here, as NDJSON.")] = None,
) -> None:
    """Make official releases of ESCO, of O*NET, or both, the taxonomy in use, and rebuild what depends on it.

    Which of the two is not given stays as it is. Ends with 4 where rows were rejected, with 2 where nothing could be
    imported; the former taxonomy then stays."""
    from api.commands.kept import write_rejected
    from api.keeping import alone
    from api.wiring import build_missing, say_on_stderr
    from corpora.taxonomies.build import KIND, import_official

    settings = loading_of(context).settings()
    with alone(settings.home / KIND, say_on_stderr):
        report = import_official(settings.home, files, progress=say_on_stderr)
        typer.echo(report)
        write_rejected(report.rejected, rejects)
    build_missing(settings)
    if report.rejected:
        rows = f"{len(report.rejected):,} row{'s' if len(report.rejected) > 1 else ''}"
        typer.echo(f"matcher: left out of the import: {rows}; the rest is in use", err=True)
        raise typer.Exit(SOME_REJECTED)


def show(context: typer.Context) -> None:
    """What is in use: version, how much of everything, families, attribution."""
    from corpora.taxonomies.build import load_current_taxonomy

    taxonomy = load_current_taxonomy(loading_of(context).settings().home)
    typer.echo(taxonomy.version)
    kinds = Counter(f"{skill.vocabulary} {skill.kind}" for skill in taxonomy.skills.values())
    kinds.update(f"{occupation.vocabulary} occupations" for occupation in taxonomy.occupations.values())
    kinds["official relations"] = sum(map(len, taxonomy.requirements.values()))
    for name, count in sorted(kinds.items()):
        typer.echo(f"{count:>8,}  {name}")
    typer.echo("families: " + ", ".join(family.label for family in taxonomy.families))
    for line in taxonomy.attribution:
        typer.echo(line)
