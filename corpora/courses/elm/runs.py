"""When, where, how long and for how much an opportunity is run."""

import re

from corpora.courses.durations import in_words
from corpora.courses.elm.authorities import country_of, currency_of
from corpora.courses.elm.nodes import address_of, concept_ids, first, label, labels, notes
from corpora.courses.elm.offers import Offer, activities, identifier_of
from corpora.courses.elm.terms import PRICE_DATE
from corpora.courses.kinds import known_mode
from corpora.courses.money import CURRENCIES
from corpora.linked_data.graph import Graph, Node
from matcher.opportunities import Mode

_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})T00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:00)?")
"""A date, where the model asks for a time too."""
_OF_A_DAY = re.compile(r"P(?:0Y)?(?:0M)?(?:0D)?T.+")
"""A duration in hours: in longer units it is a stretch of the calendar."""


def run_of(graph: Graph, way: Node) -> dict[str, str | None]:
    """The opportunity as one run of a course."""
    periods = [*graph.linked(way, "dc:temporal"), way]
    duration = way.word("elm:duration") or ""
    return {
        "id": identifier_of(graph, way),
        "mode": mode_in(graph, way),
        "start": first(_day(one.word("elm:startDate")) for one in periods) or first(map(label, periods[:-1])),
        "end": first(_day(one.word("elm:endDate")) for one in periods),
        "workload": in_words(duration) if _OF_A_DAY.fullmatch(duration) else None,
        "place": _place(graph, way),
        "url": address_of(graph, way, "foaf:homepage"),
        **_price(graph, way),
    }


def lasting(offer: Offer) -> str | None:
    """How long the first opportunity goes on, where that is no number of hours."""
    stated = (way.word("elm:duration") or "" for way in offer.opportunities[:1])
    return first(in_words(one) for one in stated if not _OF_A_DAY.fullmatch(one))


def volume(graph: Graph, offer: Offer) -> str | None:
    """The volume of learning; else that of the activities, or the length in hours of an opportunity that is alone."""
    did = [*activities(graph, offer)]
    stated = first(one.word("elm:volumeOfLearning", "elm:workload") for one in (*offer.described, *did))
    if stated or len(offer.opportunities) != 1:
        return in_words(stated) if stated else None
    return run_of(graph, offer.opportunities[0])["workload"]


def mode_in(graph: Graph, *nodes: Node) -> str | None:
    """The mode of the first that states one; online and on site together are blended; others say no place."""
    for node in nodes:
        stated = (known_mode(text.rsplit("/", 1)[-1]) for text in labels(graph, node, "elm:mode"))
        places = {mode for mode in stated if mode}
        if places:
            return (Mode.BLENDED if len(places) > 1 else places.pop()).value
    return None


def _day(stated: str | None) -> str | None:
    match = _MIDNIGHT.fullmatch(stated or "")
    return match[1] if match else stated


def _place(graph: Graph, way: Node) -> str | None:
    for place in graph.linked(way, "elm:location"):
        addresses = [*graph.linked(place, "elm:address")]
        full = (text for one in addresses for text in notes(graph, one, "elm:fullAddress"))
        named = place.word("elm:geographicName", "skos:prefLabel", "dc:description") or first(full)
        if named:
            return named
        coded = labels(graph, place, "elm:spatialCode")
        return first(coded) or first(country_of(uri) for uri in concept_ids(place, "elm:spatialCode"))
    return None


def _price(graph: Graph, way: Node) -> dict[str, str | None]:
    """The dearest in the first currency: what the whole costs, not a reduction."""
    found = [one for detail in graph.linked(way, "elm:priceDetail") for one in _amounts(graph, detail)]
    if not found:
        return {}
    currency = found[0]["currency"]
    return max((one for one in found if one["currency"] == currency), key=lambda one: _to_compare(one["price"]))


def _amounts(graph: Graph, detail: Node) -> list[dict[str, str | None]]:
    """Each amount with its currency; the constraints call its value rdf:value, the context elm:value."""
    as_of = PRICE_DATE.search(detail.word("dc:description") or "")
    found: list[dict[str, str | None]] = []
    for amount in (*graph.linked(detail, "elm:amount"), detail):
        stated = amount.word("rdf:value", "elm:value") or (amount.word("elm:amount") if amount is detail else None)
        if stated:
            day = as_of[1] if as_of else None
            found.append({"price": stated, "currency": _currency(graph, amount), "price_date": day})
    return found


def _currency(graph: Graph, amount: Node) -> str | None:
    """The code of its unit, by the address, the notation or the name of that; else the name, whatever it is."""
    fields = ("elm:unit", "elm:currency")
    notations = (unit.word("skos:notation") for unit in graph.linked(amount, *fields))
    named = labels(graph, amount, *fields)
    stated = [*map(currency_of, concept_ids(amount, *fields)), *notations, *named]
    return first(text for text in stated if text in CURRENCIES) or first(named)


def _to_compare(price: str | None) -> float:
    try:
        return float(price or "")
    except ValueError:
        return -1.0
