"""What a person says of a reading: right, wrong, another skill, one more skill; I have it, I don't."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from matcher.alike import heads
from matcher.concepts import ConceptUri
from matcher.demand import ORDER, Demand, Evidence, EvidenceSource, Importance
from matcher.profiles import Holding, HoldingSource, Profile

SURE = 1.0
"""Of what a person says: it is not for a model to doubt."""
SAID = "you said that you have it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    accepted: frozenset[ConceptUri] = frozenset()
    rejected: frozenset[ConceptUri] = frozenset()
    instead: Mapping[ConceptUri, ConceptUri] = field(default_factory=dict)
    """What was read -> what is meant."""
    added: Mapping[ConceptUri, str] = field(default_factory=dict)
    """Skills that were not read, each with the words in which the person asked for it."""
    held: frozenset[ConceptUri] = frozenset()
    not_held: frozenset[ConceptUri] = frozenset()
    """Though the profile was read to hold it."""

    def __bool__(self) -> bool:
        return any((self.accepted, self.rejected, self.instead, self.added, self.held, self.not_held))


def decided_demands(read: Iterable[Demand], decisions: Decisions) -> tuple[Demand, ...]:
    """The demands as the person wants them, each skill once, weightiest first; what was decided is sure.

    A skill that was replaced keeps the words it was read from. What else these words were read as goes with the one
    that stands for it, where that is rejected or replaced and nothing is said of the other.
    """
    read = tuple(read)
    gone = _gone(read, decisions)
    found: dict[ConceptUri, Demand] = {}
    for demand in (_meant(demand, decisions) for demand in read if demand.skill not in gone):
        known = found.get(demand.skill)
        found[demand.skill] = _joined(known, demand) if known else demand
    for skill, words in decisions.added.items():
        found.setdefault(skill, _added(skill, words))
    kept = (replace(own, alike=own.alike & found.keys()) for own in found.values())
    return tuple(sorted(kept, key=lambda own: (ORDER.index(own.importance), -own.confidence, own.skill)))


def _gone(read: Sequence[Demand], decisions: Decisions) -> frozenset[ConceptUri]:
    """The skills that were read and are not wanted; without those that are replaced."""
    moved = {skill for skill, meant in decisions.instead.items() if meant != skill}
    said = decisions.accepted | decisions.instead.keys()
    with_head = {
        skill for skill, head in heads(read).items() if head in decisions.rejected | moved and skill not in said
    }
    return decisions.rejected | with_head


def _meant(demand: Demand, decisions: Decisions) -> Demand:
    skill = decisions.instead.get(demand.skill, demand.skill)
    if skill == demand.skill and skill not in decisions.accepted:
        return demand
    alike = demand.alike if skill == demand.skill else frozenset[ConceptUri]()
    return replace(demand, skill=skill, confidence=SURE, alternatives=demand.alternatives - {skill}, alike=alike)


def _joined(one: Demand, other: Demand) -> Demand:
    """Two that mean the same skill: the stronger with the evidence of both."""
    first, second = sorted((one, other), key=lambda own: (ORDER.index(own.importance), -own.confidence))
    evidence, alternatives = (*first.evidence, *second.evidence), one.alternatives & other.alternatives
    return replace(first, evidence=evidence, alternatives=alternatives)


def _added(skill: ConceptUri, words: str) -> Demand:
    evidence = Evidence(source=EvidenceSource.PERSON, text=words, confidence=SURE)
    return Demand(skill=skill, importance=Importance.ESSENTIAL, confidence=SURE, evidence=(evidence,))


def decided_profile(read: Profile, decisions: Decisions) -> Profile:
    """The profile with what the person says to hold, and without what they say not to."""
    kept = tuple(own for own in read.holdings if own.skill not in decisions.not_held)
    known = {own.skill for own in kept}
    said = tuple(_said(skill) for skill in sorted(decisions.held - known))
    return replace(read, holdings=(*kept, *said))


def _said(skill: ConceptUri) -> Holding:
    return Holding(skill=skill, source=HoldingSource.SELF_CLAIMED, confidence=SURE, text=SAID)
