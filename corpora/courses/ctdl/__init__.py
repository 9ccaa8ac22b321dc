"""Credential Transparency Description Language of Credential Engine, both ways (https://credreg.net/ctdl/handbook).

CTDL keeps apart what is awarded and how it is learned, and forbids `teaches` and `creditValue` on a credential: it is
tied to competencies by requires -> ConditionProfile.targetCompetency. An Achievement holds both: see `pairing` for when
two nodes are read as one, and `writing` for how one becomes two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpora.courses.ctdl.keeping import left
from corpora.courses.ctdl.reading import offers, record_of
from corpora.courses.ctdl.terms import INTERPRETED, NAME
from corpora.courses.ctdl.writing import document
from corpora.courses.formats import FOREIGN, Label, Record
from corpora.linked_data.graph import Graph, Node
from matcher.achievements import Achievement


@dataclass(frozen=True, slots=True)
class Ctdl:
    """Implements formats.Format."""

    name: str = NAME
    interpreted: frozenset[str] = INTERPRETED

    def offers(self, graph: Graph) -> Iterator[Node]:
        return offers(graph)

    def record_of(self, graph: Graph, node: Node) -> Record:
        return {**record_of(graph, node), FOREIGN: left(graph, node)}

    def document(self, achievements: Sequence[Achievement], label: Label) -> dict[str, Any]:
        return document(achievements, label)
