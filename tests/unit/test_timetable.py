"""A stack as weeks, and what its parts come to."""

from dataclasses import replace
from decimal import Decimal

import pytest

from matcher.achievements import Achievement, AchievementId
from matcher.credits import CreditSystem
from matcher.errors import InvalidInput
from matcher.levels import Framework, Level
from matcher.opportunities import LearningOpportunity, Money, Workload
from matcher.timetable import Slot, timetable, totals
from tests.fakes import achievement

A, B, C = map(AchievementId, "abc")


def slot(key: AchievementId, first: int, last: int) -> Slot:
    return Slot(achievement=key, first_week=first, last_week=last)


def test_each_course_follows_what_it_needs_at_so_many_hours_a_week() -> None:
    ways = {key: achievement(key, hours=hours).opportunity for key, hours in (("a", 6.0), ("b", 5.0), ("c", None))}
    found = timetable({AchievementId(k): way for k, way in ways.items()}, {A: [B]}, weekly=5)
    assert found.slots == (slot(B, 1, 1), slot(A, 2, 3))
    assert (found.weeks, found.untimed) == (3, (C,))


def test_two_short_courses_share_a_week() -> None:
    ways = {A: achievement("a", hours=2).opportunity, B: achievement("b", hours=2).opportunity}
    assert timetable(ways, {}, weekly=10).slots == (slot(A, 1, 1), slot(B, 1, 1))
    assert timetable({}, {}, weekly=10).weeks == 0


@pytest.mark.parametrize("weekly", [0.0, -1.0, float("nan")])
def test_no_hours_a_week_make_no_timetable(weekly: float) -> None:
    with pytest.raises(InvalidInput, match="hours_per_week"):
        timetable({}, {}, weekly)


def test_totals_add_what_is_stated_in_its_own_unit_and_count_what_is_not() -> None:
    def course(key: str, credits: str | None, level: str | None, **facts: object) -> Achievement:
        one = achievement(key, **facts)  # type: ignore[arg-type]
        return replace(one, credential=replace(one.credential, credits=credits, level=level))

    stack = [
        course("a", "5 ECTS", "EQF 5", price="10", currency="EUR", hours=130),
        course("b", "2.5 ECTS", "EQF 4", price="20", currency="EUR", hours=70),
        course("c", "10 NZQCF credits", "EQF 5", price="30", currency="NZD"),
        course("d", None, "introductory"),
    ]
    found = totals([(one, one.opportunity.ways()) for one in stack])
    assert found.hours == (200, 200)
    assert found.cost == {"EUR": (Decimal(30), Decimal(30)), "NZD": (Decimal(30), Decimal(30))}
    assert found.credits == {CreditSystem.ECTS: Decimal("7.5"), CreditSystem.NZQCF: Decimal(10)}
    assert (found.without_hours, found.without_price, found.without_credits) == (("c", "d"), ("d",), ("d",))
    assert found.levels == (Level(Framework.EQF, 4), Level(Framework.EQF, 5))
    assert (found.other_levels, found.without_level) == (("introductory",), ())


def run(price: str | None, currency: str, low: float, high: float) -> LearningOpportunity:
    money = Money(Decimal(price), currency) if price else None
    return LearningOpportunity(price=money, workload=Workload(hours_min=low, hours_max=high))


def test_runs_at_different_prices_and_hours_make_the_totals_a_range_that_is_exact() -> None:
    several = (run("0.10", "EUR", 10, 15), run("0.30", "EUR", 8, 8), run("99", "USD", 20, 20), run(None, "", 5, 5))
    found = totals(
        [(achievement("a"), several), (achievement("b"), (run("0.20", "EUR", 1, 2),)), (achievement("c"), ())]
    )
    assert found.cost == {"EUR": (Decimal("0.30"), Decimal("0.50"))}
    assert found.hours == (6, 22)
    assert (found.without_price, found.without_hours, found.without_level) == ((C,), (C,), (A, B, C))
