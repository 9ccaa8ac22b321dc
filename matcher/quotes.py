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
LEAD = 100
"""Characters before what a longer text is quoted for."""
_ELLIPSIS = "…"
_PERSONAL = re.compile(
    r"""
    [\w.+-]+@[\w-]+\.\w                                   # an e-mail address
    | (?:\+|\b0|\()\d[\d\s().-]{6,}\d                     # a telephone number
    | \bhttps?:// | \bwww\.                               # a link, perhaps to a person's page
    | \[(?:name|email|phone)\]                            # what the source has taken out already
    | \b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame)\.?\s+[A-Z]\w+
    | \b(?:[Cc]ontact|[Aa]ttn|[Aa]ttention|[Cc]all|[Ee]mail|[Pp]hone|[Rr]eports?\ to|[Aa]sk\ for)\W+[A-Z]\w+\s+[A-Z]\w+
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
    """On one line, with what names the skill in it."""
    text = evidence.text
    start = 0
    if evidence.span is not None and evidence.mention is not None:
        end = evidence.mention.end - evidence.span.start
        start = max(0, end - MAX_QUOTE // 2) if end > MAX_QUOTE else 0
    return cut(text[start:], cut_before=start > 0)


def cut(text: str, *, cut_before: bool = False) -> str:
    """On one line, at most MAX_QUOTE characters, at the ends of words where there are any."""
    words = " ".join(text.split())
    if cut_before:
        words = _ELLIPSIS + (words.partition(" ")[2] or words)
    if len(words) <= MAX_QUOTE:
        return words
    kept = words[: MAX_QUOTE - 1]
    return (kept.rpartition(" ")[0] or kept) + _ELLIPSIS
