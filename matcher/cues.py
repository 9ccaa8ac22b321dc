"""The small words that decide how much an ad wants something: must, ideally, not required, training given."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.mentions import Span
from matcher.sections import SectionKind


class Stance(StrEnum):
    """What a clause says about the things it names."""

    ESSENTIAL = "essential"
    OPTIONAL = "optional"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence with one stance; None leaves it to the section."""

    span: Span
    stance: Stance | None


NOT_ASKED = re.compile(
    r"\bno (?:(?:prior|previous|formal|specific|particular|direct|special|in-depth|relevant) )*"
    r"(?:[\w/&'-]+ ){0,4}?(?:experience|knowledge|qualifications?|training|skills?|background|expertise)\b"
    r"(?=.*\b(?:need|requir|necessar|essential|expected|assumed)|\W*$|[^.]*\btrain)|"
    r"\b(?:is|are) not (?:a )?(?:required|necessary|needed|expected|requirement)\b|"
    r"\b(?:isn.t|aren.t) (?:required|necessary|needed|expected)\b|"
    r"\bnot? (?:need|require|expect)\b|\b(?:do not|don.t|won.t|will not) (?:need|have to|require|expect)\b|"
    r"\bwithout (?:any )?(?:the need|needing|prior|previous|experience)|"
    r"\b(?:full |some |further |all |on[- ]the[- ]job )*training (?:will be |is |can be |shall be )?"
    r"(?:given|provided|offered|available|supplied)\b|"
    r"\b(?:we|they)(?: will|.ll| can)? (?:fully )?(?:train|teach) you\b|\byou (?:will|.ll) be (?:fully )?trained\b|"
    r"\bwe (?:provide|offer|give)(?: you)?\b.{0,40}\btraining\b",
    re.IGNORECASE,
)
OPTIONAL = re.compile(
    r"\bprefer(?:red|ably|ence|able)?\b|\bdesir(?:able|ed)\b|\bnice[- ]to[- ]have\b|\b(?:a|an|big|huge|real|definite) "
    r"(?:plus|bonus|asset|advantage)\b|\badvantage(?:ous)?\b|\bideally\b|\bbeneficial\b|\b(?:would|will) be "
    r"(?:an? )?(?:welcome|useful|helpful|great|good|appreciated|valued|considered)\b|\b(?:is|are) (?:welcome|"
    r"useful|helpful|appreciated|a plus)\b|\bnot essential\b|\bbut not required\b|\boptional(?:ly)?\b|"
    r"\(\s*d\s*\)|\buseful\b|\bwilling(?:ness)? to (?:learn|undertake|train|work towards)\b|\bis a plus\b|\bpluses\b",
    re.IGNORECASE,
)
ESSENTIAL = re.compile(
    r"\bmust\b|\brequire[ds]?\b|\bessential\b|\bminimum\b|\bmandatory\b|\byou(?:.ll| will)? need\b|\bneed to\b|\bneeded\b|"
    r"\(\s*e\s*\)|\bat least\b|\bnecessary\b|\bexpected to\b",
    re.IGNORECASE,
)
NOT_ESSENTIAL_BUT = re.compile(r"\b(?:but )?not (?:strictly )?(?:essential|required)\b.{0,30}$", re.IGNORECASE)

