"""Lists of phrases as one pattern, so that a lexicon can be read, and changed, a line at a time."""

import re


def any_of(*phrases: str, before: str = r"\b", after: str = "") -> re.Pattern[str]:
    """A pattern, blind to case, for whichever phrase matches first in the order given; each is a regular expression."""
    return re.compile(f"{before}(?:{'|'.join(phrases)}){after}", re.IGNORECASE)
