"""What becomes of an imported file: records kept beside or instead of the former ones, and rejects."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Protocol, TypeVar

import typer

from matcher.errors import InvalidInput, Rejected

SHOWN_REJECTS = 20


class Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=Named)


def split(found: Iterable[T | Rejected], limit: int | None = None) -> tuple[list[T], list[Rejected]]:
    """(what can be used, the first `limit` of it; the rejects met until then)."""
    kept: list[T] = []
    rejected: list[Rejected] = []
    for item in found:
        if isinstance(item, Rejected):
            rejected.append(item)
            continue
        kept.append(item)
        if len(kept) == limit:
            break
    return kept, rejected


def tell_rejected(rejected: Sequence[Rejected], file: Path | None = None) -> None:
    """Some on standard error, then a count; all of them as NDJSON into `file`. Raises InvalidInput."""
    for one in rejected[:SHOWN_REJECTS]:
        typer.echo(f"matcher: left out {one}", err=True)
    if len(rejected) > SHOWN_REJECTS:
        typer.echo(f"matcher: and {len(rejected) - SHOWN_REJECTS:,} more were left out", err=True)
    write_rejected(rejected, file)


def write_rejected(rejected: Sequence[Rejected], file: Path | None) -> None:
    """All of them as NDJSON, where a file is wanted. Raises InvalidInput."""
    if file is None:
        return
    try:
        file.write_text("".join(json.dumps(asdict(one)) + "\n" for one in rejected), "utf-8")
    except OSError as error:
        raise InvalidInput("rejects", f"{file} can't be written: {error.strerror}") from error


def require_any(kept: Sequence[object], path: Path, what: str) -> None:
    if not kept:
        raise InvalidInput(path.name, f"holds no {what} that can be used; nothing was changed")
