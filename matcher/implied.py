"""Transversal skills that a sentence implies without naming them, by hand-written cues."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.concepts import ConceptUri
from matcher.mentions import Sentence, Span
from matcher.telltales import Telltales, words_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedCue:
    """Words that can't be acted on without the skill: "weigh the evidence" implies thinking critically."""

    skill: ConceptUri
    pattern: re.Pattern[str]
    telltales: Telltales | None = None
    """Of the pattern; where they are known, most sentences need not be searched."""
    confidence: float
    """Set by hand: strong (0.6), fair (0.45) or weak (0.3); rises with how narrow the cue is, not calibrated."""


def implied(sentence: Sentence, cues: Sequence[ImpliedCue]) -> Iterator[tuple[ImpliedCue, Span]]:
    """Each cue that the sentence holds, with the words it found; offsets as in the sentence's own span."""
    words = words_in(sentence.text)
    for cue in cues:
        if cue.telltales is not None and cue.telltales.isdisjoint(words):
            continue
        match = cue.pattern.search(sentence.text)
        if match and match.end() > match.start():
            yield cue, Span(sentence.span.start + match.start(), sentence.span.start + match.end())
