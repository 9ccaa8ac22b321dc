# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher doctor`: what is well and what is not, and with `--repair` what can be put right."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.given import Json
from api.commands.loading import loading_of
from matcher.errors import InvalidInput, MatcherError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.doctor.finding import Finding
    from api.settings import Settings

BROKEN = 1


def doctor(
    context: typer.Context,
    repair: Annotated[
        bool,
        typer.Option("--repair", help="Put right what safely can be; a damaged store is set aside, never deleted."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Check settings, home, models, taxonomy, store and indexes.

    Each is ok, a warning, or broken, with what that means and what to do. Nothing is changed without --repair. Ends
    with 1 where something is broken.
    """
    from api.doctor.examining import examine, unusable_settings
    from api.doctor.finding import State, worst

    try:
        settings = loading_of(context).settings()
    except InvalidInput as error:
        findings = [unusable_settings(error)]
        done: list[str] = []
    else:
        findings = _shown(examine(settings), as_json=as_json)
        done = _repaired(settings, findings, as_json=as_json) if repair else []
        if done:
            findings = _shown(examine(settings), as_json=as_json)
    if as_json:
        told = {"state": worst(findings), "done": done, "findings": [asdict(one) for one in findings]}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    if worst(findings) is State.BROKEN:
        raise typer.Exit(BROKEN)


def _shown(findings: Iterable[Finding], *, as_json: bool) -> list[Finding]:
    """Each as it is made: some take a while."""
    found = []
    for one in findings:
        found.append(one)
        if not as_json:
            _show(one)
    return found


def _show(one: Finding) -> None:
    typer.echo(f"{one.state:8} {one.about}: {one.said}")
    for label, text in (("means", one.means), ("do", one.advice)):
        if text is not None:
            typer.echo(f"{'':8} {label}: {text}")


def _repaired(settings: Settings, findings: Iterable[Finding], *, as_json: bool) -> list[str]:
    """Whatever goes wrong with one, the others are tried."""
    from api.doctor.finding import remedies
    from api.doctor.repairing import repair
    from api.wiring import say_on_stderr

    done: list[str] = []
    for remedy in remedies(findings):
        try:
            for line in repair(remedy, settings, datetime.now(), say_on_stderr):
                done.append(line)
                if not as_json:
                    typer.echo(f"{'repair':8} {line}")
        except (MatcherError, OSError) as error:
            done.append(f"could not {remedy}: {error}")
            typer.echo(f"matcher: could not {remedy}: {error}", err=True)
    return done
