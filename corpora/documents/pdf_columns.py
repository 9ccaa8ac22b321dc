"""The reading order of a page: columns one after the other, never line by line across the gutter."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

MEAN_GLYPH_WIDTH = 0.5
"""Of the font size: the usual mean for running text, since the file's own widths are not at hand."""
SAME_LINE = 0.4
"""Baselines nearer than this share of the font size are one line."""
MIN_COLUMN_LINES = 5
MIN_COLUMN_START = 0.15
"""Of the text's width: a column that starts further left is an indented list."""
MAX_CROSSING = 0.2
"""Share of the left column's lines that may run into the right one: headings."""
OVERHANG = 0.06
"""Of the text's width: how far an estimated line end may lie past the gutter."""
MAX_LINES = 2_000
"""A page with more is no page of columns, and each place where one might start costs a look at every line."""
MAX_STARTS = 50
"""The places, from the left, that are looked at."""
PARAGRAPH_GAP = 1.7
"""Of the usual distance of lines."""


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text on one baseline; points from the bottom left of the page."""

    x: float
    y: float
    size: float
    text: str

    @property
    def end(self) -> float:
        return self.x + MEAN_GLYPH_WIDTH * self.size * len(self.text)


def merged(pieces: Sequence[Line]) -> list[Line]:
    """Pieces of one baseline that follow each other, as one line; from the top, then from the left."""
    lines: list[list[Line]] = []
    end = 0.0
    for piece in sorted(pieces, key=lambda p: (-round(p.y), p.x)):
        first = lines[-1][0] if lines else None
        if first and abs(first.y - piece.y) < SAME_LINE * first.size and piece.x - end < first.size:
            lines[-1].append(piece)
            end += MEAN_GLYPH_WIDTH * first.size * (1 + len(piece.text))
        else:
            lines.append([piece])
            end = piece.end
    return [replace(line[0], text=" ".join(piece.text for piece in line)) for line in lines]


def gutter_of(lines: Sequence[Line]) -> float | None:
    """Where the second column starts; None for a page of one column."""
    if not 2 * MIN_COLUMN_LINES <= len(lines) <= MAX_LINES:
        return None
    left = min(line.x for line in lines)
    width = max(line.end for line in lines) - left
    starts = Counter(3 * round(line.x / 3) for line in lines)
    candidates = sorted(x for x, n in starts.items() if n >= MIN_COLUMN_LINES and x > left + MIN_COLUMN_START * width)
    return next((float(x) for x in candidates[:MAX_STARTS] if _is_gutter(x, lines, width)), None)


def columns_text(lines: Sequence[Line], gutter: float) -> str:
    """The text with each column whole; lines across both columns part what is above from what is below."""
    overhang = _overhang(lines)
    out: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in sorted(lines, key=lambda item: (-item.y, item.x)):
        if _crosses(line, gutter, overhang):
            out += [*left, *right, line]
            left, right = [], []
        else:
            (right if _starts_right(line, gutter) else left).append(line)
    return "\n".join(_spaced([*out, *left, *right]))


def _is_gutter(x: float, lines: Sequence[Line], width: float) -> bool:
    right = [line for line in lines if _starts_right(line, x)]
    top, bottom = max(line.y for line in right), min(line.y for line in right)
    beside = [line for line in lines if not _starts_right(line, x) and bottom - 1 <= line.y <= top + 1]
    crossing = sum(_crosses(line, x, OVERHANG * width) for line in beside)
    return len(beside) - crossing >= MIN_COLUMN_LINES and crossing <= MAX_CROSSING * len(beside)


def _overhang(lines: Sequence[Line]) -> float:
    return OVERHANG * (max(line.end for line in lines) - min(line.x for line in lines))


def _starts_right(line: Line, gutter: float) -> bool:
    return line.x >= gutter - 3


def _crosses(line: Line, gutter: float, overhang: float) -> bool:
    return not _starts_right(line, gutter) and line.end > gutter + overhang


def _spaced(lines: Sequence[Line]) -> list[str]:
    """The texts, with an empty one where the gap says that a paragraph or a column ends."""
    drops = [a.y - b.y for a, b in pairwise(lines) if 0 < a.y - b.y < 4 * a.size]
    usual = median(drops) if drops else 0.0
    texts: list[str] = []
    for above, line in zip((None, *lines), lines, strict=False):
        drop = above.y - line.y if above else 0.0
        if above and (drop < -above.size or drop > PARAGRAPH_GAP * usual > 0):
            texts.append("")
        texts.append(line.text)
    return texts
