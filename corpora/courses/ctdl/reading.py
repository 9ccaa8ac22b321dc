"""CTDL to our records."""

from collections.abc import Callable, Iterator, Sequence

from corpora.courses.ctdl import competencies, wording
from corpora.courses.ctdl.conditions import asked, prerequisites
from corpora.courses.ctdl.ids import is_address, key_of
from corpora.courses.ctdl.links import Links, Offer, links_of
from corpora.courses.ctdl.pairing import is_credential, is_offer
from corpora.courses.ctdl.standing import assessment, grading, quality_assurance, stackability, supervision, transferred
from corpora.courses.ctdl.terms import CREDENTIAL, OPPORTUNITIES, OWN_KIND
from corpora.courses.ctdl.times import duration
from corpora.courses.durations import in_words
from corpora.courses.formats import Record
from corpora.linked_data.graph import Graph, Node


def offers(graph: Graph) -> Iterator[Node]:
    """Credentials, and learning opportunities that are not joined to one; what is only spoken of is none."""
    links = links_of(graph)
    for node in graph.nodes:
        whole = not node.id or links.by_key[key_of(node.id)] is node
        if whole and is_offer(node) and id(node) not in links.passing and links.offer_of(node).main is node:
            yield node


def record_of(graph: Graph, node: Node) -> Record:
    """The achievement that the node stands for, under our field names."""
    links = links_of(graph)
    offer = links.offer_of(node)
    tied = competencies.stated(links, offer)
    dated = _word(offer.awarding, "ceterms:dateEffective", "ceterms:lastUpdated")
    several = listed(links, offer)
    owners = several["ceterms:ownedBy"]
    return {
        "id": links.id_of(node),
        "name": _word(offer.awarding, "ceterms:name"),
        "kind": offer.main.word(OWN_KIND) or kind_of(offer.main),
        "description": _word(offer.awarding, "ceterms:description"),
        "outcomes": [one["name"] for one in tied if competencies.is_outcome(one)],
        "topics": [text for one in offer.awarding for text in _topics(links, one)],
        "competencies": [one for one in tied if "name" in one and not competencies.is_outcome(one)],
        "alignments": [one for one in tied if "uri" in one],
        "level": _level(links, offer),
        "credits": _credits(links, offer),
        "prerequisites": prerequisites(links, *offer.learning),
        "provider": next(iter([*several["ceterms:offeredBy"], *owners]), None),
        "awarding_body": next(iter(owners), None),
        "recognised_by": _all(offer.awarding, lambda one: wording.names_of(links, one, "ceterms:recognizedBy")),
        "assessment": assessment(links, offer),
        "supervision": supervision(links, offer),
        "grading": grading(links, offer),
        "quality_assurance": quality_assurance(links, offer),
        "stackability": stackability(links, offer),
        "valid_for": _valid_for(links, offer),
        "audience": "; ".join(_all(offer.awarding, lambda one: wording.labels(links, one, "ceterms:audienceType"))),
        "country": _country(links, offer),
        "date": (dated or "")[:10] or None,
        "url": _url(offer.learning),
        "parts": _parts(links, offer),
        "start": _word(offer.learning, "schema:startDate"),
        **_facts(links, offer.learning),
        "instances": [_run(links, one) for node in offer.learning for one in links.at(node, "ceterms:hasOffering")],
    }


def kind_of(node: Node) -> str:
    """Its class, by the class's own name; of several the first that is a credential's, if one is."""
    fitting = [one for one in node.types if CREDENTIAL.fullmatch(one) or not is_credential(node)]
    stated = str(node.raw.get("@type", ""))
    return min((one.partition(":")[2] for one in fitting), key=lambda name: (stated.find(name), name))


def _word(nodes: Sequence[Node], *names: str) -> str | None:
    return next((text for node in nodes if (text := node.word(*names))), None)


def _all(nodes: Sequence[Node], of: Callable[[Node], list[str]]) -> list[str]:
    return list(dict.fromkeys(text for node in nodes for text in of(node)))


def _topics(links: Links, node: Node) -> list[str]:
    return [*node.words("ceterms:keyword"), *wording.labels(links, node, "ceterms:subject")]


