"""How a course, or one of its runs, is taken: in what way, for how long, when, at what price."""

import re
from collections.abc import Iterator, Mapping, Sequence

from corpora.courses.durations import in_words
from corpora.courses.kinds import known_mode
from corpora.courses.workload import read_workload
from corpora.linked_data.graph import Graph, Node
from matcher.errors import InvalidInput
from matcher.opportunities import Mode

SHARED = frozenset({"mode", "workload", "language", "start", "price", "currency"})
"""What a course and a run both may state."""
_TIMED = ("schema:courseWorkload", "schema:timeRequired", "schema:timeToComplete")
_PRICES = ("schema:highPrice", "schema:price", "schema:lowPrice", "schema:maxPrice")
_SPAN = re.compile(r"\d\s*-?\s*(?:year|month|week|day)s?\b", re.IGNORECASE)
_HOURS = re.compile(r"\b(?:h|hours?|hrs?|min|minutes?)\b", re.IGNORECASE)
_RECURRING = frozenset({"subscription", "partially free"})
_TIMES: Mapping[str, str] = {"daily": "days", "weekly": "weeks", "monthly": "months", "p1d": "days", "p1w": "weeks"}


def facts_of(graph: Graph, node: Node) -> dict[str, object]:
    """What it states of them; a course that is only as long as a stretch of the calendar states no hours."""
    schedule = next(graph.at(node, "schema:courseSchedule"), None)
    facts = {
        "mode": _mode([*node.words("schema:courseMode"), *node.words("schema:educationalProgramMode")]),
        "workload": _workload(node) or (_scheduled(schedule) if schedule else None),
        "language": _language(graph, node),
        "start": _date(node, schedule, "schema:startDate"),
        **_price(graph, node),
    }
    return {name: value for name, value in facts.items() if value is not None}


def run_of(graph: Graph, run: Node) -> dict[str, object]:
    schedule = next(graph.at(run, "schema:courseSchedule"), None)
    facts = {
        "id": run.id,
        "end": _date(run, schedule, "schema:endDate"),
        "place": next(_places(graph, run), None),
        "url": next(graph.addresses(run, "schema:url"), None),
        **facts_of(graph, run),
    }
    return {name: value for name, value in facts.items() if value is not None}


def lasting(node: Node) -> str | None:
    """How long it goes on, where that is a stretch of the calendar."""
    stated = [*_stated(node), *map(in_words, node.words("schema:duration"))]
    return next((text for text in stated if _SPAN.search(text) and not _HOURS.search(text)), None)


def _stated(node: Node) -> list[str]:
    return [in_words(text) for name in _TIMED for text in node.words(name)]


def _workload(node: Node) -> str | None:
    """The first that comes to hours; else the hours of each week with the weeks."""
    stated = _stated(node)
    return next((text for text in (*stated, ", ".join(stated)) if _has_hours(text)), None)


def _has_hours(stated: str) -> bool:
    """Also what is a fault in the hours, which is for the record to tell."""
    try:
        return read_workload(stated) is not None
    except InvalidInput:
        return True


def _date(node: Node, schedule: Node | None, name: str) -> str | None:
    return node.word(name) or (schedule.word(name) if schedule else None)


def _language(graph: Graph, node: Node) -> str | None:
    """All of them: the tag of a Language before its name."""
    things = (one.word("schema:alternateName", "schema:name") for one in graph.at(node, "schema:inLanguage"))
    stated = [*node.words("schema:inLanguage"), *(text for text in things if text)]
    return ", ".join(dict.fromkeys(stated)) or None


def _places(graph: Graph, run: Node) -> Iterator[str]:
    yield from run.words("schema:location")
    for place in graph.at(run, "schema:location"):
        yield from (text for text in [place.word("schema:name", "schema:address")] if text)
        for address in graph.at(place, "schema:address"):
            yield from (text for text in [address.word("schema:addressLocality")] if text)


def _mode(stated: Sequence[str]) -> str | None:
    """Of several, online and on site together are blended; what says how fast or when, not where, is passed over."""
    places = {mode for mode in map(known_mode, (text.rsplit("/", 1)[-1] for text in stated)) if mode}
    return Mode.BLENDED if len(places) > 1 else next(iter(places), None)


def _scheduled(schedule: Node) -> str | None:
    """So many times so long, in words: "3 hours a week for 5 weeks"."""
    each, times = in_words(schedule.word("schema:duration") or ""), schedule.word("schema:repeatCount")
    often = (schedule.word("schema:repeatFrequency") or "").lower().rsplit("/", 1)[-1]
    if not each or not times or often not in _TIMES:
        return each if each and not times else None
    unit = _TIMES[often]
    return f"{each} a {unit.removesuffix('s')} for {times} {unit}"


def _price(graph: Graph, node: Node) -> dict[str, object]:
    """The dearest of the offers in the first currency: what the credential costs, not what looking on does."""
    offers = [one for offer in graph.at(node, "schema:offers") if (one := _offer(graph, offer))]
    if not offers:
        return {}
    currency = offers[0][1]
    amount = max((one for one in offers if one[1] == currency), key=lambda one: one[0])[2]
    return {"price": amount, "currency": currency}


def _offer(graph: Graph, offer: Node) -> tuple[float, str | None, str] | None:
    """(to compare by, currency, as stated); None where there is no price, or one for as long as one subscribes."""
    category = (offer.word("schema:category") or "").lower()
    told = (offer, *graph.at(offer, "schema:priceSpecification"))
    stated = next((text for one in told if (text := one.word(*_PRICES))), "0" if category == "free" else None)
    if stated is None or category in _RECURRING:
        return None
    currency = next((text for one in told if (text := one.word("schema:priceCurrency"))), None)
    try:
        return float(stated.replace(",", "")), currency, stated
    except ValueError:
        return -1.0, currency, stated
