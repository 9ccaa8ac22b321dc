"""Sheets whose markup between two rows is bounded: their reader holds all of it until the next row ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from matcher.errors import UnreadableDocument

MAX_TAGS = 400_000
"""Opening and closing ones: six for each cell of the widest row that there can be, and some seconds of work."""


@dataclass(slots=True)
class Bounded:
    """The bytes of a sheet, as they are read."""

    name: str
    source: IO[bytes]
    tags: int = 0
    """Since the last row."""

    def read(self, size: int = -1) -> bytes:
        """Raises UnreadableDocument past the limit."""
        data = self.source.read(size)
        self.tags += data.count(b"<")
        if self.tags > MAX_TAGS:
            raise UnreadableDocument(self.name, f"a sheet has more than {MAX_TAGS:,} tags of XML that are in no row")
        return data

    def close(self) -> None:
        self.source.close()

    def __enter__(self) -> "Bounded":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def rows_of(name: str, sheet: Any, **which: Any) -> Iterator[Sequence[Any]]:  # noqa: ANN401 - of a library without types
    """`iter_rows` of the sheet with these arguments. Raises UnreadableDocument where no row comes for too long."""
    opened, source = sheet._get_source, []  # the library lets nobody else at what it reads from

    def bounded() -> Bounded:
        source.append(Bounded(name, opened()))
        return source[-1]

    sheet._get_source = bounded
    try:
        for row in sheet.iter_rows(**which):
            for one in source:
                one.tags = 0
            yield row
    finally:
        sheet._get_source = opened
