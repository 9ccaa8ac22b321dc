"""A JSON Resume out of an answer: what the person has, and the stack as planned certificates."""

from collections.abc import Iterator
from typing import Any

from api.answer_courses import course_of
from api.answer_lines import SAMPLE, in_stack, made_with
from api.schemas import GapResponse, HoldingOut, RecommendationOut
from corpora.profiles.json_resume import PLANNED_MARK
from corpora.profiles.resume_writing import CERTIFICATES, SCHEMA, new_resume, with_planned
from matcher.profiles import HoldingSource

META = "meta"
OURS = "madeWith"
"""In the resume's own place for what tools say about it."""


def resume_of(answer: GapResponse) -> dict[str, Any]:
    """The person's own where they brought one; else a new one of what they say or prove that they have.

    What was only inferred from a CV is no word of theirs, and is left out. Without a date: nothing planned has one.
    """
    stack = in_stack(answer)
    brought = answer.resume
    new = {**new_resume(()), "skills": [*_skills(answer)]}
    resume = with_planned(brought if brought is not None else new, [course_of(one) for one in stack])
    resume[CERTIFICATES] = [_told(entry, stack) for entry in resume[CERTIFICATES]]  # type: ignore[attr-defined]
    meta = resume.get(META)
    ours = {"versions": [*made_with(answer)], "attribution": answer.attribution, "notes": answer.notes}
    if brought is None:
        resume[META] = {"canonical": SCHEMA, "version": "v1.0.0", OURS: ours}
    elif meta is None or isinstance(meta, dict):
        resume[META] = {**(meta or {}), OURS: ours}
    return resume


def _skills(answer: GapResponse) -> Iterator[dict[str, Any]]:
    best: dict[str, HoldingOut] = {}
    for own in answer.profile.holdings:
        if own.source != HoldingSource.INFERRED.value:
            best.setdefault(own.uri, own)
    yield from map(_skill, best.values())
    yield from ({"name": claim} for claim in answer.profile.unlinked)


def _skill(own: HoldingOut) -> dict[str, Any]:
    """Beside the fields of the schema: whose word it is, and which."""
    checked = {"issued": own.issued.told} if own.issued else {}
    return {"name": own.label, "concept": own.uri, "source": own.source, "evidence": own.text, **checked}


def _told(entry: Any, stack: tuple[RecommendationOut, ...]) -> Any:  # noqa: ANN401 - what the person's file holds
    """A planned one of the stack with what it closes, in the catalogue's own words, and whether it is made up."""
    name = entry.get("name") if isinstance(entry, dict) else None
    one = next((own for own in stack if name == f"{own.achievement.name} {PLANNED_MARK}"), None)
    if one is None:
        return entry
    closes = [
        {"name": own.label, "concept": own.uri, "evidence": own.text, "confidence": own.coverage} for own in one.closes
    ]
    summary = f"{entry.get('summary', '')}; {SAMPLE}" if one.achievement.sample else entry.get("summary")
    return {**entry, "summary": summary, "closes": closes}
