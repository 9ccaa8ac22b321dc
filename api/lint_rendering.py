"""A catalogue looked over as the wire format says it."""

from typing import Any

from api.lint_schemas import (
    ElementCountOut,
    FindingOut,
    FollowedOut,
    LeftOutOut,
    LintedEntryOut,
    LintReport,
    OverallOut,
    PointCountOut,
    SuggestionOut,
    VagueOutcomeOut,
    WorstOut,
)
from api.linting import Linted
from api.rendering import DIGITS
from matcher.achievements import Alignment
from matcher.completeness.advice import Followed
from matcher.completeness.findings import Finding
from matcher.completeness.report import CatalogueReport, EntryReport
from matcher.concepts import Taxonomy


def lint_report(found: Linted, corrected: dict[str, Any] | None = None) -> LintReport:
    return LintReport(
        overall=overall_out(found.report),
        entries=[entry_out(entry, found.taxonomy) for entry in found.report.entries],
        left_out=[LeftOutOut(row=one.row, field=one.field, reason=one.reason) for one in found.rejected],
        read_for_suggestions=found.taxonomy is not None,
        corrected=corrected,
    )


def overall_out(report: CatalogueReport) -> OverallOut:
    elements = [
        ElementCountOut(
            framework=element.framework.value,
            element=element.name,
            mandatory=element.mandatory,
            source=element.source,
            entries={status.value: count for status, count in counts.items()},
        )
        for element, counts in report.elements.items()
    ]
    advice = [
        PointCountOut(
            aim=point.aim.value,
            point=point.name,
            how=point.how,
            entries={answer.value: count for answer, count in counts.items()},
        )
        for point, counts in report.advice.items()
    ]
    worst = [
        WorstOut(id=entry.achievement.id, name=entry.achievement.name, to_do=entry.to_do) for entry in report.worst
    ]
    return OverallOut(
        entries=len(report.entries),
        complete={framework.value: count for framework, count in report.complete.items()},
        elements=elements,
        advice=advice,
        outcomes=report.outcomes,
        vague_outcomes=report.vague_outcomes,
        worst=worst,
    )


def entry_out(entry: EntryReport, taxonomy: Taxonomy | None) -> LintedEntryOut:
    vague = [
        VagueOutcomeOut(field=one.field, text=one.text, why=one.why.value, instead=one.instead)
        for one in entry.outcomes
    ]
    return LintedEntryOut(
        id=entry.achievement.id,
        name=entry.achievement.name,
        to_do=entry.to_do,
        findings=[_finding(finding) for finding in entry.findings],
        vague_outcomes=vague,
        advice=[_followed(one) for one in entry.advice],
        suggestions=[_suggestion(one, taxonomy) for one in entry.suggestions] if taxonomy else [],
    )


def _finding(finding: Finding) -> FindingOut:
    return FindingOut(
        framework=finding.element.framework.value,
        element=finding.element.name,
        mandatory=finding.element.mandatory,
        status=finding.verdict.status.value,
        field=finding.verdict.field,
        text=finding.verdict.text,
        instead=finding.verdict.instead,
    )


def _followed(one: Followed) -> FollowedOut:
    return FollowedOut(
        aim=one.point.aim.value,
        point=one.point.name,
        answer=one.answer.value,
        field=one.said.field if one.said else None,
        text=one.said.text if one.said else None,
        how=one.point.how,
    )


def _suggestion(one: Alignment, taxonomy: Taxonomy) -> SuggestionOut:
    return SuggestionOut(
        uri=one.concept,
        label=taxonomy.skill(one.concept).preferred_label,
        role=one.role.value,
        confidence=round(one.confidence, DIGITS),
        field=one.field,
        text=one.text,
    )
