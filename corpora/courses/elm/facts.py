"""Kind, level, credits, assessment and quality assurance as the European Learning Model states them."""

import re
from collections.abc import Iterable

from corpora.courses.elm.authorities import ECTS, isced_f_of
from corpora.courses.elm.nodes import concept_ids, first, joined, label, labels, note_text, titled
from corpora.courses.elm.offers import Offer, credentials
from corpora.courses.elm.terms import ABOUT, ASSESSMENT
from corpora.courses.kinds import kind_of
from corpora.linked_data.graph import Graph, Node, Value, Words, is_address, referred
from matcher.achievements import AchievementKind

_EQF_LEVEL = re.compile(r"https?://data\.europa\.eu/snb/eqf/(\d)/?|(?:EQF\s*)?(?:level\s*)?(\d)", re.IGNORECASE)
_ECTS_NAME = re.compile(r"\bECTS\b|european credit transfer", re.IGNORECASE)
_MICRO_CREDENTIAL = re.compile(r"\bmicro[- ]?credential\b", re.IGNORECASE)
_FIELD_OF = {subject: field for field, subject in ABOUT.items()}


def kind(graph: Graph, offer: Offer) -> str | None:
    """Of the words for what it is, the first that we know; else the first.

    The profiles of a credential count only where we know them ("Generic" is no kind), titles where they say it.
    """
    profiles = [*credentials(graph, offer)]
    stated = [text for one in offer.described for text in labels(graph, one, "elm:category")]
    stated += [text for one in offer.described for text in labels(graph, one, "dc:type")]
    shown = [one for node in profiles for one in graph.linked(node, "elm:displayParameter")]
    titles = [one.word("dc:title") or "" for one in (*offer.described, *offer.achieved, *shown)]
    profiled = [text for one in profiles for text in labels(graph, one, "elm:credentialProfiles")]
    known = [text for text in (*stated, *profiled) if kind_of(text) is not AchievementKind.COURSE]
    named = (_MICRO_CREDENTIAL.search(text) for text in (*stated, *profiled, *titles))
    return first([*known, *(match[0] for match in named if match), *stated])


def level(graph: Graph, specification: Node) -> str | None:
    """ "EQF 5; NQF level 5 (Belgian framework)"."""
    eqf = [_eqf(graph, value) for value in specification.fields.get("elm:EQFLevel", ())]
    names = ("elm:NQFLevel", "elm:educationLevel")
    national = [_in_scheme(graph, value) for name in names for value in specification.fields.get(name, ())]
    return joined([*eqf, *national])


def _eqf(graph: Graph, value: Value) -> str | None:
    thing = referred(value, graph.by_id)
    named = [thing.id, label(thing)] if thing is not None else [value.text if isinstance(value, Words) else value.id]
    for text in named:
        match = _EQF_LEVEL.fullmatch((text or "").strip())
        if match:
            return f"EQF {match[1] or match[2]}"
    return first(reversed(named))


def _in_scheme(graph: Graph, value: Value) -> str | None:
    """A level with the name of its framework, where it has one; else its address."""
    thing = referred(value, graph.by_id)
    if thing is None:
        return _eqf(graph, value)
    schemes = [label(scheme) for scheme in graph.linked(thing, "skos:inScheme")]
    named, scheme = label(thing), first(schemes)
    if named is None:
        return _eqf(graph, value)
    return f"{named} ({scheme})" if scheme and scheme not in named else named


def points(graph: Graph, offer: Offer) -> str | None:
    """Credit points with their system, those of the ECTS first; as received where none are specified."""
    specification = offer.specification
    specified = _credits(graph, specification, "elm:creditPoint") if specification else []
    received = [one for achieved in offer.achieved for one in _credits(graph, achieved, "elm:creditReceived")]
    ordered = sorted(specified or received, key=lambda text: not text.endswith(" ECTS"))
    return joined(ordered)


def _credits(graph: Graph, node: Node, name: str) -> list[str]:
    found: list[str] = []
    for credit in graph.linked(node, name):
        number = credit.word("elm:point")
        systems = [*labels(graph, credit, "elm:framework"), *concept_ids(credit, "elm:framework")]
        is_ects = any(_ECTS_NAME.search(text) or text == ECTS for text in systems)
        system = "ECTS" if is_ects else first(labels(graph, credit, "elm:framework"))
        found += [f"{number} {system}" if system else number] if number else []
    return found + [text for text in node.words(name) if not is_address(text)]


