"""A qualification taken apart into the skills of its units, and put together again from a stack."""

from dataclasses import replace

import pytest

from corpora.courses.catalogue import InMemoryCatalogue
from matcher.achievements import Achievement, AchievementId, Alignment, AlignmentRole
from matcher.concepts import ConceptUri
from matcher.errors import UnknownAchievement
from matcher.qualifications import rebundled, unbundled, units_of
from tests.fakes import JAVA, PYTHON, SQL, achievement

TEACHES, REQUIRES, ASSESSES = AlignmentRole


def unit(key: str, **skills: float) -> Achievement:
    uris = {"sql": SQL, "java": JAVA, "python": PYTHON}
    return replace(achievement(key), alignments=tuple(aligned(uris[name], sure) for name, sure in skills.items()))


def aligned(skill: ConceptUri, confidence: float, role: AlignmentRole = TEACHES) -> Alignment:
    return Alignment(concept=skill, role=role, confidence=confidence, stated=False, field="name", text="words")


def test_each_unit_has_the_surest_alignment_of_each_skill_that_it_leads_to() -> None:
    one = replace(unit("u", sql=0.4), alignments=(aligned(SQL, 0.4), aligned(SQL, 0.7, ASSESSES)))
    other = replace(unit("v"), alignments=(aligned(JAVA, 0.9, REQUIRES),))
    first, second = unbundled([one, other])
    assert first.skills == {SQL: aligned(SQL, 0.7, ASSESSES)}
    assert second.skills == {}


def test_the_units_of_a_qualification_are_its_parts_in_order_or_itself() -> None:
    parts = [unit("b"), unit("a")]
    whole = replace(unit("q"), parts=(AchievementId("b"), AchievementId("a")))
    catalogue = InMemoryCatalogue.build([whole, *parts])
    assert units_of(whole, catalogue) == tuple(parts)
    assert units_of(parts[0], catalogue) == (parts[0],)
    with pytest.raises(UnknownAchievement):
        units_of(replace(whole, parts=(AchievementId("z"),)), catalogue)


def test_a_stack_covers_a_unit_wholly_in_part_or_not_at_all() -> None:
    units = [unit("whole", sql=1.0, java=1.0), unit("part", sql=1.0, python=1.0), unit("nameless")]
    whole, part, nameless = rebundled(units, [unit("b", sql=0.5), unit("a", sql=0.6, java=0.7)])
    assert whole.is_whole
    assert whole.covered == {JAVA: ("a",), SQL: ("a", "b")}
    assert (part.is_whole, tuple(part.covered), part.open) == (False, (SQL,), (PYTHON,))
    assert (nameless.is_whole, nameless.covered, nameless.open) == (False, {}, ())
