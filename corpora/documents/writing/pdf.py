"""A document of the core as PDF: headings and bookmarks, tables whose header comes again, page numbers, a language."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from corpora.documents.writing.fonts import REGULAR, ready_fonts
from corpora.documents.writing.letters import LACKING, LANGUAGE, is_link, shown
from corpora.documents.writing.pdf_styles import LINK, RULED, STYLES
from matcher.dossier.chapters import Block, Chapter, Grid, Listed, Picture, Quotation, Text, Writing

MARGIN = 2 * cm
WIDTH, HEIGHT = A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN
ROOM = 3 * cm
"""That has to be left on a page for a heading, or a caption, to begin there."""
MOST_ROOM = HEIGHT / 3
"""Asked for at most: a row that is taller than that is parted."""
GAP = 8
LETTERS = "Letters that this file cannot show"
_HEADING = "heading"


class Sheet(BaseDocTemplate):  # type: ignore[misc] # reportlab has no types
    """Notes where each heading stands, for the bookmarks."""

    def afterFlowable(self, flowable: Flowable) -> None:
        if isinstance(flowable, Paragraph) and flowable.style.name == _HEADING:
            words = flowable.getPlainText()
            self.canv.bookmarkPage(words)
            self.canv.addOutlineEntry(words, words)


def pdf_of(writing: Writing) -> bytes:
    """The same document has the same bytes. Letters that the font lacks are counted and told at its end."""
    _, pages = _laid_out(writing, None)
    file, _ = _laid_out(writing, pages)
    return file


def _laid_out(writing: Writing, pages: int | None) -> tuple[bytes, int]:
    """(file, how many pages it has); its pages say of how many they are where that is known already."""
    page, file = Page(ready_fonts()), BytesIO()
    story = [page.paragraph(writing.title, "title"), *(page.paragraph(line, "below") for line in writing.below)]
    story += [flowable for chapter in writing.chapters for flowable in page.chapter(chapter)]
    if page.lacking:
        story += page.chapter(Chapter(LETTERS, (Text(_told(page.lacking)),)))

    def number(canvas: Canvas, sheet: Sheet) -> None:
        canvas.setFont(REGULAR, 8)
        canvas.drawCentredString(A4[0] / 2, MARGIN / 2, f"Page {sheet.page} of {pages}")

    sheet = Sheet(
        file,
        pagesize=A4,
        title=page.text(writing.title),
        author=page.text(writing.author or ""),
        subject=page.text(writing.subject),
        lang=LANGUAGE,
        invariant=1,
        pageTemplates=[PageTemplate(frames=[Frame(MARGIN, MARGIN, WIDTH, HEIGHT, 0, 0, 0, 0)], onPage=number)],
    )
    sheet.build(story)
    return file.getvalue(), sheet.page


def _told(lacking: set[str]) -> str:
    points = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(lacking)[:MOST_NAMED])
    return (
        f"{LACKING} stands for letters that the font of this file lacks or cannot join ({points}). "
        "The Word document of the same name holds them."
    )


MOST_NAMED = 30


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Makes flowables, and collects the letters that the font lacks."""

    font: Container[int]
    lacking: set[str] = field(default_factory=set)

    def text(self, words: str) -> str:
        found = shown(words, self.font)
        self.lacking.update(found.lacking)
        return found.text

    def paragraph(self, words: str, style: str, bullet: str | None = None) -> Paragraph:
        return Paragraph(escape(self.text(words)), STYLES[style], bulletText=bullet)

    def chapter(self, chapter: Chapter) -> Iterator[Flowable]:
        heading = self.paragraph(chapter.heading, _HEADING)
        below = [flowable for block in chapter.blocks for flowable in WRITERS[type(block)](self, block)]
        first = below[0] if below else None
        # A table asks for the room that it begins in itself: where it goes to the next page, the heading goes along.
        yield CondPageBreak(_height(heading) + first.height if isinstance(first, CondPageBreak) else ROOM)
        yield heading
        yield from below

    def listed(self, block: Listed) -> Iterator[Flowable]:
        return (self.paragraph(item, "item", bullet="•") for item in block.items)

    def words(self, block: Text) -> Iterator[Flowable]:
        if block.address is None or not is_link(block.address):
            yield self.paragraph(block.words, "body")
        else:
            link = f'<link href={quoteattr(block.address)} color="{LINK}">{escape(self.text(block.words))}</link>'
            yield Paragraph(link, STYLES["body"])

    def quotation(self, block: Quotation) -> Iterator[Flowable]:
        yield KeepTogether([self.paragraph(f"“{block.words}”", "quote"), self.paragraph(block.of, "source")])

    def grid(self, block: Grid) -> Iterator[Flowable]:
        head = [self.paragraph(own, _style(column, block, "head")) for column, own in enumerate(block.header)]
        rows = [[self.paragraph(own, _style(at, block, "cell")) for at, own in enumerate(row)] for row in block.rows]
        widths = [WIDTH * own / sum(block.widths) for own in block.widths]
        caption = self.paragraph(block.caption, "caption")
        beginning = Table([head, *rows[:1]], colWidths=widths, style=RULED)
        yield CondPageBreak(max(ROOM, min(_height(caption) + _height(beginning), MOST_ROOM)))
        yield caption
        yield Table([head, *rows], colWidths=widths, repeatRows=1, splitInRow=1, style=RULED)
        yield Spacer(0, GAP)

    def picture(self, block: Picture) -> Iterator[Flowable]:
        """What it shows stands below it as text: our PDF has no tags that could say it."""
        drawn = Image(BytesIO(block.png))
        drawn._restrictSize(WIDTH, HEIGHT / 2)
        yield KeepTogether([drawn, self.paragraph(block.caption, "caption"), self.paragraph(block.alternative, "cell")])
        yield Spacer(0, GAP)


def _height(flowable: Flowable) -> float:
    """With the space around it, across the whole page."""
    _, height = flowable.wrap(WIDTH, HEIGHT)
    return float(flowable.getSpaceBefore() + height + flowable.getSpaceAfter())


def _style(column: int, block: Grid, kind: str) -> str:
    if column not in block.figures:
        return kind
    return "head figure" if kind == "head" else "figure"


WRITERS: Mapping[type[Block], Callable[[Page, Any], Iterator[Flowable]]] = {
    Text: Page.words,
    Listed: Page.listed,
    Quotation: Page.quotation,
    Grid: Page.grid,
    Picture: Page.picture,
}
