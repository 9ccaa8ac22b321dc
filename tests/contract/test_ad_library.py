"""Every AdLibrary answers with the ads that were indexed and what was read in them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.ad_reading import reading_each
from corpora.store.ads import SqlAdStore
from corpora.store.near import NearPolicy
from corpora.store.signatures import signature_of
from matcher.ad_store import FacetKind, Forgetting, ReadAd
from matcher.ads import AdLibrary, JobAd, ad_vector
from matcher.errors import UnknownAd
from matcher.reading import AdReader
from matcher.slices import Slice
from models.ad_database import load_database_library
from models.ad_index import load_ad_library
from tests.databases import fresh_postgresql, fresh_sqlite
from tests.fakes import (
    LineSplitter,
    ListAdLibrary,
    TrigramEncoder,
    small_ads,
    small_finder,
    small_linker,
    small_taxonomy,
)

ENCODER = TrigramEncoder()
FINDER = small_finder(small_taxonomy())
READER = AdReader(splitter=LineSplitter(), linker=small_linker())
Build = Callable[[tuple[JobAd, ...]], AdLibrary]


def read(*ads: JobAd) -> list[ReadAd]:
    """None of them like another one, even where they say the same."""
    found = reading_each(READER, FINDER, ENCODER, "reading-1")(ads)
    return [replace(o, signature=signature_of(JobAd(id="", text=o.ad.id * 3))) for o in found if isinstance(o, ReadAd)]


KINDS = ("list", "stored", "database", "database with an index")


@pytest.fixture(params=KINDS)
def build(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Build]:
    kind: str = request.param

    def stored(ads: tuple[JobAd, ...]) -> AdLibrary:
        store.save(read(JobAd(id="gone", text="gone"), *ads), [])
        store.forget(Forgetting(ids=frozenset({"gone"})))
        if kind == "stored":
            return load_ad_library(store, ENCODER, "reading-1", tmp_path)
        policy = NearPolicy(indexed_from=1, compared=0) if kind.endswith("index") else NearPolicy()
        library = load_database_library(store, ENCODER, "reading-1", policy, beside=lambda work: work())
        assert library.state().indexed == (kind.endswith("index") and bool(ads))
        return library

    def listed(ads: tuple[JobAd, ...]) -> AdLibrary:
        return ListAdLibrary.build([(ad, READER.read(ad.text).demands) for ad in ads], ENCODER)

    with ExitStack() as opened:
        if kind in ("list", "stored"):
            database = opened.enter_context(fresh_sqlite(tmp_path))
        else:
            database = opened.enter_context(fresh_postgresql(request.getfixturevalue("postgresql")))
        store = SqlAdStore(database)
        yield listed if kind == "list" else stored


def test_an_ad_comes_back_as_it_was_indexed(build: Build) -> None:
    library = build(small_ads())
    assert len(library) == 2
    assert [library.get(ad.id) for ad in small_ads()] == list(small_ads())


def test_its_demands_are_those_that_are_read_in_it(build: Build) -> None:
    library = build(small_ads())
    for ad in small_ads():
        assert tuple(library.demands_of(ad.id)) == READER.read(ad.text).demands
        assert library.demands_of(ad.id)


def test_an_unknown_ad_is_an_error_that_names_it(build: Build) -> None:
    library = build(small_ads())
    with pytest.raises(UnknownAd, match="'ad:9'"):
        library.get("ad:9")
    with pytest.raises(UnknownAd, match="'ad:9'"):
        library.demands_of("ad:9")


def test_the_nearest_ads_come_first_with_their_cosine(build: Build) -> None:
    library = build(small_ads())
    [first, second] = small_ads()
    vector = ad_vector(first.title, first.text, ENCODER)
    found = library.nearest(vector, 5)
    assert [one.ad for one in found] == [first, second]
    between = float((vector @ ad_vector(second.title, second.text, ENCODER).T)[0, 0])
    assert [one.similarity for one in found] == pytest.approx([1.0, between], abs=1e-6)
    assert library.nearest(vector, 1) == found[:1]


def test_equally_near_ads_stand_in_the_order_they_were_indexed(build: Build) -> None:
    twins = tuple(JobAd(id=key, text="Required: SQL") for key in ("z", "a", "m"))
    found = build(twins).nearest(ad_vector(None, "Required: SQL", ENCODER), 3)
    assert [one.ad.id for one in found] == ["z", "a", "m"]


def test_of_a_slice_only_its_ads_are_near(build: Build) -> None:
    regions = {"a": "Wales", "b": "Yorkshire", "c": "Wales", "d": None}
    ads = [JobAd(id=key, text=f"Required: SQL {key * 3}", region=own) for key, own in regions.items()]
    library = build((*ads, JobAd(id="e", text="Required: SQL", region="Wales", date_posted=date(2020, 1, 1))))
    wales, vector = Slice(facets={FacetKind.REGION: ("Wales",)}), ad_vector(None, "Required: SQL", ENCODER)
    everything = library.nearest(vector, 9)
    assert everything[0].ad.id == "e"
    assert library.nearest(vector, 9, wales) == [one for one in everything if one.ad.region == "Wales"]
    assert library.nearest(vector, 2, wales) == library.nearest(vector, 9, wales)[:2]
    assert [one.ad.id for one in library.nearest(vector, 9, replace(wales, since=date(2019, 1, 1)))] == ["e"]
    assert list(library.nearest(vector, 9, Slice(until=date(2019, 1, 1)))) == []


def test_an_empty_library_is_near_to_nothing(build: Build) -> None:
    library = build(())
    assert len(library) == 0
    assert list(library.nearest(ad_vector("x", "", ENCODER), 3)) == []


def test_an_ad_s_vector_is_the_mean_of_its_title_s_and_its_opening_s() -> None:
    [title], [text] = ENCODER.encode(["librarian"]), ENCODER.encode(["We seek"])
    mean = (title + text) / 2
    assert ad_vector("librarian", "We seek", ENCODER)[0].tolist() == pytest.approx(
        (mean / (mean @ mean) ** 0.5).tolist(), abs=1e-6
    )
    assert ad_vector(None, "We seek", ENCODER)[0].tolist() == pytest.approx(text.tolist(), abs=1e-6)
    assert ad_vector("librarian", " ", ENCODER)[0].tolist() == pytest.approx(title.tolist(), abs=1e-6)
