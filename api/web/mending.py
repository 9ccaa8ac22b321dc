"""Fixes that somebody accepts or types for the entries of a catalogue, and the entries with them taken over."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from starlette.datastructures import FormData

from api.web.countries import is_country
from corpora.courses.record_writing import FOREIGN, record_of
from corpora.courses.records import achievement_of
from matcher.achievements import Achievement, Alignment
from matcher.completeness.findings import Finding, Status
from matcher.completeness.new_zealand import years_between_reviews
from matcher.completeness.report import CatalogueReport, EntryReport, Label, lint_entry, with_accepted
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput

SETTABLE: Mapping[str, str] = {
    "awarding_body": "Awarding body",
    "country": "Country of the issuer",
    "level": "Level, with its framework",
    "credits": "Credits, with their system",
    "workload": "Workload",
    "assessment": "Assessment",
    "mode": "Way of learning",
    "price": "Price, with its currency",
    "quality_assurance": "Quality assurance",
    "recognised_by": "Recognised by",
    "employer_need": "Evidence that employers need it",
    "review": "Review",
    "prerequisites": "Prerequisites",
    "supervision": "Supervision and identity check",
    "grading": "Grade",
    "stackability": "Stackability",
    "url": "Web address",
}
"""Field of an entry -> what it is called; what somebody can say in one line."""
FIELD_OF: Mapping[str, str] = {
    "awarding body": "awarding_body",
    "country of issuer": "country",
    "workload": "workload",
    "volume of learning": "workload",
    "level": "level",
    "credits": "credits",
    "type of assessment": "assessment",
    "assessment": "assessment",
    "form of participation": "mode",
    "delivery": "mode",
    "cost": "price",
    "quality assurance": "quality_assurance",
    "recognition": "recognised_by",
    "evidence of employers' need": "employer_need",
    "review": "review",
    "prerequisites": "prerequisites",
    "supervision and identity check": "supervision",
    "grade": "grading",
    "stackability": "stackability",
    "further information": "url",
}
"""Element of a framework -> the field that answers it, wherever the words stand that were found."""
COUPLED: Mapping[str, tuple[str, ...]] = {
    "workload": ("hours", "hours_min", "hours_max"),
    "price": ("currency", "price_date"),
}
"""What a new value of a field makes void."""
Change = tuple[str, int, str, int | None, str]
"""(name in the form, entry, field, item of a list, value)"""
ALL = "all"
OUTCOMES = "outcomes"
"""One of them by its place, or, where an entry has none, all of them in one line."""
_SET = re.compile(r"set\.(?P<entry>\d{1,4})\.(?P<field>[a-z_]+)(?:\[(?P<item>\d{1,3})\])?$")
_ACCEPT = re.compile(r"accept\.(?P<entry>\d{1,4})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    entries: tuple[Achievement, ...]
    taken: int
    """Fixes that were taken over."""
    faults: Mapping[str, str]
    """Name of a field of the form -> why what was typed there can't be taken over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForAll:
    """A field that several entries lack, and that may be the same for all of them."""

    field: str
    label: str
    entries: int
    instead: str


def mended(entries: Sequence[Achievement], form: FormData, report: CatalogueReport, label: Label) -> Mended:
    """With what was accepted and typed. `report`: of these entries; a value for all goes to those that lack it."""
    changes = (*_typed(form, len(entries)), *_for_all(form, report))
    found, faults, taken = _applied(entries, changes)
    refused = {
        (name, at): reason
        for name, at, field, _, value in changes
        if name not in faults and (reason := refusal(found[at], field, value)) is not None
    }
    if refused:
        found, faults, taken = _applied(entries, [own for own in changes if own[:2] not in refused])
        faults |= {name: reason for (name, _), reason in refused.items()}
    for at, uri in _accepted(form, len(found)):
        changed = with_accepted(found[at], _is(uri), label)
        taken += changed != found[at]
        found[at] = changed
    return Mended(entries=tuple(found), taken=taken, faults=faults)


def _applied(
    entries: Sequence[Achievement], changes: Iterable[Change]
) -> tuple[list[Achievement], dict[str, str], int]:
    """(entries with them, what can't be read by its name in the form, fixes taken over)."""
    found, faults, taken = list(entries), dict[str, str](), 0
    for name, at, field, item, value in changes:
        try:
            changed = _with(found[at], field, item, value)
        except InvalidInput as wrong:
            faults[name] = wrong.reason if wrong.field in (field, None) else f"{wrong.field}: {wrong.reason}"
            continue
        taken += changed != found[at]
        found[at] = changed
    return found, faults, taken


