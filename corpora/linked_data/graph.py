"""A JSON-LD document as nodes under canonical names: `prefix:local`, see `contexts`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

ENGLISH = "en"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S+|_:\S+|#\S*", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Whether it may be an identifier: an absolute one, a blank node's, or a place in the document."""
    return _ADDRESS.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """To a node that stands elsewhere, in this document or outside."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    id: str | None
    types: frozenset[str]
    fields: Mapping[str, tuple["Value", ...]]
    path: str
    """Where in the document: "@graph[2].offers[0]"."""
    raw: Mapping[str, Any]
    """The JSON object."""
    names: Mapping[str, str]
    """Key of the JSON object -> canonical name."""

    def words(self, name: str, language: str = ENGLISH) -> tuple[str, ...]:
        """Texts and numbers in one language, by preference the given one, else unmarked, else the first there is."""
        found = [value for value in self.fields.get(name, ()) if isinstance(value, Words)]
        for wanted in (language, None, found[0].language if found else None):
            own = [one.text for one in found if _is_of(one.language, wanted)]
            if own:
                return tuple(own)
        return ()

    def word(self, *names: str) -> str | None:
        """The first text under the first of the names that has one."""
        return next((text for name in names for text in self.words(name) if text.strip()), None)

    def left(self, interpreted: frozenset[str]) -> dict[str, Any]:
        """The fields of the JSON object whose canonical names are not among those interpreted; no keywords."""
        known = {"@context", "@type", "@id", *interpreted}
        return {key: value for key, value in self.raw.items() if self.names.get(key) not in known}


Value: TypeAlias = Words | Reference | Node


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Graph:
    """All nodes of a document in its order, nested ones after those that hold them."""

    nodes: tuple[Node, ...]
    unknown_contexts: tuple[str, ...]
    by_id: Mapping[str, Node] = field(repr=False)
    held: Mapping[tuple[int, str], tuple[Node, ...]] = field(repr=False)
    """(id() of a node, name of a field) -> the nodes that hold it, or refer to it, in that field."""

    def of(self, types: frozenset[str]) -> Iterator[Node]:
        """The nodes of any of these types."""
        return (node for node in self.nodes if node.types & types)

    def at(self, node: Node, *names: str) -> Iterator[Node]:
        """The nodes that the fields hold, or refer to within the document."""
        for name in names:
            for value in node.fields.get(name, ()):
                found = self.by_id.get(value.id) if isinstance(value, Reference) else value
                if isinstance(found, Node):
                    yield found

    def linked(self, node: Node, *names: str) -> Iterator[Node]:
        """As `at`, where texts that are ids of nodes refer to them too: as in contexts that type a term "@id"."""
        for name in names:
            for value in node.fields.get(name, ()):
                found = referred(value, self.by_id)
                if found is not None:
                    yield found

    def holders(self, node: Node, *names: str) -> Iterator[Node]:
        """The nodes that hold the node in these fields, or refer to it."""
        return (holder for name in names for holder in self.held.get((id(node), name), ()))

    def times_held(self, node: Node, name: str) -> int:
        return len(self.held.get((id(node), name), ()))

    def addresses(self, node: Node, *names: str) -> Iterator[str]:
        """What the fields refer to: ids of references and nodes, and texts that are addresses."""
        for name in names:
            for value in node.fields.get(name, ()):
                address = value.text if isinstance(value, Words) else value.id
                if address and is_address(address):
                    yield address


def referred(value: Value, by_id: Mapping[str, Node]) -> Node | None:
    """The node that a value is or refers to; of several of one id the fullest."""
    if isinstance(value, Node):
        return by_id.get(value.id, value) if value.id else value
    return by_id.get(value.id if isinstance(value, Reference) else value.text)


def _is_of(language: str | None, wanted: str | None) -> bool:
    if language is None or wanted is None:
        return language is wanted
    return language.lower() == wanted.lower() or language.lower().startswith(f"{wanted.lower()}-")
