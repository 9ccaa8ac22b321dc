"""CTDL credentials and learning opportunities come in with what this product needs, joined where they are one."""

import json
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.courses.ctdl import CTDL
from corpora.courses.files import read_courses
from matcher.achievements import Achievement, AchievementKind, AlignmentRole, Competency
from matcher.credits import Credits, CreditSystem
from matcher.errors import Rejected
from matcher.opportunities import Mode, Money, Workload

SAMPLE = Path(__file__).parent / "samples" / "ctdl.jsonld"
"""Ours, written from the specification."""
CONTEXT = "https://credreg.net/ctdl/schema/context/json"
REGISTRY = "https://credentialengineregistry.org/resources/ce-5f0c7c1e-3f63-4b7c-9d0a-0d5b1f3a9c"
TUITION = "costType:Tuition"
CRITICAL = "http://data.europa.eu/esco/skill/7dd94ad3-13d6-43fe-8b94-51fcbf67ced9"


def of_sample() -> dict[str, Achievement]:
    return {one.name: one for one in read_courses(SAMPLE) if isinstance(one, Achievement)}


def read(tmp_path: Path, *nodes: dict[str, Any]) -> list[Achievement | Rejected]:
    path = tmp_path / "graph.json"
    path.write_text(json.dumps({"@context": CONTEXT, "@graph": nodes}), encoding="utf-8")
    return list(read_courses(path))


def course(tmp_path: Path, **fields: object) -> Achievement:
    node = {"@id": "https://e.org/a", "@type": "ceterms:Course", "ceterms:name": "A"}
    [found] = read(tmp_path, node | {f"ceterms:{name}": value for name, value in fields.items()})
    assert isinstance(found, Achievement), found
    return found


