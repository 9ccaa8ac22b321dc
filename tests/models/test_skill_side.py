"""What is known of a skill whatever the occupation: checked against brute force."""

from pathlib import Path

import numpy as np
import pytest

from matcher.role_lanes import SHARED, SKILL_FACTS
from models import skill_side
from models.labels import build_labels
from models.skill_side import load_skill_side, save_skill_side, skill_facts
from tests.fakes import LEADING, PYTHON, TrigramEncoder, small_taxonomy

ENCODER = TrigramEncoder()
SKILLS = sorted(
    (skill for skill in small_taxonomy().skills.values() if skill.uri.startswith("s:") and skill.uri != "s:tableau"),
    key=lambda skill: skill.uri,
)
URIS = [skill.uri for skill in SKILLS]
LABELS = ENCODER.encode([skill.preferred_label for skill in SKILLS])
MEANINGS = ENCODER.encode([f"what it is to {skill.preferred_label}" for skill in SKILLS])
NAMES = ENCODER.encode(["librarian", "data analyst", "team leader", "python programmer"])
DESCRIBED = ENCODER.encode(["manages budgets", "queries data with SQL", "leads a team", "writes Python"])


def facts() -> dict[str, list[float]]:
    found = skill_facts(SKILLS, (LABELS, MEANINGS), (NAMES, DESCRIBED))
    assert found.shape == (len(SKILLS), len(SKILL_FACTS))
    return dict(zip(SKILL_FACTS, found.T.tolist(), strict=True))


def test_how_near_occupations_lie_in_general_is_their_mean_and_deviation() -> None:
    sides = {
        "name": (NAMES, LABELS),
        "described": (DESCRIBED, LABELS),
        "name_meant": (NAMES, MEANINGS),
        "described_meant": (DESCRIBED, MEANINGS),
    }
    for lane in SHARED:
        occupations, seen = sides[lane]
        cosines = occupations @ seen.T
        assert facts()[f"{lane}_mean"] == pytest.approx(cosines.mean(axis=0).tolist(), abs=1e-6)
        assert facts()[f"{lane}_std"] == pytest.approx(cosines.std(axis=0).tolist(), abs=1e-4)


def test_a_crowd_counts_the_occupations_that_a_skill_is_among_the_nearest_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skill_side, "CROWD", 1)
    monkeypatch.setattr(skill_side, "NEAR_CROWD", 1)
    crowd = dict(zip(URIS, facts()["crowd"], strict=True))
    assert crowd[LEADING] == pytest.approx(np.log(2))
    assert crowd[PYTHON] == pytest.approx(np.log(2))
    assert sum(np.expm1(list(crowd.values()))) == pytest.approx(len(NAMES))


def test_a_taxonomy_without_occupations_has_skills_near_none() -> None:
    none = NAMES[:0]
    found = skill_facts(SKILLS, (LABELS, MEANINGS), (none, none))
    columns = dict(zip(SKILL_FACTS, found.T.tolist(), strict=True))
    assert set(columns["name_mean"]) == set(columns["crowd"]) == {0.0}


def test_it_is_loaded_as_it_was_saved(tmp_path: Path) -> None:
    save_skill_side(tmp_path, SKILLS, (LABELS, MEANINGS), (NAMES, DESCRIBED))
    found = load_skill_side(tmp_path, LABELS, build_labels(SKILLS))
    np.testing.assert_allclose(found.meanings, MEANINGS, atol=1e-3)
    np.testing.assert_array_equal(found.facts, skill_facts(SKILLS, (LABELS, found.meanings), (NAMES, DESCRIBED)))
    assert found.spread["described"][0].tolist() == pytest.approx(facts()["described_mean"], abs=1e-3)
    meant, _ = found.meaning_words.scores("lead")
    assert meant.argmax() == URIS.index(LEADING)
