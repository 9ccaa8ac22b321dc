"""What kind of file this is, by what stands in it; the name and media type only break ties."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePath

from corpora.documents.markup import is_marked_up
from matcher.errors import UnreadableDocument


class Kind(StrEnum):
    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"


PDF_HEAD_BYTES = 1_024
"""A PDF may begin with other bytes; readers look this far for its mark."""
TEXT_HEAD = 4_096

REFUSED: Mapping[bytes, str] = {
    b"{\\rtf": "is RTF, which is not read; save it as DOCX, PDF or text",
    b"\x89PNG": "is an image; run text recognition (OCR) over it and paste the text",
    b"\xff\xd8\xff": "is an image; run text recognition (OCR) over it and paste the text",
    b"GIF8": "is an image; run text recognition (OCR) over it and paste the text",
    b"II*\x00": "is an image; run text recognition (OCR) over it and paste the text",
    b"MM\x00*": "is an image; run text recognition (OCR) over it and paste the text",
    b"RIFF": "is an image, a sound or a film, not a document",
    b"\x1f\x8b": "is a gzip archive; unpack it and give the file inside",
    b"7z\xbc\xaf": "is a 7z archive; unpack it and give the file inside",
    b"Rar!": "is a RAR archive; unpack it and give the file inside",
    b"BZh": "is a bzip2 archive; unpack it and give the file inside",
    b"%!PS": "is PostScript, which is not read; save it as PDF",
    b"PAR1": "is a Parquet table, not a document",
    b"SQLite format 3\x00": "is a database, not a document",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PARTS: Mapping[str, str] = {
    "xl/workbook.xml": "is a spreadsheet (XLSX); save the sheet as CSV or paste the text",
    "ppt/presentation.xml": "is a presentation (PPTX); save it as PDF",
    "META-INF/container.xml": "is an EPUB book; save it as HTML or text",
}
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
JSON_SUFFIXES = frozenset({".json", ".jsonld"})

_JSON_OBJECT = re.compile(r'\{\s*"')


def kind_of(name: str, data: bytes, media_type: str | None = None) -> Kind:
    """The kind. Raises UnreadableDocument, saying what to do, for the formats that are not read.

    Text of any sort is TEXT here; `text_kind` tells what is in it, once it is decoded.
    """
    for mark, reason in REFUSED.items():
        if data.startswith(mark):
            raise UnreadableDocument(name, reason)
    if b"%PDF-" in data[:PDF_HEAD_BYTES]:
        return Kind.PDF
    if data.startswith(OLE):
        raise UnreadableDocument(name, _ole_reason(data))
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(name, data)
    _require_as_named(name, media_type)
    return Kind.TEXT


def text_kind(name: str, text: str, media_type: str | None = None) -> Kind:
    """TEXT, HTML or JSON."""
    start = text[:TEXT_HEAD].lstrip("\ufeff \t\r\n")
    suffix = PurePath(name.lower()).suffix
    stated = (media_type or "").lower().split(";")[0].strip()
    if suffix in JSON_SUFFIXES or stated.endswith("json") or _JSON_OBJECT.match(start):
        return Kind.JSON
    if start.startswith("[") and _is_json(text):
        return Kind.JSON
    if start.startswith("<") and (suffix in HTML_SUFFIXES or "html" in stated or is_marked_up(start)):
        return Kind.HTML
    if (suffix in HTML_SUFFIXES or "html" in stated) and "<" in text:
        return Kind.HTML
    return Kind.TEXT


def _require_as_named(name: str, media_type: str | None) -> None:
    """A file that says it is a PDF or DOCX but has no such mark is damaged, not a text."""
    suffix = PurePath(name.lower()).suffix
    stated = (media_type or "").lower()
    for known in ("pdf", "docx"):
        if suffix == f".{known}" or (known == "pdf" and stated == "application/pdf"):
            raise UnreadableDocument(name, f"is damaged, or no {known.upper()}: it does not begin like one")


def _ole_reason(data: bytes) -> str:
    if OLE_ENCRYPTED in data:
        return "is encrypted with a password; save a copy without one and try again"
    return "is an old Word or Office file (.doc), which is not read; save it as DOCX or PDF"


def _zip_kind(name: str, data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(name, "is damaged: its ZIP container can't be opened") from error
    if "word/document.xml" in names:
        return Kind.DOCX
    for part, reason in PARTS.items():
        if part in names:
            raise UnreadableDocument(name, reason)
    if {"mimetype", "content.xml"} <= names:
        raise UnreadableDocument(name, "is OpenDocument (ODT), which is not read; save it as DOCX or PDF")
    raise UnreadableDocument(name, "is a ZIP archive; unpack it and give the file inside")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
