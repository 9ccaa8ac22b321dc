"""What is taught, required and assessed: alignments, competencies of the document, and what stands there in words."""

from collections.abc import Iterator

from corpora.courses.ctdl.conditions import ENTRY, asked
from corpora.courses.ctdl.ids import is_address
from corpora.courses.ctdl.links import Links, Offer
from corpora.courses.ctdl.pairing import is_credential
from corpora.courses.ctdl.wording import addresses, names_of, plain
from corpora.linked_data.graph import Node
from matcher.achievements import AlignmentRole

COMPETENCY = "ceasn:Competency"
Found = dict[str, object]


def stated(links: Links, offer: Offer) -> list[Found]:
    """Competencies by name, and those of ESCO by URI; each once.

    What the credential requires to be shown is what it assesses; what its opportunity is said to teach or assess
    is not said again.
    """
    found: dict[object, Found] = {}
    for node in offer.learning:
        known = {_identity(one) for one in found.values() if one["role"] != AlignmentRole.REQUIRES.value}
        for role, names in _places(links, node):
            for one in names:
                if not (is_credential(node) and _identity(one) in known):
                    found.setdefault((_identity(one), role), {**one, "role": role.value})
    order = [AlignmentRole.TEACHES.value, AlignmentRole.ASSESSES.value, AlignmentRole.REQUIRES.value]
    return sorted(found.values(), key=lambda one: order.index(str(one["role"])))


def is_outcome(one: Found) -> bool:
    """Whether it is taught in the provider's own words, without an identity in a framework."""
    return one["role"] == AlignmentRole.TEACHES.value and [*_stated(one)] == ["name", "role"]


def _stated(one: Found) -> Iterator[str]:
    return (field for field, value in one.items() if value is not None)


def _identity(one: Found) -> object:
    return one.get("uri") or one.get("url") or (one.get("name"), one.get("code"))


def _places(links: Links, node: Node) -> Iterator[tuple[AlignmentRole, list[Found]]]:
    if is_credential(node):
        profiles = asked(links, node, "ceterms:requires")
        yield AlignmentRole.ASSESSES, _bare(links, profiles.bare)
        for profile in profiles.profiles:
            yield AlignmentRole.ASSESSES, _of(links, profile, "ceterms:targetCompetency")
        return
    yield AlignmentRole.TEACHES, _of(links, node, "ceterms:teaches")
    yield AlignmentRole.ASSESSES, _of(links, node, "ceterms:assesses")
    before = asked(links, node, *ENTRY, "ceterms:requires")
    yield AlignmentRole.REQUIRES, _bare(links, before.bare)
    for profile in before.profiles:
        yield AlignmentRole.REQUIRES, _of(links, profile, "ceterms:targetCompetency")


def _of(links: Links, node: Node, name: str) -> list[Found]:
    words = plain(node, name)
    found = [_term(links, one) for one in links.targets(node, name)]
    found += [{"name": text} for text in words]
    return [one for one in found if one.get("uri") or one.get("name")]


def _bare(links: Links, bare: tuple[Node | str, ...]) -> list[Found]:
    return [_term(links, one) for one in bare if isinstance(one, Node) and COMPETENCY in one.types]


def _term(links: Links, one: Node | str) -> Found:
    """An alignment with what the document says of its target, or a competency itself."""
    if isinstance(one, str):
        return {"uri": one, "label": one} if "/esco/" in one else {"name": one, "url": one}
    target = one if COMPETENCY in one.types else next(links.at(one, "ceterms:targetNode"), None)
    address = one.id if target is one else next(addresses(one, "ceterms:targetNode"), None) or one.id
    own = _competency(links, target) if target else {}
    url = address if address and is_address(address) else None
    name = one.word("ceterms:targetNodeName") or own.get("name")
    text = one.word("ceterms:targetNodeDescription") or own.get("description")
    if url and "/esco/" in url:
        return {"uri": url, "label": name or text or url}
    return {
        "name": name or text or url,
        "description": text if name else None,
        "framework": one.word("ceterms:frameworkName", "ceterms:framework") or own.get("framework"),
        "url": url,
        "code": one.word("ceterms:codedNotation") or own.get("code"),
    }


def _competency(links: Links, target: Node) -> Found:
    label, text = target.word("ceasn:competencyLabel", "ceterms:name"), target.word("ceasn:competencyText")
    within = next(links.at(target, "ceasn:isPartOf"), None)
    named = within.word("ceasn:name", "ceterms:name") if within else None
    return {
        "name": label or text,
        "description": text if label else target.word("ceasn:comment"),
        "framework": named or next(iter(names_of(links, target, "ceasn:isPartOf")), None),
        "code": target.word("ceasn:codedNotation"),
    }
