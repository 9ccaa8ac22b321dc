"""The JSON-LD formats that courses and credentials are traded in; each maps its nodes to our records and back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from corpora.linked_data.graph import Graph, Node
from matcher.achievements import Achievement, Foreign
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput

Record = Mapping[str, object]
"""Under our own field names: see `records.FIELDS`."""
FOREIGN = "foreign"
"""Where a course is told by several nodes: the field of its record with all that is not interpreted, as JSON."""
Label = Callable[[ConceptUri], str]
"""The preferred label of a concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One vocabulary."""

    name: str
    """As `Foreign.format` and the command line call it."""
    offers: Callable[[Graph], Iterator[Node]]
    """The nodes that are courses or credentials of their own, not those that only say what another one awards."""
    record_of: Callable[[Graph, Node], Record]
    """The node under our field names, each value as the format states it. Raises InvalidInput."""
    interpreted: frozenset[str] = frozenset()
    """The canonical names of the fields that `record_of` reads; the others are kept, unless it tells itself what is."""
    document: Callable[[Sequence[Achievement], Label], dict[str, Any]]
    """One JSON-LD document of all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A course or a credential in a document, and the format that reads it."""

    format: Format
    node: Node


def found_in(graph: Graph, formats: Sequence[Format]) -> Iterator[Found]:
    """The courses and credentials of a document in its order; those inside another one are its parts and come too."""
    own = {id(node): one for one in reversed(formats) for node in one.offers(graph)}
    return (Found(format=own[id(node)], node=node) for node in graph.nodes if id(node) in own)


def foreign_of(found: Found, record: Record) -> Foreign | None:
    """What the format does not interpret, to be written back; None where there is nothing.

    Raises InvalidInput where it holds what JSON can't carry on: a number too large, half a character.
    """
    left = record[FOREIGN] if FOREIGN in record else found.node.left(found.format.interpreted)
    try:
        return Foreign(format=found.format.name, fields=orjson.dumps(left).decode()) if left else None
    except orjson.JSONEncodeError as error:
        raise InvalidInput("", f"holds a value that can't be kept: {error}") from error


def with_foreign(written: dict[str, Any], achievement: Achievement, name: str) -> dict[str, Any]:
    """The written object with the fields that came with it in the same format; what we write ourselves comes first."""
    foreign = achievement.foreign
    if foreign is None or foreign.format != name:
        return written
    return {**orjson.loads(foreign.fields), **written}
