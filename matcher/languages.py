"""Other names by which languages go in ads; ESCO has hardly any."""

import re
from collections.abc import Iterator, Mapping

from matcher.mentions import Span

OTHER_NAMES: Mapping[str, str] = {
    "Mandarin": "Chinese",
    "Cantonese": "Chinese",
    "Putonghua": "Chinese",
    "Farsi": "Persian",
    "Dari": "Persian",
    "Flemish": "Dutch",
    "Castilian": "Spanish",
    "Bangla": "Bengali",
    "Sylheti": "Bengali",
    "Panjabi": "Punjabi",
    "Sorani": "Kurdish",
    "Kurmanji": "Kurdish",
    "Valencian": "Catalan",
    "Moldovan": "Romanian",
    "Gaeilge": "Irish",
    "Cymraeg": "Welsh",
    "Ivrit": "Hebrew",
    "Moldavian": "Romanian",
    "Azeri": "Azerbaijani",
}
"""Name -> what ESCO calls the language, or the one that it is a kind of."""
_NAME = re.compile(rf"\b(?:{'|'.join(OTHER_NAMES)})\b(?! (?:[a-z]*duck|oranges?|dress|collars?))")


def renamed(text: str) -> Iterator[tuple[Span, str]]:
    """Where such names stand, and the language that each means."""
    yield from ((Span(*match.span()), OTHER_NAMES[match.group()]) for match in _NAME.finditer(text))
