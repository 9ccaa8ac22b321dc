"""Where the characters of a text as it is read stand in the text as it was given."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpora.documents.leftovers import Resolved, without_leftovers
from corpora.documents.text import clean_text
from matcher.mentions import Span


@dataclass(frozen=True, slots=True)
class Places:
    """A text cleaned, and without what was left over of HTML."""

    resolved: Resolved
    cleaned: Sequence[int]
    """For each character before HTML was resolved its position in the text as it was given."""

    @classmethod
    def of(cls, given: str) -> "Places":
        cleaned = clean_text(given)
        return cls(without_leftovers(cleaned), places_in(given, cleaned))

    @property
    def read(self) -> str:
        return self.resolved.text

    @property
    def says_anything(self) -> bool:
        """Not so where the whole text was marks."""
        return any(character.isalnum() for character in self.read)

    def given(self, span: Span) -> tuple[int, int]:
        """Where what stands there begins and ends in the text as it was given."""
        first, last = self.resolved.starts[span.start], self.resolved.ends[span.end - 1]
        return self.cleaned[first], self.cleaned[last - 1] + 1


def places_in(given: str, cleaned: str) -> Sequence[int]:
    """For each character of `cleaned` its position in `given`, ascending.

    Cleaning replaces characters one for one and leaves some out, of visible ones always the same; so the
    first fitting character is the right one.
    """
    if given == cleaned:
        return range(len(given))
    as_cleaned = {character: clean_text(f"x{character}x")[1:-1] for character in set(given)}
    places: list[int] = []
    at = 0
    for character in cleaned:
        while as_cleaned[given[at]] != character:
            at += 1
        places.append(at)
        at += 1
    return places