def aligned(target: str) -> dict[str, str]:
    return {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": target}


def condition(**fields: object) -> dict[str, object]:
    return {"@type": "ceterms:ConditionProfile", **{f"ceterms:{name}": value for name, value in fields.items()}}


def test_a_credential_and_the_only_opportunity_that_it_requires_are_one_achievement() -> None:
    evidence = of_sample()["Evidence at Work"]
    assert evidence.id == f"{REGISTRY}01"
    assert (evidence.kind, evidence.kind_stated) == (AchievementKind.MICRO_CREDENTIAL, "MicroCredential")
    assert evidence.topics == ("information literacy", "critical thinking", "Library science")
    credential = evidence.credential
    assert (credential.awarding_body, credential.level, credential.valid_for) == (
        "Harbour Institute",
        "Beginner Level",
        "2 years",
    )
    assert credential.credit_points == Credits(Decimal(3), CreditSystem.SEMESTER_HOURS)
    assert credential.recognised_by == (f"{REGISTRY}ff",)
    assert str(credential.date) == "2026-08-01"
    way = evidence.opportunity
    assert (way.provider, way.mode, way.language, way.country) == (
        "Harbour Institute",
        Mode.ONLINE,
        "en",
        "New Zealand",
    )
    assert way.workload == Workload(hours_min=20, hours_max=30, stated="10 weeks at 2 to 3 hours a week")
    assert way.audience == "Former Military / Veteran; Library staff"
    assert way.url == "https://harbour.example.org/evidence"


def test_how_it_is_assessed_and_who_vouches_for_it_are_told_in_words() -> None:
    credential = of_sample()["Evidence at Work"].credential
    assert credential.assessment == "Portfolio Evaluation; Three reports from work"
    assert (credential.supervision, credential.grading) == ("Proctored", "Pass or not yet")
    assert credential.quality_assurance == "Accredited by Quality Board"
    assert credential.stackability == "Carries over in full; Counts toward Information Studies"


def test_competencies_are_taught_required_and_assessed_and_none_is_said_twice() -> None:
    evidence = of_sample()["Evidence at Work"]
    assert evidence.outcomes == ("Judge the credibility of a source",)
    assert [(one.concept, one.role, one.text) for one in evidence.alignments] == [
        (CRITICAL, AlignmentRole.TEACHES, "think critically")
    ]
    assert evidence.competencies == (
        Competency(
            name="Searching as Strategic Exploration",
            role=AlignmentRole.TEACHES,
            description="Search in several ways, and change the way with what is found.",
            framework="ACRL Framework",
            code="SSE",
        ),
        Competency(
            name="Cites the sources of a report",
            role=AlignmentRole.ASSESSES,
            framework="Evidence at Work: competencies",
            url=f"{REGISTRY}04",
            code="EV.4",
        ),
        Competency(name="Read English fluently", role=AlignmentRole.REQUIRES),
    )


def test_prerequisites_are_texts_then_achievements_then_what_is_only_advised() -> None:
    assert of_sample()["Evidence at Work"].opportunity.prerequisites == (
        "A computer with internet access",
        "Minimum age: 16",
        f"{REGISTRY}05",
        "Recommended: A year of work in an office",
    )


def test_the_opportunities_of_a_credential_that_requires_several_are_its_parts() -> None:
    found = of_sample()
    studies = found["Information Studies"]
    assert studies.parts == (f"{REGISTRY}01", found["Cataloguing"].id, found["Archives"].id)
    assert studies.competencies == (Competency(name="Describe a collection", role=AlignmentRole.ASSESSES),)
    assert studies.opportunity.prerequisites == ("A secondary school diploma",)
    assert found["Cataloguing"].kind is AchievementKind.COURSE_SERIES
    assert "A secondary school diploma" not in found


def test_what_everybody_pays_is_the_price_at_the_dearest() -> None:
    assert of_sample()["Evidence at Work"].opportunity.price == Money(Decimal("169.50"), "NZD")


def test_what_can_not_be_an_achievement_is_named_by_its_place_and_field() -> None:
    faults = [one for one in read_courses(SAMPLE) if isinstance(one, Rejected)]
    assert [one.field for one in faults] == ["@graph[13].price", "@graph[14].name"]


@pytest.mark.parametrize(
    ("credential", "opportunity"),
    [
        ({"ceterms:requires": [condition(targetLearningOpportunity=["https://e.org/way"])]}, {}),
        ({"ceterms:requires": condition(targetLearningOpportunity={"@id": "https://e.org/way"})}, {}),
        ({"ceterms:requires": ["https://e.org/way"]}, {}),
        ({}, {"ceterms:isPreparationFor": ["https://e.org/badge"]}),
        ({}, {"ceterms:isPreparationFor": condition(targetCredential=["https://e.org/badge"])}),
        ({}, {"ceterms:targetCredential": "https://e.org/badge"}),
        ({}, {"ceterms:resultsInCredential": ["https://e.org/badge"]}),
    ],
)
def test_either_side_may_say_that_the_two_belong_together(
    tmp_path: Path, credential: dict[str, object], opportunity: dict[str, object]
) -> None:
    badge = {"@id": "https://e.org/badge", "@type": "ceterms:OpenBadge", "ceterms:name": "Badge", **credential}
    way = {"@id": "https://e.org/way", "@type": "ceterms:Course", "ceterms:name": "Way", **opportunity}
    [found] = read(tmp_path, way, badge)
    assert isinstance(found, Achievement)
    assert (found.id, found.name, found.kind) == ("https://e.org/badge", "Badge", AchievementKind.DIGITAL_BADGE)
    assert found.parts == ()


@pytest.mark.parametrize(
    "nodes",
    [
        [
            {"@id": "https://e.org/b", "ceterms:requires": condition(targetLearningOpportunity=["https://e.org/w"])},
            {"@id": "https://e.org/c", "ceterms:requires": condition(targetLearningOpportunity=["https://e.org/w"])},
        ],
        [
            {
                "@id": "https://e.org/b",
                "ceterms:requires": condition(targetLearningOpportunity=["https://e.org/w", "https://e.org/elsewhere"]),
            }
        ],
    ],
)
def test_an_opportunity_of_two_credentials_or_a_credential_of_two_opportunities_is_not_joined(
    tmp_path: Path, nodes: list[dict[str, object]]
) -> None:
    badges = [{"@type": "ceterms:Badge", "ceterms:name": "B", **node} for node in nodes]
    way = {"@id": "https://e.org/w", "@type": "ceterms:Course", "ceterms:name": "W"}
    found = [one for one in read(tmp_path, *badges, way) if isinstance(one, Achievement)]
    assert [one.id for one in found] == [*(node["@id"] for node in nodes), "https://e.org/w"]
    assert "https://e.org/w" in found[0].parts


@pytest.mark.parametrize(
    ("profile", "hours", "stated"),
    [
        ({"timeRequired": "PT36H", "exactDuration": "P12W"}, (36, 36), "36 hours"),
        ({"exactDuration": "PT90M"}, (1.5, 1.5), "90 minutes"),
        ({"minimumDuration": "PT10H", "maximumDuration": "PT15H"}, (10, 15), "10 hours to 15 hours"),
        ({"maximumDuration": "PT15H"}, (0, 15), "up to 15 hours"),
        ({"exactDuration": "P12W", "description": {"en": "3 hours per week"}}, (36, 36), "12 weeks, 3 hours per week"),
    ],
)
def test_hours_are_the_time_spent(
    tmp_path: Path, profile: dict[str, object], hours: tuple[float, float], stated: str
) -> None:
    found = course(tmp_path, estimatedDuration=[{f"ceterms:{name}": value for name, value in profile.items()}])
    assert found.opportunity.workload == Workload(hours_min=hours[0], hours_max=hours[1], stated=stated)


@pytest.mark.parametrize(
    ("profile", "lasting"),
    [
        ({"exactDuration": "P1Y6M"}, "1 year 6 months"),
        ({"exactDuration": "P1Y", "description": {"en": "Full time"}}, "1 year (Full time)"),
        ({"minimumDuration": "P10W", "maximumDuration": "P12W"}, "10 weeks to 12 weeks"),
        ({"minimumDuration": "P1M"}, "at least 1 month"),
        ({"timeRequired": "PT36H", "exactDuration": "P12W"}, "12 weeks"),
        ({"description": {"en": "At your own pace"}}, "At your own pace"),
        ({"timeRequired": "PT36H"}, None),
    ],
)
def test_how_long_it_goes_on_is_kept_apart_from_the_hours_and_written_again(
    tmp_path: Path, profile: dict[str, object], lasting: str | None
) -> None:
    found = course(tmp_path, estimatedDuration={f"ceterms:{name}": value for name, value in profile.items()})
    assert found.opportunity.duration == lasting
    [again] = read(tmp_path, *CTDL.document([found], str)["@graph"])
    assert again == found


@pytest.mark.parametrize(
    ("costs", "price"),
    [
        ([(1200, "USD", TUITION), (50, "USD", "costType:Application")], Money(Decimal(1250), "USD")),
        ([(1200, "USD", TUITION), (1300.5, "USD", "costType:AggregateCost")], Money(Decimal("1300.5"), "USD")),
        ([("1,200.00", "USD", None)], Money(Decimal(1200), "USD")),
        ([(80, "EUR", TUITION), (90, "USD", TUITION)], Money(Decimal(80), "EUR")),
        ([(60, "USD", "costType:LearningResource")], None),
        ([(0, "USD", "https://purl.org/ctdl/vocabs/costType/Tuition")], Money(Decimal(0), "USD")),
    ],
)
def test_costs_of_one_currency_are_added_by_their_types(
    tmp_path: Path, costs: list[tuple[object, str, str | None]], price: Money | None
) -> None:
    profiles = [
        {"ceterms:price": amount, "ceterms:currency": currency}
        | ({"ceterms:directCostType": [aligned(kind)]} if kind else {})
        for amount, currency, kind in costs
    ]
    assert course(tmp_path, estimatedCost=profiles).opportunity.price == price


def test_a_price_per_month_is_no_price_and_stays(tmp_path: Path) -> None:
    profile = {"ceterms:price": 39, "ceterms:currency": "USD", "ceterms:paymentPattern": {"en": "39 USD a month"}}
    found = course(tmp_path, estimatedCost=[profile])
    assert found.opportunity.price is None
    assert found.foreign is not None
    assert json.loads(found.foreign.fields)["opportunity"]["ceterms:estimatedCost"] == [profile]


@pytest.mark.parametrize(
    ("value", "unit", "credits"),
    [
        ({"value": 3}, "creditUnit:SemesterHour", "3 semester hours"),
        ({"minValue": 3, "maxValue": 4}, aligned("creditUnit:QuarterHour"), "3 to 4 quarter hours"),
        ({"value": 5.0, "description": {"en": "5 ECTS credit points"}}, None, "5 ECTS credit points"),
        ({"value": 2.5}, aligned("creditUnit:DegreeCredit"), "2.5 credits (degree credit)"),
        ({"value": 10}, None, "10"),
    ],
)
def test_credit_values_are_told_with_their_unit(
    tmp_path: Path, value: dict[str, object], unit: object, credits: str
) -> None:
    profile = {f"schema:{name}": one for name, one in value.items()} | {"ceterms:creditUnitType": unit}
    assert course(tmp_path, creditValue=profile).credential.credits == credits


def test_credits_of_former_versions_of_ctdl_are_read(tmp_path: Path) -> None:
    units = {"creditUnitValue": 3, "creditUnitType": aligned("creditUnit:ContinuingEducationUnit")}
    assert course(tmp_path, **units).credential.credits == "3 continuing education units"
    hours = {"creditHourValue": "1", "creditHourType": {"en": "Contact hour"}}
    assert course(tmp_path, **hours).credential.credits == "1 contact hour"


@pytest.mark.parametrize(
    ("stated", "mode"),
    [
        ([aligned("deliveryType:OnlineOnly")], Mode.ONLINE),
        (aligned("https://purl.org/ctdl/vocabs/deliveryType/InPerson"), Mode.ON_SITE),
        (["deliveryType:OnlineOnly", "deliveryType:InPerson"], Mode.BLENDED),
        ([aligned("deliveryType:VariableSite")], None),
    ],
)
def test_modes_are_concepts_however_they_are_referred_to(tmp_path: Path, stated: object, mode: Mode | None) -> None:
    assert course(tmp_path, deliveryType=stated).opportunity.mode is mode


def test_a_level_is_named_with_its_framework_and_comes_before_that_of_the_audience(tmp_path: Path) -> None:
    reached = {"ceterms:targetNodeName": {"en": "Level 5"}, "ceterms:frameworkName": {"en": "NZQCF"}}
    found = course(tmp_path, atLevel=[reached], audienceLevelType=[aligned("audLevel:BeginnerLevel")])
    assert found.credential.level == "NZQCF Level 5"


@pytest.mark.parametrize(
    ("class_", "kind"),
    [
        ("Badge", AchievementKind.DIGITAL_BADGE),
        ("Certification", AchievementKind.CERTIFICATE),
        ("License", AchievementKind.CERTIFICATE),
        ("HigherEducationLevel1Certificate", AchievementKind.CERTIFICATE),
        ("CertificateOfCompletion", AchievementKind.CERTIFICATE),
        ("BachelorOfScienceDegree", AchievementKind.DEGREE),
        ("ResearchDoctorate", AchievementKind.DEGREE),
        ("SecondarySchoolDiploma", AchievementKind.DEGREE),
        ("LearningProgram", AchievementKind.COURSE_SERIES),
        ("LearningOpportunityProfile", AchievementKind.COURSE),
    ],
)
def test_every_class_has_a_kind_and_is_kept_by_name(tmp_path: Path, class_: str, kind: AchievementKind) -> None:
    [found] = read(tmp_path, {"@id": "https://e.org/a", "@type": f"ceterms:{class_}", "ceterms:name": {"en-US": "A"}})
    assert isinstance(found, Achievement)
    assert (found.kind, found.kind_stated) == (kind, class_)


def test_one_resource_is_found_under_all_its_addresses(tmp_path: Path) -> None:
    ctid = "ce-0a1b2c3d-1111-4222-8333-444455556666"
    body = {"@id": f"https://credentialengineregistry.org/resources/{ctid}", "ceterms:name": "Harbour Institute"}
    one = {"@id": "https://e.org/a", "@type": "ceterms:Course", "ceterms:name": "A"}
    owned = one | {"ceterms:ownedBy": f"http://credentialengineregistry.org/graph/{ctid}"}
    [found] = read(tmp_path, owned, {"@type": "ceterms:CredentialOrganization", **body})
    assert isinstance(found, Achievement)
    assert found.opportunity.provider == "Harbour Institute"


def test_an_organisation_that_the_document_does_not_tell_of_is_named_by_its_address(tmp_path: Path) -> None:
    found = course(tmp_path, offeredBy=["https://credentialengineregistry.org/resources/ce-x"])
    assert found.opportunity.provider == "https://credentialengineregistry.org/resources/ce-x"


def test_an_assessment_that_the_document_does_not_tell_of_is_named_by_its_address(tmp_path: Path) -> None:
    assert course(tmp_path, targetAssessment=["https://e.org/exam"]).credential.assessment == "https://e.org/exam"


def test_an_answer_of_the_registry_is_read_with_its_envelope(tmp_path: Path) -> None:
    resource = {"@context": CONTEXT, "@id": "https://e.org/a", "@type": "ceterms:Course", "ceterms:name": "A"}
    path = tmp_path / "envelopes.json"
    path.write_text(json.dumps([{"envelope_id": "x", "decoded_resource": resource}]), encoding="utf-8")
    [found] = read_courses(path)
    assert isinstance(found, Achievement)
    assert found.id == "https://e.org/a"


def test_resources_that_refer_to_each_other_in_circles_do_no_harm(tmp_path: Path) -> None:
    one = {"@id": "_:a", "@type": "ceterms:Course", "ceterms:name": "A", "ceterms:isSimilarTo": ["_:b"] * 50}
    other = {"@id": "_:b", "@type": "ceterms:Course", "ceterms:name": "B", "ceterms:isSimilarTo": ["_:a"] * 50}
    start = {
        "@id": "https://e.org/c",
        "@type": "ceterms:Course",
        "ceterms:name": "C",
        "ceterms:hasPart": ["_:a", "_:b"],
    }
    found = [item for item in read(tmp_path, one, other, start) if isinstance(item, Achievement)]
    assert [item.name for item in found] == ["A", "B", "C"]
    assert found[2].parts == (found[0].id, found[1].id)


def test_a_price_beyond_all_measure_is_a_fault_and_no_number(tmp_path: Path) -> None:
    node = {"@id": "https://e.org/a", "@type": "ceterms:Course", "ceterms:name": "A"}
    cost = {"ceterms:price": "1e999999999", "ceterms:currency": "USD"}
    [fault] = read(tmp_path, node | {"ceterms:estimatedCost": cost})
    assert isinstance(fault, Rejected)
    assert fault.field == "@graph[0].price"


JUNK: tuple[object, ...] = (
    None, 0, -1, 1e30, True, "", "x", "PT0H", "2020-13-45", "_:first", "_:none", f"{REGISTRY}01", [], {}, [[]],
    ["a", 1, None], {"@id": "_:second"}, {"@id": 5}, {"@value": 5}, {"@type": [None, 3]}, {"en": ["a", "b"]},
    {"@type": "ceterms:ConditionProfile"}, {"@type": "ceterms:Badge"}, {"x": {"y": [1]}},
)  # fmt: skip


def places(value: object) -> Iterator[tuple[dict[str, Any] | list[Any], Any]]:
    """Every field of an object and every item of a list, as what holds it and the key there."""
    for key, own in [
        *(value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else []))
    ]:
        if key != "@context":
            assert isinstance(value, dict | list)
            yield value, key
            yield from places(own)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(JUNK)), min_size=1, max_size=4))
def test_whatever_stands_in_a_field_gives_achievements_and_faults(
    tmp_path: Path, changes: list[tuple[int, object]]
) -> None:
    document = json.loads(SAMPLE.read_text(encoding="utf-8"))
    for number, junk in changes:
        found = [*places(document)]
        holder, key = found[number % len(found)]
        holder[key] = deepcopy(junk)
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    achievements = [one for one in read_courses(path) if isinstance(one, Achievement)]
    assert json.dumps(CTDL.document(achievements, str))
