"""Skills that do instead of one another are told by how the ad lists them."""

import re

import pytest

from matcher.alternatives import MAX_ALTERNATIVES, alternatives
from matcher.concepts import ConceptUri
from matcher.linking import Candidate, Link
from matcher.mentions import Mention, Span, whole
from tests.stopwatch import assert_quick, least_seconds

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
        "one of the following: Java; Python",
        "One of:\n- Java\n- Python",
        "any of these (Java, Python)",
        "Java, Python (any of these)",
        "- Java\n- or Python",
        "- Java or\n- Python",
        "Java or solid Python",
        "Java; or Python",
        "Java. Or Python",
        "- Java.\n- Or Python",
        "Java, Node.js or Python",
        "Java (or, failing that, Python)",
        "Java or, at a pinch, Python",
        "Java (Python also considered)",
        "Java preferred; Python acceptable",
        "Java, though Python will do",
        "Java, Python, whichever you like",
        "Java, Python - one will do",
    ],
)
def test_two_skills_are_alternatives_however_the_ad_puts_it(text: str) -> None:
    assert groups(text) == {"Java": {"Python"}, "Python": {"Java"}}


@pytest.mark.parametrize(
    "text",
    [
        "Java and Python",
        "Java, Python",
        "Java. Or so we think. Python",
        "- Java\n- Python",
        "one of our teams uses Java, Python",
        "Must know Java. Some experience or Python is needed.",
        "Java experience. Some or Python",
        "Java; Fernbase or Python",
        "Java (Python also needed)",
        "Java, Python will be fun",
        "- Java\n- Fernbase or Python",
    ],
)
def test_skills_that_are_merely_listed_are_none(text: str) -> None:
    assert groups(text) == {}


def test_an_aside_between_two_skills_hides_that_they_are_alternatives() -> None:
    """A limit: only words that lead to a skill are known to stand between "or" and its name."""
    assert groups("Java or, if you prefer, knowledge of Python") == {}


@pytest.mark.parametrize("text", ["Java or Python, SPSS or Stata", "Java or Python; SPSS or Stata"])
def test_two_choices_side_by_side_are_two_groups(text: str) -> None:
    assert groups(text) == {"Java": {"Python"}, "Python": {"Java"}, "SPSS": {"Stata"}, "Stata": {"SPSS"}}


def test_a_semicolon_closes_a_list() -> None:
    assert groups("Java, SQL or Go; SPSS or Stata") == groups("Java, SQL or Go. SPSS or Stata")
    assert groups("Java; SPSS or Stata") == {"SPSS": {"Stata"}, "Stata": {"SPSS"}}


@pytest.mark.parametrize(
    "text", ["Java or Python or Go", "Java/Python or Go", "Java or Python/Go", "Java, Python, or Go"]
)
def test_a_chain_is_one_group(text: str) -> None:
    assert groups(text) == {"Java": {"Python", "Go"}, "Python": {"Java", "Go"}, "Go": {"Java", "Python"}}


def test_a_list_too_long_to_choose_from_is_no_group() -> None:
    for items, others in ((MAX_ALTERNATIVES, MAX_ALTERNATIVES - 1), (MAX_ALTERNATIVES + 1, 0)):
        found = alternatives(*_numbered(items, " or "))
        assert {len(skills) for skills in found.values()} == ({others} if others else set())


@pytest.mark.parametrize("joint", [" or ", "/", ", ", " or\n- "])
def test_long_lists_take_time_in_proportion(joint: str) -> None:
    few, many = _numbered(1_000, joint), _numbered(4_000, joint)
    assert alternatives(*many) == {}
    assert_quick(lambda: alternatives(*many), seconds=10 * least_seconds(lambda: alternatives(*few)))  # 16 if squared


def _numbered(items: int, joint: str) -> tuple[list[Link], str]:
    """Distinct skills, joined alike, as links and text."""
    names = [f"skill{n:04}" for n in range(items)]
    spans = [Span(start, start + 9) for start in range(0, items * (9 + len(joint)), 9 + len(joint))]
    text = joint.join(names)
    found = [
        Link(
            Mention(span, span.of(text), whole(text)),
            Candidate(uri=ConceptUri(name), confidence=0.9, exact=span, words=span),
        )
        for name, span in zip(names, spans, strict=True)
    ]
    return found, text


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
