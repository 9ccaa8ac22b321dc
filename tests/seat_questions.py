"""Small random questions of seats, with every feature that there is."""

from decimal import Decimal
from random import Random

from matcher.workforce.seats import Learner, PlanQuestion, SeatOffer, TeamLimits, TeamNeed, Tier


def small_question(seed: int) -> PlanQuestion:
    """Every other one on a coarse grid, so that ties are common."""
    draw = Random(seed)
    coarse = seed % 2 == 0
    needs = tuple(
        TeamNeed(id=f"n{i}", weight=draw.choice([1.0, 2.0]) if coarse else draw.uniform(0.1, 2), people=draw.randint(1, 3))
        for i in range(draw.randint(1, 4))
    )
    quarters = draw.choice([1, 2, 2, 3])
    offers = tuple(_offer(draw, key, quarters, coarse) for key in range(draw.randint(2, 5 if quarters == 1 else 4 if quarters == 2 else 3)))
    learners = tuple(_learner(draw, key, offers, needs, coarse) for key in range(draw.randint(2, 3 if quarters > 1 else 4)))
    return PlanQuestion(
        offers=tuple(draw.sample(offers, len(offers))),
        learners=tuple(draw.sample(learners, len(learners))),
        needs=needs,
        limits=TeamLimits(
            quarters=quarters,
            budget=draw.choice([None, Decimal(0), *3 * [Decimal(150), Decimal("320.5"), Decimal(600)]]),
            budget_per_quarter=draw.choice([None, None, Decimal(200), Decimal(400)]),
            hours_per_quarter=draw.choice([None, None, 9.0, 14.0, 22.0]),
        ),
    )


def _offer(draw: Random, key: int, quarters: int, coarse: bool) -> SeatOffer:
    first = draw.choice([1, 1, 1, 2, 2, 3])
    price = Decimal(draw.choice([0, 50, 100]) if coarse else draw.randint(0, 20000)) / (1 if coarse else 100)
    tiers = [Tier(first, price)]
    if draw.random() < 0.5:
        tiers.append(Tier(first + draw.randint(1, 2), price * draw.choice([Decimal("0.5"), Decimal("0.8"), Decimal("1.1")])))
    return SeatOffer(
        id=f"o{key}",
        hours=draw.choice([4.0, 8.0, 10.0, 16.0] if coarse else [3.3, 7.25, 9.9, 21.0]),
        tiers=tuple(tiers),
        most_seats=first + draw.randint(0, 2) if draw.random() < 0.3 else None,
        quarters=frozenset(draw.sample(range(quarters), draw.randint(1, quarters))) if draw.random() < 0.2 else None,
        after=frozenset({f"o{draw.randrange(4)}"} - ({f"o{key}"} if draw.random() < 0.9 else set()))
        if draw.random() < 0.2
        else frozenset(),
    )


def _learner(
    draw: Random, key: int, offers: tuple[SeatOffer, ...], needs: tuple[TeamNeed, ...], coarse: bool
) -> Learner:
    def share() -> float:
        return draw.choice([0.5, 1.0]) if coarse else draw.uniform(0.05, 1)

    closes = {
        offer.id: {need.id: share() for need in draw.sample(needs, draw.randint(0 if offer.after else 1, min(2, len(needs))))}
        for offer in offers
        if draw.random() < 0.85
    }
    return Learner(id=f"p{key}", hours=draw.choice([0.0, *3 * [12.0, 24.0, 36.0], float("inf")]), closes=closes)
