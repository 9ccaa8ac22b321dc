"""A list of skills in a workbook, as people keep it."""

import io

from corpora.documents.document import MAX_BYTES
from corpora.documents.text import clean_text
from corpora.profiles.files import HEADERS
from corpora.spreadsheets.rows import read_xlsx
from corpora.table_rows import TableFault, TableRow
from matcher.errors import EmptyText, UnreadableDocument
from matcher.profiles import ProfileClaims

MAX_UNPACKED_BYTES = 15_000_000
"""Of its sheets: some hundred thousand cells, which take some seconds."""


def claims_of_workbook(name: str, data: bytes) -> tuple[ProfileClaims, tuple[str, ...]]:
    """(the column that is headed as skills, or every text where none is; what could not be read).

    Raises UnreadableDocument, EmptyText.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(name, f"has {len(data):,} bytes; at most {MAX_BYTES:,} are read")
    rows: list[TableRow] = []
    notes: list[str] = []
    for row in read_xlsx(name, io.BytesIO(data), max_bytes=MAX_UNPACKED_BYTES):
        if isinstance(row, TableFault):
            notes.append(_told(name, row))
        else:
            rows.append(row)
    columns = list(rows[0].cells) if rows else []
    headed = [column for column in columns if column.lower() in HEADERS][:1]
    cells = [row.cells[column] for row in rows for column in headed or columns]
    texts = [
        " ".join(clean_text(cell).split()) for cell in ([] if headed else columns) + cells if isinstance(cell, str)
    ]
    claims = tuple(dict.fromkeys(filter(None, texts)))
    if not claims:
        raise EmptyText(name)
    return ProfileClaims(claims=claims), tuple(notes)


def _told(name: str, fault: TableFault) -> str:
    where = [f"row {fault.number}"] if fault.number is not None else []
    return f"{', '.join([name, *where, *([fault.column] if fault.column else [])])}: {fault.reason}"
