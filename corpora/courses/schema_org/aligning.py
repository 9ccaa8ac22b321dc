"""What a course teaches, assesses and requires, and at what level: terms, texts, and objects that align it."""

from collections.abc import Mapping

from corpora.linked_data.graph import Graph, Node
from matcher.achievements import AlignmentRole

ROLES: Mapping[str, AlignmentRole] = {
    "schema:teaches": AlignmentRole.TEACHES,
    "schema:assesses": AlignmentRole.ASSESSES,
    "schema:competencyRequired": AlignmentRole.REQUIRES,
}
"""Of a course. What a credential requires to be shown is what it assesses."""
ALIGNED = "schema:educationalAlignment"
ALIGNED_AS: Mapping[str, AlignmentRole] = {
    "teaches": AlignmentRole.TEACHES,
    "assesses": AlignmentRole.ASSESSES,
    "requires": AlignmentRole.REQUIRES,
}
"""Of an AlignmentObject's type; one of "educationalLevel" is a level."""


def competencies(graph: Graph, node: Node, required: AlignmentRole) -> list[dict[str, object]]:
    """What is taught, assessed, required: by the URI of a concept where it has one, else by name.

    What is taught in plain words is an outcome, and not here.
    """
    found: list[dict[str, object]] = []
    for name, role in ROLES.items():
        means = required if role is AlignmentRole.REQUIRES else role
        terms = tuple(graph.at(node, name))
        words = () if role is AlignmentRole.TEACHES else node.words(name)
        found += [{"name": text, "role": means.value} for text in words]
        found += [_term(graph, term, means) for term in terms]
        known = {*words, *node.words(name), *(term.id for term in terms)}
        found += [{"uri": uri, "role": means.value} for uri in graph.addresses(node, name) if uri not in known]
    for term in graph.at(node, ALIGNED):
        aligned = ALIGNED_AS.get((term.word("schema:alignmentType") or "").lower())
        found += [_term(graph, term, aligned)] if aligned else []
    distinct: dict[object, dict[str, object]] = {}
    for one in found:
        distinct.setdefault((one["role"], one.get("uri") or one.get("url") or one["name"]), one)
    return list(distinct.values())


def _term(graph: Graph, term: Node, role: AlignmentRole) -> dict[str, object]:
    """A DefinedTerm or an AlignmentObject."""
    address = term.id or term.word("schema:url", "schema:targetUrl") or next(graph.addresses(term, "schema:url"), None)
    named = term.word("schema:name", "schema:targetName", "schema:description")
    if address and "/esco/" in address:
        return {"uri": address, "role": role.value, "label": named or address}
    return {
        "name": named or address,
        "role": role.value,
        "description": term.word("schema:description", "schema:targetDescription"),
        "framework": term.word("schema:inDefinedTermSet", "schema:educationalFramework"),
        "url": address,
        "code": term.word("schema:termCode"),
    }


def level(graph: Graph, node: Node) -> str | None:
    aligned = (one for one in graph.at(node, ALIGNED) if _is_level(one))
    term = next(graph.at(node, "schema:educationalLevel"), None)
    if term is None:
        stated = node.word("schema:educationalLevel")
        term = None if stated else next(aligned, None)
        if term is None:
            return stated
    within = term.word("schema:inDefinedTermSet", "schema:educationalFramework")
    named = term.word("schema:name", "schema:termCode", "schema:targetName")
    return f"{within} {named}" if within and named and "://" not in within and within not in named else named


def _is_level(aligned: Node) -> bool:
    return (aligned.word("schema:alignmentType") or "").replace(" ", "").lower() == "educationallevel"
