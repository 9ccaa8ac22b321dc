"""How a credential is assessed, who vouches for it, and what it counts toward."""

from collections.abc import Iterator

from corpora.courses.ctdl.conditions import asked
from corpora.courses.ctdl.links import Links, Offer
from corpora.courses.ctdl.wording import labels, names_of
from corpora.linked_data.graph import Node

VOUCHED = {
    "Accredited by ": "ceterms:accreditedBy",
    "Approved by ": "ceterms:approvedBy",
    "Regulated by ": "ceterms:regulatedBy",
}
"""How the bodies are introduced in our text."""


def _assessments(links: Links, offer: Offer) -> Iterator[Node]:
    return (one for one in _targets(links, offer) if isinstance(one, Node))


def _targets(links: Links, offer: Offer) -> Iterator[Node | str]:
    for node in (*offer.learning, *_conditions(links, offer)):
        yield from links.targets(node, "ceterms:targetAssessment")


def _conditions(links: Links, offer: Offer) -> tuple[Node, ...]:
    return asked(links, offer.credential, "ceterms:requires").profiles if offer.credential else ()


def assessment(links: Links, offer: Offer) -> str | None:
    """The methods and their descriptions; else what the assessments are called; else what the credential requires.

    Of an assessment that the document does not tell of, at the least its address.
    """
    profiles = [*_assessments(links, offer)]
    found: list[str] = []
    for node in (*offer.learning, *profiles):
        found += labels(links, node, "ceterms:assessmentMethodType")
        found += node.words("ceterms:assessmentMethodDescription")
    for names in (("ceterms:description",), ("ceterms:name",)):
        found = found or [text for one in profiles if (text := one.word(*names))]
    found = found or [text for one in _conditions(links, offer) if (text := one.word("ceterms:description"))]
    return _joined(found or [one for one in _targets(links, offer) if isinstance(one, str)])


def supervision(links: Links, offer: Offer) -> str | None:
    found: list[str] = []
    for one in _assessments(links, offer):
        described = [*_texts(links, one, "ceterms:administrationProcess")]
        found += described or (["Proctored"] if one.word("ceterms:isProctored") == "true" else [])
    return _joined(
        [*found, *(text for one in offer.awarding for text in _texts(links, one, "ceterms:administrationProcess"))]
    )


def grading(links: Links, offer: Offer) -> str | None:
    found: list[str] = []
    for one in _assessments(links, offer):
        found += one.words("ceterms:scoringMethodDescription") or labels(links, one, "ceterms:scoringMethodType")
    return _joined(found)


def quality_assurance(links: Links, offer: Offer) -> str | None:
    """Who accredits, approves and regulates it, and how it is reviewed."""
    found: list[str] = []
    for node in offer.awarding:
        for words, name in VOUCHED.items():
            found += [f"{words}{body}" for body in names_of(links, node, name)]
        found += node.words("ceterms:processStandardsDescription")
        found += _texts(links, node, "ceterms:reviewProcess")
    return _joined(found)


def transferred(links: Links, offer: Offer) -> list[Node]:
    """The transfer value profiles of the achievement."""
    named = [one for node in offer.awarding for one in links.at(node, "ceterms:providesTransferValueFor")]
    naming = [one for node in offer.awarding for one in links.transfers.get(id(node), ())]
    return list({id(one): one for one in [*named, *naming]}.values())


def stackability(links: Links, offer: Offer) -> str | None:
    """What transfer value profiles say, what they hold for, and what it gives advanced standing in."""
    found: list[str] = []
    for one in transferred(links, offer):
        told = one.word("ceterms:description", "ceterms:name")
        found += [told] if told else []
        found += [f"Counts toward {name}" for name in names_of(links, one, "ceterms:transferValueFor")]
    for node in offer.awarding:
        for target in links.targets(node, "ceterms:isAdvancedStandingFor"):
            named = target if isinstance(target, str) else target.word("ceterms:description", "ceterms:name")
            found += [f"Advanced standing for {named}"] if named else []
    return _joined(found)


def _texts(links: Links, node: Node, name: str) -> Iterator[str]:
    return (text for one in links.at(node, name) if (text := one.word("ceterms:description", "ceterms:name")))


def _joined(texts: list[str]) -> str | None:
    """Each once, and not what another one says already."""
    distinct = list(dict.fromkeys(texts))
    said = [one for one in distinct if not any(one in other for other in distinct if other != one)]
    return "; ".join([*(one.rstrip(". ") for one in said[:-1]), *said[-1:]]) or None
