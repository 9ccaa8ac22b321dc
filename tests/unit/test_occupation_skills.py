"""What an occupation needs, or else its group, is implied for a role, apart from what its words say."""

from dataclasses import replace

import pytest

from matcher.concepts import ConceptUri
from matcher.demand import EvidenceSource, Importance
from matcher.occupation_skills import (
    IMPORTANT_FROM,
    LEAST_CONFIDENCE,
    MOST_CONFIDENCE,
    OccupationSkills,
    SkillFigure,
    SkillFigures,
)
from matcher.pipeline import Pipeline
from tests.fakes import LEADING, ONET_LIBRARIAN, SQL, THINKING, small_pipeline

FIGURES = (
    SkillFigure(name="Critical Thinking", concept=THINKING, importance=4.5, level=4.0),
    SkillFigure(name="Management of Personnel Resources", concept=LEADING, importance=IMPORTANT_FROM, level=3.0),
    SkillFigure(name="Programming", concept=SQL, importance=1.5, level=1.0),
    SkillFigure(name="Speaking", concept=None, importance=4.9, level=4.0),
)
SKILLS = OccupationSkills(
    groups={"25": SkillFigures(whose="on average of 57 occupations in Library", figures=FIGURES)},
    titles={"Librarians and Media Collections Specialists": "25"},
)


@pytest.fixture
def pipeline() -> Pipeline:
    return replace(small_pipeline(), occupation_skills=SKILLS)


def test_only_what_is_important_and_has_a_concept_is_demanded_with_its_figures_as_evidence() -> None:
    asked = list(SKILLS.groups["25"].demanded(ConceptUri("o:x")))
    assert [(one.skill, one.importance, one.evidence.confidence) for one in asked] == [
        (THINKING, Importance.IMPLIED, MOST_CONFIDENCE),
        (LEADING, Importance.IMPLIED, LEAST_CONFIDENCE),
    ]
    assert asked[0].evidence.text == (
        "Critical Thinking: importance 4.50 of 5, level 4.00 of 7, on average of 57 occupations in Library"
    )
    assert asked[0].evidence.source is EvidenceSource.ONET_FIGURES


def test_a_title_that_is_not_known_has_no_figures() -> None:
    assert SKILLS.figures_of("wizard") is None
    assert OccupationSkills().figures_of("wizard") is None


def test_an_occupation_s_own_figures_come_before_those_of_its_group() -> None:
    own = SkillFigures(whose="of Archivists", figures=(replace(FIGURES[0], importance=3.5),))
    skills = replace(SKILLS, own={"Archivists": own}, titles={**SKILLS.titles, "Archivists": "25", "Curators": "25"})
    assert skills.figures_of("Archivists") == own
    assert skills.figures_of("Curators") == SKILLS.groups["25"]
    [asked] = own.demanded(ConceptUri("o:x"))
    assert asked.evidence.text == "Critical Thinking: importance 3.50 of 5, level 4.00 of 7, of Archivists"


def test_a_role_shows_what_its_group_implies(pipeline: Pipeline) -> None:
    role = pipeline.role("librarians and media collections specialists")
    [thinking] = [demand for demand in role.demands if demand.skill == THINKING]
    assert thinking.importance is Importance.IMPLIED
    assert [evidence.reference for evidence in thinking.evidence] == [ONET_LIBRARIAN]
