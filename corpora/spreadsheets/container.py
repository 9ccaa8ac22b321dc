"""What a workbook declares before anything of it is parsed: a small file can unpack to a great one."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from corpora.documents.sniffing import OLE, OLE_ENCRYPTED
from matcher.errors import UnreadableDocument

MAX_PARTS = 5_000
MAX_SHEET_BYTES = 500_000_000
"""Unpacked, of all sheets together: they are streamed, at some seconds for 100 MB."""
MAX_TEXTS_BYTES = 100_000_000
"""Of the shared texts, which are held in memory."""
MAX_OTHER_BYTES = 10_000_000
"""Of any other part, since it becomes objects: the workbook's own, its styles, relations, properties, theme."""
MAX_UNREAD_BYTES = 300_000_000
"""Of pictures, charts and pivot tables together, which nothing is read of."""
MAX_OLE_BYTES = 50_000_000
"""How far an old Office container is looked through for the mark of encryption."""
CHUNK_BYTES = 1_000_000
OVERLAP_BYTES = 128

WORKBOOK, TEXTS, PARTS = "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_UNREAD_FOLDER = r"xl/(?:media|drawings|charts|chartsheets|embeddings|pivotCache|pivotTables|printerSettings|activeX)/"
_UNREAD = re.compile(_UNREAD_FOLDER)
_READ_FROM_THERE = re.compile(
    rb"<[^<>]*(?=[^<>]*\b(?:main\+xml|sharedStrings\+xml|worksheet\+xml))[^<>]*[\"']/?" + _UNREAD_FOLDER.encode()
)
"""In the list of parts: one of those folders is said to hold what is read."""
_FORMULA = re.compile(rb"<(?:[A-Za-z]\w*:)?f[\s/>]")
_DOCTYPE = b"<!DOCTYPE"


@dataclass(frozen=True, slots=True)
class Contents:
    has_formulas: bool


def is_workbook(data: bytes) -> bool:
    """Whether it is an XLSX file, as far as its list of parts says."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return WORKBOOK in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def require_zip(name: str, file: BinaryIO) -> None:
    """Raises UnreadableDocument, saying what it is, where it is no ZIP container."""
    file.seek(0)
    head = file.read(8)
    if head.startswith(OLE):
        encrypted = OLE_ENCRYPTED in file.read(MAX_OLE_BYTES)
        raise UnreadableDocument(
            name,
            "is encrypted with a password; save a copy without one and try again"
            if encrypted
            else "is an old Excel file (.xls), which is not read; save it as XLSX or CSV",
        )
    if not head.startswith(b"PK"):
        raise UnreadableDocument(name, "is damaged, or no XLSX: it does not begin like one")


def contents_of(name: str, file: BinaryIO, max_bytes: int = MAX_SHEET_BYTES) -> Contents:
    """`max_bytes` are those of the sheets, and of the shared texts where that is less than their own limit.

    Raises UnreadableDocument for what is no workbook, and past the limits; for damage what zipfile and zlib raise.
    """
    require_zip(name, file)
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        sizes = {part.filename: part.file_size for part in parts[: MAX_PARTS + 1]}
        if len(parts) > MAX_PARTS:
            raise UnreadableDocument(name, f"has {len(parts):,} parts; at most {MAX_PARTS:,} are looked at")
        _require_workbook(name, sizes)
        sheets = [part for part in sizes if _SHEET.fullmatch(part)]
        unread = [part for part in sizes if _UNREAD.match(part)]
        others = {part: size for part, size in sizes.items() if part not in {*sheets, *unread, TEXTS}}
        _require_within(name, "its sheets unpack", sum(sizes[part] for part in sheets), max_bytes)
        _require_within(name, TEXTS + " unpacks", sizes.get(TEXTS, 0), min(max_bytes, MAX_TEXTS_BYTES))
        for part, size in others.items():
            _require_within(name, part + " unpacks", size, MAX_OTHER_BYTES)
        _require_within(name, "its pictures and charts unpack", sum(sizes[part] for part in unread), MAX_UNREAD_BYTES)
        formulas = {part: _scanned(name, archive, part) for part in (*sheets, *others, *(sizes.keys() & {TEXTS}))}
        if PARTS in sizes and _READ_FROM_THERE.search(archive.read(PARTS)):
            raise UnreadableDocument(name, f"{PARTS} says that its tables stand among its pictures or charts")
    return Contents(has_formulas=any(formulas[part] for part in sheets))


def _require_workbook(name: str, sizes: dict[str, int]) -> None:
    if WORKBOOK in sizes:
        return
    if "xl/workbook.bin" in sizes:
        raise UnreadableDocument(name, "is a binary workbook (XLSB), which is not read; save it as XLSX or CSV")
    if {"mimetype", "content.xml"} <= sizes.keys():
        raise UnreadableDocument(name, "is an OpenDocument sheet (ODS), which is not read; save it as XLSX or CSV")
    raise UnreadableDocument(name, "is a ZIP archive without a workbook; unpack it and give the file inside")


def _require_within(name: str, what: str, size: int, limit: int) -> None:
    if size > limit:
        raise UnreadableDocument(name, f"{what} to {size:,} bytes; at most {limit:,} are read")


def _scanned(name: str, archive: zipfile.ZipFile, part: str) -> bool:
    """Whether there is a formula in it. Raises UnreadableDocument where it defines entities, which no XLSX does."""
    found = False
    tail = b""
    with archive.open(part) as source:
        while chunk := source.read(CHUNK_BYTES):
            window = tail + chunk
            if _DOCTYPE in window:
                raise UnreadableDocument(name, f"{part} declares a document type, which no workbook does")
            found = found or _FORMULA.search(window) is not None
            tail = window[-OVERLAP_BYTES:]
    return found
