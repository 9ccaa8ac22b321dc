"""A sentence that leads into a list says what its items are; a verdict or an answer says it of its neighbour."""

import pytest

from matcher.led import in_context
from matcher.reading import AdReader
from matcher.stances import Stance
from tests.fakes import JAVA, PYTHON, SQL, LineSplitter, small_linker

READER = AdReader(splitter=LineSplitter(), linker=small_linker())
ESSENTIAL, OPTIONAL, NOT_ASKED = Stance


def led(text: str) -> dict[str, Stance | None]:
    return {passage.sentence.text.strip(): passage.led_by for passage in in_context(READER.passages(text), text)}


@pytest.mark.parametrize(
    ("lead", "stance"),
    [
        ("The right person has experience of the following, in this order:", ESSENTIAL),
        ("It would be nice if you also had a grasp of one or two of these things:", OPTIONAL),
        ("In this job nobody will ever be asked to know any of these things:", NOT_ASKED),
    ],
)
@pytest.mark.parametrize("bullet", ["- ", "1) ", "* ", ""])
def test_the_items_of_a_list_are_what_the_sentence_that_leads_into_it_says(
    lead: str, stance: Stance, bullet: str
) -> None:
    assert led(f"{lead}\n{bullet}SQL\n{bullet}Java\n\nWe are friendly people, all of us.") == {
        lead: None,
        "SQL": stance,
        "Java": stance,
        "We are friendly people, all of us.": None,
    }


@pytest.mark.parametrize(
    "lead",
    [
        "We are proud of our town and of what it has to show to visitors:",
        "As one of our team, for which you need Java, you will be asked to:",
        "There are a great many things that you can leave to the rest of us:",
    ],
)
def test_a_sentence_that_asks_for_nothing_or_leads_to_duties_says_nothing_of_the_list_below(lead: str) -> None:
    assert set(led(f"{lead}\n- SQL\n- Java").values()) == {None}


def test_an_item_that_says_what_it_is_keeps_it_and_counts_so() -> None:
    text = "You need to have experience of each and every one of these three:\n- SQL\n- Java would be a bonus"
    found = {demand.skill: demand.importance.value for demand in READER.read(text).demands}
    assert (found[SQL], found[JAVA]) == ("essential", "optional")


@pytest.mark.parametrize(
    ("verdict", "stance"),
    [("Essential.", ESSENTIAL), ("A bonus.", OPTIONAL), ("No.", NOT_ASKED), ("We have no idea.", None)],
)
def test_a_verdict_is_on_what_was_asked_about_before_it(verdict: str, stance: Stance | None) -> None:
    assert led(f"Java?\n{verdict}")["Java?"] is stance


def test_what_answers_a_negation_is_asked_for() -> None:
    assert led("Java is not needed.\nPython is.")["Python is."] is ESSENTIAL
    assert led("Java is needed.\nPython is.")["Python is."] is None
    found = {demand.skill for demand in READER.read("Java is not needed.\nPython is.").demands}
    assert found == {PYTHON}
