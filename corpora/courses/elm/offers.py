"""What a document of the European Learning Model offers, and by which of its nodes.

A LearningAchievementSpecification (a Qualification is one) is what can be achieved, a LearningOpportunity one way to
it: opportunities of one provider that lead to one specification are runs of one achievement. In a European Digital
Credential the specification stands inside the claim of what somebody has achieved; nothing of that person is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from corpora.courses.elm.nodes import labels
from corpora.courses.elm.terms import SPECIFICATION
from corpora.linked_data.graph import Graph, Node, Reference, Words

OPPORTUNITY = "elm:LearningOpportunity"
SPECIFICATIONS = frozenset({"elm:LearningAchievementSpecification", "elm:Qualification", "elm:QualificationReference"})
ACHIEVES = f"elm:{SPECIFICATION}"
_MENTIONING = (
    "elm:isPartOf", "elm:specialisationOf", "elm:generalisationOf", "elm:limitQualification", "elm:influences",
    "elm:proves", "elm:entitledBy",
)  # fmt: skip
"""What is embedded there is spoken of, and not offered."""
MAX_WAYS = 50
"""Of one specification: more are not compared for runs of one provider, each then stands for itself."""
_IDENTIFYING = frozenset({"adms:identifier"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An achievement's nodes. At least one of specification and opportunities is there."""

    specification: Node | None
    opportunities: tuple[Node, ...]
    achieved: tuple[Node, ...]
    """LearningAchievements that the specification specifies: what a person's credential says of it."""
    is_shared: bool
    """Whether opportunities of other providers lead to the same specification."""

    @property
    def node(self) -> Node:
        """The one that stands for it: the first opportunity, else the specification."""
        return next(node for node in (*self.opportunities, self.specification) if node is not None)

    @property
    def described(self) -> tuple[Node, ...]:
        """The specification before the opportunities."""
        return tuple(node for node in (self.specification, *self.opportunities) if node is not None)


def offers(graph: Graph) -> Iterator[Node]:
    """One node for each offer, in the order of the document."""
    mentioned = {
        id(value)
        for node in graph.nodes
        for name in _MENTIONING
        for value in node.fields.get(name, ())
        if isinstance(value, Node)
    }
    for node in graph.of(SPECIFICATIONS | {OPPORTUNITY}):
        is_own = id(node) not in mentioned and not node.fields.keys() <= _IDENTIFYING
        if is_own and _is_fullest(graph, node) and offer_at(graph, node).node is node:
            yield node


def is_offered(node: Node) -> bool:
    """Whether it is of a type that can be offered."""
    return bool(node.types & (SPECIFICATIONS | {OPPORTUNITY}))


def offer_at(graph: Graph, node: Node) -> Offer:
    """The offer that an opportunity or a specification belongs to."""
    leads = OPPORTUNITY in node.types
    specification = _led_to(graph, node) if leads else node
    if specification is None:
        return Offer(specification=None, opportunities=(node,), achieved=(), is_shared=False)
    if leads and graph.times_held(specification, ACHIEVES) > MAX_WAYS:
        return Offer(specification=specification, opportunities=(node,), achieved=(), is_shared=True)
    ways = _ways_to(graph, specification)
    provider = _provider(graph, node if leads else ways[0]) if ways else ()
    own = tuple(way for way in ways if _provider(graph, way) == provider)
    return Offer(
        specification=specification,
        opportunities=own,
        achieved=tuple(graph.holders(specification, "elm:specifiedBy")),
        is_shared=len(own) < len(ways),
    )


def _led_to(graph: Graph, opportunity: Node) -> Node | None:
    """The specification that it states, or that of what somebody has achieved by it."""
    achieved = graph.holders(opportunity, "elm:learningOpportunity")
    specified = (own for one in achieved for own in graph.linked(one, "elm:specifiedBy"))
    return next(graph.linked(opportunity, ACHIEVES), None) or next(specified, None)


def _ways_to(graph: Graph, specification: Node) -> tuple[Node, ...]:
    achieved = graph.holders(specification, "elm:specifiedBy")
    taken = (way for one in achieved for way in graph.linked(one, "elm:learningOpportunity"))
    ways = {id(way): way for way in (*graph.holders(specification, ACHIEVES), *taken)}
    return tuple(way for way in ways.values() if OPPORTUNITY in way.types and _is_fullest(graph, way))


def _provider(graph: Graph, opportunity: Node) -> tuple[str, ...]:
    """Names and ids of who provides it."""
    ids = (value for value in opportunity.fields.get("elm:providedBy", ()) if isinstance(value, Node | Reference))
    return (*labels(graph, opportunity, "elm:providedBy"), *(one.id or "" for one in ids))


def _is_fullest(graph: Graph, node: Node) -> bool:
    """Whether no other node of the same id says more of it."""
    return node.id is None or graph.by_id[node.id] is node


def activities(graph: Graph, offer: Offer) -> Iterator[Node]:
    """What leads to the achievement; what led a person to it, each as it is specified and then as it was done."""
    for way in offer.opportunities:
        yield from graph.linked(way, "elm:learningActivitySpecification")
    if offer.specification is not None:
        yield from graph.linked(offer.specification, "elm:influencedBy")
    for achieved in offer.achieved:
        for activity in graph.linked(achieved, "elm:influencedBy"):
            yield from graph.linked(activity, "elm:specifiedBy")
            yield activity


def credentials(graph: Graph, offer: Offer) -> Iterator[Node]:
    """The credentials that claim the achievement."""
    for achieved in offer.achieved:
        for subject in graph.holders(achieved, "elm:hasClaim"):
            yield from graph.holders(subject, "cred:credentialSubject")


def identifier_of(graph: Graph, node: Node) -> str | None:
    """Its @id, unless that is a blank one, else an identifier."""
    if node.id and not node.id.startswith("_:"):
        return node.id
    plain = [value.text for value in node.fields.get("adms:identifier", ()) if isinstance(value, Words)]
    notations = [one.word("skos:notation") for one in graph.linked(node, "adms:identifier")]
    return next((text for text in (*notations, *plain) if text), None)
