"""What was judged once of a catalogue is kept, says what the judge says, and is made anew where it is missing."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpora.courses.catalogue import InMemoryCatalogue
from matcher.achievements import Achievement, Alignment, AlignmentRole
from matcher.alignment import CourseReader
from matcher.concepts import ConceptUri
from matcher.provision import Supplies
from matcher.recommendation import MAY_CLOSE_FROM
from matcher.teaching import Teaching
from models.judged_courses import FOLDER, JudgedCourses, load_judged
from tests.fakes import (
    JAVA,
    LEADING,
    PYTHON,
    SQL,
    TABLEAU,
    THINKING,
    LineSplitter,
    TrigramEncoder,
    achievement,
    small_catalogue,
    small_linker,
    small_teaching,
)

READER = CourseReader(splitter=LineSplitter(), linker=small_linker())
SKILLS = (SQL, PYTHON, JAVA, LEADING, THINKING)
MADE_WITH = ("catalogue-1", "teaching-1")


def teaching_of(*courses: Achievement) -> Teaching:
    return small_teaching(READER.align(courses), READER, TrigramEncoder())


TEACHING = teaching_of(*small_catalogue(), achievement("c:viz", "Use Tableau", name="Charts"))


def loaded(home: Path, teaching: Teaching = TEACHING, made_with: tuple[str, ...] = MADE_WITH) -> JudgedCourses:
    return load_judged(home, made_with, teaching, InMemoryCatalogue.build(teaching.courses))


def test_it_says_of_each_skill_what_the_judge_says_of_courses_that_may_teach_it(tmp_path: Path) -> None:
    said, judged = TEACHING.taught(SKILLS), loaded(tmp_path).taught(SKILLS)
    stated = {(LEADING, "c:lead")}
    for skill in SKILLS:
        likely = [o for o in said[skill] if o.probability >= MAY_CLOSE_FROM or (skill, o.achievement) in stated]
        assert list(judged[skill]) == likely


def test_what_was_judged_is_not_judged_again_in_another_process(tmp_path: Path) -> None:
    first = loaded(tmp_path).taught((*SKILLS, TABLEAU))
    nobody = small_teaching((), READER, TrigramEncoder())
    again = load_judged(tmp_path, MADE_WITH, nobody, InMemoryCatalogue.build([]))
    assert again.taught((*SKILLS, TABLEAU)) == first


def test_what_was_judged_of_another_catalogue_is_forgotten(tmp_path: Path) -> None:
    loaded(tmp_path).taught(SKILLS)
    other = loaded(tmp_path, teaching_of(achievement("c:new", "Lead a team")), ("catalogue-2", "teaching-1"))
    assert list((tmp_path / FOLDER).iterdir()) == []
    assert {one.achievement for own in other.taught(SKILLS).values() for one in own} == {"c:new"}


@pytest.mark.parametrize("contents", [b"", b"{", b"[]", b'{"s:sql": [["c"]]}', b'{"s:sql": [["c", 0.5, 0.1, "name"]]}'])
def test_a_damaged_file_is_made_anew(tmp_path: Path, contents: bytes) -> None:
    judged = loaded(tmp_path)
    expected = judged.taught(SKILLS)
    judged.file.write_bytes(contents)
    assert loaded(tmp_path).taught(SKILLS) == expected


def test_where_nothing_can_be_kept_it_is_judged_all_the_same(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way")
    assert loaded(tmp_path).taught([SQL])[SQL] == tuple(
        one for one in TEACHING.taught([SQL])[SQL] if one.probability >= MAY_CLOSE_FROM
    )


def test_a_product_cannot_be_judged_and_a_skill_that_nobody_teaches_can(tmp_path: Path) -> None:
    judged = loaded(tmp_path, teaching_of(achievement("c:viz", "Use Tableau", name="Charts")))
    assert judged.taught([TABLEAU, JAVA, ConceptUri("s:none")]) == {JAVA: ()}


def test_supply_is_the_same_whether_it_is_kept_or_judged_anew(tmp_path: Path) -> None:
    """What was read in a tag counts as the judge says, not as surely as it was read; a product as it was read."""
    tag = Alignment(
        concept=JAVA, role=AlignmentRole.TEACHES, confidence=0.95, stated=False, field="topics[0]", text="Java"
    )
    tagged = replace(achievement("c:tag", "Brew tea", name="Coffee"), alignments=(tag,))
    courses = [*READER.align([*small_catalogue(), achievement("c:viz", "Use Tableau", name="Charts")]), tagged]
    teaching = small_teaching(courses, READER, TrigramEncoder())
    catalogue = InMemoryCatalogue.build(courses)
    kept = load_judged(tmp_path, MADE_WITH, teaching, catalogue)
    skills = (*SKILLS, TABLEAU)
    anew = Supplies(catalogue=catalogue, teaching=teaching).of(skills)
    assert Supplies(catalogue=catalogue, teaching=kept).of(skills) == anew
    assert [own.course.id for own in anew[TABLEAU].teachers] == ["c:viz"]
    assert anew[JAVA].teachers == ()
