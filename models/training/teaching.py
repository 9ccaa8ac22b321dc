"""Fit what tells whether a course teaches a skill, on pairs of a skill and a real course that were judged by hand."""

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score

from matcher.achievements import Achievement, AchievementId
from matcher.alignment import CourseReader
from matcher.concepts import ConceptUri
from matcher.evaluation import expected_calibration_error
from matcher.index import ExactIndex
from matcher.linking import Linker
from matcher.logistic import Logistic
from matcher.teaching import LANES, Teaching
from matcher.vectors import Encoder
from models.catalogue_index import passages_of
from models.teaching import TeachingWeights
from models.training.gate import fit_logistic, untrained
from models.training.pairs import COURSE_FILES, read_courses_of

JUDGED = Path(__file__).parents[2] / "benchmarks" / "labels" / "teaching.jsonl"
TEACHES = "teaches"
SERVED = "as served"
FOLDS = 8
FIT_C = 0.3
CLOSED_FROM = (0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8)

Rows = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shelf:
    """Courses that were read, and their passages."""

    courses: Sequence[Achievement]
    passages: ExactIndex

    def teaching(self, linker: Linker, scorer: Logistic) -> Teaching:
        return Teaching(
            courses=self.courses, passages=self.passages, skills=linker.concepts, labels=linker.labels, scorer=scorer
        )


def read_shelf(courses: Sequence[Achievement], reader: CourseReader, encoder: Encoder) -> Shelf:
    read = reader.align(courses)
    passages = [passage for course in read for passage in passages_of(course, reader)]
    return Shelf(
        courses=read,
        passages=ExactIndex([key for key, _ in passages], encoder.encode([text for _, text in passages])),
    )


def untagged(courses: Sequence[Achievement]) -> list[Achievement]:
    """Without what their providers say of skills."""
    return [replace(course, topics=(), alignments=()) for course in courses]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judged:
    rows: Rows
    """(pairs, LANES)"""
    right: npt.NDArray[np.bool_]
    courses: npt.NDArray[np.intp]
    """The course of each pair, by number."""
    served: npt.NDArray[np.bool_]
    """Whether the pair was drawn from what was recommended for real ads, by an earlier fit."""


def fit_teaching(reader: CourseReader, encoder: Encoder) -> TeachingWeights:
    """The fit on all pairs, with figures of fits on pairs of other courses. Raises SourceUnavailable."""
    judged = read_judged(reader, encoder)
    return TeachingWeights(
        encoder=encoder.name,
        fitted=fit_logistic(judged.rows, judged.right, FIT_C),
        record={
            "command": "make train",
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "labels_sha256": hashlib.sha256(JUDGED.read_bytes()).hexdigest(),
            "pairs": len(judged.right),
            "that teach": int(judged.right.sum()),
            "figures": _held_out(judged),
        },
    )


def read_judged(reader: CourseReader, encoder: Encoder) -> Judged:
    """The pairs as the lanes see them; pairs that no lane sees are left out."""
    labels = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    wanted = {row["course"] for row in labels}
    courses = [course for course in read_courses_of(*COURSE_FILES) if course.id in wanted]
    shelf = read_shelf(courses, reader, encoder)
    place = {course.id: row for row, course in enumerate(shelf.courses)}
    skills = sorted({ConceptUri(row["skill"]) for row in labels})
    seen = shelf.teaching(reader.linker, untrained(len(LANES))).seen(skills)
    lanes = {(skill, row): own for skill, one in seen.items() for row, own in zip(one.rows, one.lanes, strict=True)}
    found = [
        (lanes[key], row["label"] == TEACHES, key[1], row["drawn"] == SERVED)
        for row in labels
        for key in [(ConceptUri(row["skill"]), place[AchievementId(row["course"])])]
        if key in lanes
    ]
    rows, right, owners, served = zip(*found, strict=True)
    return Judged(rows=np.array(rows), right=np.array(right), courses=np.array(owners), served=np.array(served))


def _held_out(judged: Judged) -> dict[str, Any]:
    """By folds of courses: what a pair is worth from each probability on."""
    sure = np.zeros(len(judged.right))
    for held in range(FOLDS):
        own = judged.courses % FOLDS == held
        sure[own] = fit_logistic(judged.rows[~own], judged.right[~own], FIT_C).probability(judged.rows[own])
    lanes = {"all lanes": sure} | {lane: judged.rows[:, place] for place, lane in enumerate(LANES)}
    return {
        "average precision": {
            name: round(float(average_precision_score(judged.right, lane)), 4) for name, lane in lanes.items()
        },
        "calibration error": round(expected_calibration_error(sure, judged.right), 4),
        "by probability": [
            {
                "from": least,
                "precision": round(float(judged.right[sure >= least].mean()), 3),
                "recall": round(float((judged.right & (sure >= least)).sum() / judged.right.sum()), 3),
                "as served": int((judged.served & (sure >= least)).sum()),
                "precision as served": round(float(judged.right[judged.served & (sure >= least)].mean()), 3),
            }
            for least in CLOSED_FROM
        ],
    }
