"""A course suits by the run that suits; a fact that is not stated suits no wish for it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from matcher.achievements import Achievement
from matcher.errors import InvalidInput
from matcher.levels import Framework, Level
from matcher.opportunities import Instance, LearningOpportunity, Mode, Money, Workload
from matcher.preferences import LevelRange, Preferences, Unsuited, suiting
from tests.fakes import achievement


def course(*runs: Instance, level: str | None = None, **general: Any) -> Achievement:  # noqa: ANN401 - facts of any type
    one = achievement("c")
    opportunity = LearningOpportunity(provider="Harbour Institute", instances=runs, **general)
    return replace(one, opportunity=opportunity, credential=replace(one.credential, level=level))


def lacks(one: Achievement, **wishes: Any) -> tuple[Unsuited, ...]:  # noqa: ANN401 - wishes of any type
    found = suiting(one, Preferences(**wishes))
    assert (found.way is None) == bool(found.lacks)
    return found.lacks


def eqf(lowest: int, highest: int) -> LevelRange:
    return LevelRange(Level(Framework.EQF, lowest), Level(Framework.EQF, highest))


def test_without_wishes_everything_suits() -> None:
    assert suiting(course(), Preferences()).way == course().opportunity


def test_of_the_runs_that_suit_the_cheapest_is_taken_then_the_shortest() -> None:
    def run(price: str | None, hours: float, mode: Mode = Mode.ONLINE) -> Instance:
        cost = Money(Decimal(price), "NZD") if price else None
        return Instance(mode=mode, price=cost, workload=Workload(hours_min=hours, hours_max=hours))

    one = course(run(None, 1), run("50", 9), run("50", 8), run("10", 1, Mode.ON_SITE))
    way = suiting(one, Preferences(modes=frozenset({Mode.ONLINE}), currency="NZD")).way
    assert way is not None
    assert (way.price, way.workload) == (Money(Decimal(50), "NZD"), Workload(hours_min=8, hours_max=8))
    assert lacks(one, modes=frozenset({Mode.BLENDED})) == (Unsuited.MODE,)


def test_a_price_in_the_currency_of_the_wish_comes_before_a_lower_one_in_another() -> None:
    one = course(Instance(price=Money(Decimal(9), "USD")), Instance(price=Money(Decimal(90), "NZD")))
    way = suiting(one, Preferences(currency="NZD")).way
    assert way is not None
    assert way.price == Money(Decimal(90), "NZD")


@pytest.mark.parametrize(
    ("stated", "wanted", "suits"),
    [
        ("en-NZ", {"en"}, True),
        ("en", {"en-AU", "mi"}, True),
        ("de", {"en"}, False),
        (None, {"en"}, False),
        ("English (UK)", {"en"}, True),
        ("ENG", {"en-NZ"}, True),
        ("fr, nl", {"nl"}, True),
        ("Te reo Māori", {"mi"}, False),
        ("Māori", {"mi"}, True),
        ("xho", {"xho"}, True),
    ],
)
def test_languages_are_compared_without_their_region_by_code_or_name(
    stated: str | None, wanted: Iterable[str], suits: bool
) -> None:
    assert lacks(course(language=stated), languages=frozenset(wanted)) == (() if suits else (Unsuited.LANGUAGE,))


@pytest.mark.parametrize(
    ("stated", "suits"),
    [
        ("2027-02-01", True),
        ("2027-02-01T09:00:00Z", True),
        ("2027-01-31", False),
        ("2027-04-01", False),
        ("on demand", True),
        ("Self-paced, any time", True),
        ("in spring", False),
        (None, False),
    ],
)
def test_a_start_lies_within_the_days_wished_or_at_any_time(stated: str | None, suits: bool) -> None:
    wishes = {"starts_from": dt.date(2027, 2, 1), "starts_by": dt.date(2027, 3, 31)}
    assert lacks(course(start=stated), **wishes) == (() if suits else (Unsuited.START,))
    assert lacks(course(start=stated)) == ()


@pytest.mark.parametrize(
    ("stated", "suits"), [("EQF 5", True), ("AQF 6", True), ("NZQCF level 7", False), ("Level 5", False), (None, False)]
)
def test_a_level_of_any_framework_is_compared_by_what_it_roughly_corresponds_to(
    stated: str | None, suits: bool
) -> None:
    assert lacks(course(level=stated), levels=eqf(4, 5)) == (() if suits else (Unsuited.LEVEL,))


def test_a_range_of_levels_is_one_of_one_framework_and_not_upside_down() -> None:
    with pytest.raises(InvalidInput, match="two frameworks"):
        LevelRange(Level(Framework.AQF, 3), Level(Framework.EQF, 4))
    with pytest.raises(InvalidInput, match="above their end"):
        eqf(5, 4)


def test_providers_are_wanted_or_unwanted_by_name() -> None:
    assert lacks(course(), providers=frozenset({"HARBOUR institute"})) == ()
    assert lacks(course(), providers=frozenset({"Other"})) == (Unsuited.PROVIDER,)
    assert lacks(course(), without_providers=frozenset({"harbour institute"})) == (Unsuited.PROVIDER,)


def test_where_nothing_suits_the_reasons_are_those_of_the_nearest_run() -> None:
    one = course(Instance(mode=Mode.ON_SITE), Instance(mode=Mode.ONLINE, language="de"))
    assert lacks(one, modes=frozenset({Mode.ONLINE}), languages=frozenset({"en"})) == (Unsuited.LANGUAGE,)
