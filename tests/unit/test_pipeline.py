"""The whole way from text to stack in a small world of fakes, each value traced to the words it rests on."""

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.achievements import Achievement
from matcher.ads import JobAd
from matcher.demand import Importance
from matcher.errors import EmptyText, UnknownRole
from matcher.implied import ImpliedCue
from matcher.linking import LinkingPolicy
from matcher.logistic import Logistic
from matcher.needs import weight
from matcher.opportunities import Mode
from matcher.pipeline import Advice, Pipeline
from matcher.preferences import Preferences
from matcher.profiles import HoldingSource, ProfileClaims
from matcher.recommendation import Basis
from tests.fakes import (
    ANALYST,
    BUDGETS,
    INTERVIEWS,
    JAVA,
    LEADING,
    PYTHON,
    SQL,
    TABLEAU,
    THINKING,
    achievement,
    small_ads,
    small_catalogue,
    small_pipeline,
)

AD = (
    "Data officer\n\nAbout us\nWe are a small Java shop 🙂\n\nRequired:\n- SQL and Python\n- lead a team\n"
    "- No experience of Tableau is needed\n\nDesirable:\n- critical thinking"
)
PIPELINE = small_pipeline()
NOBODY = ProfileClaims()
ANYTHING = Preferences()


def advise(
    ad: str = AD,
    claims: ProfileClaims = NOBODY,
    preferences: Preferences = ANYTHING,
    pipeline: Pipeline = PIPELINE,
) -> Advice:
    return pipeline.advise(pipeline.read(ad).demands, claims, preferences)


def aud(budget: str, hours: float | None = None) -> Preferences:
    return Preferences(budget=Decimal(budget), currency="AUD", hours=hours)


def test_an_ad_becomes_demands_a_gap_recommendations_and_a_stack() -> None:
    advice = advise(
        claims=ProfileClaims(claims=("Python",), text="I practise critical thinking"), preferences=aud("180", 20)
    )

    assert {demand.skill: demand.importance for demand in advice.demands} == {
        SQL: Importance.ESSENTIAL,
        PYTHON: Importance.ESSENTIAL,
        LEADING: Importance.ESSENTIAL,
        THINKING: Importance.OPTIONAL,
    }
    assert {c.demand.skill: [h.text for h in c.holdings] for c in advice.gap.covered} == {
        PYTHON: ["Python"],
        THINKING: ["I practise critical thinking"],
    }
    assert {demand.skill for demand in advice.gap.missing} == {SQL, LEADING}
    assert {r.achievement.id for r in advice.recommendations} == {"c:sql", "c:both", "c:lead"}
    assert advice.stack.chosen == ("c:lead", "c:sql")
    assert (advice.stack.cost, advice.stack.hours) == (Decimal(180), 18.0)
    assert advice.open == ()


def test_every_recommendation_traces_back_to_the_ad_and_to_the_course_s_words() -> None:
    for recommendation in advise().recommendations:
        passages = dict(recommendation.achievement.passages())
        for closure in recommendation.closes:
            [evidence] = closure.demand.evidence
            assert evidence.span is not None
            assert evidence.span.of(AD) == evidence.text
            assert closure.basis is Basis.STATED or closure.text in passages[closure.field]


def test_a_tighter_budget_leaves_skills_open() -> None:
    advice = advise(preferences=aud("80"))
    assert advice.stack.chosen == ("c:lead",)
    assert {demand.skill for demand in advice.open} == {SQL, PYTHON, THINKING}


def test_a_budget_leaves_out_courses_with_no_price_and_says_why() -> None:
    stack = advise(preferences=aud("1000")).stack
    assert "c:free" not in stack.chosen
    assert stack.unpriced == ("c:free",)
    assert "c:free" in advise().stack.chosen


def test_other_currencies_are_never_mixed() -> None:
    stack = advise(preferences=aud("1000")).stack
    assert (stack.other_currency, stack.currency) == (("c:euro",), "AUD")
    euros = advise(preferences=Preferences(budget=Decimal(100), currency="EUR")).stack
    assert euros.chosen == ("c:euro",)
    assert set(euros.other_currency) == {"c:sql", "c:both", "c:lead"}


def test_a_limit_of_hours_is_kept() -> None:
    stack = advise(preferences=Preferences(hours=18)).stack
    assert stack.hours is not None
    assert stack.hours <= 18


def test_only_wanted_modes_are_stacked() -> None:
    advice = advise(preferences=Preferences(modes=frozenset({Mode.ON_SITE})))
    assert [r.achievement.id for r in advice.recommendations] == ["c:lead"]


def test_an_alternative_that_is_held_covers_a_demand() -> None:
    advice = advise("Required:\n- Java, Python or SQL", ProfileClaims(claims=("SQL",)))
    assert advice.gap.missing == ()
    assert {covered.demand.skill for covered in advice.gap.covered} == {JAVA, PYTHON, SQL}
    assert advice.recommendations == ()
    assert advice.stack.chosen == ()


