"""A course read by the linker: which skills it teaches, in the catalogue's own words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from matcher.achievements import Achievement, Alignment, AlignmentRole
from matcher.linking import Linker, mention_of
from matcher.mentions import Sentence, SentenceSplitter, Span


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CourseReader:
    splitter: SentenceSplitter
    linker: Linker

    def align(self, achievements: Sequence[Achievement]) -> list[Achievement]:
        """Each achievement with what was read added to what its provider states; order is kept.

        A skill that the provider states is not read again; of several passages the surest is kept.
        """
        return [replace(a, alignments=(*a.alignments, *self._read(a))) for a in achievements]

    def _read(self, achievement: Achievement) -> tuple[Alignment, ...]:
        stated = {alignment.concept for alignment in achievement.alignments}
        found: dict[str, Alignment] = {}
        sentences = list(self._sentences(achievement))
        for (field, _), links in zip(sentences, self.linker.links([s for _, s in sentences]), strict=True):
            for link in links:
                known = found.get(link.candidate.uri)
                if link.candidate.uri in stated or (known and known.confidence >= link.candidate.confidence):
                    continue
                found[link.candidate.uri] = Alignment(
                    concept=link.candidate.uri,
                    role=AlignmentRole.TEACHES,
                    confidence=link.candidate.confidence,
                    stated=False,
                    field=field,
                    text=link.mention.sentence.text,
                    span=mention_of(link.candidate, link.mention.sentence).span,
                )
        return tuple(found[uri] for uri in sorted(found))

    def _sentences(self, achievement: Achievement) -> Iterable[tuple[str, Sentence]]:
        for field, text in achievement.passages():
            blocks = _lines(text)
            for sentences in self.splitter.split(text, blocks):
                for sentence in sentences:
                    yield field, sentence


def _lines(text: str) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans
