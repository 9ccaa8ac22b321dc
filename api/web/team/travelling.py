"""What could not be read of a file, as it travels in the form: the text that the page has of it does not tell that."""

import json
from collections.abc import Iterable

from matcher.errors import Rejected

MOST = 500
"""Faults that travel."""


def travelling(faults: Iterable[Rejected]) -> str:
    told = [
        {"file": own.file, "sheet": own.sheet, "row": own.row, "field": own.field, "reason": own.reason}
        for own in [*faults][:MOST]
    ]
    return json.dumps(told, ensure_ascii=False) if told else ""


def unread_of(text: str) -> tuple[Rejected, ...]:
    """Nothing for what is no such text or holds half a character: it came from a browser, and no plan rests on it."""
    try:
        found = json.loads(text) if text else []
        json.dumps(found, ensure_ascii=False).encode()
        return tuple(
            Rejected(
                file=str(own["file"]),
                sheet=None if own["sheet"] is None else str(own["sheet"]),
                row=None if own["row"] is None else int(own["row"]),
                field=None if own["field"] is None else str(own["field"]),
                reason=str(own["reason"]),
            )
            for own in found[:MOST]
        )
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return ()
