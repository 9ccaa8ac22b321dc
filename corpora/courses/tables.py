"""An achievement as one record under our own field names, as a flat row of a table, and from either again.

Only what the provider states is written. docs/tables.md lists the columns.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import orjson

from corpora.cells import shortened
from corpora.courses.kinds import kind_of
from corpora.courses.records import FIELDS
from corpora.table_rows import ColumnType
from matcher.achievements import Achievement, Alignment, AlignmentRole, Competency, Foreign
from matcher.errors import InvalidInput
from matcher.opportunities import Instance, LearningOpportunity, Money, Workload

FOREIGN = "foreign"
"""What came with the record in a format of JSON-LD, as an object of format and fields."""
LISTS = (
    "outcomes", "topics", "recognised_by", "prerequisites", "parts",
    *(role.value for role in AlignmentRole),
)  # fmt: skip
STRUCTURED = ("instances", "competencies", "alignments", FOREIGN)
_TYPES: Mapping[str, ColumnType] = {
    **dict.fromkeys(LISTS, ColumnType.LIST),
    **dict.fromkeys(("hours", "hours_min", "hours_max"), ColumnType.NUMBER),
    **dict.fromkeys(("date", "price_date"), ColumnType.DATE),
    "price": ColumnType.MONEY,
    "sample": ColumnType.FLAG,
}
COLUMNS: Mapping[str, ColumnType] = {name: _TYPES.get(name, ColumnType.TEXT) for name in (*FIELDS, FOREIGN)}
"""In the order in which they are written. Structured ones are JSON in a text."""
SEPARATOR = "; "
_APART = re.compile(r"[;|\n]")
"""What a list in a cell is split at: an item that holds it makes the cell a JSON list."""


def record_of(one: Achievement) -> dict[str, Any]:
    """What `achievement_of` makes the achievement of; lists and objects as such; nothing that is missing or empty."""
    credential, opportunity = one.credential, one.opportunity
    fields = {
        "id": one.id,
        "name": one.name,
        "kind": one.kind_stated or (one.kind.value if one.kind is not kind_of(None) else None),
        "description": one.description,
        "outcomes": list(one.outcomes),
        "topics": list(one.topics),
        "awarding_body": credential.awarding_body,
        "level": credential.level,
        "credits": credential.credits,
        "assessment": credential.assessment,
        "quality_assurance": credential.quality_assurance,
        "supervision": credential.supervision,
        "grading": credential.grading,
        "stackability": credential.stackability,
        "valid_for": credential.valid_for,
        "recognised_by": list(credential.recognised_by),
        "date": credential.date,
        "provider": opportunity.provider,
        "prerequisites": list(opportunity.prerequisites),
        "audience": opportunity.audience,
        "country": opportunity.country,
        "instances": [_run(run) for run in opportunity.instances],
        **_facts(opportunity),
        "competencies": list(map(_competency, one.competencies)),
        **_alignments([own for own in one.alignments if own.stated]),
        "parts": list(one.parts),
        "sample": one.sample or None,
        FOREIGN: _foreign(one.foreign),
    }
    return _stated(fields)


def row_of(one: Achievement) -> dict[str, Any]:
    """The record with one value a column, of the column's type."""
    return {name: _json(value) if name in STRUCTURED else value for name, value in record_of(one).items()}


def texts_of(one: Achievement) -> dict[str, str]:
    """The row with nothing but texts."""
    return {name: _text(value) for name, value in row_of(one).items()}


def joined_lists(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with its lists as texts."""
    return {name: _joined(value) if isinstance(value, list) else value for name, value in row.items()}


def restored(row: Mapping[str, object]) -> tuple[dict[str, object], Foreign | None]:
    """(the record of a row that was read, with lists and objects for the JSON in its texts; what is foreign in it).

    Raises InvalidInput where that is none of ours.
    """
    record = {name: _parsed(value) if name in LISTS or name in STRUCTURED else value for name, value in row.items()}
    foreign = record.pop(FOREIGN, None)
    return record, _as_foreign(foreign) if foreign else None


def _facts(of: LearningOpportunity | Instance) -> dict[str, Any]:
    """What a learning opportunity and one of its runs both may state."""
    return {
        "mode": of.mode.value if of.mode else None,
        "language": of.language,
        "start": of.start,
        "url": of.url,
        **_workload(of.workload),
        **_price(of.price),
    }


def _workload(workload: Workload | None) -> dict[str, object]:
    """Hours from nothing on are left to the words, since they are no bound that anyone states."""
    if workload is None:
        return {}
    low, high = workload.hours_min, workload.hours_max
    if low <= 0:
        return {"workload": workload.stated or f"up to {high:g} hours"}
    bounds = {"hours": low} if low == high else {"hours_min": low, "hours_max": high}
    return {"workload": workload.stated, **bounds}


def _price(price: Money | None) -> dict[str, object]:
    return {"price": price.amount, "currency": price.currency, "price_date": price.as_of} if price else {}


def _run(run: Instance) -> dict[str, Any]:
    return _stated({"id": run.id, "end": run.end, "place": run.place, **_facts(run)})


def _competency(own: Competency) -> dict[str, Any]:
    parts = {"description": own.description, "framework": own.framework, "url": own.url, "code": own.code}
    return _stated({"name": own.name, "role": own.role.value, **parts})


def _alignments(stated: Sequence[Alignment]) -> dict[str, object]:
    """Those without words of their own under their roles, where they came from there."""
    bare = [own for own in stated if own.field.startswith(f"{own.role.value}[") and own.text == own.concept]
    others = [_tied(own) for own in stated if own not in bare]
    by_role = {role.value: [own.concept for own in bare if own.role is role] for role in AlignmentRole}
    return {"alignments": others, **by_role}


def _tied(own: Alignment) -> dict[str, Any]:
    return _stated({"uri": own.concept, "role": own.role.value, "label": own.text if own.text != own.concept else None})


def _foreign(foreign: Foreign | None) -> dict[str, object] | None:
    return {"format": foreign.format, "fields": orjson.loads(foreign.fields)} if foreign else None


def _as_foreign(value: object) -> Foreign:
    if isinstance(value, Mapping):
        name, fields = value.get("format"), value.get("fields")
        if isinstance(name, str) and isinstance(fields, Mapping):
            return Foreign(format=name, fields=orjson.dumps(fields).decode())
    raise InvalidInput(FOREIGN, f"is no object with format and fields: {shortened(value)}")


def _text(value: object) -> str:
    if isinstance(value, list):
        return _joined(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _joined(items: Sequence[str]) -> str:
    text = SEPARATOR.join(items)
    alone = any(_APART.search(item) for item in items) or text.startswith("[")
    return _json(list(items)) if alone else text


def _parsed(value: object) -> object:
    """The list or object that a text is in JSON, else the value itself."""
    if not isinstance(value, str) or value.lstrip()[:1] not in ("[", "{"):
        return value
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value


def _json(value: object) -> str:
    return orjson.dumps(value, default=str).decode()


def _stated(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is missing or empty."""
    return {name: value for name, value in fields.items() if value not in (None, [], {}, "")}


def in_order(records: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """The records with their fields in the order of COLUMNS."""
    return ({name: record[name] for name in COLUMNS if name in record} for record in records)
