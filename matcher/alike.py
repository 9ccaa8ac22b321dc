"""Which demands of an ad are one need: read from the same words, by names that mean much the same.

ESCO has "manage customer service", "provide customer service", "customer service" and more; an ad that says it once
asks for one thing. Annotators give such words a cluster of concepts, any of which would do; how near two names must be
is fitted on those clusters.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from matcher.concepts import ConceptUri
from matcher.demand import Demand
from matcher.index import VectorIndex
from matcher.mentions import Span

ALIKE_FROM = 0.6
"""Cosine of two names.

Of two right readings of overlapping words that are as near, 91 % stand in one cluster of the annotators, and 85 % of
those that stand in one are as near (27 held-out ads; 0.55: 88 and 90 %, 0.65: 91 and 75 %).
"""


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
    return any(
        own.mention.start < its.mention.end and its.mention.start < own.mention.end
        for own in one.evidence
        for its in other.evidence
        if own.mention and its.mention
    )


def heads(found: Iterable[Demand]) -> dict[ConceptUri, ConceptUri]:
    """Skill -> the one that stands for its need: the first of them, in the order of the demands."""
    head_of: dict[ConceptUri, ConceptUri] = {}
    for demand in found:
        first = next((head_of[other] for other in sorted(demand.alike & head_of.keys())), demand.skill)
        head_of[demand.skill] = first
    return head_of
