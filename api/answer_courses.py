"""The courses of an answer as the core has them, for the writers of formats: as stated, in the way that suits best."""

import datetime as dt

from api.schemas import AchievementOut, AlignmentOut, PriceOut, RecommendationOut, WayOut, WorkloadOut
from matcher.achievements import Achievement, AchievementId, AchievementKind, Alignment, AlignmentRole
from matcher.concepts import ConceptUri
from matcher.credentials import Credential
from matcher.opportunities import Instance, LearningOpportunity, Mode, Money, Workload


def course_of(one: RecommendationOut) -> Achievement:
    own = one.achievement
    return Achievement(
        id=AchievementId(own.id),
        name=own.name,
        kind=AchievementKind(own.kind),
        kind_stated=own.kind_stated,
        description=own.description,
        outcomes=tuple(own.outcomes),
        topics=tuple(own.topics),
        credential=Credential(
            name=own.name,
            awarding_body=own.awarding_body,
            level=own.level,
            credits=own.credits,
            assessment=own.assessment,
            quality_assurance=own.quality_assurance,
        ),
        opportunity=_opportunity(own, one.way),
        alignments=tuple(map(_alignment, own.alignments)),
        sample=own.sample,
    )


def _opportunity(own: AchievementOut, way: WayOut) -> LearningOpportunity:
    """With the way as a run of it where that says something else than the course."""
    general = WayOut(**own.model_dump(include=set(WayOut.model_fields)))
    return LearningOpportunity(
        provider=own.provider,
        mode=_mode(own.mode),
        workload=_workload(own.workload),
        duration=own.duration,
        price=_money(own.price),
        language=own.language,
        start=own.start,
        prerequisites=tuple(own.prerequisites),
        country=own.country,
        url=own.url,
        instances=() if way == general else (_run(way),),
    )


def _run(way: WayOut) -> Instance:
    return Instance(
        mode=_mode(way.mode),
        workload=_workload(way.workload),
        price=_money(way.price),
        language=way.language,
        start=way.start,
        url=way.url,
    )


def _alignment(own: AlignmentOut) -> Alignment:
    return Alignment(
        concept=ConceptUri(own.uri),
        role=AlignmentRole(own.role),
        confidence=own.confidence,
        stated=own.stated,
        field=own.field,
        text=own.text,
    )


def _mode(stated: str | None) -> Mode | None:
    return Mode(stated) if stated else None


def _workload(own: WorkloadOut | None) -> Workload | None:
    return Workload(hours_min=own.hours_min, hours_max=own.hours_max, stated=own.stated) if own else None


def _money(own: PriceOut | None) -> Money | None:
    if own is None:
        return None
    return Money(own.amount, own.currency, dt.date.fromisoformat(own.as_of) if own.as_of else None)
