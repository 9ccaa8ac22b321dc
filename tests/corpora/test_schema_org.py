"""schema.org courses and credentials, in files and in pages, come in and go out with what this product needs."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from corpora.courses.files import read_courses
from corpora.courses.schema_org import SCHEMA_ORG
from matcher.achievements import Achievement, AchievementKind, AlignmentRole, Competency, Foreign
from matcher.credits import Credits, CreditSystem
from matcher.errors import Rejected
from matcher.levels import Framework, Level
from matcher.opportunities import Instance, Mode, Money, Workload

SAMPLE = Path(__file__).parent / "samples" / "schema_org.jsonld"
"""Ours, written from the specification."""
CRITICAL = "http://data.europa.eu/esco/skill/7dd94ad3-13d6-43fe-8b94-51fcbf67ced9"


def read(path: Path) -> list[Achievement | Rejected]:
    return list(read_courses(path))


def evidence() -> Achievement:
    return next(one for one in read(SAMPLE) if isinstance(one, Achievement))


def saved(tmp_path: Path, value: object, name: str = "courses.json") -> Path:
    path = tmp_path / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def one_of(tmp_path: Path, **fields: object) -> Achievement:
    course = {"@context": "https://schema.org", "@type": "Course", "@id": "urn:a", "name": "A", **fields}
    [found] = read(saved(tmp_path, course))
    assert isinstance(found, Achievement), found
    return found


def test_a_course_says_what_it_is_and_what_it_awards() -> None:
    course = evidence()
    assert (course.id, course.name) == ("https://courses.example.org/evidence", "Working with evidence")
    assert (course.kind, course.kind_stated) == (AchievementKind.DIGITAL_BADGE, "Digital badge")
    assert course.topics == ("information literacy", "critical thinking")
    credential = course.credential
    assert credential.framework_level == Level(Framework.NZQCF, 4)
    assert credential.credit_points == Credits(Decimal(5), CreditSystem.NZQCF)
    assert (credential.valid_for, credential.recognised_by) == ("2 years", ("Library Association",))
    assert str(credential.date) == "2026-08-01"
    assert course.opportunity.provider == "Harbour Institute"
    assert course.opportunity.audience == "Library staff"
    assert course.opportunity.prerequisites == (
        "https://courses.example.org/search",
        "A computer with internet access",
    )


def test_what_is_taught_is_an_outcome_a_concept_or_a_name_of_another_framework() -> None:
    course = evidence()
    assert course.outcomes == ("Judge the credibility of a source",)
    assert [(one.concept, one.role, one.stated) for one in course.alignments] == [
        (CRITICAL, AlignmentRole.TEACHES, True)
    ]
    assert course.competencies == (
        Competency(
            name="Searching as Strategic Exploration",
            role=AlignmentRole.TEACHES,
            framework="ACRL Framework",
            code="SSE",
        ),
        Competency(name="Read English fluently", role=AlignmentRole.REQUIRES),
    )


def test_each_run_keeps_its_own_facts_and_the_dearest_offer_is_its_price() -> None:
    autumn, work = evidence().opportunity.instances
    assert (autumn.id, autumn.mode, autumn.start) == ("#autumn", Mode.ONLINE, "2027-03-01")
    assert autumn.workload == Workload(hours_min=30, hours_max=30, stated="3 hours a week for 10 weeks")
    assert autumn.price == Money(Decimal("149.00"), "NZD")
    assert (work.mode, work.language, work.place) == (Mode.ONLINE, "mi", "Wellington")
    assert work.workload == Workload(hours_min=40, hours_max=40, stated="40 hours")


def test_a_credential_assesses_what_it_requires() -> None:
    badge = next(one for one in read(SAMPLE) if isinstance(one, Achievement) and "welding" in one.id)
    assert badge.kind is AchievementKind.MICRO_CREDENTIAL
    assert badge.competencies == (Competency(name="Weld mild steel in the flat position", role=AlignmentRole.ASSESSES),)
    assert badge.credential.framework_level == Level(Framework.AQF, 3)
    assert badge.credential.awarding_body == "Harbour Institute"
    assert badge.opportunity.price == Money(Decimal(120), "AUD")


def test_what_can_not_be_a_course_is_named_by_file_record_and_field_and_the_others_are_kept() -> None:
    faults = [one for one in read(SAMPLE) if isinstance(one, Rejected)]
    assert [(one.file, one.field) for one in faults] == [
        ("schema_org.jsonld", "@graph[2].price"),
        ("schema_org.jsonld", "@graph[3].name"),
    ]
    assert "'ask us'" in faults[0].reason


def test_what_was_read_and_written_is_read_as_the_same(tmp_path: Path) -> None:
    courses = [one for one in read(SAMPLE) if isinstance(one, Achievement)]
    document = SCHEMA_ORG.document(courses, str)
    assert document["@graph"][0]["aggregateRating"]["ratingValue"] == 4.5
    again = [one for one in read(saved(tmp_path, document)) if isinstance(one, Achievement)]
    for before, after in zip(courses, again, strict=True):
        assert after.credential == before.credential
        assert (after.outcomes, after.competencies) == (before.outcomes, before.competencies)
        assert [a.concept for a in after.alignments] == [a.concept for a in before.alignments]
        assert after.opportunity.ways() == before.opportunity.ways()
        assert (after.foreign, after.kind, after.topics) == (before.foreign, before.kind, before.topics)


def test_courses_of_a_page_are_read_wherever_they_stand_and_faults_name_the_line(tmp_path: Path) -> None:
    block = '{"@context": "http://schema.org/", "@type": "WebPage", "mainEntity": {"@type": "Course", "name": "A"}}'
    page = (
        f'<html><head>\n<script type="application/ld+json">{block}</script>\n'
        '<script type="application/ld+json">{"@type": "Course", }</script></head><body>Course A</body></html>'
    )
    course, fault = read(saved(tmp_path, page, "page.html"))
    assert isinstance(course, Achievement)
    assert (course.name, course.foreign) == ("A", None)
    assert isinstance(fault, Rejected)
    assert (fault.row, fault.field) == (3, "block 2, line 3")


def test_a_number_beyond_all_measure_rejects_its_course_alone(tmp_path: Path) -> None:
    """It once stopped the whole file."""
    block = '[{"@type": "schema:Course", "name": "A", "x:y": 1%s}, {"@type": "schema:Course", "schema:name": "B"}]'
    page = f'<script type="application/ld+json">{block % ("0" * 30)}</script>'
    fault, course = read(saved(tmp_path, page, "page.html"))
    assert isinstance(fault, Rejected)
    assert (fault.field, fault.reason[:32]) == ("@graph[0]", "holds a value that can't be kept")
    assert isinstance(course, Achievement)
    assert course.name == "B"


def test_a_page_without_structured_data_says_so(tmp_path: Path) -> None:
    [fault] = read(saved(tmp_path, "<html><body><p>Course A</p></body></html>", "page.html"))
    assert isinstance(fault, Rejected)
    assert "without structured data" in fault.reason


@pytest.mark.parametrize(
    ("offers", "price"),
    [
        ({"@type": "Offer", "price": "0", "priceCurrency": "EUR"}, Money(Decimal(0), "EUR")),
        ({"@type": "Offer", "category": "Subscription", "price": 39, "priceCurrency": "USD"}, None),
        ([{"price": 10, "priceCurrency": "EUR"}, {"price": 12, "priceCurrency": "USD"}], Money(Decimal(10), "EUR")),
        ({"@type": "Offer", "category": "Free", "priceCurrency": "EUR"}, Money(Decimal(0), "EUR")),
    ],
)
def test_prices_of_one_currency_are_compared_and_subscriptions_are_none(
    tmp_path: Path, offers: object, price: Money | None
) -> None:
    assert one_of(tmp_path, offers=offers).opportunity.price == price


@pytest.mark.parametrize(
    ("stated", "mode"),
    [
        ("online", Mode.ONLINE),
        (["Online", "Onsite"], Mode.BLENDED),
        ("https://schema.org/OfflineEventAttendanceMode", Mode.ON_SITE),
        ("https://schema.org/MixedEventAttendanceMode", Mode.BLENDED),
        (["MOOC", "part-time"], Mode.ONLINE),
        ("full-time", None),
    ],
)
def test_modes_are_told_whatever_list_they_come_from(tmp_path: Path, stated: object, mode: Mode | None) -> None:
    assert (
        one_of(tmp_path, hasCourseInstance={"@type": "CourseInstance", "courseMode": stated}).opportunity.ways()[0].mode
        is mode
    )


def test_fields_that_we_do_not_read_survive(tmp_path: Path) -> None:
    course = one_of(tmp_path, syllabusSections=[{"@type": "Syllabus", "name": "Week 1"}], **{"x:own": 3})
    assert course.foreign == Foreign(
        format="schema.org", fields='{"syllabusSections":[{"@type":"Syllabus","name":"Week 1"}],"x:own":3}'
    )
    [written] = SCHEMA_ORG.document([course], str)["@graph"]
    assert (written["x:own"], written["syllabusSections"][0]["name"]) == (3, "Week 1")


def test_a_document_of_something_else_is_told_with_the_contexts_that_nobody_knows(tmp_path: Path) -> None:
    [fault] = read(saved(tmp_path, {"@context": "https://other.example/ctx", "@type": "Course", "name": "A"}))
    assert isinstance(fault, Rejected)
    assert fault.reason == "holds no course or credential; contexts that we don't know: https://other.example/ctx"


def test_a_run_that_stands_alone_is_a_course(tmp_path: Path) -> None:
    run = {
        "@context": "https://schema.org", "@type": "CourseInstance", "@id": "https://a.example/run", "name": "Welding",
        "courseMode": "onsite", "courseWorkload": "PT20H", "startDate": "2026-10-01", "inLanguage": "English",
        "offers": {"@type": "Offer", "price": "80", "priceCurrency": "EUR"},
        "organizer": {"@type": "Organization", "name": "Hall School"}, "endDate": "2026-11-01", "location": "Hall",
    }  # fmt: skip
    [one] = read(saved(tmp_path, run))
    assert isinstance(one, Achievement)
    way = one.opportunity
    assert (one.name, one.kind, way.provider) == ("Welding", AchievementKind.COURSE, "Hall School")
    assert (way.mode, way.start, way.language) == (Mode.ON_SITE, "2026-10-01", "English")
    assert way.instances == (Instance(start="2026-10-01", end="2026-11-01", place="Hall"),)
    assert way.price == Money(Decimal(80), "EUR")
    assert way.workload == Workload(hours_min=20, hours_max=20, stated="20 hours")


def test_keywords_in_one_text_stand_apart_by_commas_and_those_of_a_list_do_not(tmp_path: Path) -> None:
    assert one_of(tmp_path, keywords="sql, data analysis").topics == ("sql", "data analysis")
    assert one_of(tmp_path, keywords=["planning, doing", "sql"]).topics == ("planning, doing", "sql")


@pytest.mark.parametrize(
    ("stated", "lasting", "hours"),
    [
        ({"timeRequired": "P6W"}, "6 weeks", None),
        ({"timeRequired": "P6W", "courseWorkload": "2 to 3 hours a week"}, "6 weeks", (12.0, 18.0)),
        ({"timeRequired": "PT20H"}, None, (20.0, 20.0)),
        ({"courseWorkload": "4 hours a week"}, None, None),
        ({"hasCourseInstance": {"@type": "CourseInstance", "duration": "P4W"}}, "4 weeks", None),
    ],
)
def test_how_long_it_goes_on_is_kept_apart_from_its_hours(
    tmp_path: Path, stated: dict[str, object], lasting: str | None, hours: tuple[float, float] | None
) -> None:
    way = one_of(tmp_path, **stated).opportunity.ways()[0]
    found = way.workload and (way.workload.hours_min, way.workload.hours_max)
    assert (way.duration, found) == (lasting, hours)
    [written] = SCHEMA_ORG.document([one_of(tmp_path, **stated)], str)["@graph"]
    again = one_of(tmp_path, **{name: value for name, value in written.items() if not name.startswith("@")})
    assert again.opportunity.ways()[0] == way


def test_what_alignments_say_is_read_once(tmp_path: Path) -> None:
    def aligned(kind: str, name: str) -> dict[str, str]:
        return {"@type": "AlignmentObject", "alignmentType": kind, "targetName": name}

    one = one_of(
        tmp_path,
        assesses="Weld",
        educationalAlignment=[
            aligned("teaches", "Weld safely"),
            aligned("assesses", "Weld"),
            aligned("educationalLevel", "EQF 3"),
            aligned("readingLevel", "9"),
        ],
        coursePrerequisites={"@type": "AlignmentObject", "targetName": "Basic maths"},
    )
    assert [(own.name, own.role) for own in one.competencies] == [
        ("Weld", AlignmentRole.ASSESSES),
        ("Weld safely", AlignmentRole.TEACHES),
    ]
    assert (one.credential.level, one.opportunity.prerequisites) == ("EQF 3", ("Basic maths",))
