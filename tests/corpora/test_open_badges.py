"""Achievements of Open Badges and CLR come in and go out with what this product needs."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from corpora.courses.files import read_courses
from corpora.courses.open_badges import OPEN_BADGES
from corpora.courses.open_badges.reading import CONTEXT
from corpora.courses.records import achievement_of
from matcher.achievements import Achievement, AchievementKind, AlignmentRole, Competency
from matcher.credits import Credits, CreditSystem
from matcher.errors import Rejected
from matcher.levels import Framework, Level

SAMPLE = Path(__file__).parent / "samples" / "open_badges.json"
"""Ours, written from the specification."""
CRITICAL = "http://data.europa.eu/esco/skill/7dd94ad3-13d6-43fe-8b94-51fcbf67ced9"
TEAMS = "http://data.europa.eu/esco/skill/60c78287-22eb-4103-9c8c-28deaa460da0"


def read(path: Path) -> list[Achievement]:
    return [one for one in read_courses(path) if isinstance(one, Achievement)]


def saved(tmp_path: Path, value: object) -> Path:
    path = tmp_path / "badges.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def one_of(tmp_path: Path, **fields: object) -> Achievement:
    [found] = read_courses(saved(tmp_path, {"type": ["Achievement"], "id": "urn:a", "name": "A", **fields}))
    assert isinstance(found, Achievement), found
    return found


def test_an_achievement_says_what_it_is_how_it_is_earned_and_who_defined_it() -> None:
    evidence = read(SAMPLE)[0]
    assert (evidence.id, evidence.name) == (
        "https://harbour.example/achievements/evidence",
        "Working with evidence",
    )
    assert (evidence.kind, evidence.kind_stated) == (AchievementKind.MICRO_CREDENTIAL, "MicroMasters")
    assert evidence.topics == ("information literacy", "critical thinking")
    assert evidence.credential.awarding_body == "Harbour Institute"
    assert evidence.credential.assessment == "Submit a report that weighs at least five sources."
    assert evidence.credential.credit_points == Credits(Decimal("5.0"), CreditSystem.UNITS)
    assert evidence.credential.grading == "Final grade (Percent)"
    assert evidence.opportunity.language == "en-NZ"
    assert evidence.opportunity.url == "https://harbour.example/evidence"


def test_an_alignment_is_a_concept_a_level_or_what_its_framework_calls_it() -> None:
    evidence, teamwork, _ = read(SAMPLE)
    assert [(one.concept, one.role, one.text) for one in evidence.alignments] == [
        (CRITICAL, AlignmentRole.ASSESSES, "think critically")
    ]
    assert evidence.credential.framework_level == Level(Framework.EQF, 5)
    assert evidence.competencies == (
        Competency(
            name="Searching as Strategic Exploration",
            role=AlignmentRole.ASSESSES,
            description="Searching is iterative.",
            framework="ACRL Framework",
            url="https://frameworks.example/acrl#SSE",
            code="SSE",
        ),
    )
    assert [one.concept for one in teamwork.alignments] == [TEAMS]


def test_an_achievement_in_a_credential_is_read_without_the_person_who_holds_it() -> None:
    teamwork = read(SAMPLE)[1]
    assert (teamwork.name, teamwork.kind) == ("Working in teams", AchievementKind.DIGITAL_BADGE)
    assert teamwork.credential.awarding_body == "Harbour Institute"
    assert teamwork.outcomes == ("Divide work fairly", "Give feedback")
    assert teamwork.description == "Awarded to those who led a team task."
    assert "somebody" not in repr(teamwork)


def test_a_badge_class_of_version_2_is_read() -> None:
    aid = read(SAMPLE)[2]
    assert (aid.name, aid.kind_stated, aid.topics) == ("First aid", "Badge", ("first aid",))
    assert aid.credential.awarding_body == "Harbour Institute"
    assert aid.credential.assessment == "https://harbour.example/badges/first-aid/criteria"
    assert [one.name for one in aid.competencies] == ["Resuscitate"]


def test_what_has_no_name_is_rejected_by_file_record_and_field() -> None:
    [fault] = [one for one in read_courses(SAMPLE) if isinstance(one, Rejected)]
    assert (fault.file, fault.row, fault.field) == ("open_badges.json", 3, "name")


def test_what_was_read_and_written_is_read_as_the_same(tmp_path: Path) -> None:
    before = read(SAMPLE)
    document = OPEN_BADGES.document(before, str)
    after = read(saved(tmp_path, document))
    assert [replace(one, foreign=None) for one in after] == [replace(one, foreign=None) for one in before]
    assert OPEN_BADGES.document(after, str) == document


def test_fields_that_we_do_not_read_survive_beside_and_within_those_that_we_do() -> None:
    written = OPEN_BADGES.document(read(SAMPLE), str)["@graph"]
    evidence = written[0]
    assert evidence["resultDescription"][0]["name"] == "Final grade"
    assert (evidence["version"], evidence["fieldOfStudy"], evidence["humanCode"]) == ("2", "Library science", "HI-104")
    assert (evidence["related"][0]["version"], evidence["image"]["type"]) == ("1", "Image")
    assert evidence["otherIdentifier"][0]["identifier"] == "4711"
    assert evidence["creator"]["id"] == "https://harbour.example/issuer"
    assert [one.get("targetType") for one in evidence["alignment"]] == ["ext:skill", "CFItem", None]
    assert len(written[1]["alignment"]) == 1


def test_types_of_the_standard_keep_their_spelling_and_others_become_extensions(tmp_path: Path) -> None:
    for stated, typed in (("MicroCredential", "MicroCredential"), ("ext:NanoDegree", "ext:NanoDegree")):
        achievement = one_of(tmp_path, achievementType=stated)
        assert achievement.kind is AchievementKind.MICRO_CREDENTIAL
        assert OPEN_BADGES.document([achievement], str)["@graph"][0]["achievementType"] == typed


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ("Certificate", AchievementKind.CERTIFICATE),
        ("CertificateOfCompletion", AchievementKind.CERTIFICATE),
        ("LearningProgram", AchievementKind.COURSE_SERIES),
        ("BachelorDegree", AchievementKind.DEGREE),
        ("Badge", AchievementKind.DIGITAL_BADGE),
        ("Award", AchievementKind.DIGITAL_BADGE),
        ("Course", AchievementKind.COURSE),
    ],
)
def test_types_of_the_standard_are_told_apart(tmp_path: Path, stated: str, kind: AchievementKind) -> None:
    assert one_of(tmp_path, achievementType=stated).kind is kind


def test_names_in_several_languages_and_single_values_in_place_of_lists_are_read(tmp_path: Path) -> None:
    achievement = one_of(
        tmp_path,
        **{"@context": list(CONTEXT)},
        name={"de": "Teamarbeit", "en": "Teamwork"},
        tag="teams",
        criteria={"narrative": "Lead a team."},
        alignment={"type": "Alignment", "targetName": "Lead", "targetUrl": "https://f.example/1"},
    )
    assert (achievement.name, achievement.topics, achievement.opportunity.url) == ("Teamwork", ("teams",), None)
    assert [(one.name, one.url) for one in achievement.competencies] == [("Lead", "https://f.example/1")]


def test_a_context_that_gives_a_term_another_meaning_is_refused(tmp_path: Path) -> None:
    hostile = {"@context": [*CONTEXT, {"achievementType": "https://evil.example/type"}], "type": ["Achievement"]}
    [fault] = read_courses(saved(tmp_path, {**hostile, "id": "urn:a", "name": "A"}))
    assert isinstance(fault, Rejected)
    assert (fault.field, "another meaning" in fault.reason) == ("@context", True)


def test_achievements_of_a_learning_record_are_all_read_once(tmp_path: Path) -> None:
    one, two = ({"type": ["Achievement"], "id": f"urn:{n}", "name": n} for n in ("one", "two"))
    record = {
        "@context": [*CONTEXT, "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"],
        "type": ["VerifiableCredential", "ClrCredential"],
        "credentialSubject": {
            "type": "ClrSubject",
            "achievement": [one],
            "verifiableCredential": [
                {
                    "type": ["VerifiableCredential", "OpenBadgeCredential"],
                    "credentialSubject": {"type": "AchievementSubject", "achievement": own},
                }
                for own in (one, two)
            ],
        },
    }
    assert [achievement.id for achievement in read(saved(tmp_path, record))] == ["urn:one", "urn:two"]


def test_courses_of_other_formats_are_written_as_achievements_and_come_back_with_what_the_standard_can_hold(
    tmp_path: Path,
) -> None:
    course = achievement_of(
        {
            "id": "SQL 101/a",
            "name": "Queries",
            "kind": "nanodegree",
            "outcomes": ["Write a query", "Read a plan"],
            "topics": ["SQL"],
            "provider": "Harbour Institute",
            "level": "EQF 4",
            "credits": "2.5 ECTS",
            "hours": 20,
            "price": "10",
            "currency": "EUR",
            "alignments": [{"uri": CRITICAL, "role": "teaches"}, {"uri": TEAMS, "role": "requires"}],
        }
    )
    document = OPEN_BADGES.document([course], lambda _: "think critically")
    [written] = document["@graph"]
    assert (written["id"], written["achievementType"]) == ("urn:achievement:SQL%20101%2Fa", "ext:nanodegree")
    assert (written["creditsAvailable"], written["creator"]["name"]) == (2.5, "Harbour Institute")
    [back] = read(saved(tmp_path, document))
    assert (back.id, back.name, back.kind) == (course.id, course.name, course.kind)
    assert (back.outcomes, back.topics, back.description) == (course.outcomes, course.topics, None)
    assert back.credential.framework_level == Level(Framework.EQF, 4)
    assert [one.concept for one in back.alignments] == [CRITICAL]
    assert (back.opportunity.workload, back.opportunity.price) == (None, None)
