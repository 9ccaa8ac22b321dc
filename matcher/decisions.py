"""What a person says of a reading: right, wrong, another skill, one more skill; I have it, I don't."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from matcher.alike import heads, rests_on_words_of
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

    A skill that was replaced keeps the words it was read from. What else these very words were read as goes with the
    one that stands for it, where that is rejected or replaced and nothing is said of the other.
    """
    read = tuple(read)
    gone = _gone(read, decisions)
    head_of = {skill: head for skill, head in heads(read).items() if skill not in gone | _moved(decisions)}
    found: dict[ConceptUri, Demand] = {}
    for demand in (_meant(demand, decisions) for demand in read if demand.skill not in gone):
        known = found.get(demand.skill)
        found[demand.skill] = _joined(known, demand) if known else demand
    for skill, words in decisions.added.items():
        found.setdefault(skill, _added(skill, words))
    needs: defaultdict[ConceptUri, set[ConceptUri]] = defaultdict(set)
    for skill, head in head_of.items():
        needs[head].add(skill)
    kept = (
        replace(own, alike=frozenset(needs[head_of[own.skill]] - {own.skill}) if own.skill in head_of else frozenset())
        for own in found.values()
    )
    return tuple(sorted(kept, key=lambda own: (ORDER.index(own.importance), -own.confidence, own.skill)))


def _gone(read: Sequence[Demand], decisions: Decisions) -> frozenset[ConceptUri]:
    """The skills that were read and are not wanted; without those that are replaced."""
    by_skill = {demand.skill: demand for demand in read}
    said = decisions.accepted | decisions.instead.keys() | decisions.added.keys()
    with_head = {
        skill
        for skill, head in heads(read).items()
        if head in decisions.rejected | _moved(decisions)
        and skill not in said
        and rests_on_words_of(by_skill[skill], by_skill[head])
    }
    return (decisions.rejected - decisions.added.keys()) | with_head


def _moved(decisions: Decisions) -> frozenset[ConceptUri]:
    return frozenset(skill for skill, meant in decisions.instead.items() if meant != skill)


def _meant(demand: Demand, decisions: Decisions) -> Demand:
    skill = decisions.instead.get(demand.skill, demand.skill)
    if skill == demand.skill and skill not in decisions.accepted:
        return demand
    return replace(demand, skill=skill, confidence=SURE, alternatives=demand.alternatives - {skill})


def _joined(one: Demand, other: Demand) -> Demand:
    """Two that mean the same skill: the stronger with the evidence of both."""
    first, second = sorted((one, other), key=lambda own: (ORDER.index(own.importance), -own.confidence))
    evidence, alternatives = (*first.evidence, *second.evidence), one.alternatives & other.alternatives
    return replace(first, evidence=evidence, alternatives=alternatives)


def _added(skill: ConceptUri, words: str) -> Demand:
    evidence = Evidence(source=EvidenceSource.PERSON, text=words, confidence=SURE)
    return Demand(skill=skill, importance=Importance.ESSENTIAL, confidence=SURE, evidence=(evidence,))


def decided_profile(read: Profile, decisions: Decisions, wanted: Iterable[Demand] = ()) -> Profile:
    """The profile with what the person says to hold, and without what they say not to.

    Who does not have what stands for a need has none of what is alike, of which nothing else is said.
    """
    wanted = tuple(wanted)
    alike = {demand.skill: demand.alike for demand in wanted}
    standing = {skill for skill, head in heads(wanted).items() if skill == head}
    with_head = frozenset[ConceptUri]().union(*(alike[skill] for skill in decisions.not_held & standing))
    not_held = decisions.not_held | (with_head - decisions.held)
    kept = tuple(own for own in read.holdings if own.skill not in not_held)
    known = {own.skill for own in kept}
    said = tuple(_said(skill) for skill in sorted(decisions.held - known))
    return replace(read, holdings=(*kept, *said))


def _said(skill: ConceptUri) -> Holding:
    return Holding(skill=skill, source=HoldingSource.SELF_CLAIMED, confidence=SURE, text=SAID)
