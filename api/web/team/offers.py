"""What a team was offered for courses, as rows of its form: the price of a seat, of groups, how many, how long."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal

from api.amounts import MOST_HOURS, MOST_MONEY, read_amount
from api.team_schemas import TeamCourseOut, TeamPlanOut
from api.web.team.typed import MOST_ID_CHARACTERS, MOST_OFFERS, TypedOffer, TypedTeam
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


def terms_of(offers: Sequence[TypedOffer], stated: Mapping[str, CourseTerms]) -> Mapping[str, CourseTerms]:
    """Over what is stated otherwise; what a row leaves empty stays as it is. Raises InvalidInput."""
    if len(offers) > MOST_OFFERS:
        raise InvalidInput(FIELD, f"at most {MOST_OFFERS} courses can have terms of their own")
    if any(len(own.course) > MOST_ID_CHARACTERS for own in offers):
        raise InvalidInput(FIELD, f"the id of a course has at most {MOST_ID_CHARACTERS} characters")
    said = {own.course: _over(stated.get(own.course, CourseTerms()), own) for own in offers}
    return {**stated, **said}


@contextmanager
def in_rows(typed: TypedTeam) -> Iterator[None]:
    """What is wrong with the terms of a course is told beside the rows where one of them says it."""
    try:
        yield
    except InvalidInput as error:
        for own in typed.offers:
            if error.field in {f"courses, {own.course}", f"courses.{own.course}"}:
                raise _wrong(own, error.reason) from error
        raise


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

    @property
    def is_any(self) -> bool:
        """Whether it stands for all that state nothing themselves."""
        return self.typed.course == ANY


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
    tiers, hours, most = _tiers(own, stated.tiers or ()), _hours(own), _whole(own, "most")
    if own.course == ANY and most is not None:
        raise _wrong(own, "most seats are those of one course: state them there")
    most = stated.most_seats if most is None else most
    if most is not None and tiers and most < tiers[0].seats:
        raise _wrong(own, f"most seats, {most}, are fewer than the {tiers[0].seats} that it needs to run")
    return replace(stated, tiers=tiers or None, most_seats=most, hours=stated.hours if hours is None else hours)


def _tiers(own: TypedOffer, stated: Sequence[Tier]) -> tuple[Tier, ...]:
    """By part: what is empty is as stated. Empty where no price is known."""
    least, price = _whole(own, "least"), _amount(own, "price", MOST_MONEY)
    group, each = _whole(own, "group"), _amount(own, "each", MOST_MONEY)
    if price is None and not stated:
        beside = [part for part in ("least", "group", "each") if getattr(own, part).strip()]
        if beside:
            raise _wrong(own, f"{TOLD[beside[0]]} needs the price of a seat in the least group beside it")
        return ()
    first = Tier(least or (stated[0].seats if stated else 1), stated[0].each if price is None else price)
    further = _further(own, group, each, stated[1:])
    for tier in further[:1]:
        if tier.seats <= first.seats:
            raise _wrong(own, f"a group of {tier.seats} is no larger than the {first.seats} seats that it needs to run")
    return (first, *further)


def _further(own: TypedOffer, group: int | None, each: Decimal | None, stated: Sequence[Tier]) -> Sequence[Tier]:
    """Prices of larger groups: a row says one, which stands in the place of those that are stated."""
    if group is None and each is None:
        return stated
    known = stated[0] if len(stated) == 1 else None
    seats, price = group or (known.seats if known else None), known.each if each is None and known else each
    if seats is None or price is None:
        raise _wrong(own, "a price in a group needs from how many seats on, and the other way round")
    return (Tier(seats, price),)


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
    return InvalidInput(FIELD, f"row {own.course!r}: {reason}")


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
