"""Achievements of Open Badges 3.0 and CLR 2.0 both ways, badge classes of Open Badges 2.0 in.

https://www.imsglobal.org/spec/ob/v3p0, https://www.imsglobal.org/spec/clr/v2p0
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpora.courses.formats import Label, Record
from corpora.courses.open_badges.reading import CONTEXT, INTERPRETED, NAME, NAME_2, TYPES_2, offers, record_of
from corpora.courses.open_badges.writing import written
from corpora.linked_data.graph import Graph, Node
from matcher.achievements import Achievement


@dataclass(frozen=True, slots=True)
class OpenBadges:
    """Implements formats.Format."""

    name: str = NAME
    interpreted: frozenset[str] = INTERPRETED

    def offers(self, graph: Graph) -> Iterator[Node]:
        return offers(graph)

    def record_of(self, graph: Graph, node: Node) -> Record:
        return record_of(graph, node)

    def document(self, achievements: Sequence[Achievement], label: Label) -> dict[str, Any]:
        """What the standard has no field for stays out: hours, price, mode, dates, levels of other frameworks."""
        return {"@context": list(CONTEXT), "@graph": [written(one, label) for one in achievements]}


@dataclass(frozen=True, slots=True)
class OpenBadges2:
    """Implements formats.Format. What is written is version 3.0, which takes none of the fields that we don't read."""

    name: str = NAME_2
    interpreted: frozenset[str] = frozenset()

    def offers(self, graph: Graph) -> Iterator[Node]:
        return offers(graph, TYPES_2)

    def record_of(self, graph: Graph, node: Node) -> Record:
        return record_of(graph, node)

    def document(self, achievements: Sequence[Achievement], label: Label) -> dict[str, Any]:
        return OpenBadges().document(achievements, label)
