"""What refers to what in a CTDL document, and which credential and learning opportunity are one achievement.

A credential and a learning opportunity are joined where each is the other's only one: the requirements of the
credential name just that opportunity, or the opportunity says that it prepares for or results in that credential.
Otherwise each is an achievement of its own, and the opportunities that a credential requires are its parts.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpora.courses.ctdl.ids import key_of, registered
from corpora.courses.ctdl.terms import CONDITION, CREDENTIAL, OPPORTUNITIES, TRANSFER
from corpora.linked_data.graph import Graph, Node, Words, is_address

OWN_IDENTIFIER = "Catalogue identifier"
"""Type of the identifier that keeps an id of ours which is no address."""
LEADS_TO = (
    "ceterms:isPreparationFor",
    "ceterms:resultsInCredential",
    "ceterms:isRequiredFor",
    "ceterms:targetCredential",
)
PARTS = ("ceterms:hasPart", "ceterms:isPartOf")


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
        ctid = main.word("ceterms:ctid")
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
        for parent in _nodes(by_key, node, "ceterms:isPartOf"):
            children[id(parent)].append(node)
        if TRANSFER in node.types:
            for source in _nodes(by_key, node, "ceterms:transferValueFrom"):
                transfers[id(source)].append(node)
    return Links(
        by_key=by_key,
        partners=_partners(graph, by_key),
        children=children,
        transfers=transfers,
        passing=_passing(graph, by_key),
    )


def is_credential(node: Node) -> bool:
    return any(CREDENTIAL.fullmatch(one) for one in node.types)


def is_offer(node: Node) -> bool:
    return is_credential(node) or bool(node.types & OPPORTUNITIES)


def targets(by_key: Mapping[str, Node], node: Node, *names: str) -> Iterator[Node | str]:
    """What the fields hold or refer to: nodes, where the document tells of them, else addresses."""
    for name in names:
        for value in node.fields.get(name, ()):
            address = value.text if isinstance(value, Words) else value.id
            known = by_key.get(key_of(address)) if address else None
            if known is not None:
                yield known
            elif isinstance(value, Node):
                yield value
            elif address and is_address(address) and not address.startswith("_:"):
                yield address


def _nodes(by_key: Mapping[str, Node], node: Node, *names: str) -> Iterator[Node]:
    return (one for one in targets(by_key, node, *names) if isinstance(one, Node))


def _partners(graph: Graph, by_key: Mapping[str, Node]) -> dict[int, Node]:
    """Both ways, for each pair of which neither has another."""
    ways: dict[int, dict[object, Node | str]] = defaultdict(dict)
    awards: dict[int, dict[int, Node]] = defaultdict(dict)
    for node in graph.nodes:
        for way in _required(by_key, node):
            ways[id(node)][id(way) if isinstance(way, Node) else way] = way
            if isinstance(way, Node):
                awards[id(way)][id(node)] = node
        for award in _led_to(by_key, node):
            ways[id(award)][id(node)] = node
            awards[id(node)][id(award)] = award
    pairs: dict[int, Node] = {}
    for award_id, found in ways.items():
        way = next(iter(found.values()))
        if len(found) == 1 and isinstance(way, Node) and len(awards[id(way)]) == 1:
            pairs[award_id], pairs[id(way)] = way, awards[id(way)][award_id]
    return pairs


def _required(by_key: Mapping[str, Node], node: Node) -> Iterator[Node | str]:
    """The opportunities that a credential's requirements are or name, also as alternatives."""
    for own in _nodes(by_key, node, "ceterms:requires") if is_credential(node) else ():
        if own.types & OPPORTUNITIES:
            yield own
        for condition in (own, *_nodes(by_key, own, "ceterms:alternativeCondition")):
            for way in targets(by_key, condition, "ceterms:targetLearningOpportunity"):
                yield way if isinstance(way, str) or way.types & OPPORTUNITIES else way.path


def _led_to(by_key: Mapping[str, Node], node: Node) -> Iterator[Node]:
    """The credentials that an opportunity says it leads to."""
    for own in _nodes(by_key, node, *LEADS_TO) if node.types & OPPORTUNITIES else ():
        if CONDITION in own.types:
            yield from filter(is_credential, _nodes(by_key, own, "ceterms:targetCredential"))
        elif is_credential(own):
            yield own


def _passing(graph: Graph, by_key: Mapping[str, Node]) -> frozenset[int]:
    """Offers without an identity of their own that are only spoken of: no part, no way to a credential, no award."""
    referred: set[int] = set()
    meant: set[int] = set()
    for node in graph.nodes:
        referred.update(id(one) for one in _nodes(by_key, node, *node.fields))
        meant.update(id(one) for one in (*_required(by_key, node), *_led_to(by_key, node)))
        meant.update(id(one) for one in _nodes(by_key, node, *PARTS))
    nameless = (one for one in graph.nodes if is_offer(one) and not one.word("ceterms:ctid"))
    return frozenset(id(one) for one in nameless if (one.id or "_:").startswith("_:")) & (referred - meant)
