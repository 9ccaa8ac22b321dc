"""Who provides an opportunity, where, when and for how much, in the European Learning Model."""

import re
from typing import Any

from corpora.courses.elm.authorities import CURRENCY, country_uri, language_uri
from corpora.courses.elm.building import Builder, concept, typed
from matcher.opportunities import Money

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?")
_SEVERAL = re.compile(r"\s*[;,]\s*")


def moment(stated: str | None) -> dict[str, str] | None:
    """A date, or date and time, as the model types it; None for other words."""
    if stated and _DATE.fullmatch(stated):
        return typed(f"{stated}T00:00:00", "dateTime")
    return typed(stated, "dateTime") if stated and _MOMENT.fullmatch(stated) else None


def period(say: Builder, start: str | None, end: str | None) -> dict[str, Any] | None:
    """From when till when; a start in other words is the name of the period."""
    if not start and not end:
        return None
    dates = {"startDate": moment(start), "endDate": moment(end)}
    words = say.words(start) if start and not dates["startDate"] else None
    return say.stated({"@type": "PeriodOfTime", "prefLabel": words, **dates})


def price_detail(say: Builder, price: Money | None) -> dict[str, Any] | None:
    """The context's own term for the value is none that the constraints know: rdf:value is."""
    if price is None:
        return None
    amount = {
        "@type": "Amount",
        "unit": concept(say, None, CURRENCY + price.currency),
        "rdf:value": typed(str(price.amount), "decimal"),
    }
    as_of = say.words(f"As of {price.as_of.isoformat()}") if price.as_of else None
    return say.stated({"@type": "PriceDetail", "amount": amount, "description": as_of})


def location(say: Builder, country: str | None, name: str | None = None) -> dict[str, Any] | None:
    if not country and not name:
        return None
    address = {"@type": "Address", "countryCode": country_concept(say, country)} if country else None
    return say.stated({"@type": "Location", "geographicName": say.words(name), "address": address})


def organisations(say: Builder, names: str | None, country: str | None) -> list[dict[str, Any]]:
    """Each of the names as an Organisation; its country too, where it is known."""
    where = location(say, country)
    named = ({"@type": "Organisation", "legalName": say.words(name)} for name in several(names))
    return [say.stated({**own, "location": where}) for own in named]


def agents(say: Builder, names: str | None) -> list[dict[str, Any]]:
    """Each of the names as an Agent: of an Organisation the model demands to know the country."""
    return [say.named("Agent", name) for name in several(names)]


def several(names: str | None) -> list[str]:
    """As reading joins them."""
    return [name for name in (names or "").split("; ") if name]


def languages(say: Builder, stated: str | None) -> list[dict[str, Any]]:
    return [by_code(say, code, language_uri(code)) for code in _SEVERAL.split(stated or "") if code]


def country_concept(say: Builder, stated: str) -> dict[str, Any]:
    return by_code(say, stated, country_uri(stated))


def by_code(say: Builder, stated: str, uri: str | None) -> dict[str, Any]:
    """The concept by its URI, else in the words it was stated in."""
    return concept(say, None if uri else stated, uri)
