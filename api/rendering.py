"""Core values as the wire format says them: one function a schema, every concept with its label."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from api.asking import Answered
from api.schemas import (
    AchievementOut,
    AlignmentOut,
    ClosureOut,
    ConceptOut,
    CoveredOut,
    DemandOut,
    EvidenceOut,
    ExtractResponse,
    GapOut,
    GapResponse,
    HoldingOut,
    IssuedOut,
    LikelySkillOut,
    PlainStackOut,
    ProfileOut,
    RecommendationOut,
    RoleMatchOut,
    RoleOut,
    SimilarAdOut,
    SpanOut,
    StackOut,
    UnitOut,
    UnitSkillOut,
    UnprovenOut,
    VersionsOut,
    WordsOut,
)
from api.stack_rendering import price_out, stack_out, way_out, workload_out
from api.wiring import Service
from matcher.achievements import Achievement, Alignment
from matcher.ads import SimilarAd
from matcher.concepts import ConceptUri, Occupation, Skill, Taxonomy
from matcher.demand import Demand, Evidence
from matcher.gap import Gap
from matcher.language import NAMES, is_foreign, language_of
from matcher.pipeline import Advice
from matcher.prior_learning import Unproven
from matcher.profiles import Holding, Issued, Profile
from matcher.qualifications import UnitCover, rebundled, unbundled
from matcher.reading import Reading, Told
from matcher.recommendation import Closure, Recommendation
from matcher.roles import Role, RoleMatch

OCCUPATION = "occupation"
"""The kind of a concept that is no skill."""
DIGITS = 4
"""Of confidences and similarities: what lies beyond is noise of the encoder."""


@dataclass(frozen=True, slots=True)
class Renderer:
    taxonomy: Taxonomy

    def demand(self, demand: Demand) -> DemandOut:
        skill = self.taxonomy.skill(demand.skill)
        return DemandOut(
            uri=demand.skill,
            label=skill.preferred_label,
            kind=skill.kind.value,
            vocabulary=skill.vocabulary.value,
            families=[family.label for family in self.taxonomy.families_of(demand.skill)],
            importance=demand.importance.value,
            confidence=round(demand.confidence, DIGITS),
            alternatives=sorted(demand.alternatives),
            alike=sorted(demand.alike),
            levels=list(demand.levels),
            evidence=[evidence_out(evidence) for evidence in demand.evidence],
        )

    def demands(self, demands: Iterable[Demand]) -> list[DemandOut]:
        return [self.demand(demand) for demand in demands]

    def holding(self, holding: Holding) -> HoldingOut:
        skill = self.taxonomy.skill(holding.skill)
        return HoldingOut(
            uri=holding.skill,
            label=skill.preferred_label,
            vocabulary=skill.vocabulary.value,
            source=holding.source.value,
            confidence=round(holding.confidence, DIGITS),
            text=holding.text,
            start=holding.span.start if holding.span else None,
            end=holding.span.end if holding.span else None,
            issued=_issued(holding.issued) if holding.issued else None,
        )

    def profile(self, profile: Profile) -> ProfileOut:
        return ProfileOut(holdings=[self.holding(h) for h in profile.holdings], unlinked=list(profile.unlinked))

    def gap(self, gap: Gap) -> GapOut:
        covered = [
            CoveredOut(
                demand=self.demand(c.demand),
                holdings=[self.holding(h) for h in c.holdings],
                share=round(c.share, DIGITS),
            )
            for c in gap.covered
        ]
        return GapOut(covered=covered, missing=self.demands(gap.missing))

    def recommendation(self, recommendation: Recommendation) -> RecommendationOut:
        return RecommendationOut(
            achievement=self.achievement(recommendation.achievement),
            way=way_out(recommendation.way),
            closes=[self.closure(own) for own in recommendation.closes],
            may_close=[self.closure(own) for own in recommendation.may_close],
            copies=list(recommendation.copies),
        )

    def closure(self, closure: Closure) -> ClosureOut:
        return ClosureOut(
            uri=closure.demand.skill,
            label=self.taxonomy.skill(closure.demand.skill).preferred_label,
            coverage=round(closure.coverage, DIGITS),
            basis=closure.basis.value,
            field=closure.field,
            text=closure.text,
        )

    def unproven(self, found: Unproven) -> UnprovenOut:
        return UnprovenOut(
            uri=found.skill,
            label=self.taxonomy.skill(found.skill).preferred_label,
            sources=sorted({own.source.value for own in found.holdings}),
            evidence=list(found.evidence),
            assessed_by=[one.id for one in found.assessed_by],
        )

    def achievement(self, achievement: Achievement) -> AchievementOut:
        credential, opportunity = achievement.credential, achievement.opportunity
        return AchievementOut(
            id=achievement.id,
            name=achievement.name,
            kind=achievement.kind.value,
            kind_stated=achievement.kind_stated,
            provider=opportunity.provider,
            awarding_body=credential.awarding_body,
            country=opportunity.country,
            description=achievement.description,
            outcomes=list(achievement.outcomes),
            topics=list(achievement.topics),
            level=credential.level,
            credits=credential.credits,
            assessment=credential.assessment,
            quality_assurance=credential.quality_assurance,
            mode=opportunity.mode.value if opportunity.mode else None,
            workload=workload_out(opportunity.workload),
            duration=opportunity.duration,
            price=price_out(opportunity.price),
            language=opportunity.language,
            start=opportunity.start,
            prerequisites=list(opportunity.prerequisites),
            url=opportunity.url,
            sample=achievement.sample,
            alignments=self._alignments(achievement),
        )

    def _alignments(self, achievement: Achievement) -> list[AlignmentOut]:
        """Alignments to concepts that the loaded taxonomy holds."""
        return [
            AlignmentOut(
                uri=alignment.concept,
                label=self.taxonomy.skills[alignment.concept].preferred_label,
                vocabulary=self.taxonomy.skills[alignment.concept].vocabulary.value,
                role=alignment.role.value,
                confidence=round(alignment.confidence, DIGITS),
                stated=alignment.stated,
                field=alignment.field,
                text=alignment.text,
            )
            for alignment in achievement.alignments
            if alignment.concept in self.taxonomy.skills
        ]

    def units(self, units: Sequence[Achievement], by: Sequence[Achievement]) -> list[UnitOut]:
        """Each unit with its skills that the loaded taxonomy holds, and what of `by` covers them."""
        return [
            UnitOut(
                id=own.unit.id,
                name=own.unit.name,
                skills=[self._unit_skill(one, cover) for uri, one in own.skills.items() if uri in self.taxonomy.skills],
                covered=cover.is_whole,
            )
            for own, cover in zip(unbundled(units), rebundled(units, by), strict=True)
        ]

    def _unit_skill(self, own: Alignment, cover: UnitCover) -> UnitSkillOut:
        return UnitSkillOut(
            uri=own.concept,
            label=self.taxonomy.skill(own.concept).preferred_label,
            confidence=round(own.confidence, DIGITS),
            stated=own.stated,
            field=own.field,
            text=own.text,
            covered_by=list(cover.covered.get(own.concept, ())),
        )

    def concept(self, uri: ConceptUri) -> ConceptOut:
        """A skill or an occupation. Raises UnknownConcept."""
        occupation = self.taxonomy.occupations.get(uri)
        found: Occupation | Skill = occupation or self.taxonomy.skill(uri)
        return ConceptOut(
            uri=found.uri,
            label=found.preferred_label,
            kind=found.kind.value if isinstance(found, Skill) else OCCUPATION,
            vocabulary=found.vocabulary.value,
            alt_labels=list(found.alt_labels),
            description=found.description,
            families=[family.label for family in self.taxonomy.families_of(uri)],
            broader=list(self.taxonomy.broader.get(uri, ())),
            isco_group=occupation.isco_group if occupation else None,
            tasks=list(occupation.tasks) if occupation else [],
        )


def gap_response(service: Service, found: Answered, *, limit: int) -> GapResponse:
    """The whole answer, with at most `limit` recommendations besides the stack's."""
    renderer = Renderer(service.pipeline.taxonomy)
    advice, reading, role = found.advice, found.reading, found.role
    stack = stack_out(found)
    return GapResponse(
        versions=versions_out(service),
        attribution=list(service.pipeline.taxonomy.attribution),
        text=reading.text if reading else None,
        language=language_of(reading.text) if reading else None,
        role=_role(role) if role else None,
        demands=renderer.demands(advice.demands),
        profile=renderer.profile(advice.profile),
        gap=renderer.gap(advice.gap),
        recommendations=[renderer.recommendation(r) for r in listed(advice, limit, stack)],
        stack=stack,
        open=renderer.demands(advice.open),
        unproven=[renderer.unproven(one) for one in advice.unproven],
        unsuited={key: [one.value for one in lacks] for key, lacks in advice.unsuited.items()},
        unmatched=_unmatched(reading) if reading else [],
        set_aside=dict(reading.set_aside) if reading else {},
        notes=[*found.notes, *(language_notes(reading.text) if reading else ())],
    )


