# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher advise`: from an ad or a role, and a profile, to what closes the gap."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.given import (
    STANDARD_INPUT,
    Json,
    MinConfidence,
    currency_code,
    hours_of_study,
    money,
    read_file,
    read_given,
    told,
)
from api.commands.loading import loading_of
from matcher.achievements import Preferences
from matcher.opportunities import Mode
from matcher.profiles import ProfileClaims

if TYPE_CHECKING:
    from collections.abc import Sequence


def advise(
    context: typer.Context,
    *,
    ad: Annotated[str | None, typer.Argument(metavar="AD|-", help="Text, HTML, PDF, DOCX or JSON.")] = None,
    role: Annotated[str | None, typer.Option(metavar="NAME", help="A role name instead of an ad.")] = None,
    profile: Annotated[
        str | None, typer.Option(metavar="FILE", help="A CV, a JSON Resume or a list of skills; - for stdin.")
    ] = None,
    skill: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A skill you have; repeatable.")] = None,
    budget: Annotated[Decimal | None, typer.Option(parser=money, metavar="N", help="Most to spend.")] = None,
    currency: Annotated[
        str | None,
        typer.Option(parser=currency_code, metavar="XXX", help="Of the budget.  [default: as set]"),
    ] = None,
    hours: Annotated[
        Decimal | None, typer.Option(parser=hours_of_study, metavar="N", help="Most hours to study.")
    ] = None,
    mode: Annotated[list[Mode] | None, typer.Option(help="Ways to learn; repeatable.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many recommendations.")] = 10,
    min_confidence: MinConfidence = None,
    resume_out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write your JSON Resume with the stack as planned certificates."),
    ] = None,
    as_json: Json = False,
) -> None:
    """What an ad or a role asks, and what closes your gap."""
    if (ad is None) == (role is None):
        raise typer.BadParameter("give either an ad or --role NAME, not both or neither")
    if ad == profile == STANDARD_INPUT:
        raise typer.BadParameter("the ad and the profile can't both come from standard input")
    if resume_out is not None and not resume_out.absolute().parent.is_dir():
        raise typer.BadParameter(f"{resume_out} is in a folder that does not exist")
    loading = loading_of(context)
    most = loading.settings().max_ad_characters
    document, notes = (None, ()) if ad is None else read_given(ad, most)
    given = [read_file(one) for one in (profile,) if one is not None]
    claims, profile_notes = claims_of(given, skill or (), most)
    from api.asking import ask_by_ad, ask_by_role
    from api.commands.advice_text import advice_text, terminal_width
    from api.rendering import gap_response

    service = loading.service()
    preferences = Preferences(
        budget=budget,
        currency=currency or service.settings.currency,
        hours=float(hours) if hours is not None else None,
        modes=frozenset(mode or ()),
    )
    if document is not None:
        found = ask_by_ad(service, document.text, claims, preferences, min_confidence)
    else:
        found = ask_by_role(service, role or "", claims, preferences, min_confidence)
    response = gap_response(service, replace(found, notes=(*notes, *profile_notes)), limit=limit)
    typer.echo(response.model_dump_json() if as_json else advice_text(response, terminal_width()))
    if resume_out is not None:
        from api.commands.planned import write_resume

        write_resume(resume_out, given, claims, found.advice)


def claims_of(
    profiles: Sequence[tuple[str, bytes]], skills: Sequence[str], max_characters: int
) -> tuple[ProfileClaims, tuple[str, ...]]:
    """(the profile of the file with the named skills before its own, its notes). Raises what `profile_of` raises."""
    if not profiles:
        return ProfileClaims(claims=tuple(skills)), ()
    from api.uploads import profile_of

    read, notes = profile_of(*profiles[0], max_characters)
    return ProfileClaims(claims=(*skills, *read.claims), text=read.text), told(notes)
