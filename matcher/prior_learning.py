"""Recognition of prior learning: how far what a person holds closes a demand, and what would prove it.

What counts as evidence follows the usual rules of recognition: valid, sufficient, authentic, current (European
guidelines for validating non-formal and informal learning, Cedefop 2023; AQF policy on recognition of prior learning).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from matcher.achievements import Achievement, AlignmentRole, Catalogue
from matcher.concepts import ConceptUri, SkillKind
from matcher.profiles import Holding, HoldingSource

WORTH: Mapping[HoldingSource, float] = MappingProxyType(
    {HoldingSource.VERIFIED: 1.0, HoldingSource.SELF_CLAIMED: 0.9, HoldingSource.INFERRED: 0.7}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorLearning:
    """Set by hand: what is said is believed, what is only read between the lines less so."""

    worth: Mapping[HoldingSource, float] = field(default_factory=lambda: WORTH)
    """How far a holding from each source closes a demand, before its confidence."""
    open_below: float = 0.35
    """A demand that is closed less far than this stays to be stacked for, at the weight that is left."""

    def share(self, holdings: Iterable[Holding]) -> float:
        """How far the holdings close a demand: as far as the best of them, in [0, 1]."""
        return max((self.worth[own.source] * own.confidence for own in holdings), default=0.0)


EVIDENCE: Mapping[SkillKind, tuple[str, ...]] = MappingProxyType(
    {
        SkillKind.KNOWLEDGE: (
            "a certificate or transcript that names it, with issuer and date",
            "a result of a test or examination in it",
            "something you wrote or taught about it",
        ),
        SkillKind.COMPETENCE: (
            "samples of your own work that show it, with dates",
            "a reference of somebody who saw you do it, with role and period",
            "a job description or appraisal that names it",
            "being observed at it by an assessor",
        ),
        SkillKind.TECHNOLOGY: (
            "work made with it: files, a repository, a screen recording",
            "the maker's own certificate, if not older than its last large version",
            "a reference that says how long and for what you used it",
        ),
    }
)
"""What would prove a skill of each kind, in our own words; one of them, recent and your own, is usually enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """A skill that is claimed or inferred without proof."""

    skill: ConceptUri
    holdings: tuple[Holding, ...]
    evidence: tuple[str, ...]
    """What would prove it."""
    assessed_by: tuple[Achievement, ...]
    """What assesses it without teaching it again, by id."""


def unproven(
    held: Mapping[ConceptUri, Sequence[Holding]], kinds: Mapping[ConceptUri, SkillKind], catalogue: Catalogue
) -> tuple[Unproven, ...]:
    """The skills of which no holding is verified, in the order given."""
    return tuple(
        Unproven(
            skill=skill,
            holdings=tuple(holdings),
            evidence=EVIDENCE[kinds[skill]],
            assessed_by=tuple(one for one in catalogue.aligned_with([skill]) if _only_assesses(one, skill)),
        )
        for skill, holdings in held.items()
        if holdings and not any(own.source is HoldingSource.VERIFIED for own in holdings)
    )


def _only_assesses(achievement: Achievement, skill: ConceptUri) -> bool:
    roles: Collection[AlignmentRole] = {own.role for own in achievement.alignments if own.concept == skill}
    return AlignmentRole.ASSESSES in roles and AlignmentRole.TEACHES not in roles
