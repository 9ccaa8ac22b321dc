"""Any file that a person hands over, as a Document."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeGuard

from corpora.ads.posting import ad_of_posting, postings_in
from corpora.ads.records import ad_of, columns_of
from corpora.documents.document import MAX_BYTES, MAX_CHARACTERS, Document
from corpora.documents.docx import read_docx
from corpora.documents.html import read_html
from corpora.documents.json_text import parse_json
from corpora.documents.pdf import read_pdf
from corpora.documents.sniffing import Kind, kind_of, text_kind
from corpora.documents.text import clean_text, decode, require_clean
from matcher.ads import JobAd
from matcher.errors import EmptyText, InvalidInput, UnreadableDocument


def read_document(
    name: str, data: bytes, media_type: str | None = None, *, max_characters: int = MAX_CHARACTERS
) -> Document:
    """The text of a file, cleaned, with the job posting that it states if it does.

    `name` is for messages and breaks ties between formats; the content decides. `max_characters` are those of
    its text. Raises UnreadableDocument, EmptyText, TextTooLong, or InvalidInput for JSON that is broken or no
    job ad.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(name, f"has {len(data):,} bytes; at most {MAX_BYTES:,} are read")
    if not data.strip():
        raise EmptyText(name)
    return _cleaned(name, _read(name, data, media_type, max_characters), max_characters)


def _read(name: str, data: bytes, media_type: str | None, max_characters: int) -> Document:
    kind = kind_of(name, data, media_type)
    if kind is Kind.PDF:
        return read_pdf(name, data, max_characters)
    if kind is Kind.DOCX:
        return read_docx(name, data, max_characters)
    text = decode(name, data)
    kind = text_kind(name, text, media_type)
    if kind is Kind.HTML:
        return read_html(name, data, max_characters)
    if kind is Kind.JSON:
        return _read_json(name, text, max_characters)
    return Document(text=text, media_type="text/plain")


def _read_json(name: str, text: str, max_characters: int) -> Document:
    ad = _only_ad(name, parse_json(name, text.removeprefix("\ufeff")), max_characters)
    return Document(text=ad.text, media_type="application/json", title=ad.title, posting=ad)


def _only_ad(name: str, value: object, max_characters: int) -> JobAd:
    postings = list(postings_in(value))
    records = [item for item in (value if isinstance(value, list) else [value]) if _is_ad(item)]
    found = postings or records
    if len(found) > 1:
        raise InvalidInput(name, f"holds {len(found)} job ads, and one is read at a time")
    if postings:
        return ad_of_posting(postings[0], source=name)
    if records:
        return ad_of(records[0], source=name, max_characters=max_characters)
    raise InvalidInput(name, "holds neither a schema.org JobPosting nor an object with a 'text' or 'description'")


def _is_ad(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, Mapping) and "text" in columns_of(value)


def _cleaned(name: str, document: Document, max_characters: int) -> Document:
    text = require_clean(name, document.text, max_characters)
    title = " ".join(clean_text(document.title).split()) if document.title else None
    posting = replace(document.posting, text=text) if document.posting else None
    return replace(document, text=text, title=title or None, posting=posting)
