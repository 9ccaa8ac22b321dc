"""What ads say is done with a skill: the verbs that stand before its name."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.completeness import outcome_phrases as phrases
from matcher.completeness.verbs import DOING, TRANSITIVE, base_of
from matcher.demand import Evidence
from matcher.phrases import word_set

NEAR = 4
"""Words before the name among which its verb is looked for."""
SAYS_LITTLE = (TRANSITIVE | word_set("""
    perform conduct carry execute do make take have be show undertake require need want seek prefer desire include
    ensure support help assist work gain become obtain join offer provide promote advance enable foster engage involve
    relate contribute participate understand maintain
    """)) - {"apply", "use"}  # fmt: skip
"""Verbs that employers write before anything, or that nobody could be assessed by."""
_BREAK = re.compile(r"[.;:!?()•\n]")


@dataclass(frozen=True, slots=True)
class Verb:
    base: str
    ads: int


def verbs_spoken(evidence: Iterable[Evidence], least: int) -> tuple[Verb, ...]:
    """Those that stand before the name in at least so many sentences, one an ad; the most frequent first."""
    counted = Counter(verb for one in evidence if (verb := _verb_before(one)))
    found = (Verb(base, ads) for base, ads in counted.items() if ads >= least)
    return tuple(sorted(found, key=lambda one: (-one.ads, one.base)))


def _verb_before(evidence: Evidence) -> str | None:
    """The nearest that is plainly a verb; of "design, teach and assess X" it is the last."""
    if evidence.span is None or evidence.mention is None:
        return None
    before = _BREAK.split(evidence.text[: evidence.mention.start - evidence.span.start])[-1]
    words = [word.lower() for word in phrases.WORD.findall(before)][-NEAR:]
    return next((verb for word in reversed(words) if (verb := _verb(word))), None)


def _verb(word: str) -> str | None:
    if word in phrases.NOUNS_TOO or word in phrases.TRADES:
        return None
    base = base_of(word, gerund=True)
    return base if base in DOING and base not in SAYS_LITTLE and base not in phrases.NOUNS_TOO else None
