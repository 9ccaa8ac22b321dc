# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher skills`: what the operator adds to the vocabulary. docs/own-skills.md says what it means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.given import Sheet
from api.commands.loading import loading_of
from api.commands.running import SOME_REJECTED
from matcher.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.own_terms import OwnTerm


def make_group() -> typer.Typer:
    group = typer.Typer(help="Your own skills, aliases and stop-terms: docs/own-skills.md.", no_args_is_help=True)
    for name, command in (("add", add), ("list", list_), ("remove", remove), ("export", export), ("reset", reset)):
        group.command(name)(command)
    return group


def add(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX, Parquet, JSON Lines or JSON.")],
    sheet: Sheet = None,
    replace: Annotated[bool, typer.Option("--replace", help="Instead of the present ones.")] = False,
    rejects: Annotated[Path | None, typer.Option(metavar="FILE", help="Write all rejects here, as NDJSON.")] = None,
) -> None:
    """Add the terms of a file; where a name is known already, the new term takes its place."""
    from api.commands.kept import require_any, split, tell_rejected
    from api.keeping import alone
    from api.wiring import say_on_stderr
    from corpora.own_skills.files import read_own_terms
    from corpora.own_skills.folder import KIND, load_own_terms
    from corpora.own_skills.joining import join
    from corpora.rows import rejected
    from corpora.taxonomies.build import load_current_taxonomy
    from models.own_terms import findable

    new, unread = split(read_own_terms(file, sheet))
    home = loading_of(context).settings().home
    with alone(home / KIND, say_on_stderr):
        present = () if replace else load_own_terms(home)[0]
        whole, refused = join(present, new, load_current_taxonomy(home), findable)
        left_out = sorted([*unread, *(rejected(file, row, why) for row, why in refused)], key=lambda one: one.row or 0)
        kept = len(new) - len(refused)
        typer.echo(f"{file.name}: {kept:,} kept, {len(left_out):,} left out")
        tell_rejected(left_out, rejects)
        require_any(new[:kept], file, "term")
        _put(context, whole)
    _rebuild(context)
    if left_out:
        raise typer.Exit(SOME_REJECTED)


def list_(context: typer.Context) -> None:
    """The terms by name: kind, name, URI, other names; a tab between them."""
    from api.extended import load_extended
    from corpora.own_skills.folder import load_own_terms

    home = loading_of(context).settings().home
    extended = load_extended(home)
    for term in load_own_terms(home)[0]:
        typer.echo("\t".join((term.kind.value, term.label, term.concept or "", "; ".join(term.aliases))))
        if term not in extended.own:
            typer.echo(f"matcher: {term.label!r} is out of force: {extended.taxonomy.version} lacks it", err=True)
    typer.echo(f"matcher: version {extended.own_version or 'none'}", err=True)


def remove(
    context: typer.Context, names: Annotated[list[str], typer.Argument(metavar="NAME...", help="As `list` has them.")]
) -> None:
    """Take terms out again, all that are named or none."""
    from api.keeping import alone
    from api.wiring import say_on_stderr
    from corpora.own_skills.folder import KIND, load_own_terms

    home = loading_of(context).settings().home
    with alone(home / KIND, say_on_stderr):
        present = {term.id: term for term in load_own_terms(home)[0]}
        unknown = [name for name in names if name.strip().casefold() not in present]
        if unknown:
            raise InvalidInput("NAME", f"there is no term {unknown[0]!r} of yours; nothing was changed")
        gone = {name.strip().casefold() for name in names}
        _put(context, [term for key, term in present.items() if key not in gone])
    _rebuild(context)


def export(context: typer.Context) -> None:
    """All terms as CSV on standard output, as `add` reads it."""
    from corpora.own_skills.files import as_csv
    from corpora.own_skills.folder import load_own_terms

    typer.echo(as_csv(load_own_terms(loading_of(context).settings().home)[0]), nl=False)


def reset(context: typer.Context) -> None:
    """Go on without any terms of your own."""
    from api.keeping import alone
    from api.wiring import say_on_stderr
    from corpora.own_skills.folder import KIND

    with alone(loading_of(context).settings().home / KIND, say_on_stderr):
        _put(context, ())
    _rebuild(context)


def _put(context: typer.Context, terms: Sequence[OwnTerm]) -> None:
    from corpora.own_skills.folder import save_own_terms

    save_own_terms(loading_of(context).settings().home, terms)
    typer.echo(f"{len(terms):,} terms of your own are in place")


def _rebuild(context: typer.Context) -> None:
    """Whatever was read without the change is read again."""
    from api.wiring import build_missing

    build_missing(loading_of(context).settings())
    typer.echo("restart `matcher serve` to answer with them")
