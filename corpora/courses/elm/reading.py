"""The European Learning Model to our records."""

import hashlib
from collections.abc import Iterable
from typing import Any

from corpora.courses.elm.building import UNDETERMINED
from corpora.courses.elm.facts import (
    awarders,
    fields_of_education,
    kind,
    level,
    noted,
    points,
    proof,
    quality,
)
from corpora.courses.elm.keeping import left_of
from corpora.courses.elm.nodes import address_of, country, first, joined, labels, languages, lines, notes
from corpora.courses.elm.offers import Offer, activities, identifier_of, is_offered, offer_at
from corpora.courses.elm.outcomes import outcomes_of
from corpora.courses.elm.runs import lasting, mode_in, run_of, volume
from corpora.courses.formats import FOREIGN, Record
from corpora.courses.workload import read_workload
from corpora.linked_data.graph import Graph, Node, Reference, Words, referred

_WHOLE = "elm:isPartOf"
_PAGES = ("foaf:homepage", "elm:landingPage")


def record_of(graph: Graph, node: Node) -> Record:
    """The offer of the node under our field names."""
    offer = offer_at(graph, node)
    own_id = id_of(graph, offer)
    specification = offer.specification
    read: dict[str, object] = {
        "id": own_id,
        "kind": kind(graph, offer),
        "credits": points(graph, offer),
        "workload": volume(graph, offer),
        "duration": lasting(offer),
        "quality_assurance": quality(graph, offer),
        "stackability": joined(f"Part of: {one}" for node in offer.described for one in labels(graph, node, _WHOLE)),
        "date": first(one.word("dc:modified", "dc:issued") for one in offer.described),
        "url": first(address_of(graph, one, *_PAGES) for one in (*offer.opportunities, *offer.described)),
        "parts": [part for part in dict.fromkeys(_parts(graph, offer)) if part != own_id],
        **_texts(offer),
        **_bodies(graph, offer),
        **proof(graph, offer),
        **(_of_specification(graph, specification) if specification else {}),
        **_runs(graph, offer, own_id),
    }
    in_notes = noted(graph, specification) if specification else {}
    return {**read, **in_notes, **_hours(read["workload"], in_notes.get("workload")), FOREIGN: left_of(graph, offer)}


def id_of(graph: Graph, offer: Offer) -> str:
    """That of the specification, unless several offer it; else of the opportunity; else a hash of what it says."""
    specification, ways = offer.specification, offer.opportunities
    nodes = (*(() if offer.is_shared or specification is None else (specification,)), *ways)
    found = first(identifier_of(graph, node) for node in nodes)
    if found:
        return found
    said = [node.word(field) or "" for node in offer.described for field in ("dc:title", "dc:description")]
    said += [text for way in ways for text in labels(graph, way, "elm:providedBy")]
    return "course-" + hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _texts(offer: Offer) -> dict[str, object]:
    """Name and description: those of opportunities that are all called the same before those of the specification."""
    ways, specification = offer.opportunities, offer.specification
    alike = len({way.word("dc:title") for way in ways}) == 1
    described = (*(ways[:1] if alike else ()), *offer.described, *offer.achieved)
    name = first(one.word("dc:title", "skos:prefLabel") for one in described)
    titles = (value for node in described for value in node.fields.get("dc:title", ()) if isinstance(value, Words))
    return {
        "name": name,
        "credential_name": specification.word("dc:title") if specification else None,
        "description": first(one.word("dc:description") for one in described),
        "text_language": first(one.language for one in titles if one.text == name and one.language != UNDETERMINED),
    }


def _bodies(graph: Graph, offer: Offer) -> dict[str, object]:
    """Who provides and who awards it, and where they are."""
    providing = [(way, "elm:providedBy") for way in offer.opportunities]
    awarding = awarders(graph, offer)
    bodies = (agent for holder, field in (*providing, *awarding) for agent in graph.linked(holder, field))
    return {
        "provider": joined(name for holder, field in providing for name in labels(graph, holder, field)),
        "awarding_body": joined(name for holder, field in awarding for name in labels(graph, holder, field)),
        "country": first(country(graph, body) for body in bodies),
    }


def _hours(volume: object, words: object) -> dict[str, float]:
    """Those of the volume of learning, unless the other words for the workload come to them too."""
    hours, worded = (read_workload(str(one)) if one else None for one in (volume, words))
    return {"hours": hours.hours} if words and hours and (worded is None or worded.hours != hours.hours) else {}


def _of_specification(graph: Graph, specification: Node) -> dict[str, Any]:
    return {
        **outcomes_of(graph, specification),
        "level": level(graph, specification),
        "topics": labels(graph, specification, "elm:educationSubject"),
        "subjects": fields_of_education(graph, specification),
        "language": languages(graph, specification, "dc:language"),
        "audience": joined(labels(graph, specification, "elm:targetGroup")),
        "prerequisites": [line for text in notes(graph, specification, "elm:entryRequirement") for line in lines(text)],
    }


def _runs(graph: Graph, offer: Offer, own_id: str) -> dict[str, Any]:
    """Of a single opportunity its facts are those of the course; of several each one's are its own."""
    runs = [run_of(graph, way) for way in offer.opportunities]
    if len(runs) > 1:
        return {"instances": runs}
    run = runs[0] if runs else {}
    mode = run.pop("mode", None) or mode_in(graph, *offer.described, *activities(graph, offer))
    own = {field: run.pop(field, None) for field in ("price", "currency", "price_date")} | {"start": run.get("start")}
    named = run.get("id") not in (None, own_id) or run.get("end") or run.get("place")
    place = {field: run[field] for field in ("id", "start", "end", "place")} if named else None
    return {"mode": mode, **own, "instances": [place] if place else []}


def _parts(graph: Graph, offer: Offer) -> Iterable[str]:
    for holder in (*offer.described, *offer.achieved):
        for value in holder.fields.get("elm:hasPart", ()):
            thing = referred(value, graph.by_id)
            if thing is None:
                yield value.id if isinstance(value, Reference) else value.text if isinstance(value, Words) else ""
                continue
            within = next(graph.linked(thing, "elm:specifiedBy"), thing)
            if is_offered(within):
                yield id_of(graph, offer_at(graph, within))
