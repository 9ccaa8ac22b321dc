"""Cursors of ranked lists: an opaque place to go on from."""

from matcher.errors import InvalidInput


def after(cursor: str | None) -> int:
    """Where the page starts. Raises InvalidInput for what is no cursor of ours."""
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit()) or len(cursor) > 6:
        raise InvalidInput("cursor", "is not one that an answer gave")
    return int(cursor)


def cursor_after(start: int, limit: int, total: int) -> str | None:
    """The next page's cursor; None on the last one."""
    return str(start + limit) if start + limit < total else None
