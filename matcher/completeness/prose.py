"""What an entry says in running text, where a field of its own says nothing."""

import re
from collections.abc import Iterator

from matcher.achievements import Achievement
from matcher.completeness.findings import Said
from matcher.phrases import any_of

LONGEST_SENTENCE = 240
"""Of what is shown; a longer one is cut around the words that count."""
LONGEST_PLACEHOLDER = 80
_SENTENCE = re.compile(r"[^.!?\n•]+(?:[.!?](?!\s|$)[^.!?\n•]*)*[.!?]?")
_SAYS_NOTHING = re.compile(
    r"\W*(?:t\.?b\.?[acd]\.?|to be (?:announced|advised|confirmed|determined|decided)|n/?a"
    r"|not (?:applicable|stated|known)|unknown|various|varies|variable|depends"
    r"|it depends|yes|y|true|other|standard|normal|usual|as usual|high|good"
    r"|(?:see|visit|check|on|refer to) (?:the |our )?(?:web ?site|web ?page|page|link|below|above|provider|details)"
    r"|(?:please )?(?:contact|ask|call|e-?mail) us|(?:up)?on (?:request|application|enquiry)"
    r"|(?:high|good|top|excellent|best) quality|quality assured|assessed|included|available)?\W*",
    re.IGNORECASE,
)
_NO = any_of(r"no", r"not", r"without", r"never", r"neither", r"cannot", r"\w+n['\u2019]t", after=r"\b[^.;,]{0,30}$")
"""Before the words that count, in the same clause."""


MOST_READ = 50_000
"""Characters of a field that are read: four times the longest description of two real listings."""


def says_nothing(text: str) -> bool:
    """Whether a stated value only keeps the place: "TBA", "see website", "yes"."""
    return len(text) <= LONGEST_PLACEHOLDER and _SAYS_NOTHING.fullmatch(text) is not None


def prose(achievement: Achievement) -> Iterator[Said]:
    """The texts that may say anything, the most specific first."""
    credential, opportunity = achievement.credential, achievement.opportunity
    fields = {
        "assessment": credential.assessment,
        "quality_assurance": credential.quality_assurance,
        "supervision": credential.supervision,
        "grading": credential.grading,
        "stackability": credential.stackability,
        "employer_need": credential.employer_need,
        **{f"recognised_by[{i}]": text for i, text in enumerate(credential.recognised_by)},
        **{f"prerequisites[{i}]": text for i, text in enumerate(opportunity.prerequisites)},
        "audience": opportunity.audience,
        **{f"outcomes[{i}]": text for i, text in enumerate(achievement.outcomes)},
        "description": achievement.description,
    }
    yield from (Said(field, text) for field, text in fields.items() if text)


def said(achievement: Achievement, pattern: re.Pattern[str], *fields: str) -> Said | None:
    """The first sentence that says it; with fields, of these only. None where it is only denied."""
    return next((one for one, denied in _spoken(achievement, pattern, fields) if not denied), None)


def denied(achievement: Achievement, pattern: re.Pattern[str], *fields: str) -> Said | None:
    """The first sentence that says there is none of it."""
    return next((one for one, denied in _spoken(achievement, pattern, fields) if denied), None)


def _spoken(achievement: Achievement, pattern: re.Pattern[str], fields: tuple[str, ...]) -> Iterator[tuple[Said, bool]]:
    for own in prose(achievement):
        if fields and own.field.partition("[")[0] not in fields:
            continue
        for sentence in _SENTENCE.finditer(own.text[:MOST_READ]):
            match = pattern.search(sentence[0])
            if match:
                before = sentence[0][: match.start()]
                yield Said(own.field, _around(sentence[0], match)), _NO.search(before) is not None


def _around(sentence: str, match: re.Match[str]) -> str:
    """The sentence, or as much of it around the words as is shown."""
    spare = max(LONGEST_SENTENCE - (match.end() - match.start()), 0) // 2
    start, end = max(match.start() - spare, 0), min(match.end() + spare, len(sentence))
    return sentence.strip() if len(sentence) <= LONGEST_SENTENCE else sentence[start:end].strip()
