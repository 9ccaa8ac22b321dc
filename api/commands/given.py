# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""What stands on the command line: amounts, files, and `-` for standard input."""

from __future__ import annotations

import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.errors import UnreadableDocument

if TYPE_CHECKING:
    from corpora.documents.document import Document

STANDARD_INPUT = "-"
Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON, as /v1 gives it.")]
MinConfidence = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="Show skills from this confidence on, in place of the fitted threshold."),
]
In = Annotated[str | None, typer.Option("--in", metavar="FILE", help="Bulk: NDJSON of id and text; - for stdin.")]
Out = Annotated[
    str | None,
    typer.Option("--out", metavar="FILE", help="Bulk: where the answers go, one line each; - for stdout."),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with a partly written --out, with the same options.")]


def amount(text: str) -> Decimal:
    """A sum or a number of hours, 0 or more."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise typer.BadParameter(f"{text!r} is no number") from None
    if not value.is_finite() or value < 0:
        raise typer.BadParameter(f"must be 0 or more, not {text}")
    return value


def currency_code(text: str) -> str:
    if not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise typer.BadParameter(f"{text!r} is no ISO 4217 code such as AUD")
    return text.upper()


def read_file(name: str) -> tuple[str, bytes]:
    """(name for messages, contents). Raises UnreadableDocument."""
    if name == STANDARD_INPUT:
        return "standard input", sys.stdin.buffer.read()
    try:
        return Path(name).name, Path(name).read_bytes()
    except OSError as error:
        raise UnreadableDocument(name, f"can't be read: {error.strerror}") from error


def read_given(name: str) -> Document:
    """A file of any kind that we read. Raises what `read_document` raises."""
    from corpora.documents.reading import read_document

    return read_document(*read_file(name))


def path_or_standard(name: str) -> Path | None:
    """None stands for standard input or output."""
    return None if name == STANDARD_INPUT else Path(name)
