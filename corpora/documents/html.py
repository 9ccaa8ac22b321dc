"""HTML pages: a stated JobPosting first, else the main content, else all that a reader sees."""

import logging
import re
from collections.abc import Iterator

import lxml.html
import trafilatura

from corpora.ads.posting import ad_of_posting, postings_in
from corpora.documents.document import MAX_CHARACTERS, Document
from corpora.documents.json_text import parse_json
from corpora.documents.markup import BULLET, element_text, parse_html
from corpora.documents.text import clean_text, decode
from matcher.ads import JobAd
from matcher.errors import MatcherError, UnreadableDocument

MIN_MAIN_SHARE = 0.25
"""Of all visible characters: less, and the search for the main content has missed it."""
MIN_SEARCHED = 1_000
"""A page with fewer visible characters has little around its main content, and the search errs on it.

One with more than the caller reads is refused anyway.
"""
MAX_PIECES_SEARCHED = 4_000
"""Of text between tags: the search takes the square of their number, two seconds here; a long page has a thousand."""
MAX_TAGS = 500_000
"""Opening and closing ones; a long page has some ten thousand."""
HEAD_BYTES = 4_096

_CHARSET = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_LIST_ITEM = re.compile(r"\s*[-*] (?=\S)")


def read_html(name: str, data: bytes, max_characters: int = MAX_CHARACTERS) -> Document:
    """The page's posting or main text. Raises UnreadableDocument where there is no markup to read."""
    declared = _CHARSET.search(data[:HEAD_BYTES])
    html = decode(name, data, declared=declared[1].decode() if declared else None)
    if html.count("<") > MAX_TAGS:
        raise UnreadableDocument(name, f"has more than {MAX_TAGS:,} tags of HTML: that is not read")
    tree = parse_html(html.replace("\x00", ""))
    if tree is None:
        raise UnreadableDocument(name, "holds no HTML elements")
    ads, notes = _postings(name, tree)
    title = _title(tree)
    if ads:
        if len(ads) > 1:
            notes = (*notes, f"the page states {len(ads)} job postings; the first was read")
        return Document(
            text=ads[0].text, media_type="text/html", title=ads[0].title or title, posting=ads[0], notes=notes
        )
    return Document(text=_main_text(html, tree, max_characters), media_type="text/html", title=title, notes=notes)


def _postings(name: str, tree: lxml.html.HtmlElement) -> tuple[list[JobAd], tuple[str, ...]]:
    """The usable JobPostings of the page, and why others are not."""
    ads: list[JobAd] = []
    notes: list[str] = []
    for script in _json_ld(tree):
        try:
            ads += [ad_of_posting(posting, source=name) for posting in postings_in(parse_json(name, script))]
        except MatcherError as error:
            notes.append(f"a structured block of the page was passed over ({error})")
    return ads, tuple(notes)


def blocks_of_page(name: str, data: bytes) -> list[tuple[int, str]]:
    """(line, JSON-LD text) of every block of structured data in a page. Raises UnreadableDocument."""
    tree = parse_html(decode(name, data).replace("\x00", ""))
    return [] if tree is None else [*_blocks(tree)]


def _json_ld(tree: lxml.html.HtmlElement) -> Iterator[str]:
    return (text for _, text in _blocks(tree))


def _blocks(tree: lxml.html.HtmlElement) -> Iterator[tuple[int, str]]:
    for script in tree.iter("script"):
        kind = str(script.get("type") or "").split(";")[0].strip().lower()
        if kind == "application/ld+json" and script.text:
            text = script.text.strip().removeprefix("<!--").removesuffix("-->").strip()
            yield script.sourceline or 0, text.removeprefix("//<![CDATA[").removesuffix("//]]>")


def _main_text(html: str, tree: lxml.html.HtmlElement, max_characters: int) -> str:
    everything = element_text(tree)
    if not MIN_SEARCHED <= len(everything) <= max_characters or _has_many_pieces(tree):
        return everything
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its messages may quote the page
    main: str | None = trafilatura.extract(
        html, output_format="txt", include_comments=False, include_tables=True, favor_recall=True
    )
    if main is None or len(main) < MIN_MAIN_SHARE * len(everything):
        return everything
    return "\n".join(map(_marked_down, main.split("\n")))


def _has_many_pieces(tree: lxml.html.HtmlElement) -> bool:
    return sum(1 for text in tree.itertext() if text.strip()) > MAX_PIECES_SEARCHED


def _marked_down(line: str) -> str:
    """A line of the main content without the edges of a table row, and with our own bullet for a list item."""
    if line.startswith("|"):
        line = line[1:].lstrip()
    line = line.rstrip()
    if line.endswith("|"):
        line = line[:-1].rstrip()
    item = _LIST_ITEM.match(line)
    return BULLET + line[item.end() :] if item else line


def _title(tree: lxml.html.HtmlElement) -> str | None:
    headings = (element_text(heading) for heading in tree.iter("h1"))
    titles = (str(title.text_content()) for title in tree.iter("title"))
    found = next((text for text in (*headings, *titles) if text.strip()), "")
    return " ".join(clean_text(found).split()) or None
