"""How an opportunity and its runs are taken: for how long, at what price, in what way, where."""

from decimal import Decimal
from typing import Any

from corpora.courses.ctdl.ids import is_address
from corpora.courses.ctdl.source import Source
from corpora.courses.ctdl.values import cost, delivery, duration, stated, text
from matcher.opportunities import Instance, LearningOpportunity

Fields = dict[str, Any]


def priced(source: Source) -> Fields:
    """By the cost profiles that there were, as long as they come to the price."""
    price, known = source.one.opportunity.price, source.kept.get("cost")
    same = price and known and price.currency == known["currency"] and price.amount == Decimal(known["price"])
    return {"ceterms:estimatedCost": known["profiles"]} if known and same else {}


def learned(way: LearningOpportunity | Instance, language: str, mode: str) -> Fields:
    lasting = way.duration if isinstance(way, LearningOpportunity) else None
    return {
        "ceterms:estimatedDuration": duration(way.workload, lasting, language),
        "ceterms:estimatedCost": cost(way.price),
        mode: delivery(way.mode),
        "ceterms:subjectWebpage": way.url,
    }


def offering(run: Instance, language: str) -> Fields:
    """CTDL has no dates and no language for one: those are stated in schema.org's words."""
    place = {"@type": "ceterms:Place", "ceterms:name": text(run.place, language)}
    fields = {
        "@type": "ceterms:ScheduledOffering",
        "@id": run.id if run.id and is_address(run.id) else None,
        "schema:startDate": run.start,
        "schema:endDate": run.end,
        "schema:inLanguage": run.language,
        "ceterms:availableAt": [place] if run.place else None,
        **learned(run, language, "ceterms:deliveryType"),
    }
    return stated(fields)
