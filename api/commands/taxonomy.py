# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher taxonomy`: which vocabulary of skills and occupations is in use, and how it is replaced."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from api.commands.loading import loading_of


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
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="ESCO in English: zips, folders or CSV.")],
) -> None:
    """Make an official ESCO release the taxonomy in use, and rebuild what depends on it."""
    from api.keeping import alone
    from api.wiring import build_missing, say_on_stderr
    from corpora.taxonomies.build import KIND, import_official

    settings = loading_of(context).settings()
    with alone(settings.home / KIND, say_on_stderr):
        typer.echo(import_official(settings.home, files, progress=say_on_stderr))
    build_missing(settings)


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
