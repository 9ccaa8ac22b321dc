"""What profiles inside a node hold that our fields do not: kept as they stand, and written while they say the same."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from corpora.courses.ctdl.inlining import MAX_DEPTH, inlined
from corpora.courses.ctdl.links import Links, Offer
from corpora.courses.ctdl.reading import offers, record_of
from corpora.courses.ctdl.terms import CONTEXT
from corpora.linked_data.graph import Node
from corpora.linked_data.reading import read_graph

Nodes = Mapping[str, dict[str, Any]]
"""`credential`, `opportunity` -> its fields."""
TOGETHER: Mapping[str, tuple[str, ...]] = {
    names[0]: tuple(f"ceterms:{name}" for name in names)
    for names in (
        ("keyword", "subject"),
        ("requires", "entryCondition", "prerequisite", "targetAssessment"),
        ("recommends",),
        ("estimatedDuration",),
        ("creditValue",),
        ("renewal",),
        ("reviewProcess",),
        ("administrationProcess",),
        ("hasOffering",),
        ("atLevel", "audienceLevelType"),
        ("audienceType",),
        ("deliveryType", "learningDeliveryType"),
        ("assessmentMethodType",),
    )
}
"""Fields that hold profiles, or concepts: those of a group say the same kind of thing and are kept together."""
WRITTEN = frozenset(
    f"ceterms:{name}"
    for name in (
        "name", "description", "condition", "targetCredential", "targetLearningOpportunity", "targetCompetency",
        "targetAssessment", "creditValue", "creditUnitType", "timeRequired", "exactDuration", "minimumDuration",
        "maximumDuration", "framework", "frameworkName", "targetNode", "targetNodeName", "targetNodeDescription",
        "codedNotation", "assessmentMethodType", "assessmentMethodDescription", "administrationProcess",
        "scoringMethodDescription", "estimatedDuration", "estimatedCost", "price", "currency", "deliveryType",
        "subjectWebpage", "availableAt",
    )
) | {"schema:value", "schema:description", "schema:startDate", "schema:endDate", "schema:inLanguage"}  # fmt: skip
"""What we write ourselves in such profiles."""


def richer(links: Links, offer: Offer) -> dict[str, dict[str, dict[str, Any]]]:
    """Group -> node -> its fields as they stand, of the groups in which a profile says more than we write."""
    nodes = {"credential": offer.credential, "opportunity": offer.opportunity}
    there = {name: node for name, node in nodes.items() if node is not None}
    return {
        group: {which: own for which, node in there.items() if (own := _raw(links, node, names))}
        for group, names in TOGETHER.items()
        if any(_says_more(links, node, names) for node in there.values())
    }


def _raw(links: Links, node: Node, names: Sequence[str]) -> dict[str, Any]:
    return {node.names[key]: inlined(links, own) for key, own in node.raw.items() if node.names.get(key) in names}


def _says_more(links: Links, node: Node, names: Sequence[str], depth: int = 0) -> bool:
    """Whether anything that goes along with the node under these fields has a field that we don't write."""
    within = (one for one in links.at(node, *names) if one.id is None or one.id.startswith("_:"))
    return depth < MAX_DEPTH and any(
        not one.fields.keys() <= WRITTEN or _says_more(links, one, [*one.fields], depth + 1) for one in within
    )


def restored(nodes: Nodes, kept: Mapping[str, Nodes]) -> Nodes:
    """The nodes with the profiles that there were, as far as those are read as what the nodes say without them."""
    said = _said(nodes.values()) if kept else []
    for group, own in kept.items():
        as_read = {which: _instead(node, TOGETHER[group], own.get(which, {})) for which, node in nodes.items()}
        if _said(as_read.values()) == said:
            nodes = as_read
    return nodes


def _instead(node: dict[str, Any], names: Sequence[str], own: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if name not in names} | own


def _said(nodes: Iterable[dict[str, Any]]) -> list[dict[str, object]]:
    """The records that the nodes are read as, whatever the order of what they list."""
    graph = read_graph({"@context": CONTEXT, "@graph": [*nodes]})
    return [{name: _in_order(value) for name, value in record_of(graph, one).items()} for one in offers(graph)]


def _in_order(value: object) -> object:
    return sorted(value, key=lambda one: orjson.dumps(one, default=str)) if isinstance(value, list) else value
