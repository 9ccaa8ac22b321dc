"""What refers to what in a CTDL document."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpora.courses.ctdl.ids import ctid_in, key_of, registered
from corpora.courses.ctdl.pairing import is_credential, is_offer, nodes_at, partners, passing, targets
from corpora.courses.ctdl.terms import TRANSFER
from corpora.linked_data.graph import Graph, Node

OWN_IDENTIFIER = "Catalogue identifier"
"""Type of the identifier that keeps an id of ours which is no address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The nodes of one achievement: one or both."""

    credential: Node | None
    opportunity: Node | None

    @property
    def main(self) -> Node:
        return self.awarding[0]

    @property
    def awarding(self) -> tuple[Node, ...]:
        return tuple(one for one in (self.credential, self.opportunity) if one is not None)

    @property
    def is_pair(self) -> bool:
        return self.credential is not None and self.opportunity is not None

    @property
    def learning(self) -> tuple[Node, ...]:
        return self.awarding[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    by_key: Mapping[str, Node]
    partners: Mapping[int, Node]
    """`id` of a credential's or an opportunity's node -> the other of the pair."""
    children: Mapping[int, Sequence[Node]]
    """By what they say that they are part of."""
    transfers: Mapping[int, Sequence[Node]]
    """What carries over from a resource into others."""
    passing: frozenset[int]
    """What is only spoken of, as a prerequisite or the like: no offers."""

    def at(self, node: Node, *names: str) -> Iterator[Node]:
        """The nodes that the fields hold or refer to."""
        return (one for one in self.targets(node, *names) if isinstance(one, Node))

    def targets(self, node: Node, *names: str) -> Iterator[Node | str]:
        """Those, and the addresses of what the document does not hold."""
        return targets(self.by_key, node, *names)

    def offer_of(self, node: Node) -> Offer:
        other = self.partners.get(id(node))
        pair = (node, other) if is_credential(node) else (other, node)
        return Offer(credential=pair[0], opportunity=pair[1])

    def id_of(self, node: Node) -> str:
        """The id of the achievement that the node belongs to."""
        main = self.offer_of(node).main
        own = self.own_identifier(main)
        if own:
            return own
        if main.id and not main.id.startswith("_:"):
            return main.id
        ctid = ctid_in(main.word("ceterms:ctid"))
        said = "\n".join(main.word(name) or "" for name in ("ceterms:name", "ceterms:description"))
        return registered(ctid) if ctid else "ctdl-" + hashlib.sha256(said.encode()).hexdigest()[:16]

    def own_identifier(self, node: Node) -> str | None:
        """An id of ours that is no address, as we wrote it."""
        identifiers = self.at(node, "ceterms:identifier")
        ours = (one for one in identifiers if one.word("ceterms:identifierTypeName") == OWN_IDENTIFIER)
        return next((one.word("ceterms:identifierValueCode") for one in ours), None)

    def ids_of(self, node: Node, *names: str) -> Iterator[str]:
        """Ids of the achievements that the fields name, and addresses of what is not in the document."""
        for one in self.targets(node, *names):
            if isinstance(one, str):
                yield one
            elif is_offer(one) and id(one) not in self.passing:
                yield self.id_of(one)


@lru_cache(maxsize=1)
def links_of(graph: Graph) -> Links:
    """Of a document, worked out once for all its achievements."""
    by_key: dict[str, Node] = {}
    for node in graph.nodes:
        for key in {key_of(text) for text in (node.id, node.word("ceterms:ctid")) if text}:
            if key not in by_key or len(node.fields) > len(by_key[key].fields):
                by_key[key] = node
    children, transfers = defaultdict(list), defaultdict(list)
    for node in graph.nodes:
        for parent in nodes_at(by_key, node, "ceterms:isPartOf"):
            children[id(parent)].append(node)
        if TRANSFER in node.types:
            for source in nodes_at(by_key, node, "ceterms:transferValueFrom"):
                transfers[id(source)].append(node)
    return Links(
        by_key=by_key,
        partners=partners(graph, by_key),
        children=children,
        transfers=transfers,
        passing=passing(graph, by_key),
    )
