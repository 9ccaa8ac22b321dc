"""A catalogue looked over, whichever edge it came in by: what its entries lack, and what was read in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpora.courses.exports import linked_format
from corpora.courses.formats import Label
from matcher.achievements import Achievement
from matcher.alignment import CourseReader
from matcher.completeness.report import CatalogueReport, lint_catalogue, sure_from, with_accepted
from matcher.concepts import ConceptUri, Taxonomy, Vocabulary
from matcher.errors import InvalidInput, Rejected
from matcher.progress import Progress, untold


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    report: CatalogueReport
    rejected: tuple[Rejected, ...]
    taxonomy: Taxonomy | None
    """None where nothing was read for suggestions."""

    def corrected(self, form: str, accepted_from: float | None) -> dict[str, Any]:
        """All entries in a format: what they state, and what was read at least as surely where that is accepted.

        Raises InvalidInput for a format that there isn't, and where something is accepted that was not read for.
        """
        if accepted_from is not None and self.taxonomy is None:
            raise InvalidInput("accept", "there are no suggestions to accept: nothing was read")
        entries = [entry.achievement for entry in self.report.entries]
        label = self._label(entries)
        if accepted_from is not None:
            entries = [with_accepted(entry, sure_from(accepted_from), label) for entry in entries]
        return linked_format(form).document(entries, label)

    def _label(self, entries: Sequence[Achievement]) -> Label:
        """The preferred label of a concept; of one that is not known here, the words it was stated with."""
        words = {own.concept: own.text for entry in entries for own in entry.alignments if own.stated}
        skills = self.taxonomy.skills if self.taxonomy else {}
        return lambda uri: skills[uri].preferred_label if uri in skills else words.get(uri, uri)


def linted(
    achievements: Sequence[Achievement],
    rejected: Sequence[Rejected],
    courses: CourseReader | None = None,
    taxonomy: Taxonomy | None = None,
) -> Linted:
    """Looked over; with suggestions where there is something to read with."""
    if courses is not None and taxonomy is not None:
        achievements = with_suggestions(achievements, courses, taxonomy)
    return Linted(report=lint_catalogue(achievements), rejected=tuple(rejected), taxonomy=taxonomy)


def with_suggestions(
    achievements: Sequence[Achievement], courses: CourseReader, taxonomy: Taxonomy, told: Progress = untold
) -> list[Achievement]:
    """Each with the ESCO skills that its words speak of, beside what it states, which stays as it is."""
    known = [_with_known(achievement, taxonomy) for achievement in achievements]
    found = courses.align(known, told)
    return [_beside(stated, read, taxonomy) for stated, read in zip(achievements, found, strict=True)]


def _with_known(achievement: Achievement, taxonomy: Taxonomy) -> Achievement:
    """Without stated concepts that nobody can read for."""
    stated = tuple(own for own in achievement.alignments if own.concept in taxonomy.skills)
    return replace(achievement, alignments=stated)


def _beside(stated: Achievement, read: Achievement, taxonomy: Taxonomy) -> Achievement:
    found = (own for own in read.alignments if not own.stated and _is_esco(own.concept, taxonomy))
    return replace(stated, alignments=(*stated.alignments, *found))


def _is_esco(concept: ConceptUri, taxonomy: Taxonomy) -> bool:
    return taxonomy.skill(concept).vocabulary is Vocabulary.ESCO
