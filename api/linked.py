"""JSON-LD for those who ask for it: by the name of a format, or by content negotiation (RFC 9110, section 12.5.1)."""

from fastapi import Response

from api.wiring import Service
from corpora.courses.exports import linked_document, linked_format
from corpora.courses.formats import Label
from matcher.achievements import Achievement
from matcher.concepts import Taxonomy

LINKED_DATA, JSON = "application/ld+json", "application/json"
NEGOTIATED = "schema.org"
"""What everybody who asks for JSON-LD can make use of."""
VARYING = {"Vary": "Accept"}


def linked_answer(service: Service, one: Achievement, stated: str | None, accept: str) -> Response | None:
    """The achievement in the stated format, or the one negotiated; None for our own JSON. Raises InvalidInput."""
    if stated is None and not prefers_linked(accept):
        return None
    form = linked_format(stated or NEGOTIATED)
    document = linked_document(form, [one], labels_of(service.pipeline.taxonomy))
    return Response(document, media_type=LINKED_DATA, headers=VARYING)


def prefers_linked(accept: str) -> bool:
    """Whether the header names JSON-LD, and weighs it more than plain JSON."""
    weights = dict(map(_weighed, accept.lower().split(",")))
    return weights.get(LINKED_DATA, 0.0) > weights.get(JSON, 0.0)


def _weighed(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip() for piece in part.split(";"))
    weight = next((piece.removeprefix("q=") for piece in parameters if piece.startswith("q=")), "1")
    try:
        return kind, float(weight)
    except ValueError:
        return kind, 0.0


def labels_of(taxonomy: Taxonomy) -> Label:
    """The preferred label of a concept; of one that the taxonomy lacks, its URI."""
    return lambda uri: taxonomy.skills[uri].preferred_label if uri in taxonomy.skills else uri
