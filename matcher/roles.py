"""A role name -> the occupations it resolves to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.concepts import ConceptUri, Occupation, Taxonomy, Vocabulary
from matcher.demand import Demand
from matcher.errors import EmptyText, UnknownRole
from matcher.index import VectorIndex
from matcher.lexical import LabelIndex
from matcher.titles import Lane, TitleRanker
from matcher.vectors import Encoder

LANE_WEIGHTS = (1.0, 0.5, 0.5, 0.3)
"""Of the cosine to the name and to the description, BM25 and coverage, each standardised over all occupations; set by
hand. They order O*NET's occupations, for which no titles are labelled, and these among ESCO's."""
RESOLVES_FROM = 0.35
"""Cosine between the role name and an occupation's label below which a name without a shared word is no role."""
NAMED_IN_FULL = 1 - 1e-6
"""Coverage from which every word of a label stands in the name; the shares of a label's words add up to about 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleMatch:
    occupation: ConceptUri
    label: str
    vocabulary: Vocabulary
    similarity: float
    """Cosine between the role name and the preferred label, in [-1, 1]."""
    score: float
    """The fused score that orders the matches: standard deviations above the mean occupation, no probability."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a role name was taken to mean, and what that occupation demands."""

    name: str
    matches: tuple[RoleMatch, ...]
    """Occupations whose words were used, best first; at most one of each vocabulary."""
    others: tuple[RoleMatch, ...]
    """What else the name could mean."""
    demands: tuple[Demand, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class OccupationFinder:
    """Positions are shared by the three indexes."""

    encoder: Encoder
    names: VectorIndex
    """Preferred labels; its ids are occupation URIs."""
    descriptions: VectorIndex
    labels: LabelIndex
    taxonomy: Taxonomy
    titles: TitleRanker | None = None
    """What vacancy titles tell of ESCO occupations; None orders them by the same lanes as those of O*NET."""

    @cached_property
    def is_esco(self) -> npt.NDArray[np.bool_]:
        """(occupations,)"""
        vocabularies = (self.taxonomy.occupation(ConceptUri(uri)).vocabulary for uri in self.names.ids)
        return np.array([vocabulary is Vocabulary.ESCO for vocabulary in vocabularies], dtype=bool)

    @cached_property
    def _called(self) -> Mapping[str, list[int]]:
        """Preferred label -> positions."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for position, uri in enumerate(self.names.ids):
            found[self.taxonomy.occupation(ConceptUri(uri)).preferred_label.casefold()].append(position)
        return found

    @cached_property
    def _name_vectors(self) -> npt.NDArray[np.float32]:
        return self.names.vectors(range(len(self.names.ids)))

    @cached_property
    def _description_vectors(self) -> npt.NDArray[np.float32]:
        return self.descriptions.vectors(range(len(self.descriptions.ids)))

    def rank(self, titles: Sequence[str], k: int, vocabulary: Vocabulary | None = None) -> list[list[RoleMatch]]:
        """The k best occupations of each title, ties by URI; every title is ranked, however strange."""
        vectors = self.encoder.encode(titles)
        return [self._rank(title, vector, k, vocabulary) for title, vector in zip(titles, vectors, strict=True)]

    def named_by(self, titles: Sequence[str | None]) -> list[ConceptUri | None]:
        """The ESCO occupation that each vacancy title names; None where there is no title, or nothing resembles it."""
        wanted = list(dict.fromkeys(title for title in titles if title and any(map(str.isalnum, title))))
        found = self.rank(wanted, 1, Vocabulary.ESCO) if wanted else []
        best = {title: ranked[0] for title, ranked in zip(wanted, found, strict=True) if ranked}
        resembling = {title: own.occupation for title, own in best.items() if own.similarity >= RESOLVES_FROM}
        return [resembling.get(title) if title else None for title in titles]

    def resolve(self, name: str) -> tuple[tuple[RoleMatch, ...], tuple[RoleMatch, ...]]:
        """(the best occupation, and the best of the other vocabulary where it resembles the name; other readings).

        Raises EmptyText, or UnknownRole where nothing resembles the name.
        """
        if not any(character.isalnum() for character in name):
            raise EmptyText("the role")
        [found] = self.rank([name], 12)
        if found[0].similarity < RESOLVES_FROM and not self._names_in_full(name, found[0]):
            raise UnknownRole(name)
        resembling = [found[0], *(match for match in found[1:] if match.similarity >= RESOLVES_FROM)]
        best = {match.vocabulary: match for match in reversed(resembling)}
        used = tuple(match for match in resembling if best[match.vocabulary] is match)
        return used, tuple(match for match in found if match not in used)[:5]

    def _names_in_full(self, name: str, match: RoleMatch) -> bool:
        _, coverage = self.labels.scores(name)
        return float(coverage[self.names.ids.index(match.occupation)]) >= NAMED_IN_FULL

    def _rank(
        self, title: str, vector: npt.NDArray[np.float32], k: int, vocabulary: Vocabulary | None
    ) -> list[RoleMatch]:
        lanes = self.lanes(title, vector)
        cosine = lanes[0]
        score = np.dot(LANE_WEIGHTS, [_standard(lane) for lane in lanes])
        found: list[RoleMatch] = []
        for position in self._order(title, score, lanes, vector).tolist():
            occupation = self.taxonomy.occupation(ConceptUri(self.names.ids[position]))
            if vocabulary in (None, occupation.vocabulary):
                found.append(_match(occupation, float(cosine[position]), float(score[position])))
            if len(found) == k:
                break
        return found

    def lanes(self, title: str, vector: npt.NDArray[np.float32]) -> tuple[Lane, Lane, Lane, Lane]:
        """Cosine to name and to description, BM25 and coverage, each (occupations,)."""
        bm25, coverage = self.labels.scores(title)
        found = (self._name_vectors @ vector, self._description_vectors @ vector, bm25, coverage)
        name, described, by_words, covered = (lane.astype(np.float64) for lane in found)
        return name, described, by_words, covered

    def _order(
        self, title: str, score: Lane, lanes: Sequence[Lane], vector: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.intp]:
        """Positions, best first. The places that the fused score gives to ESCO go to ESCO's in the fitted order.

        An occupation of that very name comes before all others of ESCO.
        """
        order = np.argsort(-score, kind="stable")
        if self.titles is not None:
            logits = self.titles.logits(vector, lanes, self.is_esco)
            logits[[p for p in self._called.get(title.strip().casefold(), ()) if self.is_esco[p]]] = np.inf
            fitted = np.argsort(-logits, kind="stable")
            order[self.is_esco[order]] = fitted[: int(self.is_esco.sum())]
        return order


def _match(occupation: Occupation, similarity: float, score: float) -> RoleMatch:
    return RoleMatch(
        occupation=occupation.uri,
        label=occupation.preferred_label,
        vocabulary=occupation.vocabulary,
        similarity=similarity,
        score=score,
    )


def _standard(lane: Lane) -> Lane:
    standardised: Lane = (lane - lane.mean()) / (lane.std() + 1e-9)
    return standardised
