"""Achievements to CTDL: what is awarded as a credential, how it is learned as a learning opportunity that leads to it.

A kind that names an award becomes both; any other is a way to learn, of which no award is claimed, and becomes an
opportunity alone. What was read from CTDL becomes again the nodes that it was. What was only read in a course's text is
no statement of its provider and is left out.
"""

from collections.abc import Sequence
from typing import Any

from corpora.courses.ctdl.asking import assessed, entry, method_of, recommended, required, tied
from corpora.courses.ctdl.bodies import VOUCHING, Bodies
from corpora.courses.ctdl.ids import ctid_in, ctid_of, graph_of, is_address, registered, resource
from corpora.courses.ctdl.links import OWN_IDENTIFIER
from corpora.courses.ctdl.source import Source, source
from corpora.courses.ctdl.standing import VOUCHED
from corpora.courses.ctdl.terms import CONTEXT, OWN_KIND, TRANSFER
from corpora.courses.ctdl.values import audience, credit, level, stated, text, texts
from corpora.courses.ctdl.ways import learned, offering, priced
from corpora.courses.ctdl.within import restored
from corpora.courses.durations import iso_period
from corpora.courses.formats import Label
from matcher.achievements import Achievement, AlignmentRole

Fields = dict[str, Any]


def document(achievements: Sequence[Achievement], label: Label) -> Fields:
    """One graph, with the organisations that it names; that of a single achievement has the achievement's address."""
    known, bodies = {one.id: one for one in achievements}, Bodies()
    nodes = [node for one in achievements for node in _nodes(source(one, known, label, bodies))]
    distinct = {node.get("@id", i): node for i, node in enumerate(nodes)}
    own = {"@id": graph_of(achievements[0].id)} if len(achievements) == 1 else {}
    return {"@context": CONTEXT, **own, "@graph": [*distinct.values(), *bodies.nodes]}


def _nodes(one: Source) -> list[Fields]:
    found = {"credential": _credential(one)} if one.awards else {}
    found |= {"opportunity": _opportunity(one)} if one.is_learned else {}
    return [*restored(found, one.kept.get("within", {})).values(), *_transfers(one)]


def _credential(source: Source) -> Fields:
    one, alone = source.one, not source.is_learned
    until = iso_period(one.credential.valid_for)
    fields = {
        "@type": source.credential_class,
        **_described(source),
        "ceterms:ownedBy": source.refer_all("ceterms:ownedBy", one.credential.awarding_body),
        "ceterms:offeredBy": source.refer_all("ceterms:offeredBy", one.opportunity.provider),
        "ceterms:requires": required(source),
        "ceterms:recommends": recommended(source) if alone else None,
        "ceterms:renewalFrequency": until,
        "ceterms:renewal": None if until else _renewal(source),
        "ceterms:inLanguage": source.languages,
        **(learned(one.opportunity, source.language, "ceterms:learningDeliveryType") if alone else {}),
        **(priced(source) if alone else {}),
    }
    return {**source.kept.get("credential", {}), **stated(fields)}


def _opportunity(source: Source) -> Fields:
    """Of a pair: what it says itself of its name comes before that of the credential."""
    one, language, pair = source.one, source.language, source.awards
    own = source.kept.get("opportunity", {})
    fields = {
        "@type": source.opportunity_class,
        **(_second(source) if pair else _described(source)),
        "ceterms:ownedBy": [] if pair else source.refer_all("ceterms:ownedBy", one.credential.awarding_body),
        "ceterms:offeredBy": source.refer_all("ceterms:offeredBy", one.opportunity.provider),
        "ceterms:teaches": tied(source, AlignmentRole.TEACHES),
        "ceterms:assesses": tied(source, AlignmentRole.ASSESSES),
        "ceterms:entryCondition": entry(source),
        "ceterms:recommends": recommended(source),
        "ceterms:creditValue": credit(one.credential.credits, language),
        **method_of(source),
        "ceterms:targetAssessment": assessed(source),
        "ceterms:isPreparationFor": [source.address] if pair else None,
        "ceterms:inLanguage": source.languages,
        "ceterms:hasOffering": [offering(run, language) for run in one.opportunity.instances],
        "schema:startDate": one.opportunity.start,
        **learned(one.opportunity, language, "ceterms:deliveryType"),
        **priced(source),
    }
    return {**stated(fields), **own} if pair else {**own, **stated(fields)}


