"""Files of the shapes in which publishers and registries hand theirs out: nothing that this product needs is lost.

The samples are our own, written from the public specifications.
"""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from corpora.ads.posting import ad_of_posting
from corpora.courses.exports import linked_document, linked_format
from corpora.courses.files import read_courses
from corpora.courses.open_badges import OPEN_BADGES
from corpora.courses.records import achievement_of
from corpora.profiles.badges.keys import read_trusted
from corpora.profiles.badges.reading import Checks
from corpora.profiles.badges.signatures import NO_KEY, SIGNED, UNSIGNED
from corpora.profiles.files import read_profile
from matcher.achievements import Achievement, AchievementKind, AlignmentRole, Competency
from matcher.errors import InvalidInput, Rejected
from matcher.opportunities import Instance, Mode, Money, Workload
from matcher.profiles import HoldingSource
from tests.corpora.badge_makers import signer, trust

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
SAMPLES = Path(__file__).parent / "samples"
CRITICAL = "http://data.europa.eu/esco/skill/7dd94ad3-13d6-43fe-8b94-51fcbf67ced9"


def courses_of(name: str) -> list[Achievement]:
    return [one for one in read_courses(SAMPLES / name) if isinstance(one, Achievement)]


def faults_of(name: str) -> list[str]:
    return [f"{one.row} {one.field}: {one.reason}" for one in read_courses(SAMPLES / name) if isinstance(one, Rejected)]


def stated(one: Achievement) -> list[tuple[str, AlignmentRole]]:
    return [(own.concept, own.role) for own in one.alignments]


def test_an_open_badge_with_every_optional_property_is_one_achievement() -> None:
    [one] = courses_of("open_badge_complete.json")
    assert (one.name, one.kind, one.topics) == (
        "Reading with care",
        AchievementKind.COURSE,
        ("research", "information literacy"),
    )
    credential = one.credential
    assert (credential.awarding_body, credential.level, credential.credits) == ("Tide University", "EQF 5", "6")
    assert (credential.assessment or "").startswith("# How to earn it\n* Read *forty* reports")
    assert credential.grading == (
        "Final project grade (LetterGrade); Written report (RubricCriterionLevel); Project status (Status)"
    )
    assert credential.recognised_by == ("Employers of the Coast",)
    assert (one.opportunity.language, one.opportunity.country) == ("en-US", "NZ")
    assert one.competencies == (
        Competency(
            name="Source criticism",
            role=AlignmentRole.ASSESSES,
            description="Weighs what a source is worth.",
            framework="Tide Tasks",
            url="https://tide.example/tasks/sources",
            code="project",
        ),
    )
    assert stated(one) == [(CRITICAL, AlignmentRole.ASSESSES)]
    [written] = OPEN_BADGES.document([one], str)["@graph"]
    for kept in (
        "resultDescription",
        "endorsement",
        "fieldOfStudy",
        "specialization",
        "humanCode",
        "related",
        "version",
    ):
        assert kept in written
    assert written["creator"]["address"]["addressLocality"] == "Dunedin"


def test_the_same_badge_held_says_who_issued_it_and_when() -> None:
    [held] = read_profile("badge.json", (SAMPLES / "open_badge_complete.json").read_bytes()).credentials
    assert (held.issued.credential, held.issued.issuer, held.issued.date) == (
        "Reading with care",
        "Tide University",
        "2025-12-10",
    )
    assert held.issued.checked == NO_KEY
    assert held.claims == ("Reading with care", "Source criticism", "research", "information literacy")
    assert (CRITICAL, "think critically") in held.skills


def test_a_learning_record_gives_its_own_achievements_and_those_of_the_credentials_in_it() -> None:
    assert [one.name for one in courses_of("learning_record.json")] == [
        "Diploma in library work",
        "Reads sources with care",
        "SQL",
    ]
    held = read_profile("clr.json", (SAMPLES / "learning_record.json").read_bytes()).credentials
    assert [(one.issued.credential, one.issued.date, one.issued.checked) for one in held] == [
        ("Diploma in library work", "2025-01-01", NO_KEY),
        ("Reads sources with care", "2025-01-01", NO_KEY),
        ("SQL", "2024-06-01", UNSIGNED),
    ]


