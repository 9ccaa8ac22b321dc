"""What we write as CTDL keeps its rules, passes the publisher's validator, and is read as the same."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from corpora.courses.catalogue import read_sample_catalogue
from corpora.courses.ctdl import CTDL
from corpora.courses.ctdl.terms import CONTEXT
from corpora.courses.drafts import draft_document
from corpora.courses.files import read_courses
from corpora.courses.records import achievement_of
from matcher.achievements import Achievement, AchievementKind
from matcher.opportunities import Money, Workload
from tests.corpora.ctdl_validator import findings, installed, later_python
from tests.corpora.test_course_drafts import course

SAMPLES = Path(__file__).parent / "samples"
FORBIDDEN = {"ceterms:teaches", "ceterms:assesses", "ceterms:creditValue", "ceterms:deliveryType"}
"""On a credential."""
CTID = re.compile(r"ce-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
RECORD: dict[str, object] = {
    "id": "ev-101",
    "name": "Evidence at Work",
    "kind": "nanodegree",
    "description": "Find, judge and use information at work.",
    "provider": "Harbour Institute",
    "awarding_body": "Harbour University",
    "country": "New Zealand",
    "outcomes": ["Judge the credibility of a source", "Cite the sources of a report"],
    "topics": ["information literacy"],
    "level": "NZQCF Level 4",
    "duration": "10 weeks",
    "workload": "10 weeks at 2 to 3 hours a week",
    "price": "149.50",
    "currency": "NZD",
    "price_date": "2026-06-01",
    "mode": "blended",
    "language": "en",
    "start": "2027-03-01",
    "assessment": "Exam; Three reports from work",
    "prerequisites": ["Recommended: A year in an office", "A computer"],
    "credits": "5 NZQCF credits",
    "quality_assurance": "Accredited by Quality Board; Reviewed every two years",
    "supervision": "Proctored online",
    "grading": "Pass or not yet",
    "stackability": "Counts toward the Diploma in Information Studies",
    "valid_for": "as long as you are a member",
    "recognised_by": ["Library Association"],
    "date": "2026-08-01",
    "audience": "Library staff",
    "url": "https://harbour.example.org/evidence",
    "parts": ["ev-102"],
    "alignments": [{"uri": "http://data.europa.eu/esco/skill/7dd94ad3-13d6-43fe-8b94-51fcbf67ced9", "role": "teaches"}],
    "competencies": [{"name": "Read English fluently", "role": "requires"}],
    "instances": [{"id": "https://e.org/run", "start": "2027-03-01", "end": "2027-06-01", "place": "Wellington"}],
}


def evidence() -> Achievement:
    return achievement_of(RECORD)


def way_to_learn() -> Achievement:
    return replace(evidence(), kind=AchievementKind.COURSE, kind_stated="Course")


def alone(tmp_path: Path) -> Achievement:
    """A credential with facts of every kind and no opportunity in its document, as the registry would give it."""
    exam = {"@type": "ceterms:AssessmentProfile", "ceterms:name": {"en": "Trade exam"}, "ceterms:isProctored": True}
    node = {
        "@context": "https://credreg.net/ctdl/schema/context/json",
        "@id": "https://credentialengineregistry.org/resources/ce-0a1b2c3d-1111-4222-8333-444455556666",
        "@type": "ceterms:License",
        "ceterms:name": {"en": "Electrician"},
        "ceterms:ownedBy": [{"@type": "ceterms:CredentialOrganization", "ceterms:name": {"en": "Trades Board"}}],
        "ceterms:regulatedBy": [{"@type": "ceterms:QACredentialOrganization", "ceterms:name": {"en": "Ministry"}}],
        "ceterms:learningDeliveryType": ["deliveryType:InPerson"],
        "ceterms:estimatedDuration": {"@type": "ceterms:DurationProfile", "ceterms:exactDuration": "P2Y"},
        "ceterms:estimatedCost": {"@type": "ceterms:CostProfile", "ceterms:price": 250, "ceterms:currency": "USD"},
        "ceterms:renewal": {"@type": "ceterms:ConditionProfile", "ceterms:description": {"en": "Every spring"}},
        "ceterms:recommends": {
            "@type": "ceterms:ConditionProfile",
            "ceterms:experience": {"en": "On site"},
            "ceterms:targetCompetency": [{"ceterms:targetNodeName": {"en": "Algebra"}}],
        },
        "ceterms:requires": {
            "@type": "ceterms:ConditionProfile",
            "ceterms:targetAssessment": exam,
            "ceterms:targetCompetency": {"ceterms:targetNodeName": {"en": "Wire a house"}},
            "ceterms:condition": {"en": ["4,000 hours of practice"]},
            "ceterms:creditValue": {"schema:value": 30, "ceterms:creditUnitType": "creditUnit:SemesterHour"},
            "ceterms:targetCredential": ["https://e.org/high-school"],
        },
    }
    path = tmp_path / "license.json"
    path.write_text(json.dumps(node))
    [found] = [one for one in read_courses(path) if isinstance(one, Achievement)]
    return found


def graph(*achievements: Achievement) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = CTDL.document(achievements, lambda uri: f"label of {uri[-4:]}")["@graph"]
    return nodes


def again(tmp_path: Path, *achievements: Achievement) -> list[Achievement]:
    path = tmp_path / "written.json"
    path.write_text(json.dumps(CTDL.document(achievements, str)), encoding="utf-8")
    return [one for one in read_courses(path) if isinstance(one, Achievement)]


def of_file(name: str) -> list[Achievement]:
    return [one for one in read_courses(SAMPLES / name) if isinstance(one, Achievement)]


def test_an_award_becomes_a_credential_and_the_opportunity_that_leads_to_it() -> None:
    credential, opportunity, *_ = graph(evidence())
    assert (credential["@type"], opportunity["@type"]) == (
        "ceterms:MicroCredential",
        "ceterms:LearningOpportunityProfile",
    )
    assert not FORBIDDEN & credential.keys()
    [condition] = credential["ceterms:requires"]
    assert condition["ceterms:targetLearningOpportunity"] == [opportunity["@id"]]
    assert opportunity["ceterms:isPreparationFor"] == [credential["@id"]]
    assert condition["ceterms:targetCompetency"] == opportunity["ceterms:teaches"]
    assert opportunity["ceterms:creditValue"][0]["schema:value"] == 5
    assert opportunity["ceterms:estimatedDuration"][0]["ceterms:maximumDuration"] == "PT30H"
    assert opportunity["ceterms:estimatedCost"][0]["ceterms:price"] == 149.5


def test_a_way_to_learn_claims_no_award() -> None:
    types = [node["@type"] for node in graph(way_to_learn())]
    assert types[:2] == ["ceterms:Course", "ceterms:TransferValueProfile"]
    assert "ceterms:MicroCredential" not in types


def test_a_credential_that_stood_alone_is_written_alone_and_without_what_it_must_not_say(tmp_path: Path) -> None:
    one = alone(tmp_path)
    assert one.opportunity.prerequisites == (
        "4,000 hours of practice",
        "https://e.org/high-school",
        "Recommended: On site",
        "Recommended: Algebra",
    )
    assert one.credential.credits == "30 semester hours"
    assert (one.credential.assessment, one.credential.supervision, one.credential.valid_for) == (
        "Trade exam",
        "Proctored",
        "Every spring",
    )
    credential, *bodies = graph(one)
    assert not FORBIDDEN & credential.keys()
    assert {node["@type"] for node in bodies} == {"ceterms:CredentialOrganization", "ceterms:QACredentialOrganization"}
    assert again(tmp_path, one) == [one]


def test_ctids_are_of_the_published_grammar_and_always_the_same() -> None:
    nodes = graph(evidence())
    ctids = [node["ceterms:ctid"] for node in nodes if "ceterms:ctid" in node]
    assert all(CTID.fullmatch(ctid) for ctid in ctids)
    assert len(set(ctids)) == 3
    assert ctids == [node["ceterms:ctid"] for node in graph(evidence()) if "ceterms:ctid" in node]
    assert nodes[0]["@id"] == f"https://credentialengineregistry.org/resources/{ctids[0]}"


def test_an_id_that_is_an_address_stays_the_address() -> None:
    one = achievement_of({**RECORD, "id": "https://harbour.example.org/id/evidence"})
    credential = graph(one)[0]
    assert credential["@id"] == "https://harbour.example.org/id/evidence"
    assert "ceterms:identifier" not in credential
    assert CTID.fullmatch(credential["ceterms:ctid"])


def test_a_full_record_comes_back_with_all_that_it_states(tmp_path: Path) -> None:
    before, part = evidence(), achievement_of({"id": "ev-102", "name": "Searching", "kind": "course"})
    after, _ = again(tmp_path, before, part)
    assert after.credential == before.credential
    assert after.opportunity == replace(
        before.opportunity, prerequisites=("A computer", "Recommended: A year in an office")
    )
    assert replace(after, credential=before.credential, opportunity=before.opportunity, foreign=None) == before


def test_what_was_read_from_ctdl_is_read_again_as_the_same(tmp_path: Path) -> None:
    before = of_file("ctdl.jsonld")
    assert again(tmp_path, *before) == before


def test_what_we_do_not_read_survives_on_its_own_node() -> None:
    nodes = {node["@id"]: node for node in graph(*of_file("ctdl.jsonld"))}
    registry = "https://credentialengineregistry.org/resources/ce-5f0c7c1e-3f63-4b7c-9d0a-0d5b1f3a9c"
    credential, course = nodes[f"{registry}01"], nodes[f"{registry}02"]
    assert credential["ceterms:credentialStatusType"]["ceterms:targetNode"] == "credentialStat:Active"
    assert credential["ceterms:copyrightHolder"][0]["ceterms:name"] == {"en-US": "Evidence Press"}
    assert (course["@type"], course["ceterms:codedNotation"]) == ("ceterms:Course", "EV-101")
    assert course["ceterms:name"] == {"en-US": "Working with evidence"}
    assert [one.get("ceterms:weight") for one in course["ceterms:teaches"]] == [None, 0.25, None]
    assert [one["ceterms:price"] for one in course["ceterms:estimatedCost"]] == [149, 99, 20.5, 60]
    assert nodes[f"{registry}03"]["ceterms:transferValueFor"] == [f"{registry}05"]
    assert nodes[f"{registry}0f"]["ceterms:address"][0]["ceterms:addressCountry"] == {"en-US": "New Zealand"}


def test_all_owners_and_languages_are_written_as_long_as_the_first_is_ours(tmp_path: Path) -> None:
    node = {
        "@id": "https://e.org/a",
        "@type": "ceterms:MicroCredential",
        "ceterms:name": {"en": "A"},
        "ceterms:inLanguage": ["en", "mi"],
        "ceterms:ownedBy": ["https://e.org/one", {"@type": "ceterms:CredentialOrganization", "ceterms:name": "Two"}],
    }
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"@context": "https://credreg.net/ctdl/schema/context/json", **node}))
    [one] = [item for item in read_courses(path) if isinstance(item, Achievement)]
    assert (one.credential.awarding_body, one.opportunity.language) == ("https://e.org/one", "en")
    credential, two = graph(one)
    assert credential["ceterms:ownedBy"] == ["https://e.org/one", two["@id"]]
    assert one.opportunity.provider == "https://e.org/one"
    assert "ceterms:offeredBy" not in credential
    assert (credential["ceterms:inLanguage"], two["ceterms:name"]) == (["en", "mi"], {"en": "Two"})
    elsewhere = replace(one, opportunity=replace(one.opportunity, language="fr"))
    assert graph(elsewhere)[0]["ceterms:inLanguage"] == ["fr"]
    assert again(tmp_path, one) == [one]


def test_cost_profiles_are_written_only_as_long_as_they_come_to_the_price() -> None:
    one = of_file("ctdl.jsonld")[0]
    cheaper = replace(one, opportunity=replace(one.opportunity, price=Money(Decimal(90), "NZD", date(2026, 9, 1))))
    [cost] = graph(cheaper)[1]["ceterms:estimatedCost"]
    assert (cost["ceterms:price"], cost["ceterms:startDate"]) == (90, "2026-09-01")


def test_what_was_only_read_in_a_text_is_not_written() -> None:
    one = evidence()
    guessed = replace(one.alignments[0], stated=False, confidence=0.6, span=None)
    written = json.dumps(graph(replace(one, alignments=(guessed,))))
    assert "7dd94ad3" not in written


@pytest.fixture(scope="module")
def validator() -> tuple[str, Path]:
    interpreter = later_python()
    if interpreter is None:
        pytest.skip("ctdl-validate needs Python 3.12 or later, and there is none")
    package = installed()
    if package is None:
        pytest.skip("ctdl-validate can't be installed: no network?")
    return interpreter, package


def severities(validator: tuple[str, Path], tmp_path: Path, nodes: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    path = tmp_path / "graph.json"
    path.write_text(json.dumps({"@context": "https://credreg.net/ctdl/schema/context/json", "@graph": nodes}))
    found = findings(*validator, path)
    return [(one["severity"], one["code"], one["property"]) for one in found if one["severity"] in {"ERROR", "WARNING"}]


def test_the_publishers_validator_accepts_a_draft(validator: tuple[str, Path], tmp_path: Path) -> None:
    document = json.loads(draft_document(course(), "CTDL", lambda _: "search databases"))
    assert severities(validator, tmp_path, document["@graph"]) == []


def test_the_publishers_validator_accepts_what_we_write(validator: tuple[str, Path], tmp_path: Path) -> None:
    written = {
        "a full record": graph(evidence()),
        "a way to learn": graph(way_to_learn()),
        "a license that stands alone": graph(alone(tmp_path)),
        "our catalogue": graph(*read_sample_catalogue()),
        "CTDL": graph(*of_file("ctdl.jsonld")),
        "schema.org": graph(*of_file("schema_org.jsonld")),
    }
    faults = {name: severities(validator, tmp_path, nodes) for name, nodes in written.items()}
    assert faults == {name: [] for name in written}


def test_the_validator_would_tell(validator: tuple[str, Path], tmp_path: Path) -> None:
    credential, opportunity, *others = graph(evidence())
    wrong = {**credential, "ceterms:teaches": opportunity["ceterms:teaches"], "ceterms:ownedBy": ["_:nobody"]}
    assert sorted(severities(validator, tmp_path, [wrong, opportunity, *others])) == [
        ("ERROR", "DOMAIN_VIOLATION", "ceterms:teaches"),
        ("ERROR", "REF_UNRESOLVED_BNODE", "ceterms:ownedBy"),
    ]


TERM = "ceterms:CredentialAlignmentObject"
PROFILES: dict[str, Any] = {
    "ceterms:estimatedDuration": [
        {"@type": "ceterms:DurationProfile", "ceterms:exactDuration": "PT10H", "ceterms:timeFraction": 0.5}
    ],
    "ceterms:entryCondition": [
        {
            "@type": "ceterms:ConditionProfile",
            "ceterms:minimumAge": 16,
            "ceterms:assertedBy": ["https://e.org/council"],
            "ceterms:residentOf": [{"@type": "ceterms:JurisdictionProfile", "ceterms:globalJurisdiction": True}],
        }
    ],
    "ceterms:creditValue": [
        {
            "@type": "ceterms:ValueProfile",
            "schema:value": 3,
            "schema:description": {"en": "3 ECTS"},
            "ceterms:subject": [{"@type": TERM, "ceterms:targetNodeName": {"en": "Libraries"}}],
        }
    ],
    "ceterms:hasOffering": [
        {
            "@type": "ceterms:ScheduledOffering",
            "schema:startDate": "2026-10-01",
            "ceterms:scheduleFrequencyType": [{"@type": TERM, "ceterms:targetNode": "scheduleFrequency:Weekly"}],
        }
    ],
    "ceterms:audienceType": [
        {"@type": TERM, "ceterms:targetNodeName": {"en": "Library staff"}, "ceterms:alignmentDate": "2026-01-01"}
    ],
}


def rich_course(tmp_path: Path) -> Achievement:
    node = {"@id": "https://e.org/a", "@type": "ceterms:Course", "ceterms:name": {"en": "A"}, **PROFILES}
    (tmp_path / "rich.json").write_text(json.dumps({"@context": CONTEXT, "@graph": [node]}))
    [one] = read_courses(tmp_path / "rich.json")
    assert isinstance(one, Achievement)
    return one


def test_what_a_profile_says_besides_what_we_read_survives(tmp_path: Path) -> None:
    one = rich_course(tmp_path)
    [node] = graph(one)
    assert {name: node[name] for name in PROFILES} == PROFILES
    assert again(tmp_path, one) == [one]


def test_a_profile_is_written_anew_once_it_says_something_else_and_the_others_stay(tmp_path: Path) -> None:
    one = rich_course(tmp_path)
    longer = replace(one.opportunity, workload=Workload(hours_min=20, hours_max=20), prerequisites=("A computer",))
    [node] = graph(replace(one, opportunity=longer))
    assert node["ceterms:estimatedDuration"] == [{"@type": "ceterms:DurationProfile", "ceterms:timeRequired": "PT20H"}]
    assert node["ceterms:entryCondition"] == [
        {"@type": "ceterms:ConditionProfile", "ceterms:condition": {"en": ["A computer"]}}
    ]
    stay = ("ceterms:creditValue", "ceterms:hasOffering", "ceterms:audienceType")
    assert {name: node[name] for name in stay} == {name: PROFILES[name] for name in stay}
