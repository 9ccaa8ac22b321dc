# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher demand dossier`: evidence of need as a document."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.given import Json
from api.commands.loading import loading_of
from api.commands.slicing import sliced
from matcher.errors import InvalidInput

if TYPE_CHECKING:
    from api.slicing import SliceIn


@sliced
def dossier(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="SKILL", help="A skill or a family: its name, URI or id.")],
    *,
    asked: SliceIn,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="A .docx or a .pdf; .json for its values.")
    ] = None,
    as_json: Json = False,
    title: Annotated[str | None, typer.Option(help="Of the micro-credential that is proposed.")] = None,
    organisation_name: Annotated[str | None, typer.Option(help="Of whoever proposes it.")] = None,
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="That stands in it.  [default: today]")
    ] = None,
) -> None:
    """Evidence of need for a regulator: figures, employers, sentences, courses, method, and what is left to add."""
    from api.demand_asking import named_skill
    from api.dossier_asking import FILES, Heading, dossier_out, written_dossier
    from api.slicing import slice_of

    if out is None and not as_json:
        raise typer.BadParameter("give --out FILE, or --json")
    form = out.suffix.lower().lstrip(".") if out is not None else "json"
    if out is not None and form not in (*FILES, "json"):
        raise InvalidInput("out", f"{out.name} should end in one of .docx, .pdf, .json")
    service = loading_of(context).service()
    heading = Heading(day=day.date() if day else date.today(), organisation=organisation_name, title=title)
    wanted = slice_of(asked, service.pipeline.finder)
    writing = written_dossier(service, named_skill(service, name), wanted, heading)
    values = dossier_out(service, writing).model_dump_json(indent=2)
    if out is not None:
        write(out, values.encode() if form == "json" else FILES[form](writing))
    typer.echo(values if as_json else f"{out}: {writing.title}")


def write(path: Path, data: bytes) -> None:
    """A file that was there is replaced once the new one is whole. Raises InvalidInput."""
    from corpora.replacing import replacing

    try:
        with replacing(path) as new:
            new.write_bytes(data)
    except OSError as error:
        raise InvalidInput("out", f"{path} can't be written: {error.strerror}") from error
