"""Which skills an occupation is likely to demand, by its own words alone: ranked, with a fitted confidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.concepts import ConceptUri, Occupation
from matcher.index import VectorIndex
from matcher.logistic import Scorer
from matcher.role_lanes import (
    OccupationSide,
    OwnWords,
    SkillSide,
    first_order,
    lanes_of,
    own_words,
    role_features,
)
from matcher.vectors import TokenEncoder

CANDIDATES = 800
"""Skills of an occupation that the scorer looks at; they hold 6 of 10 essential ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePolicy:
    """Chosen by hand from the held-out table that `make train` records."""

    likely_from: float = 0.25
    """Confidence from which a skill is told as a demand of the role: eight or nine skills a role, of which official
    relations call four in ten essential and five in ten essential or optional; one essential skill in six is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelySkill:
    skill: ConceptUri
    confidence: float
    """The share of such skills that official relations call essential."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LikelySkills:
    """All skills for one occupation, likeliest first, and the words to show for one."""

    scored: tuple[LikelySkill, ...]
    """The candidates, likeliest first, ties by URI."""
    rest: tuple[ConceptUri, ...]
    """All other skills in the first order, which no confidence was fitted for."""
    words: OwnWords
    skills: SkillSide
    positions: Mapping[ConceptUri, int]

    @property
    def ranked(self) -> tuple[ConceptUri, ...]:
        """Every skill, likeliest first."""
        return (*(found.skill for found in self.scored), *self.rest)

    def nearest_words(self, skill: ConceptUri) -> str:
        """The occupation's name, or the sentence of its description, that the skill's label is nearest to."""
        label = self.skills.labels[self.positions[skill]]
        near = [float(self.words.name_vector @ label)]
        near += [float((vectors.whole @ label)[0]) for vectors in self.words.sentence_vectors]
        return (self.words.name, *self.words.sentences)[int(np.argmax(near))]


@dataclass(frozen=True, kw_only=True, eq=False)
class RoleRanker:
    """Joins the lanes of (occupation, skill) pairs; fitted on official relations of a part of the occupations."""

    encoder: TokenEncoder
    skills: SkillSide
    uris: tuple[ConceptUri, ...]
    """Of the skills, in their order."""
    names: VectorIndex
    """Preferred labels of the occupations; its ids are their URIs."""
    descriptions: VectorIndex
    occupations: OccupationSide
    scorer: Scorer
    """Over ROLE_FEATURES."""
    policy: RolePolicy

    @cached_property
    def positions(self) -> Mapping[ConceptUri, int]:
        return {uri: place for place, uri in enumerate(self.uris)}

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {uri: place for place, uri in enumerate(self.names.ids)}

    def likely(self, occupation: Occupation, read: Mapping[ConceptUri, float]) -> LikelySkills:
        """`read` is what the linker found in the occupation's texts, with its confidence."""
        words, order, features = self.seen(occupation, read)
        confidence = self.scorer.probability(features)
        best = np.lexsort((order[: len(confidence)], -confidence))
        return LikelySkills(
            scored=tuple(LikelySkill(skill=self.uris[order[row]], confidence=float(confidence[row])) for row in best),
            rest=tuple(self.uris[place] for place in order[len(confidence) :]),
            words=words,
            skills=self.skills,
            positions=self.positions,
        )

    def seen(
        self, occupation: Occupation, read: Mapping[ConceptUri, float]
    ) -> tuple[OwnWords, npt.NDArray[np.intp], npt.NDArray[np.float32]]:
        """(its words, all positions, the features of the candidates, which stand first); training sees the same.

        Candidates are the first of the first order, and whatever the linker read.
        """
        place = [self._place[occupation.uri]]
        words = own_words(occupation, self.names.vectors(place)[0], self.descriptions.vectors(place)[0], self.encoder)
        lanes = lanes_of(words, self.skills, self.occupations)
        score = first_order(lanes)
        order = np.argsort(-score, kind="stable")
        known = {self.positions[uri] for uri in read if uri in self.positions}
        chosen = np.array([*order[:CANDIDATES], *sorted(known - set(order[:CANDIDATES].tolist()))], dtype=np.intp)
        order = np.concatenate([chosen, order[~np.isin(order, chosen)]])
        confidences = [read.get(self.uris[position], 0.0) for position in chosen.tolist()]
        return words, order, role_features(words, lanes, self.skills, chosen, confidences)
