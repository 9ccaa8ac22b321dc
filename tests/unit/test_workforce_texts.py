"""What is read in CV texts can be looked at and decided, in the words it rests on."""

from dataclasses import replace

from matcher.mentions import Span
from matcher.profiles import Holding, HoldingSource, Profile
from matcher.workforce.brief import RoleBrief
from matcher.workforce.discretion import Discretion
from matcher.workforce.naming import Standing
from matcher.workforce.reviewing import review
from matcher.workforce.team import Pseudonym
from matcher.workforce.text_readings import Reading, decided_in, readings_in
from tests.fakes import JAVA, PYTHON, SQL
from tests.small_workforce import ANALYST, brief, member, planned, team

TEXT = "Wrote query\nlanguages. Knows Python."


def holding(skill: str, start: int, end: int, confidence: float) -> Holding:
    return Holding(
        skill=skill,  # type: ignore[arg-type]
        source=HoldingSource.INFERRED,
        confidence=confidence,
        text=TEXT,
        span=Span(start, end),
    )


PROFILE = Profile(holdings=(holding(PYTHON, 29, 35, 0.95), holding(SQL, 6, 21, 0.6)), text=TEXT)
READ = Reading(words="query languages", skill=SQL, confidence=0.6)


def test_what_is_unsure_is_told_in_the_words_it_rests_on() -> None:
    assert readings_in(PROFILE, {SQL, PYTHON}, {}) == (READ,)
    assert readings_in(PROFILE, {PYTHON}, {}) == (), "SQL counts for nothing"


def test_what_is_sure_elsewhere_needs_no_look() -> None:
    surely = replace(PROFILE, holdings=(*PROFILE.holdings, holding(SQL, 0, 5, 0.9)))
    assert readings_in(surely, {SQL}, {}) == ()


def test_words_mean_what_was_decided_or_nothing() -> None:
    assert [one.skill for one in decided_in(PROFILE, {"Query  Languages": JAVA}).holdings] == [PYTHON, JAVA]
    assert [one.skill for one in decided_in(PROFILE, {"query languages": None}).holdings] == [PYTHON]
    assert decided_in(PROFILE, {"query": JAVA}) == PROFILE


def test_what_was_decided_stays_in_the_list_so_that_the_list_can_be_given_back_again() -> None:
    decided = replace(READ, skill=JAVA, confidence=None, standing=Standing.DECIDED)
    passed_over = replace(READ, skill=None, confidence=None, standing=Standing.PASSED_OVER)
    assert readings_in(PROFILE, {PYTHON}, {"Query languages": JAVA}) == (decided,)
    assert readings_in(PROFILE, {PYTHON}, {"Query languages": None}) == (passed_over,)
    [line] = review({}, (member("P1"),), {Pseudonym("P1"): (passed_over,)}, Discretion(consented=True))
    assert (line.meaning.skills, line.meaning.confidence, line.meaning.standing) == ((), None, Standing.PASSED_OVER)


def test_unsure_words_of_texts_stand_in_the_review_list_once_and_with_consent_alone() -> None:
    people = (member("P1"), member("P2"))
    read = {Pseudonym(who): (READ,) for who in ("P1", "P2")}
    [line] = review({}, people, read, Discretion(consented=True))
    assert (line.meaning.name, line.meaning.skills, line.meaning.confidence) == ("query languages", (SQL,), 0.6)
    assert (line.meaning.standing, str(line.place), line.people) == (Standing.UNSURE, "row 2, column 'text'", 2)
    assert review({}, people, read, Discretion(consented=False)) == ()


def test_a_decision_on_words_of_a_text_changes_who_holds_what() -> None:
    people = team(replace(member("P1", toward=ANALYST), text="I write Python."), member("P2", toward=ANALYST, SQL=3))
    asked = brief(RoleBrief(name=ANALYST, ad="Required:\n- SQL\n- Python"))
    before, after = planned(people, asked), planned(people, replace(asked, names={"python": None}))
    held = [[line.lack.holding for line in own.lines if line.lack.skill == PYTHON] for own in (before, after)]
    assert held == [[1], [0]]
