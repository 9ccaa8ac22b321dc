"""Achievements in one of the JSON-LD formats, as one document."""

from collections.abc import Sequence
from typing import Any

from corpora.courses.files import FORMATS
from corpora.courses.formats import Format
from matcher.achievements import Achievement
from matcher.concepts import ConceptUri, Taxonomy
from matcher.errors import InvalidInput


def format_named(name: str) -> Format:
    """Raises InvalidInput with the names there are."""
    found = next((one for one in FORMATS if one.name == name), None)
    if found is None:
        raise InvalidInput("as", f"is none of {', '.join(one.name for one in FORMATS)}: {name!r}")
    return found


def document_of(achievements: Sequence[Achievement], form: Format, taxonomy: Taxonomy | None) -> dict[str, Any]:
    """What is stated, in the format. A concept without a known label goes by the words it was stated with."""
    words = {own.concept: own.text for one in achievements for own in one.alignments}

    def label(concept: ConceptUri) -> str:
        skill = taxonomy.skills.get(concept) if taxonomy else None
        return skill.preferred_label if skill else words.get(concept, concept)

    return form.document(achievements, label)
