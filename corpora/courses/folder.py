"""Achievements with their alignments as JSON Lines: what is loaded equals what was saved."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
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

FILE = "achievements.jsonl"
REBUILD = "make setup"


def save_achievements(folder: Path, achievements: Iterable[Achievement]) -> None:
    """Writes `achievements.jsonl` into an existing folder, by id."""
    with (folder / FILE).open("wb") as file:
        for achievement in sorted(achievements, key=lambda item: item.id):
            file.write(line_of(achievement) + b"\n")


def load_achievements(folder: Path) -> tuple[Achievement, ...]:
    """What was saved, also by versions that knew fewer fields, by id.

    Raises ArtefactMismatch with the command to run, where it can't be read.
    """
    path = folder / FILE
    try:
        with path.open("rb") as file:
            return tuple(_achievement(orjson.loads(line)) for line in file)
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise ArtefactMismatch(str(path), f"can't be read ({error})", REBUILD) from error


def line_of(achievement: Achievement) -> bytes:
    """The achievement as one line of JSON without its line end; equal achievements give equal lines."""
    return orjson.dumps(achievement, default=_decimal, option=orjson.OPT_SORT_KEYS)


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
