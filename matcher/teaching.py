"""Does a course teach a skill? Several lanes look at the pair, and a fitted scorer joins them to a probability.

What the reader linked is one lane of several: a course is also known by the passage nearest to the skill, by what it is
about as a whole, by skills beside the wanted one, and by what providers say of courses like it.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.achievements import TEACHING, Achievement, AchievementId, Alignment
from matcher.concepts import ConceptUri
from matcher.index import Neighbour, VectorIndex
from matcher.logistic import Scorer
from matcher.mentions import Span
from matcher.vectors import Vectors, unit

LANES = ("nearest passage", "course as a whole", "read or stated", "skills beside it", "courses like it")
PASSAGES_PER_SKILL = 200
"""The nearest of all courses; a course that none of them is of counts only where it was read to teach the skill."""
ALIKE = 40
"""Remembered courses that speak for what one like them teaches."""
ALIKE_SHARPNESS = 15.0
"""Of their weights by cosine."""
ALIKE_FLOOR = 0.02
"""Added to the share of courses that state a skill: none states it counts as one in fifty."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage: part of a field of a course."""

    field: str
    span: Span


@dataclass(frozen=True, slots=True)
class Taught:
    """How surely a course teaches a skill, and its passage that is nearest to it, where one is near."""

    achievement: AchievementId
    probability: float
    nearest: Place | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What the lanes see of one skill and the courses that may teach it."""

    rows: tuple[int, ...]
    """Of the courses."""
    lanes: tuple[tuple[float, ...], ...]
    """(rows, LANES)"""
    nearest: Mapping[int, Place]
    """Row -> its nearest passage, where one is near."""


def passage_id(achievement: AchievementId, place: Place) -> str:
    return f"{achievement}#{place.field}@{place.span.start}-{place.span.end}"


def passage_of(passage: str) -> tuple[AchievementId, Place]:
    """The course and the place that a `passage_id` names."""
    achievement, _, rest = passage.rpartition("#")
    field, _, span = rest.rpartition("@")
    start, _, end = span.partition("-")
    return AchievementId(achievement), Place(field, Span(int(start), int(end)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TaggedCourses:
    """Courses whose providers say which skills they teach: their vectors, not their texts."""

    vectors: Vectors
    """(courses, dim): each the mean of its passages."""
    skills: Sequence[Collection[ConceptUri]]

    def share(self, course: Vectors) -> dict[ConceptUri, float]:
        """Of the courses most like the (dim,) one the share, by weight, that state each skill."""
        if not len(self.vectors):
            return {}
        similarity = self.vectors @ course
        nearest = np.argsort(-similarity, kind="stable")[:ALIKE]
        weights = np.exp(ALIKE_SHARPNESS * (similarity[nearest] - similarity[nearest[0]]))
        shares: dict[ConceptUri, float] = {}
        for row, weight in zip(nearest.tolist(), (weights / weights.sum()).tolist(), strict=True):
            for skill in self.skills[row]:
                shares[skill] = shares.get(skill, 0.0) + weight
        return shares


@dataclass(frozen=True, slots=True, eq=False)
class _Aligned:
    """The alignments of all courses, one course after the other."""

    skills: Vectors
    """(skills, dim): those that any course was read to teach."""
    which: npt.NDArray[np.intp]
    confidence: npt.NDArray[np.float32]
    """(alignments,) each: a row of `skills`, and how sure it is."""
    rows: npt.NDArray[np.intp]
    first: npt.NDArray[np.intp]
    """The courses that have any, in order, and where the alignments of each begin."""

    def beside(self, wanted: Vectors, courses: int) -> npt.NDArray[np.float32]:
        """(wanted, courses): the highest cosine of a skill with what each course was read to teach, by confidence."""
        found = np.zeros((len(wanted), courses), dtype=np.float32)
        if len(self.rows):
            near = (wanted @ self.skills.T)[:, self.which] * self.confidence
            found[:, self.rows] = np.maximum.reduceat(near, self.first, axis=1)
        return found


@dataclass(frozen=True, kw_only=True, eq=False)
class Teaching:
    """The courses of a catalogue, and what tells which skills they teach."""

    courses: Sequence[Achievement]
    passages: VectorIndex
    """Ids are `passage_id`s of these courses."""
    skills: VectorIndex
    """Preferred labels, by URI."""
    tagged: TaggedCourses
    scorer: Scorer
    """Of the LANES."""

    def taught(self, wanted: Sequence[ConceptUri]) -> dict[ConceptUri, tuple[Taught, ...]]:
        """For each skill the courses that may teach it, in the order of `courses`; unknown skills have none."""
        seen = self.seen(wanted)
        if not seen:
            return {}
        sure = iter(self.scorer.probability([lanes for own in seen.values() for lanes in own.lanes]).tolist())
        return {
            skill: tuple(Taught(self.courses[row].id, next(sure), own.nearest.get(row)) for row in own.rows)
            for skill, own in seen.items()
        }

    def seen(self, wanted: Sequence[ConceptUri]) -> dict[ConceptUri, Seen]:
        """What the lanes see of each skill that is known and that any course may teach; the training reads the same."""
        known = [skill for skill in dict.fromkeys(wanted) if skill in self._positions]
        if not known or not self.passages.ids:
            return {}
        vectors = self.skills.vectors([self._positions[skill] for skill in known])
        near = [self._near(found) for found in self.passages.nearest(vectors, PASSAGES_PER_SKILL)]
        beside = self._aligned.beside(vectors, len(self.courses))
        whole = vectors @ self._whole.T
        return {skill: self._lanes(skill, near[i], whole[i], beside[i]) for i, skill in enumerate(known)}

    def _lanes(
        self,
        skill: ConceptUri,
        near: Mapping[int, tuple[float, Place]],
        whole: npt.NDArray[np.float32],
        beside: npt.NDArray[np.float32],
    ) -> Seen:
        read = self._read_in.get(skill, {})
        rows = tuple(sorted(near.keys() | read.keys()))
        lanes = tuple(
            (
                near[row][0] if row in near else float(whole[row]),
                float(whole[row]),
                read.get(row, 0.0),
                float(beside[row]),
                math.log(self._alike[row].get(skill, 0.0) + ALIKE_FLOOR),
            )
            for row in rows
        )
        return Seen(rows, lanes, {row: place for row, (_, place) in near.items()})

    def _near(self, found: Iterable[Neighbour]) -> dict[int, tuple[float, Place]]:
        """Course -> its nearest passage; `found` is in order, the nearest first."""
        nearest: dict[int, tuple[float, Place]] = {}
        for one in found:
            row, place = self._places[one.id]
            nearest.setdefault(row, (one.similarity, place))
        return nearest

    @cached_property
    def _positions(self) -> Mapping[ConceptUri, int]:
        return {ConceptUri(uri): position for position, uri in enumerate(self.skills.ids)}

    @cached_property
    def _places(self) -> Mapping[str, tuple[int, Place]]:
        """Passage -> the row of its course, and where it stands."""
        rows = {course.id: row for row, course in enumerate(self.courses)}
        named = ((passage, *passage_of(passage)) for passage in self.passages.ids)
        return {passage: (rows[course], place) for passage, course, place in named}

    @cached_property
    def _whole(self) -> Vectors:
        """(courses, dim): the mean of each course's passages."""
        rows = np.array([self._places[passage][0] for passage in self.passages.ids], dtype=np.intp)
        return mean_of_passages(self.passages.vectors(range(len(rows))), rows, len(self.courses))

    @cached_property
    def _alike(self) -> Sequence[Mapping[ConceptUri, float]]:
        return [self.tagged.share(course) for course in self._whole]

    @cached_property
    def _read_in(self) -> Mapping[ConceptUri, Mapping[int, float]]:
        """Skill -> row of a course that teaches it -> the confidence of that."""
        found: dict[ConceptUri, dict[int, float]] = {}
        for row, course in enumerate(self.courses):
            for own in _teaching(course):
                known = found.setdefault(own.concept, {})
                known[row] = max(known.get(row, 0.0), own.confidence)
        return found

    @cached_property
    def _aligned(self) -> _Aligned:
        kept = [[own for own in _teaching(course) if own.concept in self._positions] for course in self.courses]
        flat = [own for alignments in kept for own in alignments]
        positions, which = np.unique([self._positions[own.concept] for own in flat], return_inverse=True)
        sizes = np.array([len(own) for own in kept], dtype=np.intp)
        return _Aligned(
            skills=self.skills.vectors(positions.astype(np.intp).tolist()),
            which=which.astype(np.intp),
            confidence=np.array([own.confidence for own in flat], dtype=np.float32),
            rows=np.flatnonzero(sizes),
            first=(np.cumsum(sizes) - sizes)[sizes > 0],
        )


def mean_of_passages(vectors: Vectors, courses: npt.NDArray[np.intp], size: int) -> Vectors:
    """(size, dim) unit means of the (passages, dim) vectors of each course; zero where a course has no passage."""
    summed = np.zeros((size, vectors.shape[1] if vectors.size else 0), dtype=np.float32)
    np.add.at(summed, courses, vectors)
    some = np.flatnonzero(summed.any(axis=1))
    summed[some] = unit(summed[some])
    return summed


def _teaching(course: Achievement) -> Iterable[Alignment]:
    return (own for own in course.alignments if own.role in TEACHING)
