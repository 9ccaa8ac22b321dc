"""Skills read from Coursera courses against the courses' own skill tags, as far as a tag is the name of a concept.

The mapping is by name alone: a tag that is no label of a concept ("Asset") counts for nothing, and one tag stands for
every concept of that name. Tags are what a provider chose to show, not all that a course teaches: precision is
therefore a lower bound, and recall is what the figure is for.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from api.wiring import Reading
from corpora.courses.columns import shipped_column_map
from corpora.courses.files import read_courses
from matcher.achievements import Achievement
from matcher.concepts import ConceptUri
from matcher.evaluation import cluster_agreement
from models.training.data import shared_data

FILE = "coursera_2023.jsonl.gz"
COURSES = 200


def measure(reading: Reading) -> dict[str, Any]:
    """Of the first courses of the file; the tags are hidden from the reader."""
    found = read_courses(shared_data() / "courses" / FILE, shipped_column_map("coursera"))
    courses = [course for course in found if isinstance(course, Achievement)][:COURSES]
    wanted = [named(course.topics, reading) for course in courses]
    read = reading.courses.align([replace(course, topics=(), alignments=()) for course in courses])
    pairs = [
        ({alignment.concept for alignment in course.alignments}, clusters)
        for course, clusters in zip(read, wanted, strict=True)
        if clusters
    ]
    agreed = cluster_agreement(pairs)
    tags = [tag for course in courses for tag in course.topics]
    return {
        "courses": len(courses),
        "with a mapped tag": len(pairs),
        "tags": len(tags),
        "tags that are the name of a concept": sum(bool(named((tag,), reading)) for tag in tags),
        "recall": round(agreed.recall, 4),
        "precision (lower bound)": round(agreed.precision, 4),
    }


def named(tags: tuple[str, ...], reading: Reading) -> list[frozenset[ConceptUri]]:
    """For each tag that is wholly the name of concepts, those."""
    labels, ids = reading.linker.labels, reading.linker.concepts.ids
    named = (
        frozenset(ConceptUri(ids[hit.position]) for hit in labels.exact(tag) if hit.span.of(tag) == tag)
        for tag in dict.fromkeys(tags)
    )
    return [concepts for concepts in named if concepts]


def report(figures: Mapping[str, Any]) -> list[str]:
    mapped = figures["tags that are the name of a concept"]
    return [
        "## Courses",
        "",
        f"Skills read in the texts of {figures['courses']} Coursera courses, tags hidden, against those of their own "
        f"tags that are the name of a concept ({mapped} of {figures['tags']} tags; {figures['with a mapped tag']} "
        f"courses have one): recall {figures['recall']:.3f}, precision "
        f"{figures['precision (lower bound)']:.3f}. Tags leave out "
        "much of what a course teaches, so precision is a lower bound; the mapping is by name alone.",
    ]
