"""A sentence as grammar sees it: words, each hanging on another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from matcher.mentions import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    span: Span
    """Within the sentence."""
    text: str
    """In small letters."""
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


@dataclass(frozen=True)
class Tree:
    """The words of a sentence by place."""

    words: tuple[Word, ...]

    @cached_property
    def _below(self) -> tuple[tuple[int, ...], ...]:
        below: list[list[int]] = [[] for _ in self.words]
        for place, word in enumerate(self.words):
            if word.head != place:
                below[word.head].append(place)
        return tuple(map(tuple, below))

    def children(self, place: int, *roles: str) -> tuple[int, ...]:
        """What hangs on a word; with roles, only what does so in one of them."""
        return tuple(i for i in self._below[place] if not roles or self.words[i].role in roles)

    def subtree(self, place: int) -> Iterator[int]:
        """The word and all that hangs on it, however far down."""
        yield place
        for child in self._below[place]:
            yield from self.subtree(child)

    def says(self, place: int, words: frozenset[str], *roles: str) -> bool:
        """Whether one of the words hangs on the place."""
        return any(self.words[i].text in words for i in self.children(place, *roles))

    def head_of(self, span: Span) -> int | None:
        """The word of the span on which its other words hang; None where no word stands there."""
        inside = [i for i, w in enumerate(self.words) if w.span.start < span.end and span.start < w.span.end]
        outward = (i for i in inside if self.words[i].head not in inside or self.words[i].head == i)
        return next(outward, None)

    def subject(self, verb: int) -> int | None:
        """Who or what does what the verb says, told where it is left out; None for orders and fragments."""
        seen = {verb}
        while True:
            own = self.children(verb, *SUBJECTS)
            word = self.words[verb]
            if own:
                relative = self.words[own[0]].tag in ("WDT", "WP") and word.role == "relcl"
                return word.head if relative else own[0]
            if word.role in ("acl", "relcl") and word.tag in ("VBG", "VBN", "VBD"):
                return word.head
            if word.role == "xcomp" and word.tag == "VBN" and self.children(word.head, "dobj"):
                return self.children(word.head, "dobj")[0]
            if word.role not in ("conj", "xcomp") or word.head in seen or not self._can_share(word):
                return None
            verb = word.head
            seen.add(verb)

    def _can_share(self, word: Word) -> bool:
        head = self.words[word.head]
        return head.is_verb or bool(self.children(word.head, *SUBJECTS))
