"""What is held counts by its source; what is claimed without proof comes with what would prove it."""

from dataclasses import replace

import pytest

from corpora.courses.catalogue import InMemoryCatalogue
from matcher.achievements import Achievement, Alignment, AlignmentRole
from matcher.concepts import ConceptUri, SkillKind
from matcher.prior_learning import EVIDENCE, PriorLearning, unproven
from matcher.profiles import Holding, HoldingSource
from tests.fakes import SQL, achievement

VERIFIED, CLAIMED, INFERRED = HoldingSource


def held(source: HoldingSource, confidence: float = 1.0, skill: ConceptUri = SQL) -> Holding:
    return Holding(skill=skill, source=source, confidence=confidence, text="SQL")


def aligned(key: str, *roles: AlignmentRole) -> Achievement:
    own = tuple(
        Alignment(concept=SQL, role=role, confidence=1.0, stated=True, field="name", text="SQL") for role in roles
    )
    return replace(achievement(key), alignments=own)


def test_a_holding_closes_as_far_as_its_source_and_its_confidence_go() -> None:
    policy = PriorLearning()
    assert policy.share([held(VERIFIED)]) == 1.0
    assert policy.share([held(INFERRED, 0.5), held(CLAIMED, 0.5)]) == pytest.approx(0.45)
    assert policy.share([]) == 0.0
    assert PriorLearning(worth={**policy.worth, CLAIMED: 0.2}).share([held(CLAIMED)]) == pytest.approx(0.2)


def test_every_kind_of_skill_has_its_checklist() -> None:
    assert EVIDENCE.keys() == set(SkillKind)


def test_a_claim_comes_with_its_checklist_and_with_what_assesses_it_without_teaching_it_again() -> None:
    teaches, assesses = AlignmentRole.TEACHES, AlignmentRole.ASSESSES
    offered = [aligned("a", teaches, assesses), aligned("b", assesses), aligned("c", teaches)]
    catalogue = InMemoryCatalogue.build(offered)
    [one] = unproven({SQL: [held(CLAIMED)]}, {SQL: SkillKind.KNOWLEDGE}, catalogue)
    assert (one.skill, [a.id for a in one.assessed_by]) == (SQL, ["b"])
    assert one.evidence == EVIDENCE[SkillKind.KNOWLEDGE]


def test_what_is_verified_needs_no_proof_even_beside_a_claim() -> None:
    kinds = {SQL: SkillKind.KNOWLEDGE}
    assert unproven({SQL: [held(CLAIMED), held(VERIFIED)]}, kinds, InMemoryCatalogue.build([])) == ()
    assert unproven({SQL: []}, kinds, InMemoryCatalogue.build([])) == ()
