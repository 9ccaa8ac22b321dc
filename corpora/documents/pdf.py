"""PDF text, page by page; a scanned, encrypted or damaged file is named as such."""

import io
import logging
import re
from collections.abc import Sequence
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from corpora.documents.document import MAX_CHARACTERS, Document
from corpora.documents.pdf_columns import Line, columns_text, gutter_of, merged
from corpora.documents.pdf_work import Work, work_of
from matcher.errors import TextTooLong, UnreadableDocument

MAX_PAGES = 300
MIN_LETTERS_PER_PAGE = 15
"""Fewer on average, and with images, is a scan with a stamp or a page number on it."""
MIN_WRAPPED = 0.6
"""Of the longest line: a shorter one ends where its author wanted."""

ENCRYPTED = "is encrypted with a password; save a copy without one and try again"
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\n(?=[a-zß-ÿ])")


def read_pdf(name: str, data: bytes, max_characters: int = MAX_CHARACTERS) -> Document:
    """The text in reading order, with a note for columns and for pages without text.

    Raises UnreadableDocument (encrypted, scanned, damaged, too many pages or too much to interpret on them) and
    TextTooLong.
    """
    try:
        reader = _opened(name, data)
        texts, columns = _pages(name, reader, work_of(name, data), max_characters)
        title = reader.metadata.title if reader.metadata else None
        scanned = _is_scanned(reader, texts)
    except (UnreadableDocument, TextTooLong):
        raise
    except LimitReachedError as error:
        raise UnreadableDocument(name, "unpacks to more than is safe to read") from error
    except (DependencyError, FileNotDecryptedError) as error:
        raise UnreadableDocument(name, ENCRYPTED) from error
    except Exception as error:  # a parser of hostile input raises whatever it stumbles on: KeyError, struct.error, ...
        raise UnreadableDocument(name, f"is damaged and can't be read as PDF ({type(error).__name__})") from error
    if scanned:
        raise UnreadableDocument(name, _scanned(len(texts)))
    notes = _notes(texts, columns)
    return Document(
        text="\n\n".join(text for text in texts if text.strip()),
        media_type="application/pdf",
        title=str(title).strip() or None if title else None,
        notes=notes,
    )


def _opened(name: str, data: bytes) -> PdfReader:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote the file: no CV text in logs
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableDocument(name, ENCRYPTED)
    pages = len(reader.pages)
    if pages == 0:
        raise UnreadableDocument(name, "has no pages")
    if pages > MAX_PAGES:
        raise UnreadableDocument(name, f"has {pages:,} pages; at most {MAX_PAGES} are read")
    return reader


def _pages(name: str, reader: PdfReader, work: Work, max_characters: int) -> tuple[list[str], int]:
    """The text of each page, and how many pages have columns."""
    texts: list[str] = []
    columns = 0
    for page in reader.pages:
        text, in_columns = _page(page, work)
        columns += in_columns
        texts.append(unwrapped(text.translate(_LIGATURES)))
        length = sum(map(len, texts))
        if length > max_characters:
            raise TextTooLong(name, length=length, limit=max_characters)
    return texts, columns


def _page(page: PageObject, work: Work) -> tuple[str, bool]:
    work.charge_page(page)
    pieces: list[Line] = []

    def collect(text: str, cm: Sequence[float], tm: Sequence[float], _font: Any, size: float) -> None:  # noqa: ANN401 - pypdf's own
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = abs(tm[0] * cm[0]) or abs(tm[1] * cm[1]) or 1.0
            pieces.append(Line(x, y, max(1.0, size * scale), " ".join(text.split())))

    def require_within(*_operation: Any) -> None:  # noqa: ANN401 - pypdf's own
        work.require_within()  # pypdf goes on after a form that can't be read

    plain = page.extract_text(visitor_operand_before=require_within, visitor_text=collect)
    work.require_within()
    lines = merged(pieces)
    gutter = gutter_of(lines)
    if gutter is None:
        return plain, False
    return columns_text(lines, gutter), True


def unwrapped(text: str) -> str:
    """Sentences that the page width broke, whole again; list items and headings keep their lines."""
    lines = [line.strip() for line in _HYPHENATED.sub("", text).split("\n")]
    longest = max((len(line) for line in lines), default=0)
    out: list[str] = []
    joined = 0
    for line in lines:
        wrapped = bool(out) and joined >= MIN_WRAPPED * longest and out[-1][-1:] not in ".:;!?"
        goes_on = wrapped and line[:1].islower()
        joined = joined + 1 + len(line) if goes_on else len(line)
        out += [" ", line] if goes_on else ["\n", line]
    return "".join(out[1:])


def _is_scanned(reader: PdfReader, texts: Sequence[str]) -> bool:
    letters = sum(c.isalnum() for text in texts for c in text)
    return letters == 0 or (
        letters < MIN_LETTERS_PER_PAGE * len(texts) and any(_has_image(page) for page in reader.pages)
    )


def _has_image(page: PageObject) -> bool:
    resources: Any = page.get("/Resources")
    objects: Any = resources.get_object().get("/XObject") if resources is not None else None
    if objects is None:
        return False
    return any(item.get_object().get("/Subtype") == "/Image" for item in objects.get_object().values())


def _scanned(pages: int) -> str:
    counted = "1 page" if pages == 1 else f"{pages} pages"
    return f"has {counted} but no text: it seems to be scanned; run text recognition (OCR) over it and try again"


def _notes(texts: Sequence[str], columns: int) -> tuple[str, ...]:
    empty = sum(not any(c.isalnum() for c in text) for text in texts)
    notes = []
    if columns:
        notes.append("two-column layout: each column was read as a whole")
    if empty:
        notes.append(f"{empty} of {len(texts)} pages without text")
    return tuple(notes)
