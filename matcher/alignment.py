"""A course read by the linker: which skills it teaches, in the catalogue's own words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from matcher.achievements import TAGS, Achievement, Alignment, AlignmentRole
from matcher.concepts import ConceptUri
from matcher.cues import speaks_of_absence
from matcher.lines import lines
from matcher.linking import Candidate, Linker, mention_of
from matcher.mentions import Sentence, SentenceSplitter
from matcher.progress import Progress, untold


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CourseReader:
    splitter: SentenceSplitter
    linker: Linker

    def align(self, achievements: Sequence[Achievement], told: Progress = untold) -> list[Achievement]:
        """Each achievement with what was read added to what its provider states; order is kept.

        A skill that the provider states is not read again, but is given the passage that speaks most of it; of
        several passages of a skill that was read the surest is kept, a tag only where no other speaks of it. `told`
        hears how many achievements are read.
        """
        found = []
        for place, own in enumerate(achievements):
            told(place, len(achievements))
            found.append(replace(own, alignments=self._read(own)))
        told(len(achievements), len(achievements))
        return found

    def _read(self, achievement: Achievement) -> tuple[Alignment, ...]:
        stated = {alignment.concept for alignment in achievement.alignments}
        sure = self._surest(achievement, stated)
        worded = (_in_words(a, sure.get(a.concept)) for a in achievement.alignments)
        return (*worded, *(sure[uri] for uri in sorted(sure) if uri not in stated))

    def _surest(self, achievement: Achievement, stated: Collection[ConceptUri]) -> dict[ConceptUri, Alignment]:
        found: dict[ConceptUri, Alignment] = {}
        sentences = list(self.sentences(achievement))
        roles = {f"competencies[{i}]": own.role for i, own in enumerate(achievement.competencies)}
        least = self.linker.policy.min_confidence
        looked_at = self.linker.candidates([sentence for _, sentence in sentences], stated, least)
        for (field, sentence), candidates in zip(sentences, looked_at, strict=True):
            for rank, candidate in enumerate(candidates):
                known = found.get(candidate.uri)
                eligible = rank < self.linker.policy.max_links or candidate.uri in stated
                if eligible and (known is None or _says_more(candidate, field, known)):
                    role = roles.get(field, AlignmentRole.TEACHES)
                    found[candidate.uri] = _read(candidate, role, field, sentence)
        return found

    def sentences(self, achievement: Achievement) -> Iterable[tuple[str, Sentence]]:
        """(field, sentence) of everything that says what is taught; what is said to be absent is left out."""
        for field, text in achievement.passages():
            for sentences in self.splitter.split(text, lines(text)):
                yield from ((field, sentence) for sentence in sentences if not speaks_of_absence(sentence.text))


def _says_more(candidate: Candidate, field: str, known: Alignment) -> bool:
    if is_tag(field) != is_tag(known.field):
        return is_tag(known.field)
    return known.confidence < candidate.confidence


def is_tag(field: str) -> bool:
    return field.startswith(TAGS)


def _read(candidate: Candidate, role: AlignmentRole, field: str, sentence: Sentence) -> Alignment:
    return Alignment(
        concept=candidate.uri,
        role=role,
        confidence=candidate.confidence,
        stated=False,
        field=field,
        text=sentence.text,
        span=mention_of(candidate, sentence).span,
    )


def _in_words(stated: Alignment, passage: Alignment | None) -> Alignment:
    """The stated alignment with the course's own words for it, where any speak of it."""
    if passage is None:
        return stated
    return replace(stated, field=passage.field, text=passage.text, span=passage.span)
