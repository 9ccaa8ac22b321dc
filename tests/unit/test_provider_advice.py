"""The advice to providers, answered by the entry's own words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from matcher.achievements import Achievement, AchievementId, AchievementKind, AlignmentRole, Competency
from matcher.completeness.advice import Aim, Answer, advice_followed
from matcher.completeness.findings import Said
from matcher.opportunities import Instance, LearningOpportunity, Mode, Money, Workload
from tests.unit.test_completeness import awarded, entry, learned

WORKLOAD = Workload(hours_min=8, hours_max=10)


def answer(achievement: Achievement, point: str) -> tuple[Answer, Said | None]:
    [found] = [one for one in advice_followed(achievement) if one.point.name == point]
    return found.answer, found.said


def named(kind: str, as_kind: AchievementKind) -> Achievement:
    return replace(entry(kind=as_kind), kind_stated=kind)


def about(text: str) -> Achievement:
    return entry(description=f"Nice to know. {text} It is fun.")


def test_each_aim_has_its_points() -> None:
    points = [one.point for one in advice_followed(entry())]
    assert {aim: sum(point.aim is aim for point in points) for aim in Aim} == {
        Aim.TRUST: 4,
        Aim.VALUE: 3,
        Aim.SUSTAINABILITY: 5,
    }


@pytest.mark.parametrize(
    ("achievement", "point", "said"),
    [
        (named("Micro-credential", AchievementKind.MICRO_CREDENTIAL), "standard definition",
         Said("kind", "Micro-credential")),
        (named("Badge", AchievementKind.DIGITAL_BADGE), "standard definition", Said("kind", "Badge")),
        (awarded(level="EQF 5"), "aligned level", Said("level", "EQF 5")),
        (learned(workload=WORKLOAD), "volume", Said("workload", "8 to 10 hours")),
        (awarded(credits="2 ECTS"), "volume", Said("credits", "2 ECTS")),
        (entry(competencies=(Competency(name="packing", role=AlignmentRole.TEACHES, framework="SFIA"),)), "standards",
         Said("competencies[0]", "SFIA")),
        (awarded(quality_assurance="audited by the agency"), "standards",
         Said("quality_assurance", "audited by the agency")),
        (about("It is aligned with the national standard."), "standards",
         Said("description", "It is aligned with the national standard.")),
        (awarded(employer_need="a survey of 30 employers"), "evidence of work relevance",
         Said("employer_need", "a survey of 30 employers")),
        (about("A survey says that 60% of jobs are in demand of it: in-demand work."), "evidence of work relevance",
         Said("description", "A survey says that 60% of jobs are in demand of it: in-demand work.")),
        (learned(workload=WORKLOAD, price=Money(Decimal(50), "AUD")), "value for time and money",
         Said("price", "AUD 50 for 10 hours")),
        (about("Prior learning counts."), "recognition of prior learning",
         Said("description", "Prior learning counts.")),
        (awarded(assessment="a portfolio"), "assessment", Said("assessment", "a portfolio")),
        (about("All materials are openly licensed."), "re-usable assets",
         Said("description", "All materials are openly licensed.")),
        (replace(entry(), parts=(AchievementId("p"), AchievementId("q"))), "re-usable assets", Said("parts", "p, q")),
        (about("It was designed by practitioners."), "industry experts",
         Said("description", "It was designed by practitioners.")),
        (learned(mode=Mode.BLENDED), "online or blended", Said("mode", "blended")),
        (learned(instances=(Instance(mode=Mode.ON_SITE), Instance(mode=Mode.ONLINE))), "online or blended",
         Said("mode", "on site, online")),
        (named("Badge", AchievementKind.DIGITAL_BADGE), "machine-readable certification", Said("kind", "Badge")),
        (about("You get a digital badge."), "machine-readable certification",
         Said("description", "You get a digital badge.")),
    ],
)  # fmt: skip
def test_advice_that_is_followed_is_answered_with_the_words(achievement: Achievement, point: str, said: Said) -> None:
    assert answer(achievement, point) == (Answer.YES, said)


@pytest.mark.parametrize(
    ("achievement", "point", "said"),
    [
        (named("Nanodegree", AchievementKind.MICRO_CREDENTIAL), "standard definition", Said("kind", "Nanodegree")),
        (awarded(level="Beginner"), "aligned level", Said("level", "Beginner")),
        (about("Learn in-demand skills."), "evidence of work relevance",
         Said("description", "Learn in-demand skills.")),
        (about("There is no recognition of prior learning."), "recognition of prior learning",
         Said("description", "There is no recognition of prior learning.")),
        (awarded(assessment="none"), "assessment", Said("assessment", "none")),
        (about("You won't get a digital badge."), "machine-readable certification",
         Said("description", "You won't get a digital badge.")),
        (about("You get a paper certificate."), "machine-readable certification",
         Said("description", "You get a paper certificate.")),
        (learned(mode=Mode.ON_SITE), "online or blended", Said("mode", "on site")),
    ],
)  # fmt: skip
def test_advice_that_is_not_followed_is_answered_with_the_words_too(
    achievement: Achievement, point: str, said: Said
) -> None:
    assert answer(achievement, point) == (Answer.NO, said)


def test_what_an_entry_does_not_speak_of_is_not_stated() -> None:
    silent = replace(entry(kind=AchievementKind.COURSE), kind_stated=None, opportunity=LearningOpportunity())
    assert {(one.answer, one.said) for one in advice_followed(silent)} == {(Answer.NOT_STATED, None)}


@pytest.mark.parametrize(
    "text",
    [
        "The assessment of soil is its subject.",
        "It prepares for the exams of another body.",
        "It studies quality assessment.",
    ],
)
def test_assessment_as_a_subject_is_no_assessment_of_the_course(text: str) -> None:
    assert answer(about(text), "assessment") == (Answer.NOT_STATED, None)
