"""What a team was offered for courses, as its brief states it."""

from collections.abc import Iterator, Mapping

from corpora.teams.fields import Field
from corpora.teams.gathering import MAX_MEMBERS, MOST_HOURS
from corpora.teams.nodes import Scalar
from matcher.offers import MOST_STATED
from matcher.workforce.brief import CourseTerms
from matcher.workforce.courses import ANY
from matcher.workforce.seats import MOST_QUARTERS, Tier

OF_ONE = frozenset({"most", "quarters", "level"})
"""What can't be said of any course at once."""
KEYS = ("price", "minimum", "group_prices", "most", "hours", "quarters", "level")


def courses_of(field: Field, quarters: int | None) -> Mapping[str, CourseTerms]:
    """By achievement id; whether the catalogue has it is not looked at. Raises InvalidInput."""
    given = field.mapping().items()
    return {id: _terms(one, quarters or MOST_QUARTERS, of_any=id == ANY) for id, one in given}


def _terms(field: Field, quarters: int, *, of_any: bool) -> CourseTerms:
    fields = field.mapping(KEYS, "the terms of a course")
    if of_any:
        for key in OF_ONE & fields.keys():
            raise fields[key].wrong("holds for one course: state it there, by its id")
    hours = fields["hours"].amount(MOST_HOURS, "number of hours") if "hours" in fields else None
    if hours is not None and not hours:
        raise fields["hours"].wrong("must be above 0")
    tiers = _tiers(field, fields)
    most = fields["most"].whole(1, MAX_MEMBERS) if "most" in fields else None
    if most is not None and tiers is not None and most < tiers[0].seats:
        raise fields["most"].wrong(f"are fewer seats than the {tiers[0].seats} that it needs to run")
    return CourseTerms(
        hours=float(hours) if hours is not None else None,
        tiers=tiers,
        most_seats=most,
        quarters=frozenset(_quarters(fields["quarters"], quarters)) if "quarters" in fields else None,
        level=fields["level"].level() if "level" in fields else None,
    )


def _tiers(field: Field, fields: Mapping[str, Field]) -> tuple[Tier, ...] | None:
    beside = [key for key in ("minimum", "group_prices") if key in fields]
    if "price" not in fields:
        if beside:
            raise field.wrong(f"has `{beside[0]}`, and needs `price` beside it: what a seat costs in the least group")
        return None
    least = fields["minimum"].whole(1, MAX_MEMBERS) if "minimum" in fields else 1
    tiers = {least: fields["price"].amount(MOST_STATED, "price")}
    for seats, price in fields["group_prices"].mapping().items() if "group_prices" in fields else ():
        if not seats.isdecimal() or not least < int(seats) <= MAX_MEMBERS:
            raise price.wrong(f"{seats!r} is no number of seats above {least}, from which on the price holds")
        if int(seats) in tiers:
            raise price.wrong(f"{int(seats)} seats stand here twice")
        tiers[int(seats)] = price.amount(MOST_STATED, "price")
    return tuple(Tier(seats, each) for seats, each in sorted(tiers.items()))


def _quarters(field: Field, most: int) -> Iterator[int]:
    """Counted from 0, where the file counts from 1."""
    stated = [field] if isinstance(field.node, Scalar) else list(field.items())
    if not stated:
        raise field.wrong("names no quarter; leave it out for any")
    return (one.whole(1, most) - 1 for one in stated)
