"""Of the whole taxonomy, no skill gives an outcome that our own linter calls vague."""

import pytest

from api.wiring import Service
from matcher.completeness.outcomes import vagueness
from matcher.proposal.outcomes import Wanted, outcomes_of

pytestmark = pytest.mark.built


def test_every_skill_gives_an_outcome_that_could_be_checked(built: Service) -> None:
    skills = built.pipeline.taxonomy.skills.values()
    found = {
        skill.uri: outcomes_of(
            Wanted(skill=skill.uri, label=skill.preferred_label, kind=skill.kind, ads=1, verbs=(), quote=None),
            skill.preferred_label,
            1,
        )
        for skill in skills
    }
    assert [uri for uri, own in found.items() if len(own) != 1] == []
    labels = {skill.uri: skill.preferred_label for skill in skills}
    assert [own.text for uri, [own] in found.items() if vagueness(own.text, labels[uri])] == []
