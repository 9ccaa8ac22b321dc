"""The lines of a text as they are read: without their bullets and the space around them."""

from matcher.mentions import Span
from matcher.sections import BULLET


def lines(text: str) -> list[Span]:
    """Where they stand in the text; a line without words, or with only a bullet, is none."""
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        bullet = BULLET.match(line)
        words = line[bullet.end() :] if bullet else line
        kept = words.strip()
        if kept:
            first = start + len(line) - len(words.lstrip())
            found.append(Span(first, first + len(kept)))
        start += len(line) + 1
    return found
