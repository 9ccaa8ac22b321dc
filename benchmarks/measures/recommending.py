"""Courses recommended for a gap, against BM25 and stock MiniLM over their full text.

The gap is what the skill tags of a Coursera course name (by name alone, as in `courses`); the tags of all courses are
hidden from all ways. None of these courses was trained on; the encoder was, on tags of those after them in the
file. What a course is worth for a gap is the share of it that its own tags name: the course itself is worth 1, a
near-duplicate as much. So a ranking is right that puts first what providers tag alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import bm25s
import numpy as np
import Stemmer

from api.settings import read_settings
from api.wiring import Reading
from corpora.courses.catalogue import InMemoryCatalogue
from matcher.achievements import Achievement
from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.evaluation import ndcg_at, recall_at
from matcher.preferences import Preferences
from matcher.recommendation import recommend
from matcher.teaching import named_by_tags
from models.encoders import load_encoder
from models.teaching import load_teaching_weights
from models.training.pairs import COURSES_FROM, TAGGED, read_courses_of
from models.training.teaching import Shelf, read_shelf, untagged

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
    tagged_courses = read_courses_of(TAGGED)[:COURSES_FROM]
    tagged = {str(course.id): _concepts(course, reading) for course in tagged_courses}
    shelf = read_shelf(untagged(tagged_courses), reading.courses, reading.encoder)
    courses = shelf.courses
    questions = [
        Question(key, gap, "; ".join(reading.taxonomy.skill(uri).preferred_label for uri in sorted(gap)))
        for key, gap in tagged.items()
        if len(gap) >= LEAST_CONCEPTS
    ]
    ranked = {
        "BM25 over the full text": _by_words(courses, questions),
        "stock MiniLM over the full text": _by_meaning(courses, questions),
        "ours": _ours(shelf, questions, reading),
    }
    return {
        "courses": len(courses),
        "gaps": len(questions),
        "concepts of a gap": round(float(np.mean([len(own.gap) for own in questions])), 1),
        "ways": {way: _figures(lists, questions, tagged) for way, lists in ranked.items()},
    }


def _concepts(course: Achievement, reading: Reading) -> frozenset[ConceptUri]:
    ids = reading.linker.concepts.ids
    return frozenset(ConceptUri(ids[place]) for place in named_by_tags(course.topics, reading.linker.labels))


def _ours(shelf: Shelf, questions: Sequence[Question], reading: Reading) -> list[list[str]]:
    weights = load_teaching_weights(read_settings().home, reading.encoder)
    catalogue = InMemoryCatalogue.build(shelf.courses)
    teaching = shelf.teaching(reading.linker, weights.fitted)
    lists = []
    for own in questions:
        missing = [_demand(uri) for uri in sorted(own.gap)]
        found = recommend(missing, catalogue, teaching.taught(sorted(own.gap)), Preferences()).found
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
