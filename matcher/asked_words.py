"""What all ads of a store ask for beside the concepts: terms, who asks for them, and how they are written."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from matcher.ad_store import AdsUnlinked
from matcher.asked_terms import Term, asked_terms, is_oddly_spelt, whole_term
from matcher.grammar import Parser
from matcher.lexical import Tokenizer

Key: TypeAlias = tuple[str, ...]
"""Stems of a term's words."""
Employer: TypeAlias = str
LEAST_EMPLOYERS = 2
"""What one employer says, however often, is its own wording."""
ASKED_SHARE = 0.5
"""Of the places where a term stands: under it, it stands beside what is asked for rather than being it. A plain word
must hang on one that asks in as many of them: alone it praises ("Enthusiastic") or leads over ("However")."""


@dataclass(slots=True, eq=False)
class TermFacts:
    """Filled while the ads are gone through, then only read."""

    key: Key
    employers: set[Employer] = field(default_factory=set)
    """An ad that names none stands for itself."""
    mentions: int = 0
    asked: int = 0
    alone: int = 0
    """Of them, as all that a passage says."""
    places: int = 0
    names: int = 0
    """How often it is written as a name is, less how often it surely is not."""
    spellings: Counter[str] = field(default_factory=Counter)
    passages: dict[str, int] = field(default_factory=dict)
    """Distinct passages, each with where in it the term first stands."""

    @property
    def spelling(self) -> str:
        """The commonest one."""
        return min(self.spellings, key=lambda written: (-self.spellings[written], written))

    @property
    def is_odd(self) -> bool:
        """Whether it is one word that is spelt like an abbreviation or a brand: "RDA", "LibGuides"."""
        return len(self.key) == 1 and is_oddly_spelt(self.spelling)


def terms_in(found: AdsUnlinked, parser: Parser, tokenize: Tokenizer) -> Mapping[str, tuple[Term, ...]]:
    """The terms of each distinct passage; of a name, itself."""
    passages = sorted({text for text, named in zip(found.texts, found.named.tolist(), strict=True) if not named})
    terms = {
        text: tuple(asked_terms(text, words, tokenize))
        for text, words in zip(passages, parser.parse(passages), strict=True)
    }
    names = {text for text, named in zip(found.texts, found.named.tolist(), strict=True) if named} - terms.keys()
    return terms | {name: tuple(whole_term(name, tokenize)) for name in sorted(names)}


def facts_of(found: AdsUnlinked, terms: Mapping[str, tuple[Term, ...]], tokenize: Tokenizer) -> Mapping[Key, TermFacts]:
    """Of every term that an employer asks for; what an ad calls its own employer by is none."""
    facts: dict[Key, TermFacts] = {}
    own = [_stems(name, tokenize) for name in found.organisations]
    for ad, text in zip(found.ad_of.tolist(), found.texts, strict=True):
        for term in terms[text]:
            if not own[ad].issuperset(term.key):
                one = facts.setdefault(term.key, TermFacts(term.key))
                _add(one, term, text, found.organisations[ad] or found.ids[ad])
    return facts


def shared(facts: Mapping[Key, TermFacts], vocabulary: Collection[str]) -> list[TermFacts]:
    """The terms worth grouping, most employers first; `vocabulary`: the stems of all words that concepts use."""
    kept = [one for one in facts.values() if _is_shared(one) and _tells_something(one, vocabulary)]
    return sorted(kept, key=lambda one: (-len(one.employers), -one.mentions, one.key))


def _add(facts: TermFacts, term: Term, text: str, employer: Employer) -> None:
    facts.employers.add(employer)
    facts.mentions += 1
    facts.asked += term.asked
    facts.alone += term.alone
    facts.places += term.place
    facts.names += 0 if term.name is None else 1 if term.name else -1
    facts.spellings[term.span.of(text)] += 1
    facts.passages.setdefault(text, term.span.start)


def _stems(name: str | None, tokenize: Tokenizer) -> frozenset[str]:
    return frozenset(token.stem for token in tokenize(name)) if name else frozenset()


def _is_shared(facts: TermFacts) -> bool:
    return len(facts.employers) >= LEAST_EMPLOYERS and facts.asked >= ASKED_SHARE * facts.mentions


def _tells_something(facts: TermFacts, vocabulary: Collection[str]) -> bool:
    """A single word only where it is spelt like no word is, or no concept has it and passages ask for it by name."""
    if len(facts.key) > 1:
        return True
    if facts.is_odd:
        return facts.names > 0
    named = facts.asked - facts.alone >= ASKED_SHARE * facts.mentions
    return named and facts.names != 0 and facts.key[0] not in vocabulary
