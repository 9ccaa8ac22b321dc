"""Names in a text that nothing is known of: what an ad asks for and no concept means is shown as it stands."""

import re
from collections.abc import Iterator, Mapping, Sequence

from matcher.lexical import Tokenizer
from matcher.mentions import Span

_NAME = r"[A-Z][A-Za-z]*[a-z][A-Za-z0-9]*(?:[ -][A-Z][A-Za-z0-9]+){0,2}"
_ASKED_FOR = re.compile(
    r"(?:\b(?i:knowledge|experience|understanding|use|command|user|users|completion|familiarity|mastery|level) of|"
    r"\b(?i:use|used|using|know|knows|known|operated?|completed?|mastered)|"
    r"\b(?i:trained|skilled|proficient|fluent|versed|expert|certified|accredited|qualified|familiar|confident|worked|"
    r"experience|experienced|training|comfortable|competent) "
    r"(?:in|with|on|using|at)|^\W*(?:[Rr]equired|[Ee]ssential|[Nn]eeded):)"
    r"\W*(?:(?:the|our|own|its|a|an|at|and|or)\s|[A-Z][a-z]+'s\s){0,3}"
    rf"(?P<name>{_NAME})"
)
"""A name right after what asks for knowing or using it."""
_ITEM = re.compile(
    rf"\W*(?!(?:Required|Essential|Needed|Desirable)\b)(?P<name>{_NAME})(?=\s?(?:[(,;]|$)|\s(?:and|or)\s)"
)
"""A name that a text begins with as the first of its items."""


def unknown_names(
    text: str, linked: Sequence[Span], vocabularies: Sequence[Mapping[str, object]], tokenize: Tokenizer
) -> Iterator[Span]:
    """Names that are asked for, hold a word of none of the vocabularies, and that no link rests on; within the text."""
    item = _ITEM.match(text)
    for match in (*([item] if item else ()), *_ASKED_FOR.finditer(text)):
        span = Span(*match.span("name"))
        free = not any(span.start < other.end and other.start < span.end for other in linked)
        stems = [token.stem for token in tokenize(match["name"])]
        if free and stems and not any(stems[0] in vocabulary for vocabulary in vocabularies):
            yield span
