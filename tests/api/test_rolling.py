"""Two versions of what reads serve one database at the same time, and each answers throughout: see docs/rolling.md."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from api.ad_reading import ReadEach, reading_each
from api.ingesting import Ingestion
from api.offering import Offering
from corpora.store.ads import SqlAdStore
from corpora.store.courses import SqlCatalogueStore
from corpora.store.database import Database
from matcher.ad_store import ReadAd
from matcher.ads import AdLibrary, JobAd, ad_vector
from matcher.alignment import CourseReader
from matcher.vectors import Encoder, Vectors
from models.ad_database import load_database_library
from models.ad_index import load_ad_library
from tests.contract.test_ad_library import ENCODER, FINDER, READER
from tests.databases import fresh_postgresql, fresh_sqlite
from tests.fakes import SQL, LineSplitter, achievement, small_linker

TEXTS = {
    "a": "Required: SQL",
    "b": "Required: conduct research interview",
    "c": "Python and nothing but it",
    "d": "We train librarians in a small town",
    "e": "Somebody who writes and speaks",
}
ADS = [JobAd(id=key, text=own) for key, own in TEXTS.items()]
LATE = JobAd(id="late", text="Came by a server of the former version")


class AnotherEncoder:
    """The same components in another order, under another name: its vectors mean nothing to the former one."""

    name = "another"
    dim = ENCODER.dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.ascontiguousarray(ENCODER.encode(texts)[:, ::-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a server of one version has: its way of reading, its encoder, and a home of its own."""

    name: str
    encoder: Encoder
    home: Path
    store: SqlAdStore
    read: ReadEach
    clock: Callable[[], float]

    def ads(self) -> AdLibrary:
        """As a server has it that starts now."""
        if self.store.database.is_postgresql:
            return load_database_library(self.store, self.encoder, self.name, beside=lambda work: work())
        return load_ad_library(self.store, self.encoder, self.name, self.home, self.clock)

    def near(self, library: AdLibrary) -> list[str]:
        """All that are near, by id; each with the most similar one first, which is itself."""
        for key, own in TEXTS.items():
            found = library.nearest(ad_vector(None, own, self.encoder), 9)
            assert not found or key not in {one.ad.id for one in found} or found[0].ad.id == key
        return sorted(one.ad.id for one in library.nearest(ad_vector(None, TEXTS["a"], self.encoder), 9))

    def courses(self) -> Offering:
        return Offering(
            home=self.home,
            store=SqlCatalogueStore(self.store.database),
            reader=CourseReader(splitter=LineSplitter(), linker=small_linker()),
            encoder=self.encoder,
            reading=self.name,
            say=lambda _: None,
        )

    def read_again(self, count: int) -> int:
        """Some of what `matcher index build` reads; how many those were."""
        ads = self.store.unread(self.name, None, count)
        self.store.reread([one for one in self.read(ads) if isinstance(one, ReadAd)], [])
        return len(ads)


def version_of(name: str, encoder: Encoder, home: Path, database: Database) -> Version:
    read = reading_each(READER, FINDER, encoder, name)
    store = SqlAdStore(database)
    return Version(name=name, encoder=encoder, home=home, store=store, read=read, clock=Later())


@dataclass(slots=True)
class Later:
    """A clock on which so much passes between two looks that nothing is old."""

    now: float = 0.0

    def __call__(self) -> float:
        self.now += 1_000.0
        return self.now


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with ExitStack() as opened:
        if request.param == "sqlite":
            yield opened.enter_context(fresh_sqlite(tmp_path))
        else:
            yield opened.enter_context(fresh_postgresql(request.getfixturevalue("postgresql")))


@pytest.mark.parametrize("encoder", [ENCODER, AnotherEncoder()], ids=["the same encoder", "another encoder"])
def test_both_versions_answer_while_the_ads_are_read_again_and_afterwards_the_former_one_can_go(
    database: Database, encoder: Encoder, tmp_path: Path
) -> None:
    former = version_of("reading-1", ENCODER, tmp_path / "former", database)
    newer = version_of("reading-2", encoder, tmp_path / "newer", database)
    everything, same = sorted(TEXTS), encoder is ENCODER
    Ingestion(store=former.store, read=former.read).take(ADS)
    old, new = former.ads(), newer.ads()
    assert (old.outdated, new.outdated) == (0, len(ADS))
    seen: list[list[str]] = []
    while newer.read_again(2):
        assert former.near(old) == former.near(former.ads()) == everything
        assert all(old.demands_of(key) == new.demands_of(key) for key in TEXTS)
        seen.append(newer.near(newer.ads()))
    assert seen == ([everything] * 3 if same else [["a", "b"], ["a", "b", "c", "d"], everything])
    assert (former.ads().outdated, newer.ads().outdated) == (len(ADS), 0)
    Ingestion(store=former.store, read=former.read).take([LATE])
    assert former.near(former.ads()) == [*everything, "late"]
    assert newer.ads().outdated == 1
    assert newer.read_again(9) == 1
    assert newer.near(newer.ads()) == former.near(former.ads()) == [*everything, "late"]
    assert newer.store.retire(newer.encoder.name) == (0 if same else len(ADS) + 1)
    assert newer.near(newer.ads()) == [*everything, "late"]
    assert former.near(former.ads()) == ([*everything, "late"] if same else [])


def test_a_server_of_the_former_version_starts_again_after_the_courses_were_read_by_the_newer_one(
    database: Database, tmp_path: Path
) -> None:
    former = version_of("reading-1", ENCODER, tmp_path / "former", database).courses()
    newer = version_of("reading-2", AnotherEncoder(), tmp_path / "newer", database).courses()
    course = achievement("c:1", "Query data with SQL")
    former.offer([course], "one.csv", replace=True)
    newer.build()
    for own in (former, newer):
        assert [str(one.id) for one in own.load().catalogue.aligned_with([SQL])] == ["c:1"]
    newer.offer([replace(course, name="Renewed")], "two.csv", replace=True)
    newer.store.retire("reading-2")
    assert [one.name for one in newer.load().catalogue.page(after=None, limit=9)] == ["Renewed"]
