# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher advise`: from an ad or a role, and a profile, to what closes the gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
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
from matcher.errors import InvalidInput
from matcher.opportunities import Mode
from matcher.preferences import Preferences
from matcher.profiles import ProfileClaims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.settings import Settings
    from api.taking_along import TakeForm


def advise(
    context: typer.Context,
    *,
    ad: Annotated[str | None, typer.Argument(metavar="AD|-", help="Text, HTML, PDF, DOCX or JSON.")] = None,
    role: Annotated[str | None, typer.Option(metavar="NAME", help="A role name instead of an ad.")] = None,
    profile: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="A CV, a JSON Resume, a list of skills, a badge; - for stdin; repeatable."),
    ] = None,
    badge_keys: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Public keys of issuers, for badges.  [default: as set]")
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
    language: Annotated[list[str] | None, typer.Option(metavar="TAG", help="Of teaching: en; repeatable.")] = None,
    level_from: Annotated[str | None, typer.Option(metavar="LEVEL", help='Lowest, such as "EQF 4".')] = None,
    level_to: Annotated[str | None, typer.Option(metavar="LEVEL", help="Highest, of the same framework.")] = None,
    starts_from: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day to begin.")] = None,
    starts_by: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day to begin.")] = None,
    provider: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only these; repeatable.")] = None,
    without_provider: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Not these; repeatable.")] = None,
    hours_per_week: Annotated[float | None, typer.Option(min=0.1, max=168, help="For a timetable.")] = None,
    alternatives: Annotated[
        bool, typer.Option("--alternatives", help="Also cheaper, faster and different stacks, and what more would add.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many recommendations.")] = 10,
    min_confidence: MinConfidence = None,
    resume_out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write your JSON Resume with the stack as planned certificates."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also as a file: .pdf, .docx, .csv, .json, .jsonld or .jsonresume."),
    ] = None,
    as_json: Json = False,
) -> None:
    """What an ad or a role asks, and what closes your gap."""
    if (ad is None) == (role is None):
        raise typer.BadParameter("give either an ad or --role NAME, not both or neither")
    if [ad, *(profile or ())].count(STANDARD_INPUT) > 1:
        raise typer.BadParameter("the ad and the profile can't both come from standard input")
    if resume_out is not None and not resume_out.absolute().parent.is_dir():
        raise typer.BadParameter(f"{resume_out} is in a folder that does not exist")
    form = _form(out) if out is not None else None
    loading = loading_of(context)
    settings = loading.settings()
    if badge_keys is not None:
        settings = settings.model_copy(update={"badge_keys": badge_keys})
    document, notes = (None, ()) if ad is None else read_given(ad, settings.max_ad_characters)
    given = [read_file(one) for one in profile or ()]
    claims, profile_notes = claims_of(given, skill or (), settings)
    from api.asking import Wanted, ask_by_ad, ask_by_role
    from api.commands.advice_text import advice_text, terminal_width
    from api.rendering import gap_response
    from api.wishes import level_range

    service = loading.service()
    preferences = Preferences(
        budget=budget,
        currency=currency or service.settings.currency,
        hours=float(hours) if hours is not None else None,
        modes=frozenset(mode or ()),
        languages=frozenset(language or ()),
        levels=level_range(level_from, level_to),
        starts_from=starts_from.date() if starts_from else None,
        starts_by=starts_by.date() if starts_by else None,
        providers=frozenset(provider or ()),
        without_providers=frozenset(without_provider or ()),
    )
    if document is not None:
        found = ask_by_ad(service, document.text, claims, preferences, min_confidence)
    else:
        found = ask_by_role(service, role or "", claims, preferences, min_confidence)
    wanted = Wanted(hours_per_week=hours_per_week, alternatives=alternatives)
    answered = replace(found, notes=(*notes, *profile_notes), wanted=wanted)
    response = gap_response(service, answered, limit=limit)
    typer.echo(response.model_dump_json() if as_json else advice_text(response, terminal_width()))
    if out is not None and form is not None:
        from api.commands.dossier import write
        from api.commands.planned import resume_with
        from api.taking_along import file_of

        brought = resume_with(given, found.advice)
        write(out, file_of(response.model_copy(update={"resume": brought}), form, date.today()))
        typer.echo(f"{out}: written", err=True)
    if resume_out is not None:
        from api.commands.planned import write_resume

        write_resume(resume_out, given, claims, found.advice)


def _form(out: Path) -> TakeForm:
    """By the suffix, before anything is read. Raises InvalidInput."""
    from api.demand_tables import require_folder
    from api.taking_along import TakeForm

    suffix = out.suffix.lower().lstrip(".")
    if suffix not in [*TakeForm]:
        raise InvalidInput("out", f"{out.name} should end in one of {', '.join('.' + one for one in TakeForm)}")
    require_folder("out", out)
    return TakeForm(suffix)


def claims_of(
    profiles: Sequence[tuple[str, bytes]], skills: Sequence[str], settings: Settings
) -> tuple[ProfileClaims, tuple[str, ...]]:
    """(the named skills with what all files hold, their notes). Raises what `profile_of` raises."""
    claims, notes = ProfileClaims(claims=tuple(skills)), tuple[str, ...]()
    if not profiles:
        return claims, notes
    from api.uploads import badge_checks, profile_of

    checks = badge_checks(settings)
    for profile in profiles:
        read, own = profile_of(*profile, settings.max_ad_characters, checks)
        claims, notes = claims.joined(read), (*notes, *own)
    return claims, told(notes)
