"""An ad read: sections, sentences, stances, links, demands. Every value points back to the ad's own words."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace

from matcher.alike import with_alike
from matcher.alternatives import alternatives
from matcher.asking import Asking
from matcher.concepts import ConceptUri
from matcher.cues import Stance, read_clauses, section_of
from matcher.demand import Asked, Demand, Evidence, EvidenceSource, Importance, demands
from matcher.errors import EmptyText, TextTooLong
from matcher.gate import asks_by_name, calls_for, opens_as_duty, says_what_is_wanted
from matcher.implied import ImpliedCue, implied
from matcher.led import in_context
from matcher.linking import Found, Link, Linker
from matcher.mentions import Sentence, SentenceSplitter, Span
from matcher.others import OthersDoings, rests_on
from matcher.passages import Passage
from matcher.proficiency import is_graded, levels
from matcher.progress import Progress, untold
from matcher.recent import Recent
from matcher.sections import ABOUT_THE_JOB, SectionKind, read_sections
from matcher.who import of_anybody

MAX_PASSAGES = 5_000
"""Of one ad; the longest real one known here has 530."""
_WHOM = re.compile(
    r"\b(?:the )?(?:successful |ideal |preferred |right |suitable |strong )?"
    r"(?:candidate|applicant|post ?holder|incumbent)s?\b"
    r"(?= (?:must|will|should|is|are|has|have|needs?|would|can|may|possess|demonstrates?)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an answer tells of a reading; without the passages, so that it can travel."""

    text: str
    demands: tuple[Demand, ...]
    unmatched: tuple[Span, ...]
    """Of the text: what is required or preferred and no demand was read from."""
    set_aside: Mapping[str, int]
    """Why nothing was taken from passages -> how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    text: str
    passages: tuple[Passage, ...]
    """In the order of the text."""
    demands: tuple[Demand, ...]

    def told(self) -> Told:
        return Told(
            text=self.text,
            demands=self.demands,
            unmatched=tuple(passage.sentence.span for passage in self.unmatched()),
            set_aside=self.set_aside(),
        )

    def set_aside(self) -> Mapping[str, int]:
        """Why nothing was taken from passages -> how many."""
        counts: dict[str, int] = {}
        for passage in self.passages:
            if not passage.speaks_of_skills:
                reason = Stance.NOT_ASKED if passage.section in ABOUT_THE_JOB else passage.section
                counts[str(reason)] = counts.get(str(reason), 0) + 1
        return counts

    def unmatched(self) -> tuple[Passage, ...]:
        """What is required or preferred and no demand was read from, in order: passages, or names in them."""
        starts = sorted(e.mention.start for demand in self.demands for e in demand.evidence if e.mention)
        found: list[Passage] = []
        for passage in self.passages:
            span = passage.sentence.span
            wants = passage.wanted is None or passage.wants
            if passage.requires and wants and bisect_left(starts, span.start) == bisect_left(starts, span.end):
                found.append(passage)
            elif passage.speaks_of_skills and (passage.requires or calls_for(passage.sentence.text)):
                names = (Sentence(name, name.of(self.text)) for name in passage.unknown)
                found.extend(replace(passage, sentence=name) for name in names)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _ReadClause:
    span: Span
    """Within its sentence."""
    text: str
    section: SectionKind
    stance: Stance | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AdReader:
    splitter: SentenceSplitter
    linker: Linker
    cues: tuple[ImpliedCue, ...] = ()
    asking: Asking | None = None
    """Without it a passage's own words and its heading say whether it asks."""
    others: OthersDoings | None = None
    """Without it whatever a passage that asks names is asked for."""
    given_names: Container[str] = frozenset()
    """Of people, in small letters: whoever an ad names moves nothing that it asks."""
    recent: "MutableMapping[tuple[str, SectionKind], tuple[_ReadClause, ...]]" = field(
        default_factory=lambda: Recent(0)
    )
    """The clauses of what was read lately, by text and section; by default nothing is kept."""

    def read(self, text: str, min_confidence: float | None = None, told: Progress = untold) -> Reading:
        """Raises EmptyText and TextTooLong. An ad that asks for nothing has no demands; that is an answer.

        `told` hears of each sentence that is read, and between the steps that look at all of them together.
        """
        return self._read(text, self._checked(text, told), min_confidence, told)

    def read_several(
        self, texts: Sequence[str], min_confidence: float | None = None
    ) -> Iterator[Reading | EmptyText | TextTooLong]:
        """Each as `read` does, or why it can't be. Quicker where the linker remembers what was read lately.

        Sentences of all of them are looked up together first; of a single one there are too few for that to pay.
        """
        checked = [self._checked_or_why(text) for text in texts]
        together: dict[bool | None, dict[str, Sentence]] = {}
        for passages in checked:
            if isinstance(passages, list):
                surely = self._surely(passages)
                for sentence in (self._read_as(passage.sentence) for passage in passages if passage.asks):
                    together.setdefault(surely.get(sentence.text), {})[sentence.text] = sentence
        for says_so, own in together.items():
            sure = {} if says_so is None else dict.fromkeys(own, says_so)
            self.linker.read(tuple(own.values()), min_confidence, sure)
        for text, passages in zip(texts, checked, strict=True):
            yield self._read(text, passages, min_confidence) if isinstance(passages, list) else passages

    def _checked_or_why(self, text: str) -> list[Passage] | EmptyText | TextTooLong:
        try:
            return self._checked(text)
        except (EmptyText, TextTooLong) as error:
            return error

    def _checked(self, text: str, told: Progress = untold) -> list[Passage]:
        if not any(character.isalnum() for character in text):
            raise EmptyText("the ad")
        passages = self.passages(text, told)
        _require_few(len(passages))
        return passages

    def _read(
        self, text: str, passages: list[Passage], min_confidence: float | None, told: Progress = untold
    ) -> Reading:
        least = self.linker.policy.min_confidence if min_confidence is None else min_confidence
        cues = tuple(cue for cue in self.cues if cue.confidence >= least)
        looked_at = [place for place, passage in enumerate(passages) if passage.asks]
        surely = self._surely(passages)
        count, others = len(passages), len(passages) - len(looked_at)
        told(others, count)
        asking = [self._read_as(passages[place].sentence) for place in looked_at]
        found = self.linker.read(asking, min_confidence, surely, lambda done, _: told(others + done, count))
        for place, own in zip(looked_at, found, strict=True):
            sentence = passages[place].sentence
            stated = bool(own.links) and self._stated(sentence, own.links, text)
            passages[place] = replace(passages[place], likely=own.asks, unknown=own.unknown, stated=stated)
        told(count, count)
        passages = self._judged(passages, text)
        told(count, count)
        kept = [(passages[p], own) for p, own in zip(looked_at, found, strict=True) if passages[p].speaks_of_skills]
        kept = self._applicants(kept, text)
        told(count, count)
        instead = alternatives([link for _, own in kept for link in own.links], text)
        asked = [
            (
                passage,
                (
                    *_asked(passage, own.links, instead, text),
                    *_implied(passage, implied(self._heard(passage.sentence), cues)),
                ),
            )
            for passage, own in kept
        ]
        wanted = with_alike(demands(_beside_the_title(asked)), self.linker.concepts, self.linker.positions)
        return Reading(text=text, passages=tuple(passages), demands=wanted)

    def _stated(self, sentence: Sentence, links: Sequence[Link], text: str) -> bool:
        """Whether it says outright what is wanted or done, or how well a technology or a language is."""
        if says_what_is_wanted(sentence.text):
            return True
        if opens_as_duty(sentence.text):
            return True
        if not is_graded(sentence.text):
            return False
        named = [link.mention.span for link in links if self.linker.goes_by_name(link.candidate.uri)]
        wanted = levels(text, named, sentence.span)
        return any(
            is_graded(text[span.end : level.end].strip() if span.end <= level.start else level.of(text))
            for span, own in wanted.items()
            for level in own
        )

    def _judged(self, passages: list[Passage], text: str) -> list[Passage]:
        """Each that may ask with the probability that it does, where it stands."""
        if self.asking is None:
            return passages
        wanted = self.asking.probabilities(passages, text).tolist()
        return [replace(p, wanted=one) if p.asks else p for p, one in zip(passages, wanted, strict=True)]

    def _applicants(self, read: Sequence[tuple[Passage, Found]], text: str) -> list[tuple[Passage, Found]]:
        """What was read without the links to what somebody else does, holds or gives."""
        if self.others is None:
            return list(read)
        links = ((passage.whole, link) for passage, own in read for link in own.links)
        theirs = self.others.among(links, text)
        return [
            (passage, replace(own, links=tuple(link for link in own.links if not rests_on(link, theirs))))
            for passage, own in read
        ]

    def _read_as(self, sentence: Sentence) -> Sentence:
        return Sentence(sentence.span, of_anybody(sentence.text, self.given_names))

    def _surely(self, passages: Iterable[Passage]) -> Mapping[str, bool]:
        """As `demanding`, by the words that are read."""
        return {of_anybody(text, self.given_names): says_so for text, says_so in demanding(passages).items()}

    def _heard(self, sentence: Sentence) -> Sentence:
        """Without the operator's stop-terms, at equal length."""
        return Sentence(sentence.span, self.linker.heard(sentence.text))

    def passages(self, text: str, told: Progress = untold) -> list[Passage]:
        """The ad cut into sentences, and sentences where their stance changes."""
        told(0, 0)
        sections = read_sections(text)
        blocks = [(section.kind, block) for section in sections for block in section.blocks]
        _require_few(sum(any(map(str.isalnum, block.of(text))) for _, block in blocks))
        split = self.splitter.split(text, [block for _, block in blocks])
        passages: list[Passage] = []
        for (kind, _), sentences in zip(blocks, split, strict=True):
            told(0, 0)
            passages.extend(passage for sentence in sentences for passage in self._clauses(sentence, kind))
        return in_context(passages, text)

    def _clauses(self, sentence: Sentence, kind: SectionKind) -> Iterable[Passage]:
        key = (sentence.text, kind)
        clauses = self.recent.get(key)
        if clauses is None:
            clauses = self.recent[key] = _read_clauses(*key)
        start = sentence.span.start
        for clause in clauses:
            yield Passage(
                sentence=Sentence(Span(start + clause.span.start, start + clause.span.end), clause.text),
                whole=sentence,
                section=clause.section,
                stance=clause.stance,
            )


