"""Courses into the catalogue: read first, then offered all at once, then indexed; cut off anywhere, nothing is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from api.keeping import Say, former_courses
from corpora.courses.catalogue import SAMPLE, read_sample_catalogue
from matcher.achievements import Achievement
from matcher.ad_store import NEVER_USED
from matcher.alignment import CourseReader
from matcher.catalogue_store import CatalogueStore, as_stated, joined
from matcher.vectors import Encoder
from models.catalogue_index import (
    CatalogueIndex,
    index_passages,
    load_catalogue_index,
    publish_catalogue_index,
    read_courses,
)
from models.faiss_index import FaissIndex


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Offering:
    home: Path
    store: CatalogueStore
    reader: CourseReader
    encoder: Encoder
    reading: str
    """Version of all that decides how a course is read."""
    say: Say

    def load(self) -> CatalogueIndex:
        """Raises ArtefactMismatch where what is offered was not read or indexed with what is loaded."""
        return load_catalogue_index(self.home, self.store, self.encoder, self.reading)

    def build(self) -> None:
        """Read and index what is offered: what an earlier version kept, or the sample, where nothing ever was.

        Raises ArtefactMismatch where what an earlier version kept can't be read.
        """
        self.take_over()
        if self.store.version() == NEVER_USED:
            self.offer(read_sample_catalogue(), SAMPLE, replace=True)
        else:
            self._index_offered()

    def offer(self, courses: Sequence[Achievement], source: str | None, *, replace: bool) -> None:
        """Offer these, as stated, with what is read in them: see `CatalogueStore.offer`.

        Where this is cut off, what was offered before still is, and what was read is not read again.
        """
        present = () if replace else [one.stated for one in self.store.kept().courses]
        whole = joined(present, courses)
        passages = self._read(whole)
        self._publish(passages, self.store.offer(courses, source, replace=replace))
        if [one.stated for one in self.store.kept().courses] != whole:  # another home with the same store came between
            self._index_offered()

    def take_over(self) -> None:
        """Offer what an earlier version kept in a folder; where the store offers something, what is imported beside it.

        So a second home with the same store loses nothing. What was read in it as it would be now is not read again.
        Raises ArtefactMismatch where it is damaged.
        """
        former = former_courses(self.home)
        if former is None:
            return
        used = self.store.version() != NEVER_USED
        known = {one.stated.id for one in self.store.kept().courses} if used else set()
        imported = (course for course in former.courses if not used or not (course.sample or course.id in known))
        stated = [as_stated(course) for course in imported]
        if not stated:
            return
        if (former.made_from.get("encoder"), former.made_from.get("concepts")) == (self.encoder.name, self.reading):
            read = {course.id: course.alignments for course in former.courses}
            self.store.keep_readings([(course, read[course.id]) for course in stated], self.reading)
        self.store.offer(stated, None, replace=not used)

    def _index_offered(self) -> None:
        kept = self.store.kept()
        self._publish(self._read([one.stated for one in kept.courses]), kept.version)

    def _read(self, courses: Sequence[Achievement]) -> FaissIndex:
        self.say(f"reading {len(courses):,} courses")
        read_courses(self.store, courses, self.reader, self.reading)
        return index_passages(courses, self.reader, self.encoder)

    def _publish(self, passages: FaissIndex, offered: str) -> None:
        publish_catalogue_index(self.home, passages, self.encoder, self.reading, offered)
