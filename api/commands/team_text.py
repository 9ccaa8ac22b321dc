"""A team's plan as plain text for a terminal: the values that --json gives."""

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from api.commands.blocks import columns, heading, quoted, table, wrapped
from api.team_heatmap import Heat, heatmap
from api.team_schemas import GroupOut, TeamPlanOut, TeamTotalsOut
from api.team_tables import before_words, hours_told, teaches_words
from api.team_wording import (
    NO_LIMIT,
    NO_PRICE,
    NOT_STATED,
    NOT_WANTED,
    WITHHELD,
    amount,
    cost_told,
    count,
    counted,
    proof_words,
    several,
    share,
)

MOST_NAMES = 8
"""To look at that are shown; the others are counted."""
TO_LOOK_AT = ("unsure", "unknown")
NOT_KNOWN = "?"
UNWANTED = "-"
"""NOT_WANTED, short: the columns are narrow."""


def team_text(answer: TeamPlanOut, width: int) -> str:
    return "\n".join(
        [
            *_head(answer, width),
            *_heatmap(answer, width),
            *_plan(answer, width),
            *_costs(answer, width),
            *_open(answer, width),
            *_others(answer, width),
            *_names(answer, width),
            *_foot(answer, width),
        ]
    )


def _head(answer: TeamPlanOut, width: int) -> Iterator[str]:
    yield heading(f"Upskilling plan for {answer.file}")
    yield from wrapped(answer.consent, width, 2)
    if not answer.consented:
        yield from wrapped(answer.withheld, width, 2)
    quarters = answer.limits.quarters
    begun = f"{answer.target}, {quarters[0]} to {quarters[-1]}; people who take part: {count(answer.people)}"
    yield from wrapped(begun, width, 2)
    yield from wrapped(_totals_words(answer.totals, answer.limits.currency), width, 2)
    yield from wrapped(proof_words(answer.totals), width, 2)
    yield ""


def _totals_words(own: TeamTotalsOut, currency: str | None) -> str:
    cost = cost_told(own, currency)
    hours = hours_told(own)
    taken = f"{amount(hours)} hours of all together" if isinstance(hours, float) else f"hours {hours}"
    ends = f", ends in {own.last_quarter}" if own.last_quarter else ""
    return (
        f"costs {cost}, {several(own.seats, 'seat')} in {counted(own.courses, 'course')}, {taken}{ends}; "
        f"closes {share(own.closed)} of what is missing"
    )


def _heatmap(answer: TeamPlanOut, width: int) -> Iterator[str]:
    """Roles by letters, so that many of them fit."""
    found = heatmap(answer)
    signs = [_sign(place) for place in range(len(found.roles))]
    yield heading(f"Skills by role: who holds it > who will after the plan / how many should ({UNWANTED} {NOT_WANTED})")
    yield from wrapped(f"{NOT_KNOWN} the table says nothing of it", width, 2)
    for sign, role in zip(signs, answer.roles, strict=True):
        taken = f", taken for {', '.join(role.meant)}" if role.meant else ""
        moving = "" if role.moving is None else f", {counted(role.moving, 'person', 'people')}"
        yield from wrapped(f"{sign}  {role.name} ({role.source}{taken}{moving})", width, 5, first="  ")
    yield from table(["skill", *signs], [[row.skill.label, *map(_heat, row.heats)] for row in found.rows], width)
    yield ""


def _sign(place: int) -> str:
    """ "A" to "Z", then "A1"."""
    times, letter = divmod(place, len(ascii_uppercase))
    return ascii_uppercase[letter] + (str(times) if times else "")


def _heat(heat: Heat | None) -> str:
    if heat is None:
        return UNWANTED
    if not heat.recorded:
        return f"{NOT_KNOWN}>{heat.after}/{heat.of}" if heat.after else NOT_KNOWN
    if heat.holding is None:
        return WITHHELD
    after = "?" if heat.after is None else f"{heat.after}"
    of = "?" if heat.of is None else f"{heat.of}"
    return f"{heat.holding}>{after}/{of}"


def _plan(answer: TeamPlanOut, width: int) -> Iterator[str]:
    yield heading("The plan")
    if not answer.plan:
        yield from wrapped("No course that is on offer closes anything within the limits.", width, 2)
    names = {course.id: course for course in answer.courses}
    for group in answer.plan:
        course = names[group.course]
        provider = f" ({course.provider})" if course.provider else ""
        sample = ", sample data" if course.sample else ""
        yield from wrapped(f"{group.quarter}  {course.name}{provider}{sample}", width, 11, first="  ")
        yield from wrapped(_group_words(group, answer.limits.currency), width, 11)
        for own in group.teaches:
            yield from wrapped(f"teaches {teaches_words(own)}, surely {own.coverage:.2f}", width, 13, first=" " * 11)
            said = own.basis if own.text.startswith("http") else f"{own.field}: {quoted(own.text)}"
            yield from wrapped(said, width, 13)
        for words in before_words(group):
            yield from wrapped(words, width, 13, first=" " * 11)
    yield ""


