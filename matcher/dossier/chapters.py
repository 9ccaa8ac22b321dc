"""A document as values, before anything is laid out: chapters of paragraphs, lists, tables, quotations, pictures."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    words: str
    address: str | None = None
    """On the web, where the words lead; nothing but http and https becomes a link."""


@dataclass(frozen=True, slots=True)
class Listed:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: every row as long as its header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    """Of the columns, against each other."""
    figures: frozenset[int] = frozenset()
    """Columns of numbers, which stand to the right."""


@dataclass(frozen=True, slots=True)
class Quotation:
    words: str
    of: str
    """Where the words are from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    png: bytes
    alternative: str
    """What it shows, for whoever does not see it."""
    caption: str


Block: TypeAlias = Text | Listed | Grid | Quotation | Picture


@dataclass(frozen=True, slots=True)
class Chapter:
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A whole document, in English."""

    title: str
    below: tuple[str, ...]
    """Lines that stand under the title."""
    author: str | None
    subject: str
    day: date
    chapters: tuple[Chapter, ...]