def refusal(entry: Achievement, field: str, value: str) -> str | None:
    """Why a value, which the entry has now, is not taken over: the check would call it broken, or vague.

    What another framework asks otherwise is no fault of it: a level of the AQF, credits in ECTS.
    """
    if field == "country" and not is_country(value):
        return f"“{value}” is no country that is known here: write its name in English, as “Ireland”, or its code, “IE”"
    judged = [own.verdict for own in lint_entry(entry).findings if FIELD_OF.get(own.element.name) == field]
    against = [own for own in judged if own.status is Status.BROKEN]
    if not against and not _is_readable(entry, field) and not any(own.status is Status.PRESENT for own in judged):
        against = judged
    return f"“{value}”: {(against[0].instead or '').replace('`', '')}" if against else None


def _is_readable(entry: Achievement, field: str) -> bool:
    """Whether it is what such a field holds, be it vague for some framework. A date needs one to be counted from."""
    own = entry.credential
    match field:
        case "level":
            return own.framework_level is not None
        case "credits":
            return own.credit_points is not None
        case "review":
            return years_between_reviews(own.review or "", own.date or dt.date.today()) is not None
    return False


def for_all(report: CatalogueReport) -> list[ForAll]:
    """Most lacking first."""
    found = []
    for field, label in SETTABLE.items():
        lacking = [own for entry in report.entries if (own := _lacking(entry, field)) is not None]
        if lacking:
            instead = lacking[0].verdict.instead or ""
            found.append(ForAll(field=field, label=label, entries=len(lacking), instead=instead))
    return sorted(found, key=lambda own: -own.entries)


def _lacking(entry: EntryReport, field: str) -> Finding | None:
    """What leaves something to do because the entry's own field says nothing."""
    return next(
        (
            own
            for own in entry.findings
            if own.is_open and FIELD_OF.get(own.element.name) == field and not _says(entry.achievement, field)
        ),
        None,
    )


def target_of(element: str, field: str | None) -> str:
    """The field that a fix for the element goes to."""
    return FIELD_OF.get(element, field or element)


def _says(entry: Achievement, field: str) -> bool:
    return any(name in record_of(entry) for name in (field, *COUPLED.get(field, ())))


def _typed(form: FormData, entries: int) -> Iterator[Change]:
    for name, value in form.multi_items():
        parts = _SET.fullmatch(name)
        if parts is None or not isinstance(value, str) or not value.strip() or int(parts["entry"]) >= entries:
            continue
        item = int(parts["item"]) if parts["item"] else None
        if parts["field"] in SETTABLE or parts["field"] == OUTCOMES:
            yield name, int(parts["entry"]), parts["field"], item, " ".join(value.split())


def _for_all(form: FormData, report: CatalogueReport) -> Iterator[Change]:
    for field in SETTABLE:
        value = form.get(f"{ALL}.{field}")
        if isinstance(value, str) and value.strip():
            lacking = (at for at, own in enumerate(report.entries) if _lacking(own, field) is not None)
            yield from ((f"{ALL}.{field}", at, field, None, " ".join(value.split())) for at in lacking)


def _accepted(form: FormData, entries: int) -> Iterator[tuple[int, ConceptUri]]:
    for name, value in form.multi_items():
        parts = _ACCEPT.fullmatch(name)
        if parts is not None and isinstance(value, str) and int(parts["entry"]) < entries:
            yield int(parts["entry"]), ConceptUri(value)


def _is(uri: ConceptUri) -> Callable[[Alignment], bool]:
    return lambda own: own.concept == uri


def _with(entry: Achievement, field: str, item: int | None, value: str) -> Achievement:
    """What was read in it stays. Raises InvalidInput for a value that the field can't hold."""
    stated = {name: own for name, own in record_of(entry).items() if name != FOREIGN}
    record: dict[str, Any] = orjson.loads(
        orjson.dumps(stated, default=str)
    )  # a price is read from text, not as Decimal
    if item is not None:
        items = list(record.get(field, ()))
        if item < len(items):
            items[item] = value
        record[field] = items
    else:
        record = {name: own for name, own in record.items() if name not in COUPLED.get(field, ())}
        record[field] = value
    new = achievement_of(record, entry.foreign)
    if field == "mode" and new.opportunity.mode is None:
        raise InvalidInput("mode", "say online, blended or on site")
    return replace(new, alignments=entry.alignments)
