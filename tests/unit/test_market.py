"""Demand over slices: its order, its doubts, its totals, examples of it, and what is asked for beside it."""

from datetime import date

import pytest

from matcher.ad_store import FacetKind
from matcher.concepts import ConceptUri, FamilyId, SkillFamily
from matcher.demand import Importance
from matcher.intervals import wilson_interval
from matcher.market import Demanded, Doubt, Market, Totals
from matcher.slices import Slice
from tests.fakes import BUDGETS, JAVA, LEADING, PYTHON, SQL, THINKING
from tests.small_market import Asker, market_of, surely

ALL = Slice()


def of_employers(ads: int, employers: int, *skills: ConceptUri) -> list[Asker]:
    """Ads that ask for the skills, of so many employers in turn; of none where there are no employers."""
    names = [f"employer {place % employers}" if employers else None for place in range(ads)]
    return [Asker(organisation=name, asks=surely(*skills)) for name in names]


def lines(market: Market, wanted: Slice = ALL) -> tuple[Demanded, ...]:
    """Of skills."""
    return market.demand_of(market.skills, market.facts.concepts, market.within(wanted))


def ids(market: Market) -> list[str]:
    return [own.id for own in lines(market)]


def test_the_most_asked_for_comes_first_and_ties_go_by_uri() -> None:
    market = market_of([*of_employers(12, 3, SQL, JAVA), *of_employers(13, 3, PYTHON)])
    assert ids(market) == [PYTHON, JAVA, SQL]


def test_what_few_ads_or_few_employers_ask_for_stands_below_all_that_is_solid() -> None:
    market = market_of([*of_employers(30, 2, SQL), *of_employers(10, 3, JAVA), *of_employers(9, 9, PYTHON)])
    found = lines(market)
    assert [(own.id, own.is_small, set(own.doubts)) for own in found] == [
        (JAVA, False, set()),
        (SQL, True, {Doubt.FEW_EMPLOYERS}),
        (PYTHON, True, {Doubt.FEW_ADS}),
    ]


def test_a_demand_of_ads_that_name_no_employer_is_doubted_but_not_small() -> None:
    market = market_of(of_employers(10, 0, SQL))
    [own] = lines(market)
    assert (own.doubts, own.is_small) == (frozenset({Doubt.NO_EMPLOYERS}), False)
    assert (own.employers, own.named, own.largest, own.effective_employers) == (0, 0, 0, 0.0)


def test_a_line_says_what_was_counted() -> None:
    asks = {SQL: (Importance.OPTIONAL, 0.5)}
    ads = [*of_employers(2, 1, SQL), Asker(organisation="other", asks=asks), Asker(asks=asks), Asker(), Asker()]
    [own] = lines(market_of(ads))
    assert (own.ads, own.expected, own.employers, own.named, own.largest) == (4, 3.0, 2, 3, 2)
    assert own.effective_employers == pytest.approx(9 / 5)
    assert own.importance == {Importance.ESSENTIAL: 2, Importance.OPTIONAL: 2, Importance.IMPLIED: 0}
    assert own.of == 6
    assert own.share == wilson_interval(4 * own.independent / 6, own.independent)


def test_shares_are_of_the_ads_of_the_slice() -> None:
    ads = [Asker(region="Leeds", asks=surely(SQL)), Asker(region="Leeds"), Asker(region="York", asks=surely(SQL))]
    market = market_of(ads)
    [own] = lines(market, Slice(facets={FacetKind.REGION: ("Leeds",)}))
    assert (own.ads, own.of) == (1, 2)
    assert own.share.low < 1 / 2 < own.share.high


def test_an_empty_slice_has_no_demand_and_no_shares() -> None:
    ads = [Asker(region="Leeds", sector="a", asks=surely(SQL)), Asker(region="York", sector="b")]
    market = market_of(ads, [FAMILY])
    wanted = Slice(facets={FacetKind.REGION: ("Leeds",), FacetKind.SECTOR: ("b",)})
    within = market.within(wanted)
    assert lines(market, wanted) == ()
    assert market.demand_of(market.families, ["code"], within) == ()
    assert market.demand_for(SQL, within) is None
    assert market.beside(within, within, 5) == ()
    assert market.employers(market.askings_for(SQL), within, 5) == ()
    assert market.examples(market.askings_for(SQL), within, 5) == ()
    assert market.totals(within) == Totals(
        ads=0, copies=0, employers=0, without_employer=0, undated=0, first=None, last=None, sample=False
    )


