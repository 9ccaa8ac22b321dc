"""A job title against occupations: lanes, vacancy titles whose occupation is known, and what joins them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.logistic import Logistic
from matcher.vectors import Vectors

VOTERS = 15
"""Remembered titles that vote for their occupation."""
VOTE_POWER = 8
"""A vote counts the cosine to this power, so that near titles outvote many distant ones."""
TITLE_FEATURES = (
    "name_cosine",
    "description_cosine",
    "bm25",
    "coverage",
    "nearest_title",
    "votes",
    "log_titles",
    "name_cosine_behind_best",
    "description_cosine_behind_best",
    "bm25_behind_best",
    "nearest_title_behind_best",
    "votes_behind_best",
)

Lane = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TitleMemory:
    """Vacancy titles as vectors; occupations are counted by position. The titles themselves are not kept."""

    vectors: Vectors
    """(titles, dim)"""
    owners: npt.NDArray[np.intp]
    """(titles,): the occupation of each."""
    log_titles: Lane
    """(occupations,): log(1 + how many titles it has)."""

    def lanes(self, vector: Vectors) -> tuple[Lane, Lane]:
        """(cosine of the nearest title, votes of the nearest titles), each (occupations,); `vector` is (dim,)."""
        nearest, votes = np.zeros(len(self.log_titles)), np.zeros(len(self.log_titles))
        if not len(self.vectors):
            return nearest, votes
        similarity = np.maximum(self.vectors @ vector, 0).astype(np.float64)
        np.maximum.at(nearest, self.owners, similarity)
        voters = np.argsort(-similarity, kind="stable")[:VOTERS]
        np.add.at(votes, self.owners[voters], similarity[voters] ** VOTE_POWER)
        return nearest, votes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TitleRanker:
    memory: TitleMemory
    fitted: Logistic
    """Over TITLE_FEATURES."""

    def logits(self, vector: Vectors, lanes: Sequence[Lane], among: npt.NDArray[np.bool_]) -> Lane:
        """(occupations,) log-odds that the title means it; minus infinity for those that are not `among`."""
        result: Lane = np.full(len(among), -np.inf)
        result[among] = self.fitted.logit(title_features(lanes, self.memory, vector)[among])
        return result


def title_features(lanes: Sequence[Lane], memory: TitleMemory, vector: Vectors) -> npt.NDArray[np.float64]:
    """(occupations, features); `lanes` are cosine to name, to description, BM25 and coverage, each (occupations,)."""
    name, described, bm25, coverage = lanes
    nearest, votes = memory.lanes(vector)
    behind = [lane - lane.max() for lane in (name, described, bm25, nearest, votes)]
    return np.column_stack([name, described, bm25, coverage, nearest, votes, memory.log_titles, *behind])