def extract_response(service: Service, reading: Reading, notes: Sequence[str] = ()) -> ExtractResponse:
    """What an ad asks, without a profile or courses."""
    taxonomy, told = service.pipeline.taxonomy, reading.told()
    return ExtractResponse(
        versions=versions_out(service),
        attribution=list(taxonomy.attribution),
        text=reading.text,
        language=language_of(reading.text),
        demands=Renderer(taxonomy).demands(reading.demands),
        unmatched=_unmatched(told),
        set_aside=dict(told.set_aside),
        notes=[*notes, *language_notes(reading.text)],
    )


def language_notes(text: str) -> Iterator[str]:
    """What to say of a text that is not in English."""
    if is_foreign(text):
        name = NAMES.get(language_of(text) or "", "another language than English")
        yield f"the ad seems to be in {name}; only English is read, so most of it will have been missed"


def _unmatched(reading: Told) -> list[WordsOut]:
    return [WordsOut(start=span.start, end=span.end, text=span.of(reading.text)) for span in reading.unmatched]


def listed(advice: Advice, limit: int, stack: StackOut) -> Sequence[Recommendation]:
    """The first `limit` recommendations, and after them whatever else the stacks hold."""
    others = stack.choices
    stacks: list[PlainStackOut] = [stack]
    if others:
        stacks += [own.stack for own in (*others.alternatives, others.more_money, others.more_hours) if own]
    chosen = {key for own in stacks for key in own.achievements}
    later = (*advice.recommendations[limit:], *advice.needed)
    return [*advice.recommendations[:limit], *(r for r in later if r.achievement.id in chosen)]


