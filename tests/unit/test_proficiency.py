"""How well or how long a skill is wanted, read off the words around it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.mentions import Span
from matcher.proficiency import is_graded, levels
from tests.stopwatch import assert_quick

SKILLS = ("SQL", "Python", "Java", "C#", "German", "French", "Excel", "Word", "project management")
_NAMED = re.compile("|".join(rf"(?<!\w){re.escape(skill)}(?!\w)" for skill in SKILLS))


def named(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _NAMED.finditer(text)]


def wanted(text: str, within: Span | None = None) -> dict[str, list[str]]:
    """Skill -> its levels, as words."""
    found = levels(text, named(text), within or Span(0, len(text)))
    return {span.of(text): [level.of(text) for level in own] for span, own in found.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("German C1", {"German": ["C1"]}),
        ("German (C1)", {"German": ["C1"]}),
        ("C1 level German", {"German": ["C1 level"]}),
        ("advanced Excel and Word", {"Excel": ["advanced"], "Word": ["advanced"]}),
        (
            "3+ years of experience with SQL or Python",
            {"SQL": ["3+ years"], "Python": ["3+ years"]},
        ),
        ("At least five years of project management", {"project management": ["At least five years"]}),
        (
            "Basic knowledge of Java; expert in C#.",
            {"Java": ["Basic knowledge"], "C#": ["expert"]},
        ),
        ("SQL (advanced), Python (basic)", {"SQL": ["advanced"], "Python": ["basic"]}),
        ("SQL: advanced", {"SQL": ["advanced"]}),
        ("Fluent in German (C1 or higher)", {"German": ["Fluent", "C1"]}),
        ("Fluent in German and French", {"German": ["Fluent"], "French": ["Fluent"]}),
        ("2 to 4 years' SQL", {"SQL": ["2 to 4 years'"]}),
        ("proficient in SQL", {"SQL": ["proficient"]}),
        ("strong Python, some Java", {"Python": ["strong"], "Java": ["some"]}),
        ("a confident user of Excel", {"Excel": ["confident user"]}),
        ("good spoken German", {"German": ["good"]}),
        ("a first-class grasp of SQL", {"SQL": ["first-class grasp"]}),
        ("Hands-on with Java", {"Java": ["Hands-on"]}),
        ("Level 2 in Excel", {"Excel": ["Level 2"]}),
        ("German at B2 and French at C1", {"German": ["B2"], "French": ["C1"]}),
        ("a minimum of two (2) yrs of SQL", {"SQL": ["a minimum of two (2) yrs"]}),
        ("project management of up to £2m", {"project management": ["up to £2m"]}),
        ("Word at 60 wpm", {"Word": ["60 wpm"]}),
        ("5 years Experience in SQL", {"SQL": ["5 years"]}),
        ("Good Knowledge Of SQL", {"SQL": ["Good Knowledge"]}),
        ("Mother-tongue German, passable French", {"German": ["Mother-tongue"], "French": ["passable"]}),
        ("a proficient user of Word", {"Word": ["proficient user"]}),
        ("a power user of Excel", {"Excel": ["power user"]}),
        ("Excel to an advanced standard", {"Excel": ["advanced standard"]}),
        ("an awareness of SQL", {"SQL": ["awareness"]}),
        ("a smattering of French", {"French": ["smattering"]}),
        ("German | B2", {"German": ["B2"]}),
        ("SQL - min. 3 yrs", {"SQL": ["min. 3 yrs"]}),
        ("a decade of Java", {"Java": ["a decade"]}),
        ("Excel: very good. Word: a little.", {"Excel": ["very good"], "Word": ["a little"]}),
        ("German (TOPIK 4)", {"German": ["TOPIK 4"]}),
    ],
)
def test_words_before_and_after_a_skill_say_how_well_it_is_wanted(text: str, expected: dict[str, list[str]]) -> None:
    assert wanted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "SQL and Python",
        "You know SQL",
        "We have been advanced thinkers for long, and like SQL",
        "SQL is what we have used",
        "Python, which our expert from Berlin teaches",
        "",
        "advanced",
    ],
)
def test_a_skill_whose_level_nobody_states_has_none(text: str) -> None:
    assert levels(text, named(text), Span(0, max(1, len(text)))) == {}


def test_a_level_of_another_sentence_is_not_taken() -> None:
    text = "Advanced. SQL. Expert in Python"
    start = text.index("SQL")
    sql = Span(start, start + 3)
    assert levels(text, [sql], Span(start, start + 4)) == {}
    assert wanted("You know SQL\nadvanced Python", Span(0, 12)) == {}


def test_the_level_of_one_skill_is_not_that_of_the_next() -> None:
    assert wanted("advanced Excel, with SQL") == {"Excel": ["advanced"]}
    assert wanted("Python (basic), SQL") == {"Python": ["basic"]}


def test_spans_are_those_of_the_text_that_the_sentence_stands_in() -> None:
    text = "🙂 Hello.\nGerman C1"
    german = Span(text.index("German"), text.index("German") + 6)
    assert levels(text, [german], Span(text.index("German"), len(text))) == {
        german: (Span(len(text) - 2, len(text)),),
    }


def test_a_skill_named_twice_by_the_same_words_counts_once() -> None:
    text = "advanced Excel"
    excel = Span(9, 14)
    assert levels(text, [excel, excel], Span(0, 14)) == {excel: (Span(0, 8),)}


def test_a_label_that_holds_its_level_has_it() -> None:
    text = "advanced Excel"
    assert levels(text, [Span(0, 14)], Span(0, 14)) == {Span(0, 14): (Span(0, 8),)}


def test_praise_that_is_part_of_a_label_is_no_level() -> None:
    text = "strong SQL, strong French"
    strong_sql, french = Span(0, 10), Span(19, 25)
    assert levels(text, [strong_sql, french], Span(0, len(text)), labels=[strong_sql]) == {french: (Span(12, 18),)}
    assert strong_sql in levels(text, [strong_sql, french], Span(0, len(text)))


pieces = st.sampled_from(
    [
        "SQL",
        "Python",
        "C#",
        "advanced",
        "C1",
        "3+ years",
        "of",
        "in",
        ",",
        "or",
        "and",
        "(",
        ")",
        "🙂",
        "\n",
        "level",
        ";",
    ]
)


@settings(max_examples=200)
@given(st.lists(pieces, max_size=14).map(" ".join), st.integers(0, 10))
def test_levels_stand_in_the_sentence_and_belong_to_named_words(text: str, start: int) -> None:
    if start < len(text):
        within = Span(start, len(text))
        own = [span for span in named(text) if span.start >= start]
        found = levels(text, own, within)
        assert set(found) <= set(own)
        for stated in found.values():
            assert len(set(stated)) == len(stated) > 0
            assert all(within.start <= level.start and level.end <= within.end for level in stated)


@pytest.mark.parametrize(
    "text",
    [
        "advanced level skills of " * 60 + "? SQL" + " ( level" * 200,
        "advanced " + "as a " * 22 + "? SQL",
        "advanced " + "in the " * 200 + "? SQL",
        "advanced " + "post-x or more " * 100 + "? SQL",
        "SQL " + "at least a level of " * 90 + "advanced",
        "one or two or " * 140 + "years SQL",
    ],
    ids=lambda text: text[:20],
)
def test_what_stands_between_a_level_and_a_skill_is_read_in_a_moment(text: str) -> None:
    assert_quick(lambda: levels(text, named(text), Span(0, len(text))), seconds=1)


@pytest.mark.parametrize(
    ("text", "graded"),
    [
        ("Spanish at B2 or above", True),
        ("Advanced PowerPoint", True),
        ("five years of SQL", True),
        ("Mother-tongue German", True),
        ("NVQ level 3 in baking", True),
        ("Excel: very good.", True),
        ("a strong team and good pay", False),
        ("Vitamin B12", False),
        ("basically a fine place", False),
    ],
)
def test_words_of_a_scale_grade_and_praise_does_not(text: str, graded: bool) -> None:
    assert is_graded(text) is graded


def test_a_level_is_that_of_each_skill_whose_words_it_follows_or_is_part_of() -> None:
    text = "German - fluent"
    assert levels(text, [Span(0, 6), Span(0, 15)], Span(0, 15)) == {
        Span(0, 6): (Span(9, 15),),
        Span(0, 15): (Span(9, 15),),
    }
