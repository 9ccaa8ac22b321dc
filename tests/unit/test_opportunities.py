"""A run of a course says what differs; the rest is as the opportunity says."""

from dataclasses import replace
from decimal import Decimal

from matcher.opportunities import Instance, LearningOpportunity, Mode, Money, Workload

COURSE = LearningOpportunity(
    provider="Harbour Institute",
    mode=Mode.ON_SITE,
    workload=Workload(hours_min=10, hours_max=12),
    price=Money(Decimal(200), "NZD"),
    language="en",
)


def test_without_runs_there_is_one_way_the_opportunity_itself() -> None:
    assert COURSE.ways() == (COURSE,)


def test_each_run_is_a_way_with_its_own_facts_before_the_general_ones() -> None:
    online = Instance(mode=Mode.ONLINE, price=Money(Decimal(0), "NZD"), start="2027-02-01")
    evening = Instance(workload=Workload(hours_min=14, hours_max=14))
    first, second = replace(COURSE, instances=(online, evening)).ways()
    assert (first.mode, first.price, first.start, first.language) == (
        Mode.ONLINE,
        Money(Decimal(0), "NZD"),
        "2027-02-01",
        "en",
    )
    assert (first.workload, first.instances) == (COURSE.workload, ())
    assert (second.mode, second.workload) == (Mode.ON_SITE, Workload(hours_min=14, hours_max=14))
