import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from corpora.courses.columns import ColumnMap, read_column_map, shipped_column_map
from corpora.courses.files import read_courses
from corpora.courses.kinds import kind_of, mode_of
from corpora.courses.money import read_price
from matcher.achievements import Achievement, AchievementId, AchievementKind, Alignment, AlignmentRole
from matcher.concepts import ConceptUri
from matcher.credentials import Credential
from matcher.errors import InvalidInput, Rejected
from matcher.opportunities import LearningOpportunity, Mode, Money, Workload
from tests.corpora.shared_data import shared_file

SQL = ConceptUri("http://data.europa.eu/esco/skill/sql")
FULL = {
    "id": "c1",
    "name": "SQL for Librarians",
    "kind": "Nanodegree",
    "provider": "City College",
    "awarding_body": "City",
    "country": "AU",
    "description": "<p>Learn SQL</p>",
    "outcomes": ["Write queries", "Join tables"],
    "topics": ["SQL", "SQL", "data"],
    "level": "AQF 5",
    "workload": "4 weeks at 5 hours a week",
    "price": 190,
    "currency": "aud",
    "price_date": "2026-06-01",
    "mode": "Self-paced",
    "language": "en",
    "start": "on demand",
    "assessment": "Project",
    "prerequisites": ["c0"],
    "credits": "2",
    "quality_assurance": "Reviewed",
    "audience": "Librarians",
    "url": "https://example.org/c1",
    "sample": True,
    "alignments": [{"uri": SQL, "role": "teaches"}, {"uri": SQL, "role": "teaches"}],
}
ACHIEVEMENT = Achievement(
    id=AchievementId("c1"),
    name="SQL for Librarians",
    kind=AchievementKind.MICRO_CREDENTIAL,
    kind_stated="Nanodegree",
    description="Learn SQL",
    outcomes=("Write queries", "Join tables"),
    topics=("SQL", "data"),
    credential=Credential(
        name="SQL for Librarians",
        awarding_body="City",
        level="AQF 5",
        credits="2",
        assessment="Project",
        quality_assurance="Reviewed",
    ),
    opportunity=LearningOpportunity(
        provider="City College",
        mode=Mode.ONLINE,
        workload=Workload(hours_min=20, hours_max=20, stated="4 weeks at 5 hours a week"),
        price=Money(Decimal(190), "AUD", date(2026, 6, 1)),
        language="en",
        start="on demand",
        prerequisites=("c0",),
        audience="Librarians",
        country="AU",
        url="https://example.org/c1",
    ),
    alignments=(
        Alignment(
            concept=SQL,
            role=AlignmentRole.TEACHES,
            confidence=1.0,
            stated=True,
            field="alignments[0]",
            text=SQL,
        ),
    ),
    sample=True,
)

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return to


def test_every_field_of_our_format_arrives(write: Write) -> None:
    line = json.dumps(FULL)

    for path in (
        write("c.jsonl", line),
        write("c.jsonl.gz", gzip.compress(line.encode())),
        write("c.json", f"[{line}]"),
    ):
        assert list(read_courses(path)) == [ACHIEVEMENT], path.name


def test_absent_facts_are_none(write: Write) -> None:
    [course] = read_courses(write("c.csv", "id,name,description,price,hours,level,mode\nc1,SQL,,,,,\n"))

    assert isinstance(course, Achievement)
    assert (course.kind, course.kind_stated, course.description) == (AchievementKind.COURSE, None, None)
    assert course.credential == Credential(name="SQL")
    assert course.opportunity == LearningOpportunity()
    assert (course.outcomes, course.topics, course.alignments, course.sample) == ((), (), (), False)