def test_a_european_digital_credential_is_an_offer_and_a_credential_that_somebody_holds() -> None:
    [one] = courses_of("elm_micro_credential.jsonld")
    assert (one.name, one.kind) == ("Data literacy", AchievementKind.MICRO_CREDENTIAL)
    assert one.outcomes == ("Explain what a data set can and cannot show", "Draw a chart that does not mislead")
    assert stated(one) == [(CRITICAL, AlignmentRole.TEACHES)]
    assert (one.credential.level, one.credential.credits) == ("EQF 6; FiNQF level 6", "2 ECTS")
    assert one.opportunity.workload == Workload(hours_min=54, hours_max=54, stated="54 hours")
    assert (one.opportunity.mode, one.opportunity.language, one.opportunity.country) == (Mode.ONLINE, "en", "FI")
    assert one.opportunity.prerequisites == ("Upper secondary school",)
    assert one.credential.quality_assurance == "Institutional audit (by Audit Council)"

    given = (SAMPLES / "elm_micro_credential.jsonld").read_bytes()
    profile = read_profile("credential.jsonld", given)
    [held] = profile.credentials
    assert (held.issued.credential, held.issued.issuer, held.issued.date, held.issued.checked) == (
        "Data literacy",
        "North Coast University",
        "2025-02-01",
        UNSIGNED,
    )
    assert held.skills == ((CRITICAL, "Explain what a data set can and cannot show"),)
    assert "Draw a chart that does not mislead" in (held.text or "")
    assert not any(name in repr(profile) for name in ("Aino", "FEMALE", "1990"))


def test_the_european_model_with_prefixed_names_and_typed_values_is_read() -> None:
    [one] = courses_of("elm_prefixed.jsonld")
    assert (one.name, one.credential.name) == ("Data literacy, autumn", "Data literacy")
    way = one.opportunity
    assert (way.price, way.duration, way.url) == (
        Money(Decimal("120.50"), "EUR"),
        "10 weeks",
        "https://ncu.example/data",
    )
    assert way.instances == (Instance(id="http://ncu.example/lo/1", start="2026-09-01", end="2026-11-10"),)
    assert (one.credential.level, one.credential.credits, one.credential.assessment) == ("EQF 6", "2 ECTS", "Portfolio")


def test_a_registry_s_badge_with_its_blank_nodes_is_read() -> None:
    [one] = courses_of("ctdl_badge.jsonld")
    credential = one.credential
    assert (one.kind, credential.level) == (AchievementKind.DIGITAL_BADGE, "Intermediate Level")
    assert credential.credits == "2.5 continuing education units"
    assert (credential.assessment, credential.supervision, credential.grading) == ("Exam", "Proctored", "70 % to pass")
    assert (credential.quality_assurance, credential.valid_for) == ("Accredited by Data Accreditors", "3 years")
    assert one.opportunity.workload == Workload(hours_min=25, hours_max=25, stated="About five weeks")
    assert (one.opportunity.price, one.opportunity.mode) == (Money(Decimal("250.0"), "USD"), Mode.ONLINE)


def test_envelopes_of_a_registry_and_lists_of_results_are_unwrapped_and_what_is_no_course_is_named() -> None:
    course, quality = courses_of("ctdl_envelopes.json")
    assert (course.name, course.opportunity.duration, course.opportunity.price) == (
        "Looking after data",
        "5 weeks to 8 weeks",
        Money(Decimal(120), "USD"),
    )
    assert (course.outcomes, stated(course)) == (("Name who owns a data set",), [(CRITICAL, AlignmentRole.TEACHES)])
    assert (quality.kind_stated, quality.credential.awarding_body) == (
        "QualityAssuranceCredential",
        "Data Accreditors",
    )
    assert faults_of("ctdl_envelopes.json") == [
        "3 None: holds no course or credential, but ceterms:CredentialComponent, ceterms:Pathway"
    ]
    [micro] = courses_of("ctdl_results.json")
    assert (micro.name, micro.kind) == ("Micro", AchievementKind.MICRO_CREDENTIAL)


def test_a_page_that_lists_courses_gives_each_with_runs_and_prices() -> None:
    sql, evidence = courses_of("schema_org_list.html")
    assert (sql.name, sql.opportunity.provider, sql.opportunity.country) == ("SQL for everyone", "Shore Academy", "IE")
    assert sql.opportunity.price == Money(Decimal("99.5"), "EUR")
    [run] = sql.opportunity.instances
    assert (run.start, run.end, run.mode) == ("2026-10-01", "2026-11-05", Mode.ONLINE)
    assert run.workload == Workload(hours_min=15, hours_max=15, stated="3 hours a week for 5 weeks")
    assert (evidence.name, evidence.credential.name) == ("Evidence", "Certificate of evidence")
    assert evidence.opportunity.prerequisites == ("Basic reading", "https://shore.example/c/sql")
    online, on_site = evidence.opportunity.ways()
    assert (online.price, on_site.price) == (Money(Decimal(49), "EUR"), Money(Decimal(300), "EUR"))
    assert (online.mode, on_site.mode) == (Mode.ONLINE, Mode.ON_SITE)


