"""Demand and supply as plain text for a terminal: the values that --json gives."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from api.commands.blocks import heading, quoted, table, wrapped
from api.demand_schemas import (
    DemandAnswer,
    DemandLine,
    DemandPage,
    IntervalOut,
    NatureShareOut,
    OneMoreOut,
    PointOut,
    ServedOut,
    SkillMarketOut,
    SupplyOut,
    TeacherOut,
    TrendLine,
    TrendOut,
    TrendsPage,
    UnmetLine,
    UnmetPage,
    WhatIfOut,
)
from api.demand_tables import slice_words
from matcher.market import Doubt

Counted = DemandPage | TrendsPage | UnmetPage
TEACHERS = 8
MOVING = ("trend", "points", "95 %", "q")
COUNTS = ("ads", "share", "95 %", "exp.", "empl.", "?")
DOUBTS = {Doubt.FEW_ADS.value: "a", Doubt.FEW_EMPLOYERS.value: "e", Doubt.NO_EMPLOYERS.value: "n"}
SCORED = ("score", "asked", "wanted", "breadth", "open", "courses")


def page_text(page: Counted, width: int) -> str:
    title, names = _titled(page)
    lines = [*head(title, page, width)]
    if page.lines:
        lines += table([page.by, *names], [_row(line) for line in page.lines], width)
    if page.total > len(page.lines):
        lines += ["", f"  {page.total - len(page.lines):,} more: --limit, or --out FILE for all"]
    if isinstance(page, TrendsPage):
        lines += ["", *_natures(page, width)]
    lines += ["", *_legend(page, width), *notes(page, width)]
    return "\n".join(lines)


def _titled(page: Counted) -> tuple[str, Sequence[str]]:
    if isinstance(page, UnmetPage):
        return "Unmet demand", (*SCORED, *COUNTS)
    if isinstance(page, TrendsPage):
        return f"Trends by {page.grain}", (*MOVING, *COUNTS)
    return "What the ads ask for", COUNTS


def market_text(answer: SkillMarketOut, width: int) -> str:
    return "\n".join(
        [
            *head(answer.label, answer, width),
            *_demand(answer, width),
            "",
            *_supply(answer, width),
            *_over_time(answer, width),
            *_beside(answer, width),
            *_employers(answer, width),
            *_quotes(answer, width),
            *notes(answer, width),
        ]
    )


def what_if_text(answer: WhatIfOut, width: int) -> str:
    return "\n".join([*head(f"If “{answer.title}” were added", answer, width), *_added(answer, width)])


def _added(answer: WhatIfOut, width: int) -> Iterator[str]:
    yield from wrapped(f"{answer.ads:,} ads ask for something that it teaches.", width, 2)
    new = f"{answer.newly_served:,} of them ask for something of it that no course of the catalogue surely teaches."
    yield from wrapped(new, width, 2)
    yield ""
    yield from _served("What it teaches, and who asks for it", answer.teaches, width)
    yield from _served("What it may teach: not counted; state it with --teaches", answer.may_teach[:TEACHERS], width)
    if answer.unasked:
        yield heading("What it teaches and nobody here asks for")
        yield from wrapped("; ".join(own.skill.label for own in answer.unasked), width, 2)
        yield ""
    yield heading("With whom it competes")
    for own in answer.competitors:
        shared = ", ".join(skill.label for skill in own.shared)
        provider = f" ({own.provider})" if own.provider else ""
        yield from wrapped(f"{own.name}{provider}: {shared}", width, 4, first="  ")
    yield from wrapped("" if answer.competitors else "No course of the catalogue surely teaches any of it.", width, 2)
    yield ""
    yield from _one_more(answer, width)
    yield from notes(answer, width)


def _served(title: str, served: Sequence[ServedOut], width: int) -> Iterator[str]:
    yield heading(title)
    if not served:
        yield "  Nothing that the ads of this slice ask for."
    else:
        rows = [[own.demand.label, f"{own.probability:.2f}", *_row(own.demand)[1:]] for own in served]
        yield from table(["skill", "taught", *SCORED, *COUNTS], rows, width)
    yield ""


def _one_more(answer: WhatIfOut, width: int) -> Iterator[str]:
    if answer.one_more:
        yield heading("What one more outcome would add")
        names = ["skill", "score", "courses", "ads", "new ads", "of usual"]
        yield from table(names, [_more(own) for own in answer.one_more], width)
        yield ""


def _more(own: OneMoreOut) -> list[str]:
    line = own.demand
    courses = f"{line.supply.courses_closing}+{line.supply.courses_may_close - line.supply.courses_closing}"
    return [line.label, f"{line.score:.4f}", courses, f"{line.ads:,}", f"{own.more_ads:,}", f"{own.lift:.1f}x"]


def head(title: str, answer: DemandAnswer, width: int) -> Iterator[str]:
    yield heading(title)
    totals = answer.totals
    yield from wrapped("; ".join(slice_words(answer.slice)), width, 2)
    dates = f", posted {totals.first} to {totals.last}" if totals.first else ""
    named = f"{totals.employers:,} employers" if totals.employers else "no employer is named"
    unnamed = f", {totals.without_employer:,} ads name none" if totals.employers and totals.without_employer else ""
    employers = f"; {named}{unnamed}" if totals.ads else ""
    yield from wrapped(f"{totals.ads:,} ads{dates}{employers}", width, 2)
    yield ""


def _row(line: DemandLine) -> list[str]:
    name, doubts = line.label, "".join(DOUBTS[doubt] for doubt in line.doubts)
    counts = [f"{line.ads:,}", f"{line.share:.1%}", _bounds(line), f"{line.expected_ads:.0f}"]
    counts += [f"{line.employers:,}", doubts]
    if isinstance(line, TrendLine):
        return [name, *_moving(line.trend), *counts]
    if not isinstance(line, UnmetLine):
        return [name, *counts]
    parts = (line.parts.asked, line.parts.wanted, line.parts.breadth, line.parts.open)
    courses = f"{line.supply.courses_closing}+{line.supply.courses_may_close - line.supply.courses_closing}"
    return [name, f"{line.score:.4f}", *("-" if own is None else f"{own:.2f}" for own in parts), courses, *counts]


def _moving(own: TrendOut) -> list[str]:
    if own.slope is None or own.interval is None or own.q is None:
        return [own.direction, "-", "-", "-"]
    return [own.direction, f"{own.slope:+.1f}", f"{own.interval.low:+.1f} to {own.interval.high:+.1f}", f"{own.q:.3f}"]


def _natures(page: TrendsPage, width: int) -> Iterator[str]:
    if page.natures:
        yield heading("Technical against transversal skills, of all demands")
        rows = [
            [own.period + (" (partly)" if own.partly else ""), f"{own.demands:,}", *_natured(own)]
            for own in page.natures
        ]
        yield from table(["period", "demands", "technical", "transversal", "95 %"], rows, width)


def _natured(own: NatureShareOut) -> list[str]:
    if own.technical is None or own.transversal is None or own.interval is None:
        return ["-", "-", "-"]
    return [f"{own.technical:.1%}", f"{own.transversal:.1%}", f"{own.interval.low:.1%} to {own.interval.high:.1%}"]


def _over_time(answer: SkillMarketOut, width: int) -> Iterator[str]:
    own = answer.course
    if own is None:
        return
    yield heading("Over time")
    yield from wrapped(_trend_words(own.trend, own.grain), width, 2)
    rows = list(_pointed_each(own.points))
    rows += [[f"{one.period} (foreseen)", "", "", f"{one.share:.1%}", _between(one.likely)] for one in own.forecast]
    yield from table(["period", "ads", "asking", "share", "95 %, foreseen 80 %"], rows, width)
    if own.unforeseen:
        yield from wrapped(f"Nothing is foreseen: {own.unforeseen}.", width, 2)
    yield ""


def _trend_words(own: TrendOut, grain: str) -> str:
    if own.slope is None or own.interval is None or own.p is None:
        return f"{own.direction}: {own.untested}"
    between = f"{own.interval.low:+.2f} to {own.interval.high:+.2f}"
    why = f"; {own.unclear}" if own.unclear else ""
    return f"{own.direction} by {grain}: {own.slope:+.2f} points a year ({between}), p {own.p:.3f}{why}"


def _pointed_each(points: Sequence[PointOut]) -> Iterator[list[str]]:
    """One row a period; several without ads are one, or an ad with a wrong date fills the page."""
    for is_empty, run in groupby(points, lambda point: not point.ads):
        own = list(run)
        if is_empty and len(own) > 2:
            yield [f"{own[0].period} to {own[-1].period}", "0", "0", "-", "-"]
        else:
            yield from map(_pointed, own)


def _pointed(point: PointOut) -> list[str]:
    name = point.period + (" (partly)" if point.partly else "")
    share = "-" if point.share is None else f"{point.share:.1%}"
    return [name, f"{point.ads:,}", f"{point.asking:,}", share, _between(point.interval) if point.interval else "-"]


def _between(own: IntervalOut) -> str:
    return f"{own.low:.1%} to {own.high:.1%}"


def _bounds(line: DemandLine) -> str:
    return f"{line.interval.low:.1%}-{line.interval.high:.1%}".replace("%-", "-")


def _legend(page: Counted, width: int) -> Iterator[str]:
    yield from wrapped("exp.: ads that ask for it indeed, by calibrated confidence; empl.: employers", width, 2)
    yield from wrapped(f"?: {', '.join(f'{sign} {doubt}' for doubt, sign in DOUBTS.items())}", width, 2)
    if isinstance(page, TrendsPage):
        words = (
            "points: percentage points of share a year; called a trend where q (false discovery rate) is 0.05 or less"
        )
        yield from wrapped(words, width, 2)
        for why in sorted({line.trend.unclear for line in page.lines if line.trend.unclear}):
            yield from wrapped(f"no clear trend beside an interval without 0: {why}", width, 2)
    if isinstance(page, UnmetPage):
        words = f"{page.formula}; courses: that surely teach it + that may. docs/demand.md says how each is reckoned"
        yield from wrapped(words, width, 2)


def _demand(answer: SkillMarketOut, width: int) -> Iterator[str]:
    if answer.demand is None:
        yield from wrapped("No ad of this slice asks for it.", width, 2)
        return
    own, parts = answer.demand, answer.demand.parts
    asked = f"{own.ads:,} ads ask for it: {own.share:.1%} ({_bounds(own)}), {own.expected_ads:.0f} of them indeed"
    yield from wrapped(asked, width, 2)
    kinds = own.importance
    yield from wrapped(
        f"essential in {kinds.essential:,}, optional in {kinds.optional:,}, implied in {kinds.implied:,}", width, 2
    )
    varied = f"as varied as {own.effective_employers:.0f} equal ones; the largest has {own.largest_employer_ads:,} ads"
    yield from wrapped(f"{own.employers:,} employers, {varied}" if own.employers else "No employer is named", width, 2)
    breadth = "" if parts.breadth is None else f" * breadth {parts.breadth:.2f}"
    made = f"asked {parts.asked:.3f} * wanted {parts.wanted:.2f}{breadth} * open {parts.open:.2f}"
    yield from wrapped(f"unmet: {own.score:.4f} = {made}", width, 2)
    if own.doubts:
        yield from wrapped(f"Doubts: {', '.join(own.doubts)}.", width, 2)


def _supply(answer: SkillMarketOut, width: int) -> Iterator[str]:
    yield heading("Who teaches it")
    yield from wrapped(_supply_words(answer.supply), width, 2)
    for own in answer.teachers[:TEACHERS]:
        yield from _teacher(own, answer, width)
    yield ""


def _supply_words(own: SupplyOut) -> str:
    if not own.courses_may_close:
        return "No course of the catalogue does."
    may = own.courses_may_close - own.courses_closing
    priced = "; ".join(f"{p.currency} {p.least:,} to {p.most:,}" for p in own.prices) or "no price stated"
    providers = f"of {own.providers} providers" if own.providers else "no provider stated"
    return f"{own.courses_closing} courses surely, {may} perhaps, {providers}; {priced}"


def _teacher(own: TeacherOut, answer: SkillMarketOut, width: int) -> Iterator[str]:
    skill = f", {own.skill.label}" if answer.members else ""
    provider = f" ({own.provider})" if own.provider else ""
    yield from wrapped(f"{own.probability:.2f}  {own.name}{provider}{skill}", width, 8, first="  ")
    if own.words:
        yield from wrapped(quoted(own.words), width, 8)


def _beside(answer: SkillMarketOut, width: int) -> Iterator[str]:
    if answer.beside:
        yield heading("What the same ads ask for more often than others")
        rows = [[own.label, f"{own.ads:,}", f"{own.share:.1%}", f"{own.lift:.1f}x"] for own in answer.beside]
        yield from table(["skill", "ads", "share", "of usual"], rows, width)
        yield ""


def _employers(answer: SkillMarketOut, width: int) -> Iterator[str]:
    if answer.employers:
        yield heading("Who asks for it most often")
        yield from wrapped("; ".join(f"{own.name} ({own.ads:,})" for own in answer.employers), width, 2)
        yield ""


def _quotes(answer: SkillMarketOut, width: int) -> Iterator[str]:
    if answer.quotes:
        yield heading("In their words")
    for own in answer.quotes:
        yield from wrapped(quoted(own.text), width, 2)
        where = (own.title, own.organisation, str(own.date_posted or "undated"), own.source, f"ad {own.ad}")
        yield from wrapped(", ".join(part for part in where if part), width, 6)
    if answer.quotes:
        yield ""


def notes(answer: DemandAnswer, width: int) -> Iterator[str]:
    for note in answer.notes:
        yield from wrapped(f"Note: {note}.", width, 2)
    for words in answer.attribution:
        yield from wrapped(words, width, 2)
