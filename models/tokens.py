"""Words to stems, for the lexical lane: Snowball English (Porter 2) over letters, digits, '+', '#' and '.'."""

import re
from dataclasses import dataclass

import Stemmer

from matcher.lexical import Token
from matcher.mentions import Span

WORD = re.compile(r"[^\W_]+(?:[+#]+|(?:\.|')[^\W_]+)*")
_LEFT_OUT = (
    "a an the of and or to in for with on at by as is are be from that this these those it its your you we our "
    "will such etc who which their they can may not do does has have"
)
STOP_WORDS = frozenset(_LEFT_OUT.split())


@dataclass(frozen=True, slots=True)
class StemTokenizer:
    """Callable as a matcher.lexical.Tokenizer. A stemmer is made per call: one is not safe to share between threads."""

    def __call__(self, text: str) -> list[Token]:
        found = [(match.group().lower(), match.span()) for match in WORD.finditer(text)]
        kept = [(word, span) for word, span in found if word not in STOP_WORDS]
        stems = Stemmer.Stemmer("english").stemWords([word for word, _ in kept])
        return [Token(stem, Span(*span)) for stem, (_, span) in zip(stems, kept, strict=True)]
