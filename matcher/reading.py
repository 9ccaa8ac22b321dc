"""An ad read: sections, sentences, stances, links, demands. Every value points back to the ad's own words."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.alternatives import alternatives
from matcher.concepts import ConceptUri
from matcher.cues import Stance, read_clauses, section_of
from matcher.demand import Asked, Demand, Evidence, EvidenceSource, Importance, demands
from matcher.errors import EmptyText, TextTooLong
from matcher.gate import calls_for
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
    unknown: tuple[Span, ...] = ()
    """Names that it asks for and that mean no concept."""

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
        """What is required or preferred and no demand was read from, in order: passages, or names in them."""
        starts = sorted(e.mention.start for demand in self.demands for e in demand.evidence if e.mention)
        found: list[Passage] = []
        for passage in self.passages:
            span = passage.sentence.span
            if passage.requires and bisect_left(starts, span.start) == bisect_left(starts, span.end):
                found.append(passage)
            elif passage.asks and (passage.requires or calls_for(passage.sentence.text)):
                names = (Sentence(name, name.of(self.text)) for name in passage.unknown)
                found.extend(replace(passage, sentence=name) for name in names)
        return tuple(found)


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
        demanding = _demanding([passages[place] for place in looked_at])
        found = self.linker.read([passages[place].sentence for place in looked_at], min_confidence, demanding)
        instead = alternatives([link for own in found for link in own.links], text)
        asked: list[Asked] = []
        for place, own in zip(looked_at, found, strict=True):
            passages[place] = replace(passages[place], likely=own.asks, unknown=own.unknown)
            asked.extend(_asked(passages[place], own.links, instead, text))
            asked.extend(_implied(passages[place], cues))
        return Reading(text=text, passages=tuple(passages), demands=demands(asked))

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


def _demanding(passages: Iterable[Passage]) -> Mapping[str, bool]:
    """The texts that surely ask for something, and whether they say so themselves, not only their heading."""
    found: dict[str, bool] = {}
    for passage in passages:
        text = passage.sentence.text
        says_so = passage.stance is not None or calls_for(text)
        if says_so or passage.requires:
            found[text] = found.get(text, False) or says_so
    return found


def _asked(
    passage: Passage, links: Sequence[Link], instead: Mapping[Span, frozenset[ConceptUri]], text: str
) -> Iterable[Asked]:
    named = [link.mention.span for link in links]
    in_full = [link.mention.span for link in links if link.candidate.exact]
    wanted = levels(text, named, passage.sentence.span, in_full) if links else {}
    for link in links:
        stated = tuple(level.of(text) for level in wanted.get(link.mention.span, ()))
        yield Asked(
            skill=link.candidate.uri,
            importance=passage.importance,
            evidence=_evidence(passage, link.mention.span, link.candidate.confidence, stated),
            alternatives=instead.get(link.mention.span, frozenset()) - {link.candidate.uri},
        )


def _implied(passage: Passage, cues: Sequence[ImpliedCue]) -> Iterable[Asked]:
    for cue, span in implied(passage.sentence, cues):
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
