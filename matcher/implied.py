"""Transversal skills that a sentence implies without naming them, by hand-written cues."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.concepts import ConceptUri
from matcher.mentions import Sentence, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedCue:
    """Words that can't be acted on without the skill: "weigh the evidence" implies thinking critically."""

    skill: ConceptUri
    pattern: re.Pattern[str]
    confidence: float
    """Set by hand: strong (0.6), fair (0.45) or weak (0.3); rises with how narrow the cue is, not calibrated."""


def implied(sentence: Sentence, cues: Sequence[ImpliedCue]) -> Iterator[tuple[ImpliedCue, Span]]:
    """Each cue that the sentence holds, with the words it found; offsets as in the sentence's own span."""
    for cue in cues:
        match = cue.pattern.search(sentence.text)
        if match and match.end() > match.start():
            yield cue, Span(sentence.span.start + match.start(), sentence.span.start + match.end())
