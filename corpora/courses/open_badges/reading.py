"""Open Badges to our records.

An achievement is awarded for what was shown, so that what it is aligned with is what it assesses.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from corpora.courses.formats import Record
from corpora.courses.open_badges.alignments import aligned_with, stated_word
from corpora.linked_data.graph import Graph, Node, is_address

NAME = "open-badges"
NAME_2 = "open-badges-2"
CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
CONTEXT_2 = "https://w3id.org/openbadges/v2"
TYPES = frozenset({"ob:Achievement"})
TYPES_2 = frozenset({"ob2:BadgeClass"})
CREDENTIALS = frozenset({"ob:OpenBadgeCredential", "ob:AchievementCredential", "ob:ClrCredential"})
UNNAMED = frozenset(
    {"Achievement", "OpenBadgeCredential", "AchievementCredential", "ClrCredential", "VerifiablePresentation"}
)
"""Types by which an object without a context is told to be ours."""
INTERPRETED = frozenset(
    f"ob:{name}" for name in ("name", "description", "achievementType", "creditsAvailable", "tag", "inLanguage")
)
"""What is read of an achievement, and leaves nothing to be kept."""
COMPLETED = ("alignment", "creator", "criteria")
"""What is read in part and kept whole, to complete what is written: `targetType`, the address of a creator."""
ISSUER = ("ob:issuer", "cred:issuer")
COUNTRY = ("ob:addressCountryCode", "ob:addressCountry")
OUTCOMES = "Learning outcomes:"
"""Heads the outcomes at the end of a description: the standard has no field for them."""
OWN = "urn:achievement:"
"""Before ids that are no addresses, where the standard asks for one."""
EXTENSION = "ext:"
"""Of types that the standard does not list."""

_LIST_ITEM = re.compile(r"\s*[-*•]\s+(\S.*)")


def named_context(fields: Mapping[str, object]) -> Mapping[str, object]:
    """The object with the context that its type tells, where it states none."""
    if "@context" in fields or "type" not in fields:
        return fields
    types = fields["type"] if isinstance(fields["type"], list) else [fields["type"]]
    if "BadgeClass" in types:
        return {"@context": CONTEXT_2, **fields}
    return (
        {"@context": list(CONTEXT), **fields}
        if any(isinstance(one, str) and one in UNNAMED for one in types)
        else fields
    )


def offers(graph: Graph, types: frozenset[str] = TYPES) -> Iterator[Node]:
    """Achievements, bare or in a credential; one that stands in several credentials comes once."""
    seen: set[str] = set()
    for node in graph.of(types):
        if node.id is None or node.id not in seen:
            seen.update([node.id] if node.id else [])
            yield node


def record_of(graph: Graph, node: Node) -> Record:
    """The achievement under our field names."""
    stated, outcomes = _apart(stated_word(node, "description"))
    criteria, creator = _criteria(graph, node), _creator(graph, node)
    aligned = [aligned_with(one) for one in _at(graph, node, "alignment", "alignments")]
    return {
        "id": _id(node),
        "name": stated_word(node, "name"),
        "kind": (
            stated_word(node, "achievementType") or ("Badge" if node.types & TYPES_2 else "Achievement")
        ).removeprefix(EXTENSION),
        "description": stated,
        "outcomes": outcomes,
        "topics": [text for name in ("ob:tag", "ob:tags", "ob2:tags", "ob2:tag") for text in node.words(name)],
        "competencies": [one for one in aligned if "name" in one],
        "alignments": [one for one in aligned if "uri" in one],
        "level": next((str(one["level"]) for one in aligned if "level" in one), None),
        "credits": (stated_word(node, "creditsAvailable") or "").removesuffix(".0") or None,
        "awarding_body": stated_word(creator, "name") if creator else None,
        "country": _country(graph, creator) if creator else None,
        "recognised_by": list(dict.fromkeys(_endorsers(graph, node))),
        "assessment": criteria[0] or criteria[1],
        "grading": "; ".join(_graded(one) for one in _at(graph, node, "resultDescription")) or None,
        "language": stated_word(node, "inLanguage"),
        "url": criteria[1] if (criteria[1] or "").startswith(("http://", "https://")) else None,
    }


def _at(graph: Graph, node: Node, *names: str) -> Iterator[Node]:
    return graph.at(node, *(f"{prefix}:{name}" for name in names for prefix in ("ob", "ob2")))


def _id(node: Node) -> str:
    """Its address, or the name that we wrote as one; a hash of what it says where it has none."""
    if node.id and not node.id.startswith("_:"):
        return unquote(node.id.removeprefix(OWN)) if node.id.startswith(OWN) else node.id
    said = "\n".join(stated_word(node, name) or "" for name in ("name", "description"))
    return "achievement-" + hashlib.sha256(said.encode()).hexdigest()[:16]


def _apart(description: str | None) -> tuple[str | None, list[str]]:
    """(the description, the outcomes that stand at its end as a list under their heading)."""
    head, found, tail = (description or "").rpartition(OUTCOMES)
    items = [_LIST_ITEM.fullmatch(line) for line in tail.splitlines() if line.strip()]
    outcomes = [item[1].strip() for item in items if item]
    if not found or not outcomes or len(outcomes) < len(items):
        return description, []
    return head.strip() or None, outcomes


def _criteria(graph: Graph, node: Node) -> tuple[str | None, str | None]:
    """(what earns it, in words; the address that says so). Open Badges 2.0 may give nothing but the address."""
    stated = next(_at(graph, node, "criteria"), None)
    address = stated.id if stated else next(graph.addresses(node, "ob:criteria", "ob2:criteria"), None)
    plain = next((text for text in [stated_word(node, "criteria")] if text and not is_address(text)), None)
    return (stated_word(stated, "narrative") if stated else plain), address


def _graded(result: Node) -> str:
    """ "Final grade (Percent)"."""
    name, kind = stated_word(result, "name"), stated_word(result, "resultType")
    return f"{name} ({kind})" if name and kind else name or kind or ""


def _creator(graph: Graph, node: Node) -> Node | None:
    """Who defined it; where that is left open, who issues the credential that awards it."""
    own = next(_at(graph, node, "creator", "issuer"), None)
    if own is not None and stated_word(own, "name"):
        return own
    for credential in graph.of(CREDENTIALS):
        for subject in graph.at(credential, "ob:credentialSubject"):
            if any(one is node for one in graph.at(subject, "ob:achievement")):
                return next(graph.at(credential, *ISSUER), None)
    return None


def _country(graph: Graph, creator: Node) -> str | None:
    addresses = graph.at(creator, "ob:address")
    return next((text for one in addresses if (text := one.word(*COUNTRY))), None)


def _endorsers(graph: Graph, node: Node) -> Iterator[str]:
    """Who speaks for it in the credentials that come with it, of which nothing was checked."""
    for credential in graph.at(node, "ob:endorsement"):
        yield from (text for one in graph.at(credential, *ISSUER) if (text := stated_word(one, "name")))
