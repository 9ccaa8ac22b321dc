"""Duration profiles: the hours that something takes, and how long it goes on."""

import re

from corpora.courses.ctdl.links import Links
from corpora.courses.durations import in_words
from corpora.courses.workload import read_workload
from corpora.linked_data.graph import Node
from matcher.errors import InvalidInput
from matcher.opportunities import Workload

_SPAN = re.compile(r"\d (?:year|month|week|day)")


def duration(links: Links, node: Node) -> dict[str, object]:
    """The hours and the span of time, each of the first profile that states it."""
    profiles = [*links.at(node, "ceterms:estimatedDuration")]
    worked = next((hours for one in profiles if (hours := _worked(one))), {})
    lasting = next((span for one in profiles if (span := _lasting(one))), None)
    return {**worked, "duration": lasting} if lasting else worked


def _worked(profile: Node) -> dict[str, object]:
    """The hours: the engaged time before the span, with the provider's own words where there are some."""
    described, span = profile.word("ceterms:description"), _in_words(profile, "exactDuration") or _range(profile)
    own = _hours(described)
    exact = _iso(profile, "timeRequired") or _iso(profile, "exactDuration")
    found = exact or _between(profile)
    if found is None:
        told = described if own else f"{span}, {described}" if span and described else None
        return {"workload": told} if _hours(told) else {}
    if found.hours_min == 0:
        return {"workload": described if own else span}
    return {"workload": described or found.stated, "hours_min": found.hours_min, "hours_max": found.hours_max}


def _lasting(profile: Node) -> str | None:
    """How long it goes on, where that is more than hours, with what is said of it; or what is said alone."""
    span = _in_words(profile, "exactDuration") or _range(profile)
    described = profile.word("ceterms:description")
    if span and _SPAN.search(span):
        said = described and not _hours(described) and not _hours(f"{span}, {described}")
        return f"{span} ({described})" if said else span
    return described if not _worked(profile) else None


def _between(profile: Node) -> Workload | None:
    """From the least to the most hours; from nothing where only the most is stated."""
    least, most = _iso(profile, "minimumDuration"), _iso(profile, "maximumDuration")
    if most is None or (least is None and profile.word("ceterms:minimumDuration")):
        return None
    stated = f"{least.stated} to {most.stated}" if least else None
    return Workload(hours_min=least.hours_min if least else 0.0, hours_max=most.hours_max, stated=stated)


def _iso(profile: Node, name: str) -> Workload | None:
    return read_workload(_in_words(profile, name))


def _hours(described: str | None) -> Workload | None:
    try:
        return read_workload(described)
    except InvalidInput:
        return None


def _in_words(profile: Node, name: str) -> str | None:
    stated = profile.word(f"ceterms:{name}")
    return in_words(stated) if stated else None


def _range(profile: Node) -> str | None:
    least, most = _in_words(profile, "minimumDuration"), _in_words(profile, "maximumDuration")
    if least and most:
        return f"{least} to {most}"
    return f"up to {most}" if most else f"at least {least}" if least else None
