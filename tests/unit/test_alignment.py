"""A course is read for what it teaches, in its own words."""

from dataclasses import replace

from matcher.achievements import Achievement, Alignment, AlignmentRole
from matcher.alignment import CourseReader
from matcher.linking import LinkingPolicy
from matcher.mentions import Span
from tests.fakes import BUDGETS, JAVA, LEADING, PYTHON, SQL, FixedCandidates, LineSplitter, achievement, small_linker

READER = CourseReader(splitter=LineSplitter(), linker=small_linker())


def read(course: Achievement, reader: CourseReader = READER) -> tuple[Alignment, ...]:
    [aligned] = reader.align([course])
    assert replace(aligned, alignments=course.alignments) == course
    return aligned.alignments


def test_what_is_read_is_taught_with_its_field_sentence_and_words() -> None:
    [alignment] = read(achievement("c", "Say hello", "You learn to manage budgets", name="Money"))
    assert (alignment.concept, alignment.role, alignment.stated) == (BUDGETS, AlignmentRole.TEACHES, False)
    assert (alignment.field, alignment.text) == ("outcomes[1]", "You learn to manage budgets")
    assert alignment.span == Span(13, 27)
    assert 0.2 <= alignment.confidence < 1


def test_spans_are_into_the_field_over_its_lines() -> None:
    text = "🙂 Welcome\n\n  SQL for everyone"
    [alignment] = read(replace(achievement("c"), description=text))
    assert alignment.field == "description"
    assert alignment.span is not None
    assert alignment.span.of(text) == "SQL"
    assert alignment.text == "SQL for everyone"


def test_a_bullet_is_no_part_of_what_a_course_says() -> None:
    text = "You learn\n  • Writing SQL"
    [alignment] = read(replace(achievement("c"), description=text))
    assert alignment.text == "Writing SQL"
    assert alignment.span is not None
    assert alignment.span.of(text) == "SQL"


def test_of_several_passages_the_surest_is_kept() -> None:
    closer = FixedCandidates(-6, {"coverage": 5, "sentence_cosine": 4})
    reader = CourseReader(splitter=LineSplitter(), linker=small_linker(weights=closer))
    [alignment] = read(achievement("c", "Enough words to make SQL a small part of it", "SQL"), reader)
    assert alignment.field == "outcomes[1]"


def test_of_equally_sure_passages_the_first_is_kept() -> None:
    [alignment] = read(achievement("c", "SQL", "SQL", name="SQL"))
    assert alignment.field == "outcomes[0]"


def test_alignments_that_were_read_stand_by_concept_after_the_stated_ones() -> None:
    course = achievement("c", "SQL", "manage budgets, Java", teaches=[PYTHON])
    assert [a.concept for a in read(course)] == [PYTHON, BUDGETS, JAVA, SQL]


def test_a_stated_skill_keeps_its_certainty_and_is_given_the_course_s_words_for_it() -> None:
    [alignment] = read(achievement("c", "Write SQL daily", teaches=[SQL]))
    assert alignment == Alignment(
        concept=SQL,
        role=AlignmentRole.TEACHES,
        confidence=1.0,
        stated=True,
        field="outcomes[0]",
        text="Write SQL daily",
        span=Span(6, 9),
    )


def test_a_stated_role_is_never_changed_by_reading() -> None:
    course = achievement("c", "SQL", teaches=[SQL])
    requires = replace(course, alignments=(replace(course.alignments[0], role=AlignmentRole.REQUIRES),))
    assert [(a.role, a.stated) for a in read(requires)] == [(AlignmentRole.REQUIRES, True)]


def test_a_stated_skill_outside_the_linker_s_vocabulary_keeps_its_own_words() -> None:
    foreign = replace(achievement("c", teaches=[LEADING]).alignments[0], concept=SQL)
    course = replace(achievement("c", "Nothing here"), alignments=(replace(foreign, concept=type(SQL)("x:unknown")),))
    assert read(course) == course.alignments


def test_a_course_that_names_no_skill_has_no_alignments() -> None:
    assert read(achievement("c", "Say hello")) == ()
    assert READER.align([]) == []


def test_order_of_the_courses_is_kept_and_they_do_not_touch_each_other() -> None:
    first, second = achievement("z", "SQL"), achievement("a", "Java")
    assert READER.align([first, second]) == READER.align([first]) + READER.align([second])


def test_at_most_so_many_skills_are_read_from_one_passage() -> None:
    narrow = CourseReader(splitter=LineSplitter(), linker=small_linker(policy=LinkingPolicy(max_links=1)))
    assert len(read(achievement("c", "SQL, Java"), narrow)) == 1


def test_a_stated_skill_that_no_passage_speaks_of_keeps_its_stated_words() -> None:
    course = achievement("c", "Bake bread", name="Bread", teaches=[LEADING])
    assert read(course) == course.alignments


def test_what_a_course_says_it_does_without_is_not_taught() -> None:
    assert read(achievement("c", "No prior knowledge of SQL or Python is required", "No Java")) == ()
