"""A team's plan as a document of chapters, for DOCX and PDF: the tables of the page, as far as they fit a sheet."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from api.team_heatmap import Heat, heatmap
from api.team_schemas import SkillLineOut, TeamPlanOut
from api.team_table_names import TeamTable
from api.team_tables import hours_told, rows_of, taught_by
from api.team_wording import (
    NO_LIMIT,
    NOT_RECORDED,
    NOT_WANTED,
    WITHHELD,
    amount,
    cost_told,
    count,
    held,
    proof_words,
    share,
    unread_words,
)
from matcher.dossier.chapters import Block, Chapter, Grid, Listed, Quotation, Text, Writing
from matcher.dossier.wording import MOST_SAID, on, short

MOST_QUOTED = 2
"""Sentences of a requirement that are quoted; the sheet of sources holds all."""


def team_writing(answer: TeamPlanOut) -> Writing:
    quarters = answer.limits.quarters
    return Writing(
        title="Upskilling plan for a team",
        below=(f"Made from {answer.file} on {on(answer.day)}", f"{answer.target}, {quarters[0]} to {quarters[-1]}"),
        author=None,
        subject=answer.consent,
        day=answer.day,
        chapters=tuple(_chapters(answer)),
    )


def _chapters(answer: TeamPlanOut) -> Iterator[Chapter]:
    yield Chapter("In short", tuple(_short(answer)))
    yield Chapter("Skills by role", (_heatmap(answer),))
    yield Chapter("The plan", (_plan(answer), _costs(answer)) if answer.plan else (Text("No course is in it."),))
    yield Chapter("What else could be done", (_others(answer),))
    yield Chapter("Every skill", (_matrix(answer.lines),))
    if answer.bookings:
        yield Chapter("Who has which seat", (_bookings(answer),))
    yield Chapter("Names to look at", (_review(answer),))
    yield Chapter("What it rests on", tuple(_sources(answer)))
    yield Chapter("What is assumed", (Listed((*answer.assumptions, *answer.notes)),))
    yield Chapter("How to use this plan, and how not", tuple(Text(words) for words in answer.responsible_use))
    versions = [f"{name}: {own}" for name, own in answer.versions.model_dump().items() if own]
    yield Chapter("Versions and attribution", (Listed((*versions, *answer.attribution)),))


def _short(answer: TeamPlanOut) -> Iterator[Block]:
    totals, limits = answer.totals, answer.limits
    yield Text(answer.consent if answer.consented else f"{answer.consent} {answer.withheld}")
    hours = hours_told(totals)
    facts = (
        ("Cost", cost_told(totals, limits.currency)),
        ("Budget", NO_LIMIT if limits.budget is None else amount(limits.budget, limits.currency)),
        ("Seats", count(totals.seats)),
        ("People with a seat, of all who take part", f"{count(totals.people)} of {count(answer.people)}"),
        ("Courses", str(totals.courses)),
        ("Hours of all together", hours if isinstance(hours, str) else amount(hours)),
        ("Ends in", totals.last_quarter or "-"),
        ("Closes, of all that is missing", share(totals.closed)),
    )
    yield Grid(caption="The plan in figures", header=("What", "How much"), rows=facts, widths=(2, 1))
    yield from (Text(words) for words in (proof_words(totals),) if words)
    yield from (Text(f"Not read: {unread_words(answer)}.") for _ in answer.unread[:1])


def _heatmap(answer: TeamPlanOut) -> Grid:
    found = heatmap(answer)
    return Grid(
        caption="How many hold a skill well enough, how many will after the plan, and of how many",
        header=("Skill", *map(short, found.roles)),
        rows=tuple((short(row.skill.label), *map(_heat, row.heats)) for row in found.rows),
        widths=(2.0, *(1.0 for _ in found.roles)),
    )


def _heat(heat: Heat | None) -> str:
    """In words: the font of our PDF has no arrows."""
    if heat is None:
        return NOT_WANTED
    if not heat.recorded:
        return f"{NOT_RECORDED}, after the plan {heat.after}" if heat.after else NOT_RECORDED
    if heat.holding is None and heat.missing is None:
        return WITHHELD
    return f"{count(heat.holding)}, then {count(heat.after)}, of {count(heat.of)}"


def _table(answer: TeamPlanOut, table: TeamTable, caption: str, columns: Sequence[tuple[str, float]]) -> Grid:
    """Some columns of a table, with their widths."""
    names = [name for name, _ in columns]
    rows = tuple(tuple(_said(name, row[name]) for name in names) for row in rows_of(table, answer))
    return Grid(
        caption=caption,
        header=tuple(name.capitalize() for name in names),
        rows=rows,
        widths=tuple(width for _, width in columns),
    )


def _said(name: str, value: object) -> str:
    if value is None or isinstance(value, str):
        return short(value or "", MOST_SAID)
    number = Decimal(str(value))
    if name == "closes":
        return share(float(number))
    return amount(number)


def _plan(answer: TeamPlanOut) -> Grid:
    columns = (("quarter", 1), ("course", 2.4), ("seats", 0.9), ("price each", 1), ("cost", 1), ("teaches", 2.8))
    caption = f"Courses by the quarter in which they begin{_in(answer)}"
    return _table(answer, TeamTable.PLAN, caption, columns)


def _costs(answer: TeamPlanOut) -> Grid:
    names = ("quarter", "seats", "cost", "cost so far", "budget of the quarter", "left of the whole")
    return _table(answer, TeamTable.COSTS, f"Cost by quarter{_in(answer)}", [(name, 1) for name in names])


def _in(answer: TeamPlanOut) -> str:
    return f", in {answer.limits.currency}" if answer.limits.currency else ""


def _others(answer: TeamPlanOut) -> Grid:
    columns = (
        ("plan", 2), ("cost", 1), ("seats", 0.9), ("ends in", 1), ("closes", 1), ("which courses", 3),
        ("why there is none", 1.5),
    )  # fmt: skip
    return _table(answer, TeamTable.ALTERNATIVES, f"This plan and others{_in(answer)}", columns)


def _matrix(lines: Sequence[SkillLineOut]) -> Grid:
    return Grid(
        caption="What each role wants, and how many hold it",
        header=("Skill", "Role", "Level", "People", "Hold it", "Missing", "Taught", "After", "Stays open because"),
        rows=tuple(
            (
                short(line.skill.label),
                short(", ".join(line.roles)),
                f"{line.level} ({short(line.level_words or 'assumed')})",
                count(line.people),
                str(held(line, line.holding)),
                *map(count, (line.missing, line.taught, line.after)),
                line.stays_open or "",
            )
            for line in lines
        ),
        widths=(2, 1.7, 1.1, 1, 1, 1, 1, 1, 1.8),
    )


def _bookings(answer: TeamPlanOut) -> Grid:
    columns = (("pseudonym", 1), ("role", 2), ("course", 3), ("quarter", 1))
    return _table(answer, TeamTable.PEOPLE, "Under pseudonyms, in the order of the table", columns)


def _review(answer: TeamPlanOut) -> Grid:
    columns = (("name", 2), ("counted as", 2), ("standing", 1), ("could also mean", 3), ("where", 1.6))
    return _table(answer, TeamTable.REVIEW, "Every skill name, and what it was taken for", columns)


def _sources(answer: TeamPlanOut) -> Iterator[Block]:
    for role in answer.roles:
        for own in role.requirements:
            for one in own.evidence[:MOST_QUOTED]:
                of = f"{role.name} asks for {own.skill.label}: {one.source}, confidence {one.confidence:.2f}"
                yield Quotation(short(one.text, MOST_SAID), of)
    names = {course.id: course.name for course in answer.courses}
    for course, taught in taught_by(answer).items():
        for closes in taught:
            of = f"{names[course]} teaches {closes.skill.label}: {closes.basis}, confidence {closes.coverage:.2f}"
            yield Quotation(short(closes.text, MOST_SAID), of)
