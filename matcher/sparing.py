"""Which texts are not worth encoding: what the reader itself found in ads that nobody annotated says so, by words.

The full reading is the teacher, a linear model over words its pupil (Hinton et al. 2015, arXiv:1503.02531).
"""

from dataclasses import dataclass

from matcher.gate import WordGate
from matcher.lexical import LabelIndex

FEW = 12
"""Words; a text of no more is cheap to look at, and where it asks for something, says little else."""


NAMING_WORDS = 8
"""A text of no more words that holds a label in full may be an item of a list, and is always looked at."""
NAMING_AT_MOST = 30
"""Likewise a text of no more words that holds a label of several words in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparing:
    worth: WordGate
    """Log-odds that anything comes of reading a text in full."""
    below: float = -1.0
    """Under it a text is not looked at. Chosen by hand from the table that `make train` records."""
    demanding_below: float = -2.5
    """Of a text that its heading or its own words let ask for something beyond doubt."""

    def spares(self, text: str, *, demands: bool) -> bool:
        """`demands`: whether the text surely asks for something."""
        if demands and len(text.split()) <= FEW:
            return False
        return self.worth.logit(text) < (self.demanding_below if demands else self.below)


def names_something(text: str, labels: LabelIndex) -> bool:
    """Whether so short a text holds a label in full that it is looked at whatever its words are worth."""
    words = len(text.split())
    if words > NAMING_AT_MOST:
        return False
    return any(words <= NAMING_WORDS or " " in found.span.of(text) for found in labels.exact(text))
