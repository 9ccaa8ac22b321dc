"""What is told of each group of terms: its kind, the words beside it, the nearest concepts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from matcher.asked_terms import SAYS_NOTHING
from matcher.asked_words import Key, TermFacts
from matcher.class_words import class_words
from matcher.concepts import ConceptUri, Taxonomy
from matcher.emerging import NearConcept, NeedGroup
from matcher.index import Neighbour
from matcher.lexical import Tokenizer
from matcher.need_kinds import kind_of
from matcher.vectors import Encoder, Vectors, unit
from models.concept_index import ConceptIndex
from models.term_groups import TermGroup

NEAR_CONCEPTS = 3
DIGITS = 4
"""Of a cosine that is kept."""
SHORT_SPELLING = 4
"""Characters up to which a name is compared letter by letter."""
BESIDE_WORDS = 4
CONTEXT_PASSAGES = 20
"""Of a name, whose meaning nothing but its company tells."""


def told_of(
    groups: Sequence[TermGroup], encoder: Encoder, concepts: ConceptIndex, taxonomy: Taxonomy
) -> list[NeedGroup]:
    """In their order."""
    tokenize = concepts.skill_labels.tokenize
    beside = class_words([_company(group, tokenize) for group in groups], BESIDE_WORDS)
    meanings = _meanings(groups, encoder)
    nearest = concepts.skills.nearest(meanings, NEAR_CONCEPTS)
    return [
        NeedGroup(
            label=group.terms[0].spelling,
            terms=tuple(one.spelling for one in group.terms),
            stands_for=group.stands_for,
            beside=words,
            kind=kind_of(
                {text for one in group.terms for text in one.passages},
                _places(group),
                is_occupation=_is_occupation(group, concepts),
            ),
            telling=_is_telling(group),
            near=tuple(_near(group, meaning, near, concepts, taxonomy)),
        )
        for group, words, meaning, near in zip(groups, beside, meanings, nearest, strict=True)
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
        own = [group.stands_for or first.spelling]
        texts = own if _is_telling(group) else sorted(first.passages)[:CONTEXT_PASSAGES]
        rows.append(unit(encoder.encode(texts).mean(axis=0)))
    found: Vectors = np.concatenate(rows)
    return found


def _is_occupation(group: TermGroup, concepts: ConceptIndex) -> bool:
    labels = concepts.occupation_labels
    long = tuple(token.stem for token in labels.tokenize(group.stands_for)) if group.stands_for else ()
    return group.terms[0].key in labels.names or long in labels.names


def _is_telling(group: TermGroup) -> bool:
    first = group.terms[0]
    return group.stands_for is not None or not (first.is_odd or (len(first.key) == 1 and first.names > 0))


def _near(
    group: TermGroup, meaning: Vectors, similar: Sequence[Neighbour], concepts: ConceptIndex, taxonomy: Taxonomy
) -> Iterator[NearConcept]:
    """Those that are called so, then those that are similar."""
    called = {uri: _similarity(uri, meaning, concepts) for uri in _called(group, concepts, taxonomy)}
    nearest = sorted(called, key=lambda uri: (-(called[uri] or 0.0), uri))[:NEAR_CONCEPTS]
    for uri in nearest:
        yield NearConcept(uri, taxonomy.skill(uri).preferred_label, called[uri], named=True)
    for one in similar:
        uri = ConceptUri(one.id)
        if uri not in called:
            yield NearConcept(uri, taxonomy.skill(uri).preferred_label, round(one.similarity, DIGITS), named=False)


def _called(group: TermGroup, concepts: ConceptIndex, taxonomy: Taxonomy) -> Iterator[ConceptUri]:
    first, long = group.terms[0], group.stands_for
    for name in (first.spelling, *([long] if long else [])):
        yield from _with_the_name(name, concepts)
        yield from _saying(tuple(token.stem for token in concepts.skill_labels.tokenize(name)), concepts, taxonomy)
    if first.is_odd:
        yield from _holding(first, concepts, taxonomy)


def _similarity(uri: ConceptUri, meaning: Vectors, concepts: ConceptIndex) -> float | None:
    if uri not in concepts.skills.ids:
        return None
    return round(float(concepts.skills.vectors([concepts.skills.ids.index(uri)])[0] @ meaning), DIGITS)


def _with_the_name(name: str, concepts: ConceptIndex) -> Iterator[ConceptUri]:
    """The concepts of which this is a name, from its first letter to its last."""
    for hit in concepts.skill_labels.exact(name):
        if hit.span.start == 0 and hit.span.end == len(name):
            yield ConceptUri(concepts.skills.ids[hit.position])
    yield from (product.uri for product in concepts.products.called(name))


def _saying(key: Key, concepts: ConceptIndex, taxonomy: Taxonomy) -> Iterator[ConceptUri]:
    """The concepts that have all words of a phrase, one after the other, in one of their names."""
    labels, width = concepts.skill_labels, len(key)
    places = set[int]() if width < 2 else set.intersection(*(set(labels.having(stem)) for stem in key))
    for place in sorted(places):
        skill = taxonomy.skill(ConceptUri(concepts.skills.ids[place]))
        for name in (skill.preferred_label, *skill.alt_labels):
            stems = [token.stem for token in labels.tokenize(name)]
            if any(tuple(stems[i : i + width]) == key for i in range(len(stems) - width + 1)):
                yield skill.uri
                break


def _holding(term: TermFacts, concepts: ConceptIndex, taxonomy: Taxonomy) -> Iterator[ConceptUri]:
    """The concepts that have an oddly spelt word in one of their names: "Springshare LibGuides"."""
    written = re.compile(rf"(?<!\w){re.escape(term.spelling)}(?!\w)", _case(term.spelling))
    for place in concepts.skill_labels.having(term.key[0]):
        skill = taxonomy.skill(ConceptUri(concepts.skills.ids[place]))
        if any(written.search(name) for name in (skill.preferred_label, *skill.alt_labels, skill.alias_text or "")):
            yield skill.uri
    for place in concepts.products.index.having(term.key[0]):
        if written.search(concepts.products.names[place].name):
            yield concepts.products.names[place].uri


def _case(spelling: str) -> re.RegexFlag:
    """Short names are other words in small letters: "METS", "IT"."""
    return re.NOFLAG if len(spelling) <= SHORT_SPELLING else re.IGNORECASE
