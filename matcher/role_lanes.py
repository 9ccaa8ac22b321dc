"""An occupation's own words against every skill: lanes, and the numbers that the fitted scorer reads.

Its words are its name, its other names, the sentences of its description, and what the linker reads in them and in
its tasks; a skill's are its labels and its description. No lane knows an official relation.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matcher.attention import attended
from matcher.concepts import ConceptUri, Occupation
from matcher.lexical import LabelIndex
from matcher.vectors import TextVectors, TokenEncoder, Vectors

Lane: TypeAlias = npt.NDArray[np.float32]
"""(skills,)"""

NEIGHBOURS = 8
"""Occupations that lend their words, because what they ask is often asked of their like."""
NEIGHBOUR_POWER = 4
"""Of a neighbour's cosine, as its weight."""
SHARED = ("name", "described", "name_meant", "described_meant")
"""Lanes whose mean and deviation over all occupations are known: "meant" ones see the skill's description."""
SKILL_FACTS = (
    "is_knowledge",
    "label_words",
    "description_words",
    "alternative_labels",
    "label_verb",
    *(f"{lane}_{what}" for lane in SHARED for what in ("mean", "std")),
    "crowd",
    "near_crowd",
)
"""Of a skill, whatever the occupation: its kind, the length of its words, how many labels begin as its own does, how
near occupations lie to it in general, and of how many it is among the nearest."""
LANES = (
    *SHARED,
    "other_names",
    "nearest_sentence",
    "two_nearest_sentences",
    "nearest_sentence_meant",
    "name_bm25",
    "name_coverage",
    "described_bm25",
    "described_coverage",
    "other_names_bm25",
    "other_names_coverage",
    "name_meant_bm25",
    "described_meant_bm25",
    "neighbours",
    "neighbours_meant",
    *(f"{lane}_unusual" for lane in SHARED),
)
"""Over all skills; "unusual" is how many deviations a cosine lies above what the skill has with other occupations."""
FIRST_ORDER: Mapping[str, float] = {
    "name": 0.5,
    "described": 1.0,
    "name_meant": 0.5,
    "described_meant": 1.0,
    "nearest_sentence": 1.5,
    "described_bm25": 0.3,
    "name_bm25": 0.3,
    "name_unusual": 0.5,
    "described_unusual": 1.0,
}
"""Weights of the standardised lanes whose sum chooses the candidates, set by hand."""
ROLE_FEATURES = (
    *LANES,
    "first_order",
    "log_rank",
    "attended",
    "attended_meant",
    "read",
    "occupation_words",
    "best_name",
    "best_described",
    *SKILL_FACTS,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, kw_only=True, eq=False)
class SkillSide:
    """All that is known of the skills; positions are shared."""

    labels: Vectors
    """(skills, dim): preferred labels."""
    meanings: Vectors
    """(skills, dim): descriptions."""
    label_words: LabelIndex
    """All labels."""
    meaning_words: LabelIndex
    """Descriptions."""
    facts: npt.NDArray[np.float32]
    """(skills, SKILL_FACTS)"""

    @cached_property
    def spread(self) -> Mapping[str, tuple[Lane, Lane]]:
        """Of each SHARED lane the mean and the deviation over occupations."""
        column = {name: self.facts[:, place] for place, name in enumerate(SKILL_FACTS)}
        return {lane: (column[f"{lane}_mean"], column[f"{lane}_std"]) for lane in SHARED}


