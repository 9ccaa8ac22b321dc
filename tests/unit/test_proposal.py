"""A micro-credential drafted from what ads ask for: outcomes that can be checked, and what is left open."""

from dataclasses import replace
from datetime import date

import pytest

from matcher.achievements import AlignmentRole
from matcher.completeness.outcomes import vague_outcomes
from matcher.completeness.report import lint_entry
from matcher.concepts import ConceptUri, SkillKind
from matcher.demand import Importance
from matcher.errors import NoEvidence, UnknownConcept
from matcher.proposal.drafting import Given, Proposal, proposal
from matcher.proposal.gathering import occupations_asking, wanted_skills
from matcher.proposal.outcomes import ADS, LABEL, OURS, Wanted, outcomes_of
from matcher.proposal.spoken import Verb, verbs_spoken
from matcher.proposal.ways import OTHERWISE, way_of
from matcher.slices import Slice
from tests.fakes import INTERVIEWS, PYTHON, SQL, THINKING
from tests.unit.need_world import DATA, demand, library_ads, provider

DAY = date(2026, 11, 26)
ALL = Slice()


def wanted(label: str, kind: SkillKind = SkillKind.COMPETENCE, *verbs: Verb) -> Wanted:
    return Wanted(skill=ConceptUri("s:x"), label=label, kind=kind, ads=5, verbs=verbs, quote=None)


def drafted(id_: str = DATA, name: str = "Data work", given: Given | None = None) -> Proposal:
    return proposal(provider(library_ads()), id_, name, ALL, given or Given(day=DAY))


@pytest.mark.parametrize(
    ("label", "kind", "text", "verb_from", "way"),
    [
        (
            "search databases",
            SkillKind.COMPETENCE,
            "Search databases, for a given question, recording each step so that it can be repeated",
            LABEL,
            "searching",
        ),
        (
            "critically evaluate information and its sources",
            SkillKind.COMPETENCE,
            "Critically evaluate information and its sources, against stated criteria, giving the reasons in writing",
            LABEL,
            "judging",
        ),
        (
            "think analytically",
            SkillKind.COMPETENCE,
            "Solve a problem, thinking analytically, in a given case, justifying the choice against at least one "
            "alternative",
            OURS,
            "deciding",
        ),
        (
            "condense information",
            SkillKind.COMPETENCE,
            "Show how to condense information, for a named audience, at the length and in the form that it needs",
            OURS,
            "telling",
        ),
        (
            "have computer literacy",
            SkillKind.COMPETENCE,
            "Solve a task that calls for computer literacy, as the job ads describe it, to a stated standard and "
            "without help",
            OURS,
            "doing",
        ),
        (
            "conduct literature research",
            SkillKind.COMPETENCE,
            "Conduct literature research, for a given question, recording each step so that it can be repeated",
            LABEL,
            "searching",
        ),
        (
            "Python (computer programming)",
            SkillKind.KNOWLEDGE,
            "Solve a task that calls for Python, as the job ads describe it, to a stated standard and without help",
            OURS,
            "doing",
        ),
        (
            "Tableau",
            SkillKind.TECHNOLOGY,
            "Use Tableau, as the job ads describe it, to a stated standard and without help",
            OURS,
            "doing",
        ),
    ],
)
def test_an_outcome_has_verb_object_and_condition(
    label: str, kind: SkillKind, text: str, verb_from: str, way: str
) -> None:
    [own] = outcomes_of(wanted(label, kind), "A title", 6)
    assert (own.text, own.verb_from, own.way.name) == (text, verb_from, way)


def test_a_skill_named_by_a_noun_takes_the_verbs_that_ads_put_before_it() -> None:
    found = outcomes_of(wanted("SQL", SkillKind.KNOWLEDGE, Verb("write", 7), Verb("teach", 2)), "A title", 6)
    assert [(one.text.split(",")[0], one.verb_from, one.verb_ads) for one in found] == [
        ("Write SQL", ADS, 7),
        ("Teach SQL", ADS, 2),
    ]
    assert len(outcomes_of(wanted("SQL", SkillKind.KNOWLEDGE, Verb("write", 7), Verb("teach", 2)), "A title", 1)) == 1


def test_verbs_are_those_before_the_name_in_enough_ads() -> None:
    said = ["You will write SQL.", "Writes complex SQL daily.", "Design, document and teach SQL.", "Strong SQL", "SQL."]
    evidence = [demand(SQL, Importance.ESSENTIAL, (text, "SQL")).evidence[0] for text in said]
    assert verbs_spoken(evidence, 1) == (Verb("write", 2), Verb("teach", 1))
    assert verbs_spoken(evidence, 2) == (Verb("write", 2),)


