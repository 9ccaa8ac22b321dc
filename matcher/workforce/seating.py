"""A plan's question as arrays: who can be sent where, when it can begin, what a group of each size costs."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from matcher.cover import Floats
from matcher.errors import InvalidInput
from matcher.prerequisites import in_order
from matcher.workforce.seat_plans import quarters_long
from matcher.workforce.seat_units import minutes_given, minutes_taken, step_of, steps_in
from matcher.workforce.seats import Learner, PlanQuestion, SeatOffer, Tier

Closes = tuple[tuple[int, float], ...]
"""(need, share), by need."""
Able = dict[str, set[str]]
"""Learner -> the offers that they can be sent to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From so many to so many seats of a group cost `each`, in steps of the prices."""

    fewest: int
    most: int
    each: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seating:
    """Offers, learners and needs by id; pairs by learner, then offer. Only what can be in some plan."""

    question: PlanQuestion
    offers: tuple[SeatOffer, ...]
    learners: tuple[Learner, ...]
    pairs: tuple[tuple[int, int], ...]
    """(learner, offer), by row."""
    closes: tuple[Closes, ...]
    """Of each pair."""
    weights: Floats
    """(needs,)."""
    people: Floats
    """(needs,)."""
    after: tuple[tuple[int, int], ...]
    """(pair, pair that must have ended)."""
    spell: int
    """Minutes in the largest step that all offers, and the hours of a quarter, share."""
    spells: tuple[int, ...]
    """What each offer takes of a learner's time, in spells."""
    long: tuple[int, ...]
    """In how many quarters each offer runs."""
    begins: tuple[tuple[int, ...], ...]
    """Quarters in which each offer may begin."""
    bands: tuple[tuple[Band, ...], ...]
    """Of each offer, by rising seats."""
    able: tuple[int, ...]
    """Of each offer, how many learners can be sent there."""
    time: tuple[int | None, ...]
    """Spells of each learner; None where nothing limits them."""
    quarter_time: int | None
    quarters: int
    budget: int | None
    quarter_budget: int | None
    step: Fraction
    """That prices and budgets are counted in."""
    total: float
    """Weight of all needs, of those that nothing closes too; 1 where there are none."""

    def flat(self, offer: int) -> bool:
        """Whether a seat costs the same however many there are, from one on, without an end."""
        bands = self.bands[offer]
        return len(bands) == 1 and bands[0].fewest == 1 and bands[0].most >= self.able[offer]

    def spent_in(self, offer: int) -> tuple[int, ...]:
        """Spells of a learner, quarter by quarter from where it begins."""
        if self.quarter_time is None:
            return (self.spells[offer],)
        whole = self.long[offer] - 1
        return (*([self.quarter_time] * whole), self.spells[offer] - whole * self.quarter_time)


def seating_of(question: PlanQuestion) -> Seating:
    """Raises InvalidInput for ids that stand twice, and for closures of unknown offers or needs or out of (0, 1]."""
    _require_sound(question)
    step = step_of(tier.each for offer in question.offers for tier in offer.tiers)
    able = able_of(question)
    counts = Counter(offer for own in able.values() for offer in own)
    offers = sorted((offer for offer in question.offers if counts[offer.id]), key=lambda offer: offer.id)
    learners = sorted((learner for learner in question.learners if able[learner.id]), key=lambda one: one.id)
    needs = sorted(question.needs, key=lambda need: need.id)
    column = {need.id: i for i, need in enumerate(needs)}
    closes = {(one.id, key): _closes(one.closes[key], column) for one in learners for key in able[one.id]}
    place = {offer.id: i for i, offer in enumerate(offers)}
    pairs = [(row, place[offer]) for row, one in enumerate(learners) for offer in sorted(able[one.id])]
    at = {pair: i for i, pair in enumerate(pairs)}
    limits = question.limits
    per_quarter = minutes_given(limits.hours_per_quarter)
    minutes = [minutes_taken(offer.hours) for offer in offers]
    spell = math.gcd(*minutes, per_quarter or 0) or 1
    total = sum(need.weight * need.people for need in needs)
    return Seating(
        question=question,
        offers=tuple(offers),
        learners=tuple(learners),
        pairs=tuple(pairs),
        closes=tuple(closes[learners[who].id, offers[which].id] for who, which in pairs),
        weights=np.array([need.weight for need in needs], dtype=float),
        people=np.array([need.people for need in needs], dtype=float),
        after=tuple(
            (i, at[learner, place[needed]])
            for i, (learner, offer) in enumerate(pairs)
            for needed in sorted(offers[offer].after)
        ),
        spell=spell,
        spells=tuple(own // spell for own in minutes),
        long=tuple(quarters_long(own, per_quarter) for own in minutes),
        begins=_begins(question, offers, counts),
        bands=tuple(bands_of(offer, counts[offer.id], step) for offer in offers),
        able=tuple(counts[offer.id] for offer in offers),
        time=tuple(None if (own := minutes_given(one.hours)) is None else own // spell for one in learners),
        quarter_time=None if per_quarter is None else per_quarter // spell,
        quarters=limits.quarters,
        budget=steps_in(limits.budget, step),
        quarter_budget=steps_in(limits.budget_per_quarter, step),
        step=step,
        total=total or 1.0,
    )


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


def _begins(
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


def bands_of(offer: SeatOffer, able: int, step: Fraction) -> tuple[Band, ...]:
    """Those that so many learners can fill; neighbours of one price are one."""
    most = able if offer.most_seats is None else min(able, offer.most_seats)
    bands: list[Band] = []
    for tier, following in zip(offer.tiers, (*offer.tiers[1:], Tier(most + 1, offer.tiers[-1].each)), strict=True):
        each = steps_in(tier.each, step)
        last = min(following.seats - 1, most)
        if each is None or tier.seats > last:
            continue
        if bands and bands[-1].each == each:
            bands[-1] = Band(fewest=bands[-1].fewest, most=last, each=each)
        else:
            bands.append(Band(fewest=tier.seats, most=last, each=each))
    return tuple(bands)


def _closes(shares: Mapping[str, float], column: Mapping[str, int]) -> Closes:
    return tuple(sorted((column[need], share) for need, share in shares.items()))


def _require_sound(question: PlanQuestion) -> None:
    for name, ids in (
        ("offers", [offer.id for offer in question.offers]),
        ("learners", [learner.id for learner in question.learners]),
        ("needs", [need.id for need in question.needs]),
    ):
        twice = sorted(key for key, count in Counter(ids).items() if count > 1)
        if twice:
            raise InvalidInput(name, f"{twice[0]!r} stands there twice")
    offers, needs = {offer.id for offer in question.offers}, {need.id for need in question.needs}
    for learner in question.learners:
        _require_sound_learner(learner, offers, needs)


def _require_sound_learner(learner: Learner, offers: Collection[str], needs: Collection[str]) -> None:
    if not learner.hours >= 0:
        raise InvalidInput(f"learner {learner.id!r}, hours", "must be a number that is not negative")
    for offer, closes in learner.closes.items():
        if offer not in offers:
            raise InvalidInput(f"learner {learner.id!r}", f"{offer!r} is none of the offers")
        for need, share in closes.items():
            if need not in needs or not 0 < share <= 1:
                field = f"learner {learner.id!r}, {offer!r}"
                raise InvalidInput(field, f"{need!r} must be a need, its share above 0 and at most 1")
