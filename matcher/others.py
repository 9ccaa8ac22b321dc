"""Which links of an ad rest on somebody else's doings, or on a verb that looks like a name."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from matcher.concepts import ConceptUri, Skill
from matcher.grammar import Parser, Tree, tree
from matcher.linking import Link
from matcher.mentions import Sentence, Span
from matcher.people import singular
from matcher.phrases import any_of
from matcher.signs import SIGNS
from matcher.subjects import Subjects
from matcher.whose import unasked

MAX_PARSED_WORDS = 60
"""Of a sentence; a longer one is a list run together, whose grammar nobody can tell."""
MAX_PARSED_CHARACTERS = 600
"""Of a sentence; the tokenizer takes quadratic time on endless words."""
_WANTED = any_of(
    r"(?:looking (?:for|to hire|to recruit)|seek(?:s|ing)?|recruit(?:s|ing)?|hiring|need(?:s|ing)?|"
    r"vacanc(?:y|ies) for|opportunit(?:y|ies) for|appoint)\b(?P<whom>[^.;:\n]{1,60})"
)
MAX_TITLE_CHARACTERS = 120
"""Of the first line, in which the job is named."""
_NOUN = re.compile(r"[a-z][\w-]{2,}")
_PROPER = re.compile(r"(?:[^a-z\s(]\S*(?: |$))+(?:\(|$)")
_GRADED = re.compile(r"\s?[(:]?\s?(?:at |to |is |must be )?(?:level )?(?:[ABC][12]\b|native|fluent)", re.IGNORECASE)
_VERB_PHRASE = ("dobj", "prep", "aux", "nsubj")
"""Roles of what hangs on verbs and not on names."""

Rest: TypeAlias = tuple[Span, ConceptUri]
"""A link by what it rests on, within the ad, and what it means."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OthersDoings:
    parser: Parser
    people: frozenset[str]
    """Nouns for people, in the singular."""
    names: Collection[ConceptUri] = frozenset()
    """Concepts with a proper name, which a verb may look like: "Spark", "Access"."""

    def among(self, links: Iterable[tuple[Sentence, Link]], text: str) -> frozenset[Rest]:
        """Those of the links, each with its whole sentence, that rest on what isn't asked of the applicant."""
        named: dict[Sentence, list[Link]] = {}
        for sentence, link in links:
            named.setdefault(sentence, []).append(link)
        doubtful = {sentence: own for sentence, own in named.items() if self._is_doubtful(sentence, own)}
        if not doubtful:
            return frozenset()
        trees = list(map(tree, self.parser.parse([sentence.text for sentence in doubtful])))
        theirs = frozenset(self._theirs(doubtful, trees, frozenset()))
        if theirs:
            theirs &= frozenset(self._theirs(doubtful, trees, own_names(text)))
        return theirs | frozenset(self._verbs(doubtful, trees))

    def _is_doubtful(self, sentence: Sentence, links: Sequence[Link]) -> bool:
        text = sentence.text
        if len(text) > MAX_PARSED_CHARACTERS or len(text.split()) > MAX_PARSED_WORDS:
            return False
        return SIGNS.search(text) is not None or any(self._may_be_verb(sentence, link) for link in links)

    def _may_be_verb(self, sentence: Sentence, link: Link) -> bool:
        """Whether a proper name is written as verbs are: in small letters, or at the start."""
        word = link.mention.text
        begins = link.mention.span.start == sentence.span.start and word.istitle()
        return (word.islower() or begins) and word.isalpha() and link.candidate.uri in self.names

    def _theirs(
        self, links: Mapping[Sentence, Sequence[Link]], trees: Sequence[Tree], own: frozenset[str]
    ) -> Iterator[Rest]:
        for (sentence, named), parsed in zip(links.items(), trees, strict=True):
            subjects = Subjects(parsed, self.people, own)
            told = (link for link in named if not _is_graded(sentence, link))
            yield from (_rest(link) for link in told if unasked(subjects, _within(sentence, link)))

    def _verbs(self, links: Mapping[Sentence, Sequence[Link]], trees: Sequence[Tree]) -> Iterator[Rest]:
        for (sentence, named), parsed in zip(links.items(), trees, strict=True):
            for link in named:
                if self._may_be_verb(sentence, link) and is_verb(parsed, _within(sentence, link)):
                    yield _rest(link)


def is_verb(parsed: Tree, mention: Span) -> bool:
    """Whether the word is a verb with something that only a verb has: "spark conversations", "will excel"."""
    place = parsed.head_of(mention)
    return place is not None and parsed.words[place].is_verb and bool(parsed.children(place, *_VERB_PHRASE))


def proper_names(skills: Iterable[Skill]) -> frozenset[ConceptUri]:
    """Concepts whose name is written with capitals throughout."""
    return frozenset(skill.uri for skill in skills if _PROPER.match(skill.preferred_label))


def own_names(text: str) -> frozenset[str]:
    """Nouns of the ad's first line and of whom it looks for, in the singular: the job's own name is among them."""
    title = text.lstrip().partition("\n")[0][:MAX_TITLE_CHARACTERS].partition(" to ")[0]
    wanted = (match["whom"] for match in _WANTED.finditer(text))
    return frozenset(singular(noun) for part in (title, *wanted) for noun in _NOUN.findall(part.casefold()))


def _rest(link: Link) -> Rest:
    return link.mention.span, link.candidate.uri


def rests_on(link: Link, rests: Collection[Rest]) -> bool:
    return _rest(link) in rests


def _is_graded(sentence: Sentence, link: Link) -> bool:
    """Whether it is said, right after it, how well it is wanted: of others' skills nobody states a level."""
    after = sentence.text[_within(sentence, link).end :]
    return _GRADED.match(after) is not None


def _within(sentence: Sentence, link: Link) -> Span:
    start = sentence.span.start
    return Span(link.mention.span.start - start, link.mention.span.end - start)
