"""What each amount closes at best: no point is dearer than another that closes as much."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from matcher.frontier import Along, frontier
from matcher.offers import Offer, StackLimits
from matcher.questions import StackQuestion
from matcher.stacking import StackResult
from tests.unit.test_choices import GAP, OFFERS, offer


def question(offers: list[Offer], limits: StackLimits | None = None) -> StackQuestion:
    held = limits or StackLimits(currency="AUD")
    return StackQuestion(gap=GAP, instead={skill: {skill} for skill in GAP}, offers=tuple(offers), limits=held, ways={})


def told(stacks: tuple[StackResult, ...]) -> list[tuple[tuple[str, ...], str, float]]:
    return [(own.chosen, str(own.cost), own.closed_weight) for own in stacks]


def test_more_money_closes_more_or_is_no_point() -> None:
    asked = question(OFFERS)
    found = frontier(asked, asked.best())
    assert found is not None
    assert (found.along, found.currency) == (Along.MONEY, "AUD")
    assert told(found.stacks) == [(("four-slow",), "100", 4.0), (("all",), "500", 5.0)]


def test_every_point_is_the_best_that_its_money_can_buy() -> None:
    offers = [offer("a", "30", 5, "sql"), offer("b", "50", 5, "r", "excel"), offer("c", "90", 9, "sql", "r", "go")]
    found = frontier(question(offers), question(offers).best())
    assert found is not None
    for stack in found.stacks:
        buyable = (
            len({skill for own in several for skill in own.closes})
            for n in range(len(offers) + 1)
            for several in combinations(offers, n)
            if sum(own.cost or 0 for own in several) <= (stack.cost or 0)
        )
        assert stack.closed_weight == max(buyable)
    assert [own.cost for own in found.stacks] == [Decimal(30), Decimal(50), Decimal(80), Decimal(140)]


def test_it_goes_beyond_the_budget_and_holds_what_the_budget_buys() -> None:
    asked = question(OFFERS, StackLimits(budget=Decimal(150), currency="AUD"))
    found = frontier(asked, asked.best())
    assert found is not None
    assert told(found.stacks) == [(("four-slow",), "100", 4.0), (("all",), "500", 5.0)]


def test_the_other_limits_hold_along_the_line() -> None:
    asked = question(OFFERS, StackLimits(currency="AUD", hours=20))
    found = frontier(asked, asked.best())
    assert found is not None
    assert told(found.stacks)[-1] == (("other-quick", "two-quick"), "600", 4.0)
    assert all((own.hours or 0) <= 20 for own in found.stacks)


def test_without_prices_the_line_runs_along_the_hours() -> None:
    free = [replace(own, cost=None, currency=None) for own in OFFERS]
    asked = question(free, StackLimits())
    found = frontier(asked, asked.best())
    assert found is not None
    assert found.along is Along.HOURS
    assert [own.hours for own in found.stacks] == [9, 18, 50]


def test_what_takes_nothing_has_no_line() -> None:
    free = [Offer(id="free", closes={"sql": 1.0})]
    assert frontier(question(free, StackLimits()), question(free, StackLimits()).best()) is None
