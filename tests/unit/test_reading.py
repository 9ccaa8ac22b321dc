"""An ad's words become demands: sections and stances decide, and every demand points at its words."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.asking import FEATURES, Asking
from matcher.demand import Demand, EvidenceSource, Importance
from matcher.errors import EmptyText, TextTooLong
from matcher.implied import ImpliedCue
from matcher.logistic import Logistic
from matcher.mentions import Span
from matcher.others import OthersDoings
from matcher.people import people_of
from matcher.reading import AdReader, Reading, addressed
from matcher.recent import Recent
from tests.fakes import (
    BUDGETS,
    JAVA,
    PYTHON,
    SQL,
    TABLEAU,
    THINKING,
    FakeParser,
    LineSplitter,
    gate_of_words,
    parsed,
    small_linker,
    small_pipeline,
)

WEIGH = ImpliedCue(skill=THINKING, pattern=re.compile("weigh the evidence"), confidence=0.45)
READER = AdReader(splitter=LineSplitter(), linker=small_linker(), cues=(WEIGH,))
ESSENTIAL, OPTIONAL, IMPLIED = Importance


def read(text: str) -> Reading:
    return READER.read(text)


def importance(text: str) -> dict[str, Importance]:
    return {demand.skill: demand.importance for demand in read(text).demands}


def only(text: str) -> Demand:
    [demand] = read(text).demands
    return demand


def test_the_section_decides_where_the_sentence_takes_no_stance() -> None:
    assert importance("Required:\n- SQL\n\nDesirable:\n- Java\n\nDuties:\n- manage budgets") == {
        SQL: ESSENTIAL,
        JAVA: OPTIONAL,
        BUDGETS: ESSENTIAL,
    }


def test_the_sentence_s_own_stance_outweighs_its_section() -> None:
    assert importance("Required:\n- SQL would be an advantage\n\nDesirable:\n- You must know Java") == {
        SQL: OPTIONAL,
        JAVA: ESSENTIAL,
    }


def test_a_sentence_may_take_two_stances() -> None:
    assert importance("SQL is essential, and Java is desirable") == {SQL: ESSENTIAL, JAVA: OPTIONAL}


def test_what_an_ad_says_it_does_not_need_is_no_demand() -> None:
    reading = read("Required:\n- SQL\n- No experience of Java is needed")
    assert [demand.skill for demand in reading.demands] == [SQL]
    assert reading.set_aside() == {"not asked": 1}


def test_what_is_required_in_words_of_no_known_skill_is_named() -> None:
    text = (
        "We are a hospital.\nRequired:\n- SQL\n- Registration as a nurse\n- Java, ideally zorblax\nBenefits:\n- Pension"
    )
    reading = read(text)
    assert [passage.sentence.text for passage in reading.unmatched()] == ["Registration as a nurse", "ideally zorblax"]


def test_what_is_not_about_the_job_is_set_aside_and_counted() -> None:
    reading = read(
        "You must know SQL\n\nBenefits:\n- Training in Python\n- Java lessons\n\nHow to apply:\n- Send Tableau charts"
    )
    assert [demand.skill for demand in reading.demands] == [SQL]
    assert reading.set_aside() == {"benefits": 2, "applying": 1}


def test_evidence_holds_the_sentence_the_mention_its_section_and_its_confidence() -> None:
    text = "Hello 🙂\n\nRequired:\n- Sound knowledge of SQL"
    demand = only(text)
    [evidence] = demand.evidence
    assert evidence.source is EvidenceSource.AD
    assert (evidence.text, evidence.section) == ("Sound knowledge of SQL", "required")
    start = text.index("Sound")
    assert evidence.span == Span(start, len(text))
    assert evidence.mention == Span(len(text) - 3, len(text))
    assert evidence.confidence == demand.confidence
    assert evidence.reference is None


def test_a_skill_in_several_sentences_is_one_demand_with_each_of_them() -> None:
    text = "You must know SQL\nSQL is a plus\nWe also like good SQL queries of old"
    demand = only(text)
    assert demand.importance is ESSENTIAL
    assert {e.span.of(text) for e in demand.evidence if e.span} == set(text.split("\n"))


def test_skills_joined_by_or_are_alternatives_of_each_other() -> None:
    found = {demand.skill: demand.alternatives for demand in read("Required:\n- Java, Python or SQL").demands}
    assert found == {JAVA: {PYTHON, SQL}, PYTHON: {JAVA, SQL}, SQL: {JAVA, PYTHON}}


def test_a_slash_joins_alternatives_too_and_products_count() -> None:
    found = {demand.skill: demand.alternatives for demand in read("Required:\n- SQL/Tableau").demands}
    assert found == {SQL: {TABLEAU}, TABLEAU: {SQL}}


def test_a_slash_in_a_list_joins_only_its_two_neighbours() -> None:
    found = {demand.skill: demand.alternatives for demand in read("Required:\n- Java, SQL/Tableau").demands}
    assert found == {JAVA: frozenset(), SQL: {TABLEAU}, TABLEAU: {SQL}}


def test_an_item_that_no_concept_names_does_not_break_a_list_of_alternatives() -> None:
    found = {demand.skill: demand.alternatives for demand in read("Required:\n- Java, Zorblax or SQL").demands}
    assert found == {JAVA: {SQL}, SQL: {JAVA}}


def test_what_stands_after_a_list_of_alternatives_is_asked_for_by_itself() -> None:
    found = {demand.skill: demand.alternatives for demand in read("Required:\n- Java or Python, SQL").demands}
    assert found == {JAVA: {PYTHON}, PYTHON: {JAVA}, SQL: frozenset()}


def test_skills_joined_by_and_are_no_alternatives() -> None:
    found = {demand.skill: demand.alternatives for demand in read("Required:\n- Java, Python and SQL").demands}
    assert found == {JAVA: frozenset(), PYTHON: frozenset(), SQL: frozenset()}


def test_a_skill_that_another_sentence_asks_for_by_itself_has_no_alternatives() -> None:
    found = {d.skill: d.alternatives for d in read("Required:\n- Java or Python\n- Java").demands}
    assert found == {JAVA: frozenset(), PYTHON: {JAVA}}


def test_a_cue_implies_a_skill_with_the_words_it_stands_on() -> None:
    text = "Duties:\n- You weigh the evidence"
    demand = only(text)
    assert (demand.skill, demand.importance, demand.confidence) == (THINKING, IMPLIED, 0.45)
    assert [e.mention.of(text) for e in demand.evidence if e.mention] == ["weigh the evidence"]


def test_a_skill_that_is_named_anywhere_is_not_shown_as_implied() -> None:
    demand = only("Duties:\n- You weigh the evidence\n\nDesirable:\n- critical thinking")
    assert demand.importance is OPTIONAL
    assert [evidence.text for evidence in demand.evidence] == ["critical thinking"]


def test_nothing_is_implied_by_what_is_not_about_the_job() -> None:
    assert read("About us:\n- We weigh the evidence").demands == ()


@pytest.mark.parametrize("text", ["", " \n\t", "•••\n---", "🙂"])
def test_a_text_without_letters_is_empty(text: str) -> None:
    with pytest.raises(EmptyText, match="the ad is empty"):
        read(text)


def test_an_ad_that_names_no_skill_is_answered_by_no_demand() -> None:
    reading = read("Come and see us on Friday")
    assert reading.demands == ()
    assert [passage.sentence.text for passage in reading.passages] == ["Come and see us on Friday"]


def test_the_threshold_of_a_call_decides_how_sure_a_demand_must_be() -> None:
    assert READER.read("Required:\n- SQL", 0.9999).demands == ()
    assert len(READER.read("Required:\n- SQL", 0.0).demands) == 7


lines = st.sampled_from(
    [
        "Required:",
        "Desirable:",
        "Benefits:",
        "About us",
        "- SQL, Java or Python",
        "• You must manage budgets; Tableau is a plus",
        "Reporting 🙂 to مدير, critical thinking",
        "No experience of Java needed, but SQL is essential",
        "  We weigh the evidence  ",
        "",
        "\t",
        "Conducting research interviews\r",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(lines, max_size=8).map("\n".join).filter(lambda text: any(map(str.isalnum, text))))
def test_every_demand_s_evidence_stands_in_the_ad_at_its_offsets(text: str) -> None:
    for demand in read(text).demands:
        assert demand.evidence
        for evidence in demand.evidence:
            assert evidence.span is not None
            assert evidence.mention is not None
            assert evidence.span.of(text) == evidence.text
            assert evidence.span.start <= evidence.mention.start < evidence.mention.end <= evidence.span.end
            assert demand.skill not in demand.alternatives


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200).filter(lambda text: any(map(str.isalnum, text))))
def test_any_text_can_be_read(text: str) -> None:
    reading = read(text)
    assert reading.text == text
    assert all(passage.sentence.span.of(text) == passage.sentence.text for passage in reading.passages)


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("The successful candidate will know SQL", "you                      will know SQL"),
        ("Candidates must know SQL", "you        must know SQL"),
        ("assess candidates and applicants", "assess candidates and applicants"),
        ("Interview candidates with care", "Interview candidates with care"),
    ],
)
def test_whom_an_ad_speaks_of_is_you_at_equal_length(said: str, read_as: str) -> None:
    assert addressed(said) == read_as
    assert len(read_as) == len(said)


def test_the_words_shown_are_the_ads_own_even_so() -> None:
    ad = "The successful candidate must know SQL."
    demand = only(ad)
    assert demand.evidence[0].text == ad
    assert demand.evidence[0].mention is not None
    assert demand.evidence[0].mention.of(ad) == "SQL"


def test_an_ad_of_endless_items_is_refused_by_their_number() -> None:
    with pytest.raises(TextTooLong, match=r"the ad has 5,001 sentences and list items; at most 5,000"):
        read("- SQL\n" * 5_001)


def test_the_threshold_of_a_call_holds_for_implied_skills_too() -> None:
    text = "Duties:\n- You weigh the evidence"
    assert [demand.skill for demand in read(text).demands] == [THINKING]
    assert READER.read(text, 0.7).demands == ()


def levels(text: str) -> dict[str, tuple[str, ...]]:
    return {demand.skill: demand.levels for demand in read(text).demands}


def test_how_well_or_how_long_a_skill_is_wanted_is_said_in_the_ad_s_own_words() -> None:
    text = "Required:\n- 3+ years of experience with SQL or Python\n- Basic knowledge of Java\n- critical thinking"
    assert levels(text) == {SQL: ("3+ years",), PYTHON: ("3+ years",), JAVA: ("Basic knowledge",), THINKING: ()}


def test_levels_are_those_of_the_evidence_each_once_in_its_order() -> None:
    text = "You must have advanced SQL\nSQL (expert) is a plus\nGood advanced SQL, 5 years of SQL is a plus"
    demand = only(text)
    by_sentence = {evidence.text: evidence.levels for evidence in demand.evidence}
    assert by_sentence["You must have advanced SQL"] == ("advanced",)
    assert by_sentence["SQL (expert) is a plus"] == ("expert",)
    assert demand.evidence[0].text == "You must have advanced SQL"
    assert demand.levels[0] == "advanced"
    assert sorted(demand.levels) == sorted({level for evidence in demand.evidence for level in evidence.levels})
    assert set(demand.levels) == {"advanced", "expert", "Good advanced", "5 years"}


def test_a_level_is_not_carried_over_to_another_sentence_or_another_stance() -> None:
    assert levels("Required:\n- advanced\n- SQL") == {SQL: ()}
    assert levels("Advanced Java is essential, and SQL is desirable") == {JAVA: ("Advanced",), SQL: ()}


def test_levels_stand_in_the_sentence_that_shows_them() -> None:
    ad = "The successful candidate must have excellent knowledge of SQL."
    [evidence] = only(ad).evidence
    assert evidence.levels == ("excellent knowledge",)
    assert evidence.levels[0] in evidence.text


def test_an_implied_skill_has_no_level() -> None:
    assert levels("Duties:\n- You weigh the evidence for 3 years") == {THINKING: ()}


def gated() -> AdReader:
    """A reader to whom "know" speaks for, and "office" against, that a sentence asks for a skill."""
    linker = small_linker()
    gate = gate_of_words(linker.encoder.dim, know=2.0, office=-3.0)
    return AdReader(splitter=LineSplitter(), linker=replace(linker, gate=gate))


def test_how_likely_a_passage_asks_is_said_of_those_that_were_looked_at_and_of_no_other() -> None:
    text = (
        "Required:\n- You know SQL\n- A tidy office\n- Java is essential, and no knowledge of Python is needed\n\n"
        "Benefits:\n- Get to know Java"
    )
    reading = gated().read(text)
    found = {passage.sentence.text: passage.likely for passage in reading.passages}
    assert found == {
        "You know SQL": pytest.approx(0.8807970779778823),
        "A tidy office": pytest.approx(0.04742587317756678),
        "Java is essential, and ": 0.5,
        "no knowledge of Python is needed": None,
        "Get to know Java": None,
    }
    assert [passage.asks for passage in reading.passages] == [likely is not None for likely in found.values()]


def test_passages_that_nobody_read_yet_have_no_likelihood() -> None:
    assert [passage.likely for passage in READER.passages("Required:\n- SQL\n- Java")] == [None, None]


def test_likelihood_changes_nothing_else_of_a_passage() -> None:
    text = "Required:\n- You know SQL\n\nBenefits:\n- Java lessons"
    read_ones = gated().read(text).passages
    assert [replace(passage, likely=None, stated=False) for passage in read_ones] == READER.passages(text)


def test_a_name_is_asked_for_only_where_its_passage_may_ask() -> None:
    def unmatched(asking: Asking | None) -> list[str]:
        found = replace(READER, asking=asking).read("You can know Gromble Street by its shops.").unmatched()
        return [passage.sentence.text for passage in found]

    def always(log_odds: float) -> Asking:
        none = np.zeros(len(FEATURES))
        return Asking(Logistic(mean=none, scale=none + 1, weights=none, bias=log_odds))

    assert unmatched(None) == unmatched(always(5.0)) == ["Gromble Street"]
    assert unmatched(always(-5.0)) == []


@pytest.mark.parametrize("text", ["Basic Tableau.", "Tableau at an advanced level"])
def test_a_technology_with_a_level_is_asked_for_whatever_its_words_are_worth(text: str) -> None:
    [demand] = unlikely().read(f"Home baker\n{text}").demands
    assert (demand.skill, demand.importance) == (TABLEAU, ESSENTIAL)
    assert unlikely().read("Home baker\nOurs is Tableau").demands == ()


def test_what_is_said_outright_to_be_wanted_is_asked_for_whatever_its_words_are_worth() -> None:
    [demand] = unlikely().read("Home baker\nWhat we do ask for is SQL").demands
    assert demand.skill == SQL
    assert unlikely().read("Home baker\nWhat we bake in is SQL").demands == ()


def unlikely() -> AdReader:
    """A reader to which no passage seems to ask for anything."""
    weights = np.zeros(len(FEATURES))
    never = Asking(Logistic(mean=weights, scale=weights + 1, weights=weights, bias=-5.0))
    return replace(READER, asking=never)


def test_what_other_people_do_is_no_demand() -> None:
    analysts = "Three analysts program in SQL"
    words = parsed("Three/CD/nummod/1 analysts/NNS/nsubj/2 program/VBP/ROOT/2 in/IN/prep/2 SQL/NNP/pobj/3")
    others = OthersDoings(parser=FakeParser({analysts: words}), people=people_of(()))
    ad = f"Clerk\n\nRequired:\n- {analysts}\n- Java"
    assert {demand.skill for demand in READER.read(ad).demands} == {SQL, JAVA}
    assert [demand.skill for demand in replace(READER, others=others).read(ad).demands] == [JAVA]


def test_several_ads_are_read_as_each_alone_and_what_can_not_be_read_says_why() -> None:
    texts = ["You must know SQL.", "  ", "Java is a plus. You must know SQL.", "Benefits:\n- SQL", "You must know SQL."]
    reader = small_pipeline().reader
    remembering = replace(reader, linker=replace(reader.linker, recent=Recent(100)))
    found = list(remembering.read_several(texts))
    assert isinstance(found[1], EmptyText)
    for text, own in zip(texts, found, strict=True):
        if text.strip():
            assert own == reader.read(text)
