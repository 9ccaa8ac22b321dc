"""Synthetic teams and course catalogues, drawn by seed: nobody's people and nobody's courses."""

from collections import Counter
from decimal import Decimal
from random import Random

from matcher.workforce.mastery import closed_share
from matcher.workforce.seats import Learner, PlanQuestion, SeatOffer, TeamLimits, TeamNeed, Tier

ROLES, SKILLS, ROLE_SKILLS = 6, 60, 14
PRICES = (49, 99, 150, 199, 249, 299, 350, 450, 600, 890)
HOURS = (2, 4, 6, 8, 10, 12, 16, 20, 24, 30, 40)
MONEY = {"moves": 150, "together": 40}
"""Budget for each person of the team: it buys about half of what is missing."""

Taught = dict[str, tuple[tuple[str, ...], int]]
"""Offer -> (skills, level that it lifts to)."""


def drawn_question(people: int, offers: int, shape: str, seed: int, *, quarterly: bool) -> PlanQuestion:
    """`shape`: "moves", each toward a role of their own; "together", so many more holders of each skill."""
    draw = Random(f"{people} {shape} {seed}")
    skills = [f"s{key:02}" for key in range(SKILLS)]
    taught: Taught = {
        f"o{key:03}": (tuple(draw.sample(skills, draw.choice([1, 1, 2, 2, 3, 4]))), draw.choice([2, 3, 3, 4]))
        for key in range(offers)
    }
    money = MONEY[shape] * people
    limits = TeamLimits(
        budget=Decimal(money),
        budget_per_quarter=Decimal(money * 3 // 10) if quarterly else None,
        hours_per_quarter=20.0 if quarterly else None,
    )
    held = [{skill: draw.choice([0, 0, 1, 2, 3, 4]) for skill in skills} for _ in range(people)]
    draw_needs = _moving if shape == "moves" else _together
    learners, needs = draw_needs(draw, held, skills, taught)
    return PlanQuestion(
        offers=tuple(_offer(draw, key) for key in taught), learners=learners, needs=needs, limits=limits
    )


def _offer(draw: Random, key: str) -> SeatOffer:
    """A quarter of them have group prices or a least group, a seventh begin in two quarters only."""
    price = Decimal(0 if draw.random() < 0.02 else draw.choice(PRICES))
    grouped = (
        (Tier(1, price), Tier(5, price * Decimal("0.8"))),
        (Tier(1, price), Tier(4, price * Decimal("0.85")), Tier(10, price * Decimal("0.7"))),
        (Tier(4, price * Decimal("0.6")),),
    )
    tiers = draw.choice(grouped) if price and draw.random() < 0.25 else (Tier(1, price),)
    return SeatOffer(
        id=key,
        hours=float(draw.choice(HOURS)),
        tiers=tiers,
        most_seats=draw.choice([None, None, 12, 20]) if len(tiers) > 1 else None,
        quarters=frozenset(draw.sample(range(4), 2)) if draw.random() < 0.15 else None,
    )


def _moving(
    draw: Random, held: list[dict[str, int]], skills: list[str], taught: Taught
) -> tuple[tuple[Learner, ...], tuple[TeamNeed, ...]]:
    roles = [{skill: draw.choice([2, 3, 3, 4]) for skill in draw.sample(skills, ROLE_SKILLS)} for _ in range(ROLES)]
    lacking: Counter[str] = Counter()
    learners = []
    for key, own in enumerate(held):
        role = draw.randrange(ROLES)
        wanted = {skill: level for skill, level in roles[role].items() if own[skill] < level}
        lacking.update(f"r{role}:{skill}" for skill in wanted)
        learners.append(_learner(draw, key, own, wanted, taught, f"r{role}:"))
    needs = tuple(
        TeamNeed(id=key, weight=round(draw.uniform(0.2, 1), 3), people=lacking[key]) for key in sorted(lacking)
    )
    return tuple(learners), needs


def _together(
    draw: Random, held: list[dict[str, int]], skills: list[str], taught: Taught
) -> tuple[tuple[Learner, ...], tuple[TeamNeed, ...]]:
    wanted = dict.fromkeys(skills, 3)
    learners = tuple(_learner(draw, key, own, wanted, taught, "") for key, own in enumerate(held))
    many = max(1, len(held) // 40)
    needs = tuple(
        TeamNeed(id=skill, weight=round(draw.uniform(0.2, 1), 3), people=draw.randint(1, 3) * many) for skill in skills
    )
    return learners, needs


def _learner(  # noqa: PLR0913, PLR0917
    draw: Random, key: int, held: dict[str, int], wanted: dict[str, int], taught: Taught, prefix: str
) -> Learner:
    closes: dict[str, dict[str, float]] = {}
    for offer, (skills, level) in taught.items():
        own = {
            f"{prefix}{skill}": share
            for skill in skills
            if skill in wanted and (share := closed_share(held=held[skill], wanted=wanted[skill], lifts_to=level)) > 0
        }
        if own:
            closes[offer] = own
    return Learner(id=f"p{key:03}", hours=float(draw.choice([24, 40, 40, 40, 60])), closes=closes)