def test_one_course_closes_a_list_of_alternatives() -> None:
    courses = [
        achievement("c:java", "Write programs in Java", price="90"),
        achievement("c:python", "Write programs in Python", price="80"),
        achievement("c:sql", "Query data with SQL", price="70"),
    ]
    advice = advise("Required:\n- Java, Python or SQL", pipeline=small_pipeline(courses=courses))
    assert {demand.skill for demand in advice.gap.missing} == {JAVA, PYTHON, SQL}
    [chosen] = advice.stack.chosen
    assert [by for by, _ in advice.stack.closed_by.values()] == [chosen]
    assert advice.stack.total_weight == max(weight(demand) for demand in advice.gap.missing)
    assert advice.open == ()


def test_alternatives_that_nothing_closes_all_stay_open() -> None:
    advice = advise("Required:\n- Java or Tableau")
    assert {demand.skill for demand in advice.open} == {JAVA, TABLEAU}


def test_what_is_asked_for_by_itself_is_not_closed_by_what_it_could_do_instead_of() -> None:
    advice = advise("Required:\n- SQL or Java\n- Java")
    assert advice.stack.chosen
    assert {demand.skill for demand in advice.open} == {JAVA}


def test_an_alternative_is_looked_for_in_the_profile_s_text() -> None:
    advice = advise("Required:\n- Java or Tableau", ProfileClaims(text="Ten years of Java"))
    assert {covered.demand.skill for covered in advice.gap.covered} == {JAVA, TABLEAU}


@pytest.mark.parametrize("ad", ["Required:\n- Java", "Required:\n- Tableau or Java"])
def test_demanded_skills_and_their_alternatives_are_looked_for_in_every_sentence(ad: str) -> None:
    wanted = PIPELINE.read(ad).demands
    narrow = small_pipeline(policy=LinkingPolicy(max_links=1, dense_candidates=1, lexical_candidates=1))
    cv = ProfileClaims(text="SQL, Python, Java")
    assert JAVA not in {holding.skill for holding in narrow.read_profile(cv).holdings}
    assert narrow.advise(wanted, cv, ANYTHING).gap.missing == ()


def test_a_claim_that_fits_nothing_is_shown_and_never_forced() -> None:
    profile = advise(claims=ProfileClaims(claims=("juggling with fire",))).profile
    assert (profile.holdings, profile.unlinked) == ((), ("juggling with fire",))


def test_an_ad_that_asks_for_nothing_is_an_empty_answer() -> None:
    advice = advise("See you on Friday")
    assert (advice.demands, advice.gap.missing, advice.recommendations, advice.open) == ((), (), (), ())
    assert (advice.stack.chosen, advice.stack.total_weight) == ((), 0)


def test_a_skill_that_no_course_teaches_stays_open() -> None:
    advice = advise("Required:\n- manage budgets")
    assert [demand.skill for demand in advice.open] == [BUDGETS]
    assert advice.stack.chosen == ()


def test_a_product_that_is_missing_stays_open_and_breaks_nothing() -> None:
    advice = advise("Required:\n- Charts in Tableau")
    assert [demand.skill for demand in advice.open] == [TABLEAU]


def test_an_implied_skill_weighs_less_than_a_named_one() -> None:
    cue = ImpliedCue(skill=THINKING, pattern=re.compile("weigh the evidence"), confidence=0.45)
    pipeline = small_pipeline(cues=(cue,))
    advice = advise("Duties:\n- You weigh the evidence", pipeline=pipeline)
    assert [(d.skill, d.importance) for d in advice.demands] == [(THINKING, Importance.IMPLIED)]
    assert advice.stack.chosen == ("c:free",)
    assert advice.stack.total_weight == pytest.approx(0.3 * 0.45)


def test_a_passage_near_to_a_skill_s_label_recommends_where_nothing_was_read() -> None:
    course = achievement("c:near", "Conductor of research, interviewed")
    strict = small_pipeline(courses=[course], policy=LinkingPolicy(min_confidence=0.5))
    by_passage = Logistic(mean=np.zeros(4), scale=np.ones(4), weights=np.array([6.0, 0.0, 0.0, 0.0]), bias=-2.0)
    near = replace(strict, teaching=replace(strict.teaching, scorer=by_passage))
    advice = advise("Required:\n- conduct research interview", pipeline=near)
    [recommendation] = advice.recommendations
    [closure] = recommendation.closes
    assert (closure.basis, closure.demand.skill, closure.field, closure.text) == (
        Basis.SIMILAR,
        INTERVIEWS,
        "outcomes[0]",
        "Conductor of research, interviewed",
    )
    assert 0.75 <= closure.coverage <= 0.95


def test_an_empty_catalogue_leaves_the_whole_gap_open() -> None:
    advice = advise(pipeline=small_pipeline(courses=[]))
    assert advice.recommendations == ()
    assert set(advice.open) == set(advice.gap.missing)


