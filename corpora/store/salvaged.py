"""What came over from a damaged store, and what did not."""

from dataclasses import dataclass, field

import orjson

from corpora.store import tables

AT_ONCE = 500
"""Rows in memory."""
COLUMNS = {table: tuple(column.name for column in table.columns) for table in tables.METADATA.sorted_tables}


@dataclass(slots=True, kw_only=True)
class Salvaged:
    ads: int = 0
    courses: int = 0
    lost_ads: list[str] = field(default_factory=list)
    """Ids: an index holds them once more."""
    lost_courses: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    """"ads" or "courses": more of them may be lost than are named, since their index is damaged, too."""
    nameless: int = 0
    """Ads of which neither row nor id can be read, but something else can."""
    changed_ads: list[str] = field(default_factory=list)
    """Ids of ads that do not say what they said: some of their words, or a name of theirs, are damaged."""
    changed_courses: list[str] = field(default_factory=list)
    unread: int = 0
    """Ads that have to be read again."""


def is_json(document: bytes | str) -> bool:
    try:
        orjson.loads(document)
    except orjson.JSONDecodeError:
        return False
    return True
