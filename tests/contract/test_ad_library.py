"""Every AdLibrary answers with the ads that were indexed and what was read in them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.ad_reading import reading_each
from corpora.store.ads import SqlAdStore
from corpora.store.signatures import signature_of
from matcher.ad_store import Forgetting, ReadAd
from matcher.ads import AdLibrary, JobAd, ad_vector
from matcher.errors import UnknownAd
from matcher.reading import AdReader
from models.ad_index import load_ad_library
from tests.databases import fresh_sqlite
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


@pytest.fixture(params=["list", "stored"])
def build(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Build]:
    def stored(ads: tuple[JobAd, ...]) -> AdLibrary:
        store.save(read(JobAd(id="gone", text="gone"), *ads), [])
        store.forget(Forgetting(ids=frozenset({"gone"})))
        return load_ad_library(store, ENCODER, "reading-1", tmp_path)

    def listed(ads: tuple[JobAd, ...]) -> AdLibrary:
        return ListAdLibrary.build([(ad, READER.read(ad.text).demands) for ad in ads], ENCODER)

    with fresh_sqlite(tmp_path) as database:
        store = SqlAdStore(database)
        yield stored if request.param == "stored" else listed


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
