"""What a text asks for by name is told by the words around the name."""

import pytest

from matcher.asked_names import asked_names
from tests.stopwatch import assert_quick


def named(text: str) -> dict[str, bool]:
    """Name -> whether words beside it ask for it."""
    return {name.span.of(text): name.framed for name in asked_names(text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Knowledge of horology is required.", ["horology"]),
        (
            "At least two years' experience in upholstery and an intermediate knowledge of Excel",
            ["upholstery", "Excel"],
        ),
        ("Experience of glazing, roofing or tiling in the private sector", ["glazing", "roofing", "tiling"]),
        ("You are trained in hoist operation and understand wound care.", ["hoist operation", "wound care"]),
        ("Excellent negotiation skills.", ["negotiation"]),
        ("must have wound care experience", ["wound care"]),
        ("Upholstery is a must", ["Upholstery"]),
        ("GLAZING=ESSENTIAL... ROOFING=ESSENTIAL...", ["GLAZING", "ROOFING"]),
        ("Your trade is either carpentry or plastering.", ["carpentry", "plastering"]),
        ("a flair for storytelling", ["storytelling"]),
        ("The role requires horology", ["horology"]),
    ],
)
def test_a_name_is_asked_for_where_what_asks_for_it_stands_right_before_or_after(text: str, names: list[str]) -> None:
    found = named(text)
    assert {name: found.get(name) for name in names} == dict.fromkeys(names, True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("First aid, gas chromatography, microscopy", ["First aid", "gas chromatography", "microscopy"]),
        ("Menu planning / Stock control / Food hygiene", ["Menu planning", "Stock control", "Food hygiene"]),
        ("Shorthand (100 wpm), media law - all essential.", ["Shorthand", "media law"]),
        ("Audio typing at 60 wpm, shorthand at 80 wpm, minute taking.", ["Audio typing", "shorthand", "minute taking"]),
        ("Glazing, roofing and telephone skills all count.", ["Glazing", "roofing", "telephone"]),
        ("Mother-tongue German, fluent French", ["German", "French"]),
    ],
)
def test_each_item_is_a_name_where_a_text_is_a_list(text: str, names: list[str]) -> None:
    assert list(named(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "Applications from overseas are considered",
        "You will work with nurses in a hospital",
        "Lead the team to new heights",
        "We have a garden and two cats that everybody loves to feed",
        "",
    ],
)
def test_where_nothing_asks_no_name_is_asked_for(text: str) -> None:
    assert named(text) == {}


@pytest.mark.parametrize(
    ("text", "activity"),
    [
        ("experience of fundraising", True),
        ("knowledge of microscopy", True),
        ("experience of horses", False),
        ("experience of raising funds", False),
        ("Fundraising", False),
    ],
)
def test_an_activity_is_one_word_for_doing_something_that_other_words_ask_for(text: str, activity: bool) -> None:
    [name] = asked_names(text)
    assert name.activity(text) is activity


def test_names_are_found_in_a_moment_in_whatever_text() -> None:
    units = ("knowledge of a, ", "very good ", "skills (a) ", "either or and ")
    assert_quick(lambda: [asked_names(unit * 20_000) for unit in units], seconds=1)
