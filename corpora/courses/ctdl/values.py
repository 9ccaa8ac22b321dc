"""Values of ours as CTDL states them: texts by language, concepts, durations, costs, credit points."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from corpora.courses.ctdl.terms import ASSESSMENT, AUDIENCE, COST, CREDIT, DELIVERY, LEVEL, MODES, Scheme
from corpora.courses.ctdl.wording import TOTAL
from corpora.courses.durations import iso_duration, iso_period
from matcher.credits import CreditSystem, credits_of
from matcher.opportunities import Mode, Money, Workload

_LASTING = re.compile(r"(?P<span>[^()]+?)(?: \((?P<said>.+)\))?", re.DOTALL)
_UNITS = {
    "semester hour": "SemesterHour",
    "quarter hour": "QuarterHour",
    "clock hour": "ClockHour",
    "contact hour": "ContactHour",
    "continuing education unit": "ContinuingEducationUnit",
}


def stated(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is missing or empty."""
    return {name: value for name, value in fields.items() if value not in (None, [], {}, "")}


def text(value: str | None, language: str) -> dict[str, str] | None:
    return {language: value} if value else None


def texts(values: Iterable[str], language: str) -> dict[str, list[str]] | None:
    found = [*values]
    return {language: found} if found else None


def alignment(scheme: Scheme, concept: str | None, label: str, language: str) -> dict[str, Any]:
    """A concept of one of CTDL's lists; where the label is none of them, by the label alone."""
    return stated(
        {
            "@type": "ceterms:CredentialAlignmentObject",
            "ceterms:framework": scheme.framework if concept else None,
            "ceterms:frameworkName": text(scheme.name, "en") if concept else None,
            "ceterms:targetNode": f"{scheme.prefix}:{concept}" if concept else None,
            "ceterms:targetNodeName": text(label, "en" if concept else language),
        }
    )


def delivery(mode: Mode | None) -> list[dict[str, Any]]:
    concept = next((one for one, means in MODES.items() if means is mode), None)
    return [alignment(DELIVERY, concept, DELIVERY.label(concept), "en")] if concept else []


def audience(named: str | None, language: str) -> list[dict[str, Any]]:
    """One for each of those that we list, apart by semicolons; else the text as it is."""
    listed = named.split("; ") if named else []
    return [alignment(AUDIENCE, AUDIENCE.concept(label), label, language) for label in listed]


def level(named: str | None, language: str) -> dict[str, Any]:
    """As levels of the audience where all are such, else as the level that is reached."""
    listed = named.split(", ") if named else []
    if named and all(LEVEL.concept(label) for label in listed):
        return {"ceterms:audienceLevelType": [alignment(LEVEL, LEVEL.concept(one), one, language) for one in listed]}
    return {"ceterms:atLevel": [alignment(LEVEL, None, named, language)]} if named else {}


def method(assessment: str | None, language: str) -> dict[str, Any]:
    """The methods that CTDL lists, and in words what is said besides."""
    listed = assessment.split("; ") if assessment else []
    known = [one for one in listed if ASSESSMENT.concept(one)]
    rest = "; ".join(one for one in listed if one not in known)
    return stated(
        {
            "ceterms:assessmentMethodType": [
                alignment(ASSESSMENT, ASSESSMENT.concept(one), one, "en") for one in known
            ],
            "ceterms:assessmentMethodDescription": text(rest, language),
        }
    )


def duration(workload: Workload | None, lasting: str | None, language: str) -> list[dict[str, Any]]:
    """The hours as engaged time, a range as its least and most; how long it goes on apart from that."""
    profiles = [_worked(workload, language) if workload else {}, _lasting(lasting, language) if lasting else {}]
    return [{"@type": "ceterms:DurationProfile", **one} for one in map(stated, profiles) if one]


def _worked(workload: Workload, language: str) -> dict[str, Any]:
    low, high = workload.hours_min, workload.hours_max
    same = low == high
    return {
        "ceterms:timeRequired": iso_duration(high) if same else None,
        "ceterms:minimumDuration": iso_duration(low) if low and not same else None,
        "ceterms:maximumDuration": None if same else iso_duration(high),
        "ceterms:description": text(workload.stated, language),
    }


def _lasting(words: str, language: str) -> dict[str, Any]:
    """As durations, where the words begin with some: "10 weeks to 12 weeks (full time)"."""
    match = _LASTING.fullmatch(words)
    span = match["span"] if match else ""
    low, to, high = span.removeprefix("up to ").removeprefix("at least ").partition(" to ")
    times = {
        "ceterms:exactDuration": None if to or span[:3] in ("up ", "at ") else iso_period(low),
        "ceterms:minimumDuration": iso_period(low) if to or span.startswith("at least ") else None,
        "ceterms:maximumDuration": iso_period(high or low) if to or span.startswith("up to ") else None,
    }
    said = match["said"] if match and any(times.values()) else words
    return {**times, "ceterms:description": text(said, language)}


def cost(price: Money | None) -> list[dict[str, Any]]:
    if price is None:
        return []
    amount = price.amount
    return [
        {
            "@type": "ceterms:CostProfile",
            "ceterms:price": int(amount) if amount == amount.to_integral_value() else float(amount),
            "ceterms:currency": price.currency,
            "ceterms:directCostType": [alignment(COST, TOTAL, COST.label(TOTAL), "en")],
            **({"ceterms:startDate": price.as_of.isoformat()} if price.as_of else {}),
        }
    ]


def credit(named: str | None, language: str) -> list[dict[str, Any]]:
    """The number and, where CTDL knows it, the unit, beside the provider's words."""
    if not named:
        return []
    points = credits_of(named)
    unit = next((concept for words, concept in _UNITS.items() if words in named.lower()), None)
    number = re.match(r"\d+(?:\.\d+)?(?!.*\d)", named) if points is None else None
    value = float(points.points) if points else float(number[0]) if number else None
    if points and points.system is CreditSystem.SEMESTER_HOURS:
        unit = "SemesterHour"
    profile = {
        "@type": "ceterms:ValueProfile",
        "schema:value": int(value) if value is not None and value.is_integer() else value,
        "ceterms:creditUnitType": [f"{CREDIT.prefix}:{unit}"] if unit else None,
        "schema:description": text(named, language),
    }
    return [stated(profile)]
