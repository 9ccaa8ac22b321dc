"""Emerging needs are counted over any slice, in the ads' own words, and small samples never stand above solid ones."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from matcher.ad_store import AdsUnlinked
from matcher.concepts import ConceptUri
from matcher.emerging import SOLID_EMPLOYERS, Emerging, Lack, NearConcept, NeedGroup
from matcher.emerging_counts import EXAMPLES, emerging_needs, grounds
from matcher.intervals import wilson_interval
from matcher.need_kinds import NeedKind
from matcher.quotes import MAX_QUOTE

Ad = tuple[str, str | None, date | None, tuple[str, ...]]
"""Id, employer, date, and the passages in it."""


def group(
    label: str, kind: NeedKind = NeedKind.SKILL, near: tuple[NearConcept, ...] = (), *, telling: bool = True
) -> NeedGroup:
    return NeedGroup(label=label, terms=(label,), stands_for=None, beside=(), kind=kind, telling=telling, near=near)


def emerging(groups: Sequence[NeedGroup], ads: Sequence[Ad]) -> Emerging:
    """A passage belongs to the groups whose labels stand in it."""
    asked = [(place, text) for place, ad in enumerate(ads) for text in ad[3]]
    rows = [
        (mention, place, text.index(one.label))
        for mention, (_, text) in enumerate(asked)
        for place, one in enumerate(groups)
        if one.label in text
    ]
    columns = [np.array(column, dtype=np.int32) for column in zip(*rows, strict=True)] or [np.zeros(0, np.int32)] * 3
    return Emerging(
        version="v",
        store="1",
        groups=groups,
        ads=AdsUnlinked(
            version="1",
            ids=[ad[0] for ad in ads],
            organisations=[ad[1] for ad in ads],
            posted=[ad[2] for ad in ads],
            sources=["ads.jsonl"] * len(ads),
            ad_of=np.array([place for place, _ in asked], dtype=np.int32),
            texts=[text for _, text in asked],
            sections=["required"] * len(asked),
            named=np.zeros(len(asked), dtype=np.bool_),
        ),
        mention_of=columns[0],
        group_of=columns[1],
        starts=columns[2],
    )


def ads_of(label: str, employers: int, prefix: str = "") -> list[Ad]:
    return [(f"{prefix}{label}:{n}", f"{label} employer {n}", None, (f"{label} number {n}",)) for n in range(employers)]


ADS: tuple[Ad, ...] = (
    ("ad:1", "A", date(2019, 5, 1), ("Knowledge of RDA", "RDA again")),
    ("ad:2", "A", date(2020, 5, 1), ("Knowledge of RDA",)),
    ("ad:3", "B", None, ("RDA and DACS",)),
    ("ad:4", None, date(2020, 1, 1), ("RDA",)),
    ("ad:5", "C", date(2018, 1, 1), ("something else",)),
    ("ad:6", "C", date(2018, 1, 1), ()),
)


def test_a_need_tells_how_many_ads_and_employers_ask_for_it_since_when_and_how_sure_the_share_is() -> None:
    [need, other] = emerging_needs(emerging([group("RDA"), group("DACS")], ADS))
    assert (need.group.label, need.ads, need.employers, need.unnamed, need.wordings) == ("RDA", 4, 2, 1, 4)
    assert (need.first, need.last, need.by_year) == (date(2019, 5, 1), date(2020, 5, 1), {2019: 1, 2020: 2})
    assert need.share is not None
    assert need.share.low < 4 / 6 < need.share.high
    assert (other.group.label, other.ads, other.employers, other.first, other.by_year) == ("DACS", 1, 1, None, {})


def test_a_slice_is_counted_by_itself_and_ids_that_nobody_knows_are_passed_over() -> None:
    whole = emerging([group("RDA"), group("DACS")], ADS)
    [need] = emerging_needs(whole, ["ad:1", "ad:2", "ad:5", "nobody"])
    assert (need.ads, need.employers) == (2, 1)
    assert [example.ad for example in need.examples] == ["ad:2", "ad:1"]
    assert emerging_needs(whole, {"ad:5"}) == ()


def test_a_share_is_as_sure_as_its_ads_are_independent() -> None:
    apart = emerging([group("RDA")], [*ads_of("RDA", 10), *ads_of("other", 30)])
    share, whole = emerging_needs(apart)[0].share, wilson_interval(10, 40)
    assert share is not None
    assert whole is not None
    assert (share.low, share.high) == pytest.approx((whole.low, whole.high), abs=0.005)
    alike = [(f"ad:{n}", "A" if n < 10 else f"employer {n}", None, ("RDA",) if n < 10 else ()) for n in range(40)]
    [need] = emerging_needs(emerging([group("RDA")], alike))
    assert need.share is not None
    assert need.share.low < whole.low < whole.high < need.share.high
    [alone] = emerging_needs(emerging([group("RDA")], alike), [f"ad:{n}" for n in range(10)])
    assert alone.share is None


def test_what_could_tell_of_a_person_is_counted_but_not_quoted() -> None:
    ads: list[Ad] = [("ad:1", "A", None, ("RDA: ask Dr Smith",)), ("ad:2", "B", None, ("RDA",))]
    [need] = emerging_needs(emerging([group("RDA")], ads))
    assert (need.ads, [example.ad for example in need.examples]) == (2, ["ad:2"])


def test_a_long_passage_is_quoted_around_the_term() -> None:
    long = " ".join(f"word{n}" for n in range(100)) + " RDA is essential"
    [need] = emerging_needs(emerging([group("RDA")], [("ad:1", "A", None, (long,))]))
    [example] = need.examples
    assert example.text.startswith("…")
    assert example.text.endswith("RDA is essential")
    assert len(example.text) <= MAX_QUOTE


def test_why_there_are_no_needs_is_told() -> None:
    whole = emerging([group("RDA")], ADS)
    assert grounds(whole).lack is None
    assert (grounds(whole).ads, grounds(whole).employers, grounds(whole).mentions, grounds(whole).grouped) == (
        6,
        3,
        6,
        5,
    )
    assert grounds(whole, ["ad:5"]).lack is Lack.NOTHING_SHARED
    assert grounds(whole, ["ad:6"]).lack is Lack.NOTHING_UNLINKED
    assert grounds(whole, []).lack is Lack.NO_ADS
    empty = emerging([], [])
    assert grounds(empty).lack is Lack.NO_ADS
    assert emerging_needs(empty) == ()


def test_a_small_sample_never_stands_above_a_solid_one_whatever_its_kind() -> None:
    few, enough = SOLID_EMPLOYERS - 1, SOLID_EMPLOYERS
    groups = [group("tiny"), group("degree", NeedKind.QUALIFICATION), group("solid")]
    ads = [*ads_of("tiny", few), *ads_of("degree", enough + 2), *ads_of("solid", enough)]
    ads += [(f"more:{n}", "tiny employer 0", None, ("tiny",)) for n in range(50)]
    needs = emerging_needs(emerging(groups, ads))
    assert [(need.group.label, need.small) for need in needs] == [("solid", False), ("degree", False), ("tiny", True)]


def near(similarity: float | None, *, named: bool = False) -> NearConcept:
    return NearConcept(ConceptUri("s:x"), "x", similarity, named)


def test_what_a_concept_may_well_cover_stands_below_what_none_does() -> None:
    groups = [
        group("known", near=(near(0.6),)),
        group("called", near=(near(None, named=True),)),
        group("new", near=(near(0.59),)),
    ]
    ads = [*ads_of("known", 9), *ads_of("called", 8), *ads_of("new", 5)]
    needs = emerging_needs(emerging(groups, ads))
    assert [need.group.label for need in needs] == ["new", "known", "called"]
    assert [need.group.covered_by is not None for need in needs] == [False, True, True]


def test_a_name_is_covered_by_what_is_called_so_not_by_what_its_company_is_like() -> None:
    assert group("RDA", near=(near(0.9),), telling=False).covered_by is None
    assert group("RDA", near=(near(0.9),)).covered_by == near(0.9)
    assert group("RDA", near=(near(0.2, named=True),), telling=False).covered_by == near(0.2, named=True)


def test_a_passage_that_most_ads_repeat_word_for_word_is_a_template() -> None:
    repeated = "You share our values and have a positive attitude every day"
    ads: list[Ad] = [(f"ad:{n}", f"employer {n}", None, (repeated,)) for n in range(6)]
    ads += [("ad:8", "other", None, ("A positive attitude",)), *ads_of("RDA", 5)]
    needs = emerging_needs(emerging([group("positive attitude"), group("RDA")], ads))
    assert [(need.group.label, need.template, need.wordings) for need in needs] == [
        ("RDA", False, 5),
        ("positive attitude", True, 2),
    ]
    short: list[Ad] = [(f"ad:{n}", f"employer {n}", None, ("RDA",)) for n in range(6)]
    assert [need.template for need in emerging_needs(emerging([group("RDA")], short))] == [False]


def test_examples_are_of_distinct_wordings_and_first_of_distinct_employers_the_newest_first() -> None:
    ads: list[Ad] = [
        ("ad:1", "A", date(2020, 1, 9), ("RDA one",)),
        ("ad:2", "A", date(2020, 1, 8), ("RDA two",)),
        ("ad:3", "B", date(2020, 1, 7), ("RDA one",)),
        ("ad:4", "C", date(2020, 1, 6), ("RDA three",)),
        ("ad:5", "D", None, ("RDA four",)),
    ]
    [need] = emerging_needs(emerging([group("RDA")], ads))
    assert [(example.ad, example.text, example.posted, example.source) for example in need.examples] == [
        ("ad:1", "RDA one", date(2020, 1, 9), "ads.jsonl"),
        ("ad:4", "RDA three", date(2020, 1, 6), "ads.jsonl"),
        ("ad:5", "RDA four", None, "ads.jsonl"),
        ("ad:2", "RDA two", date(2020, 1, 8), "ads.jsonl"),
    ]
    [many] = emerging_needs(emerging([group("RDA")], ads_of("RDA", EXAMPLES + 3)))
    assert len(many.examples) == EXAMPLES


def test_the_order_of_the_ads_changes_nothing() -> None:
    groups = [group("RDA"), group("DACS")]
    told = emerging_needs(emerging(groups, ADS))
    turned = emerging_needs(emerging(groups, ADS[::-1]))
    assert told == turned


@pytest.mark.parametrize("limit", [0, 1, 5])
def test_no_more_needs_come_than_were_asked_for(limit: int) -> None:
    assert len(emerging_needs(emerging([group("RDA"), group("DACS")], ADS), limit=limit)) == min(limit, 2)