def test_a_store_without_ads_has_no_demand() -> None:
    market = market_of([])
    assert lines(market) == ()
    assert market.areas == ()
    assert market.totals(market.within(ALL)).ads == 0


def test_ads_that_we_made_up_count_only_where_there_are_no_others() -> None:
    sample = [Asker(asks=surely(SQL), sample=True)]
    alone, beside = market_of(sample), market_of([*sample, Asker(asks=surely(JAVA))])
    assert (ids(alone), alone.totals(alone.within(ALL)).sample) == ([SQL], True)
    assert (ids(beside), beside.totals(beside.within(ALL)).sample) == ([JAVA], False)


def test_totals_say_what_a_slice_is_made_of() -> None:
    ads = [
        Asker(organisation="a", posted=date(2020, 5, 1), copies=40),
        Asker(organisation="a", posted=date(2100, 1, 1)),
        Asker(organisation="b", posted=date(2019, 1, 1), copies=2),
        Asker(),
    ]
    market = market_of(ads)
    assert market.totals(market.within(ALL)) == Totals(
        ads=4,
        copies=42,
        employers=2,
        without_employer=1,
        undated=1,
        first=date(2019, 1, 1),
        last=date(2100, 1, 1),
        sample=False,
    )


def test_an_ad_that_is_copied_many_times_counts_once() -> None:
    market = market_of([Asker(asks=surely(SQL), copies=1_000), Asker(asks=surely(JAVA))])
    assert {own.id: own.ads for own in lines(market)} == {SQL: 1, JAVA: 1}


FAMILY = SkillFamily(
    id=FamilyId("code"), label="Code", alt_labels=(), members=frozenset({SQL, JAVA, THINKING}), transversal=False
)
UNASKED = SkillFamily(id=FamilyId("lead"), label="Lead", alt_labels=(), members=frozenset({LEADING}), transversal=True)


def test_an_ad_asks_for_a_family_where_it_asks_for_any_skill_of_it() -> None:
    market = market_of([Asker(asks=surely(SQL, JAVA)), Asker(asks=surely(JAVA)), Asker(asks=surely(PYTHON))], [FAMILY])
    own = market.demand_for("code", market.within(ALL))
    assert own is not None
    assert (own.id, own.ads) == ("code", 2)
    assert market.asking(market.askings_for("code"), market.within(ALL)).tolist() == [True, True, False]


def test_a_family_of_which_no_ad_asks_for_anything_is_not_listed() -> None:
    market = market_of([Asker(asks=surely(SQL))], [UNASKED])
    assert market.demand_of(market.families, ["lead"], market.within(ALL)) == ()


def test_an_area_joins_skills_whose_names_mean_much_the_same() -> None:
    names = {LEADING: "lead a team", THINKING: "lead a teams", SQL: "query data"}
    market = market_of([*of_employers(10, 3, LEADING, SQL), *of_employers(11, 3, THINKING)], names=names)
    found = market.demand_of(market.area_askings, list(market.area_places), market.within(ALL))
    assert [(own.id, own.ads) for own in found] == [
        (f"area:{THINKING}", 21),
        (f"area:{SQL}", 10),
    ]
    assert market.asking(market.askings_for(f"area:{THINKING}"), market.within(ALL)).sum() == 21


def test_a_skill_that_heads_no_area_is_asked_for_as_an_area_alone() -> None:
    names = {LEADING: "lead a team", THINKING: "lead a teams"}
    market = market_of(
        [*of_employers(10, 3, LEADING), *of_employers(11, 3, THINKING), Asker(asks=surely(SQL))], names=names
    )
    for skill, ads in ((LEADING, 10), (SQL, 1), (JAVA, 0)):
        assert market.asking(market.askings_for(f"area:{skill}"), market.within(ALL)).sum() == ads