def listed(links: Links, offer: Offer) -> dict[str, list[str]]:
    """All of what our fields hold the first of: who owns it, who offers it, in what languages."""
    return {
        "ceterms:ownedBy": _all(offer.awarding, lambda one: wording.names_of(links, one, "ceterms:ownedBy")),
        "ceterms:offeredBy": _all(offer.learning, lambda one: wording.names_of(links, one, "ceterms:offeredBy")),
        "ceterms:inLanguage": _all(offer.learning, lambda one: [*one.words("ceterms:inLanguage")]),
    }


def _level(links: Links, offer: Offer) -> str | None:
    """The level that is reached, with its framework; else the level of those whom it is meant for."""
    for one in (aligned for node in offer.awarding for aligned in links.at(node, "ceterms:atLevel")):
        named = one.word(*wording.LABELS) or next(iter(wording.labels(links, offer.main, "ceterms:atLevel")), None)
        within = one.word("ceterms:frameworkName")
        if named:
            return f"{within} {named}" if within and within.lower() not in named.lower() else named
    return ", ".join(_all(offer.awarding, lambda one: wording.labels(links, one, "ceterms:audienceLevelType"))) or None


def _credits(links: Links, offer: Offer) -> str | None:
    """Of the opportunity; else what the credential requires; else what carries over."""
    conditions = asked(links, offer.credential, "ceterms:requires").profiles if offer.credential else ()
    for node in (*offer.learning, *conditions):
        if text := wording.credit(links, node, "ceterms:creditValue"):
            return text
    carried = (wording.credit(links, one, "ceterms:transferValue") for one in transferred(links, offer))
    return next((text for text in carried if text), None)


def _valid_for(links: Links, offer: Offer) -> str | None:
    every = _word(offer.awarding, "ceterms:renewalFrequency")
    renewal = next((one for node in offer.awarding for one in links.at(node, "ceterms:renewal")), None)
    return in_words(every) if every else renewal.word("ceterms:description") if renewal else None


def _country(links: Links, offer: Offer) -> str | None:
    """Of the owner or provider, as far as the document tells."""
    for node in offer.awarding:
        for body in links.at(node, "ceterms:ownedBy", "ceterms:offeredBy"):
            for place in links.at(body, "ceterms:address"):
                if country := place.word("ceterms:addressCountry"):
                    return country
    return None


def _url(nodes: Sequence[Node]) -> str | None:
    names = ("ceterms:subjectWebpage", "ceterms:availableOnlineAt", "ceterms:availabilityListing")
    return next((url for name in names for node in nodes for url in wording.addresses(node, name)), None)


def _parts(links: Links, offer: Offer) -> list[str]:
    """What it says are its parts, what says so itself, and the opportunities that a credential of several requires."""
    own = offer.awarding
    parts = [id_ for node in own for id_ in links.ids_of(node, "ceterms:hasPart")]
    parts += [links.id_of(child) for node in own for child in links.children.get(id(node), ()) if is_offer(child)]
    conditions = asked(links, offer.credential, "ceterms:requires") if offer.credential else None
    for condition in conditions.profiles if conditions else ():
        parts += links.ids_of(condition, "ceterms:targetLearningOpportunity")
    bare = conditions.bare if conditions else ()
    parts += [links.id_of(one) for one in bare if isinstance(one, Node) and one.types & OPPORTUNITIES]
    return [one for one in dict.fromkeys(parts) if one != links.id_of(offer.main)]


def _facts(links: Links, nodes: Sequence[Node]) -> dict[str, object]:
    """What an opportunity, the credential and a scheduled offering all may state; each fact of the first that does."""
    conditions = [
        one for node in nodes if is_credential(node) for one in asked(links, node, "ceterms:requires").profiles
    ]
    modes = (wording.mode(links, one) for one in nodes)
    return {
        "mode": next((one for one in modes if one), None),
        "language": _word(nodes, "ceterms:inLanguage", "schema:inLanguage"),
        **next((found for one in nodes if (found := duration(links, one))), {}),
        **next((found for one in (*nodes, *conditions) if (found := wording.cost(links, one))), {}),
    }


def _run(links: Links, run: Node) -> dict[str, object]:
    place = next(links.at(run, "ceterms:availableAt"), None)
    return {
        "id": run.id if run.id and is_address(run.id) else None,
        "start": run.word("schema:startDate"),
        "end": run.word("schema:endDate"),
        "place": place.word("ceterms:name", "ceterms:addressLocality") if place else None,
        "url": _url((run,)),
        **_facts(links, (run,)),
    }
