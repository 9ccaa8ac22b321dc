"""An ad read: sections, sentences, stances, links, demands. Every value points back to the ad's own words."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.concepts import ConceptUri
from matcher.cues import Stance, read_clauses, section_of
from matcher.demand import Asked, Demand, Evidence, EvidenceSource, Importance, demands
from matcher.errors import EmptyText, TextTooLong
from matcher.implied import ImpliedCue, implied
from matcher.linking import Link, Linker
from matcher.mentions import Sentence, SentenceSplitter, Span
from matcher.proficiency import levels
from matcher.sections import ABOUT_THE_JOB, SectionKind, read_sections

MAX_PASSAGES = 5_000
"""Of one ad; the longest real one known here has 530."""
IMPORTANCE = {
    Stance.ESSENTIAL: Importance.ESSENTIAL,
    Stance.OPTIONAL: Importance.OPTIONAL,
}
REQUIREMENTS = frozenset({SectionKind.REQUIRED, SectionKind.PREFERRED})
SECTION_IMPORTANCE = {SectionKind.PREFERRED: Importance.OPTIONAL}
"""Where the sentence itself takes no stance; any other section about the job asks for what it names."""
_ITEM = r"[\w+#.&'-]+(?: [\w+#.&'-]+){0,2}"
_SLASH = re.compile(r"\s?/\s?")
_COMMA = re.compile(rf"\s?,\s(?:{_ITEM}\s?,\s)*", re.IGNORECASE)
_LAST_OR = re.compile(rf"(?:\s?,\s{_ITEM})*\s?,?\s(?:{_ITEM}\s)?or\s", re.IGNORECASE)
"""What stands between two named skills of a list; items between them that no concept names belong to it."""
_WHOM = re.compile(
    r"\b(?:the )?(?:successful |ideal |preferred |right |suitable |strong )?"
    r"(?:candidate|applicant|post ?holder|incumbent)s?\b"
    r"(?= (?:must|will|should|is|are|has|have|needs?|would|can|may|possess|demonstrates?)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence, or the part of one that takes a single stance."""

    sentence: Sentence
    whole: Sentence
    section: SectionKind
    stance: Stance | None
    likely: float | None = None
    """Probability that its words ask for a skill at all; None where they were not looked at."""

    @property
    def asks(self) -> bool:
        """Whether its section and its stance let it ask for something."""
        return self.section in ABOUT_THE_JOB and self.stance is not Stance.NOT_ASKED

    @property
    def requires(self) -> bool:
        """Whether its heading or its own words make it a requirement, or a wish, beyond doubt."""
        return self.asks and (self.section in REQUIREMENTS or self.stance is not None)

    @property
    def importance(self) -> Importance:
        if self.stance in IMPORTANCE:
            return IMPORTANCE[self.stance]
        return SECTION_IMPORTANCE.get(self.section, Importance.ESSENTIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    text: str
    passages: tuple[Passage, ...]
    """In the order of the text."""
    demands: tuple[Demand, ...]

    def set_aside(self) -> Mapping[str, int]:
        """Why passages were not read for skills -> how many."""
        counts: dict[str, int] = {}
        for passage in self.passages:
            if not passage.asks:
                reason = passage.stance if passage.section in ABOUT_THE_JOB else passage.section
                counts[str(reason)] = counts.get(str(reason), 0) + 1
        return counts

    def unmatched(self) -> tuple[Passage, ...]:
        """The passages that require or prefer something that no demand was read from, in order."""
        starts = sorted(e.mention.start for demand in self.demands for e in demand.evidence if e.mention)
        return tuple(
            passage
            for passage in self.passages
            if passage.requires
            and bisect_left(starts, passage.sentence.span.start) == bisect_left(starts, passage.sentence.span.end)
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AdReader:
    splitter: SentenceSplitter
    linker: Linker
    cues: tuple[ImpliedCue, ...] = ()

    def read(self, text: str, min_confidence: float | None = None) -> Reading:
        """Raises EmptyText and TextTooLong. An ad that asks for nothing has no demands; that is an answer."""
        if not any(character.isalnum() for character in text):
            raise EmptyText("the ad")
        passages = self.passages(text)
        if len(passages) > MAX_PASSAGES:
            raise TextTooLong("the ad", length=len(passages), limit=MAX_PASSAGES, unit="sentences and list items")
        least = self.linker.policy.min_confidence if min_confidence is None else min_confidence
        cues = tuple(cue for cue in self.cues if cue.confidence >= least)
        looked_at = [place for place, passage in enumerate(passages) if passage.asks]
        found = self.linker.read([passages[place].sentence for place in looked_at], min_confidence)
        asked: list[Asked] = []
        for place, own in zip(looked_at, found, strict=True):
            passages[place] = replace(passages[place], likely=own.asks)
            unnamed = implied(self._heard(passages[place].sentence), cues)
            asked.extend(_asked(passages[place], own.links, unnamed, text))
        return Reading(text=text, passages=tuple(passages), demands=demands(asked))

    def _heard(self, sentence: Sentence) -> Sentence:
        """Without the operator's stop-terms, at equal length."""
        return Sentence(sentence.span, self.linker.own.heard(sentence.text, self.linker.labels))

    def passages(self, text: str) -> list[Passage]:
        """The ad cut into sentences, and sentences where their stance changes."""
        sections = read_sections(text)
        blocks = [(section.kind, block) for section in sections for block in section.blocks]
        split = self.splitter.split(text, [block for _, block in blocks])
        return [
            passage
            for (kind, _), sentences in zip(blocks, split, strict=True)
            for sentence in sentences
            for passage in _clauses(sentence, kind, text)
        ]


def _asked(
    passage: Passage, links: Sequence[Link], unnamed: Iterable[tuple[ImpliedCue, Span]], text: str
) -> Iterable[Asked]:
    groups = alternatives(links, text)
    wanted = levels(text, [link.mention.span for link in links], passage.sentence.span) if links else {}
    for link in links:
        stated = tuple(level.of(text) for level in wanted.get(link.mention.span, ()))
        yield Asked(
            skill=link.candidate.uri,
            importance=passage.importance,
            evidence=_evidence(passage, link.mention.span, link.candidate.confidence, stated),
            alternatives=groups.get(link.candidate.uri, frozenset()),
        )
    for cue, span in unnamed:
        yield Asked(
            skill=cue.skill,
            importance=Importance.IMPLIED,
            evidence=_evidence(passage, span, cue.confidence),
        )


def _evidence(passage: Passage, mention: Span, confidence: float, stated: tuple[str, ...] = ()) -> Evidence:
    return Evidence(
        source=EvidenceSource.AD,
        text=passage.whole.text,
        span=passage.whole.span,
        mention=mention,
        confidence=confidence,
        section=passage.section.value,
        levels=stated,
    )


def addressed(clause: str) -> str:
    """The clause with "the successful candidate" as "you", at equal length: whom it speaks of is no skill."""
    return _WHOM.sub(lambda match: "you".ljust(len(match.group())), clause)


def _clauses(sentence: Sentence, kind: SectionKind, text: str) -> Iterable[Passage]:
    section = section_of(sentence.text, kind)
    for clause in read_clauses(sentence.text, sentence.span.start):
        yield Passage(
            sentence=Sentence(clause.span, addressed(clause.span.of(text))),
            whole=sentence,
            section=section,
            stance=clause.stance,
        )


def alternatives(links: Sequence[Link], text: str) -> Mapping[ConceptUri, frozenset[ConceptUri]]:
    """Skill -> the others that do instead: of a list whose last comma is an "or", or on the other side of a slash."""
    named: dict[Span, set[ConceptUri]] = {}
    for link in links:
        if link.candidate.exact:
            named.setdefault(link.mention.span, set()).add(link.candidate.uri)
    result: dict[ConceptUri, frozenset[ConceptUri]] = {}
    for group in _lists(sorted(named, key=lambda span: (span.start, span.end)), text):
        for span in group:
            others = frozenset[ConceptUri]().union(*(named[other] for other in group if other != span))
            for uri in named[span]:
                result[uri] = result.get(uri, frozenset()) | others - {uri}
    return {uri: others for uri, others in result.items() if others}


def _lists(spans: Sequence[Span], text: str) -> Iterable[Sequence[Span]]:
    """The runs of neighbouring spans that "or" or slashes make alternatives."""
    since, slashed = 0, 0
    for i, span in enumerate(spans):
        between = text[spans[i - 1].end : span.start] if i else ""
        slash, last = _SLASH.fullmatch(between), _LAST_OR.fullmatch(between)
        if last:
            yield spans[since : i + 1]
        elif slash:
            yield spans[slashed : i + 1]
        elif not _COMMA.fullmatch(between):
            since = i
        if not slash:
            slashed = i
