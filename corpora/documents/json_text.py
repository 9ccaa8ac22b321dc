"""JSON text to values, with errors that name line and column."""

import json

from matcher.errors import InvalidInput


def parse_json(name: str, text: str) -> object:
    """The value. Raises InvalidInput naming the file, line and column of the first fault."""
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
