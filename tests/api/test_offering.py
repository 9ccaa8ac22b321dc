"""Courses are offered all at once or not at all, whenever the process dies; what was read is not read again."""

import multiprocessing
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from api.offering import Offering
from corpora.artefacts import publish
from corpora.courses.catalogue import SAMPLE, read_sample_catalogue
from corpora.courses.former import FILE as FORMER
from corpora.courses.former import KIND
from corpora.courses.lines import line_of
from corpora.store.courses import SqlCatalogueStore
from corpora.store.database import Database, open_database
from matcher.achievements import Achievement
from matcher.alignment import CourseReader
from matcher.errors import ArtefactMismatch
from matcher.progress import Progress, untold
from models.catalogue_index import BATCH
from tests.databases import fresh_sqlite
from tests.fakes import SQL, LineSplitter, TrigramEncoder, achievement, small_linker

BEFORE = [achievement("c:old", "Query data with SQL")]
MANY = [achievement(f"c:{number:02}", "Query data with SQL") for number in range(3 * BATCH)]


@dataclass(frozen=True, kw_only=True)
class MortalReader(CourseReader):
    """Notes how many courses it reads; the process is killed when it is given one after so many."""

    most: int
    read: list[str] = field(default_factory=list)

    def align(self, achievements: Sequence[Achievement], told: Progress = untold) -> list[Achievement]:
        if len(self.read) >= self.most:
            os.kill(os.getpid(), signal.SIGKILL)
        self.read.extend(course.id for course in achievements)
        return CourseReader(splitter=self.splitter, linker=self.linker).align(achievements, told)


def offering(home: Path, database: Database, most: int = 1_000) -> tuple[Offering, list[str]]:
    """And the ids of what it reads."""
    reader = MortalReader(splitter=LineSplitter(), linker=small_linker(), most=most)
    own = Offering(
        home=home,
        store=SqlCatalogueStore(database),
        reader=reader,
        encoder=TrigramEncoder(),
        reading="reading-1",
        say=lambda _: None,
    )
    return own, reader.read


def _offer_and_die(home: Path) -> None:
    offering(home, open_database(home), 2 * BATCH)[0].offer(MANY, "many.csv", replace=True)


def ids(own: Offering) -> list[str]:
    return [str(course.id) for course in own.load().catalogue.aligned_with([SQL])]


def test_killed_while_it_reads_a_new_catalogue_the_former_one_serves_and_the_reading_goes_on(tmp_path: Path) -> None:
    with fresh_sqlite(tmp_path) as database:
        own, read = offering(tmp_path, database)
        own.offer(BEFORE, "before.csv", replace=True)
        victim = multiprocessing.get_context("spawn").Process(target=_offer_and_die, args=(tmp_path,))
        victim.start()
        victim.join()
        assert victim.exitcode == -signal.SIGKILL
        assert ids(own) == ["c:old"]
        read.clear()
        own.offer(MANY, "many.csv", replace=True)
        assert read == [course.id for course in MANY[2 * BATCH :]]
        assert ids(own) == [course.id for course in MANY]
        assert {one.source for one in own.store.kept().courses} == {"many.csv"}


def test_killed_between_offering_and_indexing_the_index_is_built_from_the_store(tmp_path: Path) -> None:
    with fresh_sqlite(tmp_path) as database:
        own, read = offering(tmp_path, database)
        own.offer(BEFORE, "before.csv", replace=True)
        own.store.offer(MANY[:3], "many.csv", replace=False)
        with pytest.raises(ArtefactMismatch, match="run `matcher index build`"):
            own.load()
        own.build()
        assert ids(own) == ["c:00", "c:01", "c:02", "c:old"]
        assert read == ["c:old", "c:00", "c:01", "c:02"]


def test_a_store_that_never_offered_anything_offers_the_sample_and_one_that_was_emptied_does_not(
    tmp_path: Path,
) -> None:
    with fresh_sqlite(tmp_path) as database:
        own, _ = offering(tmp_path, database)
        own.build()
        assert len(own.load().catalogue) == len(read_sample_catalogue())
        assert {one.source for one in own.store.kept().courses} == {SAMPLE}
        own.offer([], None, replace=True)
        own.build()
        assert len(own.load().catalogue) == 0


def test_a_second_home_with_the_same_store_brings_its_own_former_courses_and_not_our_samples(tmp_path: Path) -> None:
    second = tmp_path / "second"
    own, ours = achievement("c:own", "Query data with SQL"), achievement("c:ours", "Query SQL")
    kept = [replace(own, sample=False), replace(ours, sample=True)]

    def fill(folder: Path) -> None:
        (folder / FORMER).write_bytes(b"".join(line_of(course) + b"\n" for course in kept))

    publish(second / KIND, kind=KIND, made_from={"encoder": "another"}, fill=fill)
    with fresh_sqlite(tmp_path) as database:
        first, _ = offering(tmp_path, database)
        first.offer(BEFORE, "before.csv", replace=True)
        other, _ = offering(second, database)
        other.build()
        assert ids(other) == ["c:old", "c:own"]
        other.build()
        assert ids(other) == ["c:old", "c:own"]
