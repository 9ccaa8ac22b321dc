"""Achievements to schema.org. What was only read in a course's text is no statement of its provider and is left out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from corpora.courses.durations import iso_duration
from corpora.courses.formats import Label, with_foreign
from corpora.courses.schema_org.reading import NAME
from matcher.achievements import Achievement, AlignmentRole
from matcher.opportunities import Instance, LearningOpportunity, Mode, Money, Workload

MODES: Mapping[Mode, str] = {Mode.ONLINE: "Online", Mode.BLENDED: "Blended", Mode.ON_SITE: "Onsite"}


def written(one: Achievement, label: Label) -> dict[str, Any]:
    """A Course, with the credential that it awards and its runs."""
    opportunity, credential = one.opportunity, one.credential
    award = _award(one)
    fields = {
        "@type": "Course",
        "@id": one.id,
        "name": one.name,
        "description": one.description,
        "keywords": list(one.topics),
        "provider": _organisation(opportunity.provider, opportunity.country),
        "teaches": [*one.outcomes, *_terms(one, AlignmentRole.TEACHES, label)],
        "assesses": _terms(one, AlignmentRole.ASSESSES, label),
        "competencyRequired": _terms(one, AlignmentRole.REQUIRES, label),
        "educationalLevel": credential.level,
        "coursePrerequisites": list(opportunity.prerequisites),
        "numberOfCredits": credential.credits,
        "inLanguage": opportunity.languages if len(opportunity.languages) > 1 else opportunity.language,
        "timeRequired": _times(opportunity),
        "offers": _money(opportunity.price),
        "educationalCredentialAwarded": award,
        "audience": {"@type": "Audience", "audienceType": opportunity.audience} if opportunity.audience else None,
        "dateModified": credential.date.isoformat() if credential.date else None,
        "url": opportunity.url,
        "hasPart": [{"@id": part} for part in one.parts],
        "hasCourseInstance": [_instance(way) for way in _runs(opportunity)],
    }
    return with_foreign(_stated(fields), one, NAME)


def _award(one: Achievement) -> dict[str, Any]:
    credential = one.credential
    return _stated(
        {
            "@type": "EducationalOccupationalCredential",
            "name": credential.name,
            "credentialCategory": one.kind_stated or one.kind.value,
            "educationalLevel": credential.level,
            "recognizedBy": [_organisation(name) for name in credential.recognised_by],
            "provider": _organisation(credential.awarding_body, one.opportunity.country),
            "validFor": credential.valid_for,
        }
    )


def _runs(opportunity: LearningOpportunity) -> list[Instance]:
    """The runs, each with the mode, which only they can state; where none is named, one for mode and start."""
    general = Instance(mode=opportunity.mode, start=opportunity.start)
    runs = [replace(run, mode=run.mode or opportunity.mode) for run in opportunity.instances]
    return runs or ([] if general == Instance() else [general])


def _instance(run: Instance) -> dict[str, Any]:
    return _stated(
        {
            "@type": "CourseInstance",
            "@id": run.id,
            "courseMode": MODES[run.mode] if run.mode else None,
            "courseWorkload": _workload(run.workload),
            "startDate": run.start,
            "endDate": run.end,
            "inLanguage": run.language,
            "location": run.place,
            "url": run.url,
            "offers": _money(run.price),
        }
    )


def _times(opportunity: LearningOpportunity) -> list[str]:
    """The hours, and how long it goes on where that is not what the hours were derived from."""
    hours, lasting = _workload(opportunity.workload), opportunity.duration
    return [one for one in (hours, lasting) if one]


def _workload(workload: Workload | None) -> str | None:
    if workload is None:
        return None
    if workload.stated:
        return workload.stated
    low, high = workload.hours_min, workload.hours_max
    return iso_duration(high) if low == high else f"{low:g} to {high:g} hours"


def _money(price: Money | None) -> dict[str, Any] | None:
    if price is None:
        return None
    return {"@type": "Offer", "price": str(price.amount), "priceCurrency": price.currency}


def _terms(one: Achievement, role: AlignmentRole, label: Label) -> list[dict[str, Any]]:
    """What the provider states, by its own names and by ours."""
    named = [
        _stated(
            {
                "@type": "DefinedTerm",
                "@id": own.url,
                "name": own.name,
                "description": own.description,
                "inDefinedTermSet": own.framework,
                "termCode": own.code,
            }
        )
        for own in one.competencies
        if own.role is role
    ]
    tied = [
        {"@type": "DefinedTerm", "@id": own.concept, "name": label(own.concept), "inDefinedTermSet": "ESCO"}
        for own in one.alignments
        if own.role is role and own.stated
    ]
    return [*named, *tied]


def _organisation(name: str | None, country: str | None = None) -> dict[str, Any] | None:
    place = {"@type": "PostalAddress", "addressCountry": country} if country else None
    return _stated({"@type": "Organization", "name": name, "address": place}) if name else None


def _stated(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is missing or empty."""
    return {name: value for name, value in fields.items() if value not in (None, [], {}, "")}
