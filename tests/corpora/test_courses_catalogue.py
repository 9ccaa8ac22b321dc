from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.courses.catalogue import InMemoryCatalogue, read_sample_catalogue
from corpora.courses.lines import achievement_in, alignments_in, line_of, line_of_alignments
from matcher.achievements import Achievement, AchievementId, AchievementKind, Alignment, AlignmentRole, Catalogue
from matcher.concepts import ConceptUri
from matcher.credentials import Credential
from matcher.errors import ArtefactMismatch, InvalidInput, UnknownAchievement
from matcher.mentions import Span
from matcher.opportunities import LearningOpportunity, Mode, Money, Workload

SQL, GO = ConceptUri("urn:sql"), ConceptUri("urn:go")


def _course(name: str, *aligned: tuple[ConceptUri, AlignmentRole]) -> Achievement:
    return Achievement(
        id=AchievementId(name),
        name=name,
        kind=AchievementKind.COURSE,
        kind_stated=None,
        description="Learn it",
        outcomes=("Write queries",),
        topics=(),
        credential=Credential(name=name, level="AQF 5"),
        opportunity=LearningOpportunity(
            mode=Mode.BLENDED,
            workload=Workload(hours_min=1.1, hours_max=2.7, stated="a bit"),
            price=Money(Decimal("19.90"), "AUD"),
            prerequisites=("a",),
        ),
        alignments=tuple(
            Alignment(
                concept=concept,
                role=role,
                confidence=0.1 + 0.2,
                stated=False,
                field="outcomes[0]",
                text="queries",
                span=Span(6, 13),
            )
            for concept, role in aligned
        ),
    )


TEACHES = _course("b", (SQL, AlignmentRole.TEACHES))
ASSESSES = _course("a", (SQL, AlignmentRole.ASSESSES), (SQL, AlignmentRole.TEACHES))
REQUIRES = _course("c", (SQL, AlignmentRole.REQUIRES), (GO, AlignmentRole.TEACHES))
ALL = (TEACHES, ASSESSES, REQUIRES)


def test_finds_what_teaches_or_assesses_a_skill_by_id_and_once() -> None:
    catalogue: Catalogue = InMemoryCatalogue.build(ALL)

    assert catalogue.aligned_with([SQL]) == (ASSESSES, TEACHES)
    assert catalogue.aligned_with([GO, SQL, SQL]) == (ASSESSES, TEACHES, REQUIRES)
    assert catalogue.aligned_with([ConceptUri("urn:none")]) == ()


def test_pages_go_by_id() -> None:
    catalogue = InMemoryCatalogue.build(ALL)

    assert catalogue.page(after=None, limit=2) == (ASSESSES, TEACHES)
    assert catalogue.page(after=AchievementId("b"), limit=2) == (REQUIRES,)
    assert catalogue.page(after=AchievementId("aa"), limit=1) == (TEACHES,)
    assert catalogue.page(after=AchievementId("c"), limit=2) == ()


def test_an_unknown_id_is_an_error() -> None:
    catalogue = InMemoryCatalogue.build(ALL)

    assert catalogue.get(AchievementId("a")) == ASSESSES
    with pytest.raises(UnknownAchievement, match="'z'"):
        catalogue.get(AchievementId("z"))


def test_an_id_that_recurs_is_an_error() -> None:
    with pytest.raises(InvalidInput, match="'b' stands in the catalogue more than once"):
        InMemoryCatalogue.build((TEACHES, TEACHES))


def test_the_version_follows_the_contents_and_not_the_order() -> None:
    version = InMemoryCatalogue.build(ALL).version

    assert InMemoryCatalogue.build(reversed(ALL)).version == version
    assert InMemoryCatalogue.build(ALL[:2]).version != version
    assert InMemoryCatalogue.build((*ALL[:2], replace(REQUIRES, name="d"))).version != version


HOURS = st.floats(0, 1e6)
ACHIEVEMENTS = st.builds(
    Achievement,
    credential=st.builds(Credential),
    opportunity=st.builds(
        LearningOpportunity,
        workload=st.none() | st.builds(Workload, hours_min=HOURS, hours_max=HOURS),
        price=st.none() | st.builds(Money, st.decimals(0, 10**6, places=2), st.just("AUD"), st.none() | st.dates()),
    ),
    alignments=st.just(TEACHES.alignments),
)


@given(ACHIEVEMENTS)
def test_any_achievement_survives_being_written(course: Achievement) -> None:
    assert achievement_in(line_of(course)) == course
    assert alignments_in(line_of_alignments(course.alignments)) == course.alignments


@pytest.mark.parametrize("content", [b"", b"{", b'{"id": "a"}', b"[]"])
def test_a_damaged_document_says_what_to_do(content: bytes) -> None:
    with pytest.raises(
        ArtefactMismatch, match=r"a course of the catalogue: can't be read .*run `matcher catalogue res"
    ):
        achievement_in(content)
    with pytest.raises(ArtefactMismatch, match="what was read in a course: can't be read"):
        alignments_in(b"[" + content)


def test_our_sample_catalogue_is_whole_and_marked_as_sample() -> None:
    achievements = read_sample_catalogue()

    assert len(achievements) >= 150
    assert all(achievement.sample for achievement in achievements)
    assert InMemoryCatalogue.build(achievements).get(achievements[0].id) == achievements[0]
