"""Does a course teach a skill? Several lanes look at the pair, and a fitted scorer joins them to a probability.

What the reader linked is one lane of several: a course is also known by its passage nearest to the skill, by what it is
about as a whole, and by its provider's tags, which name much that a course only touches.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.achievements import TEACHING, Achievement, AchievementId, Alignment
from matcher.alignment import is_tag
from matcher.concepts import ConceptUri
from matcher.index import Neighbour, VectorIndex
from matcher.lexical import ExactLabel, LabelIndex
from matcher.logistic import Scorer
from matcher.mentions import Span
from matcher.own_terms import NO_OWN_TERMS, OwnTerms
from matcher.recent import Recent, Remembered
from matcher.vectors import Vectors, unit

TITLED = 0.95
"""Least probability of a skill of which a name stands in the title of a course: of 47 such pairs among those judged by
hand 46 teach it, one touches it. The fitted lanes alone put five of them below what closes a skill."""
OWN_WORD_OF = 5
"""A word that is no preferred label is a name where so many skills at most have it in a label: "guide" is none."""
_FIELD = re.compile(r"\b(?:for|in) (?:the )?$", re.IGNORECASE)
"""Before a name in a title that says where something is of use, not what is taught: "Statistics in social sciences"."""
LANES = ("nearest passage", "course as a whole", "read or stated", "tagged")
PASSAGES_PER_SKILL = 200
"""The nearest of all courses; a course that none of them is of counts only where it was read to teach the skill."""
REMEMBERED = 512
"""Skills of which the judgement is kept: some twenty ads' worth, at some 20 kB a skill with a hundred courses."""


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
    nearness: float = 0.0
    """The cosine of that passage, less that of the last passage that was looked at."""
    fitted: float | None = None
    """The probability by the lanes alone, where it is higher because a name of the skill stands in the title."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the lanes see of one skill and the courses that may teach it."""

    rows: tuple[int, ...]
    """Of the courses."""
    lanes: tuple[tuple[float, ...], ...]
    """(rows, LANES)"""
    nearest: Mapping[int, tuple[float, Place]]
    """Row -> its nearest passage and the cosine of that, where one is near."""
    least: float
    """The cosine of the last passage that was looked at."""


def passage_id(achievement: AchievementId, place: Place) -> str:
    return f"{achievement}#{place.field}@{place.span.start}-{place.span.end}"


def passage_of(passage: str) -> tuple[AchievementId, Place]:
    """The course and the place that a `passage_id` names."""
    achievement, _, rest = passage.rpartition("#")
    field, _, span = rest.rpartition("@")
    start, _, end = span.partition("-")
    return AchievementId(achievement), Place(field, Span(int(start), int(end)))


