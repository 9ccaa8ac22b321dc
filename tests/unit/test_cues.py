"""Sentences are cut where their stance changes, and set aside where they aren't about the job."""

import pytest

from matcher.cues import Clause, Stance, read_clauses, section_of, stance_of
from matcher.mentions import Span
from matcher.sections import SectionKind
from tests.stopwatch import assert_quick

E, O, N = Stance.ESSENTIAL, Stance.OPTIONAL, Stance.NOT_ASKED  # noqa: E741 (read as a table)


def clauses(sentence: str) -> list[tuple[str, Stance | None]]:
    return [(clause.span.of(sentence), clause.stance) for clause in read_clauses(sentence)]


def test_a_sentence_of_one_stance_is_one_clause_at_its_offset() -> None:
    assert read_clauses("You must bake.", 10) == (Clause(Span(10, 24), E),)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Bread and cakes.", [("Bread and cakes.", None)]),
        ("Bread essential, cakes desirable.", [("Bread essential, ", E), ("cakes desirable.", O)]),
        ("Bread (E), cakes (D).", [("Bread (E), ", E), ("cakes (D).", O)]),
        ("Bread, ideally rye.", [("Bread, ", None), ("ideally rye.", O)]),
        ("Bread; you don't need cakes.", [("Bread; ", None), ("you don't need cakes.", N)]),
        ("Bread is preferred but not required.", [("Bread is preferred but not required.", O)]),
        ("Desirable: rye; spelt.", [("Desirable: rye; spelt.", O)]),
        ("RYE=ESSENTIAL... SPELT=BONUS", [("RYE=ESSENTIAL... ", E), ("SPELT=BONUS", O)]),
        (
            "Rye (expert), oats (basic), spelt (nice to have).",
            [("Rye (expert), oats (basic), ", None), ("spelt (nice to have).", O)],
        ),
        ("Not rye, not oats: we need spelt.", [("Not rye, not oats: ", N), ("we need spelt.", None)]),
        ("No rye; spelt", [("No rye; ", N), ("spelt", None)]),
    ],
)
def test_clauses_are_cut_where_the_stance_changes(sentence: str, expected: list[tuple[str, Stance | None]]) -> None:
    assert clauses(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Rye (E), spelt (D); no oats are needed.",
        "Java.",
        "; ; ;",
        "a but b",
        "(ideally x) and (e) and (d)",
        ".",
    ],
)
def test_clauses_cover_the_sentence_without_gaps(sentence: str) -> None:
    assert "".join(words for words, _ in clauses(sentence)) == sentence


@pytest.mark.parametrize(
    ("clause", "stance"),
    [
        ("Stock counts as required", None),
        ("E = essential, D = desirable", None),
        ("Rye (E)", E),
        ("Rye, or working towards it (E)", E),
        ("Rye (E), spelt (D)", None),
        ("No fewer than two years", E),
        ("Ensure that training is given", None),
        ("Training is given", N),
        ("Rye = essential", E),
        ("(E=Essential, D=Desirable) rye", None),
        ("Rye (useful)", O),
        ("Whichever you prefer", None),
        ("You will not be asked for any rye", N),
        ("We would not consider anybody without rye", E),
    ],
)
def test_a_clause_takes_the_stance_of_its_words(clause: str, stance: Stance | None) -> None:
    assert stance_of(clause) is stance


@pytest.mark.parametrize(
    ("sentence", "under", "section"),
    [
        ("We offer free bread.", SectionKind.DUTIES, SectionKind.BENEFITS),
        ("Advise staff on pensions.", SectionKind.DUTIES, SectionKind.DUTIES),
        ("A pension.", SectionKind.SUMMARY, SectionKind.BENEFITS),
        ("£12 an hour", SectionKind.SUMMARY, SectionKind.BENEFITS),
        ("We are a growing bakery.", SectionKind.REQUIRED, SectionKind.EMPLOYER),
        ("[email]", SectionKind.REQUIRED, SectionKind.APPLYING),
        ("You will be responsible for rye.", SectionKind.BENEFITS, SectionKind.SUMMARY),
        ("An equal opportunity employer.", SectionKind.SUMMARY, SectionKind.EQUAL_OPPORTUNITY),
    ],
)
def test_a_sentence_can_contradict_the_heading_above_it(
    sentence: str, under: SectionKind, section: SectionKind
) -> None:
    assert section_of(sentence, under) is section


def test_a_long_run_of_sentences_that_asks_is_read_in_spite_of_an_aside() -> None:
    run_on = "Experience of ovens " + "and shaping loaves " * 20 + "closing date Friday"
    assert section_of(run_on, SectionKind.REQUIRED) is SectionKind.REQUIRED
    assert section_of("Closing date Friday", SectionKind.REQUIRED) is SectionKind.APPLYING


@pytest.mark.parametrize("unit", ["a", "(", "no experience of ", "training in ", ", ", "a and ", "with a ", "; "])
def test_a_hostile_megabyte_is_read_in_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert_quick(lambda: (stance_of(text), read_clauses(text), section_of(text, SectionKind.SUMMARY)), seconds=3)
