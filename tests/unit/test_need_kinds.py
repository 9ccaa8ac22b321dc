"""What a term asks for is told by the passages that it stands in."""

import pytest

from matcher.need_kinds import NeedKind, kind_of


@pytest.mark.parametrize(
    ("passages", "places", "expected"),
    [
        (["Knowledge of RDA", "RDA and a degree"], 0.0, NeedKind.QUALIFICATION),
        (["Knowledge of RDA", "RDA", "RDA and a degree"], 0.0, NeedKind.SKILL),
        (["Registered with the NMC", "NMC registration"], 0.0, NeedKind.QUALIFICATION),
        (["Evening and weekend work", "some evenings"], 0.0, NeedKind.CONDITIONS),
        (["Experience in an academic library", "academic library"], 0.5, NeedKind.BACKGROUND),
        (["Experience in an academic library", "academic library"], 0.3, NeedKind.SKILL),
        (["Registered with the NMC", "evenings"], 0.9, NeedKind.QUALIFICATION),
    ],
)
def test_qualifications_and_conditions_are_told_by_half_of_the_passages_and_backgrounds_by_place(
    passages: list[str], places: float, expected: NeedKind
) -> None:
    assert kind_of(passages, places, is_occupation=False) is expected


def test_the_name_of_an_occupation_is_a_background() -> None:
    assert kind_of(["Experience as a dietitian"], 0.0, is_occupation=True) is NeedKind.BACKGROUND
