# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""The options that say which ads are meant, the same for every command of `matcher demand`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from api.slicing import SliceIn

Names = list[str] | None
Day = datetime | None
OPTIONS: Mapping[str, Any] = {
    "sector": Annotated[Names, typer.Option(help="Repeatable, as the next ones; * stands for whatever.")],
    "occupation": Annotated[Names, typer.Option(help="In words, or its URI.")],
    "region": Annotated[Names, typer.Option(help="Where the ad states one.")],
    "location": Annotated[Names, typer.Option(help="Where the ad states one.")],
    "organisation": Annotated[Names, typer.Option(help="The employer.")],
    "source": Annotated[Names, typer.Option(help="The name of the file that held the ads.")],
    "since": Annotated[Day, typer.Option(formats=["%Y-%m-%d"], help="The first day that counts.")],
    "until": Annotated[Day, typer.Option(formats=["%Y-%m-%d"], help="The last day that counts.")],
}


def sliced(command: Callable[..., None]) -> Callable[..., None]:
    """The command with these options in place of its parameter `asked`, a SliceIn."""

    @wraps(command)
    def with_options(*given: object, **named: object) -> None:
        command(*given, asked=slice_in({name: named.pop(name) for name in OPTIONS}), **named)

    hints = inspect.get_annotations(command, eval_str=True, globals={**command.__globals__, "SliceIn": object})
    own = [p for name, p in inspect.signature(command).parameters.items() if name != "asked"]
    kept = [p.replace(annotation=hints[p.name]) for p in own]
    options = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        for name, kind in OPTIONS.items()
    ]
    with_options.__signature__ = inspect.Signature([*kept, *options])  # type: ignore[attr-defined]
    with_options.__annotations__ = {p.name: p.annotation for p in (*kept, *options)}
    return with_options


def slice_in(stated: Mapping[str, object]) -> SliceIn:
    """Raises InvalidInput."""
    from pydantic import ValidationError

    from api.slicing import SliceIn
    from matcher.errors import InvalidInput

    days = {name: own.date() if isinstance(own, datetime) else own for name, own in stated.items()}
    try:
        return SliceIn.model_validate({name: own for name, own in days.items() if own is not None})
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidInput(str(first["loc"][0]), first["msg"]) from error
