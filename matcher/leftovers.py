"""What is left of a web page in a pasted text: tags and character references, blotted out at equal length."""

import re
from html import unescape

_LEFT = re.compile(
    r"(?P<line>[ \t]*</?(?:p|br|div|ul|ol|h[1-6]|table|tbody|tr|section|article)\b[^<>]{0,300}>)|"
    r"(?P<item><li\b[^<>]{0,300}>)|"
    r"(?P<cell></?t[dh]\b[^<>]{0,300}>)|"
    r"(?P<tag></?(?:li|span|strong|em|b|i|u|a|font|small|sup|sub)\b[^<>]{0,300}>)|"
    r"(?P<character>&(?:amp;)*(?:[a-z]{2,6}|#\d{2,5});)",
    re.IGNORECASE,
)
_NESTED = re.compile(r"&(?:amp;)+", re.IGNORECASE)
MIN_TAGS = 2
"""Of a text that has left-overs of markup; a single one may be meant."""


def blotted(text: str) -> str:
    """The text at equal length with lines and bullets where its tags began some, spaces for other tags.

    A character reference is its character, and spaces behind it.
    """
    if "&" not in text and "<" not in text:
        return text
    tags = sum(match.lastgroup != "character" for match in _LEFT.finditer(text))
    return _LEFT.sub(lambda match: _instead(match, marked_up=tags >= MIN_TAGS), text)


def _instead(match: re.Match[str], *, marked_up: bool) -> str:
    words, kind = match.group(), match.lastgroup
    if kind == "character":
        meant = unescape(_NESTED.sub("&", words)).replace("\xa0", " ")
        return words if len(meant) > 1 else meant.ljust(len(words))
    if not marked_up:
        return words
    if kind == "item":
        return "\n\u2022".ljust(len(words))
    start = {"line": "\n", "cell": "\t"}.get(kind or "", " ")
    return start.ljust(len(words))
