"""Short quotes from ads, with where they are from; what could tell of a person is not quoted."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from matcher.ads import JobAd
from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, Importance

MAX_QUOTE = 300
"""Characters."""
ROOM_AFTER = 100
"""Characters of them for what stands behind the words that name the skill, where a long sentence has to be cut."""
LEAD = 100
"""Characters before what a longer text is quoted for."""
_ELLIPSIS = "…"
_NAME = r"(?:[^\W\d_a-z][\w'\u2019-]+)"
"""A word with a capital."""
_PERSONAL = re.compile(
    rf"""
    [\w.+-]{{1,64}}(?:@|\ ?\((?i:at)\)\ ?)[\w-]{{1,64}}\.\w        # an e-mail address
    | (?:\+|\b0|\()\d[\d\s().-]{{6,}}\d                     # a telephone number
    | \b\d{{3}}[\s.-]\d{{3,4}}[\s.-]?\d{{4}}\b                  # one without a zero or a country before it
    | \b\d{{4}}[\s-]\d{{4}}\b | \b(?i:ext|extension)\.?\s*\d{{3,}}       # a short number
    | \bhttps?:// | \bwww\. | \b[\w-]{{1,64}}\.(?i:com|org|net|edu|gov|co|ac|nhs)\b   # a link, perhaps to somebody
    | ^\W*{_NAME}\s+{_NAME},                               # a sentence that begins with somebody
    | \[[\w ]*\b(?i:name|e-?mail|phone)\]                # what the source has taken out already
    | \b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame)\.?\s+{_NAME}
    | \b(?i:contact|name|attn|attention|call|e-?mail|telephone|phone|ring|ask\ for|reach
        | (?:speak|talk|write)\ (?:to|with))\W+{_NAME}\s+{_NAME}
    | \b(?i:contact|enquir(?:y|ies)|inquir(?:y|ies)|report(?:s|ing)?\ (?:directly\ )?to)\b
      [^.;]{{0,60}}?\s{_NAME}\s+{_NAME}
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One ad's own words that ask for a skill."""

    ad: str
    skill: ConceptUri
    text: str
    """At most MAX_QUOTE characters; `…` where it was cut."""
    importance: Importance
    confidence: float
    title: str | None
    organisation: str | None
    posted: date | None
    source: str | None
    sample: bool


def quote(ad: JobAd, demands: Collection[Demand], skills: Collection[ConceptUri]) -> Quote | None:
    """The surest sentence of the ad that asks for one of the skills; None where none may be quoted."""
    said = [(d, e) for d in demands if d.skill in skills for e in d.evidence if may_be_quoted(e.text)]
    if not said:
        return None
    demand, evidence = max(said, key=lambda own: (own[1].confidence, own[0].skill))
    return Quote(
        ad=ad.id,
        skill=demand.skill,
        text=_shortened(evidence),
        importance=demand.importance,
        confidence=evidence.confidence,
        title=ad.title,
        organisation=ad.organisation,
        posted=ad.date_posted,
        source=ad.source,
        sample=ad.sample,
    )


def may_be_quoted(text: str) -> bool:
    """Whether nothing in it could tell of a person."""
    return _PERSONAL.search(text) is None


def excerpt(text: str, start: int) -> str:
    """Of a text, at most MAX_QUOTE characters with what stands at `start` in them."""
    begin = 0 if len(text) <= MAX_QUOTE or start <= LEAD else start - LEAD
    return cut(text[begin:], cut_before=begin > 0)


def _shortened(evidence: Evidence) -> str:
    """On one line, at most MAX_QUOTE characters, with the words that name the skill among them."""
    words = " ".join(evidence.text.split())
    if evidence.span is None or evidence.mention is None:
        return cut(words)
    before = evidence.text[: evidence.mention.start - evidence.span.start]
    named = evidence.text[: evidence.mention.end - evidence.span.start]
    start, end = len(" ".join(before.split())), len(" ".join(named.split()))
    if len(words) <= MAX_QUOTE or end <= MAX_QUOTE - ROOM_AFTER:
        return cut(words)
    space = words.find(" ", max(0, end - MAX_QUOTE + ROOM_AFTER), start + 1)
    return cut(_ELLIPSIS + words[start if space < 0 else space + 1 :].lstrip())


def cut(text: str, *, cut_before: bool = False) -> str:
    """On one line, at most MAX_QUOTE characters, at the ends of words where there are any."""
    words = " ".join(text.split())
    if cut_before:
        words = _ELLIPSIS + (words.partition(" ")[2] or words)
    if len(words) <= MAX_QUOTE:
        return words
    space = words.rfind(" ", 0, MAX_QUOTE)
    return words[: space if space > 0 else MAX_QUOTE - 1] + _ELLIPSIS
