"""Words that every form of a team's plan says alike."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from api.team_schemas import SkillLineOut, TeamPlanOut, TeamTotalsOut
from matcher.workforce.assumptions import OF_COURSES
from matcher.workforce.discretion import FEWEST

WITHHELD = "withheld"
NOT_STATED = "not stated"
NO_PRICE = "price not stated"
NO_LIMIT = "no limit"
NOT_RECORDED = "not in the table"
"""Of how many hold a skill of which the table says nothing."""
NOT_WANTED = "not wanted"
"""Of a skill that a role does not ask for."""
CONSENTED = "The operator states that the table is the team's own record, made with its consent: all counts are shown."
NOT_CONSENTED = (
    f"Made without the team's consent: counts of fewer than {FEWEST} people are withheld, and who has which seat is "
    "not told."
)
WHY_WITHHELD = (
    f"“{WITHHELD}” stands for a count of 1 to {FEWEST - 1} people, and for figures that such a count could be worked "
    "out from; money is then told as an upper end, which depends on no such count."
)
RESPONSIBLE_USE = (
    "This plan speaks of skills, courses, seats and money. It does not judge, compare or order people: no figure in it "
    "says how well somebody suits a role, and none may be used to decide who is hired, promoted or let go.",
    "What people hold is what the table says; what roles ask for and what courses teach was read from texts by "
    "software, with the confidence that stands beside it. Both can be wrong: somebody who knows the team reads "
    "the plan, and the people concerned are asked, before a seat is booked.",
    "Skill names that are unsure or unknown stand in the review list. What is assumed stands among the assumptions.",
)


def amount(value: Decimal | float, currency: str | None = None) -> str:
    """ "AUD 1,200", "3.5": thousands grouped, cents where there are some."""
    number = Decimal(str(value))
    whole = number == number.to_integral_value()
    text = f"{number:,.0f}" if whole else f"{number:,.2f}"
    return f"{currency} {text}" if currency else text


def cost_told(own: TeamTotalsOut, currency: str | None) -> str:
    """ "AUD 1,200", "at most AUD 1,200", "withheld"."""
    if own.cost is None:
        return WITHHELD
    return f"at most {amount(own.cost, currency)}" if own.cost_at_most else amount(own.cost, currency)


def count(value: int | None) -> str:
    return WITHHELD if value is None else f"{value:,}"


def share(value: float | None) -> str:
    return WITHHELD if value is None else f"{100 * value:.0f} %"


def held(line: SkillLineOut, figure: int | None) -> str | int:
    """A count of people who hold something, or why it is not told."""
    if not line.recorded:
        return NOT_RECORDED
    return WITHHELD if figure is None else figure


def counted(number: int, one: str, more: str | None = None) -> str:
    """ "1 seat", "2 seats"."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def several(number: int | None, one: str) -> str:
    """ "1 seat", "2 seats", "seats withheld"."""
    return f"{one}s {WITHHELD}" if number is None else counted(number, one)


def unread_words(answer: TeamPlanOut) -> str:
    """How much of the files could not be used, not what: that stands in somebody's row."""
    if not answer.unread:
        return "nothing: every row and column could be used"
    return f"{counted(len(answer.unread), 'row, column or cell', 'rows, columns or cells')} could not be used"


def plain_words(answer: TeamPlanOut) -> str:
    """What the plan teaches as counts without weights; empty where any of them is withheld, or nothing is missing."""
    figures = [(own.missing, own.taught, own.lifted) for own in answer.lines]
    known = [(m, t, p) for m, t, p in figures if m is not None and t is not None and p is not None]
    missing, taught, lifted = (sum(line[column] for line in known) for column in range(3))
    if not missing or len(known) < len(figures):
        return ""
    partly = f", and part of {lifted:,} more" if lifted else ""
    of = "Counted without weights, one for each skill and person"
    return f"{of}: {missing:,} are missing, the plan teaches {taught:,} of them{partly}."


def notes_named(answer: TeamPlanOut) -> list[str]:
    """What is told besides, with the names of courses that were left out in the place of their ids."""
    names = sorted(((own.course, own.name) for own in answer.left_out), key=lambda one: -len(one[0]))
    return [_named(note, names) if note.startswith(OF_COURSES) else note for note in answer.notes]


def _named(note: str, names: Sequence[tuple[str, str]]) -> str:
    for id, name in names:
        note = note.replace(id, f"“{name}”")
    return note


def field_words(field: str) -> str:
    """ "outcome 3" of "outcomes[2]": where in an entry of a catalogue something is said."""
    found = re.fullmatch(r"(\w+?)s?\[(\d+)\]", field)
    return f"{found[1]} {int(found[2]) + 1}" if found else field


def proof_words(own: TeamTotalsOut, share_told: Callable[[float], str] = share) -> str:
    """How good the plan is known to be; empty where that is withheld. `share_told`: as figures are written there."""
    if own.proven_optimal:
        return "It is proven that no plan within the limits closes more, and that none that closes as much costs less."
    if own.bound is None or own.closed is None:
        return ""
    if own.bound <= own.closed:
        return "No plan within the limits closes more; whether one that closes as much costs less is not proven."
    return f"No plan within the limits closes more than {share_told(own.bound)}; this one is not proven to be the best."
