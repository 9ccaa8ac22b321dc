"""Which outcomes nobody could check, and which say what is done."""

from dataclasses import replace

import pytest

from matcher.completeness.outcomes import Vagueness, vague_outcomes, vagueness
from matcher.opportunities import LearningOpportunity
from tests.unit.test_completeness import entry

TITLE = "Working with spreadsheets"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Understand basics of spreadsheets", Vagueness.KNOWING),
        ("You will understand how formulas work", Vagueness.KNOWING),
        ("Learn about pivot tables", Vagueness.KNOWING),
        ("Be familiar with charts", Vagueness.KNOWING),
        ("Become comfortable with charts", Vagueness.KNOWING),
        ("Appreciate the value of clean data", Vagueness.KNOWING),
        ("Gain an introduction to macros", Vagueness.KNOWING),
        ("Have a working knowledge of macros", Vagueness.KNOWING),
        ("An overview of the market", Vagueness.KNOWING),
        ("Demonstrate an understanding of budgets", Vagueness.KNOWING),
        ("Explore the history of accounting", Vagueness.KNOWING),
        ("How budgets came about", Vagueness.NO_VERB),
        ("Gain the skills needed to become an analyst", Vagueness.SKILLS),
        ("Build your leadership skills", Vagueness.KNOWING),
        ("Apply your new skills to real projects", Vagueness.KNOWING),
        ("Pivot tables", Vagueness.NO_VERB),
        ("Techniques for cleaning data", Vagueness.NO_VERB),
        ("The role of budgets", Vagueness.NO_VERB),
        ("Marketing strategies for small firms", Vagueness.NO_VERB),
        ("Communicate effectively", Vagueness.NO_OBJECT),
        ("Design.", Vagueness.NO_OBJECT),
        ("Working with spreadsheets", Vagueness.TITLE),
        ("Learn working with spreadsheets", Vagueness.TITLE),
        ("Prepare for the certification exam", Vagueness.COURSE),
        ("Earn a shareable certificate", Vagueness.COURSE),
        ("Launch your new career", Vagueness.COURSE),
        ("Build your portfolio", Vagueness.COURSE),
        ("...", Vagueness.NO_VERB),
    ],
)
def test_an_outcome_that_nobody_could_check_is_vague(text: str, why: Vagueness) -> None:
    found = vagueness(text, TITLE)
    assert found is not None
    if why not in (Vagueness.SKILLS, Vagueness.KNOWING):
        assert found is why
    else:
        assert found in (Vagueness.SKILLS, Vagueness.KNOWING)


@pytest.mark.parametrize(
    "text",
    [
        "Build a budget from last year's figures",
        "By the end of this course, you will be able to compare two offers",
        "By successfully completing this course, you will be able to define a role",
        "Learners will deliver lesson plans",
        "Build a neural network",
        "Start a difficult conversation",
        "Prepare for and open a meeting",
        "1. Analyze the accounts of a small firm",
        "Analyses the accounts of a small firm",
        "Solving linear equations by hand",
        "Using scripts to fill a table",
        "Valuing options with a model",
        "Understand the risks of a network and mitigate attacks",
        "Understand a plan. Judge whether it will hold",
        "Learn network theory & implement a network",
        "Learn Python to automate reports",
        "How to calculate overhead rates",
        "You will learn how to yodel a song",
        "Whisk the eggs until they are stiff",
        "Effectively present your findings to a board",
        "Problem-solve faults in an engine",
        "De-escalate conflicts",
        "Formalize problems as equations",
        "Handle conflict",
        "Describe the basics of law",
        "Apply the five steps of first aid",
        "Develop problem statements",
        "Apply your skills to investigate a breach",
        "Ask questions that uncover needs",
        "Review code for defects",
        "Annotate charts to direct attention",
        "Hold difficult conversations",
        "Agree roles in a new team",
    ],
)
def test_an_outcome_that_says_what_is_done_to_what_is_clear(text: str) -> None:
    assert vagueness(text, TITLE) is None


def test_an_outcome_worded_as_knowing_how_is_turned_into_the_deed() -> None:
    [found] = vague_outcomes(entry(outcomes=("Understand how to repair a bicycle",)))
    assert found.field == "outcomes[0]"
    assert found.instead == "say it as a deed: “Repair a bicycle”"


def test_outcomes_in_other_languages_are_not_judged() -> None:
    spanish = entry(name="Datos", outcomes=("Comprender los conceptos básicos de los datos y de las hojas de cálculo",))
    assert vague_outcomes(spanish) == ()
    stated = replace(entry(outcomes=("Pivottabellen",)), opportunity=LearningOpportunity(language="de"))
    assert vague_outcomes(stated) == ()


def test_an_endless_outcome_is_judged_by_its_beginning() -> None:
    assert vagueness("Understand " + "budgets, " * 200_000, TITLE) is Vagueness.KNOWING
