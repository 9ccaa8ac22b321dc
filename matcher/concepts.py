"""The vocabulary: skills, occupations, what joins them, and the families people name them by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from matcher.errors import UnknownConcept

ConceptUri = NewType("ConceptUri", str)
FamilyId = NewType("FamilyId", str)


class SkillKind(StrEnum):
    """ESCO's two kinds of skill, and the product names that O*NET adds."""

    COMPETENCE = "skill/competence"
    KNOWLEDGE = "knowledge"
    TECHNOLOGY = "technology"


class Vocabulary(StrEnum):
    """Whose concept it is: decides the attribution."""

    ESCO = "ESCO"
    ONET = "O*NET"
    OWN = "own"
    """The operator's."""


class Requirement(StrEnum):
    """How an official relation ties a skill to an occupation."""

    ESSENTIAL = "essential"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    uri: ConceptUri
    preferred_label: str
    kind: SkillKind
    vocabulary: Vocabulary = Vocabulary.ESCO
    alt_labels: tuple[str, ...] = ()
    alias_text: str | None = None
    """Alternative labels run together, where the source does not say where one ends: for lexical search only."""
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation:
    uri: ConceptUri
    preferred_label: str
    vocabulary: Vocabulary = Vocabulary.ESCO
    alt_labels: tuple[str, ...] = ()
    alias_text: str | None = None
    description: str | None = None
    isco_group: str | None = None
    """Four-digit ISCO-08 code, where the source states it."""
    tasks: tuple[str, ...] = ()
    """O*NET task statements; empty for ESCO occupations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillFamily:
    """Skills under the name that people use for them ("information literacy")."""

    id: FamilyId
    label: str
    alt_labels: tuple[str, ...]
    members: frozenset[ConceptUri]
    transversal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """One release of the vocabulary; everything built from it carries its version."""

    version: str
    skills: Mapping[ConceptUri, Skill]
    occupations: Mapping[ConceptUri, Occupation]
    requirements: Mapping[ConceptUri, Mapping[ConceptUri, Requirement]] = field(default_factory=dict)
    """Occupation -> skill -> official relation; empty where the release was not imported."""
    broader: Mapping[ConceptUri, tuple[ConceptUri, ...]] = field(default_factory=dict)
    groups: Mapping[ConceptUri, str] = field(default_factory=dict)
    """Labels of the skill groups and ISCO groups that `broader` points to."""
    collections: Mapping[str, frozenset[ConceptUri]] = field(default_factory=dict)
    """Named ESCO collections, such as "transversal" and "digital"."""
    families: tuple[SkillFamily, ...] = ()
    attribution: tuple[str, ...] = ()

    def skill(self, uri: ConceptUri) -> Skill:
        """Raises UnknownConcept."""
        try:
            return self.skills[uri]
        except KeyError:
            raise UnknownConcept(uri, self.version) from None

    def occupation(self, uri: ConceptUri) -> Occupation:
        """Raises UnknownConcept."""
        try:
            return self.occupations[uri]
        except KeyError:
            raise UnknownConcept(uri, self.version) from None

    def families_of(self, uri: ConceptUri) -> tuple[SkillFamily, ...]:
        """The families that hold this skill, in the order of the taxonomy; often none."""
        return tuple(family for family in self.families if uri in family.members)
