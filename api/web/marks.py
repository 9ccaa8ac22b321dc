"""An ad's own text in pieces: what asks for a skill, and what stands between."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matcher.concepts import ConceptUri
from matcher.demand import ORDER, Demand, Importance
from matcher.mentions import Span


@dataclass(frozen=True, slots=True)
class Mark:
    span: Span
    skills: tuple[ConceptUri, ...]
    """That these words were read to ask for, the weightiest first."""
    importance: Importance


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    mark: Mark | None = None
    number: int | None = None
    """Of the mark, in the order of the text."""


def marks(demands: Iterable[Demand]) -> tuple[Mark, ...]:
    """In the order of the text; words that overlap are one mark of several skills."""
    asked = [(own.mention, demand) for demand in demands for own in demand.evidence if own.span and own.mention]
    groups: list[tuple[Span, list[Demand]]] = []
    for span, demand in sorted(asked, key=lambda one: (one[0].start, -one[0].end)):
        if groups and span.start < groups[-1][0].end:
            former, several = groups[-1]
            groups[-1] = (Span(former.start, max(former.end, span.end)), [*several, demand])
        else:
            groups.append((span, [demand]))
    return tuple(_mark(span, several) for span, several in groups)


def _mark(span: Span, several: list[Demand]) -> Mark:
    ordered = sorted(several, key=lambda own: (ORDER.index(own.importance), -own.confidence, own.skill))
    return Mark(span, tuple(dict.fromkeys(own.skill for own in ordered)), ordered[0].importance)


def pieces(text: str, found: Iterable[Mark]) -> Iterator[Piece]:
    """The whole text, in order."""
    done = 0
    for number, mark in enumerate(found):
        if mark.span.start > done:
            yield Piece(text[done : mark.span.start])
        yield Piece(mark.span.of(text), mark, number)
        done = mark.span.end
    if done < len(text):
        yield Piece(text[done:])


def places(found: Iterable[Mark]) -> Mapping[ConceptUri, int]:
    """The first mark of each skill, by its number."""
    first: dict[ConceptUri, int] = {}
    for number, mark in enumerate(found):
        for skill in mark.skills:
            first.setdefault(skill, number)
    return first
