"""A draft of a course beside a catalogue: what it would teach, judged as the courses of the catalogue are."""

from collections.abc import Sequence
from dataclasses import replace

from matcher.achievements import Achievement
from matcher.alignment import CourseReader
from matcher.progress import Progress, untold
from matcher.teaching import Teaching
from matcher.vectors import Encoder
from models.catalogue_index import passages_of
from models.faiss_index import build_index


def teaching_of_draft(draft: Achievement, like: Teaching, reader: CourseReader, encoder: Encoder) -> Teaching:
    """The draft, read, as the only course of a catalogue; `like`: what judges the courses that are there."""
    return teaching_of_courses([draft], like, reader, encoder)


def teaching_of_courses(
    courses: Sequence[Achievement], like: Teaching, reader: CourseReader, encoder: Encoder, told: Progress = untold
) -> Teaching:
    """The courses, read, as a catalogue of their own; a sixth of a second for each. `told` hears how many are read."""
    read = tuple(reader.align(courses, told))
    passages = [passage for own in read for passage in passages_of(own, reader)]
    vectors = encoder.encode([text for _, text in passages])
    return replace(like, courses=read, passages=build_index([key for key, _ in passages], vectors))
