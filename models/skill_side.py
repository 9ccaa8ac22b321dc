"""What a role's ranking knows of every skill: built with the concept index, and loaded with it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.concepts import Skill, SkillKind
from matcher.lexical import LabelIndex, build_label_index
from matcher.role_lanes import SHARED, SkillSide
from matcher.vectors import Vectors
from models.labels import load_labels, save_labels
from models.tokens import StemTokenizer

CROWD, NEAR_CROWD = 100, 20
"""A skill is of an occupation's crowd where it is among its so many nearest."""
OCCUPATIONS_AT_ONCE = 128
MEANINGS, FACTS = "skills.meanings.npy", "skills.facts.npy"
WORDS = "meanings"


def meaning_of(skill: Skill) -> str:
    return skill.description or skill.preferred_label


def save_skill_side(
    folder: Path, skills: Sequence[Skill], vectors: tuple[Vectors, Vectors], occupations: tuple[Vectors, Vectors]
) -> None:
    """`vectors` are of the skills' labels and descriptions, `occupations` of names and descriptions of ESCO's."""
    labels, exact = vectors
    np.save(folder / MEANINGS, exact.astype(np.float16))
    meanings = load_meanings(folder)
    save_labels(build_label_index([[meaning_of(skill)] for skill in skills], StemTokenizer()), folder, WORDS)
    np.save(folder / FACTS, skill_facts(skills, (labels, meanings), occupations))


def load_meanings(folder: Path) -> Vectors:
    """(skills, dim): of their descriptions."""
    meanings: Vectors = np.load(folder / MEANINGS).astype(np.float32)
    return meanings


def load_skill_side(folder: Path, labels: Vectors, label_words: LabelIndex) -> SkillSide:
    return SkillSide(
        labels=labels,
        meanings=load_meanings(folder),
        label_words=label_words,
        meaning_words=load_labels(folder, WORDS),
        facts=np.load(folder / FACTS),
    )


def skill_facts(
    skills: Sequence[Skill], vectors: tuple[Vectors, Vectors], occupations: tuple[Vectors, Vectors]
) -> npt.NDArray[np.float32]:
    """(skills, SKILL_FACTS); nothing in it comes from a relation between a skill and an occupation."""
    verbs = Counter(_opening(skill) for skill in skills)
    sides = _sides(vectors, occupations)
    spread = [_spread(seen, seeing) for seen, seeing in sides]
    columns = [
        [skill.kind is SkillKind.KNOWLEDGE for skill in skills],
        [len(skill.preferred_label.split()) for skill in skills],
        [len(meaning_of(skill).split()) for skill in skills],
        [len(skill.alt_labels) for skill in skills],
        np.log([verbs[_opening(skill)] for skill in skills]),
        *(column for pair in spread for column in pair),
        *np.log1p(_crowds(sides, spread)),
    ]
    facts: npt.NDArray[np.float32] = np.array(columns, dtype=np.float32).T
    return facts


def _opening(skill: Skill) -> str:
    return skill.preferred_label.split(maxsplit=1)[0].casefold()


def _sides(vectors: tuple[Vectors, Vectors], occupations: tuple[Vectors, Vectors]) -> list[tuple[Vectors, Vectors]]:
    """The (skills, occupations) vectors that each of SHARED compares, in its order."""
    labels, meanings = vectors
    names, described = occupations
    sides = {
        "name": (labels, names),
        "described": (labels, described),
        "name_meant": (meanings, names),
        "described_meant": (meanings, described),
    }
    return [sides[lane] for lane in SHARED]


def _spread(seen: Vectors, seeing: Vectors) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Mean and deviation of each skill's cosine over all occupations, from their mean and covariance."""
    if not len(seeing):
        return np.zeros(len(seen)), np.ones(len(seen))
    mean = seeing.mean(axis=0)
    apart = seeing - mean
    variance = np.einsum("sd,sd->s", seen @ (apart.T @ apart / len(seeing)), seen)
    return (seen @ mean).astype(np.float64), np.sqrt(np.maximum(variance, 1e-12)).astype(np.float64)


def _crowds(
    sides: Sequence[tuple[Vectors, Vectors]], spread: Sequence[tuple[npt.NDArray[np.float64], ...]]
) -> npt.NDArray[np.float64]:
    """(2, skills): of how many occupations a skill is among the nearest hundred, and the nearest twenty."""
    count = len(sides[0][0])
    crowds = np.zeros((2, count))
    for start in range(0, len(sides[0][1]), OCCUPATIONS_AT_ONCE):
        near = [seeing[start : start + OCCUPATIONS_AT_ONCE] @ seen.T for seen, seeing in sides]
        unusual = [(lane - mean) / deviation for lane, (mean, deviation) in zip(near, spread, strict=True)]
        total = np.sum([_standard(lane) for lane in (*near, *unusual)], axis=0)
        for row, size in enumerate((CROWD, NEAR_CROWD)):
            if size < count:
                best = np.argpartition(-total, size, axis=1)[:, :size]
                crowds[row] += np.bincount(best.ravel(), minlength=count)
    return crowds


def _standard(lanes: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.floating[Any]]:
    """(occupations, skills), each row with mean 0 and deviation 1."""
    standardised: npt.NDArray[np.floating[Any]] = (lanes - lanes.mean(axis=1, keepdims=True)) / (
        lanes.std(axis=1, keepdims=True) + 1e-6
    )
    return standardised