OFFER_OR_BLURB = re.compile(
    r"\b(?:we|our (?:company|organi[sz]ation|team|firm|trust|group|university)|[A-Z]\w+ (?:Ltd|Inc|LLC|plc|Group))"
    r" (?:is|are|was|were|has|have)(?: been)? (?:an? |the |one of |among |now |proud|recogni[sz]ed|committed|based|"
    r"located|home to|delighted|passionate|rated|growing|currently)|"
    r"\bwe(?: can| will| also|.ll)* offer\b|\bwe provide (?:a |an |our |competitive|excellent|generous)|\byou(?: will|.ll) (?:receive|get|"
    r"enjoy|benefit)\b|\bin return\b|\b(?:health|dental|life|medical|vision) (?:insurance|assurance|cover)|"
    r"\bpension\b|\b401\(?k\)?|\bannual leave\b|\bpaid (?:time off|holidays?|leave)\b|\bcycle to work\b|"
    r"\bcompetitive (?:salary|pay|wage|rates|benefits)\b|\bseason ticket\b|\bfree (?:parking|uniform|lunch|gym)\b|"
    r"\bdiscount(?:s|ed)?\b.{0,40}\b(?:staff|employee|gym|shop|retail|nhs)|\bemployee assistance\b|"
    r"\bsign[- ]on bonus\b|\brefer a friend\b|\bflexible working\b|\bmaternity\b|\bchildcare vouchers\b",
    re.IGNORECASE,
)
EQUAL_OPPORTUNITY = re.compile(
    r"\bequal[- ](?:employment[- ])?opportunit|\bregardless of\b|\bwithout regard to\b|\bprotected (?:veteran|"
    r"characteristic)|\breasonable (?:accommodation|adjustment)|\bdisability confident|\baffirmative action\b|"
    r"\bsexual orientation\b|\bwelcome applications from\b|\bencourage applications\b|\bgender identity\b",
    re.IGNORECASE,
)
HOW_TO_APPLY = re.compile(
    r"\bplease (?:send|submit|apply|contact|visit|e-?mail|note|click|call)|\bto apply\b|\bclosing date\b|"
    r"\bcover(?:ing)? letter\b|\bapplication form\b|\bclick (?:here|the|on|apply)|\bshort-?list(?:ed)?\b|"
    r"\binterviews? (?:will|are)\b|\binformal (?:visit|discussion|enquir|chat)|\bfor (?:more|further) (?:information|"
    r"details)\b|\bbackground check|\b(?:enhanced )?(?:dbs|crb) (?:check|disclosure)|\bright to work\b|"
    r"\bapplications? (?:close|deadline)|\bsend (?:a|your|us) (?:cv|r[eé]sum|letter)|\bvisa sponsorship\b|\bno agencies\b|https?://|\[email\]|\[phone\]|\bdisclosure and barring\b",
    re.IGNORECASE,
)
BENEFIT = re.compile(
    r"\boffer\b|insurance|assurance|pension|\b401|\bpaid\b|\bleave\b|bonus|discount|voucher|\bfree\b|competitive|ticket|"
    r"flexible working|assistance|refer a friend|maternity",
    re.IGNORECASE,
)
LEGEND = re.compile(r"\(?\b[ED]\s*=\s*\w+.*?\b[ED]\s*=\s*\w+\)?", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"\byou(?:r| will|.ll| must| should)?\b.{0,60}\b(?:experience|skill|knowledge|abilit|able|responsib|manage|lead|work)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[;]|,(?=\s+(?:but|however|although|and ideally|ideally|preferably|while|though)\b)|\s(?=(?:but|however|although)\b)|"
    r"(?<=\))\s*,|(?<=[a-z])\.\s",
    re.IGNORECASE,
)
_AFTER_STANCE = re.compile(r"\b(?:essential|required|desirable|preferred|desired)\s*,", re.IGNORECASE)


def section_of(sentence: str, kind: SectionKind) -> SectionKind:
    """What a sentence is about by its own words, where they contradict the heading above it."""
    if EQUAL_OPPORTUNITY.search(sentence):
        return SectionKind.EQUAL_OPPORTUNITY
    if HOW_TO_APPLY.search(sentence):
        return SectionKind.APPLYING
    if kind is SectionKind.SUMMARY and OFFER_OR_BLURB.search(sentence) and not _ADDRESSED.search(sentence):
        return SectionKind.EMPLOYER
    if OFFER_OR_BLURB.search(sentence) and BENEFIT.search(sentence):
        return SectionKind.BENEFITS
    return kind


def stance_of(clause: str) -> Stance | None:
    """The stance that the clause's own words take; None where they take none."""
    clause = LEGEND.sub("", clause)
    if NOT_ESSENTIAL_BUT.search(clause):
        return Stance.OPTIONAL if re.search(r"essential|but not", clause, re.I) else Stance.NOT_ASKED
    if NOT_ASKED.search(clause):
        return Stance.NOT_ASKED
    if OPTIONAL.search(clause):
        return Stance.OPTIONAL
    if ESSENTIAL.search(clause):
        return Stance.ESSENTIAL
    return None


def read_clauses(sentence: str, offset: int = 0) -> tuple[Clause, ...]:
    """Cut a sentence where its stance changes; one clause where it does not.

    `offset` is the sentence's start in the original text, which the spans refer to.
    """
    parts = [(start, end, stance_of(sentence[start:end])) for start, end in _parts(sentence)]
    stances = {stance for _, _, stance in parts if stance}
    if len(stances) <= 1 and Stance.NOT_ASKED not in stances:
        whole = next(iter(stances), None)
        return (Clause(Span(offset, offset + len(sentence)), whole),)
    return tuple(
        Clause(Span(offset + start, offset + end), stance) for start, end, stance in parts if end > start
    )


def _parts(sentence: str) -> Sequence[tuple[int, int]]:
    cuts = sorted(
        {m.end() for pattern in (_CLAUSE_END, _AFTER_STANCE) for m in pattern.finditer(sentence)} - {len(sentence)}
    )
    edges = [0, *cuts, len(sentence)]
    return [(a, b) for a, b in zip(edges, edges[1:], strict=False) if sentence[a:b].strip(" ,;.")]