def test_lists_in_a_table_stand_apart_by_semicolon_or_bar(write: Write) -> None:
    header = "id,name,outcomes,topics,teaches,hours_min,hours_max,workload"
    table = f"{header}\nc1,SQL,Write; Read,a|b,{SQL};{SQL},8,12,ten\n"

    [course] = read_courses(write("c.csv", table))

    assert isinstance(course, Achievement)
    assert (course.outcomes, course.topics) == (("Write", "Read"), ("a", "b"))
    assert [(a.concept, a.role, a.field) for a in course.alignments] == [(SQL, AlignmentRole.TEACHES, "teaches[0]")]
    assert course.opportunity.workload == Workload(hours_min=8, hours_max=12, stated="ten")


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"id": ""}, "id", "is missing or empty"),
        ({"name": None}, "name", "is missing or empty"),
        ({"hours": 0}, "hours", "must be more than 0, not 0"),
        ({"hours": -3}, "hours", "must be more than 0, not -3"),
        ({"hours_min": 9, "hours_max": 5}, "workload", "begins above its end"),
        ({"hours": 9, "hours_max": 5}, "hours", "is stated beside"),
        ({"hours": "many"}, "hours", "is not a number: 'many'"),
        ({"workload": "0 hours"}, "workload", "must be more than 0 hours"),
        ({"price": -1}, "price", "is below zero"),
        ({"price": "a lot"}, "price", "is not one amount of money"),
        ({"currency": "XYZ"}, "currency", "is no current ISO 4217 code: 'XYZ'"),
        ({"currency": ""}, "currency", "is missing"),
        ({"price_date": "June"}, "price_date", "is not a date"),
        ({"mode": "by owl"}, "mode", "is none of online, blended, on site: 'by owl'"),
        ({"outcomes": {"a": 1}}, "outcomes", "is an object, expected a list of texts"),
        ({"outcomes": [["a"]]}, "outcomes[0]", "is no text, expected text"),
        ({"sample": "maybe"}, "sample", "is neither true nor false"),
        (
            {"alignments": [{"uri": SQL, "role": "likes"}]},
            "alignments[0].role",
            "is none of teaches, requires, assesses",
        ),
        ({"alignments": [{"role": "teaches"}]}, "alignments[0].uri", "is missing"),
        ({"alignments": [{"uri": "sql", "role": "teaches"}]}, "alignments[0]", "is not a concept URI"),
    ],
)
def test_a_wrong_fact_rejects_its_row_and_no_other(
    write: Write, change: dict[str, object], field: str, reason: str
) -> None:
    rows = [{**FULL, **change}, {**FULL, "id": "c2"}]

    bad, good = read_courses(write("c.jsonl", "\n".join(map(json.dumps, rows))))

    assert isinstance(bad, Rejected)
    assert (bad.file, bad.row, bad.field) == ("c.jsonl", 1, field)
    assert reason.removeprefix("is no text, ") in bad.reason
    assert isinstance(good, Achievement)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "www.example.org", "https://", "https:// x", "data:text/html,x"]
)
def test_a_course_with_an_address_that_is_no_web_address_is_named_and_kept_without_it(write: Write, url: str) -> None:
    fault, course = read_courses(write("c.jsonl", json.dumps({**FULL, "url": url})))

    told = f"c.jsonl, row 1, url: is no http or https address: {url!r}; the course is kept without it"
    assert str(fault) == told
    assert course == replace(ACHIEVEMENT, opportunity=replace(ACHIEVEMENT.opportunity, url=None))


def test_an_address_may_say_http_in_any_case(write: Write) -> None:
    [course] = read_courses(write("c.csv", "id,name,url\na,SQL,HTTP://Example.org/?q=1#top\n"))

    assert isinstance(course, Achievement)
    assert course.opportunity.url == "HTTP://Example.org/?q=1#top"


def test_an_id_beyond_the_limit_is_rejected_and_one_of_just_that_length_is_not(write: Write) -> None:
    fault, course = read_courses(write("c.csv", f"id,name\n{'a' * 201},SQL\n{'b' * 200},Go\n"))

    assert str(fault) == "c.csv, row 2, id: has 201 characters; at most 200 are taken"
    assert isinstance(course, Achievement)


def test_a_table_with_two_columns_of_one_name_is_rejected_once_and_names_it(write: Write) -> None:
    twice = list(read_courses(write("c.csv", "id,name,url, name\na,SQL,,Go\nb,Go,,SQL\n")))
    unnamed = list(read_courses(write("d.csv", "id,name,,\na,SQL,,\n")))

    assert [str(item) for item in twice] == ["c.csv, row 1, name: stands in the header more than once"]
    assert [item.id for item in unnamed if isinstance(item, Achievement)] == ["a"]


def test_repeated_ids_and_missing_columns_are_rejected(write: Write) -> None:
    repeated = list(read_courses(write("c.csv", "id,name\na,SQL\na,Go\n")))
    lacking = list(read_courses(write("d.csv", "id,naming\na,SQL\nb,Go\n")))

    assert str(repeated[1]) == "c.csv, row 3, id: 'a' stands in row 2 already"
    assert [str(item) for item in lacking] == ["d.csv, name: there is no such column; there are id, naming"]


@pytest.mark.parametrize(
    ("stated", "currency", "money"),
    [
        ("€79", None, Money(Decimal(79), "EUR")),
        ("AUD 1,250.50", None, Money(Decimal("1250.50"), "AUD")),
        ("NZ$ 99", None, Money(Decimal(99), "NZD")),
        ("99,90 €", None, Money(Decimal("99.90"), "EUR")),
        ("$250 incl. GST", "AUD", Money(Decimal(250), "AUD")),
        ("Free", "AUD", Money(Decimal(0), "AUD")),
        ("0", "AUD", Money(Decimal(0), "AUD")),
        ("Free", None, None),
        ("€23.99/month", None, None),
        ("Unlimited subscription €23.99", None, None),
        ("on request", "AUD", None),
        (None, "AUD", None),
    ],
)
def test_prices_are_amounts_of_one_currency(stated: str | None, currency: str | None, money: Money | None) -> None:
    assert read_price(stated, currency) == money


