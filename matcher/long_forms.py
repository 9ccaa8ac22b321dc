"""What abbreviations stand for, where a text says so itself: "Encoded Archival Description (EAD)"."""

import re
from collections.abc import Iterator, Sequence

from matcher.mentions import Span

_BRACKETED = re.compile(r"\(\s?([A-Z][A-Za-z0-9&]{1,7})\s?\)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019]*")
_UNCOUNTED = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "with"})
MAX_WORDS_BEFORE = 12


def long_forms(text: str) -> Iterator[tuple[str, Span]]:
    """Abbreviations in brackets, each with the words right before it whose first letters they are."""
    for match in _BRACKETED.finditer(text):
        letters = [letter for letter in match[1].rstrip("s").lower() if letter.isalpha()]
        before = [*_WORD.finditer(text, 0, match.start())][-MAX_WORDS_BEFORE:]
        start = _start(before, letters)
        gap = text[before[-1].end() : match.start()] if before else "-"
        if start is not None and not gap.strip():
            yield match[1], Span(start, before[-1].end())


def _start(words: Sequence[re.Match[str]], letters: Sequence[str]) -> int | None:
    """Where the words begin that spell the letters, with the small ones left out, or else counted."""
    for small in (_UNCOUNTED, frozenset[str]()):
        left = [*letters]
        for word in reversed(words):
            written = word[0].lower()
            if written not in small and left and written[0] == left[-1]:
                left.pop()
            elif written not in _UNCOUNTED:
                break
            if not left:
                return word.start()
    return None
