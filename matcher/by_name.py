"""Which candidates of a text are what it asks for by name: their label is the name in full, or says no more than it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from matcher.asked_names import SAYS_LITTLE, asked_names, words_of
from matcher.lexical import ExactLabel, LabelIndex, Token, Tokenizer
from matcher.mentions import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingPolicy:
    """Set by hand: on the annotated ads, held out, F1 is what it was without, or a little above."""

    least: float = 0.01
    """Confidence below which not even a name is meant: labels have odd alternatives."""
    share: float = 0.99
    """Of the usual threshold: so sure, at least, is what is asked for by name. Just below it, so that it counts where
    the text asks beyond doubt, and where no surer link rests on the same words."""
    general_from: int = 60
    """A word that labels of so many concepts have is no name by itself: "standards", "planning"."""
    thing_from: int = 8
    """Likewise, of a word that is no label itself and stands for no activity: "books"."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scored:
    """The candidates of a text, a row each."""

    tokens: Sequence[Token]
    positions: Sequence[int]
    confidences: Sequence[float]
    exact: Mapping[int, ExactLabel]
    """By position."""


def rows_by_name(text: str, scored: Scored, labels: LabelIndex, policy: NamingPolicy) -> Iterator[int]:
    """The rows that names in the text mean, the surest of each."""
    likely = (row for row, confidence in enumerate(scored.confidences) if confidence >= policy.least)
    surest = sorted(likely, key=lambda row: (-scored.confidences[row], row))
    for name in asked_names(text) if surest else ():
        words = words_of(name.span, scored.tokens)
        users = labels.users(words[0].stem) if len(words) == 1 else 1
        if not words or users > policy.general_from:
            continue
        row = _called(words, scored, surest)
        if row is None and (users <= policy.thing_from or name.activity(text)):
            row = _meaning(words, scored, surest, labels, more=name.activity(text))
        if row is not None:
            yield row


def _called(words: Sequence[Token], scored: Scored, surest: Sequence[int]) -> int | None:
    """The surest row that these words are a label of in full."""
    span = Span(words[0].span.start, words[-1].span.end)
    full = {position for position, found in scored.exact.items() if found.span == span}
    return next((row for row in surest if scored.positions[row] in full), None) if full else None


def _meaning(
    words: Sequence[Token], scored: Scored, surest: Sequence[int], labels: LabelIndex, *, more: bool
) -> int | None:
    """The surest row whose label says no more than these words; else, where it may, one that says `more`."""
    stems = [word.stem for word in words]
    places = [(row, scored.positions[row]) for row in surest]
    besides = _says_little(labels.tokenize)
    same = (row for row, place in places if labels.says_no_more(place, stems, besides))
    longer = (row for row, place in places if more and len(stems) == 1 and labels.holds(place, stems[0]))
    return next(chain(same, longer), None)


@lru_cache(maxsize=4)
def _says_little(tokenize: Tokenizer) -> frozenset[str]:
    return frozenset(token.stem for token in tokenize(SAYS_LITTLE))
