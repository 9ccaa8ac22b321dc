"""HTML to text that keeps what a reader sees of its structure: lines, paragraphs, bullets, table rows."""

import re
from collections.abc import Iterator

import lxml.html
from lxml.etree import LxmlError, ParserError

BULLET = "• "
CELL_SEPARATOR = " | "
MAX_DEPTH = 300
"""Deeper nesting is hostile, not a page."""

SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "select", "button"}
    | {"input", "textarea", "nav", "footer"}
)
PARAGRAPHS = frozenset(
    {
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "pre",
        "section",
        "article",
    }
    | {"hr"}
)
LINES = frozenset(
    {
        "div",
        "li",
        "tr",
        "dt",
        "dd",
        "header",
        "main",
        "aside",
        "form",
        "figure",
        "figcaption",
        "address",
        "body",
    }
    | {"caption"}
)

CELLS = frozenset({"td", "th"})

NEW_LINE, NEW_PARAGRAPH, LINE_BREAK = "\x00", "\x01", "\x02"
"""Marks that stand for line ends until the whole text is there; no text holds them."""

_NO_MARKS = dict.fromkeys(range(3))
_BREAKS = re.compile(r" *[\x00-\x02][\x00-\x02 ]*")
_BARE_BULLET = re.compile(rf"{BULLET.strip()} ?\n+(?:{BULLET.strip()} ?\n+)*(?:{BULLET})?")
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_CLOSING_TAG = re.compile(r"</(?:p|li|ul|ol|div|h[1-6]|span|strong|b)\s*>|<br\s*/?>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|li|ul|div|br|strong|b|h[1-6])\b", re.IGNORECASE)
_OPENING_TAG = re.compile(r"\s*<(?:!doctype|[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)


def parse_html(html: str) -> lxml.html.HtmlElement | None:
    """The page as a tree; None where there is no element at all."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
    try:
        return lxml.html.document_fromstring(html.encode("utf-8", errors="replace"), parser=parser)
    except (ParserError, LxmlError, ValueError):
        return None


def is_marked_up(text: str) -> bool:
    """Whether a field that may hold HTML does: it starts with a tag, or has several; a stray one is text."""
    return _OPENING_TAG.match(text) is not None or len(_CLOSING_TAG.findall(text)) >= 3


def fragment_text(text: str) -> str:
    """A field that may hold HTML, even escaped HTML, as plain text; plain text comes back as it is."""
    if _ESCAPED_TAG.search(text) and not is_marked_up(text):
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if not is_marked_up(text):
        return text
    tree = parse_html(text)
    return text if tree is None else element_text(tree)


def element_text(element: lxml.html.HtmlElement) -> str:
    """The visible text below an element."""
    raw = "".join(_pieces(element, 0))
    text = _BREAKS.sub(_line_ends, _SPACES.sub(" ", raw)).strip()
    return _BARE_BULLET.sub(BULLET, text).removesuffix(BULLET.strip()).rstrip()


def _line_ends(match: re.Match[str]) -> str:
    marks = match[0]
    return "\n\n" if NEW_PARAGRAPH in marks or marks.count(LINE_BREAK) > 1 else "\n"


def _pieces(element: lxml.html.HtmlElement, depth: int) -> Iterator[str]:
    """The texts, with a mark wherever a line ends; the source's own line ends are spaces."""
    tag = element.tag if isinstance(element.tag, str) else None
    if tag is None or tag in SKIPPED or depth > MAX_DEPTH:
        return
    edge = NEW_PARAGRAPH if tag in PARAGRAPHS else NEW_LINE if tag in LINES else LINE_BREAK if tag == "br" else ""
    yield edge + (BULLET if tag == "li" else "") + _unmarked(element.text)
    for child in element:
        yield from _pieces(child, depth + 1)
        if child.tag in CELLS and child.getnext() is not None:
            yield CELL_SEPARATOR
        yield _unmarked(child.tail)
    yield edge if tag != "br" else ""


def _unmarked(text: str | None) -> str:
    return (text or "").translate(_NO_MARKS)
