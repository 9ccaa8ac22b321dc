"""A skill is transversal where a transversal family or ESCO's collection holds it."""

from dataclasses import replace

from matcher.natures import transversal_skills
from tests.fakes import JAVA, LEADING, THINKING, small_taxonomy


def test_members_of_transversal_families_and_of_escos_collection_are_transversal() -> None:
    known = small_taxonomy()
    assert transversal_skills(known) == {THINKING}
    with_collection = replace(known, collections={"transversal": frozenset({LEADING}), "digital": frozenset({JAVA})})
    assert transversal_skills(with_collection) == {THINKING, LEADING}


def test_members_of_other_families_are_not() -> None:
    known = small_taxonomy()
    technical = tuple(replace(family, transversal=False) for family in known.families)
    assert transversal_skills(replace(known, families=technical)) == frozenset()
