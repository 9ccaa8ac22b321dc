"""What occupations need by O*NET's figures: transversal demand that no ad and no relation names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from matcher.concepts import ConceptUri
from matcher.demand import Asked, Evidence, EvidenceSource, Importance

IMPORTANT_FROM = 3.4
"""Importance, of 1 to 5, from which a skill counts as demanded; O*NET calls 3 important and 4 very important."""
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
    """1 to 5; of a group the mean over its occupations."""
    level: float
    """0 to 7; of a group the mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillFigures:
    """What one occupation needs, or on average a group of them."""

    whose: str
    """As the evidence says it: "of Lawyers", "on average of 57 occupations in Legal"."""
    figures: tuple[SkillFigure, ...]

    def demanded(self, reference: ConceptUri) -> Iterator[Asked]:
        """Implied by the figures; `reference` is the occupation that they are looked up for."""
        for figure in self.figures:
            if figure.concept is not None and figure.importance >= IMPORTANT_FROM:
                measured = f"importance {figure.importance:.2f} of 5, level {figure.level:.2f} of 7"
                evidence = Evidence(
                    source=EvidenceSource.ONET_FIGURES,
                    text=f"{figure.name}: {measured}, {self.whose}",
                    confidence=_confidence(figure.importance),
                    reference=reference,
                )
                yield Asked(skill=figure.concept, importance=Importance.IMPLIED, evidence=evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationSkills:
    own: Mapping[str, SkillFigures] = field(default_factory=dict)
    """By O*NET's title of the occupation; empty where no release was imported."""
    groups: Mapping[str, SkillFigures] = field(default_factory=dict)
    """Of the major groups of the Standard Occupational Classification, by two-digit code."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """O*NET's title of an occupation -> the code of its group."""

    def figures_of(self, title: str) -> SkillFigures | None:
        """The occupation's own, else those of its group."""
        own = self.own.get(title)
        return own if own is not None else self.groups.get(self.titles.get(title, ""))


def _confidence(importance: float) -> float:
    share = min(1.0, (importance - IMPORTANT_FROM) / (MOST_IMPORTANT - IMPORTANT_FROM))
    return LEAST_CONFIDENCE + share * (MOST_CONFIDENCE - LEAST_CONFIDENCE)
