"""Which credential and learning opportunity are one achievement.

They are joined where each is the other's only one: the requirements of the credential name just that opportunity, or
the opportunity says that it prepares for or results in that credential. Otherwise each is an achievement of its own,
and the opportunities that a credential requires are its parts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from corpora.courses.ctdl.ids import key_of
from corpora.courses.ctdl.terms import CONDITION, CREDENTIAL, OPPORTUNITIES
from corpora.linked_data.graph import Graph, Node, Words, is_address

LEADS_TO = (
    "ceterms:isPreparationFor",
    "ceterms:resultsInCredential",
    "ceterms:isRequiredFor",
    "ceterms:targetCredential",
)
PARTS = ("ceterms:hasPart", "ceterms:isPartOf")


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


def nodes_at(by_key: Mapping[str, Node], node: Node, *names: str) -> Iterator[Node]:
    return (one for one in targets(by_key, node, *names) if isinstance(one, Node))


def partners(graph: Graph, by_key: Mapping[str, Node]) -> dict[int, Node]:
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
    for own in nodes_at(by_key, node, "ceterms:requires") if is_credential(node) else ():
        if own.types & OPPORTUNITIES:
            yield own
        for condition in (own, *nodes_at(by_key, own, "ceterms:alternativeCondition")):
            for way in targets(by_key, condition, "ceterms:targetLearningOpportunity"):
                yield way if isinstance(way, str) or way.types & OPPORTUNITIES else way.path


def _led_to(by_key: Mapping[str, Node], node: Node) -> Iterator[Node]:
    """The credentials that an opportunity says it leads to."""
    for own in nodes_at(by_key, node, *LEADS_TO) if node.types & OPPORTUNITIES else ():
        if CONDITION in own.types:
            yield from filter(is_credential, nodes_at(by_key, own, "ceterms:targetCredential"))
        elif is_credential(own):
            yield own


def passing(graph: Graph, by_key: Mapping[str, Node]) -> frozenset[int]:
    """Offers without an identity of their own that are only spoken of: no part, no way to a credential, no award."""
    referred: set[int] = set()
    meant: set[int] = set()
    for node in graph.nodes:
        referred.update(id(one) for one in nodes_at(by_key, node, *node.fields))
        meant.update(id(one) for one in (*_required(by_key, node), *_led_to(by_key, node)))
        meant.update(id(one) for one in nodes_at(by_key, node, *PARTS))
    nameless = (one for one in graph.nodes if is_offer(one) and not one.word("ceterms:ctid"))
    return frozenset(id(one) for one in nameless if (one.id or "_:").startswith("_:")) & (referred - meant)
