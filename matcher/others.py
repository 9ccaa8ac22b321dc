"""Which of an ad's mentions are other people's doings, or the employer's."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.grammar import Parser, Tree
from matcher.mentions import Sentence, Span
from matcher.people import singular
from matcher.phrases import any_of
from matcher.whose import Judge

MAX_PARSED_WORDS = 60
"""Of a sentence; a longer one is a list run together, whose grammar nobody can tell."""
SIGNS = re.compile(
    r"\b(?:who|whom|we|us|our|your|some of|most of|colleagues?|staff|people|classes|courses?|lessons?|training|"
    r"retired|replaced|not|never|nor|excused|spared|\w{3,}(?:ers|ors|ists|ians|ants|ents|nurses|chefs))\b",
    re.IGNORECASE,
)
_WANTED = any_of(
    r"(?:looking for|looking to (?:hire|recruit)|seek(?:s|ing)?|recruit(?:s|ing)?|hiring|need(?:s|ing)?|vacanc(?:y|ies) for|"
    r"opportunit(?:y|ies) for|appoint)\b(?P<whom>[^.;:\n]{1,60})"
)
_NOUN = re.compile(r"[a-z][\w-]{2,}")


@dataclass(frozen=True, slots=True, eq=False)
class OthersDoings:
    parser: Parser
    people: frozenset[str]
    """Nouns for people, in the singular."""

    def among(self, mentions: Iterable[tuple[Sentence, Span]], text: str) -> frozenset[Span]:
        """Those of the mentions, each with its sentence, that are not the applicant's. Offsets are into the ad."""
        by_sentence: defaultdict[Sentence, list[Span]] = defaultdict(list)
        for sentence, span in mentions:
            if SIGNS.search(sentence.text) and len(sentence.text.split()) <= MAX_PARSED_WORDS:
                by_sentence[sentence].append(span)
        if not by_sentence:
            return frozenset()
        parsed = self.parser.parse([sentence.text for sentence in by_sentence])
        own = own_names(text)
        return frozenset(
            span
            for (sentence, spans), words in zip(by_sentence.items(), parsed, strict=True)
            for span in self._of(sentence, spans, Judge(Tree(words), self.people, own))
        )

    def _of(self, sentence: Sentence, spans: Iterable[Span], judge: Judge) -> Iterable[Span]:
        start = sentence.span.start
        return (span for span in spans if judge.unasked(Span(span.start - start, span.end - start)))


def own_names(text: str) -> frozenset[str]:
    """Nouns of the ad's first line and of whom it looks for, in the singular: the job's own name is among them."""
    first = text.lstrip().partition("\n")[0][:120]
    wanted = (match["whom"] for match in _WANTED.finditer(text))
    return frozenset(singular(noun) for part in (first, *wanted) for noun in _NOUN.findall(part.casefold()))
