"""A document of the core as DOCX: headings, tables whose first row is a header, page numbers, alternative texts."""

import datetime as dt
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from corpora.documents.writing.letters import LANGUAGE, allowed, is_link
from matcher.dossier.chapters import Block, Grid, Listed, Picture, Quotation, Text, Writing

TEXT_WIDTH_CM, MARGIN_CM = 17.0, 2.0
CELL_POINTS = 8.5
LINK = (0x0B, 0x5C, 0xAD)
MOST_PROPERTY = 255
"""Letters of a document's property."""
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of the parts in the archive: the same document has the same bytes."""


def docx_of(writing: Writing) -> bytes:
    document = Document()
    _set_up(document, writing)
    document.add_heading(allowed(writing.title), level=0)
    for line in writing.below:
        document.add_paragraph(allowed(line), style="Subtitle")
    for chapter in writing.chapters:
        document.add_heading(allowed(chapter.heading), level=1)
        for block in chapter.blocks:
            WRITERS[type(block)](document, block)
    file = BytesIO()
    document.save(file)
    return _dated(file.getvalue())


def _set_up(document: Any, writing: Writing) -> None:  # noqa: ANN401 - python-docx has no types
    day = dt.datetime.combine(writing.day, dt.time(), dt.UTC).replace(tzinfo=None)
    about = document.core_properties
    about.title, about.subject = allowed(writing.title)[:MOST_PROPERTY], allowed(writing.subject)[:MOST_PROPERTY]
    about.author, about.language, about.comments = allowed(writing.author or "")[:MOST_PROPERTY], LANGUAGE, ""
    about.created = about.modified = day
    for section in document.sections:
        section.page_width, section.page_height = Cm(TEXT_WIDTH_CM + 2 * MARGIN_CM), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
        _number_pages(section.footer.paragraphs[0])
    styles = document.styles
    styles["Normal"].font.size = Pt(10.5)
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:lang")).set(qn("w:val"), LANGUAGE)


def _number_pages(paragraph: Any) -> None:  # noqa: ANN401
    """ "Page 1 of 6", counted by whatever shows the document."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(words)
        own = OxmlElement("w:fldSimple")
        own.set(qn("w:instr"), field)
        run = OxmlElement("w:r")
        run.append(OxmlElement("w:t"))
        run[0].text = "1"
        own.append(run)
        paragraph._p.append(own)


def _text(document: Any, block: Text) -> None:  # noqa: ANN401
    if block.address is None or not is_link(block.address):
        document.add_paragraph(allowed(block.words))
    else:
        _link(document.add_paragraph(), allowed(block.words), block.address)


def _link(paragraph: Any, words: str, address: str) -> None:  # noqa: ANN401
    own = OxmlElement("w:hyperlink")
    own.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(words)
    run.font.underline, run.font.color.rgb = True, RGBColor(*LINK)
    own.append(run._r)
    paragraph._p.append(own)


def _listed(document: Any, block: Listed) -> None:  # noqa: ANN401
    for item in block.items:
        document.add_paragraph(allowed(item), style="List Bullet")


def _quotation(document: Any, block: Quotation) -> None:  # noqa: ANN401
    quoted = document.add_paragraph(f"“{allowed(block.words)}”", style="Quote")
    quoted.paragraph_format.keep_with_next = True
    quoted.paragraph_format.left_indent = Cm(0.8)
    quoted.paragraph_format.space_after = Pt(0)
    source = document.add_paragraph(style="Normal")
    source.paragraph_format.left_indent = Cm(0.8)
    source.add_run(allowed(block.of)).font.size = Pt(CELL_POINTS)


def _grid(document: Any, block: Grid) -> None:  # noqa: ANN401
    caption = document.add_paragraph(allowed(block.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(block.header), style="Light Grid Accent 1")
    table.autofit = False
    _describe(table, allowed(block.caption))
    for number, row in enumerate((block.header, *block.rows)):
        _fill(table.add_row(), row, block, is_header=number == 0)
    document.add_paragraph()


def _describe(table: Any, caption: str) -> None:  # noqa: ANN401
    own = OxmlElement("w:tblCaption")
    own.set(qn("w:val"), caption)
    table._tbl.tblPr.append(own)


def _fill(row: Any, words: tuple[str, ...], block: Grid, *, is_header: bool) -> None:  # noqa: ANN401
    marks = ["w:cantSplit"] + (["w:tblHeader"] if is_header else [])
    for mark in marks:
        row._tr.get_or_add_trPr().append(OxmlElement(mark))
    for column, (cell, text) in enumerate(zip(row.cells, words, strict=True)):
        cell.width = Cm(TEXT_WIDTH_CM * block.widths[column] / sum(block.widths))
        [paragraph] = cell.paragraphs
        paragraph.add_run(allowed(text)).font.size = Pt(CELL_POINTS)
        if column in block.figures:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _picture(document: Any, block: Picture) -> None:  # noqa: ANN401
    shape = document.add_picture(BytesIO(block.png), width=Cm(TEXT_WIDTH_CM))
    shape._inline.docPr.set("descr", allowed(block.alternative))
    document.add_paragraph(allowed(block.caption), style="Caption")


WRITERS: Mapping[type[Block], Callable[[Any, Any], None]] = {
    Text: _text,
    Listed: _listed,
    Quotation: _quotation,
    Grid: _grid,
    Picture: _picture,
}


def _dated(archive: bytes) -> bytes:
    """The same parts without the time at which they were written."""
    file = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(file, "w") as new:
        for part in old.infolist():
            fresh = ZipInfo(part.filename, EARLIEST)
            fresh.compress_type = ZIP_DEFLATED
            new.writestr(fresh, old.read(part.filename))
    return file.getvalue()