def test_hours_a_week_and_weeks_are_joined_and_awards_in_words_and_alignments_are_read() -> None:
    course, program, part, badge = courses_of("schema_org_others.json")
    assert course.opportunity.workload == Workload(hours_min=12, hours_max=12, stated="2 hours a week, 6 weeks")
    assert (course.opportunity.duration, course.opportunity.language) == ("6 weeks", "en")
    assert (course.credential.name, course.credential.level) == ("Certificate of attendance", "EQF 3")
    assert course.opportunity.price == Money(Decimal(60), "EUR")
    assert (program.opportunity.duration, program.opportunity.mode) == ("4 months", Mode.ONLINE)
    assert program.opportunity.prerequisites == ("HighSchool",)
    assert program.opportunity.price == Money(Decimal(500), "USD")
    assert (program.credential.name, program.parts) == ("Data nanodegree certificate", (part.id,))
    assert (badge.credential.level, stated(badge)) == ("AQF Level 5", [(CRITICAL, AlignmentRole.ASSESSES)])
    assert faults_of("schema_org_others.json") == []


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("schema_org_list.html", "schema.org"),
        ("schema_org_others.json", "schema.org"),
        ("elm_prefixed.jsonld", "ELM"),
        ("elm_micro_credential.jsonld", "ELM"),
        ("ctdl_badge.jsonld", "CTDL"),
        ("ctdl_envelopes.json", "CTDL"),
        ("open_badge_complete.json", "open-badges"),
    ],
)
def test_what_was_read_and_exported_is_read_as_the_same(name: str, format: str, tmp_path: Path) -> None:
    before = courses_of(name)
    path = tmp_path / "again.json"
    path.write_bytes(linked_document(linked_format(format), before, str))
    after = {one.id: one for one in read_courses(path) if isinstance(one, Achievement)}
    for one in before:
        again = after[one.id]
        assert (again.name, again.outcomes, again.topics) == (one.name, one.outcomes, one.topics)
        assert again.opportunity == one.opportunity
        assert (again.credential.name, again.credential.level) == (one.credential.name, one.credential.level)
        assert stated(again) == stated(one)
        assert again.competencies == one.competencies


def test_a_job_posting_says_all_that_it_asks_whatever_form_it_stands_in() -> None:
    ad = ad_of_posting(json.loads((SAMPLES / "job_posting.json").read_bytes()))
    assert (ad.id, ad.title, ad.organisation, ad.location) == (
        "1234",
        "Data librarian",
        "Shore Library",
        "Cork, Munster, IE",
    )
    assert ad.text.splitlines() == [
        "Look after our data.",
        "",
        "• You must know SQL",
        "",
        "Responsibilities",
        "Answer questions of readers",
        "",
        "Qualifications",
        "bachelor degree",
        "statistics",
        "",
        "Skills",
        "think critically",
        "Python",
        "",
        "Experience",
        "60 months of experience",
        "",
        "Education",
        "high school",
        "associate degree",
    ]
    assert "40.0" in ad.extra["baseSalary"]


def test_several_languages_of_teaching_are_written_as_several_and_read_again(tmp_path: Path) -> None:
    one = achievement_of({"id": "urn:x", "name": "N", "language": "fr, nl", "kind": "micro-credential"})

    def written(format: str) -> dict[str, object]:
        document = json.loads(linked_document(linked_format(format), [one], str))
        node: dict[str, object] = document["@graph"][0]
        return node

    assert written("schema.org")["inLanguage"] == ["fr", "nl"]
    assert (written("CTDL")["ceterms:inLanguage"], written("CTDL")["ceterms:name"]) == (["fr", "nl"], {"fr": "N"})
    assert written("open-badges")["inLanguage"] == "fr"
    (tmp_path / "a.json").write_bytes(linked_document(linked_format("schema.org"), [one], str))
    [again] = read_courses(tmp_path / "a.json")
    assert isinstance(again, Achievement)
    assert again.opportunity.languages == ("fr", "nl")


def test_a_credential_that_is_sealed_as_json_is_read_and_checked_like_a_token(tmp_path: Path) -> None:
    by = signer("ES256")
    header, payload, signature = by.token(json.loads((SAMPLES / "elm_micro_credential.jsonld").read_bytes())).split(".")
    sealed = {"payload": payload, "signatures": [{"protected": header, "signature": signature}]}
    flat = {"payload": payload, "protected": header, "signature": signature}
    trusted = Checks(now=NOW, trusted=read_trusted(trust(tmp_path / "keys", by, issuer="urn:epass:org:1")))
    for value in (sealed, flat):
        given = json.dumps(value).encode()
        [held] = read_profile("sealed.jsonld", given, checks=Checks(now=NOW)).credentials
        assert (held.issued.credential, held.issued.issuer) == ("Data literacy", "North Coast University")
        assert (held.source, held.issued.checked) == (HoldingSource.SELF_CLAIMED, NO_KEY)
        [held] = read_profile("sealed.jsonld", given, checks=trusted).credentials
        assert (held.source, held.issued.checked) == (HoldingSource.VERIFIED, SIGNED)
    forged = {**flat, "signature": signature[:-4] + "AAAA"}
    with pytest.raises(InvalidInput, match="signature: does not hold with any key given for this issuer"):
        read_profile("sealed.jsonld", json.dumps(forged).encode(), checks=trusted)
    with pytest.raises(InvalidInput, match="is neither JSON Resume, nor a list of skills"):
        read_profile("sealed.jsonld", json.dumps({**flat, "payload": "§"}).encode())
