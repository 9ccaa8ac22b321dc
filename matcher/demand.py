"""What an ad or a role asks for: each skill once, with its importance, its confidence and its evidence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from matcher.concepts import ConceptUri
from matcher.mentions import Span, plain


class Importance(StrEnum):
    """In falling order of weight."""

    ESSENTIAL = "essential"
    OPTIONAL = "optional"
    IMPLIED = "implied"
    """Not named, but what the sentence describes can't be done without it."""


ORDER = tuple(Importance)


class EvidenceSource(StrEnum):
    AD = "ad"
    TASK = "O*NET task"
    ONET_FIGURES = "O*NET importance"
    DESCRIPTION = "occupation description"
    LIKELY = "likely for the occupation"
    """By what its name and description resemble; no text names the skill."""
    SIMILAR_AD = "similar ad"
    OFFICIAL_RELATION = "official relation"
    OWN_LIST = "the team's own list"
    PERSON = "your own word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that a demand rests on."""

    source: EvidenceSource
    text: str
    """The whole sentence, task or relation."""
    confidence: float
    span: Span | None = None
    """Of `text` in the ad that was read; None for other sources."""
    mention: Span | None = None
    """The words within the ad that name the skill; inside `span`."""
    reference: str | None = None
    """Occupation URI or ad id that the words stand in, for sources other than the ad."""
    section: str | None = None
    """The kind of section the sentence stands in ("duties", "required", ...)."""
    levels: tuple[str, ...] = ()
    """How well or how long it is wanted, in the sentence's own words ("C1", "3+ years")."""

    def words(self) -> str | None:
        """The words that name the skill; None where the source has no offsets."""
        if self.span is None or self.mention is None:
            return None
        return self.text[self.mention.start - self.span.start : self.mention.end - self.span.start]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    skill: ConceptUri
    importance: Importance
    confidence: float
    evidence: tuple[Evidence, ...]
    """At least one: what makes it as important as it is first, the surest of it before the others."""
    alternatives: frozenset[ConceptUri] = frozenset()
    """Skills of which any one does instead ("Java, Python or Go"); without this one."""
    alike: frozenset[ConceptUri] = frozenset()
    """Skills that the same words were also read as, by names that mean much the same: one need with this one."""

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that its evidence states, each once, in that order."""
        return tuple(dict.fromkeys(level for evidence in self.evidence for level in evidence.levels))

    def words(self) -> frozenset[str]:
        """What the ad calls it, as plain words; empty for a demand that rests on other sources."""
        return frozenset(plain(words) for words in (evidence.words() for evidence in self.evidence) if words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One reading of one sentence: it asks for this skill."""

    skill: ConceptUri
    importance: Importance
    evidence: Evidence
    alternatives: frozenset[ConceptUri] = frozenset()


def demands(asked: Iterable[Asked]) -> tuple[Demand, ...]:
    """Each skill once: the strongest importance, the surest evidence first; ordered by weight, then URI.

    A skill asked for without alternatives anywhere has none.
    """
    by_skill: defaultdict[ConceptUri, list[Asked]] = defaultdict(list)
    for one in asked:
        by_skill[one.skill].append(one)
    found = [_joined(skill, several) for skill, several in by_skill.items()]
    return tuple(sorted(found, key=lambda d: (ORDER.index(d.importance), -d.confidence, d.skill)))


def _joined(skill: ConceptUri, several: list[Asked]) -> Demand:
    named = [one for one in several if one.importance is not Importance.IMPLIED] or several
    strongest = min((one.importance for one in named), key=ORDER.index)
    ordered = sorted(named, key=lambda one: (ORDER.index(one.importance), *_surest(one.evidence)))
    return Demand(
        skill=skill,
        importance=strongest,
        confidence=max(one.evidence.confidence for one in named if one.importance is strongest),
        evidence=tuple(one.evidence for one in ordered),
        alternatives=frozenset.intersection(*(one.alternatives for one in named)),
    )


def _surest(evidence: Evidence) -> tuple[float, int, str]:
    return -evidence.confidence, evidence.span.start if evidence.span else 0, evidence.text
