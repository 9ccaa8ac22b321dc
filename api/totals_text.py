"""What a stack comes to in words, for the terminal and the page: what its parts state, and which of them don't."""

from collections.abc import Iterator, Mapping

from api.schemas import TotalsOut


def said(found: TotalsOut) -> Iterator[str]:
    """Each figure that any part states, as a range where the parts leave it open; what is free, is in any currency."""
    billed = {currency: cost for currency, cost in found.cost.items() if cost.most}
    for currency, cost in (billed or found.cost).items():
        yield f"{currency} {cost.least:,.2f}" + (f" to {cost.most:,.2f}" if cost.most != cost.least else "")
    if found.hours_max:
        least = f"{found.hours_min:g} to " if found.hours_min != found.hours_max else ""
        yield f"{least}{found.hours_max:g} hours"
    yield from said_of_award(found)


def is_exact(found: TotalsOut) -> bool:
    """Whether each part states its price and its hours, in one currency and without a range."""
    ranges = [cost.least != cost.most for cost in found.cost.values()] + [found.hours_min != found.hours_max]
    return len(found.cost) == 1 and not (any(ranges) or found.without_price or found.without_hours)


def said_of_award(found: TotalsOut) -> Iterator[str]:
    """Credits and levels alone, for where money and hours are told already."""
    yield from (f"{points} {system}" for system, points in found.credits.items())
    for level in found.levels:
        yield f"{level} (indicatively {', '.join(found.levels_indicative[level]) or 'nothing'})"
    yield from found.other_levels


def unsaid(found: TotalsOut, names: Mapping[str, str], parts: int | None = None) -> Iterator[str]:
    """What is not counted in, with the names of the parts that do not state it: "all" where none of so many does."""
    lacking = {
        "price": found.without_price,
        "hours": found.without_hours,
        "credits": found.without_credits,
        "level": found.without_level,
    }
    for what, ids in lacking.items():
        if parts is not None and len(ids) == parts > 1:
            yield f"{what} of all {parts}"
        elif ids:
            yield f"{what} of {len(ids)} ({', '.join(names.get(one, one) for one in ids)})"
