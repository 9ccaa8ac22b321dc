"""Word documents (DOCX): paragraphs, list items and tables in the order they stand in, text boxes too."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml.etree import _Element

from corpora.documents.document import Document
from corpora.documents.markup import BULLET, CELL_SEPARATOR
from matcher.errors import UnreadableDocument

MAX_UNPACKED_BYTES = 150_000_000
MAX_PARTS = 5_000
MAX_DEPTH = 60
"""Of tables, text boxes and content controls inside each other."""

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

CONTAINERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:smartTag", "w:customXml", "w:ins")))
TEXT, TAB, BREAKS = qn("w:t"), qn("w:tab"), frozenset(map(qn, ("w:br", "w:cr")))
DROPPED = frozenset(
    {
        *map(qn, ("w:del", "w:pPr", "w:rPr", "w:instrText")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
"""Deleted text, properties, field codes, and the second copy of a text box for old readers."""


def read_docx(name: str, data: bytes) -> Document:
    """The body's text. Raises UnreadableDocument for a damaged file or one that unpacks beyond the limits."""
    _require_harmless(name, data)
    try:
        document = docx.Document(io.BytesIO(data))
        lists = _list_styles(document)
        text = "\n".join(_blocks(document.element.body, lists, 0))
        title = document.core_properties.title or None
    except Exception as error:  # python-docx raises KeyError, ValueError, lxml's and zipfile's errors alike
        raise UnreadableDocument(name, f"is damaged and can't be read as DOCX ({type(error).__name__})") from error
    return Document(text=text, media_type=MEDIA_TYPE, title=title)


def _require_harmless(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(name, "is damaged: its ZIP container can't be opened") from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
        reason = f"unpacks to {unpacked:,} bytes in {len(parts):,} parts: more than is safe to read"
        raise UnreadableDocument(name, reason)


def _list_styles(document: WordDocument) -> frozenset[str]:
    """Ids of the paragraph styles that make list items, by numbering or by name."""
    found = set()
    for style in document.styles.element.findall(qn("w:style")):
        label = style.find(qn("w:name"))
        named = label is not None and str(label.get(qn("w:val"))).lower().startswith("list ")
        if named or style.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
            found.add(str(style.get(qn("w:styleId"))))
    return frozenset(found)


def _blocks(parent: _Element, lists: frozenset[str], depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        return
    for child in parent:
        if child.tag == qn("w:p"):
            yield from _paragraph(child, lists, depth)
        elif child.tag == qn("w:tbl"):
            yield from _table(child, lists, depth)
        elif child.tag in CONTAINERS:
            yield from _blocks(child, lists, depth + 1)


def _paragraph(paragraph: _Element, lists: frozenset[str], depth: int) -> Iterator[str]:
    """The paragraph's own line, then those of the text boxes anchored in it."""
    boxes: list[_Element] = []
    text = "".join(_runs(paragraph, boxes)).strip()
    yield BULLET + text if text and _is_item(paragraph, lists) else text
    for box in boxes:
        yield from _blocks(box, lists, depth + 1)


def _runs(element: _Element, boxes: list[_Element]) -> Iterator[str]:
    for child in element:
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag == TAB:
            yield "\t"
        elif child.tag in BREAKS:
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag == qn("w:txbxContent"):
            boxes.append(child)
        elif child.tag not in DROPPED:
            yield from _runs(child, boxes)


def _is_item(paragraph: _Element, lists: frozenset[str]) -> bool:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        return False
    number = properties.find(f"{qn('w:numPr')}/{qn('w:numId')}")
    if number is not None:
        return number.get(qn("w:val")) != "0"
    style = properties.find(qn("w:pStyle"))
    return style is not None and str(style.get(qn("w:val"))) in lists


def _table(table: _Element, lists: frozenset[str], depth: int) -> Iterator[str]:
    """A row on one line where its cells have one line each; a layout table cell by cell."""
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue
        cells = [[line for line in _blocks(cell, lists, depth + 1) if line] for cell in _cells(row)]
        filled = [lines for lines in cells if lines]
        if all(len(lines) == 1 for lines in filled):
            yield CELL_SEPARATOR.join(lines[0] for lines in filled)
        else:
            yield from (line for lines in filled for line in lines)


def _cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in CONTAINERS:
            yield from _cells(child)
