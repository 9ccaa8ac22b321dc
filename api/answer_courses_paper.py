"""The stack of an answer on paper: its courses side by side, what each closes in its own words, when to take which."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from api.answer_lines import NOT_STATED, SAMPLE, in_stack
from api.schemas import ChoicesOut, GapResponse, PlainStackOut, RecommendationOut, TimetableOut, WayOut
from api.team_wording import amount
from matcher.dossier.chapters import Block, Chapter, Grid, Quotation, Text
from matcher.dossier.wording import MOST_SAID, counted, short

SIDE_BY_SIDE = 3
"""Courses that have room beside each other on a sheet."""
Fact = tuple[str, Callable[[RecommendationOut], str | None]]


def courses_chapter(answer: GapResponse) -> Chapter:
    return Chapter("The courses", tuple(_blocks(answer)))


def _blocks(answer: GapResponse) -> Iterator[Block]:
    stack = in_stack(answer)
    if not stack:
        yield Text(_why_none(answer))
        return
    best = "" if answer.stack.proven_optimal else " There was no time to prove that no other closes more."
    yield Text(f"The courses that close most of what is missing within the limits.{best}")
    numbered = [(f"{at}. {short(one.achievement.name)}", one) for at, one in enumerate(stack, start=1)]
    for first in range(0, len(numbered), SIDE_BY_SIDE):
        yield _beside_each_other(numbered[first : first + SIDE_BY_SIDE])
    for name, one in numbered:
        yield from _closes(name, one)
    names = {one.achievement.id: short(one.achievement.name) for one in answer.recommendations}
    if answer.stack.timetable:
        yield _timetable(answer.stack.timetable, names)
    if answer.stack.choices and len(answer.stack.choices.alternatives) > 1:
        yield _others(answer.stack.choices, names)


def _why_none(answer: GapResponse) -> str:
    if not answer.demands:
        return "No skill was found to look for courses with."
    if not answer.gap.missing:
        return "Nothing is missing that a course would have to close."
    return "Nothing in the catalogue closes any of it within what you can spend and wish."


def _beside_each_other(courses: Sequence[tuple[str, RecommendationOut]]) -> Grid:
    """A row for each fact that any of them states, and one that names those that none does."""
    told = {what: [tell(one) for _, one in courses] for what, tell in FACTS}
    stated = [(what, *(short(own or NOT_STATED, MOST_SAID) for own in row)) for what, row in told.items() if any(row)]
    unstated = ", ".join(what.lower() for what, row in told.items() if not any(row))
    last = [("Not stated", *(unstated for _ in courses))] if unstated else []
    return Grid(
        caption="What each states of itself",
        header=("", *(name for name, _ in courses)),
        rows=(*stated, *last),
        widths=(1, *(2.2 for _ in courses)),
    )


def price_of(way: WayOut) -> str:
    if way.price is None:
        return f"price {NOT_STATED}"
    return amount(way.price.amount, way.price.currency) if way.price.amount else "free"


def _price(one: RecommendationOut) -> str | None:
    price = one.way.price
    if price is None:
        return None
    return price_of(one.way) + (f" (as of {price.as_of})" if price.as_of else "")


def _hours(one: RecommendationOut) -> str | None:
    load = one.way.workload
    if load is None:
        return None
    return f"{load.hours_max:g}" if load.hours_min == load.hours_max else f"{load.hours_min:g} to {load.hours_max:g}"


def _kind(one: RecommendationOut) -> str:
    own = one.achievement
    stated = f" (“{own.kind_stated}”)" if own.kind_stated and own.kind_stated != own.kind else ""
    return f"{own.kind}{stated}{f': {SAMPLE}' if own.sample else ''}"


FACTS: Sequence[Fact] = (
    ("Kind", _kind),
    ("Provider", lambda one: one.achievement.provider),
    ("Awarded by", lambda one: one.achievement.awarding_body),
    ("Price", _price),
    ("Hours", _hours),
    ("Lasts", lambda one: one.achievement.duration),
    ("Level", lambda one: one.achievement.level),
    ("Credits", lambda one: one.achievement.credits),
    ("Assessed by", lambda one: one.achievement.assessment),
    ("Mode", lambda one: one.way.mode),
    ("Language", lambda one: one.way.language),
    ("Begins", lambda one: one.way.start),
)


def _closes(name: str, one: RecommendationOut) -> Iterator[Block]:
    """Its address, and the catalogue's own words for each skill."""
    address = one.way.url or one.achievement.url
    yield Text(f"{name}: {address or f'address {NOT_STATED}'}", address)
    if not one.closes:
        yield Text("Needed by another course of these.")
    for own in one.closes:
        sure = f"{own.label}: {own.basis}, {own.coverage:.2f}"
        words = short(own.text, MOST_SAID)
        yield Text(f"Closes {sure}") if own.text == own.uri else Quotation(words, f"Closes {sure}")


def _timetable(table: TimetableOut, names: Mapping[str, str]) -> Grid:
    timed = [(_weeks(one.first_week, one.last_week), names[one.achievement]) for one in table.slots]
    untimed = [(f"hours {NOT_STATED}", names[key]) for key in table.untimed]
    return Grid(
        caption=f"Timetable: {counted(table.weeks, 'week')}, one course after the other",
        header=("When", "Course"),
        rows=(*timed, *untimed),
        widths=(1, 4),
    )


def _weeks(first: int, last: int) -> str:
    return f"Week {first}" if first == last else f"Weeks {first} to {last}"


def _others(choices: ChoicesOut, names: Mapping[str, str]) -> Grid:
    rows = tuple(_other(", ".join(own.choices), own.stack, names) for own in choices.alternatives[1:])
    header = ("What else", "Courses", "Cost", "Hours", "Closes")
    return Grid(caption="Instead of these", header=header, rows=rows, widths=(1.2, 3, 1, 0.8, 0.8))


def _other(what: str, stack: PlainStackOut, names: Mapping[str, str]) -> tuple[str, ...]:
    share = stack.closed_weight / stack.total_weight if stack.total_weight else 0.0
    return (
        what,
        "; ".join(names.get(key, key) for key in stack.achievements),
        NOT_STATED if stack.cost is None else amount(stack.cost, stack.currency),
        NOT_STATED if stack.hours is None else f"{stack.hours:g}",
        f"{share:.0%} by weight",
    )
