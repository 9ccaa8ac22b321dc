"""What is not interpreted of an offer, in names to which the context that we write gives the same meaning."""

from collections.abc import Iterator, Mapping
from typing import Any

from corpora.courses.elm.authorities import SPACES
from corpora.courses.elm.facts import about
from corpora.courses.elm.offers import Offer, identifier_of
from corpora.courses.elm.terms import OPPORTUNITY_READ, RICHER, SPECIFICATION, SPECIFICATION_READ, WRITTEN
from corpora.linked_data.contexts import Context
from corpora.linked_data.graph import Graph, Node, Reference, Value, Words, is_address

OURS = Context(default="elm")
"""The context that we write."""


def left_of(graph: Graph, offer: Offer) -> dict[str, Any]:
    """What is not interpreted of the node that stands for the offer, and beside an opportunity of its specification.

    The specification stands there even if nothing is left of it: that tells that an opportunity was read.
    """
    ways, specification = offer.opportunities, offer.specification
    within = _left(graph, specification, SPECIFICATION_READ) if specification else {}
    if not ways:
        return within
    own = _left(graph, ways[0], OPPORTUNITY_READ)
    return own | {SPECIFICATION: within} if own or within else {}


def _left(graph: Graph, node: Node, read: frozenset[str]) -> dict[str, Any]:
    """The fields that are not among those read, texts in other languages, notes that we have no field for."""
    within = {id(one.raw): one for one in _within(node)}
    kept = {key: own for key, own in node.left(read - RICHER).items() if _is_kept(graph, node, node.names[key], read)}
    found = {_key(key, node.names): _kept(own, within) for key, own in kept.items()}
    found |= {term: _other_texts(node, f"dc:{term}") for term in ("title", "description")}
    if "elm:additionalNote" in read:
        others = (one for one in graph.linked(node, "elm:additionalNote") if about(graph, one) is None)
        found["additionalNote"] = [_kept(one.raw, {id(one.raw): one}) for one in others]
    return {name: value for name, value in found.items() if value not in ({}, [])}


def _is_kept(graph: Graph, node: Node, name: str, read: frozenset[str]) -> bool:
    """Of what is read too: whether it says more than we write of it, all of which stands in it."""
    if name not in read:
        return True
    values = node.fields[name]
    is_alternative = identifier_of(graph, node) == node.id
    more = is_alternative if name == "adms:identifier" else any(map(_says_more, values))
    return more and not any(_refers(graph, one) for one in values)


def _says_more(value: Value) -> bool:
    if isinstance(value, Node):
        is_known = value.id is None or value.id.startswith(("_:", *SPACES))
        fields = (one for values in value.fields.values() for one in values)
        return not is_known or not value.fields.keys() <= WRITTEN or any(map(_says_more, fields))
    return isinstance(value, Words) and is_address(value.text) and not value.text.startswith(SPACES)


def _refers(graph: Graph, value: Value) -> bool:
    """Whether something within stands elsewhere in the document, or has no type here."""
    if isinstance(value, Node):
        return any(_refers(graph, one) for values in value.fields.values() for one in values)
    return isinstance(value, Reference) or value.text in graph.by_id


def _other_texts(node: Node, name: str) -> dict[str, list[str]]:
    """Language -> texts, but in the language that is read."""
    own = node.words(name)
    found: dict[str, list[str]] = {}
    for value in node.fields.get(name, ()):
        if isinstance(value, Words) and value.language and value.text not in own:
            found.setdefault(value.language, []).append(value.text)
    return found


def _within(node: Node) -> Iterator[Node]:
    for values in node.fields.values():
        for value in values:
            if isinstance(value, Node):
                yield value
                yield from _within(value)


def _kept(value: Any, within: Mapping[int, Node]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return [_kept(one, within) for one in value]
    node = within.get(id(value))
    if node is None:
        return value
    kept = {_key(key, node.names): _kept(own, within) for key, own in value.items() if key != "@context"}
    return kept | ({"@type": sorted(node.types)} if node.types else {})


def _key(key: str, names: Mapping[str, str]) -> str:
    """The key itself where it means the same to us, else its canonical name."""
    name = names.get(key, key)
    return name if name.startswith("@") or OURS.canonical(key) != name else key
