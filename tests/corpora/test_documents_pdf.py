import io
from contextlib import suppress

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpora.documents.reading import read_document
from matcher.errors import MatcherError, UnreadableDocument

SIDEBAR = [
    "Skills",
    "Python",
    "SQL",
    "Information literacy",
    "Critical thinking",
    "Excel",
    "Languages",
    "English",
]
MAIN = [
    "Experience",
    "Taught information skills to first-year students",
    "and ran workshops on evaluating sources for",
    "two faculties.",
    "Built dashboards that show loans by branch.",
    "Led a team of four cataloguers.",
    "Education",
    "Master of Library and Information Science",
]


def _pdf(draw_pages: int = 1, *, lines: list[str] | None = None) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setTitle("A CV")
    for _ in range(draw_pages):
        for i, line in enumerate(lines or []):
            canvas.drawString(72, 760 - 14 * i, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _two_columns(by_row: bool) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setFont("Helvetica", 20)
    canvas.drawString(50, 800, "Curriculum vitae of an applicant for the library")
    canvas.setFont("Helvetica", 10)
    rows = range(len(MAIN))
    left = [(50, 760 - 14 * i, SIDEBAR[i]) for i in rows]
    right = [(250, 760 - 14 * i, MAIN[i]) for i in rows]
    cells = [cell for pair in zip(left, right, strict=True) for cell in pair] if by_row else left + right
    for x, y, text in cells:
        canvas.drawString(x, y, text)
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("by_row", [True, False], ids=["drawn row by row", "drawn column by column"])
def test_a_two_column_cv_is_read_column_by_column(by_row: bool) -> None:
    document = read_document("cv.pdf", _two_columns(by_row))

    assert [line for line in document.text.split("\n") if line] == [
        "Curriculum vitae of an applicant for the library",
        *SIDEBAR,
        "Experience",
        f"{MAIN[1]} {MAIN[2]} {MAIN[3]}",
        *MAIN[4:],
    ]
    assert document.notes == ("two-column layout: each column was read as a whole",)


def test_a_list_that_is_indented_is_no_second_column() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for i in range(20):
        text = f"Item {i} of what the librarian does on most days of the week, with care"
        canvas.drawString(72 if i < 10 else 180, 780 - 14 * i, text)
    canvas.save()

    document = read_document("cv.pdf", file.getvalue())

    assert document.notes == ()
    assert [line.split()[1] for line in document.text.split("\n")] == [str(i) for i in range(20)]


def test_lines_that_the_page_width_broke_are_joined_and_hyphens_resolved() -> None:
    lines = [
        "The librarian teaches informa-",
        "tion literacy to all students of the",
        "faculty of arts.",
        "Python",
    ]

    document = read_document("ad.pdf", _pdf(lines=lines))

    assert document.text == "The librarian teaches information literacy to all students of the faculty of arts.\nPython"
    assert (document.title, document.media_type) == ("A CV", "application/pdf")


def test_a_one_line_pdf_is_no_scan() -> None:
    assert read_document("cv.pdf", _pdf(lines=["SQL"])).text == "SQL"


def test_pages_without_text_are_counted() -> None:
    writer = PdfWriter()
    writer.append(io.BytesIO(_pdf(lines=["Knows Python and SQL very well"])))
    writer.append(io.BytesIO(_pdf(lines=[])))
    file = io.BytesIO()
    writer.write(file)

    assert read_document("cv.pdf", file.getvalue()).notes == ("1 of 2 pages without text",)


def _scan(stamp: str | None) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for _ in range(3):
        canvas.drawImage(ImageReader(Image.new("L", (200, 280), 255)), 0, 0, *A4)
        if stamp:
            canvas.drawString(500, 20, stamp)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("stamp", [None, "Page 1"])
def test_a_scan_is_named_as_such(stamp: str | None) -> None:
    with pytest.raises(UnreadableDocument, match=r"cv\.pdf: has 3 pages but no text: it seems to be scanned.*OCR"):
        read_document("cv.pdf", _scan(stamp))


def _encrypted(user_password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_pdf(lines=["Knows Python and SQL very well"]))))
    writer.encrypt(user_password=user_password, owner_password="owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_pdf_with_a_password_is_named_as_encrypted() -> None:
    with pytest.raises(UnreadableDocument, match="is encrypted with a password"):
        read_document("cv.pdf", _encrypted("secret"))


def test_a_pdf_that_anybody_may_open_is_read_though_encrypted() -> None:
    assert read_document("cv.pdf", _encrypted("")).text == "Knows Python and SQL very well"


def test_a_broken_pdf_puts_none_of_its_words_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    torn = _pdf(lines=["Knows Python and SQL very well"]).replace(b"/Length", b"\xfc/Length").replace(b"xref", b"")

    with suppress(MatcherError):
        read_document("cv.pdf", torn)

    assert caplog.records == []


def test_a_damaged_pdf_is_named_as_such() -> None:
    with pytest.raises(UnreadableDocument, match="is damaged"):
        read_document("cv.pdf", b"%PDF-1.7\n" + bytes(2000))


def test_more_pages_than_the_limit_are_refused() -> None:
    with pytest.raises(UnreadableDocument, match="has 301 pages; at most 300 are read"):
        read_document("book.pdf", _pdf(301, lines=["x"]))


def _stream(data: bytes, **entries: object) -> StreamObject:
    stream = StreamObject()
    stream.set_data(data)
    packed = stream.flate_encode()
    packed.update({NameObject(f"/{key}"): value for key, value in entries.items()})
    return packed


def _named(**entries: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def _shared(content: bytes, *, pages: int = 1, cmap: bytes | None = None, fonts: int = 1, forms: int = 0) -> bytes:
    """Pages that share one stream, fonts under several names, and forms that each draw the next one twice."""
    writer = PdfWriter()
    font = _named(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica"))
    if cmap is not None:
        font[NameObject("/ToUnicode")] = writer._add_object(_stream(cmap))
    known = writer._add_object(font)
    resources = _named(Font=_named(**{f"F{i}": known for i in range(fonts)}))
    for _ in range(forms):
        form = _stream(content, Subtype=NameObject("/Form"), Resources=resources)
        resources = _named(Font=resources["/Font"], XObject=_named(X=writer._add_object(form)))
        content = b"/X Do /X Do"
    drawn, shared = writer._add_object(_stream(content)), writer._add_object(resources)
    for _ in range(pages):
        page = writer.add_blank_page(595, 842)
        page.update({NameObject("/Contents"): drawn, NameObject("/Resources"): shared})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


TEXT = b"BT /F0 12 Tf 72 700 Td (Knows Python and SQL very well) Tj ET "
ALL_CODES = b"1 beginbfrange\n<0000> <%s> <0000>\nendbfrange"


@pytest.mark.parametrize(
    "data",
    [
        _shared(TEXT + b" " * 1_100_000, pages=4),
        _shared(TEXT + b" " * 300_000, forms=4),
        _shared(TEXT, cmap=ALL_CODES % b"FFFF", fonts=20),
        _shared(TEXT, cmap=ALL_CODES % b"FF FF", pages=20),
    ],
    ids=["pages that share a stream", "forms in forms", "names that share a font", "pages that share a font"],
)
def test_a_small_file_that_asks_for_the_same_work_again_and_again_is_refused(data: bytes) -> None:
    assert len(data) < 10_000
    with pytest.raises(UnreadableDocument, match=r"its pages take more than 2,\d+,\d+ bytes of drawing instructions"):
        read_document("cv.pdf", data)


def test_a_page_with_more_fonts_than_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="draws a page with 201 fonts; at most 200 are read"):
        read_document("cv.pdf", _shared(TEXT, fonts=201))


def test_pages_and_forms_may_share_what_they_draw() -> None:
    mapped = _shared(TEXT, pages=3, cmap=ALL_CODES % b"00FF", fonts=4)

    assert read_document("cv.pdf", _shared(TEXT, forms=2)).text.count("Knows Python and SQL very well") == 4
    assert read_document("cv.pdf", mapped).notes == ()
