"""Which demands of an ad are one need: read from the same words, by names that mean much the same.

ESCO has "manage customer service", "provide customer service", "customer service" and more; an ad that says it once
asks for one thing. Annotators give such words a cluster of concepts, any of which would do; how near two names must be
is fitted on those clusters.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from matcher.concepts import ConceptUri
from matcher.demand import Demand
from matcher.index import VectorIndex
from matcher.mentions import Span

Uri = TypeVar("Uri", bound=str)
ALIKE_FROM = 0.6
"""Cosine of two names. Chosen of 0.5 to 0.7 on the annotated ads; what it gives there is measured by `make eval`."""


def with_alike(found: Sequence[Demand], names: VectorIndex, places: Mapping[str, int]) -> tuple[Demand, ...]:
    """The demands, in their order, each knowing those that are one need with it.

    Each joins the first one before it, and so weightier, that stands for itself and is alike; a demand without words
    in an ad, or without a vector, stands alone. `places`: of concepts in `names`.
    """
    known = [demand for demand in found if demand.skill in places and any(own.mention for own in demand.evidence)]
    vectors = names.vectors([places[demand.skill] for demand in known])
    together: dict[int, list[int]] = {}
    in_sentence: defaultdict[Span, list[int]] = defaultdict(list)
    for row, demand in enumerate(known):
        sentences = {own.span for own in demand.evidence if own.span}
        near = sorted({head for sentence in sentences for head in in_sentence[sentence]})
        close = (head for head in near if float(vectors[head] @ vectors[row]) >= ALIKE_FROM)
        head = next((head for head in close if _is_one(known[head], demand)), row)
        together.setdefault(head, []).append(row)
        if head == row:
            for sentence in sentences:
                in_sentence[sentence].append(row)
    alike = {
        known[row].skill: frozenset(known[other].skill for other in rows if other != row)
        for rows in together.values()
        for row in rows
    }
    return tuple(replace(demand, alike=alike.get(demand.skill, frozenset())) for demand in found)


def _is_one(head: Demand, other: Demand) -> bool:
    """Whether both rest on the same words, and neither is said to do instead of the other."""
    if other.skill in head.alternatives or head.skill in other.alternatives:
        return False
    return share_words(head, other)


def share_words(one: Demand, other: Demand) -> bool:
    """Whether some of their words overlap."""
    named, its = _by_sentence(one), _by_sentence(other)
    return any(_overlap(a, b) for span in named.keys() & its.keys() for a in named[span] for b in its[span])


def rests_on_words_of(other: Demand, head: Demand) -> bool:
    """Whether all its words overlap words of the head: it is read nowhere else."""
    named = _by_sentence(head)
    found = [(span, its) for span, mentions in _by_sentence(other).items() for its in mentions]
    return all(any(_overlap(own, its) for own in named[span]) for span, its in found)


def _by_sentence(demand: Demand) -> defaultdict[Span | None, list[Span]]:
    named: defaultdict[Span | None, list[Span]] = defaultdict(list)
    for own in demand.evidence:
        if own.mention:
            named[own.span].append(own.mention)
    return named


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def doers(found: Iterable[Demand]) -> dict[ConceptUri, frozenset[ConceptUri]]:
    """Skill -> what does instead of it: what is alike, and what the ad accepts instead of any of these."""
    by_skill = {demand.skill: demand for demand in found}
    return {
        skill: demand.alike.union(
            *(by_skill[other].alternatives for other in (skill, *demand.alike) if other in by_skill)
        )
        - {skill}
        for skill, demand in by_skill.items()
    }


def heads(found: Iterable[Demand]) -> dict[ConceptUri, ConceptUri]:
    """Skill -> the one that stands for its need: the first of them, in the order of the demands."""
    return standing((demand.skill, demand.alike) for demand in found)


def standing(found: Iterable[tuple[Uri, Collection[Uri]]]) -> dict[Uri, Uri]:
    """Of (skill, what is alike) each skill -> the first of its need."""
    head_of: dict[Uri, Uri] = {}
    for skill, alike in found:
        head_of[skill] = next((head_of[other] for other in sorted(alike) if other in head_of), skill)
    return head_of
