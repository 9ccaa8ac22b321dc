"""What three frameworks ask of an entry: each element present, missing, vague or broken, with the words it rests on."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from matcher.achievements import Achievement, AchievementId, AchievementKind, AlignmentRole, Competency
from matcher.completeness.findings import Framework, Status, Verdict
from matcher.completeness.new_zealand import years_between_reviews
from matcher.completeness.report import RULES, lint_catalogue, lint_entry
from matcher.credentials import Credential
from matcher.opportunities import Instance, LearningOpportunity, Mode, Money, Workload

EU, AU, NZ = Framework.EUROPE, Framework.AUSTRALIA, Framework.NEW_ZEALAND
TWENTY_HOURS = Workload(hours_min=20, hours_max=20)


def entry(
    *,
    name: str = "Handling archives",
    kind: AchievementKind = AchievementKind.MICRO_CREDENTIAL,
    description: str | None = None,
    outcomes: tuple[str, ...] = (),
    credential: Credential | None = None,
    opportunity: LearningOpportunity | None = None,
    competencies: tuple[Competency, ...] = (),
) -> Achievement:
    return Achievement(
        id=AchievementId("a"),
        name=name,
        kind=kind,
        kind_stated=kind.value,
        description=description,
        outcomes=outcomes,
        topics=(),
        credential=credential or Credential(name=name),
        opportunity=opportunity or LearningOpportunity(),
        competencies=competencies,
    )


def awarded(**facts: object) -> Achievement:
    return entry(credential=replace(Credential(name="x"), **facts))  # type: ignore[arg-type]


def learned(**facts: object) -> Achievement:
    return entry(opportunity=replace(LearningOpportunity(), **facts))  # type: ignore[arg-type]


def verdict(achievement: Achievement, framework: Framework, element: str) -> Verdict:
    [found] = [
        finding.verdict
        for finding in lint_entry(achievement).findings
        if (finding.element.framework, finding.element.name) == (framework, element)
    ]
    return found


COMPLETE = entry(
    outcomes=("Describe a collection to the standard in use", "Pack fragile records for transport"),
    credential=Credential(
        name="Handling archives",
        awarding_body="Example Institute",
        level="NZQCF 4",
        credits="10 NZQCF credits",
        assessment="a packed box, judged by two archivists",
        quality_assurance="audited by the national agency",
        recognised_by=("Society of Archivists",),
        employer_need="letters of support from 12 employers",
        review="every 2 years",
    ),
    opportunity=LearningOpportunity(
        mode=Mode.BLENDED,
        country="NZ",
        workload=Workload(hours_min=100, hours_max=100),
        price=Money(Decimal(300), "NZD"),
        url="https://example.org/a",
    ),
)


def test_the_european_list_has_eleven_mandatory_elements_and_five_optional_ones() -> None:
    own = [rule.element for rule in RULES if rule.element.framework is EU]
    assert sum(element.mandatory for element in own) == 11
    assert [element.name for element in own if not element.mandatory] == [
        "prerequisites",
        "supervision and identity check",
        "grade",
        "stackability",
        "further information",
    ]


@pytest.mark.parametrize("element", ["learner", "date of issuing"])
def test_what_belongs_to_an_awarded_credential_is_not_of_a_catalogue(element: str) -> None:
    assert verdict(entry(), EU, element) == Verdict(status=Status.NOT_OF_A_CATALOGUE, field=None)


@pytest.mark.parametrize(
    ("framework", "element", "field"),
    [
        (EU, "country of issuer", "country"),
        (EU, "awarding body", "awarding_body"),
        (EU, "learning outcomes", "outcomes"),
        (EU, "workload", "workload"),
        (EU, "level", "level"),
        (EU, "type of assessment", "assessment"),
        (EU, "form of participation", "mode"),
        (EU, "quality assurance", "quality_assurance"),
        (EU, "prerequisites", "prerequisites"),
        (EU, "supervision and identity check", "supervision"),
        (EU, "grade", "grading"),
        (EU, "stackability", "stackability"),
        (EU, "further information", "url"),
        (AU, "outcomes", "outcomes"),
        (AU, "assessment", "assessment"),
        (AU, "volume of learning", "workload"),
        (AU, "delivery", "mode"),
        (AU, "cost", "price"),
        (AU, "recognition", "recognised_by"),
        (NZ, "evidence of employers' need", "employer_need"),
        (NZ, "level", "level"),
        (NZ, "credits", "credits"),
        (NZ, "review", "review"),
    ],
)
def test_what_an_entry_does_not_state_is_missing_and_the_field_is_named(
    framework: Framework, element: str, field: str
) -> None:
    found = verdict(entry(), framework, element)
    assert (found.status, found.field, found.text) == (Status.MISSING, field, None)
    assert found.instead


@pytest.mark.parametrize(
    ("achievement", "framework", "element", "text"),
    [
        (COMPLETE, EU, "title", "Handling archives"),
        (COMPLETE, EU, "country of issuer", "NZ"),
        (COMPLETE, EU, "awarding body", "Example Institute"),
        (COMPLETE, EU, "learning outcomes", "2 outcomes"),
        (COMPLETE, EU, "workload", "100 hours"),
        (awarded(credits="4 ECTS"), EU, "workload", "4 ECTS"),
        (awarded(level="EQF 4"), EU, "level", "EQF 4"),
        (COMPLETE, EU, "type of assessment", "a packed box, judged by two archivists"),
        (COMPLETE, EU, "form of participation", "blended"),
        (learned(instances=(Instance(mode=Mode.ONLINE),)), EU, "form of participation", "online"),
        (COMPLETE, EU, "quality assurance", "audited by the national agency"),
        (learned(prerequisites=("none",)), EU, "prerequisites", "none"),
        (awarded(supervision="in the room, passport shown"), EU, "supervision and identity check",
         "in the room, passport shown"),
        (awarded(grading="pass or fail"), EU, "grade", "pass or fail"),
        (awarded(stackability="counts toward the diploma"), EU, "stackability", "counts toward the diploma"),
        (COMPLETE, EU, "further information", "https://example.org/a"),
        (COMPLETE, AU, "volume of learning", "100 hours"),
        (COMPLETE, AU, "delivery", "blended"),
        (COMPLETE, AU, "cost", "NZD 300"),
        (learned(price=Money(Decimal(0), "AUD")), AU, "cost", "AUD 0"),
        (COMPLETE, AU, "recognition", "Society of Archivists"),
        (awarded(stackability="counts toward the diploma"), AU, "recognition", "counts toward the diploma"),
        (COMPLETE, NZ, "evidence of employers' need", "letters of support from 12 employers"),
        (COMPLETE, NZ, "level", "NZQCF 4"),
        (COMPLETE, NZ, "credits", "10 NZQCF credits"),
        (awarded(credits="40 NZQCF credits"), NZ, "credits", "40 NZQCF credits"),
        (COMPLETE, NZ, "review", "every 2 years"),
    ],
)  # fmt: skip
def test_what_is_stated_is_present_with_its_words(
    achievement: Achievement, framework: Framework, element: str, text: str
) -> None:
    found = verdict(achievement, framework, element)
    assert (found.status, found.text) == (Status.PRESENT, text)


@pytest.mark.parametrize(
    ("achievement", "framework", "element", "field"),
    [
        (entry(name="COMP1001"), EU, "title", "name"),
        (entry(name="Course 1"), EU, "title", "name"),
        (learned(country="worldwide"), EU, "country of issuer", "country"),
        (learned(provider="Example TAFE"), EU, "awarding body", "provider"),
        (awarded(awarding_body="TBA"), EU, "awarding body", "awarding_body"),
        (entry(outcomes=("Understand basics of archives",)), EU, "learning outcomes", "outcomes[0]"),
        (entry(competencies=(Competency(name="packing", role=AlignmentRole.TEACHES),)), EU, "learning outcomes",
         "competencies"),
        (entry(description="You will learn to pack."), EU, "learning outcomes", "description"),
        (entry(description="This six-week course is fun."), EU, "workload", "description"),
        (learned(duration="12 weeks"), EU, "workload", "duration"),
        (learned(duration="12 weeks"), AU, "volume of learning", "duration"),
        (awarded(credits="10 credit points"), EU, "workload", "credits"),
        (awarded(level="Beginner"), EU, "level", "level"),
        (awarded(level="AQF 5"), EU, "level", "level"),
        (entry(description="It ends with a written exam."), EU, "type of assessment", "description"),
        (awarded(assessment="see website"), EU, "type of assessment", "assessment"),
        (entry(description="It is taught online."), EU, "form of participation", "description"),
        (awarded(quality_assurance="yes"), EU, "quality assurance", "quality_assurance"),
        (entry(description="No previous experience is required."), EU, "prerequisites", "description"),
        (awarded(supervision="N/A"), EU, "supervision and identity check", "supervision"),
        (awarded(grading="various"), EU, "grade", "grading"),
        (awarded(stackability="to be confirmed"), EU, "stackability", "stackability"),
        (awarded(credits="10 credit points"), AU, "volume of learning", "credits"),
        (learned(workload=Workload(hours_min=100, hours_max=700)), AU, "volume of learning", "workload"),
        (entry(description="Join free of charge."), AU, "cost", "description"),
        (awarded(recognised_by=("various",)), AU, "recognition", "recognised_by"),
        (awarded(credits="5 ECTS"), AU, "recognition", "credits"),
        (awarded(employer_need="employers love it"), NZ, "evidence of employers' need", "employer_need"),
        (entry(description="Learn in-demand skills."), NZ, "evidence of employers' need", "description"),
        (awarded(level="EQF 4"), NZ, "level", "level"),
        (awarded(credits="5 ECTS"), NZ, "credits", "credits"),
        (awarded(credits="60 credit points"), NZ, "credits", "credits"),
        (awarded(credits="some"), NZ, "credits", "credits"),
        (awarded(review="regularly"), NZ, "review", "review"),
    ],
)  # fmt: skip
def test_what_is_only_spoken_of_or_keeps_a_place_is_vague(
    achievement: Achievement, framework: Framework, element: str, field: str
) -> None:
    found = verdict(achievement, framework, element)
    assert (found.status, found.field) == (Status.VAGUE, field)
    assert found.text
    assert found.instead


@pytest.mark.parametrize(
    ("achievement", "framework", "element", "because"),
    [
        (awarded(level="Level 5"), EU, "level", "a number without its framework"),
        (awarded(level="5"), NZ, "level", "a number without its framework"),
        (awarded(level="EQF 9"), EU, "level", "no such level"),
        (awarded(assessment="None."), EU, "type of assessment", "awarded after an assessment"),
        (awarded(assessment="no assessment"), AU, "assessment", "awarded after an assessment"),
        (replace(awarded(credits="5 ECTS"), opportunity=LearningOpportunity(workload=TWENTY_HOURS)), EU, "workload",
         "5 ECTS stand for 125 to 150 hours"),
        (replace(awarded(credits="10 NZQCF credits"), opportunity=LearningOpportunity(workload=TWENTY_HOURS)), NZ,
         "credits", "10 NZQCF stand for 100 hours"),
        (learned(workload=Workload(hours_min=0.25, hours_max=0.5)), AU, "volume of learning", "less than one hour"),
        (learned(workload=Workload(hours_min=600, hours_max=1200)), AU, "volume of learning", "the volume of an award"),
        (awarded(credits="60 ECTS"), AU, "volume of learning", "the volume of an award"),
        (entry(kind=AchievementKind.DEGREE), AU, "volume of learning", "a degree is an award itself"),
        (awarded(credits="45 NZQCF credits"), NZ, "credits", "more than 40 credits"),
        (awarded(review="every 5 years"), NZ, "review", "5 years are outside 1 to 3"),
        (awarded(review="every 6 months"), NZ, "review", "0.5 years are outside 1 to 3"),
    ],
)  # fmt: skip
def test_what_is_against_a_rule_is_broken_and_says_which(
    achievement: Achievement, framework: Framework, element: str, because: str
) -> None:
    found = verdict(achievement, framework, element)
    assert found.status is Status.BROKEN
    assert because in (found.instead or "")


def test_credits_and_hours_that_roughly_agree_are_not_against_each_other() -> None:
    five = replace(
        awarded(credits="5 ECTS"), opportunity=LearningOpportunity(workload=Workload(hours_min=100, hours_max=100))
    )
    assert verdict(five, EU, "workload").status is Status.PRESENT


def test_a_level_of_another_framework_comes_with_its_indicative_counterpart() -> None:
    assert "indicatively EQF 5" in (verdict(awarded(level="AQF 5"), EU, "level").instead or "")
    assert "indicatively NZQCF 3 or NZQCF 4" in (verdict(awarded(level="EQF 4"), NZ, "level").instead or "")


def test_hours_without_credits_are_told_in_credits() -> None:
    found = verdict(learned(workload=Workload(hours_min=30, hours_max=45)), NZ, "credits")
    assert found.status is Status.MISSING
    assert "come to 4.5 credits" in (found.instead or "")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("every 2 years", 2.0),
        ("every three years", 3.0),
        ("annually", 1.0),
        ("18 months", 1.5),
        ("biennial review", 2.0),
        ("2027", 2.0),
        ("next review 2027-07-01", 2.0),
        ("when needed", None),
    ],
)
def test_the_time_between_reviews_is_read_from_words_or_from_a_date(text: str, years: float | None) -> None:
    found = years_between_reviews(text, dt.date(2025, 7, 1))
    assert found == (None if years is None else pytest.approx(years, abs=0.01))


def test_a_date_of_review_says_nothing_where_the_entry_is_not_dated() -> None:
    assert years_between_reviews("2027-07-01", None) is None


def test_the_fully_stated_entry_has_nothing_to_do_but_its_level_in_the_other_framework() -> None:
    found = lint_entry(COMPLETE)
    assert [finding.element.name for finding in found.findings if finding.is_open] == ["level"]
    assert found.to_do == 1


def test_a_catalogue_is_counted_by_element_and_its_worst_entries_come_first() -> None:
    bare = replace(entry(), id=AchievementId("b"))
    report = lint_catalogue([COMPLETE, bare])
    counts = {(e.framework, e.name): dict(count) for e, count in report.elements.items()}
    assert counts[EU, "awarding body"] == {Status.PRESENT: 1, Status.MISSING: 1}
    assert counts[EU, "learner"] == {Status.NOT_OF_A_CATALOGUE: 2}
    assert report.complete == {EU: 0, AU: 1, NZ: 1}
    assert [one.achievement.id for one in report.worst] == ["b", "a"]
    assert (report.outcomes, report.vague_outcomes) == (2, 0)
