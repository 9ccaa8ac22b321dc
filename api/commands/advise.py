# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher advise`: from an ad or a role, and a profile, to what closes the gap."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.given import (
    STANDARD_INPUT,
    Json,
    MinConfidence,
    amount,
    currency_code,
    read_file,
    read_given,
)
from api.commands.loading import loading_of
from matcher.achievements import Mode, Preferences
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
    budget: Annotated[Decimal | None, typer.Option(parser=amount, metavar="N", help="Most to spend.")] = None,
    currency: Annotated[
        str | None,
        typer.Option(parser=currency_code, metavar="XXX", help="Of the budget.  [default: as set]"),
    ] = None,
    hours: Annotated[Decimal | None, typer.Option(parser=amount, metavar="N", help="Most hours to study.")] = None,
    mode: Annotated[list[Mode] | None, typer.Option(help="Ways to learn; repeatable.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many recommendations.")] = 10,
    min_confidence: MinConfidence = None,
    as_json: Json = False,
) -> None:
    """What an ad or a role asks, and what closes your gap."""
    if (ad is None) == (role is None):
        raise typer.BadParameter("give either an ad or --role NAME, not both or neither")
    if ad == profile == STANDARD_INPUT:
        raise typer.BadParameter("the ad and the profile can't both come from standard input")
    text = None if ad is None else read_given(ad).text
    claims = claims_of(profile, skill or ())
    from api.asking import ask_by_ad, ask_by_role
    from api.commands.advice_text import advice_text, terminal_width
    from api.rendering import gap_response

    service = loading_of(context).service()
    preferences = Preferences(
        budget=budget,
        currency=currency or service.settings.currency,
        hours=float(hours) if hours is not None else None,
        modes=frozenset(mode or ()),
    )
    if text is not None:
        found = ask_by_ad(service, text, claims, preferences, min_confidence)
    else:
        found = ask_by_role(service, role or "", claims, preferences, min_confidence)
    response = gap_response(service, found.advice, reading=found.reading, role=found.role, limit=limit)
    typer.echo(response.model_dump_json() if as_json else advice_text(response, terminal_width()))


def claims_of(profile: str | None, skills: Sequence[str]) -> ProfileClaims:
    """The profile of the file with the named skills before its own. Raises what `read_profile` raises."""
    if profile is None:
        return ProfileClaims(claims=tuple(skills))
    from corpora.profiles.files import read_profile

    read = read_profile(*read_file(profile))
    return ProfileClaims(claims=(*skills, *read.claims), text=read.text)
