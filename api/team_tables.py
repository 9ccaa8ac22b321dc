"""A team's plan as tables: the columns of docs/team.md, for CSV and for the sheets of a workbook."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from api.schemas import EvidenceOut
from api.team_schemas import (
    GroupOut,
    ReviewOut,
    SkillLineOut,
    TeachesOut,
    TeamAlternativeOut,
    TeamPlanOut,
    TeamTotalsOut,
)
from api.team_table_names import TeamTable
from api.team_wording import NO_LIMIT, NO_PRICE, NOT_STATED, WITHHELD, amount, cost_told, counted, held
from matcher.workforce.naming import Standing

Value = str | int | float | Decimal | None
Row = Mapping[str, Value]
BETWEEN = "; "
THIS = "this plan"
NOTHING_MORE = "the same: more money would close nothing further"
PASS_OVER = "-"
OWN_LIST = "the team's own list"
LEVELS = 6
CONFIDENCE_DIGITS = 2
COST = "cost"
"""The column that is reckoned from seats and price."""


COLUMNS: Mapping[TeamTable, Sequence[str]] = {
    TeamTable.PLAN: (
        "quarter", "course", "provider", "seats", "price each", COST, "hours each", "teaches", "course id",
    ),
    TeamTable.MATRIX: (
        "role", "skill", "importance", "level wanted", "words it rests on", "people", "should hold it", "at 0", "at 1",
        "at 2", "at 3", "at 4", "at 5", "holding", "missing", "taught by the plan", "lifted", "after",
        "held by one person only", "stays open because", "courses", "evidence", "skill URI",
    ),
    TeamTable.COSTS: (
        "quarter", "seats", COST, "cost so far", "budget of the quarter", "left of the quarter", "whole budget",
        "left of the whole",
    ),
    TeamTable.ALTERNATIVES: (
        "plan", COST, "seats", "people", "courses", "hours", "ends in", "closes", "nothing closes more than", "proven",
        "which courses", "closes further", "why there is none",
    ),
    TeamTable.PEOPLE: ("pseudonym", "role", "course", "quarter"),
    TeamTable.REVIEW: (
        "name", "means", "counted as", "confidence", "standing", "could also mean", "where", "people",
    ),
    TeamTable.SOURCES: (
        "what", "role or course", "skill", "source", "sentence", "confidence", "words of a level", "reference",
    ),
}  # fmt: skip
"""A table's columns; a CSV has one more, CONSENT."""
CONSENT = "consent"


def rows_of(table: TeamTable, answer: TeamPlanOut) -> Iterator[Row]:
    """Each with every column of the table: None where a row has nothing to say there."""
    for row in ROWS[table](answer):
        yield {name: _rounded(name, row.get(name)) for name in COLUMNS[table]}


def _rounded(name: str, value: Value) -> Value:
    """A confidence to as many digits as it is worth; JSON has them all."""
    return round(value, CONFIDENCE_DIGITS) if name == "confidence" and isinstance(value, float) else value


def _plan(answer: TeamPlanOut) -> Iterator[Row]:
    courses = {course.id: course for course in answer.courses}
    for group in answer.plan:
        course = courses[group.course]
        yield {
            "quarter": group.quarter,
            "course": course.name,
            "provider": course.provider or NOT_STATED,
            "seats": _told(group.seats),
            "price each": _price(group.each, group),
            COST: _price(group.cost, group),
            "hours each": NOT_STATED if group.hours is None else group.hours,
            "teaches": BETWEEN.join((*map(teaches_words, group.teaches), *before_words(group))),
            "course id": course.id,
        }


def before_words(own: GroupOut) -> tuple[str, ...]:
    """What a course is taken for that teaches nothing of what is missing itself."""
    return (f"needed before {', '.join(own.needed_before)}",) if own.needed_before else ()


def teaches_words(own: TeachesOut) -> str:
    """ "SQL to 5 people (Data librarian)": a bare number would read as a level."""
    people = f"people {WITHHELD}" if own.people is None else counted(own.people, "person", "people")
    return f"{own.skill.label} to {people} ({BETWEEN.join(own.roles)})"


def _price(value: Decimal | None, group: GroupOut) -> Value:
    return NO_PRICE if not group.price_stated else _told(value)


def _single(line: SkillLineOut) -> str | int:
    told = held(line, None)
    return told if line.single is None else "yes" if line.single else "no"


def _matrix(answer: TeamPlanOut) -> Iterator[Row]:
    names = {course.id: course.name for course in answer.courses}
    for line in answer.lines:
        levels: Sequence[int | None] = line.at_level or [None] * LEVELS
        yield {
            "role": BETWEEN.join(line.roles),
            "skill": line.skill.label,
            "importance": line.importance,
            "level wanted": line.level,
            "words it rests on": line.level_words or "assumed",
            "people": _told(line.people),
            "should hold it": "all of them" if line.needed is None else line.needed,
            **{f"at {level}": held(line, count) for level, count in enumerate(levels)},
            "holding": held(line, line.holding),
            "missing": _told(line.missing),
            "taught by the plan": _told(line.taught),
            "lifted": _told(line.lifted),
            "after": _told(line.after),
            "held by one person only": _single(line),
            "stays open because": line.stays_open or "",
            "courses": BETWEEN.join(names.get(id, id) for id in line.courses),
            "evidence": evidence_words(line),
            "skill URI": line.skill.uri,
        }


def evidence_words(line: SkillLineOut) -> str:
    """The words that the demand mainly rests on."""
    first = line.evidence[0] if line.evidence else None
    return f"{first.source}: {first.text}" if first else ""


