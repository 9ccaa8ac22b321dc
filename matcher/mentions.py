"""Where a text speaks of something: spans, sentences, mentions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range [start, end) into the original text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """The words that a link rests on; at most the whole sentence."""

    span: Span
    text: str
    sentence: Sentence


def whole(text: str) -> Sentence:
    """A text as one sentence; it has at least one character."""
    return Sentence(Span(0, len(text)), text)


class SentenceSplitter(Protocol):
    def split(self, text: str, blocks: Sequence[Span]) -> list[list[Sentence]]:
        """The sentences of each block of the text; offsets are into `text`. No block, no sentence."""
        ...


def plain(words: str) -> str:
    """Words without the marks around them, in small letters."""
    return words.strip(" \t\n.,;:!?*•-\"'()").casefold()
