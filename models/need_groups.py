"""What is told of each group of terms: its kind, the words beside it, the nearest concepts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from matcher.asked_terms import SAYS_NOTHING
from matcher.class_words import class_words
from matcher.concepts import ConceptUri, Taxonomy
from matcher.emerging import NearConcept, NeedGroup
from matcher.lexical import Tokenizer
from matcher.need_kinds import kind_of
from matcher.vectors import Encoder, Vectors, unit
from models.concept_index import ConceptIndex
from models.term_groups import TermGroup

NEAR_CONCEPTS = 3
BESIDE_WORDS = 4
CONTEXT_PASSAGES = 20
"""Of a name, whose meaning nothing but its company tells."""


def told_of(
    groups: Sequence[TermGroup], encoder: Encoder, concepts: ConceptIndex, taxonomy: Taxonomy
) -> list[NeedGroup]:
    """In their order."""
    tokenize = concepts.skill_labels.tokenize
    beside = class_words([_company(group, tokenize) for group in groups], BESIDE_WORDS)
    nearest = concepts.skills.nearest(_meanings(groups, encoder), NEAR_CONCEPTS)
    return [
        NeedGroup(
            label=group.terms[0].spelling,
            terms=tuple(one.spelling for one in group.terms),
            stands_for=group.stands_for,
            beside=words,
            kind=kind_of({text for one in group.terms for text in one.passages}, _places(group)),
            near=_near(group, {ConceptUri(n.id): n.similarity for n in near}, concepts, taxonomy),
        )
        for group, words, near in zip(groups, beside, nearest, strict=True)
    ]


def _places(group: TermGroup) -> float:
    return sum(one.places for one in group.terms) / sum(one.mentions for one in group.terms)


def _company(group: TermGroup, tokenize: Tokenizer) -> Counter[str]:
    """Words of the group's passages, but its own and those that only ask, each with how many passages have it."""
    own = {stem for one in group.terms for stem in one.key}
    counts: Counter[str] = Counter()
    for text in {text for one in group.terms for text in one.passages}:
        words = {token.span.of(text).lower() for token in tokenize(text) if token.stem not in own}
        counts.update(word for word in words if word.isalpha() and len(word) > 2 and word not in SAYS_NOTHING)
    return counts


def _meanings(groups: Sequence[TermGroup], encoder: Encoder) -> Vectors:
    """(groups, dim): of what the first term says; of a name that says nothing by itself, of its passages."""
    rows = [np.zeros((0, encoder.dim), dtype=np.float32)]
    for group in groups:
        first = group.terms[0]
        alone = first.is_odd and group.stands_for is None
        texts = sorted(first.passages)[:CONTEXT_PASSAGES] if alone else [group.stands_for or first.spelling]
        rows.append(unit(encoder.encode(texts).mean(axis=0)))
    found: Vectors = np.concatenate(rows)
    return found


def _near(
    group: TermGroup, similar: Mapping[ConceptUri, float], concepts: ConceptIndex, taxonomy: Taxonomy
) -> tuple[NearConcept, ...]:
    """Those that are similar, and before them those that are called so."""
    names = [group.terms[0].spelling, *([group.stands_for] if group.stands_for else [])]
    called = {uri for name in names for uri in _called(name, concepts)}
    return tuple(
        NearConcept(uri, taxonomy.skill(uri).preferred_label, round(similar.get(uri, 0.0), 4), uri in called)
        for uri in (*sorted(called), *(uri for uri in similar if uri not in called))
    )


def _called(name: str, concepts: ConceptIndex) -> Iterable[ConceptUri]:
    """The concepts of which this is a name, from its first letter to its last."""
    for hit in concepts.skill_labels.exact(name):
        if hit.span.start == 0 and hit.span.end == len(name):
            yield ConceptUri(concepts.skills.ids[hit.position])
    yield from (product.uri for product in concepts.products.called(name))
