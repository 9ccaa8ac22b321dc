"""Word documents (DOCX): paragraphs, list items and tables in the order they stand in, text boxes too."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element

from corpora.documents.document import MAX_CHARACTERS, Document
from corpora.documents.docx_parts import parts_of
from corpora.documents.markup import BULLET, CELL_SEPARATOR
from matcher.errors import TextTooLong, UnreadableDocument

MAX_DEPTH = 60
"""Of tables, text boxes and content controls inside each other."""

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE = "{http://purl.org/dc/elements/1.1/}title"

CONTAINERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:smartTag", "w:customXml", "w:ins", "w:moveTo")))
TEXT, TAB, BREAKS = qn("w:t"), qn("w:tab"), frozenset(map(qn, ("w:br", "w:cr")))
DROPPED = frozenset(
    {
        *map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
"""Deleted text, text at the place it was moved from, properties, field codes, and the second copy of a text box."""
OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class _Styles:
    """Ids of the styles whose paragraphs are list items, and of those whose text is hidden."""

    items: frozenset[str]
    hidden: frozenset[str]


def read_docx(name: str, data: bytes, max_characters: int = MAX_CHARACTERS) -> Document:
    """The body's text. Raises UnreadableDocument (damaged, unpacks beyond the limits) and TextTooLong."""
    try:
        document, styles, properties = parts_of(name, data)
        body = None if document is None else document.find(qn("w:body"))
        if body is None:
            raise UnreadableDocument(name, "is damaged: it holds no document body")
        text = "\n".join(_within(name, _blocks(body, _styles(styles), 0), max_characters))
        title = None if properties is None else properties.findtext(TITLE)
    except (UnreadableDocument, TextTooLong):
        raise
    except Exception as error:  # zipfile, zlib and lxml raise errors of a dozen kinds for damaged files
        raise UnreadableDocument(name, f"is damaged and can't be read as DOCX ({type(error).__name__})") from error
    return Document(text=text, media_type=MEDIA_TYPE, title=title or None)


def _within(name: str, lines: Iterator[str], max_characters: int) -> Iterator[str]:
    """The lines. Raises TextTooLong as soon as they pass the limit."""
    length = -1
    for line in lines:
        length += len(line) + 1
        if length > max_characters:
            raise TextTooLong(name, length=length, limit=max_characters)
        yield line


def _styles(root: _Element | None) -> _Styles:
    """Numbering or a name makes list items."""
    items, hidden = set(), set()
    for style in () if root is None else root.findall(qn("w:style")):
        label, id_ = style.find(qn("w:name")), str(style.get(qn("w:styleId")))
        named = label is not None and str(label.get(qn("w:val"))).lower().startswith("list ")
        if named or style.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
            items.add(id_)
        if _vanishes(style):
            hidden.add(id_)
    return _Styles(frozenset(items), frozenset(hidden))


def _vanishes(element: _Element) -> bool | None:
    """Whether a run's or style's own properties hide its text; None where they don't say."""
    vanish = element.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return None if vanish is None else str(vanish.get(qn("w:val"))).lower() not in OFF


def _blocks(parent: _Element, styles: _Styles, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        return
    for child in parent:
        if child.tag == qn("w:p"):
            yield from _paragraph(child, styles, depth)
        elif child.tag == qn("w:tbl"):
            yield from _table(child, styles, depth)
        elif child.tag in CONTAINERS:
            yield from _blocks(child, styles, depth + 1)


def _paragraph(paragraph: _Element, styles: _Styles, depth: int) -> Iterator[str]:
    """The paragraph's own line, then those of the text boxes anchored in it."""
    boxes: list[_Element] = []
    text = "".join(_runs(paragraph, styles, boxes)).strip()
    yield BULLET + text if text and _is_item(paragraph, styles) else text
    for box in boxes:
        yield from _blocks(box, styles, depth + 1)


def _runs(element: _Element, styles: _Styles, boxes: list[_Element]) -> Iterator[str]:
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
        elif child.tag not in DROPPED and not _is_hidden(child, styles):
            yield from _runs(child, styles, boxes)


def _is_hidden(run: _Element, styles: _Styles) -> bool:
    """Whether a run's text is hidden, by itself or by its style."""
    if run.tag != qn("w:r"):
        return False
    stated = _vanishes(run)
    return _style(run, "w:rPr/w:rStyle") in styles.hidden if stated is None else stated


def _style(element: _Element, path: str) -> str | None:
    named = element.find("/".join(map(qn, path.split("/"))))
    return None if named is None else named.get(qn("w:val"))


def _is_item(paragraph: _Element, styles: _Styles) -> bool:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        return False
    number = properties.find(f"{qn('w:numPr')}/{qn('w:numId')}")
    if number is not None:
        return number.get(qn("w:val")) != "0"
    return _style(paragraph, "w:pPr/w:pStyle") in styles.items


def _table(table: _Element, styles: _Styles, depth: int) -> Iterator[str]:
    """A row on one line where its cells have one line each; a layout table cell by cell."""
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue
        cells = [[line for line in _blocks(cell, styles, depth + 1) if line] for cell in _cells(row)]
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
