"""Technical and transversal skills: which of the two a skill is, by the families and collections that hold it."""

from enum import StrEnum

from matcher.concepts import ConceptUri, Taxonomy

COLLECTION = "transversal"
"""ESCO's own collection of transversal skills, where the release has it."""


class Nature(StrEnum):
    TECHNICAL = "technical"
    TRANSVERSAL = "transversal"
    """Useful in any field: critical thinking, information literacy, teamwork, ..."""


def transversal_skills(taxonomy: Taxonomy) -> frozenset[ConceptUri]:
    """Members of a transversal family, and of ESCO's transversal collection."""
    families = (family.members for family in taxonomy.families if family.transversal)
    return taxonomy.collections.get(COLLECTION, frozenset()).union(*families)
