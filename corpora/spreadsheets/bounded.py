"""Sheets whose markup between two rows is bounded: their reader holds all of it until the next row ends."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, BinaryIO

from matcher.errors import UnreadableDocument

MAX_TAGS = 400_000
"""Opening and closing ones: six for each cell of the widest row that there can be, and some seconds of work."""
SHEET = re.compile(r"/?xl/worksheets/[^/]+\.xml")
UNSIZED = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1"/></worksheet>'
)
"""What the library gets to see of a sheet as it loads the workbook: else it goes through all rows for their number."""


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


class SheetArchive(zipfile.ZipFile):
    """The container of a workbook, for the library to read from."""

    def __init__(self, name: str, file: BinaryIO) -> None:
        super().__init__(file)
        self.name = name
        self.loading = True
        self.opened: list[Bounded] = []

    def open(self, name: Any, *how: Any, **more: Any) -> Any:  # noqa: ANN401 - as the library asks
        part = name.filename if isinstance(name, zipfile.ZipInfo) else str(name)
        if SHEET.fullmatch(part) is None:
            return super().open(name, *how, **more)
        if self.loading:
            return io.BytesIO(UNSIZED)
        self.opened.append(Bounded(self.name, super().open(name, *how, **more)))
        return self.opened[-1]


def load(name: str, file: BinaryIO, *, data_only: bool) -> Any:  # noqa: ANN401 - a library without types
    """The workbook, no sheet of it read yet. Raises what the library raises for damage."""
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - slow to import, and seldom needed

    reader = ExcelReader(file, read_only=True, keep_vba=False, data_only=data_only, keep_links=False)
    reader.archive = SheetArchive(name, file)
    reader.read()
    reader.archive.loading = False
    return reader.wb


def rows_of(sheet: Any, **which: Any) -> Iterator[Sequence[Any]]:  # noqa: ANN401 - as above
    """`iter_rows` of the sheet with these arguments. Raises UnreadableDocument where no row comes for too long."""
    for row in sheet.iter_rows(**which):
        for one in sheet.parent._archive.opened:
            one.tags = 0
        yield row
