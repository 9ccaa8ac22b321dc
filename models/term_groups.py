"""Terms that ask for one thing, brought together: by a shared name, by what abbreviations stand for, by meaning."""

import string
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.asked_words import Key, TermFacts
from matcher.lexical import Tokenizer
from matcher.long_forms import long_forms
from matcher.vectors import Encoder, Vectors

LEAST_TERMS = 2
"""In a group that is found by meaning; what is alike to nothing stands alone."""
JOINED_FROM = 0.7
"""Cosine with the commonest term of its group, under which a term stands alone again: density alone chains
"emerging technologies" to a maker that is called "Innovative"."""
SAYS_LONG_FORM = 0.5
"""Of a term's passages that hold the long form which it is a part of, from which it is that long form cut short."""


@dataclass(frozen=True, slots=True)
class TermGroup:
    terms: tuple[TermFacts, ...]
    """The commonest first."""
    stands_for: str | None
    """Of the first one."""


def group_terms(terms: Sequence[TermFacts], encoder: Encoder, tokenize: Tokenizer) -> tuple[TermGroup, ...]:
    """Every term in one group; groups in the order of their first terms. The same terms give the same groups."""
    stands_for = spelt_out(terms, tokenize)
    heads = _under_names(terms, stands_for, tokenize)
    free = [one for one in terms if one.key not in heads and not one.is_odd]
    heads |= _by_meaning(free, encoder)
    grouped: dict[Key, list[TermFacts]] = {}
    for one in terms:
        grouped.setdefault(heads.get(one.key, one.key), []).append(one)
    return tuple(TermGroup(tuple(own), stands_for.get(own[0].key)) for own in grouped.values())


def spelt_out(terms: Iterable[TermFacts], tokenize: Tokenizer) -> Mapping[Key, str]:
    """What each abbreviation stands for: the commonest long form beside it in its passages, where there is one."""
    found: dict[Key, str] = {}
    for one in terms:
        if one.is_odd:
            forms = Counter(
                span.of(text)
                for text in one.passages
                for short, span in long_forms(text)
                if tuple(token.stem for token in tokenize(short)) == one.key
            )
            surest = min(forms, key=lambda form: (-forms[form], form), default=None)
            if surest is not None:
                found[one.key] = surest
    return found


def _under_names(terms: Sequence[TermFacts], stands_for: Mapping[Key, str], tokenize: Tokenizer) -> dict[Key, Key]:
    """Term -> the name that it holds ("MARC records") or that stands for it ("Encoded Archival Description")."""
    names = {one.key[0]: one for one in terms if one.is_odd}
    long = {short: tuple(token.stem for token in tokenize(form)) for short, form in stands_for.items()}
    heads = _numbered(names.values())
    for one in terms:
        if one.is_odd:
            continue
        held = [names[stem] for stem in one.key if stem in names and len(names[stem].employers) >= len(one.employers)]
        meant = [short for short, form in long.items() if _is_cut_from(one, form, stands_for[short])]
        if held:
            name = min(held, key=lambda name: (-len(name.employers), name.key)).key
            heads[one.key] = heads.get(name, name)
        elif meant:
            heads[one.key] = min(meant)
    return heads


def _numbered(names: Iterable[TermFacts]) -> dict[Key, Key]:
    """Name -> the commonest that is the same but for a number at its end: "MARC21", "MARC"."""
    same: dict[str, list[TermFacts]] = {}
    for one in names:
        same.setdefault(one.key[0].rstrip(string.digits), []).append(one)
    return {one.key: own[0].key for own in same.values() for one in own[1:]}


def _is_cut_from(term: TermFacts, form: Key, written: str) -> bool:
    """Whether the term is a long form, or the part of it that a phrase held."""
    width = len(term.key)
    if term.key == form:
        return True
    if width < 2 or not any(form[i : i + width] == term.key for i in range(len(form) - width + 1)):
        return False
    holding = sum(written.casefold() in passage.casefold() for passage in term.passages)
    return holding >= SAYS_LONG_FORM * len(term.passages)


def _by_meaning(terms: Sequence[TermFacts], encoder: Encoder) -> dict[Key, Key]:
    """Term -> the commonest term of its cluster (HDBSCAN, Campello et al. 2013), where it is near enough to that."""
    if len(terms) < LEAST_TERMS:
        return {}
    vectors = encoder.encode([one.spelling for one in terms])
    members: dict[int, list[int]] = {}
    for place, cluster in enumerate(_clusters(vectors)):
        if cluster >= 0:
            members.setdefault(cluster, []).append(place)
    return {
        terms[place].key: terms[own[0]].key
        for own in members.values()
        for place in own[1:]
        if float(vectors[place] @ vectors[own[0]]) >= JOINED_FROM
    }


def _clusters(vectors: Vectors) -> list[int]:
    """Of each row; -1 is none. No step draws at random."""
    from sklearn.cluster import HDBSCAN  # noqa: PLC0415 - slow to import, and serving does without

    fitted = HDBSCAN(min_cluster_size=LEAST_TERMS, min_samples=1, cluster_selection_method="leaf", copy=True)
    labels: list[int] = fitted.fit_predict(vectors.astype(np.float64)).tolist()
    return labels
