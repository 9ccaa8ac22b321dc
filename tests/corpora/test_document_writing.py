"""DOCX and PDF that we write, read back: what stands in them, and what no employer's name can do to them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from corpora.documents.docx import read_docx
from corpora.documents.pdf import read_pdf
from corpora.documents.writing.docx import docx_of
from corpora.documents.writing.letters import LACKING, allowed, shown
from corpora.documents.writing.pdf import LETTERS, pdf_of
from matcher.dossier.chapters import Chapter, Grid, Listed, Picture, Quotation, Text, Writing

HOSTILE = "=cmd|' /C calc'!A0 <b>bold</b> <para> & &amp; \x00\x07\x1f \ud800 </font> {x} %s"
SHOWN = "=cmd|' /C calc'!A0 <b>bold</b> <para> & &amp; </font> {x} %s"
LATIN = "Łódź, Ōtautahi, Ελλάδα, Україна, Đặng – “quoted” …"
ARABIC = "نبحث عن شخص 😀 图书馆"


def picture() -> Picture:
    file = BytesIO()
    Image.new("RGB", (40, 20), "white").save(file, "PNG")
    return Picture(png=file.getvalue(), alternative="A line that rises.", caption="Ads by year")


def writing(*chapters: Chapter, title: str = "Evidence of need: SQL") -> Writing:
    table = Grid(
        caption="Employers",
        header=("Employer", "Ads"),
        rows=(("City Library", "12"), (HOSTILE, "3")),
        widths=(3, 1),
        figures=frozenset({1}),
    )
    first = Chapter("Summary", (Text("Of 22 ads, 14 ask for it."), Listed(("All ads", LATIN)), table, picture()))
    quoted = Chapter("In employers' own words", (Quotation("Write <i>SQL</i> & more.", "Librarian, City Library"),))
    return Writing(
        title=title,
        below=("Small College", "26 November 2026"),
        author="Small College",
        subject="What job ads ask for",
        day=date(2026, 11, 26),
        chapters=(first, quoted, *chapters),
    )


def plain(text: str) -> str:
    return " ".join(text.split())


def pdf_text(data: bytes) -> str:
    return plain(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages))


def test_a_docx_has_its_headings_lists_quotations_and_lines_in_their_styles() -> None:
    found = [(p.style.name, p.text) for p in docx.Document(BytesIO(docx_of(writing()))).paragraphs if p.style]
    assert found[:4] == [
        ("Title", "Evidence of need: SQL"),
        ("Subtitle", "Small College"),
        ("Subtitle", "26 November 2026"),
        ("Heading 1", "Summary"),
    ]
    assert ("List Bullet", LATIN) in found
    assert ("Quote", "“Write <i>SQL</i> & more.”") in found


def test_a_docx_table_has_a_header_row_that_comes_again_and_is_named() -> None:
    [table] = docx.Document(BytesIO(docx_of(writing()))).tables
    assert [[plain(cell.text) for cell in row.cells] for row in table.rows] == [
        ["Employer", "Ads"],
        ["City Library", "12"],
        [SHOWN, "3"],
    ]
    marks = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marks == [True, False, False]
    assert [own.get(qn("w:val")) for own in table._tbl.tblPr.iter(qn("w:tblCaption"))] == ["Employers"]


def test_a_docx_says_language_author_title_and_day_and_numbers_its_pages() -> None:
    written = docx.Document(BytesIO(docx_of(writing())))
    about = written.core_properties
    assert (about.title, about.author, about.language) == ("Evidence of need: SQL", "Small College", "en-GB")
    assert about.created is not None
    assert about.created.date() == date(2026, 11, 26)
    fields = written.sections[0].footer.paragraphs[0]._p.findall(qn("w:fldSimple"))
    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]
    with ZipFile(BytesIO(docx_of(writing()))) as parts:
        assert b'w:lang w:val="en-GB"' in parts.read("word/styles.xml")


def test_a_picture_in_a_docx_says_what_it_shows() -> None:
    with ZipFile(BytesIO(docx_of(writing()))) as parts:
        assert 'descr="A line that rises."' in parts.read("word/document.xml").decode()


def test_a_pdf_holds_the_same_words_and_numbers_its_pages() -> None:
    data = pdf_of(writing())
    found = pdf_text(data)
    for words in (
        "Of 22 ads, 14 ask for it.",
        LATIN,
        "“Write <i>SQL</i> & more.”",
        "City Library",
        "A line that rises.",
    ):
        assert words in found
    assert SHOWN.replace(" ", "") in found.replace(LACKING, "").replace(" ", "")
    assert "Page 1 of 1" in found


@pytest.mark.parametrize("words", ["one row", "a tall row " * 40])
def test_a_heading_stands_on_the_page_on_which_the_table_below_it_begins(words: str) -> None:
    below = Grid(caption="Under pseudonyms", header=("Pseudonym", "Course"), rows=(("P01", words),) * 3, widths=(1, 1))
    for lines in range(25, 50):
        filling = Chapter("Before", tuple(Text(f"Line {n}.") for n in range(lines)))
        writing = Writing(
            title="Plan", below=(), author=None, subject="Seats", day=date(2026, 11, 26),
            chapters=(filling, Chapter("Who has which seat", (below,))),
        )  # fmt: skip
        pages = [plain(page.extract_text()) for page in PdfReader(BytesIO(pdf_of(writing))).pages]
        [page] = [page for page in pages if "Who has which seat" in page]
        assert "Under pseudonyms" in page, lines
        assert "P01" in page, lines


def test_a_pdf_says_language_title_and_author_and_has_a_bookmark_for_each_heading() -> None:
    read = PdfReader(BytesIO(pdf_of(writing())))
    assert read.metadata is not None
    assert (read.metadata.title, read.metadata.author) == ("Evidence of need: SQL", "Small College")
    assert str(read.root_object["/Lang"]) == "en-GB"
    assert [one.title for one in read.outline if not isinstance(one, list)] == ["Summary", "In employers' own words"]


def test_a_bookmark_leads_to_the_page_of_its_heading() -> None:
    long = Chapter("A long one", tuple(Text(f"Sentence {n}. " * 30) for n in range(30)))
    read = PdfReader(BytesIO(pdf_of(writing(long, Chapter("At the end", (Text("Done."),))))))
    last = next(one for one in read.outline if not isinstance(one, list) and one.title == "At the end")
    assert read.get_destination_page_number(last) == len(read.pages) - 1
    assert f"Page {len(read.pages)} of {len(read.pages)}" in read.pages[-1].extract_text()


def test_the_header_of_a_long_table_comes_again_on_each_page() -> None:
    rows = tuple((f"Employer {n}", str(n)) for n in range(120))
    long = Chapter("Many", (Grid(caption="All", header=("Who asks", "Ads"), rows=rows, widths=(3, 1)),))
    pages = PdfReader(BytesIO(pdf_of(writing(long)))).pages
    assert len(pages) > 2
    assert all("Who asks" in page.extract_text() for page in pages[1:])


def test_letters_that_the_font_lacks_are_counted_in_a_pdf_and_kept_in_a_docx() -> None:
    foreign = writing(Chapter("Foreign", (Quotation(ARABIC, "ad 1"),)))
    found = pdf_text(pdf_of(foreign))
    assert ARABIC not in found
    assert LETTERS in found
    assert "U+1F600" in found
    assert LETTERS not in pdf_text(pdf_of(writing()))
    assert f"“{ARABIC}”" in [p.text for p in docx.Document(BytesIO(docx_of(foreign))).paragraphs]


@pytest.mark.parametrize("write", [docx_of, pdf_of])
def test_the_same_document_has_the_same_bytes(write: Callable[[Writing], bytes]) -> None:
    assert write(writing()) == write(writing())
    assert write(writing()) != write(replace(writing(), title="Another"))


def test_our_own_readers_read_what_we_write() -> None:
    assert "Of 22 ads, 14 ask for it." in read_docx("need.docx", docx_of(writing())).text
    assert "Of 22 ads, 14 ask for it." in plain(read_pdf("need.pdf", pdf_of(writing())).text)


@pytest.mark.parametrize("words", ["x" * 5_000, "", "\u202eevil", "\n\n", "<", "&#0;", "a\tb"])
@pytest.mark.parametrize("write", [docx_of, pdf_of])
def test_no_text_breaks_a_document(write: Callable[[Writing], bytes], words: str) -> None:
    table = Grid(caption=words, header=("Who", "n"), rows=((words, words[:9]),), widths=(1, 9))
    blocks = (Text(words), Listed((words,)), Quotation(words, words), table)
    assert write(writing(Chapter(words or "none", blocks), title=words))


def test_what_may_not_stand_in_a_document_is_a_space() -> None:
    assert allowed("a\x00b\ud800c\u202ed\te\nf") == "a b c d\te\nf"


def test_marks_that_a_font_lacks_are_left_out_and_letters_are_replaced() -> None:
    found = shown("a\u0301b\ufe0f😀\u00a0c", frozenset(map(ord, "abc")))
    assert found.text == f"ab{LACKING} c"
    assert found.lacking == frozenset("😀\u00a0")
