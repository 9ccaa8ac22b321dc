"""What a plot is drawn on: one sheet for wide screens, one for phones; the styles of the page show one of them."""

from dataclasses import dataclass

PERIOD = 50
"""Width of a period's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a plot is drawn on; in its own units, of which one is about a pixel where it is shown."""

    name: str
    width: int
    height: int
    left: int
    """Room around the plot for its axes."""
    bottom: int
    period_labels: int
    """At most."""
    right: int = 10
    top: int = 12

    def x(self, part: float) -> float:
        return round(self.left + part * (self.width - self.left - self.right), 1)

    def y(self, part: float) -> float:
        return round(self.height - self.bottom - min(part, 1.0) * (self.height - self.top - self.bottom), 1)

    def is_last(self, x: float, words: float = PERIOD) -> bool:
        """Whether words of this width, in the middle below it, would stick out."""
        return x + words / 2 > self.width


WIDE = Sheet(name="wide", width=420, height=240, left=46, bottom=34, period_labels=5)
NARROW = Sheet(name="narrow", width=290, height=300, left=46, right=16, bottom=46, period_labels=3)
"""For a phone: as wide as its column, so that nothing shrinks, and higher, so that points lie apart."""
SHEETS = (WIDE, NARROW)
