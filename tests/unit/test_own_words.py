"""A CV's denials, wishes, colleagues and referees are not its writer's skills."""

import time

import pytest

from matcher.own_words import writers_own


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I do not know SQL.", "I"),
        ("I have never managed a budget and would like to learn.", "I have"),
        ("Never used Git", ""),
        ("I would like to learn Tableau.", "I"),
        ("Looking for a role in accounting.", ""),
        ("I have no Python experience, but I know Java.", "I , but I know Java"),
        ("Worked with the accounts team, who used Sage and SQL.", "Worked with the accounts team,"),
        ("My manager was an expert in statistics.", ""),
        ("Built dashboards with SQL without needing supervision.", "Built dashboards with SQL"),
        ("Not yet familiar with Rust; fluent in Go", "; fluent in Go"),
        ("Wrote reports in Excel. Taught pupils who are deaf.", "Wrote reports in Excel. Taught pupils"),
        ("No. 1 salesperson, using Python and SQL", "No. 1 salesperson, using Python and SQL"),
        ("Currently learning Python (beginner)", "Currently learning Python (beginner)"),
        ("Sought funding and looked after 20 children", "Sought funding and looked after 20 children"),
    ],
)
def test_only_what_the_writer_holds_is_left(text: str, left: str) -> None:
    own = writers_own(text)
    assert len(own) == len(text)
    assert " ".join(own.split()).rstrip(".").strip() == left


def test_referees_are_left_out_up_to_the_next_heading() -> None:
    text = "SKILLS\nPython\nREFERENCES\nDr Ann Nurse, Head of Accounting\nProf. Bo, Chemistry\nLANGUAGES\nWelsh\n"
    assert writers_own(text).split() == ["SKILLS", "Python", "LANGUAGES", "Welsh"]
    assert writers_own("Python\nReferees:\nHead of Accounting").split() == ["Python"]
    assert writers_own("Checked references to sources\nPython") == "Checked references to sources\nPython"


@pytest.mark.parametrize(
    "text",
    ["never " * 20_000, "References\n" * 20_000, "who is " * 20_000, "x" * 200_000, "Aa " * 60_000, "A" * 200_000],
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    started = time.process_time()
    writers_own(text)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("PhD, London School of Hygiene and Tropical Medicine", "PhD,"),
        ("BSc Computer Science, University of Leeds", "BSc Computer Science,"),
        ("University of Leeds and SQL training", "and SQL training"),
        ("Leeds Beckett University, 2015", ", 2015"),
        ("UCL Institute of Education: statistics", ": statistics"),
        ("Imperial College London", ""),
        ("St. Mary\u2019s School\nPython", "Python"),
        ("taught school children", "taught school children"),
        ("University teaching of statistics", "University teaching of statistics"),
        ("Secondary School Teacher, High School, mathematics", "Secondary School Teacher, High School, mathematics"),
        ("Led School Improvement planning", "Led School Improvement planning"),
    ],
)
def test_the_name_of_a_school_is_left_out_and_what_was_learned_there_is_kept(text: str, left: str) -> None:
    own = writers_own(text)
    assert len(own) == len(text)
    assert " ".join(own.split()) == left