@pytest.mark.parametrize("text", ["", "\n\n", "***"])
def test_there_must_be_something_to_read(text: str) -> None:
    with pytest.raises(EmptyText):
        PIPELINE.read(text)
    with pytest.raises(EmptyText):
        PIPELINE.similar_ads(title=None, text=text, limit=3)
    with pytest.raises(EmptyText):
        PIPELINE.role(text)


def test_a_role_does_instead_of_an_ad() -> None:
    role = PIPELINE.role("data analyst")
    assert [match.occupation for match in role.matches] == [ANALYST]
    assert {demand.skill for demand in role.demands} == {SQL}
    advice = PIPELINE.advise(role.demands, NOBODY, ANYTHING)
    assert advice.open == ()


def test_a_role_that_nobody_knows_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownRole, match="xyzzy"):
        PIPELINE.role("xyzzy")


def test_similar_ads_come_nearest_first() -> None:
    found = PIPELINE.similar_ads(title="librarian", text="", limit=2)
    assert [(one.ad.id, one.similarity > 0.5) for one in found] == [("ad:1", True), ("ad:2", False)]
    assert PIPELINE.similar_ads(title="librarian", text="", limit=1) == found[:1]


def test_ads_that_do_not_resemble_a_role_do_not_speak_for_it() -> None:
    ads = [JobAd(id="ad:x", title="zoo keeper", text="Required:\n- Java")]
    assert JAVA not in {demand.skill for demand in small_pipeline(ads=ads).role("librarian").demands}


SAME_CV = (
    "{name}, {age} years, {pronoun}\n{school}\n\nExperience\n- {pronoun} used SQL daily\n- lead a team of five\n"
    "Nationality: {country}"
)
PEOPLE = (
    {"name": "John Smith", "age": "27", "pronoun": "He", "school": "Eton College", "country": "British"},
    {"name": "Ngozi Okafor", "age": "58", "pronoun": "She", "school": "Girls' School No. 4", "country": "Nigerian"},
    {"name": "张伟", "age": "44", "pronoun": "They", "school": "Abendschule Köln", "country": "Chinese"},
)


def outcome(person: dict[str, str]) -> object:
    advice = advise(claims=ProfileClaims(text=SAME_CV.format(**person)), preferences=aud("300", 40))
    held = [(h.skill, h.source) for h in advice.profile.holdings]
    return held, advice.gap.missing, advice.recommendations, advice.stack, advice.open


@pytest.mark.parametrize("person", PEOPLE[1:])
def test_names_ages_schools_and_origins_change_nothing(person: dict[str, str]) -> None:
    assert outcome(person) == outcome(PEOPLE[0])


def test_the_swapped_words_leave_the_same_evidence() -> None:
    advice = advise(claims=ProfileClaims(text=SAME_CV.format(**PEOPLE[0])))
    assert {(h.skill, h.source) for h in advice.profile.holdings} == {
        (SQL, HoldingSource.SELF_CLAIMED),
        (LEADING, HoldingSource.SELF_CLAIMED),
    }


@settings(max_examples=15, deadline=None)
@given(st.permutations(small_catalogue()))
def test_the_order_of_the_catalogue_does_not_matter(courses: list[Achievement]) -> None:
    pipeline = small_pipeline(courses=courses)
    assert advise(preferences=aud("300"), pipeline=pipeline) == advise(preferences=aud("300"))


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_demands_changes_no_stack(random: Random) -> None:
    wanted = list(PIPELINE.read(AD).demands)
    random.shuffle(wanted)
    found, usual = PIPELINE.advise(wanted, NOBODY, aud("300")), advise(preferences=aud("300"))
    assert (found.stack, found.recommendations) == (usual.stack, usual.recommendations)
    assert set(found.open) == set(usual.open)


def test_the_same_question_gets_the_same_answer() -> None:
    assert advise(preferences=aud("300")) == advise(
        preferences=aud("300"), pipeline=small_pipeline(ads=small_ads()[::-1])
    )


def test_a_course_is_advised_with_what_it_must_come_after() -> None:
    advanced = achievement("advanced", name="Advanced", teaches=[SQL], price="50", hours=10)
    after = replace(advanced.opportunity, prerequisites=("basics", "A laptop"))
    basics = achievement("basics", name="Basics", price="20", hours=5)
    pipeline = small_pipeline(courses=[replace(advanced, opportunity=after), basics])
    advice = pipeline.advise(pipeline.read("You must know SQL").demands, NOBODY, aud("100"))
    assert [r.achievement.id for r in advice.needed] == ["basics"]
    assert (advice.stack.chosen, advice.stack.cost) == (("advanced", "basics"), Decimal(70))
    too_dear = pipeline.advise(pipeline.read("You must know SQL").demands, NOBODY, aud("60"))
    assert too_dear.stack.chosen == ()


def test_what_is_covered_by_word_alone_comes_with_what_would_prove_it() -> None:
    advice = advise(claims=ProfileClaims(claims=("Python",)))
    [one] = advice.unproven
    assert (one.skill, one.holdings[0].text) == (PYTHON, "Python")
    assert "certificate" in " ".join(one.evidence)
