"""What a stack comes to, when to take what, what else there is, and what would prove what is held: as plain text."""

from collections import Counter
from collections.abc import Iterator, Mapping

from api.commands.blocks import heading, wrapped
from api.schemas import GapResponse, MoreOut, PlainStackOut, StackOut, TotalsOut
from api.totals_text import said, unsaid

MAX_UNPROVEN = 8
"""Listed with their checklists; the others are counted."""


def stack_text(response: GapResponse, names: Mapping[str, str], width: int) -> Iterator[str]:
    """What follows the sum of a stack; `names` are those of the achievements that the answer lists."""
    stack = response.stack
    yield from _totals(stack.totals, names, width)
    yield from _marginals(stack, names, width)
    yield from _timetable(stack, names, width)
    yield from _choices(stack, names, width)


def unproven_text(response: GapResponse, width: int) -> Iterator[str]:
    """What is held by word alone, with what would prove it: each checklist once."""
    if not response.unproven:
        return
    yield heading(f"Held by your word alone ({len(response.unproven)}): what would prove it")
    by_evidence: dict[tuple[str, ...], list[str]] = {}
    for one in response.unproven:
        assessed = f" (assessed by {', '.join(one.assessed_by)})" if one.assessed_by else ""
        by_evidence.setdefault(tuple(one.evidence), []).append(one.label + assessed)
    for evidence, labels in by_evidence.items():
        more = f"; and {len(labels) - MAX_UNPROVEN} more" if len(labels) > MAX_UNPROVEN else ""
        yield from wrapped("; ".join(labels[:MAX_UNPROVEN]) + more, width, 4, first="  ")
        for item in evidence:
            yield from wrapped(item, width, 8, first="      - ")
    yield ""


def unsuited_text(response: GapResponse, width: int) -> Iterator[str]:
    if response.unsuited:
        counted = Counter(" and ".join(lacks) for lacks in response.unsuited.values())
        reasons = ", ".join(f"{count} ({what})" for what, count in sorted(counted.items()))
        yield from wrapped(f"On offer, but not as you wish, or without saying so: {reasons}.", width, 2)
        yield ""


def _totals(found: TotalsOut, names: Mapping[str, str], width: int) -> Iterator[str]:
    stated, lacking = list(said(found)), list(unsaid(found, names))
    if stated:
        yield from wrapped("In all, as stated: " + "; ".join(stated) + ".", width, 2)
    if lacking:
        yield from wrapped("Not stated, and not counted in: " + "; ".join(lacking) + ".", width, 2)


def _marginals(stack: StackOut, names: Mapping[str, str], width: int) -> Iterator[str]:
    if len(stack.marginals) > 1 and stack.total_weight:
        worth = "; ".join(f"{names[one.achievement]} {one.worth / stack.total_weight:.0%}" for one in stack.marginals)
        yield from wrapped(f"Without it would stay open: {worth}.", width, 2)


def _timetable(stack: StackOut, names: Mapping[str, str], width: int) -> Iterator[str]:
    table = stack.timetable
    if table is None:
        return
    yield f"  Timetable: {table.weeks} weeks"
    for slot in table.slots:
        weeks = f"week {slot.first_week}" + (f" to {slot.last_week}" if slot.last_week > slot.first_week else "")
        yield from wrapped(names[slot.achievement], width, 22, first=f"    {weeks:18}")
    for key in table.untimed:
        yield from wrapped(names[key], width, 22, first="    hours not stated  ")


def _choices(stack: StackOut, names: Mapping[str, str], width: int) -> Iterator[str]:
    found = stack.choices
    if found is None:
        return
    for one in found.alternatives[1:]:
        yield from wrapped(f"{', '.join(one.choices)}: {_said(one.stack, names)}", width, 4, first="  ")
    for what, more in (("money", found.more_money), ("hours", found.more_hours)):
        if more:
            yield from wrapped(_more(what, more, stack, names), width, 4, first="  ")


def _more(what: str, more: MoreOut, stack: StackOut, names: Mapping[str, str]) -> str:
    amount = f"{more.stack.currency} {more.amount:,.2f}" if what == "money" else f"{more.amount:g} hours"
    share = more.adds / stack.total_weight if stack.total_weight else 0.0
    return f"With {amount} more another {share:.0%} of the gap would close: {_said(more.stack, names)}"


def _said(stack: PlainStackOut, names: Mapping[str, str]) -> str:
    cost = f"{stack.currency} {stack.cost:,.2f}" if stack.cost is not None else "price not stated for all"
    hours = f"{stack.hours:g} hours" if stack.hours is not None else "hours not stated for all"
    share = stack.closed_weight / stack.total_weight if stack.total_weight else 0.0
    courses = "; ".join(names.get(key, key) for key in stack.achievements)
    return f"{cost}, {hours}, closes {share:.0%} ({courses})"
