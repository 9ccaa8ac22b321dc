"""The lexicon of headings: what kind of section a heading announces."""

import re
from enum import StrEnum


class SectionKind(StrEnum):
    REQUIRED = "required"
    PREFERRED = "preferred"
    DUTIES = "duties"
    SUMMARY = "summary"
    """About the job, but neither requirement nor duty by its heading; also all text before any."""
    EMPLOYER = "employer"
    BENEFITS = "benefits"
    APPLYING = "applying"
    EQUAL_OPPORTUNITY = "equal opportunity"
    CONDITIONS = "conditions"


ABOUT_THE_JOB = frozenset({SectionKind.REQUIRED, SectionKind.PREFERRED, SectionKind.DUTIES, SectionKind.SUMMARY})

HEADINGS: tuple[tuple[SectionKind, str], ...] = (
    (SectionKind.CONDITIONS, r"\b(?:do not|don.t|won.t) need|^not (?:required|needed|necessary)"),
    (SectionKind.DUTIES, r"essential (?:job )?(?:functions?|dut|responsib)"),
    (SectionKind.BENEFITS, r"sign[- ]on bonus|support when you need|^rewards?\b"),
    (
        SectionKind.REQUIRED,
        r"(?:essential|required) (?:and|&|/|or) (?:desir|preferred)|apply if you|what you.?(?:d|ve|re) |"
        r"you.?(?:d| would) bring|you(?:.ll| will) have",
    ),
    (
        SectionKind.EQUAL_OPPORTUNITY,
        r"equal (?:employment )?opportunit|diversity|inclusion|disability confident|eeo\b|accommodation",
    ),
    (
        SectionKind.APPLYING,
        r"\bapply\b|application (?:process|procedure|instruction|material)|applications?$|applying|"
        r"next steps?$|"
        r"what (?:happens )?next|what.s next|contact|closing date|interviews?\b|how to|selection process|"
        r"for further|further (?:information|details)|more information|recruitment process|\binterested|"
        r"want to know more|disclosure|safeguarding statement|disclaimer|please note|important notice|"
        r"agencies|url$|to be considered",
    ),
    (
        SectionKind.BENEFITS,
        r"benefit|perks|we offer|(?:can|will|to) offer|offer you|(?:are|.re) offering|"
        r"what you(?:.?ll| will)? (?:get|receive|gain)|what.?s in it for you|you (?:will )?(?:get|receive)|"
        r"compensation|rewards?\b|why (?:work|join|choose)|in return|remuneration|salary|^pay\b|package|"
        r"would you like|time off$|wellbeing$",
    ),
    (
        SectionKind.PREFERRED,
        r"prefer|desir|nice[- ]to[- ]have|bonus|advantage|a plus|pluses|ideally|be (?:great|good|nice)\b|"
        r"good to have|optional|beneficial|useful|not essential",
    ),
    (
        SectionKind.CONDITIONS,
        r"^(?:job |work |primary )?location|schedule|^hours|working (?:conditions|hours|environment|pattern)|"
        r"physical (?:demands|requirements)|work environment|contract(?: type)?\b|job type|^band \d|"
        r"probation|"
        r"employment type|key (?:details|facts)|travel$|status$|reports to|department$|grade$|restrictions|"
        r"^terms|start date|job number|worker type",
    ),
    (
        SectionKind.REQUIRED,
        r"essential|require|qualification|must[- ]have|^(?:what )?you(?:.?ll| will)? (?:need|have|bring|"
        r"are|should)|"
        r"what you.?ll (?:need|bring)|looking for|we look for|needed|about you\b|who you are|"
        r"person specification|"
        r"the person|your (?:profile|skills|experience|background)|skills|competenc|candidate|criteria|"
        r"knowledge|"
        r"experience|abilities|eligib|minimum|to be successful|successful in this role|need from you|"
        r"attributes|"
        r"things that you will have|certificat|licen[cs]|you must\b|^you\?",
    ),
    (
        SectionKind.DUTIES,
        r"dut(?:y|ies)|responsib|responisib|what you(?:.?ll| will) (?:do|be doing)|you.?ll be doing|"
        r"key tasks|tasks|"
        r"main purpose|accountabilit|day[- ]to[- ]day|a typical day|in this role|the post ?holder|"
        r"job functions?|"
        r"your (?:role|mission|work)$|activities|^(?:primary|core|key) (?:mission|objective|function)|"
        r"^you will(?: be)?$|you will (?:do|also)\b|what (?:does|will) .{0,40}\bdo\b",
    ),
    (
        SectionKind.EMPLOYER,
        r"who (?:we are|are (?!you|we looking))|about (?:us|our|the (?:company|organi[sz]ation|team|trust|"
        r"university|college|library|department|practice|service|business|client))|"
        r"company (?:information|description|profile|overview)|the (?:company|organi[sz]ation|client|trust|"
        r"team)|"
        r"our (?:company|values|mission|culture|trust|story|vision|plans)|campus description|background|"
        r"^values|"
        r"^mission|culture|^why [a-z ]{1,60}\?$|working here|where you will be working",
    ),
    (
        SectionKind.SUMMARY,
        r"description|summary|overview|purpose|the (?:role|job|position|post|opportunity)|role|introduction|"
        r"profile|opportunity|position|advert|about the (?:role|job|position|post)",
    ),
)
"""First match wins, so the order is part of the meaning ("essential functions" stands before both)."""

_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in HEADINGS)
_ABOUT_EMPLOYER = re.compile(r"about (?!you\b|(?:the|this) (?:role|job|position|post|opportunity)\b)", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[][^()\[\]]{0,60}[)\]]")
_LABEL = re.compile(
    r"location|hours|contract|salary|pay\b|band\b|grade|closing date|interview date|start date|job type|"
    r"reports to|employment type|department|schedule|job number|(?:time|worker) type|salary range",
    re.IGNORECASE,
)


def heading_kind(heading: str) -> SectionKind | None:
    """What a heading announces; None where it says nothing known. A legend in brackets doesn't count."""
    bare = _BRACKETED.sub(" ", heading).strip() or heading
    kind = next((kind for kind, pattern in _PATTERNS if pattern.search(bare)), None)
    if kind in (None, SectionKind.SUMMARY) and _ABOUT_EMPLOYER.match(bare):
        return SectionKind.EMPLOYER
    return kind


def is_label(heading: str) -> bool:
    """Whether it names one fact of the job ("Location: Leeds") rather than a part of the ad."""
    return bool(_LABEL.match(heading))