def versions_out(service: Service) -> VersionsOut:
    ads = service.pipeline.ads
    return VersionsOut(**asdict(service.versions), ads=ads.version, outdated_ads=ads.outdated or None)


def role_match(match: RoleMatch) -> RoleMatchOut:
    return RoleMatchOut(
        uri=match.occupation,
        label=match.label,
        vocabulary=match.vocabulary.value,
        similarity=round(match.similarity, DIGITS),
    )


def likely_skills_out(found: Iterable[tuple[Skill, float | None]]) -> list[LikelySkillOut]:
    return [LikelySkillOut(uri=s.uri, label=s.preferred_label, confidence=confidence) for s, confidence in found]


def similar_ad(found: SimilarAd) -> SimilarAdOut:
    ad = found.ad
    return SimilarAdOut(
        id=ad.id,
        title=ad.title,
        organisation=ad.organisation,
        location=ad.location,
        date_posted=ad.date_posted.isoformat() if ad.date_posted else None,
        sample=ad.sample,
        similarity=round(found.similarity, DIGITS),
    )


def labels(taxonomy: Taxonomy, uris: Iterable[ConceptUri]) -> list[str]:
    return [taxonomy.skill(uri).preferred_label for uri in uris]


def _role(role: Role) -> RoleOut:
    return RoleOut(
        name=role.name,
        resolved_to=[role_match(match) for match in role.matches],
        could_also_be=[role_match(match) for match in role.others],
    )


def evidence_out(evidence: Evidence) -> EvidenceOut:
    return EvidenceOut(
        source=evidence.source.value,
        text=evidence.text,
        start=evidence.span.start if evidence.span else None,
        end=evidence.span.end if evidence.span else None,
        mention=SpanOut(start=evidence.mention.start, end=evidence.mention.end) if evidence.mention else None,
        confidence=round(evidence.confidence, DIGITS),
        levels=list(evidence.levels),
        section=evidence.section,
        reference=evidence.reference,
    )


def _issued(issued: Issued) -> IssuedOut:
    return IssuedOut(
        credential=issued.credential,
        issuer=issued.issuer,
        date=issued.date,
        checked=issued.checked,
    )
