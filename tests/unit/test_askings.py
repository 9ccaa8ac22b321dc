"""Counting by columns gives what a loop over dictionaries gives, for any ads, any groups and any slice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.askings import Askings, askings_in, count, count_by, joined_askings
from matcher.concepts import ConceptUri
from matcher.demand import ORDER, Importance
from tests.small_market import Asker, Asks, facts_of

A, B, C = (ConceptUri(f"s:{name}") for name in "abc")
ESSENTIAL, OPTIONAL, IMPLIED = ORDER
ADS = (
    Asker(organisation="one", asks={A: (ESSENTIAL, 0.5), B: (OPTIONAL, 0.25)}),
    Asker(organisation="one", asks={A: (OPTIONAL, 0.75)}),
    Asker(organisation="two", asks={A: (IMPLIED, 1.0), C: (ESSENTIAL, 0.5)}),
    Asker(asks={A: (ESSENTIAL, 0.25), B: (ESSENTIAL, 0.5)}),
    Asker(organisation="two"),
)
ALL = np.ones(5, dtype=bool)


def test_a_hand_made_example_is_counted() -> None:
    counts = count(askings_in(facts_of(ADS)), ALL)
    assert counts.ads.tolist() == [4, 2, 1]
    assert counts.expected.tolist() == [2.5, 0.75, 0.5]
    assert counts.importance.tolist() == [[2, 1, 1], [1, 1, 0], [1, 0, 0]]
    assert counts.named.tolist() == [3, 1, 1]
    assert counts.employers.tolist() == [2, 1, 1]
    assert counts.largest.tolist() == [2, 1, 1]
    assert counts.effective_employers.tolist() == pytest.approx([9 / 5, 1, 1])


def test_a_group_is_asked_for_once_an_ad_with_the_strongest_importance() -> None:
    joined = joined_askings(askings_in(facts_of(ADS)), [[0, 1], [], [2, 1]])
    assert joined.thing_of.tolist() == [0, 0, 0, 0, 2, 2, 2]
    assert joined.ad_of.tolist() == [3, 0, 1, 2, 3, 0, 2]
    assert [ORDER[place] for place in joined.importance[:4]] == [ESSENTIAL, ESSENTIAL, OPTIONAL, IMPLIED]
    assert joined.confidence[:4].tolist() == pytest.approx([1 - 0.75 * 0.5, 1 - 0.5 * 0.75, 0.75, 1.0])
    assert count(joined, ALL).ads.tolist() == [4, 0, 3]


def test_one_thing_alone_is_counted_as_among_the_others() -> None:
    own = askings_in(facts_of(ADS))
    alone = count(own.only(1), ALL)
    assert (alone.ads.tolist(), alone.expected.tolist(), alone.employers.tolist()) == ([2], [0.75], [1])
    assert count(own.only(3), ALL).ads.tolist() == [0]


def test_an_empty_slice_counts_nothing_and_divides_by_nothing() -> None:
    counts = count(askings_in(facts_of(ADS)), ~ALL)
    assert counts.ads.tolist() == counts.named.tolist() == counts.largest.tolist() == [0, 0, 0]
    assert counts.effective_employers.tolist() == [0.0, 0.0, 0.0]


def test_a_store_without_ads_has_nothing_to_count() -> None:
    own = askings_in(facts_of(()))
    assert count(own, np.zeros(0, dtype=bool)).importance.shape == (0, 3)
    assert count(joined_askings(own, [[], []]), np.zeros(0, dtype=bool)).ads.tolist() == [0, 0]
    assert count_by(own, np.zeros(0, dtype=np.int32), 4).shape == (0, 4)


@dataclass(frozen=True, slots=True)
class ByHand:
    """What `count` should say of one thing."""

    ads: int
    expected: float
    importance: list[int]
    named: int
    employers: int
    largest: int
    effective_employers: float


def by_hand(ads: Sequence[Asker], members: Sequence[ConceptUri], within: Sequence[bool]) -> ByHand:
    asked = [
        (ad, [ad.asks[skill] for skill in members if skill in ad.asks])
        for ad, inside in zip(ads, within, strict=True)
        if inside and any(skill in ad.asks for skill in members)
    ]
    strongest = Counter(min(ORDER.index(kind) for kind, _ in found) for _, found in asked)
    employers = Counter(ad.organisation for ad, _ in asked if ad.organisation is not None)
    named = sum(employers.values())
    return ByHand(
        ads=len(asked),
        expected=sum(1 - float(np.prod([1 - sure for _, sure in found])) for _, found in asked),
        importance=[strongest[place] for place in range(len(ORDER))],
        named=named,
        employers=len(employers),
        largest=max(employers.values(), default=0),
        effective_employers=1 / sum((n / named) ** 2 for n in employers.values()) if named else 0.0,
    )


def counted(own: Askings, thing: int, within: Sequence[bool]) -> ByHand:
    counts = count(own, np.array(within, dtype=bool))
    return ByHand(
        ads=int(counts.ads[thing]),
        expected=float(counts.expected[thing]),
        importance=counts.importance[thing].tolist(),
        named=int(counts.named[thing]),
        employers=int(counts.employers[thing]),
        largest=int(counts.largest[thing]),
        effective_employers=float(counts.effective_employers[thing]),
    )


def assert_same(expected: ByHand, found: ByHand) -> None:
    assert found.expected == pytest.approx(expected.expected, abs=1e-6)
    assert found.effective_employers == pytest.approx(expected.effective_employers)
    assert replace(found, expected=expected.expected, effective_employers=expected.effective_employers) == expected


SKILLS = [ConceptUri(f"s:{name}") for name in "abcde"]
hows = st.tuples(st.sampled_from(ORDER), st.integers(0, 10_000).map(lambda units: units / 10_000))
asks: st.SearchStrategy[Asks] = st.dictionaries(st.sampled_from(SKILLS), hows, max_size=5)
askers = st.builds(Asker, asks=asks, organisation=st.sampled_from([None, "one", "two", "three"]))
sliced = st.lists(st.tuples(askers, st.booleans()), max_size=14)
groups = st.lists(st.sets(st.sampled_from(SKILLS)), max_size=4)


@settings(max_examples=40)
@given(sliced, groups)
def test_counts_are_those_of_a_loop_over_the_ads(rows: list[tuple[Asker, bool]], wanted: list[set[ConceptUri]]) -> None:
    ads, within = [ad for ad, _ in rows], [inside for _, inside in rows]
    facts = facts_of(ads)
    own = askings_in(facts)
    for thing, skill in enumerate(facts.concepts):
        assert_same(by_hand(ads, [skill], within), counted(own, thing, within))
        assert_same(by_hand(ads, [skill], within), counted(own.only(thing), 0, within))
    known = [[facts.concepts.index(skill) for skill in group if skill in facts.concepts] for group in wanted]
    joined = joined_askings(own, known)
    assert joined.things == len(wanted)
    for place, group in enumerate(wanted):
        assert_same(by_hand(ads, sorted(group), within), counted(joined, place, within))


@settings(max_examples=40)
@given(st.lists(st.tuples(askers, st.integers(-1, 2)), max_size=14))
def test_counts_by_bin_are_those_of_a_loop_over_the_ads(rows: list[tuple[Asker, int]]) -> None:
    facts = facts_of([ad for ad, _ in rows])
    expected: Mapping[tuple[str, int], int] = Counter((skill, place) for ad, place in rows for skill in ad.asks)
    bins = np.array([place for _, place in rows], dtype=np.int32)
    found = count_by(askings_in(facts), bins, 3)
    assert found.tolist() == [[expected[skill, place] for place in range(3)] for skill in facts.concepts]


def test_importance_stands_in_falling_order_of_weight() -> None:
    """The least place of an ad's demands is its strongest; a join takes the least."""
    assert ORDER == (Importance.ESSENTIAL, Importance.OPTIONAL, Importance.IMPLIED)
