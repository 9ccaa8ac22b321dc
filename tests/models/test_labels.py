"""The labels of a taxonomy, indexed, saved and loaded again."""

from pathlib import Path

import numpy as np
import pytest

from matcher.concepts import ConceptUri, Skill, SkillKind
from matcher.lexical import LabelIndex
from models.labels import build_labels, labels_of, load_labels, save_labels

TEXTS = ("managing budgets in Python", "R", "budget management, C++", "", "no word known 🙂", "c + +")


def skill(label: str, *alt_labels: str, alias_text: str | None = None) -> Skill:
    return Skill(
        uri=ConceptUri(label),
        preferred_label=label,
        kind=SkillKind.COMPETENCE,
        alt_labels=alt_labels,
        alias_text=alias_text,
    )


SKILLS = (
    skill("Python (computer programming)", "Python 3"),
    skill("manage budgets", "budget management"),
    skill("C++"),
    skill("R"),
    skill("of the", "and"),
)


def test_labels_are_the_preferred_one_first_then_others_then_without_qualifiers_then_run_on_text() -> None:
    found = labels_of(skill("Java (computer programming)", "Java (SE)", "J2SE", alias_text="java se j2ee"))
    assert found == ("Java (computer programming)", "Java (SE)", "J2SE", "Java", "java se j2ee")


def test_labels_are_named_once_and_never_empty() -> None:
    assert labels_of(skill("SQL", "SQL", " ", "(draft)", alias_text="")) == ("SQL", "(draft)")


def test_only_a_closing_qualifier_is_left_out() -> None:
    assert labels_of(skill("use (office) software (basic)")) == (
        "use (office) software (basic)",
        "use (office) software",
    )


@pytest.mark.parametrize("skills", [SKILLS, ()], ids=["some", "none"])
def test_a_loaded_index_answers_as_the_built_one(tmp_path: Path, skills: tuple[Skill, ...]) -> None:
    built = build_labels(skills)
    save_labels(built, tmp_path, "skills")
    same(load_labels(tmp_path, "skills"), built)


def same(loaded: LabelIndex, built: LabelIndex) -> None:
    assert (dict(loaded.vocabulary), dict(loaded.names)) == (dict(built.vocabulary), dict(built.names))
    assert loaded.first_label.tolist() == built.first_label.tolist()
    for text in TEXTS:
        for mine, theirs in zip(loaded.scores(text), built.scores(text), strict=True):
            np.testing.assert_array_equal(mine, theirs)
        assert loaded.exact(text) == built.exact(text)


def test_a_label_of_stop_words_alone_is_never_found_and_shifts_no_other() -> None:
    index = build_labels([skill("of the"), skill("SQL")])
    bm25, coverage = index.scores("SQL of the and")
    assert coverage.tolist() == [0.0, 1.0]
    assert bm25[0] == 0
    assert [hit.position for hit in index.exact("SQL of the and")] == [1]


def test_the_same_skills_are_saved_as_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        save_labels(build_labels(SKILLS), tmp_path / name, "x")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