def _require_few(passages: int) -> None:
    """Also before they are cut, by the blocks they stand in: each that says something holds one at the least."""
    if passages > MAX_PASSAGES:
        raise TextTooLong("the ad", length=passages, limit=MAX_PASSAGES, unit="sentences and list items")


def _beside_the_title(asked: Sequence[tuple[Passage, tuple[Asked, ...]]]) -> list[Asked]:
    """What is asked, without what the job's name repeats of the text below it: there it says how much it matters."""
    named = {one.skill for passage, own in asked for one in own if passage.section is not SectionKind.TITLE}
    return [
        one
        for passage, own in asked
        for one in own
        if passage.section is not SectionKind.TITLE or one.skill not in named
    ]


def demanding(passages: Iterable[Passage]) -> Mapping[str, bool]:
    """The texts that surely ask for something, and whether they say so themselves, not only their heading."""
    found: dict[str, bool] = {}
    for passage in (passage for passage in passages if passage.asks):
        text = passage.sentence.text
        says_so = passage.stance is not None or calls_for(text) or says_what_is_wanted(text)
        if says_so or passage.requires or is_graded(text) or asks_by_name(text) or opens_as_duty(text):
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


def _implied(passage: Passage, unnamed: Iterable[tuple[ImpliedCue, Span]]) -> Iterable[Asked]:
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


def _read_clauses(text: str, kind: SectionKind) -> tuple[_ReadClause, ...]:
    section = kind if kind is SectionKind.NOT_NEEDED else section_of(text, kind)
    return tuple(
        _ReadClause(clause.span, addressed(clause.span.of(text)), section, clause.stance)
        for clause in read_clauses(text, 0)
    )
