"""What a role's ranking is fitted on, and how its figures come about."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from matcher.concepts import ConceptUri
from matcher.role_skills import LikelySkill, LikelySkills
from models.training.roles import RELATIONS, figures_of, fit_roles, fitted_on, read_relations
from tests.fakes import (
    ANALYST,
    BUDGETS,
    INTERVIEWS,
    JAVA,
    LEADING,
    LIBRARIAN,
    PYTHON,
    SQL,
    THINKING,
    small_finder,
    small_linker,
    small_role_ranker,
    small_taxonomy,
)

TAXONOMY = small_taxonomy()
RANKER = small_role_ranker(TAXONOMY)
RELATED = f"""\
occupationUri,relationType,skillType,skillUri
{LIBRARIAN},essential,skill/competence,{LEADING}
{LIBRARIAN},optional,knowledge,{PYTHON}
{ANALYST},essential,knowledge,{SQL}
{ANALYST},essential,knowledge,{PYTHON}
o:unknown,essential,knowledge,{SQL}
"""


@pytest.fixture
def relations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "eval").mkdir()
    (tmp_path / "taxonomy").mkdir()
    with zipfile.ZipFile(tmp_path / "taxonomy" / RELATIONS, "w") as archive:
        archive.writestr("v1/occupationSkillRelations.csv", RELATED)
    monkeypatch.setenv("MATCHER_SHARED_DATA", str(tmp_path))


@pytest.mark.usefixtures("relations")
def test_relations_are_read_by_kind_for_the_occupations_that_are_known() -> None:
    assert read_relations(TAXONOMY) == {LIBRARIAN: {LEADING}, ANALYST: {SQL, PYTHON}}
    assert read_relations(TAXONOMY, "optional") == {LIBRARIAN: {PYTHON}}


def test_about_every_fourth_occupation_is_fitted_on_and_always_the_same() -> None:
    uris = [ConceptUri(f"http://example.org/{number}") for number in range(2_000)]
    chosen = [uri for uri in uris if fitted_on(uri)]
    assert 430 < len(chosen) < 570
    assert chosen == [uri for uri in uris if fitted_on(uri)]


def test_figures_are_what_a_hand_calculates() -> None:
    words = RANKER.seen(TAXONOMY.occupation(ANALYST), {})[0]
    found = LikelySkills(
        scored=(
            LikelySkill(skill=SQL, confidence=0.8),
            LikelySkill(skill=JAVA, confidence=0.4),
            LikelySkill(skill=PYTHON, confidence=0.2),
        ),
        rest=(BUDGETS, INTERVIEWS, LEADING, THINKING),
        words=words,
        skills=RANKER.skills,
        positions=RANKER.positions,
    )
    figures = figures_of([(found, frozenset({SQL, PYTHON, LEADING}))])
    assert figures["MAP"] == pytest.approx(100 * (1 / 1 + 2 / 3 + 3 / 6) / 3, abs=0.01)
    assert figures["ECE from 0.1"] == pytest.approx((0.2 + 0.4 + 0.8) / 3, abs=1e-4)
    at = {row["from"]: row for row in figures["thresholds"]}
    assert at[0.3] == {"from": 0.3, "skills a role": 2.0, "precision": 0.5, "recall": 0.333}


@pytest.mark.usefixtures("relations")
def test_what_is_fitted_ranks_and_says_what_it_was_fitted_on(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("onnx", reason="only training needs it")
    monkeypatch.setattr("models.training.roles.fitted_on", lambda uri: uri == ANALYST)
    monkeypatch.setattr("models.training.roles.JUDGED", 1)
    linker = small_linker(TAXONOMY)
    weights = fit_roles(RANKER, small_finder(TAXONOMY), linker)
    assert weights.encoder == RANKER.encoder.name
    assert weights.record["fitted on"].startswith("1 occupations")
    assert weights.record["held out"]["n"] == 1
    found = replace(RANKER, scorer=weights.scorer).likely(TAXONOMY.occupation(LIBRARIAN), {})
    assert sorted(found.ranked) == sorted(RANKER.uris)
