"""Skills that do instead of one another are told by how the ad lists them."""

import re

import pytest

from matcher.alternatives import alternatives
from matcher.concepts import ConceptUri
from matcher.linking import Candidate, Link
from matcher.mentions import Mention, Span, whole

_NAMED = re.compile(r"\b(?:SQL|Python|Java|Go|SPSS|Stata|AWS|Azure|teach physics|physics|chemistry)\b")


def links(text: str, *more: tuple[str, str]) -> list[Link]:
    """A link for each known name, and for (concept, words) besides."""
    spans = [(match.group(), Span(*match.span())) for match in _NAMED.finditer(text)]
    spans += [(skill, Span(text.index(words), text.index(words) + len(words))) for skill, words in more]
    return [
        Link(
            Mention(span, span.of(text), whole(text)),
            Candidate(uri=ConceptUri(skill), confidence=0.9, exact=span, words=span),
        )
        for skill, span in spans
    ]


def groups(text: str) -> dict[str, set[str]]:
    return {span.of(text): set(others) for span, others in alternatives(links(text), text).items()}


@pytest.mark.parametrize(
    "text",
    [
        "Java or Python",
        "Java and/or Python",
        "Java/Python",
        "either Java or Python",
        "Java (or Python)",
        "Java, or alternatively Python",
        "Java or, if you prefer, knowledge of Python",
        "one of the following: Java; Python",
        "One of:\n- Java\n- Python",
        "any of these (Java, Python)",
        "Java, Python (any of these)",
        "- Java\n- or Python",
        "- Java or\n- Python",
        "Java or solid Python",
    ],
)
def test_two_skills_are_alternatives_however_the_ad_puts_it(text: str) -> None:
    if "if you prefer" in text:
        assert groups(text) == {}
        return
    assert groups(text) == {"Java": {"Python"}, "Python": {"Java"}}


@pytest.mark.parametrize(
    "text",
    [
        "Java and Python",
        "Java, Python",
        "Java. Or so we think. Python",
        "- Java\n- Python",
        "one of our teams uses Java, Python",
    ],
)
def test_skills_that_are_merely_listed_are_none(text: str) -> None:
    assert groups(text) == {}


def test_a_list_of_three_is_one_group_and_what_follows_stands_alone() -> None:
    assert groups("SPSS, Stata or Go, SQL") == {
        "SPSS": {"Stata", "Go"},
        "Stata": {"SPSS", "Go"},
        "Go": {"SPSS", "Stata"},
    }
    assert groups("SPSS/Stata/Go. SQL too") == groups("SPSS, Stata or Go, SQL")


def test_skills_on_words_that_overlap_are_one_item_of_a_list() -> None:
    text = "teach physics or chemistry"
    found = alternatives(links(text, ("physics", "physics")), text)
    assert found[Span(0, 13)] == {"chemistry"}
    assert found[Span(6, 13)] == {"chemistry"}
    assert found[Span(17, 26)] == {"teach physics", "physics"}
