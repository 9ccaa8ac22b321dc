"""Who can be sent where, in some plan, and when a course may begin."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from matcher.prerequisites import in_order
from matcher.workforce.seat_plans import quarters_long
from matcher.workforce.seat_units import minutes_given, minutes_taken
from matcher.workforce.seats import PlanQuestion, SeatOffer

Able = dict[str, set[str]]
"""Learner -> the offers that they can be sent to."""


def able_of(question: PlanQuestion) -> Able:
    """Who can be sent where, in some plan: with what comes before, in their hours, in a group that can run and be paid.

    An offer that comes after one to which the learner can't be sent is not open to them.
    """
    offers = {offer.id: offer for offer in question.offers}
    endless = {offer.id for offer in question.offers if not _first_begins(question, offer)}
    open_to = set(in_order({key: offer.after for key, offer in offers.items()})) - endless
    able = {learner.id: {key for key in learner.closes if key in open_to} for learner in question.learners}
    before = {key: _all_before(key, offers) for key in open_to}
    minutes = {
        key: sum(minutes_taken(offers[one].hours) for one in own if one in offers) for key, own in before.items()
    }
    for learner in question.learners:
        time = minutes_given(learner.hours)
        own = able[learner.id]
        if time is not None:
            able[learner.id] = {key for key in own if minutes[key] <= time}
    return _that_run(question, able, before)


def _that_run(question: PlanQuestion, able: Able, before: Mapping[str, frozenset[str]]) -> Able:
    """Without offers that have too few learners or cost too much, and what comes after them."""
    offers = {offer.id: offer for offer in question.offers}
    budgets = [one for one in (question.limits.budget, question.limits.budget_per_quarter) if one is not None]
    while True:
        counts = Counter(key for own in able.values() for key in own)
        running = {
            key
            for key, count in counts.items()
            if (costs := list(_group_costs(offers[key], count))) and all(min(costs) <= budget for budget in budgets)
        }
        kept = {who: {key for key in own if before[key] <= own & running} for who, own in able.items()}
        if kept == able:
            return able
        able = kept


def _group_costs(offer: SeatOffer, able: int) -> Iterable[Decimal]:
    """Of the smallest group in each tier that can be filled; within a tier more seats cost more."""
    most = able if offer.most_seats is None else min(able, offer.most_seats)
    return (tier.seats * tier.each for tier in offer.tiers if tier.seats <= most)


def _all_before(key: str, offers: Mapping[str, SeatOffer]) -> frozenset[str]:
    """All that must be taken with it, itself included."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(offers[one].after if one in offers else ())
    return frozenset(found)


def _first_begins(question: PlanQuestion, offer: SeatOffer) -> tuple[int, ...]:
    """Quarters in which the offer may begin such that it ends within the plan."""
    limits = question.limits
    long = quarters_long(minutes_taken(offer.hours), minutes_given(limits.hours_per_quarter))
    last = limits.quarters - long if long else -1
    return tuple(q for q in range(last + 1) if offer.quarters is None or q in offer.quarters)


def begins_of(
    question: PlanQuestion, offers: Collection[SeatOffer], able: Mapping[str, int]
) -> tuple[tuple[int, ...], ...]:
    """Where nothing is counted by quarter and no group can grow too large, only the first that is possible.

    Then whatever can be planned can be planned with all in their first quarters: larger groups cost no more a seat.
    """
    limits = question.limits
    if limits.budget_per_quarter is not None or limits.hours_per_quarter is not None:
        return tuple(_first_begins(question, offer) for offer in offers)
    if not all(_grows_cheaper(offer, able[offer.id]) for offer in offers):
        return tuple(_first_begins(question, offer) for offer in offers)
    return _earliest({offer.id: offer for offer in offers}, {one.id: _first_begins(question, one) for one in offers})


def _earliest(offers: Mapping[str, SeatOffer], begins: Mapping[str, tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
    first: dict[str, int | None] = {}
    for key in in_order({key: offer.after for key, offer in offers.items()}):
        befores = [first.get(one) for one in offers[key].after]
        soonest = None if None in befores else max((one for one in befores if one is not None), default=0)
        first[key] = None if soonest is None else next((q for q in begins[key] if q >= soonest), None)
    return tuple(() if (own := first.get(key)) is None else (own,) for key in offers)


def _grows_cheaper(offer: SeatOffer, able: int) -> bool:
    prices = [tier.each for tier in offer.tiers if tier.seats <= able]
    return (offer.most_seats is None or offer.most_seats >= able) and prices == sorted(prices, reverse=True)
