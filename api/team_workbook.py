"""A team's plan as a workbook: what is counted up there are formulas on the plan's own cells."""

from collections.abc import Iterator, Mapping, Sequence

from api.team_formulas import costs_with_formulas, plan_with_formulas
from api.team_heatmap import Heat, heatmap
from api.team_schemas import TeamPlanOut
from api.team_table_names import TeamTable
from api.team_tables import COLUMNS, COST, Row, rows_of
from api.team_wording import NO_LIMIT, NOT_RECORDED, NOT_WANTED, WITHHELD, amount, unread_words
from corpora.spreadsheets.book import Cell, Column, Page, book_of
from corpora.spreadsheets.sheets import ABOUT
from matcher.dossier.wording import on

MONEY, SHARE, CONFIDENCE = "#,##0.00", "0 %", "0.00"
FORMATS: Mapping[str, str] = {
    "price each": MONEY,
    COST: MONEY,
    "cost so far": MONEY,
    "budget of the quarter": MONEY,
    "left of the quarter": MONEY,
    "whole budget": MONEY,
    "left of the whole": MONEY,
    "closes": SHARE,
    "confidence": CONFIDENCE,
    "nothing closes more than": SHARE,
}
WIDTHS: Mapping[str, float] = {
    "course": 34, "provider": 24, "teaches": 40, "course id": 24, "role": 26, "skill": 30, "words it rests on": 18,
    "stays open because": 26, "courses": 30, "evidence": 50, "skill URI": 24, "plan": 26, "which courses": 50,
    "closes further": 40, "why there is none": 40, "pseudonym": 18, "name": 30, "means": 30, "counted as": 30,
    "could also mean": 40, "where": 30, "what": 14, "role or course": 30, "source": 26, "sentence": 80,
    "reference": 30, "assumption": 110, "words of a level": 20,
}  # fmt: skip
NARROW = 8.5
NUMBER_COLUMNS = frozenset({"at 0", "at 1", "at 2", "at 3", "at 4", "at 5", "people", "seats"})
FROZEN: Mapping[TeamTable, int] = {TeamTable.MATRIX: 2, TeamTable.PLAN: 2, TeamTable.REVIEW: 1}


def workbook_of(answer: TeamPlanOut) -> bytes:
    """XLSX. Raises InvalidInput where a text fits no cell."""
    return book_of([*pages(answer)], f"{answer.file}. {answer.consent}")


def pages(answer: TeamPlanOut) -> Iterator[Page]:
    yield _about(answer)
    yield _heatmap(answer)
    yield _table(TeamTable.MATRIX, answer)
    plan = plan_with_formulas(_table(TeamTable.PLAN, answer), answer.totals)
    yield plan
    yield costs_with_formulas(_table(TeamTable.COSTS, answer), plan, answer.totals)
    yield _table(TeamTable.ALTERNATIVES, answer)
    if answer.bookings:
        yield _table(TeamTable.PEOPLE, answer)
    yield _table(TeamTable.REVIEW, answer)
    yield _table(TeamTable.SOURCES, answer)
    yield _listed("assumptions", "assumption", [*answer.assumptions, *answer.notes])


def _about(answer: TeamPlanOut) -> Page:
    rows = tuple(about(answer))
    return Page(
        title=ABOUT,
        columns=(Column(name="what", width=24), Column(name="words", width=110)),
        rows=rows,
        filtered=False,
    )


def about(answer: TeamPlanOut) -> Iterator[tuple[str, str]]:
    """(what, words): consent, limits, the plan in a few figures, versions, licences."""
    limits, currency = answer.limits, answer.limits.currency
    yield "what this is", f"an upskilling plan for a team, made from {answer.file}"
    yield "day", on(answer.day)
    yield "consent", answer.consent
    yield WITHHELD, answer.withheld
    yield from (("responsible use", words) for words in answer.responsible_use)
    yield "target", answer.target
    yield "quarters", ", ".join(limits.quarters)
    stated = (
        ("budget", limits.budget, currency),
        ("budget of a quarter", limits.budget_per_quarter, currency),
        ("hours of one person", limits.hours_per_person, None),
        ("hours of one person in a quarter", limits.hours_per_quarter, None),
    )
    for name, value, unit in stated:
        yield name, NO_LIMIT if value is None else amount(value, unit)
    yield "not read", unread_words(answer)
    yield "levels", "; ".join(f"{level} {words}" for level, words in enumerate(answer.scale))
    yield (
        "sheets",
        (
            "heatmap: roles by skills; matrix: every figure of a skill; plan: which course for how many, when; costs; "
            "alternatives; people: only with consent; review: names to look at, to fill in “means” and give the "
            "sheet back with --names; sources: whose words all rests on; assumptions"
        ),
    )
    yield from ((f"version of {name}", str(own)) for name, own in answer.versions.model_dump().items() if own)
    yield from (("licence", words) for words in answer.attribution)


def _heatmap(answer: TeamPlanOut) -> Page:
    """Three columns a role: who holds it well enough, who will after the plan, for how many it is missing."""
    found = heatmap(answer)
    columns = [Column(name="skill", width=34)]
    for role in found.roles:
        columns += [Column(name=f"{role}: hold it"), Column(name=f"{role}: hold it after the plan")]
        columns += [Column(name=f"{role}: missing", scaled=True), Column(name=f"{role}: of")]
    rows = [(row.skill.label, *(cell for heat in row.heats for cell in _heat(heat))) for row in found.rows]
    return Page(title="heatmap", columns=tuple(columns), rows=tuple(rows), frozen=1)


def _heat(heat: Heat | None) -> Sequence[Cell]:
    if heat is None:
        return (NOT_WANTED,) * 4
    figures = (heat.holding, heat.after, heat.missing, heat.of)
    told: list[Cell] = [WITHHELD if figure is None else figure for figure in figures]
    return told if heat.recorded else [NOT_RECORDED, *told[1:]]


def _table(table: TeamTable, answer: TeamPlanOut) -> Page:
    names = COLUMNS[table]
    return Page(
        title=table.value,
        columns=tuple(_column(name) for name in names),
        rows=tuple(_cells(names, row) for row in rows_of(table, answer)),
        frozen=FROZEN.get(table, 0),
        filtered=table is not TeamTable.PEOPLE,
        unlocked="means" if table is TeamTable.REVIEW else None,
    )


def _column(name: str) -> Column:
    width = NARROW if name in NUMBER_COLUMNS else WIDTHS.get(name, 14)
    return Column(name=name, width=width, format=FORMATS.get(name))


def _cells(names: Sequence[str], row: Row) -> tuple[Cell, ...]:
    return tuple(row.get(name) for name in names)


def _listed(title: str, name: str, lines: Sequence[str]) -> Page:
    columns = (Column(name=name, width=WIDTHS[name]),)
    return Page(title=title, columns=columns, rows=tuple((line,) for line in lines), filtered=False)
