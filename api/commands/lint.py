# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher catalogue lint`: what the entries of a file lack, and the entries in another format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.given import Sheet
from api.commands.loading import loading_of
from api.commands.running import SOME_REJECTED
from matcher.errors import ArtefactMismatch, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.linting import Linted
    from matcher.achievements import Achievement
    from matcher.errors import Rejected

SHOWN_ENTRIES = 10
"""The others are counted; --json gives all."""


def lint(
    context: typer.Context,
    *,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="JSON Lines, JSON, JSON-LD, CSV, XLSX, Parquet, or a page.")
    ],
    columns: Annotated[
        str | None, typer.Option("--map", metavar="NAME|FILE", help="As for `matcher catalogue add`.")
    ] = None,
    sheet: Sheet = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    written_as: Annotated[
        str | None, typer.Option("--as", metavar="FORMAT", help="Write the entries as schema.org, open-badges, ...")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write them.")] = None,
    accept: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Take suggestions over as stated from this confidence on: on your word."),
    ] = None,
    suggestions: Annotated[
        bool, typer.Option(help="Read the entries for ESCO skills: slower, needs what `matcher setup` builds.")
    ] = True,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many entries.")] = None,
    entries: Annotated[
        int, typer.Option(min=0, help="How many entries to show one by one, those with most to do first.")
    ] = SHOWN_ENTRIES,
    rejects: Annotated[Path | None, typer.Option(metavar="FILE", help="Write all rejects here, as NDJSON.")] = None,
) -> None:
    """What the entries of a file state, lack and leave vague, by three frameworks and the advice to providers."""
    from api.commands.catalogue import column_map
    from api.commands.kept import require_any, split, tell_rejected
    from api.lint_rendering import lint_report
    from corpora.courses.files import read_courses

    _require_whole(file, written_as, out, accept)
    kept, rejected = split(read_courses(file, column_map(columns), sheet), limit)
    tell_rejected(rejected, rejects)
    require_any(kept, file, "course")
    found = _linted(context, kept, rejected, suggestions=suggestions, needed=accept is not None)
    if written_as and out:
        _write(found, written_as, out, accept)
    if as_json:
        typer.echo(lint_report(found).model_dump_json(indent=2))
    else:
        from api.commands.advice_text import terminal_width
        from api.commands.lint_text import lint_text

        typer.echo(lint_text(lint_report(found), file.name, terminal_width(), entries))
    if rejected:
        raise typer.Exit(SOME_REJECTED)


def _require_whole(file: Path, written_as: str | None, out: Path | None, accept: float | None) -> None:
    """Raises InvalidInput where options only make sense together, before anything is read."""
    from corpora.courses.exports import linked_format

    if (written_as is None) != (out is None):
        raise InvalidInput("as", "give --as and --out together")
    if accept is not None and written_as is None:
        raise InvalidInput("accept", "says what to take over into the written entries: it needs --as and --out")
    if written_as is not None:
        linked_format(written_as)
    if out is not None and out.exists() and file.exists() and out.samefile(file):
        raise InvalidInput("out", "is the input file itself")


def _linted(
    context: typer.Context,
    kept: Sequence[Achievement],
    rejected: Sequence[Rejected],
    *,
    suggestions: bool,
    needed: bool,
) -> Linted:
    """Without suggestions where nothing is built to read with, unless they are needed: then raises ArtefactMismatch."""
    from api.linting import linted

    if not suggestions:
        return linted(kept, rejected)
    try:
        reading = loading_of(context).reading()
    except ArtefactMismatch as missing:
        if needed:
            raise
        typer.echo(f"matcher: no skills are suggested: {missing}", err=True)
        return linted(kept, rejected)
    typer.echo(f"matcher: reading {len(kept):,} entries for skills", err=True)
    return linted(kept, rejected, reading.courses, reading.taxonomy)


def _write(found: Linted, written_as: str, out: Path, accept: float | None) -> None:
    import orjson

    data = orjson.dumps(found.corrected(written_as, accept), default=str, option=orjson.OPT_INDENT_2) + b"\n"
    try:
        out.write_bytes(data)
    except OSError as error:
        raise InvalidInput("out", f"{out} can't be written: {error.strerror}") from error
    typer.echo(f"matcher: wrote {len(found.report.entries):,} entries as {written_as} to {out}", err=True)
