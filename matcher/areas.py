"""Areas: skills whose names mean much the same, since a vocabulary has several for what employers ask for as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from matcher.concepts import ConceptUri
from matcher.index import VectorIndex

SAME_AREA_FROM = 0.7
"""Mean cosine of the names in an area. Set by eye on 1,518 skills of real ads: at 0.65 "teamwork principles" joins
"leadership principles", at 0.75 "manage teamwork" stands apart from "manage a team"."""
MOST_JOINED = 8_000
"""The skills asked for most that are joined: time and memory grow with their square, 5 s and 0.5 GB at this many."""
AT_ONCE = 256
"""Rows of the square of their likenesses that are held at a time: only its upper half is kept."""
PREFIX = "area:"


@dataclass(frozen=True, slots=True)
class Area:
    head: ConceptUri
    """The skill of it that is asked for most."""
    members: frozenset[ConceptUri]
    """With the head."""

    @property
    def id(self) -> str:
        return PREFIX + self.head


def areas(asked: Mapping[ConceptUri, int], names: VectorIndex) -> tuple[Area, ...]:
    """Of skills with how many ads ask for each: every skill in one area, by their heads' ads, then by URI.

    By average linkage (Sokal and Michener 1958) of the vectors of their names. A skill without a
    vector is an area alone.
    """
    places = {uri: place for place, uri in enumerate(names.ids)}
    ordered = sorted(asked, key=lambda uri: (-asked[uri], uri))
    known = [uri for uri in ordered if uri in places][:MOST_JOINED]
    joined = _joined(names.vectors([places[uri] for uri in known])) if len(known) > 1 else range(len(known))
    members: dict[int, list[ConceptUri]] = {}
    for uri, group in zip(known, joined, strict=True):
        members.setdefault(int(group), []).append(uri)
    together = {uri for own in members.values() for uri in own}
    alone = [[uri] for uri in ordered if uri not in together]
    found = [Area(own[0], frozenset(own)) for own in (*members.values(), *alone)]
    return tuple(sorted(found, key=lambda area: (-asked[area.head], area.head)))


def _joined(vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> Sequence[int]:
    """The group of each row."""
    size = len(vectors)
    rows = (row for start in range(0, size, AT_ONCE) for row in vectors[start : start + AT_ONCE] @ vectors.T)
    apart, end = np.empty(size * (size - 1) // 2), 0
    for place, row in enumerate(rows):
        start, end = end, end + size - 1 - place
        apart[start:end] = np.clip(1 - row[place + 1 :], 0, 2)
    found: Sequence[int] = fcluster(linkage(apart, "average"), 1 - SAME_AREA_FROM, "distance").tolist()
    return found
