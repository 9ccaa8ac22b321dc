"""Courses recommended for a gap, against BM25 and stock MiniLM over their full text.

The gap is what the skill tags of a Coursera course name (by name alone, as in `courses`); the tags of all courses are
hidden from all ways. What a course is worth for it is the share of the gap that its own tags name: the course itself
is worth 1, a near-duplicate as much. So a ranking is right that puts first what providers tag alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import bm25s
import numpy as np
import Stemmer

from api.wiring import Reading
from benchmarks.measures.courses import FILE, named
from corpora.courses.catalogue import InMemoryCatalogue
from corpora.courses.columns import shipped_column_map
from corpora.courses.files import read_courses
from matcher.achievements import Achievement
from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.evaluation import ndcg_at, recall_at
from matcher.index import ExactIndex
from matcher.preferences import Preferences
from matcher.recommendation import passage_id, recommend, similar_passages
from models.encoders import load_encoder
from models.training.data import shared_data

COURSES = 400
"""The first ones of the file."""
LEAST_CONCEPTS = 3
"""That the tags of a course must name, to be a gap."""
NEAR = 0.8
"""Of the gap, that the tags of a near-duplicate name at least."""
STOCK = "minilm-int8"


@dataclass(frozen=True, slots=True)
class Question:
    own: str
    gap: frozenset[ConceptUri]
    words: str
    """The labels, for what searches by text."""


def measure(reading: Reading) -> dict[str, Any]:
    found = read_courses(shared_data() / "courses" / FILE, shipped_column_map("coursera"))
    courses = [course for course in found if isinstance(course, Achievement)][:COURSES]
    tagged = {str(course.id): _concepts(course, reading) for course in courses}
    questions = [
        Question(key, gap, "; ".join(reading.taxonomy.skill(uri).preferred_label for uri in sorted(gap)))
        for key, gap in tagged.items()
        if len(gap) >= LEAST_CONCEPTS
    ]
    hidden = [replace(course, topics=(), alignments=()) for course in courses]
    ranked = {
        "BM25 over the full text": _by_words(hidden, questions),
        "stock MiniLM over the full text": _by_meaning(hidden, questions),
        "ours": _ours(hidden, questions, reading),
    }
    return {
        "courses": len(courses),
        "gaps": len(questions),
        "concepts of a gap": round(float(np.mean([len(own.gap) for own in questions])), 1),
        "ways": {way: _figures(lists, questions, tagged) for way, lists in ranked.items()},
    }


def _concepts(course: Achievement, reading: Reading) -> frozenset[ConceptUri]:
    return frozenset(uri for cluster in named(course.topics, reading) for uri in sorted(cluster)[:1])


def _ours(courses: Sequence[Achievement], questions: Sequence[Question], reading: Reading) -> list[list[str]]:
    catalogue = InMemoryCatalogue.build(reading.courses.align(courses))
    passages = [(passage_id(one.id, field), text) for one in courses for field, text in one.passages()]
    index = ExactIndex([key for key, _ in passages], reading.encoder.encode([text for _, text in passages]))
    skills, positions = reading.concepts.skills, reading.linker.positions
    lists: list[list[str]] = []
    for own in questions:
        known = [uri for uri in sorted(own.gap) if uri in positions]
        near = similar_passages(known, skills.vectors([positions[uri] for uri in known]), index)
        found = recommend([_demand(uri) for uri in sorted(own.gap)], catalogue, near, Preferences()).found
        lists.append([str(key) for one in found for key in (one.achievement.id, *one.copies)])
    return lists


def _demand(skill: ConceptUri) -> Demand:
    evidence = Evidence(source=EvidenceSource.AD, text="", confidence=1.0)
    return Demand(skill=skill, importance=Importance.ESSENTIAL, confidence=1.0, evidence=(evidence,))


def _by_words(courses: Sequence[Achievement], questions: Sequence[Question]) -> list[list[str]]:
    stemmer = Stemmer.Stemmer("english")
    retriever = bm25s.BM25()
    retriever.index(
        bm25s.tokenize(list(map(_text, courses)), stemmer=stemmer, show_progress=False), show_progress=False
    )
    asked = bm25s.tokenize([own.words for own in questions], stemmer=stemmer, show_progress=False)
    found, _ = retriever.retrieve(asked, k=10, show_progress=False)
    return [[courses[int(place)].id for place in row] for row in found]


def _by_meaning(courses: Sequence[Achievement], questions: Sequence[Question]) -> list[list[str]]:
    encoder = load_encoder(STOCK)
    similarity = encoder.encode([own.words for own in questions]) @ encoder.encode(list(map(_text, courses))).T
    return [[courses[place].id for place in np.argsort(-row, kind="stable")[:10].tolist()] for row in similarity]


def _text(course: Achievement) -> str:
    return "\n".join([course.name, *course.outcomes, course.description or ""])


def _figures(
    lists: Sequence[Sequence[str]], questions: Sequence[Question], tagged: Mapping[str, frozenset[ConceptUri]]
) -> dict[str, float]:
    near5, near10, self10, gains = [], [], [], []
    for ranked, own in zip(lists, questions, strict=True):
        worth = {key: len(own.gap & tags) / len(own.gap) for key, tags in tagged.items() if own.gap & tags}
        near = {key for key, share in worth.items() if share >= NEAR}
        near5.append(recall_at(5, ranked, near))
        near10.append(recall_at(10, ranked, near))
        self10.append(float(own.own in ranked[:10]))
        gains.append(ndcg_at(10, ranked, worth))
    columns = {
        "recall@5, with near-duplicates": near5,
        "recall@10, with near-duplicates": near10,
        "the course itself in 10": self10,
        "nDCG@10": gains,
    }
    return {name: round(float(np.mean(values)), 3) for name, values in columns.items()}


def report(figures: Mapping[str, Any]) -> list[str]:
    names = list(next(iter(figures["ways"].values())))
    return [
        "## Courses for a gap",
        "",
        f"{figures['gaps']} gaps, each what the tags of one of {figures['courses']} Coursera courses name "
        f"({figures['concepts of a gap']} concepts on average); tags are hidden from all three ways. A course is worth "
        "the share of the gap that its own tags name; a near-duplicate names 0.8 of it or more.",
        "",
        f"| way | {' | '.join(names)} |",
        f"| --- |{' ---: |' * len(names)}",
        *(f"| {way} | {' | '.join(f'{own[name]:.3f}' for name in names)} |" for way, own in figures["ways"].items()),
    ]
