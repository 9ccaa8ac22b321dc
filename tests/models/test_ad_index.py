"""The index of ads is a cache of the store: it follows what the store says, and is refused where nothing fits."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from matcher.ad_store import Forgetting, ReadWith
from matcher.ads import JobAd, ad_vector
from matcher.errors import ArtefactMismatch
from models.ad_index import CACHE, LOOK_EVERY_SECONDS, RELOADING_SHARE, AdIndexing, StoredAdLibrary, load_ad_library
from models.faiss_index import FaissIndex
from models.many_index import ManyIndex
from tests.contract.test_ad_library import ENCODER, read
from tests.fake_store import ListAdStore
from tests.fakes import small_ads

NOWHERE = Path("no such home")
"""Few ads are kept in no folder."""


@dataclass(slots=True)
class Clock:
    now: float = 100.0
    looking_takes: float = 0.0

    def __call__(self) -> float:
        self.now += self.looking_takes
        return self.now


def loaded(clock: Clock) -> tuple[ListAdStore, StoredAdLibrary]:
    store = ListAdStore()
    store.save(read(*small_ads()), [])
    return store, load_ad_library(store, ENCODER, "reading-1", NOWHERE, clock)


def ids(library: StoredAdLibrary) -> list[str]:
    return [found.ad.id for found in library.nearest(ad_vector("librarian", "", ENCODER), 9)]


def test_it_names_the_version_of_the_store_that_it_was_built_from() -> None:
    store, library = loaded(Clock())
    assert library.version == store.version()


def test_what_another_process_keeps_is_seen_a_second_later_and_not_looked_for_before() -> None:
    clock = Clock()
    store, library = loaded(clock)
    store.save(read(JobAd(id="ad:3", text="Required: Go")), [])
    clock.now += LOOK_EVERY_SECONDS * 0.9
    assert (ids(library), len(library), library.version) == (["ad:1", "ad:2"], 2, "1")
    clock.now += LOOK_EVERY_SECONDS * 0.2
    assert (sorted(ids(library)), len(library), library.version) == (["ad:1", "ad:2", "ad:3"], 3, "2")


def test_what_was_forgotten_is_found_no_more_even_before_the_index_is_built_anew() -> None:
    clock = Clock()
    store, library = loaded(clock)
    store.forget(Forgetting(ids=frozenset({"ad:1"})))
    assert ids(library) == ["ad:2"]
    assert len(library) == 2
    clock.now += LOOK_EVERY_SECONDS
    assert len(library) == 1


def test_an_index_that_takes_long_to_build_is_built_less_often() -> None:
    clock = Clock()
    store, library = loaded(clock)
    store.save(read(JobAd(id="ad:3", text="Required: Go")), [])
    clock.looking_takes = 5.0
    assert len(library) == 3
    clock.looking_takes = 0.0
    store.save(read(JobAd(id="ad:4", text="Required: R")), [])
    clock.now += 5.0 / RELOADING_SHARE - 1
    assert len(library) == 3
    clock.now += 2
    assert len(library) == 4


def test_while_one_thread_looks_the_others_go_on_with_what_there_is() -> None:
    clock = Clock()
    store, library = loaded(clock)
    store.save(read(JobAd(id="ad:3", text="Required: Go")), [])
    clock.now += LOOK_EVERY_SECONDS
    with library.turn:
        assert len(library) == 2
    assert len(library) == 3


def test_ads_that_another_version_has_read_answer_and_are_counted_until_they_are_read_again() -> None:
    store, former = loaded(Clock())
    clock = Clock()
    library = load_ad_library(store, ENCODER, "reading-2", NOWHERE, clock)
    assert (former.outdated, library.outdated, ids(library)) == (0, 2, ["ad:1", "ad:2"])
    newer = ReadWith(reading="reading-2", encoder=ENCODER.name)
    store.reread([replace(one, made_with=newer) for one in read(*small_ads())], [])
    clock.now += LOOK_EVERY_SECONDS
    assert (ids(library), library.outdated) == (["ad:1", "ad:2"], 0)


def test_a_store_in_which_nothing_was_ever_kept_is_refused() -> None:
    with pytest.raises(ArtefactMismatch, match="not built yet; run `matcher index build`"):
        load_ad_library(ListAdStore(), ENCODER, "reading-1", NOWHERE)


def indexing(store: ListAdStore, home: Path, many: int = 3) -> AdIndexing:
    return AdIndexing(store=store, encoder=ENCODER.name, dim=ENCODER.dim, reading="reading-1", home=home, many=many)


def test_many_ads_are_indexed_approximately_and_kept_in_a_folder_few_are_not(tmp_path: Path) -> None:
    store, _ = loaded(Clock())
    assert isinstance(indexing(store, tmp_path).ready().index, FaissIndex)
    assert not (tmp_path / CACHE).exists()
    store.save(read(JobAd(id="ad:3", text="Required: Go")), [])
    built = indexing(store, tmp_path).ready()
    assert isinstance(built.index, ManyIndex)
    (tmp_path / CACHE / "mark").touch()
    again = indexing(store, tmp_path).ready()
    assert isinstance(again.index, ManyIndex)
    assert (again.version, list(again.index.ids)) == (store.version(), ["ad:1", "ad:2", "ad:3"])
    np.testing.assert_array_equal(again.index.vectors([0, 1, 2]), store.vectors(ENCODER.name, ENCODER.dim).vectors)


@pytest.mark.parametrize("spoilt", ["another version", "another encoder", "damage"])
def test_an_index_that_was_kept_is_built_anew_where_it_does_not_fit(tmp_path: Path, spoilt: str) -> None:
    store, _ = loaded(Clock())
    own = indexing(store, tmp_path, many=1)
    own.ready()
    if spoilt == "another version":
        store.save(read(JobAd(id="ad:3", text="Required: Go")), [])
        assert list(own.ready().index.ids) == ["ad:1", "ad:2", "ad:3"]
    elif spoilt == "another encoder":
        assert list(replace(own, encoder="another").ready().index.ids) == []
    else:
        next((tmp_path / CACHE).glob(f"*/{CACHE}.npy")).write_bytes(b"damage")
        assert list(own.ready().index.ids) == ["ad:1", "ad:2"]


def test_an_index_of_many_ads_is_built_anew_beside_the_answering(tmp_path: Path) -> None:
    store, few = loaded(Clock())
    own, waiting, clock = indexing(store, tmp_path, many=2), list[Callable[[], None]](), Clock()
    library = StoredAdLibrary(
        store=store, indexing=own, indexed=own.ready(), look_again_at=0.0, clock=clock, beside=waiting.append
    )
    store.save(read(JobAd(id="ad:3", text="Required: Go")), [])
    assert (len(library), len(library), len(waiting), library.version) == (2, 2, 1, few.version)
    waiting.pop()()
    assert (len(library), library.version) == (3, store.version())
