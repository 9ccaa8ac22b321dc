"""Where the lines and points of a plot lie: geometry alone, drawn as SVG by the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.demand_schemas import CourseOut, NatureShareOut, UnmetLine
from api.web.sheets import SHEETS, Sheet

TICKS = 4
NICE = (1, 2, 2.5, 5, 10)
NUMBERED = 12
"""Points of the map that may bear a number."""
APART = 17
"""Between two numbers that don't hide one another."""


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    y: float
    number: int | None
    """Its line in the table; None where it would hide others."""
    square: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Share of ads to the right, courses upwards; both by their roots, so that small ones stand apart."""

    sheet: Sheet
    marks: tuple[Mark, ...]
    shares: tuple[Tick, ...]
    courses: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTime:
    sheet: Sheet
    lines: tuple[str, ...]
    """Points of each unbroken stretch, as `polyline` wants them."""
    bands: tuple[str, ...]
    """The interval around each stretch, as `polygon` wants it."""
    dots: tuple[tuple[float, float], ...]
    ahead: str
    """The line from the last share that was counted to what is foreseen; empty where nothing is."""
    ahead_band: str
    shares: tuple[Tick, ...]
    periods: tuple[tuple[float, str], ...]


Reach = tuple[str, float | None, float | None, float | None]
"""(period, share, low, high)"""


def maps_of(lines: Sequence[UnmetLine]) -> tuple[Map, ...]:
    """On each sheet; none where there is nothing to draw. `lines`: in the order of the table."""
    return tuple(_map(lines, sheet) for sheet in SHEETS) if lines else ()


def _map(lines: Sequence[UnmetLine], sheet: Sheet) -> Map:
    most_share, most_courses = max(own.share for own in lines), max(own.supply.courses_closing for own in lines)
    shares, courses = ticks(most_share), ticks(max(most_courses, 1))
    right, up = shares[-1], courses[-1]
    marks: list[Mark] = []
    for place, own in enumerate(lines, start=1):
        x, y = sheet.x((own.share / right) ** 0.5), sheet.y((own.supply.courses_closing / up) ** 0.5)
        is_free = all(abs(x - one.x) > APART or abs(y - one.y) > APART for one in marks if one.number)
        number = place if place <= NUMBERED and is_free else None
        marks.append(Mark(x, y, number, square=own.nature == "transversal"))
    return Map(
        sheet=sheet,
        marks=tuple(marks),
        shares=tuple(Tick(sheet.x((value / right) ** 0.5), value) for value in shares),
        courses=tuple(Tick(sheet.y((value / up) ** 0.5), value) for value in courses),
    )


def over_time(course: CourseOut) -> tuple[OverTime, ...]:
    """On each sheet; none where a line of one period would say nothing."""
    seen: list[Reach] = [
        (own.period, own.share, own.interval.low if own.interval else None, own.interval.high if own.interval else None)
        for own in course.points
    ]
    ahead: list[Reach] = [(own.period, own.share, own.likely.low, own.likely.high) for own in course.forecast]
    return _drawn(seen, ahead)


def transversal_over_time(natures: Sequence[NatureShareOut]) -> tuple[OverTime, ...]:
    """The part of all demands that is of transversal skills."""
    return _drawn(
        [
            (
                own.period,
                own.transversal,
                own.interval.low if own.interval else None,
                own.interval.high if own.interval else None,
            )
            for own in natures
        ],
        [],
    )


def _drawn(seen: Sequence[Reach], ahead: Sequence[Reach]) -> tuple[OverTime, ...]:
    return tuple(_drawn_on(sheet, seen, ahead) for sheet in SHEETS) if len(seen) > 1 else ()


def _drawn_on(sheet: Sheet, seen: Sequence[Reach], ahead: Sequence[Reach]) -> OverTime:
    every = [*seen, *ahead]
    highest = max((value for own in every for value in own[1:] if value is not None), default=0.0)
    shares = ticks(highest or 0.01)
    places = {own[0]: sheet.x(place / (len(every) - 1)) for place, own in enumerate(every)}
    stretches = _stretches(seen)
    last = next((own for own in reversed(seen) if own[1] is not None), None)
    onward = [last, *ahead] if last and ahead else []
    step = -(-len(every) // sheet.period_labels)
    points = Points(sheet, places, shares[-1])
    return OverTime(
        sheet=sheet,
        lines=tuple(points.line(own) for own in stretches if len(own) > 1),
        bands=tuple(points.band(own) for own in stretches if len(own) > 1),
        dots=tuple((places[own[0]], sheet.y(own[1] / shares[-1])) for own in seen if own[1] is not None),
        ahead=points.line(onward) if onward else "",
        ahead_band=points.band([own for own in onward if own[2] is not None]) if onward else "",
        shares=tuple(Tick(sheet.y(value / shares[-1]), value) for value in shares),
        periods=tuple((places[own[0]], own[0]) for own in every[::step]),
    )


def _stretches(seen: Sequence[Reach]) -> list[list[Reach]]:
    """Periods without ads break the line."""
    found: list[list[Reach]] = [[]]
    for own in seen:
        if own[1] is None:
            found.append([])
        else:
            found[-1].append(own)
    return [own for own in found if own]


@dataclass(frozen=True, slots=True)
class Points:
    sheet: Sheet
    places: Mapping[str, float]
    """Period -> x."""
    most: float
    """The share at the top."""

    def line(self, own: Sequence[Reach]) -> str:
        return " ".join(self._at(period, share) for period, share, _, _ in own)

    def band(self, own: Sequence[Reach]) -> str:
        over = [self._at(period, high) for period, _, _, high in own]
        under = [self._at(period, low) for period, _, low, _ in reversed(own)]
        return " ".join((*over, *under))

    def _at(self, period: str, share: float | None) -> str:
        return f"{self.places[period]:.1f},{self.sheet.y((share or 0) / self.most):.1f}"


def ticks(highest: float) -> tuple[float, ...]:
    """Round values from 0 to at least the highest one."""
    rough = highest / TICKS
    size = 10.0 ** _exponent(rough)
    step = next(size * own for own in NICE if size * own >= rough * (1 - 1e-9))
    count = -(-int(highest / step * 1_000_000) // 1_000_000)
    return tuple(round(step * place, 10) for place in range(max(count, 1) + 1))


def _exponent(value: float) -> int:
    found = 0
    while 10.0**found > value:
        found -= 1
    while 10.0 ** (found + 1) <= value:
        found += 1
    return found