def _costs(answer: TeamPlanOut) -> Iterator[Row]:
    """What is left of a budget, and the cost so far, as long as no cost is withheld."""
    so_far: Decimal | None = Decimal(0)
    whole, each = answer.limits.budget, answer.limits.budget_per_quarter
    for own in answer.quarters:
        so_far = None if so_far is None or own.cost is None else so_far + own.cost
        yield {
            "quarter": own.quarter,
            "seats": _told(own.seats),
            COST: _told(own.cost),
            "cost so far": _told(so_far),
            "budget of the quarter": NO_LIMIT if each is None else each,
            "left of the quarter": _left(each, own.cost),
            "whole budget": NO_LIMIT if whole is None else whole,
            "left of the whole": _left(whole, so_far),
        }


def _left(budget: Decimal | None, spent: Decimal | None) -> Value:
    return NO_LIMIT if budget is None else WITHHELD if spent is None else budget - spent


def _alternatives(answer: TeamPlanOut) -> Iterator[Row]:
    names = {course.id: course.name for course in answer.courses}
    taken = list(dict.fromkeys(group.course for group in answer.plan))
    own = TeamAlternativeOut(name=THIS, totals=answer.totals, reason=None, courses=taken)
    for one in (own, *answer.alternatives):
        yield {
            "plan": one.name,
            **(_totals(one.totals) if one.totals else {}),
            "which courses": BETWEEN.join(names.get(id, id) for id in one.courses),
            "why there is none": one.reason or "",
        }
    more = answer.more_budget
    if more:
        yield {
            "plan": f"with {amount(more.extra, answer.limits.currency)} more budget",
            **_totals(more.totals),
            "which courses": NOTHING_MORE
            if more.totals == answer.totals and not more.closes
            else BETWEEN.join(f"+ {names.get(id, id)}" for id in more.courses),
            "closes further": BETWEEN.join(more.closes),
        }


def cost_of(own: TeamTotalsOut) -> Decimal | str:
    """A figure where it is exact."""
    return cost_told(own, None) if own.cost is None or own.cost_at_most else own.cost


def _totals(own: TeamTotalsOut) -> Row:
    return {
        COST: cost_of(own),
        "seats": _told(own.seats),
        "people": _told(own.people),
        "courses": own.courses,
        "hours": hours_told(own),
        "ends in": own.last_quarter or ("" if own.seats == 0 else WITHHELD),
        "closes": _told(own.closed),
        "nothing closes more than": _told(own.bound),
        "proven": "yes" if own.proven_optimal else "no",
    }


def hours_told(own: TeamTotalsOut) -> float | str:
    if own.hours is None:
        return WITHHELD if own.seats is None or own.cost_at_most else NOT_STATED
    return own.hours


def _people(answer: TeamPlanOut) -> Iterator[Row]:
    names = {course.id: course.name for course in answer.courses}
    for own in answer.bookings:
        yield {
            "pseudonym": own.member,
            "role": own.role,
            "course": names.get(own.course, own.course),
            "quarter": own.quarter,
        }


def _review(answer: TeamPlanOut) -> Iterator[Row]:
    """`means` is for the team to fill in, and filled in already where it was decided before."""
    for own in answer.review:
        yield {
            "name": own.name,
            "means": _decided(own),
            "counted as": BETWEEN.join(one.label for one in own.counted_as) or "nothing",
            "confidence": own.confidence,
            "standing": own.standing,
            "could also mean": BETWEEN.join(one.label for one in own.suggestions),
            "where": own.place or OWN_LIST,
            "people": "" if own.place is None else _told(own.people),
        }


def _decided(own: ReviewOut) -> str:
    """As a file of names says it."""
    if own.standing == Standing.PASSED_OVER.value:
        return PASS_OVER
    return own.counted_as[0].label if own.standing == Standing.DECIDED.value and own.counted_as else ""


def _sources(answer: TeamPlanOut) -> Iterator[Row]:
    """What each role asks for in whose words, then what each course of the plan teaches in the catalogue's."""
    for role in answer.roles:
        for wanted in role.requirements:
            for one in wanted.evidence:
                yield {"what": "asked for", "role or course": role.name, "skill": wanted.skill.label, **_evidence(one)}
    names = {course.id: course.name for course in answer.courses}
    for course, taught in taught_by(answer).items():
        for own in taught:
            yield {
                "what": "taught",
                "role or course": names[course],
                "skill": own.skill.label,
                "source": f"catalogue, {own.field}: {own.basis}",
                "sentence": own.text,
                "confidence": own.coverage,
                "words of a level": "",
                "reference": course,
            }


def taught_by(answer: TeamPlanOut) -> Mapping[str, Sequence[TeachesOut]]:
    """Course id -> what it teaches in the plan, each of its words once, however many groups it has."""
    found: dict[str, dict[tuple[str, str], TeachesOut]] = {}
    for group in answer.plan:
        for own in group.teaches:
            found.setdefault(group.course, {}).setdefault((own.skill.uri, own.text), own)
    return {course: tuple(taught.values()) for course, taught in found.items()}


def _evidence(one: EvidenceOut) -> Row:
    return {
        "source": one.source,
        "sentence": one.text,
        "confidence": one.confidence,
        "words of a level": BETWEEN.join(one.levels),
        "reference": one.reference or "",
    }


def _told(value: Value) -> Value:
    return WITHHELD if value is None else value


ROWS: Mapping[TeamTable, Callable[[TeamPlanOut], Iterator[Row]]] = {
    TeamTable.PLAN: _plan,
    TeamTable.MATRIX: _matrix,
    TeamTable.COSTS: _costs,
    TeamTable.ALTERNATIVES: _alternatives,
    TeamTable.PEOPLE: _people,
    TeamTable.REVIEW: _review,
    TeamTable.SOURCES: _sources,
}
