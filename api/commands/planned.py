"""`matcher advise --resume-out`: a stack as part of a person's own resume."""

import json
from collections.abc import Sequence
from pathlib import Path

import typer

from corpora.profiles.files import resume_in
from corpora.profiles.resume_writing import new_resume, planned_line, with_planned
from corpora.replacing import replacing
from matcher.pipeline import Advice
from matcher.profiles import ProfileClaims


def resume_with(profiles: Sequence[tuple[str, bytes]], advice: Advice) -> dict[str, object] | None:
    """The person's own JSON Resume with the stack as planned certificates; None where they brought none."""
    own = next((resume for given in profiles if (resume := resume_in(*given)) is not None), None)
    return with_planned(own, [one.achievement for one in advice.taken]) if own is not None else None


def write_resume(file: Path, profiles: Sequence[tuple[str, bytes]], claims: ProfileClaims, advice: Advice) -> None:
    """The person's own JSON Resume, or a new one where they brought none, with the stack as planned certificates."""
    own = next((resume for given in profiles if (resume := resume_in(*given)) is not None), None)
    stack = [one.achievement for one in advice.taken]
    whole = with_planned(own if own is not None else new_resume(claims.claims), stack)
    with replacing(file) as new:
        new.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", "utf-8")
    if own is None and profiles:
        names = ", ".join(name for name, _ in profiles)
        typer.echo(f"matcher: {names}: no JSON Resume, so {file} holds listed skills and what is planned", err=True)
    for one in stack:
        typer.echo(f"matcher: {file}: {planned_line(one)}", err=True)
