import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from corpora.documents.docx import MEDIA_TYPE
from corpora.documents.reading import read_document
from matcher.errors import EmptyText, TextTooLong, UnreadableDocument

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RUN = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"


def _saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def test_paragraphs_lists_and_tables_come_in_document_order() -> None:
    document = docx.Document()
    document.core_properties.title = "My CV"
    document.add_heading("Skills", 1)
    document.add_paragraph("Python", style="List Bullet")
    document.add_paragraph("SQL", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ["2020", "Librarian", "2024", "Lead"], strict=True
    ):
        cell.text = text
    document.add_paragraph("Taught information literacy.")

    read = read_document("cv.docx", _saved(document))

    assert read.text == "Skills\n• Python\n• SQL\n2020 | Librarian\n2024 | Lead\nTaught information literacy."
    assert (read.title, read.media_type) == ("My CV", MEDIA_TYPE)


def test_a_layout_table_is_read_cell_by_cell() -> None:
    document = docx.Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "Python\nSQL"
    left.add_paragraph("Excel")
    right.text = "Led a team."

    assert read_document("cv.docx", _saved(document)).text == "Python\nSQL\nExcel\nLed a team."


def test_content_controls_text_boxes_and_insertions_are_read_and_deletions_are_not() -> None:
    document = docx.Document()
    document.add_paragraph("First")
    body = document.element.body
    held = "<w:p><w:r><w:t>Control</w:t></w:r></w:p>"
    control = f"<w:sdt {NS}><w:sdtContent>{held}</w:sdtContent></w:sdt>"
    body.insert(1, parse_xml(control))
    changed = "<w:ins><w:r><w:t>kept</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    box = held.replace("Control", "Boxed")
    boxed = f"<w:r><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></w:r>"
    body.insert(2, parse_xml(f"<w:p {NS}>{changed}{boxed}</w:p>"))

    assert read_document("cv.docx", _saved(document)).text == "First\nControl\nkept\nBoxed"


def test_an_empty_document_is_empty() -> None:
    with pytest.raises(EmptyText):
        read_document("cv.docx", _saved(docx.Document()))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _ in range(160):
            part.write(bytes(1_000_000))

    with pytest.raises(UnreadableDocument, match=r"document\.xml unpacks to 160,000,000 bytes; at most 15,000,000 are"):
        read_document("cv.docx", file.getvalue())


def _packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def _body(inside: str) -> bytes:
    return f"<w:document {NS}><w:background/><w:body>{inside}</w:body></w:document>".encode()


def test_styles_that_unpack_beyond_the_limit_of_all_xml_are_refused_before_they_are_unpacked() -> None:
    packed = _packed({"word/document.xml": _body("<w:p/>"), "word/styles.xml": b" " * 30_000_000})

    with pytest.raises(UnreadableDocument, match=r"its XML unpacks to 30,000,\d+ bytes; at most 30,000,000 are read"):
        read_document("cv.docx", packed)


def test_a_large_picture_is_no_reason_to_refuse_a_document() -> None:
    packed = _packed({"word/document.xml": _body(RUN % "SQL"), "word/media/image1.bmp": bytes(40_000_000)})

    assert read_document("cv.docx", packed).text == "SQL"


def test_a_document_of_more_paragraphs_than_characters_may_be_is_refused_before_all_are_collected() -> None:
    packed = _packed({"word/document.xml": _body("<w:p/>" * 30_000)})

    with pytest.raises(TextTooLong, match="has 2,001 characters; at most 2,000 are read"):
        read_document("cv.docx", packed, max_characters=2_000)


def test_text_is_read_where_it_was_moved_to_and_not_where_it_was_moved_from() -> None:
    run = "<w:r><w:t>SQL</w:t></w:r>"
    moved = f"<w:p><w:moveFrom>{run}</w:moveFrom></w:p><w:p><w:moveTo>{run}</w:moveTo></w:p>"

    assert read_document("cv.docx", _packed({"word/document.xml": _body(moved)})).text == "SQL"


def test_hidden_text_is_left_out_whether_its_run_or_its_style_hides_it() -> None:
    styles = f'<w:styles {NS}><w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    hidden = ("<w:vanish/>", '<w:vanish w:val="true"/>', '<w:rStyle w:val="h"/>')
    shown = ("", '<w:vanish w:val="0"/>', '<w:rStyle w:val="h"/><w:vanish w:val="false"/>')
    runs = [f"<w:r><w:rPr>{p}</w:rPr><w:t>no</w:t></w:r>" for p in hidden]
    runs += [f"<w:r><w:rPr>{p}</w:rPr><w:t>yes</w:t></w:r>" for p in shown]
    parts = {"word/document.xml": _body(f"<w:p>{''.join(runs)}</w:p>"), "word/styles.xml": styles.encode()}

    assert read_document("cv.docx", _packed(parts)).text == "yesyesyes"


def test_a_docx_without_its_parts_is_damaged() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<oops")

    with pytest.raises(UnreadableDocument, match="is damaged and can't be read as DOCX"):
        read_document("cv.docx", file.getvalue())
