"""European Learning Model 3: learning opportunities and specifications of achievements, both ways; credentials in.

https://europa.eu/europass/en/european-learning-model, application profiles for Learning Opportunities and
Qualifications, and for European Digital Credentials.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpora.courses.elm.offers import offers
from corpora.courses.elm.reading import record_of
from corpora.courses.elm.terms import CONTEXT, NAME, OPPORTUNITY_READ, SPECIFICATION_READ
from corpora.courses.elm.writing import written
from corpora.courses.formats import Label, Record
from corpora.linked_data.graph import Graph, Node
from matcher.achievements import Achievement


@dataclass(frozen=True, slots=True)
class Elm:
    """Implements formats.Format."""

    name: str = NAME
    interpreted: frozenset[str] = OPPORTUNITY_READ | SPECIFICATION_READ

    def offers(self, graph: Graph) -> Iterator[Node]:
        return offers(graph)

    def record_of(self, graph: Graph, node: Node) -> Record:
        return record_of(graph, node)

    def document(self, achievements: Sequence[Achievement], label: Label) -> dict[str, Any]:
        context = [CONTEXT, {"id": "@id", "type": "@type"}]  # as what came with credentials is written
        return {"@context": context, "@graph": written(achievements, label)}
