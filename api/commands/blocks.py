"""Plain text in lines: headings, indented paragraphs, named facts under one another."""

import textwrap
from collections.abc import Iterator, Sequence

LONGEST_QUOTE = 240


def heading(title: str) -> str:
    return f"{title}\n{'-' * len(title)}"


def quoted(text: str) -> str:
    """In quotation marks, on one line; what is left out at the end of a long one is marked."""
    return f"“{textwrap.shorten(text, LONGEST_QUOTE, placeholder=' …')}”"


def wrapped(text: str, width: int, indent: int, first: str | None = None) -> Iterator[str]:
    """The text in lines of at most `width`, indented; `first` stands before the first line instead."""
    margin = " " * indent
    yield from textwrap.wrap(text, width, initial_indent=margin if first is None else first, subsequent_indent=margin)


def columns(facts: Sequence[tuple[str, str]], indent: int, width: int) -> Iterator[str]:
    """One "name  value" a line, the values under one another."""
    longest = max(len(name) for name, _ in facts)
    for name, value in facts:
        yield from wrapped(value, width, indent + longest + 2, first=" " * indent + name.ljust(longest + 2))


def table(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The first column gets what the others leave."""
    sizes = [max(len(row[at]) for row in [names, *rows]) for at in range(1, len(names))]
    first = max(width - sum(sizes) - 2 * len(sizes) - 2, 20)
    for row in [names, *rows]:
        name = row[0] if len(row[0]) <= first else row[0][: first - 1] + "…"
        cells = "".join(f"  {cell:>{size}}" for cell, size in zip(row[1:], sizes, strict=True))
        yield f"  {name.ljust(first)}{cells}".rstrip()
