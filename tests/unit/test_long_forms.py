"""What an abbreviation stands for is read where a text says so, in the text's own words."""

import pytest

from matcher.long_forms import long_forms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Knowledge of Encoded Archival Description (EAD).", [("EAD", "Encoded Archival Description")]),
        ("Resource Description and Access (RDA)", [("RDA", "Resource Description and Access")]),
        (
            "Describing Archives: A Content Standard (DACS) and others",
            [("DACS", "Describing Archives: A Content Standard")],
        ),
        (
            "Hold Advanced Life Support (ALS) or a Degree in Nursing (DiN)",
            [
                ("ALS", "Advanced Life Support"),
                ("DiN", "Degree in Nursing"),
            ],
        ),
        ("several Integrated Library Systems (ILSs)", [("ILSs", "Integrated Library Systems")]),
        ("a course for nurses (EAD)", []),
        ("(EAD)", []),
        ("Archival Description - see below - (AD)", []),
        ("in lower case (ead)", []),
    ],
)
def test_an_abbreviation_stands_for_the_words_before_it_that_begin_with_its_letters(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(short, span.of(text)) for short, span in long_forms(text)] == expected