def _group_words(own: GroupOut, currency: str | None) -> str:
    if not own.price_stated:
        price = NO_PRICE
    elif own.each is None or own.cost is None:
        price = f"price {WITHHELD}"
    else:
        price = f"{amount(own.each, currency)} each, {amount(own.cost, currency)} in all"
    hours = NOT_STATED if own.hours is None else amount(own.hours)
    return f"{several(own.seats, 'seat')}, {price}, hours {hours}"


def _costs(answer: TeamPlanOut, width: int) -> Iterator[str]:
    limits, currency = answer.limits, answer.limits.currency
    yield heading("Cost by quarter")
    facts = [
        (own.quarter, f"{WITHHELD if own.cost is None else amount(own.cost, currency)}, {several(own.seats, 'seat')}")
        for own in answer.quarters
    ]
    whole = NO_LIMIT if limits.budget is None else amount(limits.budget, currency)
    each = "" if limits.budget_per_quarter is None else f", {amount(limits.budget_per_quarter, currency)} a quarter"
    yield from columns([*facts, ("budget", whole + each)], 2, width)
    yield ""


def _open(answer: TeamPlanOut, width: int) -> Iterator[str]:
    alone = [f"{own.skill.label} ({', '.join(own.roles)})" for own in answer.lines if own.single]
    if alone:
        yield heading("Held by one person only")
        yield from wrapped("; ".join(alone), width, 2)
        yield ""
    staying = [own for own in answer.lines if own.stays_open]
    if staying:
        yield heading("What stays open, and why")
        for why in dict.fromkeys(own.stays_open for own in staying):
            names = [f"{own.skill.label} ({', '.join(own.roles)})" for own in staying if own.stays_open == why]
            yield from wrapped(f"{why}: {'; '.join(names)}", width, 4, first="  ")
        yield ""


def _others(answer: TeamPlanOut, width: int) -> Iterator[str]:
    names, currency = {course.id: course.name for course in answer.courses}, answer.limits.currency
    if answer.alternatives or answer.more_budget:
        yield heading("What else could be done")
    for own in answer.alternatives:
        said = own.reason if own.totals is None else _totals_words(own.totals, currency)
        taken = _listed([names.get(id, id) for id in own.courses])
        yield from wrapped(f"{own.name}: {said}{taken}", width, 4, first="  ")
    more = answer.more_budget
    if more:
        closes = f"; closes further: {'; '.join(more.closes)}" if more.closes else "; closes nothing further"
        said = _totals_words(more.totals, currency) + closes + _listed([names.get(id, id) for id in more.courses])
        yield from wrapped(f"with {amount(more.extra, currency)} more budget: {said}", width, 4, first="  ")
    if answer.alternatives or more:
        yield ""
    if answer.left_out:
        yield heading("Courses that could not be counted")
        for why in dict.fromkeys(own.why for own in answer.left_out):
            left = [own.name for own in answer.left_out if own.why == why]
            yield from wrapped(f"{why}: {'; '.join(left[:MOST_NAMES])}{_more(len(left))}", width, 4, first="  ")
        yield ""


def _listed(names: Sequence[str]) -> str:
    return f" ({'; '.join(names)})" if names else ""


def _more(number: int) -> str:
    return f"; and {number - MOST_NAMES} more" if number > MOST_NAMES else ""


def _names(answer: TeamPlanOut, width: int) -> Iterator[str]:
    unsure = [own for own in answer.review if own.standing in TO_LOOK_AT]
    if not unsure:
        return
    yield heading(f"Names to look at ({len(unsure)})")
    for own in unsure[:MOST_NAMES]:
        taken = "; ".join(one.label for one in own.counted_as) or "nothing"
        sure = "" if own.confidence is None else f", confidence {own.confidence:.2f}"
        other = "; ".join(one.label for one in own.suggestions)
        also = f"; could also mean {other}" if other else ""
        yield from wrapped(f"{own.name}: counted as {taken} ({own.standing}{sure}){also}", width, 4, first="  ")
    said = f"{len(unsure) - MOST_NAMES} more. " if len(unsure) > MOST_NAMES else ""
    hint = "--table review --out names.csv lists them all: fill in “means” and give it back with --names."
    yield from wrapped(said + hint, width, 2)
    yield ""


def _foot(answer: TeamPlanOut, width: int) -> Iterator[str]:
    yield heading("To keep in mind")
    for line in (*answer.notes, *answer.assumptions, *answer.responsible_use):
        yield from wrapped(line, width, 4, first="  - ")
    for line in answer.attribution:
        yield from wrapped(line, width, 2)