@dataclass(frozen=True, kw_only=True, eq=False)
class OccupationSide:
    """The vectors of all ESCO occupations; positions are shared."""

    names: Vectors
    descriptions: Vectors

    def neighbours(self, name: Vectors, described: Vectors) -> Vectors:
        """(dim,): what the occupations nearest to this one are like; itself (the very same vectors) is none of them."""
        near = (self.names @ name + self.descriptions @ described) / 2
        near[near > 1 - 1e-4] = -1
        best = np.argsort(-near, kind="stable")[:NEIGHBOURS]
        weights = np.maximum(near[best], 0) ** NEIGHBOUR_POWER
        mean: Vectors = weights @ (self.names[best] + self.descriptions[best])
        return mean / max(float(np.linalg.norm(mean)), 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OwnWords:
    """What an occupation says of itself, encoded."""

    occupation: ConceptUri
    name: str
    other_names: str
    sentences: tuple[str, ...]
    """Of its description; its name where it has none."""
    name_vector: Vectors
    """(dim,), as all vectors here."""
    described_vector: Vectors
    other_names_vector: Vectors
    sentence_vectors: tuple[TextVectors, ...]

    @property
    def described(self) -> str:
        return " ".join(self.sentences)


def own_words(
    occupation: Occupation, name_vector: Vectors, described_vector: Vectors, encoder: TokenEncoder
) -> OwnWords:
    """The name and the description as they are indexed; the rest is encoded here."""
    described = occupation.description or occupation.preferred_label
    sentences = tuple(part.strip() for part in _SENTENCE_END.split(described) if part.strip())
    others = occupation.alias_text or "; ".join(occupation.alt_labels) or occupation.preferred_label
    first, *rest = encoder.encode_tokens([others, *sentences])
    return OwnWords(
        occupation=occupation.uri,
        name=occupation.preferred_label,
        other_names=others,
        sentences=sentences,
        name_vector=name_vector,
        described_vector=described_vector,
        other_names_vector=first.whole[0],
        sentence_vectors=tuple(rest),
    )


def lanes_of(words: OwnWords, skills: SkillSide, occupations: OccupationSide) -> dict[str, Lane]:
    """Every one of LANES."""
    sentences = np.concatenate([vectors.whole for vectors in words.sentence_vectors])
    by_sentence = np.sort(skills.labels @ sentences.T, axis=1)
    neighbours = occupations.neighbours(words.name_vector, words.described_vector)
    shared = {
        "name": skills.labels @ words.name_vector,
        "described": skills.labels @ words.described_vector,
        "name_meant": skills.meanings @ words.name_vector,
        "described_meant": skills.meanings @ words.described_vector,
    }
    found = shared | {
        "other_names": skills.labels @ words.other_names_vector,
        "nearest_sentence": by_sentence[:, -1],
        "two_nearest_sentences": by_sentence[:, -2:].mean(axis=1),
        "nearest_sentence_meant": (skills.meanings @ sentences.T).max(axis=1),
        "neighbours": skills.labels @ neighbours,
        "neighbours_meant": skills.meanings @ neighbours,
    }
    for lane, text in (("name", words.name), ("described", words.described), ("other_names", words.other_names)):
        found[f"{lane}_bm25"], found[f"{lane}_coverage"] = skills.label_words.scores(text)
    found["name_meant_bm25"] = skills.meaning_words.scores(words.name)[0]
    found["described_meant_bm25"] = skills.meaning_words.scores(words.described)[0]
    for lane, (mean, deviation) in skills.spread.items():
        found[f"{lane}_unusual"] = (found[lane] - mean) / np.maximum(deviation, 1e-6)
    return found


def first_order(lanes: Mapping[str, Lane]) -> Lane:
    """The sum that chooses candidates, and orders what is none."""
    score: Lane = np.sum([weight * _standard(lanes[lane]) for lane, weight in FIRST_ORDER.items()], axis=0)
    return score


def role_features(
    words: OwnWords,
    lanes: Mapping[str, Lane],
    skills: SkillSide,
    ranked: npt.NDArray[np.intp],
    read: Sequence[float],
) -> npt.NDArray[np.float32]:
    """(candidates, ROLE_FEATURES); `ranked` are their positions in the first order, best first.

    `read` is for each the confidence of the linker that a text of the occupation asks for it; 0 where it read none.
    """
    labels, meanings = skills.labels[ranked], skills.meanings[ranked]
    tokens = np.concatenate([vectors.tokens for vectors in words.sentence_vectors])
    count = len(ranked)
    columns = [
        *(lanes[lane][ranked] for lane in LANES),
        first_order(lanes)[ranked],
        np.log1p(np.arange(count)),
        attended(tokens, labels),
        attended(tokens, meanings),
        np.asarray(read),
        np.full(count, len(words.described.split())),
        np.full(count, lanes["name"].max()),
        np.full(count, lanes["described"].max()),
    ]
    return np.column_stack([*columns, skills.facts[ranked]]).astype(np.float32)


def _standard(lane: Lane) -> Lane:
    standardised: Lane = (lane - lane.mean()) / (lane.std() + 1e-6)
    return standardised
