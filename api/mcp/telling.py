"""Answers of /v1 about ads and gaps, cut to what a model needs."""

from collections.abc import Sequence
from typing import Any

from api.mcp.answers import (
    AskedSkill,
    ClosedSkill,
    Course,
    CoveredSkill,
    ExtractTold,
    GapTold,
    HeldSkill,
    Quote,
    RecommendTold,
    ResolvedRole,
    Stack,
)
from api.mcp.questions import ExtractAsked, GapAsked
from api.needs import NeedOut, needs_of
from api.schemas import (
    ClosureOut,
    CoveredOut,
    EvidenceOut,
    ExtractResponse,
    GapResponse,
    RecommendationOut,
    RoleOut,
    WordsOut,
)

MOST_QUOTED = 300
"""Characters of a sentence; more of it are cut away, farthest from what names the skill."""
CUT = "…"
MOST_CLOSED = 5
"""Skills listed for a course, the surest first."""


def extract_told(answer: ExtractResponse, asked: ExtractAsked) -> ExtractTold:
    needs = needs_of(answer.demands)
    return ExtractTold(
        versions=answer.versions,
        attribution=answer.attribution,
        notes=answer.notes,
        language=answer.language,
        total=len(needs),
        skills=[asked_skill(one, asked.quotes) for one in needs[: asked.limit]],
        unmatched=unmatched(answer.unmatched, asked.limit),
        set_aside=answer.set_aside,
    )


def gap_told(answer: GapResponse, asked: GapAsked) -> GapTold:
    by_skill = {one.demand.uri: one for one in answer.gap.covered}
    covered = needs_of(one.demand for one in answer.gap.covered)
    return GapTold(
        **gap_part(answer, asked),
        covered_total=len(covered),
        covered=[covered_skill(one, by_skill[one.head.uri], asked.quotes) for one in covered[: asked.limit]],
    )


def recommend_told(answer: GapResponse, asked: GapAsked) -> RecommendTold:
    stack = answer.stack
    offered = {one.achievement.id: one for one in answer.recommendations}
    return RecommendTold(
        **gap_part(answer, asked),
        stack=Stack(
            courses=[course(offered[key]) for key in stack.achievements],
            cost=stack.cost,
            currency=stack.currency,
            hours=stack.hours,
            closed_weight=stack.closed_weight,
            total_weight=stack.total_weight,
            proven_optimal=stack.proven_optimal,
            left_out=stack.left_out,
        ),
        others=[course(one) for key, one in offered.items() if key not in stack.achievements],
        still_open=[one.label for one in needs_of(answer.open)[: asked.limit]],
    )


def gap_part(answer: GapResponse, asked: GapAsked) -> dict[str, Any]:
    """What both answers about a gap begin with."""
    missing = needs_of(answer.gap.missing)
    return {
        "versions": answer.versions,
        "attribution": answer.attribution,
        "notes": answer.notes,
        "role": resolved(answer.role) if answer.role else None,
        "missing_total": len(missing),
        "missing": [asked_skill(one, asked.quotes) for one in missing[: asked.limit]],
        "unlinked": answer.profile.unlinked,
    }


def asked_skill(need: NeedOut, quotes: int) -> AskedSkill:
    demand = need.head
    return AskedSkill(
        skill=demand.label,
        uri=demand.uri,
        also=[one.label for one in need.others],
        vocabulary=demand.vocabulary,
        importance=demand.importance,
        confidence=demand.confidence,
        levels=demand.levels,
        evidence=[quote(one) for one in demand.evidence[:quotes]],
    )


def covered_skill(need: NeedOut, covered: CoveredOut, quotes: int) -> CoveredSkill:
    best = covered.best[0] if covered.best else None
    held = HeldSkill(words=shortened(best.text), source=best.source, confidence=best.confidence) if best else None
    return CoveredSkill(**dict(asked_skill(need, quotes)), share=covered.share, held=held)


def quote(evidence: EvidenceOut) -> Quote:
    start, mention = evidence.start, evidence.mention
    named = mention.start - start if mention is not None and start is not None else 0
    return Quote(source=evidence.source, text=shortened(evidence.text, named), start=start, end=evidence.end)


def shortened(text: str, around: int = 0) -> str:
    """At most `MOST_QUOTED` of its characters, with those at `around` among them."""
    if len(text) <= MOST_QUOTED:
        return text
    first = max(0, min(around - MOST_QUOTED // 2, len(text) - MOST_QUOTED))
    last = first + MOST_QUOTED
    return (CUT if first else "") + text[first:last] + (CUT if last < len(text) else "")


def unmatched(found: Sequence[WordsOut], limit: int) -> list[str]:
    return [shortened(one.text) for one in found[:limit]]


def resolved(role: RoleOut) -> list[ResolvedRole]:
    return [ResolvedRole(occupation=own.label, uri=own.uri, similarity=own.similarity) for own in role.resolved_to]


def course(found: RecommendationOut) -> Course:
    """With the price and hours of the way of taking it that suits best."""
    offered, way = found.achievement, found.way
    return Course(
        id=offered.id,
        name=offered.name,
        kind=offered.kind,
        kind_stated=offered.kind_stated,
        provider=offered.provider,
        price=way.price.amount if way.price else None,
        currency=way.price.currency if way.price else None,
        hours_min=way.workload.hours_min if way.workload else None,
        hours_max=way.workload.hours_max if way.workload else None,
        mode=way.mode,
        level=offered.level,
        credits=offered.credits,
        url=way.url or offered.url,
        sample=offered.sample,
        closes=[closed(one) for one in found.closes[:MOST_CLOSED]],
        may_close=[closed(one) for one in found.may_close[:MOST_CLOSED]],
    )


def closed(closure: ClosureOut) -> ClosedSkill:
    return ClosedSkill(
        skill=closure.label,
        uri=closure.uri,
        coverage=closure.coverage,
        field=closure.field,
        words=shortened(closure.text),
    )
