"""Levels are read only where the framework is named, and correspond roughly to those of the others."""

import pytest

from matcher.levels import Framework, Level, corresponding, level_of

AQF, EQF, NZQCF = Framework


@pytest.mark.parametrize(
    ("stated", "level"),
    [
        ("AQF level 5", Level(AQF, 5)),
        ("AQF 10", Level(AQF, 10)),
        ("Level 4 (NZQF)", Level(NZQCF, 4)),
        ("level 5 on the NZQCF", Level(NZQCF, 5)),
        ("EQF: 6", Level(EQF, 6)),
        ("eqf-level 6", Level(EQF, 6)),
        ("European Qualifications  Framework, level 7", Level(EQF, 7)),
        ("http://data.europa.eu/snb/eqf/3", Level(EQF, 3)),
    ],
)
def test_a_level_is_read_with_its_framework(stated: str, level: Level) -> None:
    assert level_of(stated) == level


@pytest.mark.parametrize("stated", [None, "", "Level 5", "introductory", "AQF", "AQF 11", "EQF 9", "AQF 0", "EQF 5.5"])
def test_what_names_no_framework_or_no_level_of_it_is_none(stated: str | None) -> None:
    assert level_of(stated) is None


def test_levels_correspond_to_several_or_none_where_the_ladders_differ() -> None:
    assert corresponding(Level(NZQCF, 7), EQF) == (Level(EQF, 6),)
    assert corresponding(Level(EQF, 6), AQF) == (Level(AQF, 7), Level(AQF, 8))
    assert corresponding(Level(AQF, 3), NZQCF) == (Level(NZQCF, 3),)
    assert corresponding(Level(EQF, 1), NZQCF) == ()
    assert str(corresponding(Level(EQF, 8), EQF)[0]) == "EQF 8"


def test_there_and_back_a_level_is_among_those_that_it_corresponds_to() -> None:
    for ten in range(1, 11):
        [eqf] = corresponding(Level(AQF, ten), EQF)
        assert Level(AQF, ten) in corresponding(eqf, AQF)
