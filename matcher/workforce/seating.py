"""A plan's question as arrays: who can be sent where, when it can begin, what a group of each size costs."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from matcher.cover import Floats
from matcher.errors import InvalidInput
from matcher.workforce.openings import able_of, begins_of
from matcher.workforce.seat_plans import quarters_long
from matcher.workforce.seat_units import minutes_given, minutes_taken, step_of, steps_in
from matcher.workforce.seats import Learner, PlanQuestion, Seat, SeatOffer, Tier

Closes = tuple[tuple[int, float], ...]
"""(need, share), by need."""


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

    def each(self, offer: int, seats: int) -> int | None:
        """What a seat costs in a group of so many, in steps; None where none can run."""
        return next((band.each for band in self.bands[offer] if band.fewest <= seats <= band.most), None)

    def spent_in(self, offer: int) -> tuple[int, ...]:
        """Spells of a learner, quarter by quarter from where it begins."""
        if self.quarter_time is None:
            return (self.spells[offer],)
        whole = self.long[offer] - 1
        return (*([self.quarter_time] * whole), self.spells[offer] - whole * self.quarter_time)


def pairs_at(seating: Seating, seats: Sequence[Seat]) -> tuple[int, ...]:
    """The pair of each seat, by row."""
    learners = {one.id: i for i, one in enumerate(seating.learners)}
    offers = {one.id: i for i, one in enumerate(seating.offers)}
    at = {pair: row for row, pair in enumerate(seating.pairs)}
    return tuple(at[learners[seat.learner], offers[seat.offer]] for seat in seats)


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
        begins=begins_of(question, offers, counts),
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
