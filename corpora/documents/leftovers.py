"""Marks of HTML that were left over in a plain text, resolved: "R&amp;D" is "R&D", "<br>" ends a line.

Only what no writer of an ad means is touched: tags of HTML, its entities, and "\\n" written out where the text has no
line ends of its own. "C < B" and "R&D" stay.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.entities import html5

BULLET = "\n• "
_PARAGRAPHS = "p|h[1-6]|ul|ol|dl|table|blockquote|pre|section|article|hr"
_LINES = "br|div|tr|dt|dd|header|footer|main|aside|figure"
_INLINE = (
    "a|abbr|b|big|body|center|cite|code|em|font|form|head|html|i|img|ins|label|mark|meta|nobr|q|s|small|span|strong|sub|"
    "sup|tbody|td|tfoot|th|thead|title|u|o:p"
)
_MARK = re.compile(
    r"<!--.{0,400}?-->|<(?P<hidden>script|style)\b[^<>]*>.{0,2000}?</(?P=hidden)\s*>|"
    r"(?P<item><li(?:\s[^<>]*)?>)|"
    rf"(?P<paragraph></?(?:{_PARAGRAPHS})(?:\s[^<>]*)?/?>)|"
    rf"(?P<line></?(?:{_LINES})(?:\s[^<>]*)?/?>|</li\s*>)|"
    rf"</?(?:{_INLINE})(?:\s[^<>]*)?/?>|"
    r"(?P<entity>&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});)|"
    r"(?P<written>(?:\\r)?\\n)",
    re.IGNORECASE | re.DOTALL,
)
"""What is hidden is looked for within bounds: one that never ends is searched once for each beginning."""
_BEGIN_MARKS = ("<", "&", "\\")
"""How every mark begins; most texts hold none of these, and are need not be searched."""
_STANDS_FOR = {"item": BULLET, "paragraph": "\n\n", "line": "\n", "written": "\n"}
TAGS_FROM = 2
"""A single one is what the text speaks of ("closes its <br> tags")."""
WRITTEN_FROM = 3
"""So many line ends written out as \\n, in a text without any, are no accident."""
_BLANKS_BEFORE = 20
"""Characters looked at before an item."""
ESCAPED_TWICE = 2
"""Passes: marks may have been escaped themselves ("&lt;br&gt;")."""


@dataclass(frozen=True, slots=True)
class Resolved:
    text: str
    starts: Sequence[int]
    """For each character of `text` where in the given one what it stands for begins."""
    ends: Sequence[int]


def without_leftovers(text: str) -> Resolved:
    """The text as it was meant; the very same where nothing was left over."""
    whole = Resolved(text, range(len(text)), range(1, len(text) + 1))
    for _ in range(ESCAPED_TWICE):
        following = _resolved(whole.text)
        if following is None:
            break
        whole = Resolved(
            following.text,
            [whole.starts[start] for start in following.starts],
            [whole.ends[end - 1] for end in following.ends],
        )
    return whole


def _resolved(text: str) -> Resolved | None:
    """After one pass; None where nothing is to be resolved."""
    found = list(_meant(text))
    if not found:
        return None
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for begin, end, meant in [*found, (len(text), len(text), "")]:
        pieces += (text[at:begin], meant)
        starts += (*range(at, begin), *[begin] * len(meant))
        ends += (*range(at + 1, begin + 1), *[end] * len(meant))
        at = end
    return Resolved("".join(pieces), starts, ends)


def _meant(text: str) -> Iterator[tuple[int, int, str]]:
    """(begin, end, what it stands for) of every mark."""
    found = list(_MARK.finditer(text)) if any(sign in text for sign in _BEGIN_MARKS) else []
    tagged = sum(match["entity"] is None and match["written"] is None for match in found) >= TAGS_FROM
    written = "\n" not in text.strip() and text.count("\\n") >= WRITTEN_FROM
    for match in found:
        if match["entity"]:
            meant = _character(match["entity"])
        elif written if match["written"] else tagged:
            meant = _at_line(_STANDS_FOR.get(match.lastgroup or "", ""), text, match)
        else:
            meant = None
        if meant is not None:
            yield match.start(), match.end(), meant


def _character(entity: str) -> str | None:
    """What an entity stands for; None where it is none, or nothing that is read."""
    if entity[1] != "#" and entity[1:] not in html5:
        return None
    meant = html.unescape(entity).replace("\xa0", " ")
    return meant if meant != entity and meant.isprintable() else None


def _at_line(meant: str, text: str, match: re.Match[str]) -> str:
    """Without a line end that follows, or went before, anyway."""
    if meant == BULLET:
        before = text[max(0, match.start() - _BLANKS_BEFORE) : match.start()].rstrip(" \t")
        return meant if before and not before.endswith("\n") else meant[1:]
    follows = text[match.end() : match.end() + 1]
    return "" if follows == "\n" or (follows == "<" and match["line"] and "li" in match["line"].lower()) else meant
