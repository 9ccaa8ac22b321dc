"""What a team was offered for courses, as rows of its form: the price of a seat, of groups, how many, how long."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from api.amounts import MOST_HOURS, MOST_MONEY, read_amount
from api.team_schemas import TeamCourseOut, TeamPlanOut
from api.web.team.typed import TypedOffer
from corpora.teams.gathering import MAX_MEMBERS
from matcher.errors import InvalidInput
from matcher.workforce.brief import CourseTerms
from matcher.workforce.courses import ANY
from matcher.workforce.seats import Tier

FIELD = "offers"
TOLD = {"price": "price", "least": "least seats", "group": "seats of a group", "each": "price in a group",
        "most": "most seats", "hours": "hours"}  # fmt: skip
"""What the columns are called where one of them is wrong."""
ANY_OTHER = "Any other course that states none of it"
MOST_TIERS = 2
"""Prices by the size of a group that a row holds."""


def terms_of(offers: tuple[TypedOffer, ...], stated: Mapping[str, CourseTerms]) -> Mapping[str, CourseTerms]:
    """Over what is stated otherwise; what a row leaves empty stays as it is. Raises InvalidInput."""
    said = {own.course: _over(stated.get(own.course, CourseTerms()), own) for own in offers}
    return {**stated, **said}


def rows_and_rest(terms: Mapping[str, CourseTerms]) -> tuple[tuple[TypedOffer, ...], Mapping[str, CourseTerms]]:
    """The terms that rows can hold, and the others."""
    rest = {id: own for id, own in terms.items() if _is_more(own)}
    return tuple(_row(id, own) for id, own in terms.items() if id not in rest), rest


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    name: str
    """Of the course."""
    typed: TypedOffer
    course: TeamCourseOut | None = None
    """What counts for it now, where that is known."""


def offer_rows(answer: TeamPlanOut, typed: tuple[TypedOffer, ...]) -> tuple[OfferRow, ...]:
    """Of each course that something may be said of: of the plan, left out, said before, or any other."""
    known = {own.id: own for own in answer.courses}
    names = {own.id: own.name for own in answer.courses} | {own.course: own.name for own in answer.left_out}
    names[ANY] = ANY_OTHER
    said = {own.course: own for own in typed}
    shown = (*(group.course for group in answer.plan), *(own.course for own in answer.left_out), *said)
    ids = [*dict.fromkeys(id for id in shown if id != ANY), ANY]
    return tuple(
        OfferRow(name=names.get(id, id), typed=said.get(id, TypedOffer(course=id)), course=known.get(id)) for id in ids
    )


def _over(stated: CourseTerms, own: TypedOffer) -> CourseTerms:
    least = _whole(own, "least") or 1
    tiers, most, hours = _tiers(own, least), _most(own, least), _hours(own)
    return replace(
        stated,
        tiers=stated.tiers if tiers is None else tiers,
        most_seats=stated.most_seats if most is None else most,
        hours=stated.hours if hours is None else hours,
    )


def _tiers(own: TypedOffer, least: int) -> tuple[Tier, ...] | None:
    price, group, each = _amount(own, "price", MOST_MONEY), _whole(own, "group"), _amount(own, "each", MOST_MONEY)
    if price is None:
        beside = [part for part in ("least", "group", "each") if getattr(own, part).strip()]
        if beside:
            raise _wrong(own, f"{TOLD[beside[0]]} needs the price of a seat in the least group beside it")
        return None
    if (group is None) != (each is None):
        raise _wrong(own, "a price in a group needs from how many seats on, and the other way round")
    if group is None or each is None:
        return (Tier(least, price),)
    if group <= least:
        raise _wrong(own, f"a group of {group} is no larger than the {least} seats that it needs to run")
    return (Tier(least, price), Tier(group, each))


def _most(own: TypedOffer, least: int) -> int | None:
    most = _whole(own, "most")
    if most is not None and most < least:
        raise _wrong(own, f"most seats, {most}, are fewer than the {least} that it needs to run")
    return most


def _hours(own: TypedOffer) -> float | None:
    hours = _amount(own, "hours", MOST_HOURS)
    if hours is not None and not hours:
        raise _wrong(own, "hours must be above 0")
    return None if hours is None else float(hours)


def _amount(own: TypedOffer, part: str, most: int) -> Decimal | None:
    stated = getattr(own, part)
    if not stated.strip():
        return None
    try:
        return read_amount(stated, most)
    except ValueError as error:
        raise _wrong(own, f"{TOLD[part]} {error}") from None


def _whole(own: TypedOffer, part: str) -> int | None:
    words = getattr(own, part).strip()
    if not words:
        return None
    if not (words.isascii() and words.isdigit() and len(words) < 10 and 1 <= int(words) <= MAX_MEMBERS):
        raise _wrong(own, f"{TOLD[part]} {words[:40]!r} is no whole number from 1 to {MAX_MEMBERS:,}")
    return int(words)


def _wrong(own: TypedOffer, reason: str) -> InvalidInput:
    return InvalidInput(FIELD, f"{own.course}: {reason}")


def _is_more(own: CourseTerms) -> bool:
    return own.quarters is not None or own.level is not None or len(own.tiers or ()) > MOST_TIERS


def _row(id: str, own: CourseTerms) -> TypedOffer:
    first, further = (*(own.tiers or ()), None, None)[:MOST_TIERS]
    return TypedOffer(
        course=id,
        price=str(first.each) if first else "",
        least=str(first.seats) if first and first.seats > 1 else "",
        group=str(further.seats) if further else "",
        each=str(further.each) if further else "",
        most=str(own.most_seats) if own.most_seats is not None else "",
        hours=f"{own.hours:g}" if own.hours is not None else "",
    )
