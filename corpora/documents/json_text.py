"""JSON text to values, with errors that name line and column."""

import json

from matcher.errors import InvalidInput

MOST_PARTS = 1_000_000
"""Values, names, objects and lists of one document: a learning record has some thousand."""
_MARKS = ",{["


def parse_json(name: str, text: str, most_parts: int | None = MOST_PARTS) -> object:
    """The value. Raises InvalidInput naming the file, line and column of the first fault.

    Also past `most_parts`, before anything is made of them: a few bytes each become hundreds.
    """
    if most_parts is not None:
        require_few_parts(name, text, most_parts)
    try:
        value: object = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        reason = f"is not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        raise InvalidInput(name, reason) from error
    except RecursionError as error:
        raise InvalidInput(name, "is not usable JSON: it is nested too deeply") from error
    except ValueError as error:
        raise InvalidInput(name, f"is not usable JSON: {error}") from error
    return value


def require_few_parts(name: str, text: str, most_parts: int = MOST_PARTS) -> None:
    """Raises InvalidInput."""
    if len(text) > most_parts and sum(map(text.count, _MARKS)) > most_parts:
        raise InvalidInput(name, f"is not usable JSON: it holds more than {most_parts:,} values, objects and lists")
