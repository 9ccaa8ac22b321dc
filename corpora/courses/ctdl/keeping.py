"""What CTDL nodes hold that our fields do not: kept with an achievement, to be written back.

A JSON object: `credential` and `opportunity` hold what is left of the nodes that there were, `organisations` what is
told of each name, `alignments` what is told of each competency besides, `transfers` the transfer value profiles,
`listed` all owners, providers and languages where there are several, `cost` the cost profiles, `within` other profiles
that say more than we read, and `language` the one of the name.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from corpora.courses.ctdl import wording
from corpora.courses.ctdl.conditions import ENTRY, asked
from corpora.courses.ctdl.ids import ctid_in, ctid_of, is_address, registered, way_of
from corpora.courses.ctdl.inlining import inlined
from corpora.courses.ctdl.links import Links, Offer, links_of
from corpora.courses.ctdl.pairing import LEADS_TO
from corpora.courses.ctdl.reading import listed
from corpora.courses.ctdl.standing import VOUCHED, transferred
from corpora.courses.ctdl.terms import INTERPRETED, TRANSFER
from corpora.courses.ctdl.times import duration
from corpora.courses.ctdl.within import richer
from corpora.linked_data.graph import Graph, Node, Words

BODIES = ("ceterms:ownedBy", "ceterms:offeredBy", "ceterms:recognizedBy", *VOUCHED.values())
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
SOURCE = "ceterms:transferValueFrom"
OFFERED = "ceterms:offeredBy"
_ALIGNMENT = frozenset(
    f"ceterms:{name}"
    for name in ("targetNode", "targetNodeName", "targetNodeDescription", "frameworkName", "codedNotation")
)
_UNREAD: dict[str, Callable[[Links, Node], object]] = {
    "ceterms:estimatedDuration": duration,
    "ceterms:estimatedCost": wording.cost,
    "ceterms:deliveryType": wording.mode,
    "ceterms:learningDeliveryType": wording.mode,
}
"""What is kept where it comes to nothing: a price per month is no price, a variable site is neither here nor there."""


def left(graph: Graph, node: Node) -> dict[str, Any]:
    links = links_of(graph)
    offer = links.offer_of(node)
    kept: dict[str, Any] = {}
    if offer.credential is not None:
        kept["credential"] = _left(links, offer.credential, _shadowed(links, offer, offer.credential))
    if offer.opportunity is not None:
        kept["opportunity"] = {
            **_left(links, offer.opportunity, _shadowed(links, offer, offer.opportunity)),
            **(_itself(links, offer.opportunity) if offer.is_pair else {}),
        }
    more = {
        "organisations": dict(sorted(_organisations(links, offer), key=_first)),
        "alignments": dict(sorted(_alignments(links, offer), key=_first)),
        "transfers": [*_transfers(links, offer)],
        "listed": _listed(links, offer),
        "cost": _cost(links, offer),
        "within": richer(links, offer),
        "language": _language(offer),
    }
    return {**kept, **{name: value for name, value in more.items() if value}}


def _first(named: tuple[str, dict[str, Any]]) -> str:
    return named[0]


def _transfers(links: Links, offer: Offer) -> Iterator[dict[str, Any]]:
    """Without the source where that is the achievement; none that a node of it holds in place of a reference."""
    within = {id(one) for node in offer.awarding for one in links.at(node, "ceterms:providesTransferValueFor")}
    for one in transferred(links, offer):
        address = wording.own_address(one)
        others = [source for source in links.targets(one, SOURCE) if source not in offer.awarding]
        told = inlined(links, one.left(frozenset() if others else frozenset({SOURCE})))
        if address or id(one) not in within:
            yield {"@id": address, "@type": TRANSFER, **told} if address else {"@type": TRANSFER, **told}


def _listed(links: Links, offer: Offer) -> dict[str, list[str]]:
    """Where there are several; and that nobody is said to offer it, where the owner stands in for that."""
    found = listed(links, offer)
    no_offer = not found[OFFERED] and found["ceterms:ownedBy"]
    return {name: named for name, named in found.items() if len(named) > 1 or (name == OFFERED and no_offer)}


def _cost(links: Links, offer: Offer) -> dict[str, Any] | None:
    """The cost profiles, with the price that they come to: they are written as long as that is the price."""
    for node in offer.learning:
        read = wording.cost(links, node)
        if _NUMBER.fullmatch(str(read.get("price"))):
            raw = next(value for key, value in node.raw.items() if node.names[key] == "ceterms:estimatedCost")
            return {"price": read["price"], "currency": read["currency"], "profiles": inlined(links, raw)}
    return None


def _language(offer: Offer) -> str | None:
    """The one that the name is in, unless it is taught in it, or is in English and nothing is said of that."""
    taught = next((text for one in offer.learning if (text := one.word("ceterms:inLanguage"))), "en")
    chosen = offer.main.word("ceterms:name")
    names = (one for one in offer.main.fields.get("ceterms:name", ()) if isinstance(one, Words))
    return next((one.language for one in names if one.text == chosen and one.language != taught), None)


def _itself(links: Links, node: Node) -> dict[str, Any]:
    """What identifies the second node of a pair, unless we made it ourselves."""
    ctid = ctid_in(node.word("ceterms:ctid"))
    address = node.id if node.id and is_address(node.id) else registered(ctid) if ctid else None
    return {"@id": address} if address and address != way_of(links.id_of(node)) else {}


def _left(links: Links, node: Node, shadowed: frozenset[str]) -> dict[str, Any]:
    unread = {name for name, of in _UNREAD.items() if not of(links, node)}
    outside = set() if any(links.at(node, "ceterms:isPartOf")) else {"ceterms:isPartOf"}
    alone = set() if links.offer_of(node).is_pair else {*LEADS_TO}
    read = INTERPRETED - shadowed - unread - outside - alone
    types = sorted(node.types)
    kept = {"@type": types if len(types) > 1 else types[0]} | {
        node.names[key]: inlined(links, value) for key, value in node.left(read).items()
    }
    if kept.get("ceterms:ctid") in (ctid_in(node.id), ctid_of(links.id_of(node))):
        kept.pop("ceterms:ctid", None)
    if links.own_identifier(node) is not None:
        del kept["ceterms:identifier"]
    return {name: value for name, value in kept.items() if value is not None}


def _shadowed(links: Links, offer: Offer, node: Node) -> frozenset[str]:
    """Fields of one node of a pair of which the other one's are read."""
    if offer.credential is None or offer.opportunity is None:
        return frozenset()
    if node is offer.opportunity:
        names = ("ceterms:name", "ceterms:description")
        differing = frozenset(name for name in names if node.words(name) != offer.credential.words(name))
        return differing | {"ceterms:ownedBy"}
    also = ("ceterms:subjectWebpage", "ceterms:estimatedDuration", "ceterms:estimatedCost")
    return frozenset(
        name
        for name in also
        if offer.opportunity.fields.get(name) and (name not in _UNREAD or _UNREAD[name](links, offer.opportunity))
    )


