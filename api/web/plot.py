"""What each amount closes at best, as places on a small plot; the page draws them, with a table beside."""

from dataclasses import dataclass

from api.schemas import StackOut
from matcher.frontier import Along, Frontier

WIDTH, HEIGHT = 340, 190
LEFT, RIGHT, TOP, BOTTOM = 44, 14, 14, 38
"""Room for the names of the axes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    x: float
    y: float
    amount: float
    share: float
    """Of the weight of what is missing."""
    courses: int
    here: bool
    """It is the stack that is shown."""

    @property
    def pick(self) -> str:
        """The amount as a form field takes it."""
        return f"{self.amount:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    along: str
    currency: str | None
    points: tuple[Point, ...]
    most: float
    """At the right end."""

    @property
    def field(self) -> str:
        """The form's limit of it."""
        return "budget" if self.along == Along.MONEY.value else "hours"

    @property
    def line(self) -> str:
        """Steps: between two amounts nothing more is closed than at the lesser one."""
        if not self.points:
            return ""
        drawn = [f"M {LEFT} {HEIGHT - BOTTOM}"]
        for point in self.points:
            drawn.append(f"H {point.x:.1f} V {point.y:.1f}")
        return " ".join([*drawn, f"H {WIDTH - RIGHT}"])


def plot(found: Frontier, stack: StackOut) -> Plot | None:
    """None where there is but one stack to show: that is no choice."""
    if len(found.stacks) < 2:
        return None
    most = max(map(found.amount, found.stacks)) or 1.0
    return Plot(
        along=found.along.value,
        currency=found.currency,
        most=most,
        points=tuple(
            Point(
                x=LEFT + (WIDTH - LEFT - RIGHT) * found.amount(own) / most,
                y=HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * own.closed_weight / (own.total_weight or 1.0),
                amount=found.amount(own),
                share=own.closed_weight / (own.total_weight or 1.0),
                courses=len(own.chosen),
                here=sorted(own.chosen) == sorted(stack.achievements),
            )
            for own in found.stacks
        ),
    )