@pytest.mark.parametrize(
    ("stated", "currency"),
    [("$250", None), ("€79", "AUD"), ("1.299", "EUR"), ("€50 to €80", None), ("250 XYZ", None)],
)
def test_prices_that_could_mean_several_things_are_refused(stated: str, currency: str | None) -> None:
    with pytest.raises(InvalidInput, match=r"price|currency"):
        read_price(stated, currency)


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ("Nanodegree", AchievementKind.MICRO_CREDENTIAL),
        ("MicroMasters® Program", AchievementKind.MICRO_CREDENTIAL),
        ("micro-subject", AchievementKind.MICRO_CREDENTIAL),
        ("Mini-degree", AchievementKind.MICRO_CREDENTIAL),
        ("skill set", AchievementKind.MICRO_CREDENTIAL),
        ("Microcredentials", AchievementKind.MICRO_CREDENTIAL),
        ("Digital Badge", AchievementKind.DIGITAL_BADGE),
        ("Professional Certificate", AchievementKind.CERTIFICATE),
        ("Specialization", AchievementKind.COURSE_SERIES),
        ("ExpertTrack", AchievementKind.COURSE_SERIES),
        ("Guided Project", AchievementKind.PROJECT),
        ("short course", AchievementKind.SHORT_COURSE),
        ("Course", AchievementKind.COURSE),
        ("Something new", AchievementKind.COURSE),
        (None, AchievementKind.COURSE),
    ],
)
def test_the_many_names_become_few_kinds(stated: str | None, kind: AchievementKind) -> None:
    assert kind_of(stated) is kind


def test_modes_are_recognised_in_their_usual_words() -> None:
    assert [mode_of(word) for word in ("E-learning", "Hybrid", "face to face", None)] == [
        Mode.ONLINE,
        Mode.BLENDED,
        Mode.ON_SITE,
        None,
    ]


TOML = """
[columns]
name = "Titel"
workload = "{Dauer} at {Aufwand} per week"
[constants]
mode = "online"
[ids]
prefix = "x"
columns = ["Anbieter", "Titel"]
"""


def test_a_column_map_renames_joins_adds_and_makes_ids(write: Write) -> None:
    columns = read_column_map(write("map.toml", TOML))

    [course] = read_courses(write("c.csv", "Anbieter;Titel;Dauer;Aufwand\nACME;SQL & Go;3 weeks;2 hours\n"), columns)

    assert isinstance(course, Achievement)
    assert (course.id, course.name, course.opportunity.mode) == ("x:acme-sql-go", "SQL & Go", Mode.ONLINE)
    assert course.opportunity.workload == Workload(hours_min=6, hours_max=6, stated="3 weeks at 2 hours per week")


def test_a_table_without_a_mapped_column_is_rejected_once(write: Write) -> None:
    columns = ColumnMap(columns={"id": "Nr", "name": "Titel"})

    told = [str(item) for item in read_courses(write("c.csv", "Nr,Title\n1,a\n2,b\n"), columns)]

    assert told == ["c.csv, name: there is no column 'Titel'; there are Nr, Title"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("m.toml", "[columns", "is not valid TOML"),
        ("m.json", "{", "is not valid JSON: .* at line 1, column 2"),
        ("m.json", "[]", "holds no named parts"),
        ("m.toml", '[columns]\ntitel = "x"\nid = "y"', "maps to 'titel', which is no field of ours"),
        ("m.toml", '[columns]\nname = "x"', "neither which column is the id"),
        ("m.toml", 'columns = "x"', "is no table of names"),
    ],
)
def test_a_wrong_column_map_says_what_is_wrong(write: Write, name: str, content: str, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        read_column_map(write(name, content))


def test_an_unknown_shipped_map_is_an_error() -> None:
    with pytest.raises(InvalidInput, match="there are coursera, edx, futurelearn"):
        shipped_column_map("udemy")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "columns", "counts"),
    [
        ("coursera_2023.jsonl.gz", "coursera", (802, 0, 4, 0)),
        ("edx_2021_en.jsonl.gz", "edx", (727, 0, 727, 0)),
        ("futurelearn_2022_titles.csv", "futurelearn", (1_459, 3, 1_459, 206)),
    ],
)
def test_real_catalogues_are_read_through_the_shipped_maps(
    name: str, columns: str, counts: tuple[int, int, int, int]
) -> None:
    """Counts: read, rejected, with hours, with a price."""
    items = list(read_courses(shared_file(f"courses/{name}"), shipped_column_map(columns)))

    courses = [item for item in items if isinstance(item, Achievement)]
    with_hours = sum(course.opportunity.workload is not None for course in courses)
    with_price = sum(course.opportunity.price is not None for course in courses)
    assert (len(courses), len(items) - len(courses), with_hours, with_price) == counts
    assert all(course.opportunity.mode is Mode.ONLINE for course in courses)


@pytest.mark.shared
def test_a_real_edx_course_has_its_hours_from_weeks_and_effort() -> None:
    items = read_courses(shared_file("courses/edx_2021_en.jsonl.gz"), shipped_column_map("edx"))

    first = next(iter(items))

    assert isinstance(first, Achievement)
    assert (first.id, first.name) == ("edx:how-to-learn-online", "How to Learn Online")
    assert first.opportunity.workload is not None
    assert (first.opportunity.workload.hours_min, first.opportunity.workload.hours_max) == (4, 6)
