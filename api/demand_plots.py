"""Demand as plots, drawn here and offline (Vega-Lite by Altair and vl-convert); every plot stands beside its table."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from api.demand_schemas import (
    CourseOut,
    DemandLine,
    DemandPage,
    NatureShareOut,
    PointOut,
    SkillMarketOut,
    TrendsPage,
    UnmetPage,
)
from api.demand_tables import require_folder, slice_words
from corpora.replacing import replacing
from matcher.errors import InvalidInput

Plotted = DemandPage | UnmetPage | TrendsPage | SkillMarketOut
Spec = Mapping[str, Any]
WIDTH, ROW_HEIGHT, HEIGHT = 520, 20, 280
MOST_ROWS = 40
SCALE = 2
"""Pixels of a PNG for one of the plot."""
TECHNICAL, TRANSVERSAL = "#0072b2", "#d55e00"
"""Of Okabe and Ito (2008), told apart by the colour-blind; lightness differs too."""
NATURES = {"domain": ["technical", "transversal"], "range": [TECHNICAL, TRANSVERSAL]}
CONFIG = {
    "mark": {"invalid": "break-paths-show-path-domains"},
    "padding": 8,
    "font": "sans-serif",
    "axis": {"labelLimit": 320, "titleFontWeight": "normal"},
    "view": {"stroke": None},
}


def write_plot(path: Path, answer: object) -> None:
    """As SVG or PNG, by its suffix. Raises InvalidInput for another one, or where there is nothing to plot."""
    if not isinstance(answer, Plotted):
        raise InvalidInput("format", "there is no plot of this")
    draw = require_drawing(path)
    with replacing(path) as new:
        new.write_bytes(draw(plot_of(answer)))


def require_drawing(path: Path) -> Callable[[Spec], bytes]:
    """What draws such a file. Raises InvalidInput where its suffix says nothing."""
    draw = DRAWINGS.get(path.suffix.lower().lstrip("."))
    if draw is None:
        raise InvalidInput("plot", f"{path.name} should end in .svg or .png")
    require_folder("plot", path)
    return draw


def plot_of(answer: Plotted) -> Spec:
    """Vega-Lite. Raises InvalidInput where there is nothing to plot."""
    if isinstance(answer, SkillMarketOut):
        if answer.course is None:
            raise InvalidInput(
                "plot", "no ad of the slice is dated, or dates lie too far apart, so there is nothing to plot over time"
            )
        return _whole(answer.label, answer, _over_time(answer.course))
    if not answer.lines:
        raise InvalidInput("plot", "the slice holds nothing to plot")
    if isinstance(answer, TrendsPage):
        return _whole("Technical and transversal skills, part of all demands", answer, _natures(answer))
    if isinstance(answer, UnmetPage):
        return _whole("Unmet demand", answer, _bars(answer))
    return _whole("Share of ads that ask for it, with 95 % intervals", answer, _shares(answer))


def _whole(title: str, answer: Plotted, drawing: Spec) -> Spec:
    totals = answer.totals
    dates = f", {totals.first} to {totals.last}" if totals.first else ""
    subtitle = ["; ".join(slice_words(answer.slice)), f"{totals.ads:,} ads of {totals.employers:,} employers{dates}"]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": f"{title}. {' '.join(subtitle)}",
        "title": {"text": title, "subtitle": subtitle, "anchor": "start"},
        "config": CONFIG,
        "background": "white",
        "width": WIDTH,
        **drawing,
    }


def _shares(page: DemandPage) -> Spec:
    rows = [
        {**_named(line), "share": line.share, "low": line.interval.low, "high": line.interval.high}
        for line in _top(page.lines)
    ]
    share = {"title": "share of ads", "type": "quantitative", "axis": {"format": "%"}}
    return {
        "data": {"values": rows},
        "height": {"step": ROW_HEIGHT},
        "encoding": {"y": _rows(), "color": _nature()},
        "layer": [
            {"mark": "rule", "encoding": {"x": {"field": "low", **share}, "x2": {"field": "high"}}},
            {"mark": {"type": "point", "filled": True, "size": 50}, "encoding": {"x": {"field": "share", **share}}},
        ],
    }


def _bars(page: UnmetPage) -> Spec:
    rows = [{**_named(line), "score": line.score} for line in _top(page.lines)]
    score = {"field": "score", "type": "quantitative", "title": page.formula}
    encoding = {"y": _rows(), "x": score, "color": _nature()}
    return {"data": {"values": rows}, "height": {"step": ROW_HEIGHT}, "mark": "bar", "encoding": encoding}


def _natures(page: TrendsPage) -> Spec:
    rows = [row for own in page.natures for row in _both(own)]
    return {
        "data": {"values": rows},
        "height": HEIGHT,
        "encoding": {"x": _periods(own.period for own in page.natures), "color": _nature()},
        "layer": [
            {"mark": {"type": "area", "opacity": 0.2}, "encoding": _band("part of all demands")},
            {"mark": {"type": "line", "point": True}, "encoding": {"y": {"field": "share", "type": "quantitative"}}},
        ],
    }


def _both(own: NatureShareOut) -> Iterator[Spec]:
    if own.interval is None:
        yield from ({"period": own.period, "nature": nature} for nature in NATURES["domain"])
        return
    low, high = own.interval.low, own.interval.high
    for nature, share, bounds in (
        ("technical", own.technical, (1 - high, 1 - low)),
        ("transversal", own.transversal, (low, high)),
    ):
        yield {"period": own.period, "nature": nature, "share": share, "low": bounds[0], "high": bounds[1]}


def _over_time(course: CourseOut) -> Spec:
    seen = [_seen(own) for own in course.points]
    ahead = [
        {"period": own.period, "share": own.share, "low": own.likely.low, "high": own.likely.high}
        for own in course.forecast
    ]
    periods = [*(own.period for own in course.points), *(own.period for own in course.forecast)]
    line = {"y": {"field": "share", "type": "quantitative"}}
    return {
        "height": HEIGHT,
        "encoding": {"x": _periods(periods)},
        "layer": [
            {"data": {"values": seen}, "mark": {"type": "area", "opacity": 0.25}, "encoding": _band("share of ads")},
            {"data": {"values": seen}, "mark": {"type": "line", "point": True}, "encoding": line},
            {
                "data": {"values": ahead},
                "mark": {"type": "area", "opacity": 0.15, "color": "gray"},
                "encoding": _band("share of ads"),
            },
            {
                "data": {"values": ahead},
                "mark": {"type": "line", "point": True, "strokeDash": [4, 4], "color": "gray"},
                "encoding": line,
            },
        ],
    }


def _seen(own: PointOut) -> Spec:
    """Without figures where there are no ads: there the line is broken."""
    low, high = (own.interval.low, own.interval.high) if own.interval else (None, None)
    return {"period": own.period, "share": own.share, "low": low, "high": high}


def _band(title: str) -> Spec:
    low = {"field": "low", "type": "quantitative", "title": title, "axis": {"format": "%"}}
    return {"y": low, "y2": {"field": "high"}}


def _periods(periods: Iterable[str]) -> Spec:
    return {"field": "period", "type": "ordinal", "title": None, "scale": {"domain": list(periods)}}


def _rows() -> Spec:
    return {"field": "label", "type": "nominal", "sort": None, "title": None}


def _nature() -> Spec:
    return {"field": "nature", "type": "nominal", "scale": NATURES, "title": None, "legend": {"orient": "bottom"}}


def _named(line: DemandLine) -> dict[str, object]:
    return {"label": line.label, "nature": line.nature}


def _top(lines: Iterable[Any]) -> list[Any]:
    return list(lines)[:MOST_ROWS]


def _svg(spec: Spec) -> bytes:
    import vl_convert  # noqa: PLC0415 - slow to import, and seldom needed

    drawn: str = vl_convert.vegalite_to_svg(dict(spec))
    return drawn.encode()


def _png(spec: Spec) -> bytes:
    import vl_convert  # noqa: PLC0415 - as above

    drawn: bytes = vl_convert.vegalite_to_png(dict(spec), scale=SCALE)
    return drawn


DRAWINGS: Mapping[str, Callable[[Spec], bytes]] = {"svg": _svg, "png": _png}