def _described(source: Source) -> Fields:
    """What the achievement is, on the node that stands for it."""
    one, language = source.one, source.language
    own = source.kept.get("credential" if source.awards else "opportunity", {})
    identifier = {
        "@type": "ceterms:IdentifierValue",
        "ceterms:identifierTypeName": text(OWN_IDENTIFIER, "en"),
        "ceterms:identifierValueCode": one.id,
    }
    return {
        "@id": source.address,
        "ceterms:ctid": ctid_in(source.address) or own.get("ceterms:ctid") or ctid_of(one.id),
        "ceterms:name": text(one.name, language),
        "ceterms:description": text(one.description, language),
        "ceterms:keyword": texts(one.topics, language),
        "ceterms:identifier": None if is_address(one.id) else [identifier],
        "ceterms:audienceType": audience(one.opportunity.audience, language),
        "ceterms:dateEffective": one.credential.date.isoformat() if one.credential.date else None,
        "ceterms:hasPart": [resource(part) for part in one.parts],
        OWN_KIND: source.own_kind,
        **level(one.credential.level, language),
        **_vouched(source),
    }


def _second(source: Source) -> Fields:
    """What identifies the opportunity beside its credential."""
    return {
        "@id": source.way,
        "ceterms:ctid": ctid_in(source.way) or ctid_of(source.way),
        "ceterms:name": text(source.one.name, source.language),
        "ceterms:description": text(source.one.description, source.language),
    }


def _vouched(source: Source) -> Fields:
    """Who accredits, approves, regulates and recognises it; how else quality is assured, in words."""
    credential = source.one.credential
    listed = credential.quality_assurance.split("; ") if credential.quality_assurance else []
    found: Fields = {}
    for words, name in VOUCHED.items():
        named = (body.removeprefix(words) for body in listed if body.startswith(words))
        found[name] = [address for body in named for address in source.refer(body, VOUCHING)]
    rest = "; ".join(one for one in listed if not one.startswith(tuple(VOUCHED)))
    process = {"@type": "ceterms:ProcessProfile", "ceterms:description": text(rest, source.language)}
    recognising = [address for body in credential.recognised_by for address in source.refer(body)]
    return {**found, "ceterms:reviewProcess": [process] if rest else None, "ceterms:recognizedBy": recognising}


def _renewal(source: Source) -> list[Fields] | None:
    """How long it is valid, where that is no period."""
    words = source.one.credential.valid_for
    if not words or "ceterms:renewal" in source.kept.get("credential", {}):
        return None
    return [{"@type": "ceterms:ConditionProfile", "ceterms:description": text(words, source.language)}]


def _transfers(source: Source) -> list[Fields]:
    """The transfer value profiles that there were; else one that says what it counts toward."""
    kept, words = source.kept, source.one.credential.stackability
    standing = any("ceterms:isAdvancedStandingFor" in kept.get(own, {}) for own in ("credential", "opportunity"))
    if kept.get("transfers") or not words or standing:
        return [{"ceterms:transferValueFrom": [source.address], **told} for told in kept.get("transfers", [])]
    ctid = ctid_of(f"{source.one.id}#transfer")
    return [
        {
            "@type": TRANSFER,
            "@id": registered(ctid),
            "ceterms:ctid": ctid,
            "ceterms:name": text(f"Transfer value of {source.one.name}", "en"),
            "ceterms:description": text(words, source.language),
            "ceterms:transferValueFrom": [source.address],
        }
    ]
