"""The finder of an operator's names, made anew at each start: they are few."""

from collections.abc import Sequence

from matcher.lexical import build_label_index
from matcher.own_terms import NO_OWN_TERMS, OwnTerm, OwnTerms
from models.tokens import StemTokenizer


def build_own_terms(terms: Sequence[OwnTerm]) -> OwnTerms:
    if not terms:
        return NO_OWN_TERMS
    names = build_label_index([term.names for term in terms], StemTokenizer())
    return OwnTerms(names=names, concepts=tuple(term.concept for term in terms))


def findable(name: str) -> bool:
    """Whether the name holds a word that is looked for: "IT" and "the who" don't."""
    return bool(StemTokenizer()(name))
