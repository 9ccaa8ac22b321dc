"""A draft of a course as text: its title, its outcomes, its description; and read as the courses that are there."""

import pytest

from matcher.achievements import AchievementKind
from matcher.alignment import CourseReader
from matcher.drafts import DRAFT, MAX_TITLE, draft_in
from matcher.errors import EmptyText
from models.drafts import teaching_of_draft
from tests.fakes import PYTHON, SQL, LineSplitter, TrigramEncoder, small_linker, small_teaching

TEXT = """
 Data for librarians

For staff of libraries.
You will be able to:
- query data with SQL
* write programs
\u2022 3. draw plots
\u2013 keep a log
1. plan
12) check
---
5 weeks, 2.5 hours a week, re-use allowed
"""


def test_the_first_line_is_the_title_items_are_outcomes_and_the_rest_describes() -> None:
    draft = draft_in(TEXT)
    assert (draft.id, draft.name, draft.kind, draft.credential.name) == (
        DRAFT,
        "Data for librarians",
        AchievementKind.COURSE,
        "Data for librarians",
    )
    assert draft.outcomes == ("query data with SQL", "write programs", "3. draw plots", "keep a log", "plan", "check")
    assert draft.description == "\n".join(
        ("For staff of libraries.", "You will be able to:", "5 weeks, 2.5 hours a week, re-use allowed")
    )


def test_what_the_draft_does_not_state_is_absent() -> None:
    draft = draft_in("SQL")
    assert (draft.name, draft.description, draft.outcomes, draft.topics) == ("SQL", None, (), ())
    assert (draft.opportunity.price, draft.opportunity.workload, draft.opportunity.provider) == (None, None, None)


def test_a_draft_that_begins_with_an_outcome_is_called_by_it_and_keeps_it() -> None:
    draft = draft_in("- query data\n- write programs")
    assert (draft.name, draft.outcomes) == ("query data", ("query data", "write programs"))


def test_a_first_line_that_is_too_long_for_a_title_describes_too() -> None:
    line = "word " * 60
    draft = draft_in(line)
    assert draft.name == line[:MAX_TITLE]
    assert draft.description == line.strip()


@pytest.mark.parametrize("text", ["", " \n\t", "---\n***\n"])
def test_a_draft_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(EmptyText, match="the draft"):
        draft_in(text)


def test_a_draft_is_judged_as_the_only_course_of_a_catalogue() -> None:
    reader, encoder = CourseReader(splitter=LineSplitter(), linker=small_linker()), TrigramEncoder()
    known = small_teaching((), reader, encoder)
    teaching = teaching_of_draft(draft_in("Queries\n- Query data with SQL"), known, reader, encoder)
    [course] = teaching.courses
    assert {own.concept for own in course.alignments} == {SQL}
    taught = teaching.taught([SQL, PYTHON])
    assert [own.achievement for own in taught[SQL]] == [DRAFT]
    assert taught[SQL][0].probability > max((own.probability for own in taught[PYTHON]), default=0.0)
    assert sorted(teaching.passages.ids) == [f"{DRAFT}#name@0-7", f"{DRAFT}#outcomes[0]@0-19"]
