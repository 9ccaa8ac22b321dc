"""What is there and what is not: of one entry, and of a whole catalogue."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from matcher.achievements import Achievement, Alignment
from matcher.completeness import australia, europe, new_zealand
from matcher.completeness.advice import POINTS, Answer, Followed, Point, advice_followed
from matcher.completeness.findings import Element, Finding, Framework, Rule, Status, found_by
from matcher.completeness.outcomes import VagueOutcome, vague_outcomes
from matcher.concepts import ConceptUri

K = TypeVar("K", bound=Hashable)
V = TypeVar("V", bound=Hashable)
Label = Callable[[ConceptUri], str]
"""The preferred label of a concept."""

RULES: tuple[Rule, ...] = (*europe.RULES, *australia.RULES, *new_zealand.RULES)
WORST = 10
"""Entries that are named as those with most to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryReport:
    achievement: Achievement
    """With what was read in it, if it was read."""
    findings: tuple[Finding, ...]
    outcomes: tuple[VagueOutcome, ...]
    advice: tuple[Followed, ...]

    @property
    def to_do(self) -> int:
        """Mandatory elements, over all frameworks, that leave something to do."""
        return sum(finding.is_open for finding in self.findings)

    @property
    def suggestions(self) -> tuple[Alignment, ...]:
        """What was read and is not stated, the surest first."""
        read = (alignment for alignment in self.achievement.alignments if not alignment.stated)
        return tuple(sorted(read, key=lambda one: (-one.confidence, one.concept)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueReport:
    entries: tuple[EntryReport, ...]
    elements: Mapping[Element, Mapping[Status, int]]
    """How many entries have which status, every element in order, every status that occurs."""
    advice: Mapping[Point, Mapping[Answer, int]]
    outcomes: int
    vague_outcomes: int
    complete: Mapping[Framework, int]
    """Entries with every mandatory element that a catalogue can hold."""

    @property
    def worst(self) -> tuple[EntryReport, ...]:
        """Up to WORST entries with most to do; ties by id."""
        open_ones = [entry for entry in self.entries if entry.to_do]
        return tuple(sorted(open_ones, key=lambda entry: (-entry.to_do, entry.achievement.id))[:WORST])


def lint_entry(achievement: Achievement) -> EntryReport:
    return EntryReport(
        achievement=achievement,
        findings=found_by(RULES, achievement),
        outcomes=vague_outcomes(achievement),
        advice=advice_followed(achievement),
    )


def lint_catalogue(achievements: Sequence[Achievement]) -> CatalogueReport:
    """Every entry in order, and counts over all."""
    entries = tuple(map(lint_entry, achievements))
    found = Counter((finding.element, finding.verdict.status) for entry in entries for finding in entry.findings)
    followed = Counter((one.point, one.answer) for entry in entries for one in entry.advice)
    return CatalogueReport(
        entries=entries,
        elements={rule.element: _of(found, rule.element, Status) for rule in RULES},
        advice={point: _of(followed, point, Answer) for point, _ in POINTS},
        outcomes=sum(len(achievement.outcomes) for achievement in achievements),
        vague_outcomes=sum(len(entry.outcomes) for entry in entries),
        complete={framework: sum(_is_complete(entry, framework) for entry in entries) for framework in Framework},
    )


def _of(counted: Counter[tuple[K, V]], key: K, values: Iterable[V]) -> dict[V, int]:
    return {value: counted[key, value] for value in values if counted[key, value]}


def _is_complete(entry: EntryReport, framework: Framework) -> bool:
    return not any(finding.is_open for finding in entry.findings if finding.element.framework is framework)


def with_accepted(achievement: Achievement, accepts: Callable[[Alignment], bool], label: Label) -> Achievement:
    """What was read and is accepted counts as stated, on the word of whoever accepts, and bears its own label.

    The words that it was read in are the course's and no name of the skill: they are the title, or an outcome.
    """
    taken = (
        replace(own, stated=True, text=label(own.concept), span=None) if not own.stated and accepts(own) else own
        for own in achievement.alignments
    )
    return replace(achievement, alignments=tuple(taken))


def sure_from(confidence: float) -> Callable[[Alignment], bool]:
    """What was read at least as surely."""
    return lambda own: own.confidence >= confidence
