"""Every CatalogueStore keeps what was stated and what was read in it, value for value, and changes all at once."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from corpora.store.courses import SqlCatalogueStore
from matcher.achievements import (
    Achievement,
    AchievementId,
    AchievementKind,
    Alignment,
    AlignmentRole,
    Competency,
    Foreign,
)
from matcher.ad_store import NEVER_USED
from matcher.catalogue_store import CatalogueStore, as_stated, joined
from matcher.credentials import Credential
from matcher.mentions import Span
from matcher.opportunities import Instance, LearningOpportunity, Mode, Money, Workload
from tests.databases import fresh_postgresql, fresh_sqlite
from tests.fake_catalogue_store import ListCatalogueStore
from tests.fakes import PYTHON, SQL, achievement

STATED = Alignment(
    concept=SQL, role=AlignmentRole.ASSESSES, confidence=1.0, stated=True, field="alignments[0]", text="SQL, 你好 🙂"
)
READ = Alignment(
    concept=PYTHON,
    role=AlignmentRole.TEACHES,
    confidence=0.1234567890123,
    stated=False,
    field="outcomes[0]",
    text="Write Python.",
    span=Span(6, 12),
)
FULL = Achievement(
    id=AchievementId("c:full"),
    name='Data "B"\u2028🙂',
    kind=AchievementKind.DIGITAL_BADGE,
    kind_stated="Nanobadge",
    description="All about data.",
    outcomes=("Write Python.", "Query."),
    topics=("data",),
    credential=Credential(name="Badge", level="AQF 5", recognised_by=("City",), date=date(2026, 1, 2)),
    opportunity=LearningOpportunity(
        provider="Example TAFE",
        mode=Mode.ONLINE,
        workload=Workload(hours_min=5.0, hours_max=7.5, stated="five to seven and a half"),
        price=Money(Decimal("99.90"), "AUD", date(2025, 3, 4)),
        prerequisites=("c:other",),
        instances=(Instance(id="run", start="May", price=Money(Decimal("10"), "EUR", None)),),
    ),
    competencies=(Competency(name="querying", role=AlignmentRole.REQUIRES, code="q1"),),
    alignments=(STATED,),
    parts=(AchievementId("c:other"),),
    subjects=("ISCED-F 0322",),
    text_language="en-GB",
    sample=True,
    foreign=Foreign(format="ctdl", fields='{"ceterms:x": [1]}'),
)
FOUND = (replace(STATED, field="outcomes[1]", text="Query.", span=Span(0, 5)), READ)
OTHER = achievement("c:other", "Query data with SQL")


@pytest.fixture(params=["list", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CatalogueStore]:
    with ExitStack() as opened:
        if request.param == "list":
            yield ListCatalogueStore()
        elif request.param == "sqlite":
            yield SqlCatalogueStore(opened.enter_context(fresh_sqlite(tmp_path)))
        else:
            server = request.getfixturevalue("postgresql")
            yield SqlCatalogueStore(opened.enter_context(fresh_postgresql(server)))


def offered(store: CatalogueStore) -> dict[str, str | None]:
    """id -> source."""
    return {str(one.stated.id): one.source for one in store.kept().courses}


def test_all_that_was_stated_and_all_that_was_read_comes_back(store: CatalogueStore) -> None:
    version = store.offer([OTHER, FULL], "courses.csv", replace=False)
    store.keep_readings([(FULL, FOUND)], "reading-1")
    kept = store.kept()
    assert kept.version == version == store.version()
    full, other = kept.courses
    assert (full.stated, full.source, full.read, full.reading) == (FULL, "courses.csv", FOUND, "reading-1")
    assert full.course == replace(FULL, alignments=FOUND)
    assert (other.stated, other.read, other.reading, other.course) == (OTHER, None, None, OTHER)
    assert (kept.unread("reading-1"), kept.unread("reading-2")) == ((OTHER,), (FULL, OTHER))


def test_a_store_that_was_never_used_says_so_and_one_that_was_emptied_does_not(store: CatalogueStore) -> None:
    assert (store.version(), store.kept().version, store.kept().courses) == (NEVER_USED, NEVER_USED, ())
    version = store.offer([], None, replace=True)
    assert version == store.version() != NEVER_USED
    assert store.offer([], None, replace=True) == version


def test_what_was_read_before_it_is_offered_is_found_again_and_changes_nothing(store: CatalogueStore) -> None:
    store.offer([OTHER], None, replace=False)
    version = store.version()
    store.keep_readings([(FULL, FOUND), (replace(OTHER, name="Other"), ())], "reading-1")
    assert (store.version(), offered(store)) == (version, {"c:other": None})
    assert store.readings([FULL, OTHER], "reading-1") == {"c:full": FOUND}
    assert store.readings([FULL], "reading-2") == {}
    store.offer([FULL], None, replace=False)
    assert store.kept().unread("reading-1") == (OTHER,)


def test_readings_of_two_versions_stand_side_by_side_and_the_later_one_is_preferred(store: CatalogueStore) -> None:
    store.offer([FULL, OTHER], None, replace=False)
    store.keep_readings([(FULL, FOUND), (OTHER, ())], "reading-1")
    store.keep_readings([(FULL, [READ])], "reading-2")
    full, other = store.kept().courses
    assert (full.read, full.reading, other.read, other.reading) == ((READ,), "reading-2", (), "reading-1")
    assert [(one.read, one.reading) for one in store.kept("reading-1").courses] == [
        (FOUND, "reading-1"), ((), "reading-1")
    ]  # fmt: skip
    assert [(one.read, one.reading) for one in store.kept("reading-2").courses] == [
        ((READ,), "reading-2"), (None, None)
    ]  # fmt: skip
    assert store.readings([FULL], "reading-1") == {"c:full": FOUND}


def test_a_reading_takes_the_place_of_a_former_one_with_the_same_version(store: CatalogueStore) -> None:
    store.offer([FULL], None, replace=False)
    store.keep_readings([(FULL, FOUND)], "reading-1")
    store.keep_readings([(FULL, [READ])], "reading-1")
    assert [one.read for one in store.kept("reading-1").courses] == [(READ,)]
    assert store.readings([FULL], "reading-1") == {"c:full": (READ,)}


def test_what_a_former_version_read_can_be_retired(store: CatalogueStore) -> None:
    store.offer([FULL, OTHER], None, replace=False)
    version = store.version()
    store.keep_readings([(FULL, FOUND), (OTHER, ())], "reading-1")
    store.keep_readings([(FULL, [READ])], "reading-2")
    assert (store.retire("reading-2"), store.retire("reading-2"), store.version()) == (2, 0, version)
    assert [(one.read, one.reading) for one in store.kept().courses] == [((READ,), "reading-2"), (None, None)]


def test_a_course_with_a_known_id_takes_the_place_of_the_former_one_and_of_what_was_read_in_it(
    store: CatalogueStore,
) -> None:
    version = store.offer([FULL, OTHER], "one.csv", replace=False)
    store.keep_readings([(FULL, FOUND), (OTHER, [])], "reading-1")
    renewed = replace(OTHER, name="Renewed")
    assert store.offer([renewed], "two.csv", replace=False) != version
    assert [one.stated for one in store.kept().courses] == [FULL, renewed]
    assert offered(store) == {"c:full": "one.csv", "c:other": "two.csv"}
    assert store.kept().unread("reading-1") == (renewed,)
    assert store.readings([OTHER], "reading-1") == {}


def test_courses_that_say_the_same_stay_with_their_source_and_the_version_stays(store: CatalogueStore) -> None:
    version = store.offer([FULL, OTHER], "one.csv", replace=False)
    store.keep_readings([(FULL, FOUND)], "reading-1")
    assert store.offer([OTHER], "two.csv", replace=False) == version
    assert store.offer([OTHER, FULL], "two.csv", replace=True) == version
    assert offered(store) == {"c:full": "one.csv", "c:other": "one.csv"}
    assert store.kept().courses[0].read == FOUND


def test_a_replaced_catalogue_holds_the_new_courses_only_and_their_readings(store: CatalogueStore) -> None:
    version = store.offer([FULL, OTHER], "one.csv", replace=False)
    store.keep_readings([(FULL, FOUND), (OTHER, [])], "reading-1")
    assert store.offer([OTHER], "two.csv", replace=True) != version
    assert offered(store) == {"c:other": "one.csv"}
    assert store.readings([FULL, OTHER], "reading-1") == {"c:other": ()}


def test_more_courses_than_fit_in_one_statement_are_all_kept(store: CatalogueStore) -> None:
    many = [achievement(f"c:{number:04}", "SQL") for number in range(900)]
    store.keep_readings([(course, [READ]) for course in many], "reading-1")
    store.offer(many, None, replace=False)
    assert len(store.readings(many, "reading-1")) == 900
    assert [one.course for one in store.kept().courses] == [replace(course, alignments=(READ,)) for course in many]


def test_the_same_changes_give_the_same_version_and_others_another(store: CatalogueStore) -> None:
    first = store.offer([OTHER], None, replace=False)
    second = store.offer([FULL], None, replace=False)
    third = store.offer([OTHER], None, replace=True)
    assert len({first, second, third}) == 3


def test_what_we_read_is_no_part_of_what_is_stated() -> None:
    assert as_stated(replace(FULL, alignments=(STATED, READ))) == FULL


def test_courses_are_joined_by_id_and_the_new_one_is_preferred() -> None:
    new = replace(OTHER, name="New")
    assert joined([OTHER, FULL], [new]) == [FULL, new]
