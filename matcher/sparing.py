"""Which texts are not worth encoding: what the reader itself found in ads that nobody annotated says so, by words.

The full reading is the teacher, a linear model over words its pupil (Hinton et al. 2015, arXiv:1503.02531).
"""

from dataclasses import dataclass

from matcher.gate import WordGate

FEW = 12
"""Words; a text of no more is cheap to look at, and where it asks for something, says little else."""


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