def test_one_thing_alone_has_the_line_that_it_has_among_all() -> None:
    """How alike ads of one employer are is judged by all skills, also where one is asked about."""
    names = [f"employer {place // 6}" for place in range(48)]
    ads = [
        Asker(organisation=name, asks=surely(*([SQL] if at % 12 < 6 else []), *([JAVA] if at % 3 else [])))
        for at, name in enumerate(names)
    ]
    market = market_of(ads, [FAMILY])
    within = market.within(ALL)
    for line in lines(market):
        assert market.demand_for(line.id, within) == line
    [line] = market.demand_of(market.families, ["code"], within)
    assert market.demand_for("code", within) == line
    assert lines(market)[1].independent < 20


def test_nobody_asks_for_what_is_unknown() -> None:
    market = market_of([Asker(asks=surely(SQL))])
    assert not market.asking(market.askings_for("s:unknown"), market.within(ALL)).any()
    assert market.demand_for("s:unknown", market.within(ALL)) is None


def test_examples_are_of_as_many_employers_as_there_are_the_surest_first() -> None:
    rows = (("a", 0.9), ("a", 1.0), ("a", 0.8), ("b", 0.5), (None, 0.4), (None, 0.6))
    market = market_of([Asker(organisation=n, asks={SQL: (Importance.ESSENTIAL, sure)}) for n, sure in rows])
    found = market.examples(market.askings_for(SQL), market.within(ALL), 10)
    assert found == ("ad:1", "ad:5", "ad:3", "ad:4", "ad:0", "ad:2")
    assert market.examples(market.askings_for(SQL), market.within(ALL), 2) == ("ad:1", "ad:5")


def test_employers_are_listed_by_how_often_they_ask_then_by_name() -> None:
    market = market_of([Asker(organisation=name, asks=surely(SQL)) for name in ("b", "a", "c", "c", None, None, None)])
    assert market.employers(market.askings_for(SQL), market.within(ALL), 2) == (("c", 2), ("a", 1))


def test_what_is_asked_for_beside_it_is_reckoned_as_by_hand() -> None:
    """Of 20 ads with SQL 15 ask for Python, of all 80 ads 20 do: 0.75 / 0.25. Each has an employer of its own."""
    ads = [*of_employers(15, 0, SQL, PYTHON), *of_employers(5, 0, SQL), *of_employers(5, 0, PYTHON)]
    market = market_of([*ads, *of_employers(55, 0, JAVA)])
    within = market.within(ALL)
    [own] = market.beside(market.asking(market.askings_for(SQL), within), within, 5, but={SQL})
    assert (own.id, own.ads) == (PYTHON, 15)
    assert own.share == wilson_interval(15 * 19 / 20, 19)  # twenty ads of twenty employers are worth one less
    assert own.share.low == pytest.approx(0.5255, abs=5e-5)
    assert own.lift == pytest.approx(3.0)
    assert own.lift_low == pytest.approx(own.share.low / 0.25)


def test_what_one_employer_writes_into_all_its_ads_is_less_sure_to_go_with_it() -> None:
    """The same twenty ads, of which those with Python are all of one employer."""
    template = [Asker(organisation="one", asks=surely(SQL, PYTHON)) for _ in range(15)]
    market = market_of([*template, *of_employers(5, 0, SQL), *of_employers(5, 0, PYTHON), *of_employers(55, 0, JAVA)])
    within = market.within(ALL)
    [own] = market.beside(market.asking(market.askings_for(SQL), within), within, 5, but={SQL})
    assert own.lift == pytest.approx(3.0)
    assert own.lift_low < 1


def test_what_is_asked_for_beside_it_is_ordered_by_how_surely_it_is_asked_for_more_there() -> None:
    with_sql = [*of_employers(10, 3, SQL, PYTHON, THINKING), *of_employers(10, 3, SQL, THINKING)]
    ads = [*with_sql, *of_employers(2, 3, SQL, BUDGETS), *of_employers(60, 3, THINKING), *of_employers(8, 3, JAVA)]
    market = market_of(ads)
    within = market.within(ALL)
    found = market.beside(market.asking(market.askings_for(SQL), within), within, 5, but={SQL})
    assert [own.id for own in found] == [PYTHON, THINKING]
    assert found[1].lift == pytest.approx((20 / 22) / (80 / 90))
    assert found[1].lift_low < 1
    assert len(market.beside(market.asking(market.askings_for(SQL), within), within, 1, but={SQL})) == 1
