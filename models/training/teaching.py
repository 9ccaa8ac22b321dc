"""Fit what tells whether a course teaches a skill, on courses whose providers tag them with skills.

The tags of the courses that are fitted on are hidden from every lane; the lane of tagged courses remembers other ones,
which the encoder was trained on too. Providers tag few of the skills that a course teaches, so the probability of a tag
is put right (Platt 1999) on pairs that were judged by hand.
"""

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
from matcher.index import ExactIndex, VectorIndex
from matcher.logistic import Logistic
from matcher.teaching import LANES, TaggedCourses, Teaching, mean_of_passages, passage_of
from matcher.vectors import Encoder
from models.catalogue_index import passages_of
from models.teaching import TeachingWeights
from models.training.data import shared_data
from models.training.gate import fit_logistic, untrained
from models.training.pairs import COURSE_FILES, COURSES_FROM, TAGGED, named_by_tags, read_courses_of

JUDGED = Path(__file__).parents[2] / "benchmarks" / "labels" / "teaching.jsonl"
TEACHES = "teaches"
FOLDS = 8
FIT_C = 1.0
PLATT_C = 10.0
CLOSED_FROM = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)

Rows = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shelf:
    """Courses without their tags, read, and what the tags name."""

    courses: Sequence[Achievement]
    passages: ExactIndex
    tags: Sequence[frozenset[ConceptUri]]
    """For each course; none where no tag is the name of a concept."""

    def part(self, rows: Sequence[int]) -> "Shelf":
        ids = {self.courses[row].id for row in rows}
        kept = [place for place, key in enumerate(self.passages.ids) if passage_of(key)[0] in ids]
        return Shelf(
            courses=[self.courses[row] for row in rows],
            passages=ExactIndex([self.passages.ids[place] for place in kept], self.passages.matrix[kept]),
            tags=[self.tags[row] for row in rows],
        )

    @property
    def tagged(self) -> TaggedCourses:
        """Those of the courses that have any tag."""
        place = {course.id: row for row, course in enumerate(self.courses)}
        rows = np.array([place[passage_of(key)[0]] for key in self.passages.ids], dtype=np.intp)
        whole = mean_of_passages(self.passages.matrix, rows, len(self.courses))
        kept = [row for row, tags in enumerate(self.tags) if tags]
        return TaggedCourses(vectors=whole[kept], skills=[tuple(sorted(self.tags[row])) for row in kept])

    def teaching(self, skills: VectorIndex, tagged: TaggedCourses, scorer: Logistic) -> Teaching:
        return Teaching(courses=self.courses, passages=self.passages, skills=skills, tagged=tagged, scorer=scorer)


def read_shelf(
    courses: Sequence[Achievement], reader: CourseReader, encoder: Encoder, *, aligned: bool = True
) -> Shelf:
    """With the tags hidden. What is only remembered need not be `aligned`."""
    hidden = [replace(course, topics=(), alignments=()) for course in courses]
    ids, labels = reader.linker.concepts.ids, reader.linker.labels
    passages = [passage for course in hidden for passage in passages_of(course, reader)]
    return Shelf(
        courses=reader.align(hidden) if aligned else hidden,
        passages=ExactIndex([key for key, _ in passages], encoder.encode([text for _, text in passages])),
        tags=[
            frozenset(ConceptUri(ids[place]) for place in named_by_tags(course.topics, labels)) for course in courses
        ],
    )


def read_tagged(reader: CourseReader, encoder: Encoder) -> tuple[Shelf, Shelf]:
    """The courses that are fitted on, and those that are remembered meanwhile, which the encoder has seen."""
    courses = read_courses_of(TAGGED)
    fitted = read_shelf(courses[:COURSES_FROM], reader, encoder)
    return fitted, read_shelf(courses[COURSES_FROM:], reader, encoder, aligned=False)


