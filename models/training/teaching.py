"""Fit what tells whether a course teaches a skill, on courses whose providers tag them with skills.

The tags of the courses that are fitted on are hidden from every lane; the lane of tagged courses remembers other ones,
which the encoder was trained on too. Providers tag few of the skills that a course teaches, so the probability of a tag
is put right (Platt 1999) on pairs that were judged by hand.
"""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score

from matcher.achievements import Achievement
from matcher.alignment import CourseReader
from matcher.concepts import ConceptUri
from matcher.index import ExactIndex, VectorIndex
from matcher.lexical import LabelIndex
from matcher.logistic import Logistic
from matcher.teaching import LANES, TaggedCourses, Teaching, mean_of_passages
from matcher.vectors import Encoder
from models.catalogue_index import passages_of
from models.teaching import TeachingWeights
from models.training.data import shared_data
from models.training.gate import fit_logistic
from models.training.pairs import COURSE_FILES, COURSES_FROM, TAGGED, named_by_tags, read_courses_of

FOLDS = 8
FIT_C = 1.0

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
        kept = [place for place, key in enumerate(self.passages.ids) if key.rpartition("#")[0] in ids]
        return Shelf(
            courses=[self.courses[row] for row in rows],
            passages=ExactIndex([self.passages.ids[place] for place in kept], self.passages.matrix[kept]),
            tags=[self.tags[row] for row in rows],
        )

    @property
    def tagged(self) -> TaggedCourses:
        """Those of the courses that have any tag."""
        place = {str(course.id): row for row, course in enumerate(self.courses)}
        rows = np.array([place[key.rpartition("#")[0]] for key in self.passages.ids], dtype=np.intp)
        whole = mean_of_passages(self.passages.matrix, rows, len(self.courses))
        kept = [row for row, tags in enumerate(self.tags) if tags]
        return TaggedCourses(vectors=whole[kept], skills=[tuple(sorted(self.tags[row])) for row in kept])

    def teaching(self, skills: VectorIndex, tagged: TaggedCourses, scorer: Logistic) -> Teaching:
        return Teaching(courses=self.courses, passages=self.passages, skills=skills, tagged=tagged, scorer=scorer)


def read_shelf(courses: Sequence[Achievement], reader: CourseReader, encoder: Encoder, labels: LabelIndex) -> Shelf:
    """Read with their tags hidden; `labels`: by which tags are known as names."""
    ids = reader.linker.concepts.ids
    hidden = reader.align([replace(course, topics=(), alignments=()) for course in courses])
    named = [named_by_tags(course.topics, labels) for course in courses]
    passages = [passage for course in hidden for passage in passages_of(course, reader)]
    return Shelf(
        courses=hidden,
        passages=ExactIndex([key for key, _ in passages], encoder.encode([text for _, text in passages])),
        tags=[frozenset(ConceptUri(ids[position]) for position in own) for own in named],
    )


def fit_teaching(reader: CourseReader, encoder: Encoder) -> TeachingWeights:
    """Weights whose memory holds all tagged courses, with figures of fits that saw neither course nor tags."""
    shelf = read_shelf(read_courses_of(TAGGED), reader, encoder, reader.linker.labels)
    judging, remembered = shelf.part(range(COURSES_FROM)), shelf.part(range(COURSES_FROM, len(shelf.courses)))
    skills = reader.linker.concepts
    rows, right, owners = pairs_of(judging, skills, remembered.tagged)
    everything = shelf.tagged
    return TeachingWeights(
        encoder=encoder.name,
        vectors=everything.vectors.astype(np.float16),
        skills=tuple(tuple(own) for own in everything.skills),
        fitted=fit_logistic(rows, right, FIT_C),
        record={
            "command": "make train",
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "data_sha256": hashlib.sha256((shared_data() / "courses" / COURSE_FILES[TAGGED]).read_bytes()).hexdigest(),
            "courses remembered": len(everything.skills),
            "figures": {"pairs": len(right), "tagged": int(right.sum())} | _held_out(rows, right, owners),
        },
    )


def pairs_of(shelf: Shelf, skills: VectorIndex, tagged: TaggedCourses) -> tuple[Rows, npt.NDArray[np.bool_], Rows]:
    """(pairs, LANES), whether the course's tags name the skill, and the course's row: of courses with any tag."""
    blank = Logistic(mean=np.zeros(len(LANES)), scale=np.ones(len(LANES)), weights=np.zeros(len(LANES)), bias=0.0)
    wanted = sorted(frozenset().union(*shelf.tags))
    rows, right, owners = [], [], []
    for skill, seen in shelf.teaching(skills, tagged, blank).seen(wanted).items():
        for row, lanes in zip(seen.rows, seen.lanes, strict=True):
            if shelf.tags[row]:
                rows.append(lanes)
                right.append(skill in shelf.tags[row])
                owners.append(row)
    return np.array(rows), np.array(right), np.array(owners)


def _held_out(rows: Rows, right: npt.NDArray[np.bool_], owners: Rows) -> dict[str, Any]:
    """By folds of courses."""
    sure = np.zeros(len(right))
    for held in range(FOLDS):
        own = owners % FOLDS == held
        sure[own] = fit_logistic(rows[~own], right[~own], FIT_C).probability(rows[own])
    lanes = {"all lanes": sure} | {lane: rows[:, place] for place, lane in enumerate(LANES)}
    precision = {name: round(float(average_precision_score(right, lane)), 4) for name, lane in lanes.items()}
    return {"average precision of a tag": precision}
