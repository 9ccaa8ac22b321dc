"""Lists of phrases as one pattern, or of words as a set, so that a lexicon can be read, and changed, with ease."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from matcher.telltales import Telltales, telltales, words_in


class Searched(Protocol):
    """A pattern, or phrases: whatever can be looked for in a text."""

    def search(self, text: str, /) -> re.Match[str] | None: ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Phrases:
    """Patterns of which those alone are looked for whose telltale words stand in the text: few, and mostly none.

    As one pattern they would take the time of all of them: in ads, a third of all that reading takes.
    """

    told: Mapping[str, tuple[re.Pattern[str], ...]]
    """Telltale -> the patterns that may match where it stands."""
    telltales: Telltales
    """Of `told`."""
    untold: re.Pattern[str] | None
    """What is looked for in every text, since no word gives it away."""

    def search(self, text: str, /) -> re.Match[str] | None:
        """A match of one of them, where any matches; of several phrases not always the first in the text."""
        for telltale in self.telltales & words_in(text):
            for pattern in self.told[telltale]:
                found = pattern.search(text)
                if found:
                    return found
        return self.untold.search(text) if self.untold else None


def any_of(*phrases: str, before: str = r"\b", after: str = "") -> re.Pattern[str]:
    """A pattern, blind to case, for whichever phrase matches first in the order given; each is a regular expression."""
    return re.compile(f"{before}(?:{'|'.join(phrases)}){after}", re.IGNORECASE)


def phrases_of(*phrases: str, before: str = r"\b", after: str = "") -> Phrases:
    """The same for asking whether any phrase stands in a text: much quicker, and mute on which comes first."""
    told: defaultdict[str, tuple[re.Pattern[str], ...]] = defaultdict(tuple)
    untold: list[str] = []
    for phrase in phrases:
        pattern = any_of(phrase, before=before, after=after)
        words = telltales(pattern.pattern)
        if words is None:
            untold.append(phrase)
        for telltale in words or ():
            told[telltale] += (pattern,)
    others = any_of(*untold, before=before, after=after) if untold else None
    return Phrases(told=dict(told), telltales=frozenset(told), untold=others)


def word_set(words: str) -> frozenset[str]:
    """Words written one after the other, so that a long list reads like one."""
    return frozenset(words.split())
