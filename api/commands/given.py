# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""What stands on the command line: amounts, files, and `-` for standard input."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.amounts import MOST_HOURS, MOST_MONEY, read_amount
from matcher.errors import UnreadableDocument

if TYPE_CHECKING:
    from corpora.documents.document import Document

STANDARD_INPUT = "-"
Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON, as /v1 gives it.")]
MinConfidence = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="Show skills from this confidence on, in place of the fitted threshold."),
]
In = Annotated[
    str | None,
    typer.Option(
        "--in", metavar="FILE", help="Bulk: NDJSON, CSV, XLSX or Parquet of id and text; - for stdin (NDJSON)."
    ),
]
Out = Annotated[
    str | None,
    typer.Option("--out", metavar="FILE", help="Bulk: where the answers go, one line each; - for stdout."),
]
Sheet = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Of a workbook.  [default: the first visible one with a header]"),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with a partly written --out, with the same options.")]


def money(text: str) -> Decimal:
    return _amount(text, MOST_MONEY)


def hours_of_study(text: str) -> Decimal:
    return _amount(text, MOST_HOURS)


def _amount(text: str, most: int) -> Decimal:
    try:
        return read_amount(text, most)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def currency_code(text: str) -> str:
    from corpora.courses.money import CURRENCIES

    if text.upper() not in CURRENCIES:
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


def read_given(name: str, max_characters: int) -> tuple[Document, tuple[str, ...]]:
    """A file of any kind that we read, and its notes, also told. Raises what `read_document` raises."""
    from api.uploads import noted
    from corpora.documents.reading import read_document

    called, data = read_file(name)
    document = read_document(called, data, max_characters=max_characters)
    return document, told(noted(called, document))


def told(notes: tuple[str, ...]) -> tuple[str, ...]:
    """The notes themselves, said on standard error."""
    for note in notes:
        typer.echo(f"matcher: {note}", err=True)
    return notes


def path_or_standard(name: str) -> Path | None:
    """None stands for standard input or output."""
    return None if name == STANDARD_INPUT else Path(name)
