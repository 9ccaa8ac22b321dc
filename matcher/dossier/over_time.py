"""How the demand went over time: in words, in a table, and as a plot where one was drawn."""

from collections.abc import Iterator
from datetime import date

from matcher.dossier.chapters import Chapter, Grid, Picture, Text
from matcher.dossier.subject import Subject
from matcher.dossier.wording import between, counted, percent
from matcher.provision import Course
from matcher.series import Point
from matcher.trends import Direction, Trend

HEADING = "How it went over time"
FEWEST, MOST = 2, 40
"""Periods of the table; of more, the last ones."""


def time_chapter(subject: Subject) -> Iterator[Chapter]:
    """Nothing where the ads are undated, or all of one period."""
    course = subject.found.course
    if course is None or len(course.points) < FEWEST:
        return
    said = _said(course)
    drawn = (
        (Picture(png=subject.plot, alternative=_seen(course, subject), caption="Share of ads"),) if subject.plot else ()
    )
    yield Chapter(HEADING, (Text(said), *drawn, _table(course)))


def _said(course: Course) -> str:
    trend, periods = course.trend, counted(len(course.points), str(course.grain))
    if trend.direction is Direction.UNTESTED:
        return f"Over {periods} no trend was tested: {trend.untested}."
    told = {
        Direction.RISING: "the share of ads that ask for it surely rises",
        Direction.FALLING: "the share of ads that ask for it surely falls",
    }.get(trend.direction, "no clear trend was found in the share of ads that ask for it")
    why = f" It is not called one because {trend.unclear}." if trend.unclear else ""
    table = "The intervals of the table are Wilson's, of ads taken for independent."
    return f"Over {periods} {told}{_slope(trend)}.{why} {table}"


def _slope(trend: Trend) -> str:
    if trend.slope is None or trend.slope_interval is None:
        return ""
    interval = f"{trend.slope_interval.low:+.1f} to {trend.slope_interval.high:+.1f}"
    return f": {trend.slope:+.1f} percentage points a year by the Theil-Sen slope, 95 % interval {interval}"


def _table(course: Course) -> Grid:
    last = course.points[-MOST:]
    partly = " (* only partly observed)" if any(point.partly for point in last) else ""
    return Grid(
        caption=f"Ads by {course.grain}{partly}",
        header=("Period", "Ads", "Ask for it", "Share", "95 % interval"),
        rows=tuple(map(_row, last)),
        widths=(2, 1, 1, 1, 2),
        figures=frozenset({1, 2, 3, 4}),
    )


def _row(point: Point) -> tuple[str, ...]:
    return (
        f"{point.period.label}{' *' if point.partly else ''}",
        f"{point.ads:,}",
        f"{point.asking:,}",
        "-" if point.share is None else percent(point.share),
        "-" if point.interval is None else between(point.interval),
    )


def is_ahead(own: Course, day: date) -> bool:
    """Whether what is foreseen is yet to come: in a dossier of later years it says nothing."""
    return bool(own.forecast) and bool(own.following) and own.following[-1].last_day >= day


def _seen(course: Course, subject: Subject) -> str:
    """What the plot shows, in words."""
    known = [(point.period.label, point.share) for point in course.points if point.share is not None]
    (first, began), (last, ended) = known[0], known[-1]
    foreseen = ", with what is foreseen after it in grey" if is_ahead(course, subject.day) else ""
    return (
        f"A line of the share of ads that ask for it, from {percent(began)} in {first} to {percent(ended)} in "
        f"{last}, in a band of its 95 % interval{foreseen}. The table holds the figures."
    )
