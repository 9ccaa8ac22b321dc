"""An achievement as one record under our own field names: what `records` reads, the other way.

Only what the provider states is written.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from corpora.courses.kinds import kind_of
from matcher.achievements import Achievement, Alignment, AlignmentRole, Competency, Foreign
from matcher.opportunities import Instance, LearningOpportunity, Money, Workload

FOREIGN = "foreign"
"""What came with the record in a format of JSON-LD, as an object of format and fields."""


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
        "subjects": list(one.subjects),
        "text_language": one.text_language,
        "credential_name": credential.name if credential.name != one.name else None,
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
        "employer_need": credential.employer_need,
        "review": credential.review,
        "date": credential.date,
        "provider": opportunity.provider,
        "prerequisites": list(opportunity.prerequisites),
        "audience": opportunity.audience,
        "country": opportunity.country,
        "duration": opportunity.duration,
        "instances": [_run(run) for run in opportunity.instances],
        **_facts(opportunity),
        "competencies": list(map(_competency, one.competencies)),
        **_alignments([own for own in one.alignments if own.stated]),
        "parts": list(one.parts),
        "sample": one.sample or None,
        FOREIGN: _foreign(one.foreign),
    }
    return _stated(fields)


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


def _stated(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is missing or empty."""
    return {name: value for name, value in fields.items() if value not in (None, [], {}, "")}
