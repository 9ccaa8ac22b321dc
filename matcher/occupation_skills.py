"""What whole groups of occupations need, by O*NET's figures: transversal demand that no ad and no relation names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from matcher.concepts import ConceptUri
from matcher.demand import Asked, Evidence, EvidenceSource, Importance

IMPORTANT_FROM = 3.4
"""Mean importance, of 1 to 5, from which a skill counts as demanded; O*NET calls 3 important and 4 very important."""
LEAST_CONFIDENCE, MOST_CONFIDENCE = 0.3, 0.6
"""At IMPORTANT_FROM and at MOST_IMPORTANT; set by hand, like those of all that is implied."""
MOST_IMPORTANT = 4.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillFigure:
    name: str
    """O*NET's."""
    concept: ConceptUri | None
    """None where no concept says the same."""
    importance: float
    """Mean over the group's occupations, 1 to 5."""
    level: float
    """Mean, 0 to 7."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationGroup:
    """A major group of the Standard Occupational Classification."""

    name: str
    occupations: int
    figures: tuple[SkillFigure, ...]

    def demanded(self, reference: ConceptUri) -> Iterator[Asked]:
        """Implied by the group's figures; `reference` is the occupation whose group it is."""
        for figure in self.figures:
            if figure.concept is not None and figure.importance >= IMPORTANT_FROM:
                text = (
                    f"{figure.name}: importance {figure.importance:.2f} of 5, level {figure.level:.2f} of 7, on "
                    f"average of {self.occupations} occupations in {self.name}"
                )
                evidence = Evidence(
                    source=EvidenceSource.ONET_FIGURES,
                    text=text,
                    confidence=_confidence(figure.importance),
                    reference=reference,
                )
                yield Asked(skill=figure.concept, importance=Importance.IMPLIED, evidence=evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationSkills:
    groups: Mapping[str, OccupationGroup] = field(default_factory=dict)
    """By two-digit code."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """O*NET's title of an occupation -> the code of its group."""

    def group_of(self, title: str) -> OccupationGroup | None:
        code = self.titles.get(title)
        return None if code is None else self.groups.get(code)


def _confidence(importance: float) -> float:
    share = min(1.0, (importance - IMPORTANT_FROM) / (MOST_IMPORTANT - IMPORTANT_FROM))
    return LEAST_CONFIDENCE + share * (MOST_CONFIDENCE - LEAST_CONFIDENCE)