@pytest.mark.parametrize(
    "text", ["Knowledge of SQL", "Ensure SQL", "Write reports. SQL", "Require SQL", "Develop SQL", "Test SQL"]
)
def test_nouns_and_verbs_that_say_little_are_no_verb_of_a_skill(text: str) -> None:
    assert verbs_spoken(demand(SQL, Importance.ESSENTIAL, (text, "SQL")).evidence, 1) == ()


def test_a_way_goes_by_the_verb_and_by_the_object_where_the_verb_is_plain() -> None:
    assert way_of(["search", "teams"]).name == "searching"
    assert way_of(["perform", "data", "analysis"]).name == "analysing"
    assert way_of(["work", "in", "teams"]).name == "working together"
    assert way_of(["work", "independently"]) is OTHERWISE
    assert way_of(["whisk", "analysis"]) is OTHERWISE


def test_a_draft_is_made_of_the_skills_asked_for_most_and_none_of_its_outcomes_is_vague() -> None:
    found = drafted()
    assert [own.skill for own in found.outcomes] == [SQL, INTERVIEWS]
    assert found.outcomes[0].text.startswith("Write SQL, for a named audience")
    assert (found.outcomes[0].verb_from, found.outcomes[0].verb_ads, found.outcomes[0].ads) == (ADS, 13, 14)
    assert vague_outcomes(found.course) == ()
    assert len(found.course.outcomes) == len(found.outcomes)


def test_a_draft_says_that_it_is_one_and_claims_the_need_in_figures() -> None:
    course = drafted().course
    assert course.name == course.credential.name == "DRAFT: Data work"
    assert course.id == "draft-data-work"
    assert (course.description or "").startswith("Draft of 26 November 2026, not on offer:")
    assert "Idea for checking outcome 1: " in (course.description or "")
    assert (course.credential.employer_need or "").startswith(
        "By job ads: Of 22 different job ads looked at, about 15 (66.2 %;"
    )


def test_each_skill_is_stated_once_as_taught() -> None:
    found = drafted(SQL, "SQL").course.alignments
    assert [(own.concept, own.role, own.stated, own.field, own.text) for own in found] == [
        (SQL, AlignmentRole.TEACHES, True, "outcomes[0]", "SQL")
    ]


def test_what_the_provider_does_not_say_stays_open() -> None:
    course = drafted().course
    assert (course.credential.level, course.opportunity.workload, course.opportunity.language) == (None, None, None)
    assert course.credential.assessment is None
    lacking = [own.element.name for own in lint_entry(course).findings if own.is_open]
    assert {"level", "credits", "review", "workload", "type of assessment"} <= {*lacking}
    assert "evidence of employers' need" not in lacking
    assert "learning outcomes" not in lacking


def test_what_the_provider_says_is_taken_over() -> None:
    given = Given(day=DAY, title="Querying for <libraries>", level="NZQCF 5", hours=40, language="mi")
    course = drafted(given=given).course
    assert (course.name, course.id) == ("DRAFT: Querying for <libraries>", "draft-querying-for-libraries")
    assert course.credential.level == "NZQCF 5"
    assert course.opportunity.workload is not None
    assert (course.opportunity.workload.hours, course.opportunity.language) == (40, "mi")


def test_hours_of_other_courses_are_an_indication_only_and_no_fact() -> None:
    found = drafted(SQL, "SQL")
    assert found.hours_elsewhere == (10, 30)
    assert "state 10 to 30 hours: an indication only" in (found.course.description or "")
    assert found.course.opportunity.workload is None


def test_a_small_demand_is_no_need_that_a_draft_claims() -> None:
    found = drafted(THINKING, "critical thinking")
    assert found.is_small
    assert found.course.credential.employer_need is None
    assert "by itself it is no evidence of a need" in (found.course.description or "")


def test_without_any_ad_there_is_no_draft() -> None:
    with pytest.raises(NoEvidence, match="'Python'"):
        drafted(PYTHON, "Python")
    with pytest.raises(UnknownConcept):
        drafted("s:nothing", "nothing")


def test_rare_skills_are_left_out_unless_all_are_rare() -> None:
    found = wanted_skills(provider(library_ads()), DATA, ALL)
    assert [(own.label, own.ads) for own in found] == [
        ("SQL", 14),
        ("conduct research interview", 12),
    ]
    [rare] = wanted_skills(provider(library_ads()), "thinking", ALL)
    assert (rare.label, rare.ads) == ("think critically", 1)


def test_occupations_are_those_of_the_ads_that_ask() -> None:
    assert occupations_asking(provider(library_ads()), SQL, ALL) == (("librarian", 14),)


def test_a_title_without_latin_letters_has_an_id_all_the_same() -> None:
    assert drafted(given=Given(day=DAY, title="مهارات 😀")).course.id == "draft-untitled"


def test_the_same_question_gives_the_same_draft() -> None:
    assert replace(drafted(), course=drafted().course) == drafted()
