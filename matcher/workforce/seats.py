"""The question that planning answers: seats in courses for learners, within money, hours and quarters; all by id."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from matcher.errors import InvalidInput
from matcher.offers import MOST_STATED

MOST_QUARTERS = 12


@dataclass(frozen=True, slots=True)
class Tier:
    """What a seat costs in a group of so many or more."""

    seats: int
    each: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatOffer:
    """A course that people can be sent to. All who begin it in one quarter are one group. Raises InvalidInput."""

    id: str
    hours: float
    """Of one learner, above 0."""
    tiers: tuple[Tier, ...]
    """By rising `seats`; the price of all seats of a group is that of the last tier it reaches. The first tier's seats
    are the least that a group needs to run: 1 where there is no least."""
    most_seats: int | None = None
    """Of one group."""
    quarters: frozenset[int] | None = None
    """In which a group may begin, counted from 0; None: in any."""
    after: frozenset[str] = frozenset()
    """Offers that the same learner ends before, at the latest in the quarter in which this one begins."""

    def __post_init__(self) -> None:
        if not 0 < self.hours < MOST_STATED:
            raise InvalidInput(f"offer {self.id!r}, hours", "must be above 0, and below a billion")
        seats = [tier.seats for tier in self.tiers]
        if not seats or seats != sorted(set(seats)) or seats[0] < 1:
            raise InvalidInput(f"offer {self.id!r}, tiers", "need rising numbers of seats, from 1 on")
        if not all(0 <= tier.each < MOST_STATED for tier in self.tiers):
            raise InvalidInput(f"offer {self.id!r}, price", "must not be negative, and must be below a billion")
        if self.most_seats is not None and self.most_seats < seats[0]:
            raise InvalidInput(f"offer {self.id!r}, most seats", f"are fewer than the {seats[0]} that it needs to run")

    def each(self, seats: int) -> Decimal | None:
        """What a seat costs in a group of so many; None where none can run."""
        if self.most_seats is not None and seats > self.most_seats:
            return None
        reached = [tier.each for tier in self.tiers if tier.seats <= seats]
        return reached[-1] if reached else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    id: str
    hours: float
    """Over the whole plan; infinite where nothing limits them."""
    closes: Mapping[str, Mapping[str, float]]
    """Offer -> need -> the share of one person's part in the need that it closes for this learner, in (0, 1]. Of
    several offers the best counts. Offers that would close nothing are not in it, but for what others come after: what
    comes after an offer that is not in it is not open to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamNeed:
    """Something that several may learn. Raises InvalidInput."""

    id: str
    weight: float
    """Of closing it for one person; above 0."""
    people: int
    """For so many it counts, and no more: the sum of the learners' shares is cut there."""

    def __post_init__(self) -> None:
        if not 0 < self.weight < math.inf or self.people < 1:
            raise InvalidInput(f"need {self.id!r}", "its weight must be above 0 and finite, its people 1 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLimits:
    """None is no limit. Raises InvalidInput."""

    quarters: int = 4
    budget: Decimal | None = None
    """Over the whole plan, in the currency of all prices."""
    budget_per_quarter: Decimal | None = None
    """A group is paid for in the quarter in which it begins."""
    hours_per_quarter: float | None = None
    """Of one learner. A course of more hours goes on in the following quarters, at so many in each but the last."""

    def __post_init__(self) -> None:
        if not 1 <= self.quarters <= MOST_QUARTERS:
            raise InvalidInput("quarters", f"must be between 1 and {MOST_QUARTERS}")
        for name in ("budget", "budget_per_quarter", "hours_per_quarter"):
            value = getattr(self, name)
            if value is not None and not (math.isfinite(value) and value >= 0):
                raise InvalidInput(name, "must be a number that is not negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanQuestion:
    """A choice of seats closes, of each need, min(people, sum over learners of their best share) x weight.

    A learner has at most one seat of an offer. A seat may be there only to make a group run, or cheaper for all. Hours
    count to the minute, of courses rounded up, of limits down; money counts exactly. Ids stand once.
    """

    offers: tuple[SeatOffer, ...]
    learners: tuple[Learner, ...]
    needs: tuple[TeamNeed, ...]
    limits: TeamLimits = field(default_factory=TeamLimits)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Seat:
    quarter: int
    """In which it begins, from 0."""
    offer: str
    learner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All seats of an offer that begin in one quarter."""

    quarter: int
    offer: str
    seats: int
    each: Decimal

    @property
    def cost(self) -> Decimal:
        return self.seats * self.each


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatPlan:
    seats: tuple[Seat, ...]
    """Sorted."""
    groups: tuple[Group, ...]
    """By quarter, then offer."""
    closed: Mapping[str, float]
    """Need -> people's worth closed, in (0, people]; without those of which nothing is."""
    closed_weight: float
    total_weight: float
    """Of all needs, each for as many people as it counts."""
    bound: float
    """No plan within the limits closes more; equal to `closed_weight` where that is proven best. Weight counts to a
    millionth of the total."""
    optimal: bool
    """Proven: none closes more, and of those that close as much none costs less. Of a plan for another goal: of those
    that close as much as was asked for none is better by that goal, and of those as good none costs less."""

    @property
    def cost(self) -> Decimal:
        return sum((group.cost for group in self.groups), Decimal(0))

    @property
    def offers(self) -> tuple[str, ...]:
        """Distinct, by id."""
        return tuple(sorted({group.offer for group in self.groups}))
