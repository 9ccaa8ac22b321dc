"""Lists of phrases as one pattern, or of words as a set, so that a lexicon can be read, and changed, with ease."""

import re


def any_of(*phrases: str, before: str = r"\b", after: str = "") -> re.Pattern[str]:
    """A pattern, blind to case, for whichever phrase matches first in the order given; each is a regular expression."""
    return re.compile(f"{before}(?:{'|'.join(phrases)}){after}", re.IGNORECASE)


def word_set(words: str) -> frozenset[str]:
    """Words written one after the other, so that a long list reads like one."""
    return frozenset(words.split())
