"""Quotes are short, hold the words that name the skill, and tell of no person."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.ads import JobAd
from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.mentions import Span
from matcher.quotes import MAX_QUOTE, cut, quote
from tests.fakes import JAVA, SQL
from tests.stopwatch import assert_quick

AD = JobAd(
    id="ad:7",
    text="Long before",
    title="Analyst",
    organisation="City",
    date_posted=date(2024, 5, 1),
    source="a.jsonl",
    sample=True,
)


def said(text: str, named: str | None = None, confidence: float = 0.9) -> Evidence:
    """The sentence stands at character 1,000 of its ad."""
    place = 1_000 + text.index(named) if named else None
    return Evidence(
        source=EvidenceSource.AD,
        text=text,
        confidence=confidence,
        span=Span(1_000, 1_000 + len(text)),
        mention=Span(place, place + len(named)) if place is not None and named else None,
    )


def asked(*evidence: Evidence, skill: ConceptUri = SQL, importance: Importance = Importance.ESSENTIAL) -> Demand:
    return Demand(
        skill=skill, importance=importance, confidence=max(own.confidence for own in evidence), evidence=evidence
    )


def quoted(text: str, named: str | None = None) -> str | None:
    found = quote(AD, [asked(said(text, named))], [SQL])
    return found.text if found else None


def test_a_quote_says_where_it_is_from() -> None:
    found = quote(AD, [asked(said("You know SQL."), importance=Importance.OPTIONAL)], [SQL])
    assert found is not None
    assert (found.ad, found.title, found.organisation, found.posted) == ("ad:7", "Analyst", "City", date(2024, 5, 1))
    assert (found.skill, found.text, found.importance, found.confidence) == (SQL, "You know SQL.", "optional", 0.9)
    assert (found.source, found.sample) == ("a.jsonl", True)


def test_the_surest_sentence_that_asks_for_one_of_the_skills_is_quoted() -> None:
    demands = [
        asked(said("Some SQL.", confidence=0.4), said("Know SQL.", confidence=0.7)),
        asked(said("Know Java.", confidence=0.9), skill=JAVA),
    ]
    texts = {skills: found.text for skills in ((SQL,), (SQL, JAVA)) if (found := quote(AD, demands, skills))}
    assert texts == {(SQL,): "Know SQL.", (SQL, JAVA): "Know Java."}
    assert quote(AD, demands, [ConceptUri("s:other")]) is None
    assert quote(AD, [], [SQL]) is None


PERSONAL = (
    "SQL: write to jane.doe+jobs@example.org today",
    "SQL: call 020 7946 0958",
    "SQL: call (02) 9999 1234 now",
    "SQL: +61 412 345 678",
    "SQL: 503-555-0187 is our number",
    "SQL: 503 555 0187",
    "SQL: see https://example.org/jane",
    "SQL: see www.example.org",
    "SQL: ask [name] at [email]",
    "SQL: ask [last name]",
    "SQL: [Phone]",
    "SQL: ask Dr Smith",
    "SQL: ask Mrs. Ólafsdóttir",
    "For SQL contact Jane Doe",
    "For SQL please CONTACT JANE DOE",
    "SQL. Contact: Jane O\u2019Brien-Smith",
    "SQL. Contact person: Émile Zola",
    "With SQL e-mail Jane Doe",
    "With SQL, reporting to Jane Doe",
    "With SQL, reports directly to Jane Doe",
    "SQL: speak to Jane Doe",
    "With SQL you will report to the Library Director, Jane Smith.",
    "SQL. Enquiries: Jane Smith",
    "For SQL please contact the Ward Manager Sarah Jones",
    "Jane Smith, Head of Service, would welcome questions about SQL",
    "SQL: our manager on ext 1234",
    "SQL: linkedin.com/in/jane-smith",
    "SQL: please ring 9123 4567",
    "SQL: jane.smith (at) library.org",
)


@pytest.mark.parametrize("text", PERSONAL)
def test_a_sentence_that_may_tell_of_a_person_is_not_quoted(text: str) -> None:
    assert quoted(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Contact customers and write SQL.",
        "You report to the Head of Data and know SQL.",
        "SQL for 100,000 readers in 12 branches, 40 hours a week from 2024-05-01.",
        "SQL: email marketing with Google Analytics",
        "Call centre work with SQL",
        "Salary $100,000 to $120,000 with SQL",
    ],
)
def test_a_sentence_that_tells_of_nobody_is_quoted(text: str) -> None:
    assert quoted(text) == text


def test_another_sentence_of_the_ad_is_quoted_instead_of_one_that_tells_of_a_person() -> None:
    found = quote(AD, [asked(said("SQL: ask Dr Smith", confidence=0.9), said("Know SQL.", confidence=0.3))], [SQL])
    assert found is not None
    assert (found.text, found.confidence) == ("Know SQL.", 0.3)


def test_a_quote_stands_on_one_line() -> None:
    assert quoted("You know\n\t SQL \u00a0 well.", "SQL") == "You know SQL well."


def test_a_long_sentence_is_cut_at_the_end_of_a_word() -> None:
    text = "Know SQL " + "and some more " * 40
    found = quoted(text, "SQL")
    assert found is not None
    assert found == ("Know SQL " + "and some more " * 20 + "and some") + "…"
    assert len(found) == 298


def test_a_sentence_of_just_the_length_is_not_cut() -> None:
    text = "a" * 295 + " SQL."
    assert quoted(text, "SQL") == text
    assert quoted(text + "!", "SQL") == "…SQL.!"


@pytest.mark.parametrize("words", [10, 33, 38, 39, 40, 41, 42, 43, 60, 200])
@pytest.mark.parametrize("named", ["SQL", "structured query language and the like of it"])
def test_the_words_that_name_the_skill_are_in_the_quote_wherever_they_stand(words: int, named: str) -> None:
    text = "before " * words + named + ", indeed" + " behind" * 50
    found = quoted(text, named)
    assert found is not None
    assert named in found
    assert len(found) <= MAX_QUOTE
    assert set(found.strip("…").replace(",", "").split()) <= {*named.split(), "before", "indeed", "behind"}
    assert found.startswith("…") == (not text.startswith(found[:20]))


@settings(max_examples=60)
@given(
    st.text(alphabet="ab \n", max_size=700),
    st.text(alphabet="cd ", min_size=1, max_size=150),
    st.text("ab ", max_size=400),
)
def test_a_quote_is_never_longer_than_it_may_be_and_holds_what_names_the_skill(
    before: str, named: str, behind: str
) -> None:
    named = f"c{named}c"
    found = quoted(before + named + behind, named)
    assert found is not None
    assert len(found) <= MAX_QUOTE
    assert " ".join(named.split()) in found


def test_a_word_without_an_end_is_cut_within() -> None:
    assert cut("a" * 400) == "a" * 299 + "…"
    assert cut("a" * 300) == "a" * 300


def test_one_word_without_an_end_is_looked_through_in_no_time() -> None:
    text = "SQL " + "x" * 100_000
    assert quoted(text) is not None
    assert_quick(lambda: quoted(text), seconds=2)  # it takes some milliseconds
