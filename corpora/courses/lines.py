"""Achievements with their alignments as lines of JSON: what is read equals what was written."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from matcher.achievements import (
    Achievement,
    AchievementId,
    AchievementKind,
    Alignment,
    AlignmentRole,
    Competency,
    Foreign,
)
from matcher.concepts import ConceptUri
from matcher.credentials import Credential
from matcher.errors import ArtefactMismatch
from matcher.mentions import Span
from matcher.opportunities import Instance, LearningOpportunity, Mode, Money, Workload

REBUILD = "matcher catalogue reset"


def achievement_in(line: bytes) -> Achievement:
    """What `line_of` wrote, also in versions that knew fewer fields.

    Raises ArtefactMismatch with the command to run, where it can't be read.
    """
    try:
        return _achievement(orjson.loads(line))
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise ArtefactMismatch("a course of the catalogue", f"can't be read ({error})", REBUILD) from error


def alignments_in(line: bytes) -> tuple[Alignment, ...]:
    """What `line_of_alignments` wrote. Raises as `achievement_in` does."""
    try:
        return tuple(map(_alignment, orjson.loads(line)))
    except (ValueError, KeyError, TypeError) as error:
        raise ArtefactMismatch("what was read in a course", f"can't be read ({error})", REBUILD) from error


def line_of(achievement: Achievement) -> bytes:
    """The achievement as one line of JSON without its line end; equal achievements give equal lines."""
    return orjson.dumps(achievement, default=_decimal, option=orjson.OPT_SORT_KEYS)


def line_of_alignments(alignments: Sequence[Alignment]) -> bytes:
    return orjson.dumps(list(alignments), option=orjson.OPT_SORT_KEYS)


def _decimal(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"no way to save a {type(value).__name__}")


def _achievement(raw: Mapping[str, Any]) -> Achievement:
    parts = {
        "id": AchievementId(raw["id"]),
        "kind": AchievementKind(raw["kind"]),
        "outcomes": tuple(raw["outcomes"]),
        "topics": tuple(raw["topics"]),
        "credential": _credential(raw["credential"]),
        "opportunity": _opportunity(raw["opportunity"]),
        "competencies": tuple(map(_competency, raw.get("competencies", ()))),
        "alignments": tuple(map(_alignment, raw["alignments"])),
        "parts": tuple(map(AchievementId, raw.get("parts", ()))),
        "subjects": tuple(raw.get("subjects", ())),
        "foreign": Foreign(**raw["foreign"]) if raw.get("foreign") is not None else None,
    }
    return Achievement(**{**raw, **parts})


def _credential(raw: Mapping[str, Any]) -> Credential:
    day = raw.get("date")
    parts = {"recognised_by": tuple(raw.get("recognised_by", ())), "date": date.fromisoformat(day) if day else None}
    return Credential(**{**raw, **parts})


def _opportunity(raw: Mapping[str, Any]) -> LearningOpportunity:
    parts = {
        "prerequisites": tuple(raw["prerequisites"]),
        "instances": tuple(Instance(**{**run, **_facts(run)}) for run in raw.get("instances", ())),
    }
    return LearningOpportunity(**{**raw, **_facts(raw), **parts})


def _facts(raw: Mapping[str, Any]) -> dict[str, Any]:
    mode, workload, price = raw["mode"], raw["workload"], raw["price"]
    return {
        "mode": Mode(mode) if mode is not None else None,
        "workload": Workload(**workload) if workload is not None else None,
        "price": _money(price) if price is not None else None,
    }


def _money(raw: Mapping[str, Any]) -> Money:
    as_of = raw["as_of"]
    return Money(Decimal(raw["amount"]), raw["currency"], date.fromisoformat(as_of) if as_of else None)


def _competency(raw: Mapping[str, Any]) -> Competency:
    return Competency(**{**raw, "role": AlignmentRole(raw["role"])})


def _alignment(raw: Mapping[str, Any]) -> Alignment:
    parts = {
        "concept": ConceptUri(raw["concept"]),
        "role": AlignmentRole(raw["role"]),
        "span": Span(**raw["span"]) if raw["span"] is not None else None,
    }
    return Alignment(**{**raw, **parts})
