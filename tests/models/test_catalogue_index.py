"""The index of the catalogue is a cache of what the store offers: read once, refused where it does not fit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from matcher.achievements import Achievement
from matcher.alignment import CourseReader
from matcher.errors import ArtefactMismatch
from matcher.progress import Progress, untold
from models.catalogue_index import (
    CatalogueIndex,
    index_passages,
    load_catalogue_index,
    publish_catalogue_index,
    read_courses,
)
from tests.fake_catalogue_store import ListCatalogueStore
from tests.fakes import (
    LEADING,
    PYTHON,
    SQL,
    THINKING,
    LineSplitter,
    TrigramEncoder,
    achievement,
    small_catalogue,
    small_linker,
)

ENCODER = TrigramEncoder()
READER = CourseReader(splitter=LineSplitter(), linker=small_linker())


def build(home: Path, store: ListCatalogueStore, courses: Sequence[Achievement]) -> CatalogueIndex:
    offered = store.offer(courses, "courses.csv", replace=True)
    read_courses(store, courses, READER, "concepts-1")
    publish_catalogue_index(home, index_passages(courses, READER, ENCODER), ENCODER, "concepts-1", offered)
    return load_catalogue_index(home, store, ENCODER, "concepts-1")


def test_a_loaded_catalogue_holds_every_course_with_what_was_read_in_it(tmp_path: Path) -> None:
    store = ListCatalogueStore()
    index = build(tmp_path, store, small_catalogue())
    expected = {course.id: course for course in READER.align(small_catalogue())}
    assert {key: index.catalogue.get(key) for key in index.catalogue.ids} == expected
    assert index.offered == store.version()
    taught = {course.id: {a.concept for a in course.alignments} for course in expected.values()}
    assert taught == {
        "c:sql": {SQL},
        "c:both": {PYTHON, SQL},
        "c:lead": {LEADING},
        "c:free": {THINKING},
        "c:euro": {PYTHON},
    }


def test_each_passage_is_indexed_under_its_course_field_and_place(tmp_path: Path) -> None:
    passages = build(tmp_path, ListCatalogueStore(), small_catalogue()).passages
    texts = {
        f"{course.id}#{field}@0-{len(text)}": text for course in small_catalogue() for field, text in course.passages()
    }
    assert set(passages.ids) == set(texts)
    np.testing.assert_array_equal(
        passages.vectors(range(len(passages.ids))), ENCODER.encode([texts[key] for key in passages.ids])
    )


def test_more_courses_than_one_batch_are_all_read(tmp_path: Path) -> None:
    many = [achievement(f"c:{i:02}", "Query data with SQL") for i in range(40)]
    catalogue = build(tmp_path, ListCatalogueStore(), many).catalogue
    assert [course.id for course in catalogue.aligned_with([SQL])] == [course.id for course in many]


def test_an_empty_catalogue_can_be_indexed(tmp_path: Path) -> None:
    index = build(tmp_path, ListCatalogueStore(), [])
    assert (len(index.catalogue), list(index.passages.ids), index.passages.dim) == (0, [], ENCODER.dim)


def test_the_same_catalogue_gives_the_same_version_in_any_order(tmp_path: Path) -> None:
    store, courses = ListCatalogueStore(), small_catalogue()
    versions = {build(tmp_path / where, store, courses[::step]).version for where, step in (("a", 1), ("b", -1))}
    assert len(versions) == 1


@pytest.mark.parametrize(
    ("encoder", "concepts", "reason"),
    [
        (TrigramEncoder(64), "concepts-1", "built with encoder 'trigrams-256', but 'trigrams-64' is loaded"),
        (ENCODER, "concepts-2", "built with concepts 'concepts-1', but 'concepts-2' is loaded"),
    ],
)
def test_a_catalogue_read_with_something_else_is_refused(
    tmp_path: Path, encoder: TrigramEncoder, concepts: str, reason: str
) -> None:
    store = ListCatalogueStore()
    build(tmp_path, store, small_catalogue())
    with pytest.raises(ArtefactMismatch, match=f"{reason}; run `matcher index build`"):
        load_catalogue_index(tmp_path, store, encoder, concepts)


def test_an_index_of_what_was_offered_before_is_refused_and_so_are_courses_that_were_not_read(tmp_path: Path) -> None:
    store = ListCatalogueStore()
    build(tmp_path, store, small_catalogue())
    offered = store.offer([achievement("new", "SQL")], None, replace=False)
    with pytest.raises(ArtefactMismatch, match="built with offered '1', but '2' is loaded; run `matcher index build`"):
        load_catalogue_index(tmp_path, store, ENCODER, "concepts-1")
    courses = [one.stated for one in store.kept().courses]
    publish_catalogue_index(tmp_path, index_passages(courses, READER, ENCODER), ENCODER, "concepts-1", offered)
    with pytest.raises(ArtefactMismatch, match="1 courses were not read with 'concepts-1' yet"):
        load_catalogue_index(tmp_path, store, ENCODER, "concepts-1")


def test_a_store_that_never_offered_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMismatch, match="not built yet; run `matcher index build`"):
        load_catalogue_index(tmp_path, ListCatalogueStore(), ENCODER, "concepts-1")


class Killed(Exception):
    """As a process is: at once."""


@dataclass(frozen=True, kw_only=True)
class NotingReader(CourseReader):
    """Notes which courses it is given; may be killed when it has read so many."""

    given: list[str] = field(default_factory=list)
    killed_at: int | None = None

    def align(self, achievements: Sequence[Achievement], told: Progress = untold) -> list[Achievement]:
        if self.killed_at is not None and len(self.given) >= self.killed_at:
            raise Killed
        self.given.extend(a.id for a in achievements)
        return READER.align(achievements, told)


def noting(killed_at: int | None = None) -> NotingReader:
    return NotingReader(splitter=READER.splitter, linker=READER.linker, killed_at=killed_at)


def test_a_course_that_was_read_in_the_same_way_is_not_read_again() -> None:
    store, courses = ListCatalogueStore(), small_catalogue()
    read_courses(store, courses, READER, "concepts-1")
    reader = noting()
    read_courses(store, [*courses, achievement("new", "SQL")], reader, "concepts-1")
    assert reader.given == ["new"]
    again = noting()
    read_courses(store, courses, again, "concepts-2")
    assert sorted(again.given) == sorted(a.id for a in courses)


def test_a_reading_that_was_killed_goes_on_where_it_was() -> None:
    store, many = ListCatalogueStore(), [achievement(f"c:{i:02}", "SQL") for i in range(40)]
    with pytest.raises(Killed):
        read_courses(store, many, noting(killed_at=32), "concepts-1")
    reader = noting()
    read_courses(store, many, reader, "concepts-1")
    assert reader.given == [f"c:{i:02}" for i in range(32, 40)]
    assert len(store.readings(many, "concepts-1")) == 40
