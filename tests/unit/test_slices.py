"""A slice holds the ads that meet every condition; a name that no ad states is refused with near ones."""

from collections.abc import Mapping
from datetime import date

import pytest

from matcher.ad_store import FacetKind
from matcher.errors import InvalidInput
from matcher.slices import Slice, inside
from tests.small_market import Asker, facts_of

ADS = (
    Asker(organisation="City Library", region="Leeds", sector="Libraries", posted=date(2024, 1, 1), source="a.jsonl"),
    Asker(organisation="city library", region="York", sector="Healthcare", posted=date(2024, 6, 30)),
    Asker(organisation="NHS [Trust]?", region="Leeds", sector="Healthcare", posted=date(2100, 1, 1)),
    Asker(region="leeds", occupation="o:librarian"),
)


def found(
    facets: Mapping[FacetKind, tuple[str, ...]] | None = None, since: date | None = None, until: date | None = None
) -> list[int]:
    """Places of the ads in the slice."""
    return inside(facts_of(ADS), Slice(facets=facets or {}, since=since, until=until)).nonzero()[0].tolist()


def test_without_conditions_every_ad_is_inside() -> None:
    assert found() == [0, 1, 2, 3]


def test_any_of_the_names_will_do_and_their_case_does_not_count() -> None:
    assert found({FacetKind.REGION: ("LEEDS",)}) == [0, 2, 3]
    assert found({FacetKind.REGION: ("leeds", "York")}) == [0, 1, 2, 3]
    assert found({FacetKind.ORGANISATION: ("CITY LIBRARY",)}) == [0, 1]


def test_conditions_of_different_kinds_all_count() -> None:
    assert found({FacetKind.REGION: ("Leeds",), FacetKind.SECTOR: ("Healthcare",)}) == [2]


def test_contradictory_conditions_give_an_empty_slice() -> None:
    assert found({FacetKind.SECTOR: ("Libraries",), FacetKind.REGION: ("York",)}) == []
    assert found({FacetKind.SECTOR: ("Libraries",)}, since=date(2024, 2, 1)) == []


def test_a_star_stands_for_whatever_and_other_marks_for_themselves() -> None:
    assert found({FacetKind.SECTOR: ("*care",)}) == [1, 2]
    assert found({FacetKind.ORGANISATION: ("*",)}) == [0, 1, 2]
    assert found({FacetKind.ORGANISATION: ("nhs [trust]?",)}) == [2]
    assert found({FacetKind.ORGANISATION: ("nhs [trust]*",)}) == [2]
    assert found({FacetKind.ORGANISATION: ("NHS [*]?",)}) == [2]
    with pytest.raises(InvalidInput):
        found({FacetKind.ORGANISATION: ("city ?ibrar*",)})
    with pytest.raises(InvalidInput):
        found({FacetKind.ORGANISATION: ("[cn]*",)})


def test_the_first_and_the_last_day_count_and_undated_ads_are_left_out() -> None:
    assert found(since=date(2024, 1, 1), until=date(2024, 6, 30)) == [0, 1]
    assert found(since=date(2024, 1, 2)) == [1, 2]
    assert found(until=date(2024, 6, 29)) == [0]
    assert found(since=date(2024, 6, 30), until=date(2024, 6, 30)) == [1]


def test_an_ad_with_a_date_in_the_future_is_in_the_slices_of_that_day() -> None:
    assert found(since=date(2099, 1, 1)) == [2]


def test_a_slice_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidInput, match="2024-06-02 is after 2024-06-01") as refused:
        found(since=date(2024, 6, 2), until=date(2024, 6, 1))
    assert refused.value.field == "since"


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        (FacetKind.SECTOR, "Health", "no ad states 'Health'; there is 'Healthcare'"),
        (FacetKind.SECTOR, "helthcare", "no ad states 'helthcare'; there is 'Healthcare'"),
        (FacetKind.ORGANISATION, "Library", "there is 'City Library', 'city library'"),
        (FacetKind.SECTOR, "Mining*", r"no ad states 'Mining\*'; `\*` stands for whatever"),
        (FacetKind.LOCATION, "Leeds", "no ad states any, so none is 'Leeds'"),
    ],
)
def test_a_name_that_no_ad_states_is_refused_with_the_nearest_there_are(kind: FacetKind, name: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as refused:
        found({kind: (name,)})
    assert refused.value.field == kind.value


def test_one_unknown_name_among_known_ones_is_refused_too() -> None:
    with pytest.raises(InvalidInput, match="'Bath'"):
        found({FacetKind.REGION: ("Leeds", "Bath")})


def test_an_occupation_may_be_that_of_no_ad() -> None:
    assert found({FacetKind.OCCUPATION: ("o:librarian", "o:pilot")}) == [3]
    assert found({FacetKind.OCCUPATION: ("o:pilot",)}) == []


def test_a_store_without_ads_has_only_empty_slices() -> None:
    within = inside(facts_of(()), Slice(since=date(2024, 1, 1)))
    assert within.tolist() == []


def test_a_misspelt_beginning_of_a_long_name_is_understood() -> None:
    own = facts_of([Asker(source=name) for name in ("nhs_jobs_2020.jsonl.gz", "metro_library_jobs_2016.jsonl.gz")])
    with pytest.raises(InvalidInput, match="'metr_library'; there is 'metro_library_jobs_2016"):
        inside(own, Slice(facets={FacetKind.SOURCE: ("metr_library",)}))
