"""The catalogue as it serves: read once, loaded equal, and what its providers stated can be had back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from matcher.achievements import Achievement
from matcher.alignment import CourseReader
from matcher.errors import ArtefactMismatch
from models.catalogue_index import KIND, RESET, build_catalogue_index, kept_achievements, load_catalogue_index
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


def build(home: Path) -> str:
    return build_catalogue_index(home, small_catalogue(), READER, ENCODER, "concepts-1").version


def test_a_loaded_catalogue_holds_every_course_with_what_was_read_in_it(tmp_path: Path) -> None:
    version = build(tmp_path)
    index = load_catalogue_index(tmp_path, ENCODER, "concepts-1")
    expected = {course.id: course for course in READER.align(small_catalogue())}
    assert {key: index.catalogue.get(key) for key in index.catalogue.ids} == expected
    assert index.version == version
    taught = {course.id: {a.concept for a in course.alignments} for course in expected.values()}
    assert taught == {
        "c:sql": {SQL},
        "c:both": {PYTHON, SQL},
        "c:lead": {LEADING},
        "c:free": {THINKING},
        "c:euro": {PYTHON},
    }


def test_each_passage_is_indexed_under_its_course_field_and_place(tmp_path: Path) -> None:
    build(tmp_path)
    passages = load_catalogue_index(tmp_path, ENCODER, "concepts-1").passages
    texts = {
        f"{course.id}#{field}@0-{len(text)}": text for course in small_catalogue() for field, text in course.passages()
    }
    assert set(passages.ids) == set(texts)
    np.testing.assert_array_equal(
        passages.vectors(range(len(passages.ids))), ENCODER.encode([texts[key] for key in passages.ids])
    )


def test_more_courses_than_one_batch_are_all_read(tmp_path: Path) -> None:
    many = [achievement(f"c:{i:02}", "Query data with SQL") for i in range(40)]
    build_catalogue_index(tmp_path, many, READER, ENCODER, "concepts-1")
    catalogue = load_catalogue_index(tmp_path, ENCODER, "concepts-1").catalogue
    assert [course.id for course in catalogue.aligned_with([SQL])] == [course.id for course in many]


def test_an_empty_catalogue_can_be_indexed(tmp_path: Path) -> None:
    build_catalogue_index(tmp_path, [], READER, ENCODER, "concepts-1")
    index = load_catalogue_index(tmp_path, ENCODER, "concepts-1")
    assert (len(index.catalogue), list(index.passages.ids), index.passages.dim) == (0, [], ENCODER.dim)
    assert kept_achievements(tmp_path) == ()


def test_the_same_catalogue_gives_the_same_version(tmp_path: Path) -> None:
    assert build(tmp_path) == build(tmp_path) == build(tmp_path / "elsewhere")


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
    build(tmp_path)
    with pytest.raises(ArtefactMismatch, match=f"{reason}; run `matcher index build`"):
        load_catalogue_index(tmp_path, encoder, concepts)


def test_what_the_providers_stated_is_kept_without_what_was_read(tmp_path: Path) -> None:
    build(tmp_path)
    kept = kept_achievements(tmp_path)
    assert kept is not None
    assert [(course.id, [a.concept for a in course.alignments if a.stated]) for course in kept] == [
        ("c:both", []),
        ("c:euro", []),
        ("c:free", []),
        ("c:lead", [LEADING]),
        ("c:sql", []),
    ]
    assert all(a.stated for course in kept for a in course.alignments)
    assert [course.opportunity for course in kept] == [
        course.opportunity for course in sorted(small_catalogue(), key=lambda course: course.id)
    ]


def test_building_again_from_what_was_kept_changes_nothing(tmp_path: Path) -> None:
    version = build(tmp_path)
    kept = kept_achievements(tmp_path)
    assert kept is not None
    assert build_catalogue_index(tmp_path, kept, READER, ENCODER, "concepts-1").version == version


def test_there_is_nothing_to_keep_before_the_first_catalogue(tmp_path: Path) -> None:
    assert kept_achievements(tmp_path) is None


def test_a_damaged_catalogue_is_never_replaced_unasked(tmp_path: Path) -> None:
    version = build(tmp_path)
    (tmp_path / KIND / version / "achievements.jsonl").write_text("")
    with pytest.raises(ArtefactMismatch, match=f"run `{RESET}`"):
        kept_achievements(tmp_path)


@dataclass(frozen=True, kw_only=True)
class NotingReader(CourseReader):
    """Notes which courses it is given."""

    given: list[str] = field(default_factory=list)

    def align(self, achievements: Sequence[Achievement]) -> list[Achievement]:
        self.given.extend(a.id for a in achievements)
        return READER.align(achievements)


def test_a_course_that_was_read_in_the_same_way_is_not_read_again(tmp_path: Path) -> None:
    build(tmp_path)
    kept = kept_achievements(tmp_path)
    assert kept is not None
    reader = NotingReader(splitter=READER.splitter, linker=READER.linker)
    build_catalogue_index(tmp_path, [*kept, achievement("new", "SQL")], reader, ENCODER, "concepts-1")
    assert reader.given == ["new"]
    again = NotingReader(splitter=READER.splitter, linker=READER.linker)
    build_catalogue_index(tmp_path, kept, again, ENCODER, "concepts-2")
    assert sorted(again.given) == sorted(a.id for a in kept)