def fields_of_education(graph: Graph, specification: Node) -> list[str]:
    """ "ISCED-F 0322 Library, information and archival studies"; without a code its name alone."""
    found = []
    for value in specification.fields.get("elm:ISCEDFCode", ()):
        thing = referred(value, graph.by_id)
        uri = value.text if isinstance(value, Words) else value.id
        code = isced_f_of(uri or "") or (thing.word("skos:notation") if thing is not None else None)
        named = thing.word("skos:prefLabel") if thing is not None else None
        if thing is None and code is None and isinstance(value, Words):
            named = value.text
        found.append(joined([f"ISCED-F {code}" if code else None, named], " "))
    return [text for text in found if text]


def awarders(graph: Graph, offer: Offer) -> list[tuple[Node, str]]:
    """Which fields of which nodes name the awarding body: what is specified, else who awarded, else who issued."""
    specification = [offer.specification] if offer.specification else []
    opportunities = [one for node in specification for one in graph.linked(node, "elm:awardingOpportunity")]
    awards = [one for node in offer.achieved for one in graph.linked(node, "elm:awardedBy")]
    steps: tuple[Iterable[tuple[Node, str]], ...] = (
        [(one, "elm:awardingBody") for one in opportunities],
        [(one, "elm:awardedBy") for one in specification],
        [(one, "elm:awardingBody") for one in awards],
        [(one, "cred:issuer") for one in credentials(graph, offer)],
    )
    stated = ([(node, name) for node, name in step if node.fields.get(name)] for step in steps)
    return next((step for step in stated if step), [])


def proof(graph: Graph, offer: Offer) -> dict[str, str | None]:
    """How it is assessed, graded and supervised; no result of anybody."""
    specification = [offer.specification] if offer.specification else []
    specified = [one for node in specification for one in graph.linked(node, "elm:provenBy")]
    taken = [one for node in offer.achieved for one in graph.linked(node, "elm:provenBy")]
    specified = specified or [own for one in taken for own in graph.linked(one, "elm:specifiedBy")]
    graded = [*specified, *taken]
    checks = [text for one in (*specified, *taken) for text in labels(graph, one, "elm:idVerification")]
    return {
        "assessment": joined(_assessment(graph, one) for one in specified or taken),
        "grading": joined(titled(scheme) for one in graded for scheme in graph.linked(one, "elm:gradingScheme")),
        "supervision": joined(f"Identity check: {text}" for text in checks),
    }


def _assessment(graph: Graph, one: Node) -> str | None:
    """ "Portfolio (project work; online): Three pieces of work, judged by two assessors"."""
    title = one.word("dc:title")
    how = joined(labels(graph, one, "dc:type", "elm:category", "elm:mode"))
    named = None if title == ASSESSMENT and one.word("dc:description") else title
    return joined([f"{named} ({how})" if named and how else named or how, one.word("dc:description")], ": ")


def quality(graph: Graph, offer: Offer) -> str | None:
    """The accreditations of what is offered, of who provides and who awards it."""
    agents = [agent for way in offer.opportunities for agent in graph.linked(way, "elm:providedBy")]
    agents += [agent for node, name in awarders(graph, offer) for agent in graph.linked(node, name)]
    holders = (*offer.described, *agents, *credentials(graph, offer))
    found = (_accreditation(graph, one) for node in holders for one in graph.linked(node, "elm:accreditation"))
    return joined(found)


def _accreditation(graph: Graph, one: Node) -> str | None:
    by = joined(labels(graph, one, "elm:accreditingAgent"), ", ")
    what = titled(one) or first(labels(graph, one, "dc:type"))
    return f"{what} (by {by})" if what and by else what or by


def noted(graph: Graph, specification: Node) -> dict[str, object]:
    """Our fields that stand in notes, by the subject of each."""
    found: dict[str, object] = {}
    for note in graph.linked(specification, "elm:additionalNote"):
        field, text = about(graph, note), note_text(note)
        if field and text:
            found[field] = text.splitlines() if field == "recognised_by" else text
    return found


def about(graph: Graph, note: Node) -> str | None:
    """The field of ours that a note is about."""
    return first(_FIELD_OF.get(subject) for subject in labels(graph, note, "dc:subject"))
