"""Answers of /v1 about the market and catalogue entries, cut to what a model needs."""

from api.demand_schemas import CourseOut, SkillMarketOut
from api.lint_schemas import LintResponse
from api.mcp.answers import (
    Advised,
    Asking,
    Beside,
    DemandFigures,
    DemandTold,
    LintTold,
    Said,
    SupplyFigures,
    Teaching,
    ToDo,
    Trend,
)
from api.mcp.telling import shortened
from matcher.completeness.advice import Answer as Followed
from matcher.completeness.findings import OPEN, Status


def demand_told(answer: SkillMarketOut, limit: int) -> DemandTold:
    return DemandTold(
        versions=answer.versions,
        attribution=answer.attribution,
        notes=answer.notes,
        skill=answer.label,
        id=answer.id,
        kind=answer.kind,
        slice=answer.slice,
        ads_in_slice=answer.totals.ads,
        sample_ads=answer.totals.sample,
        demand=DemandFigures.model_validate(answer.demand, from_attributes=True) if answer.demand else None,
        supply=SupplyFigures.model_validate(answer.supply, from_attributes=True),
        teachers=[
            Teaching(
                course=one.id, name=one.name, provider=one.provider, probability=one.probability, sample=one.sample
            )
            for one in answer.teachers[:limit]
        ],
        beside=[Beside(skill=one.label, uri=one.uri, share=one.share, lift=one.lift) for one in answer.beside[:limit]],
        employers=[Asking(name=one.name, ads=one.ads) for one in answer.employers[:limit]],
        quotes=[
            Said(ad=one.ad, text=shortened(one.text), organisation=one.organisation, date_posted=one.date_posted)
            for one in answer.quotes[:limit]
        ],
        trend=trend(answer.course) if answer.course else None,
    )


def trend(course: CourseOut) -> Trend:
    found = course.trend
    return Trend(direction=found.direction, untested=found.untested, slope=found.slope)


def lint_told(answer: LintResponse, limit: int) -> LintTold:
    """Of the first entry: what it has is left out."""
    entry, overall = answer.entries[0], answer.overall
    return LintTold(
        versions=answer.versions,
        attribution=answer.attribution,
        id=entry.id,
        name=entry.name,
        mandatory_to_do=entry.to_do,
        complete=[framework for framework, entries in overall.complete.items() if entries],
        to_do=[
            ToDo(
                framework=one.framework,
                element=one.element,
                mandatory=one.mandatory,
                status=one.status,
                field=one.field,
                text=shortened(one.text) if one.text else None,
                instead=one.instead,
            )
            for one in entry.findings
            if Status(one.status) in OPEN
        ],
        vague_outcomes=entry.vague_outcomes,
        advice=[
            Advised(point=one.point, answer=one.answer, how=one.how)
            for one in entry.advice
            if Followed(one.answer) is not Followed.YES
        ],
        suggestions=entry.suggestions[:limit],
        passed_over=[f"{one.field or 'entry'}: {one.reason}" for one in answer.left_out],
    )