@dataclass(frozen=True, kw_only=True, eq=False)
class Teaching:
    """The courses of a catalogue, and what tells which skills they teach."""

    courses: Sequence[Achievement]
    passages: VectorIndex
    """Ids are `passage_id`s of these courses."""
    skills: VectorIndex
    """Preferred labels, by URI."""
    labels: LabelIndex
    """Of the same skills: by which tags are known as names."""
    scorer: Scorer
    """Of the LANES."""
    own: OwnTerms = NO_OWN_TERMS
    """Other names of skills: the operator's, and those in common use."""

    judged: Remembered[ConceptUri, tuple[Taught, ...]] = field(
        init=False, repr=False, default_factory=lambda: Remembered(Recent(REMEMBERED))
    )
    """Of these courses alone: whatever is made from this by `replace` begins with nothing."""

    def taught(self, wanted: Sequence[ConceptUri]) -> dict[ConceptUri, tuple[Taught, ...]]:
        """For each skill the courses that may teach it, in the order of `courses`; unknown skills have none.

        To the last bit the same whatever else is wanted, and whether it was wanted before.
        """
        return {skill: self.judged.of(skill, self._judged) for skill in self._judgeable(wanted)}

    def _judged(self, skill: ConceptUri) -> tuple[Taught, ...]:
        seen = self._seen(skill)
        sure = self.scorer.probability(seen.lanes).tolist()
        return tuple(
            self._sure(skill, row, self._taught(row, own, seen)) for row, own in zip(seen.rows, sure, strict=True)
        )

    def _sure(self, skill: ConceptUri, row: int, fitted: Taught) -> Taught:
        if fitted.probability >= TITLED or row not in self._titled.get(skill, frozenset()):
            return fitted
        return replace(fitted, probability=TITLED, fitted=fitted.probability)

    def _taught(self, row: int, probability: float, seen: Seen) -> Taught:
        course = self.courses[row].id
        if row not in seen.nearest:
            return Taught(course, probability)
        similarity, place = seen.nearest[row]
        return Taught(course, probability, place, similarity - seen.least)

    def seen(self, wanted: Sequence[ConceptUri]) -> dict[ConceptUri, Seen]:
        """What the lanes see of each skill that is known and that any course may teach; the training reads the same."""
        return {skill: self._seen(skill) for skill in self._judgeable(wanted)}

    def _judgeable(self, wanted: Sequence[ConceptUri]) -> Iterable[ConceptUri]:
        return (skill for skill in dict.fromkeys(wanted) if skill in self._positions) if self.passages.ids else ()

    def _seen(self, skill: ConceptUri) -> Seen:
        """By itself: a product of matrices rounds otherwise beside other skills."""
        vector = self.skills.vectors([self._positions[skill]])
        [found] = self.passages.nearest(vector, PASSAGES_PER_SKILL)
        [whole] = vector @ self._whole.T
        return self._lanes(skill, self._near(found), whole)

    def _lanes(
        self,
        skill: ConceptUri,
        near: Mapping[int, tuple[float, Place]],
        whole: npt.NDArray[np.float32],
    ) -> Seen:
        read = self._read_in.get(skill, {})
        tagged = self._tagged.get(self._positions[skill], frozenset())
        rows = tuple(sorted(near.keys() | read.keys() | tagged | self._titled.get(skill, frozenset())))
        lanes = tuple(
            (
                near[row][0] if row in near else float(whole[row]),
                float(whole[row]),
                read.get(row, 0.0),
                float(row in tagged),
            )
            for row in rows
        )
        return Seen(rows, lanes, near, min((similarity for similarity, _ in near.values()), default=0.0))

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
    def _tagged(self) -> Mapping[int, frozenset[int]]:
        """Position of a skill -> the rows of the courses that are tagged with its name."""
        found: dict[int, set[int]] = {}
        for row, course in enumerate(self.courses):
            for position in named_by_tags(course.topics, self.labels):
                found.setdefault(position, set()).add(row)
        return {position: frozenset(rows) for position, rows in found.items()}

    @cached_property
    def _titled(self) -> Mapping[ConceptUri, frozenset[int]]:
        """Skill -> the rows of the courses in whose titles one of its names stands in full."""
        found: dict[ConceptUri, set[int]] = {}
        for row, course in enumerate(self.courses):
            for skill in self._named_in(course.name):
                found.setdefault(skill, set()).add(row)
        return {skill: frozenset(rows) for skill, rows in found.items()}

    def _named_in(self, title: str) -> Iterator[ConceptUri]:
        for hit in self.labels.exact(title):
            if not _FIELD.search(title, 0, hit.span.start) and self._is_name(hit, hit.span.of(title)):
                yield ConceptUri(self.skills.ids[hit.position])
        for named in self.own.named(title):
            if named.concept is not None and not _FIELD.search(title, 0, named.span.start):
                yield named.concept

    def _is_name(self, hit: ExactLabel, words: str) -> bool:
        """Several words are; one is where it is the preferred label as it stands, or few skills have it in a label."""
        stems = [token.stem for token in self.labels.tokenize(words)]
        if len(stems) > 1 or self.labels.users(stems[0]) <= OWN_WORD_OF:
            return True
        whole = self.labels.says_no_more(hit.position, stems, frozenset())
        return whole and words.casefold() == hit.label.casefold()

    @cached_property
    def _read_in(self) -> Mapping[ConceptUri, Mapping[int, float]]:
        """Skill -> row of a course that says or was read to teach it -> the confidence of that; a tag is 0."""
        found: dict[ConceptUri, dict[int, float]] = {}
        for row, course in enumerate(self.courses):
            for own in _teaching(course):
                known = found.setdefault(own.concept, {})
                counts = 0.0 if is_tag(own.field) and not own.stated else own.confidence
                known[row] = max(known.get(row, 0.0), counts)
        return found


def named_by_tags(tags: Iterable[str], labels: LabelIndex) -> list[int]:
    """Positions of the concepts that tags are wholly the name of; of several of one name the first."""
    found = ([hit.position for hit in labels.exact(tag) if hit.span.of(tag) == tag] for tag in tags)
    return [min(hits) for hits in found if hits]


def mean_of_passages(vectors: Vectors, courses: npt.NDArray[np.intp], size: int) -> Vectors:
    """(size, dim) unit means of the (passages, dim) vectors of each course; zero where a course has no passage."""
    summed = np.zeros((size, vectors.shape[1] if vectors.size else 0), dtype=np.float32)
    np.add.at(summed, courses, vectors)
    some = np.flatnonzero(summed.any(axis=1))
    summed[some] = unit(summed[some])
    return summed


def _teaching(course: Achievement) -> Iterable[Alignment]:
    return (own for own in course.alignments if own.role in TEACHING)