def _organisations(links: Links, offer: Offer) -> Iterator[tuple[str, dict[str, Any]]]:
    """Those of which more is told than a name."""
    for node in offer.awarding:
        for one in links.at(node, *BODIES):
            named, address = one.word("ceterms:name", "ceterms:legalName"), wording.own_address(one)
            if named and (address or one.fields.keys() > {"ceterms:name"}):
                told = {key: value for key, value in one.raw.items() if one.names.get(key) != "@id"}
                yield named, inlined(links, {"@id": address, **told} if address else told)


def _alignments(links: Links, offer: Offer) -> Iterator[tuple[str, dict[str, Any]]]:
    """By address, else by name."""
    for node in offer.awarding:
        profiles = asked(links, node, *ENTRY, "ceterms:requires").profiles
        for holder in (node, *profiles):
            for one in links.at(holder, "ceterms:teaches", "ceterms:assesses", "ceterms:targetCompetency"):
                target = next(wording.addresses(one, "ceterms:targetNode"), None)
                named = target or one.word("ceterms:targetNodeName", "ceterms:targetNodeDescription")
                told = {one.names[key]: value for key, value in one.left(_told(one)).items()}
                if named and told and "ceterms:CredentialAlignmentObject" in one.types:
                    yield named, inlined(links, told)


def _told(alignment: Node) -> frozenset[str]:
    """What our fields hold of it: a framework's name before its address."""
    return _ALIGNMENT if alignment.word("ceterms:frameworkName") else _ALIGNMENT | {"ceterms:framework"}
