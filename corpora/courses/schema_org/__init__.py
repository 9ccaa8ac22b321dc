"""schema.org Course, CourseInstance, EducationalOccupationalProgram and EducationalOccupationalCredential, both ways.

https://schema.org/Course, https://schema.org/EducationalOccupationalCredential (version 29).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpora.courses.formats import Label, Record
from corpora.courses.schema_org.reading import INTERPRETED, NAME, offers, record_of
from corpora.courses.schema_org.writing import written
from corpora.linked_data.graph import Graph, Node
from matcher.achievements import Achievement


@dataclass(frozen=True, slots=True)
class SchemaOrg:
    """Implements formats.Format."""

    name: str = NAME
    interpreted: frozenset[str] = INTERPRETED

    def offers(self, graph: Graph) -> Iterator[Node]:
        return offers(graph)

    def record_of(self, graph: Graph, node: Node) -> Record:
        return record_of(graph, node)

    def document(self, achievements: Sequence[Achievement], label: Label) -> dict[str, Any]:
        return {"@context": "https://schema.org", "@graph": [written(one, label) for one in achievements]}
