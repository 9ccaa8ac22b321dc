# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher demand draft`: a micro-credential for what employers ask for, and what it still lacks."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.dossier import write
from api.commands.loading import loading_of
from api.commands.slicing import sliced
from matcher.errors import InvalidInput

if TYPE_CHECKING:
    from api.proposal_schemas import DraftIn
    from api.slicing import SliceIn


@sliced
def draft_course(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="SKILL", help="A skill, a family or an area: its name, URI or id.")],
    *,
    asked: SliceIn,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write it.")],
    form: Annotated[
        str, typer.Option("--as", metavar="FORMAT", help="CTDL, ELM, open-badges, schema.org, or json: our own fields.")
    ],
    title: Annotated[str | None, typer.Option(help="[default: what is asked for]")] = None,
    level: Annotated[str | None, typer.Option(help="With its framework: 'NZQCF 5'. Left open where not given.")] = None,
    hours: Annotated[float | None, typer.Option(help="Of a typical learner. Left open where not given.")] = None,
    language: Annotated[str | None, typer.Option(help="Of teaching: en, mi, ...")] = None,
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="That stands in it.  [default: today]")
    ] = None,
) -> None:
    """A draft made of the ads' own words: outcomes that can be checked, the need in figures, ideas for assessment."""
    from api.commands.advice_text import terminal_width
    from api.commands.proposal_text import draft_text
    from api.demand_asking import named_skill
    from api.proposing import document_of, draft_out, drafted
    from api.slicing import slice_of
    from corpora.courses.drafts import draft_format
    from matcher.proposal.drafting import Given

    written_as = draft_format(form)
    wishes = _checked(name, title, level, hours, language)
    service = loading_of(context).service()
    given = Given(
        day=day.date() if day else date.today(),
        title=wishes.title,
        level=wishes.level,
        hours=wishes.hours,
        language=wishes.language,
    )
    found = drafted(service, named_skill(service, name), slice_of(asked, service.pipeline.finder), given)
    write(out, document_of(service, found, written_as) + b"\n")
    typer.echo(draft_text(draft_out(service, found, written_as), out.name, terminal_width()))


def _checked(name: str, title: str | None, level: str | None, hours: float | None, language: str | None) -> DraftIn:
    """Raises InvalidInput."""
    from pydantic import ValidationError

    from api.proposal_schemas import DraftIn

    stated = {"concept": name, "title": title, "level": level, "hours": hours, "language": language}
    try:
        return DraftIn.model_validate({key: value for key, value in stated.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidInput(str(first["loc"][0]), first["msg"]) from error
