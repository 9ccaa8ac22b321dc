"""A sentence as grammar sees it: words, each hanging on another."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from matcher.mentions import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
RELATIVE = frozenset({"relcl", "acl"})
_NOMINAL = frozenset({"compound", "pobj", "prep", "conj", "appos", "amod", "nmod", "poss", "pcomp", "dobj", "nummod"})
_VERBAL = frozenset({"pcomp", "amod", "compound"})
"""Roles in which a word with the form of a verb stands for a noun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    span: Span
    """Within the sentence."""
    text: str
    """In small letters."""
    capital: bool
    """Whether it begins with a capital."""
    tag: str
    """Part of speech, of the Penn treebank: NNS, VBZ."""
    role: str
    """What it is to its head, of the ClearNLP labels: nsubj, relcl."""
    head: int
    """The place of the word it hangs on; its own where it hangs on none."""

    @property
    def is_verb(self) -> bool:
        return self.tag.startswith("VB")


class Parser(Protocol):
    def parse(self, sentences: Sequence[str]) -> list[tuple[Word, ...]]:
        """The words of each sentence, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Tree:
    """The words of a sentence; a place is a word's number in it."""

    words: tuple[Word, ...]
    below: tuple[tuple[int, ...], ...]
    """What hangs on each word."""

    def children(self, place: int, *roles: str) -> tuple[int, ...]:
        """What hangs on a word; with roles, only what does so in one of them."""
        return tuple(i for i in self.below[place] if not roles or self.words[i].role in roles)

    def has(self, place: int, words: Collection[str], *roles: str) -> bool:
        """Whether one of the words hangs on the place, in one of the roles."""
        return any(self.words[i].text in words for i in self.children(place, *roles))

    def subtree(self, place: int) -> Iterator[int]:
        """The word and all that hangs on it, however far down."""
        waiting = [place]
        while waiting:
            here = waiting.pop()
            yield here
            waiting.extend(self.below[here])

    def up(self, place: int) -> Iterator[int]:
        """The word, the one that it hangs on, and so on to the last."""
        yield place
        while self.words[place].head != place:
            place = self.words[place].head
            yield place

    def head_of(self, span: Span) -> int | None:
        """The word of the span on which its other words hang; None where no word stands there."""
        inside = [i for i, w in enumerate(self.words) if w.span.start < span.end and span.start < w.span.end]
        outward = (i for i in inside if self.words[i].head not in inside or self.words[i].head == i)
        return next(outward, None)

    def nouns_over(self, place: int) -> Iterator[int]:
        """The word and what it hangs on, up to a verb."""
        yield place
        for here in self.up(place):
            word, above = self.words[here], self.words[self.words[here].head]
            if word.role not in _NOMINAL or (above.is_verb and above.role not in _VERBAL):
                return
            yield word.head

    def governing(self, noun: int) -> int | None:
        """The verb that a noun stands under."""
        return next((i for i in self.up(noun) if i != noun and self.words[i].is_verb), None)

    def subject(self, verb: int) -> int | None:
        """Who or what does what the verb says, told where it is left out; None for orders and fragments."""
        for here in (verb, *self.beside(verb)):
            word = self.words[here]
            if own := self.children(here, *SUBJECTS):
                relative = word.role == "relcl" and self.words[own[0]].tag in ("WDT", "WP")
                return word.head if relative else own[0]
            if word.role in RELATIVE and word.tag in ("VBG", "VBN", "VBD"):
                return word.head
            if (qualified := self._qualified(here)) is not None:
                return qualified
        return None

    def _qualified(self, participle: int) -> int | None:
        """The object that a participle beside it tells more of: "place nurses trained in dialysis"."""
        word = self.words[participle]
        objects = self.children(word.head, "dobj") if word.role == "xcomp" and word.tag == "VBN" else ()
        return objects[0] if objects else None

    def beside(self, verb: int) -> Iterator[int]:
        """The verbs that a verb shares its subject with, the nearest first."""
        for here in self.up(verb):
            above = self.words[here].head
            shares = self.words[above].is_verb or bool(self.children(above, *SUBJECTS))
            if self.words[here].role not in ("conj", "xcomp") or not shares:
                return
            yield above

    def first(self, verb: int) -> int:
        """The first of the verbs that share a subject."""
        return next(reversed(tuple(self.beside(verb))), verb)

    def agent(self, verb: int) -> int | None:
        """By whom it is done, of a passive."""
        by = self.children(verb, "agent")
        return next(iter(self.children(by[0], "pobj")), None) if by else None

    def is_passive(self, verb: int) -> bool:
        return bool(self.children(verb, "nsubjpass", "auxpass")) or self.words[verb].tag == "VBN"

    def antecedent(self, verb: int) -> int | None:
        """The noun that a relative clause or a participle tells more of."""
        first = self.words[self.first(verb)]
        return first.head if first.role in RELATIVE else self._qualified(verb)


def tree(words: tuple[Word, ...]) -> Tree:
    below: list[list[int]] = [[] for _ in words]
    for place, word in enumerate(words):
        if word.head != place:
            below[word.head].append(place)
    return Tree(words, tuple(map(tuple, below)))