def fit_teaching(reader: CourseReader, encoder: Encoder) -> TeachingWeights:
    """Weights whose memory holds all tagged courses, with figures of fits that saw neither course nor tags."""
    shelf, remembered = read_tagged(reader, encoder)
    skills, known = reader.linker.concepts, remembered.tagged
    pairs = pairs_of(shelf, skills, known)
    own = shelf.tagged
    judged = read_judged(reader, encoder, known)
    return TeachingWeights(
        encoder=encoder.name,
        vectors=np.concatenate([own.vectors, known.vectors]).astype(np.float16),
        skills=tuple(map(tuple, (*own.skills, *known.skills))),
        fitted=put_right(fit_pairs(pairs), judged),
        record={
            "command": "make train",
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "data_sha256": hashlib.sha256((shared_data() / "courses" / COURSE_FILES[TAGGED]).read_bytes()).hexdigest(),
            "courses remembered": len(own.skills) + len(known.skills),
            "pairs": len(pairs.right),
            "tagged": int(pairs.right.sum()),
            "judged by hand": len(judged.right),
            "figures": _held_out(pairs) | _by_hand(fit_pairs(pairs), judged),
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Courses and skills that they may teach."""

    rows: Rows
    """(pairs, LANES)"""
    right: npt.NDArray[np.bool_]
    courses: npt.NDArray[np.intp]
    """The course of each pair, by its place on the shelf."""

    def of(self, keep: npt.NDArray[np.bool_]) -> "Pairs":
        return Pairs(rows=self.rows[keep], right=self.right[keep], courses=self.courses[keep])


def pairs_of(shelf: Shelf, skills: VectorIndex, tagged: TaggedCourses) -> Pairs:
    """Of courses with any tag and of all skills that any tag names; right is what the course's own tags name."""
    wanted = sorted(frozenset().union(*shelf.tags))
    seen = shelf.teaching(skills, tagged, untrained(len(LANES))).seen(wanted)
    found = [
        (lanes, skill in shelf.tags[row], row)
        for skill, own in seen.items()
        for row, lanes in zip(own.rows, own.lanes, strict=True)
        if shelf.tags[row]
    ]
    rows, right, courses = zip(*found, strict=True)
    return Pairs(rows=np.array(rows), right=np.array(right), courses=np.array(courses))


def fit_pairs(pairs: Pairs) -> Logistic:
    return fit_logistic(pairs.rows, pairs.right, FIT_C)


def read_judged(reader: CourseReader, encoder: Encoder, tagged: TaggedCourses) -> Pairs:
    """The pairs that were judged by hand; empty where none were."""
    judged = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    wanted = {row["course"] for row in judged}
    courses = [course for course in read_courses_of(*COURSE_FILES) if course.id in wanted]
    shelf = read_shelf(courses, reader, encoder)
    place = {course.id: row for row, course in enumerate(shelf.courses)}
    skills = sorted({ConceptUri(row["skill"]) for row in judged})
    seen = shelf.teaching(reader.linker.concepts, tagged, untrained(len(LANES))).seen(skills)
    lanes = {(skill, row): own for skill, one in seen.items() for row, own in zip(one.rows, one.lanes, strict=True)}
    keys = [(ConceptUri(row["skill"]), place[AchievementId(row["course"])]) for row in judged]
    kept = [i for i, key in enumerate(keys) if key in lanes]
    return Pairs(
        rows=np.array([lanes[keys[i]] for i in kept]).reshape(len(kept), len(LANES)),
        right=np.array([judged[i]["label"] == TEACHES for i in kept], dtype=bool),
        courses=np.array([keys[i][1] for i in kept], dtype=np.intp),
    )


def put_right(fitted: Logistic, judged: Pairs) -> Logistic:
    """The same order of pairs, with the probability that a person would say that the course teaches the skill."""
    said = fitted.logit(judged.rows)
    platt = fit_logistic(said[:, None], judged.right, PLATT_C, standardise=False)
    slope = float(platt.weights[0])
    return replace(fitted, weights=fitted.weights * slope, bias=fitted.bias * slope + platt.bias)


def _held_out(pairs: Pairs) -> dict[str, Any]:
    """By folds of courses."""
    sure = np.zeros(len(pairs.right))
    for held in range(FOLDS):
        own = pairs.courses % FOLDS == held
        sure[own] = fit_pairs(pairs.of(~own)).probability(pairs.rows[own])
    lanes = {"all lanes": sure} | {lane: pairs.rows[:, place] for place, lane in enumerate(LANES)}
    precision = {name: round(float(average_precision_score(pairs.right, lane)), 4) for name, lane in lanes.items()}
    return {"average precision of a tag": precision}


def _by_hand(fitted: Logistic, judged: Pairs) -> dict[str, Any]:
    """What a pair from each probability on is worth, put right on other courses' pairs."""
    sure = np.zeros(len(judged.right))
    for held in range(FOLDS):
        own = judged.courses % FOLDS == held
        sure[own] = put_right(fitted, judged.of(~own)).probability(judged.rows[own])
    table = []
    for least in CLOSED_FROM:
        kept = sure >= least
        right = judged.right[kept]
        table.append(
            {"from": least, "pairs": int(kept.sum()), "right": round(float(right.mean()), 3) if len(right) else None}
        )
    return {
        "judged": table,
        "calibration error": round(expected_calibration_error(sure, judged.right), 4),
        "average precision by hand": round(float(average_precision_score(judged.right, sure)), 4),
    }
