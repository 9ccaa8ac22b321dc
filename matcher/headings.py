"""The lexicon of headings: what kind of section a heading announces."""

import re
from enum import StrEnum

from matcher.phrases import any_of


class SectionKind(StrEnum):
    REQUIRED = "required"
    PREFERRED = "preferred"
    DUTIES = "duties"
    SUMMARY = "summary"
    """About the job, but neither requirement nor duty by its heading; also all text before any."""
    TITLE = "title"
    """The first line, where it is the name of the job."""
    EMPLOYER = "employer"
    BENEFITS = "benefits"
    APPLYING = "applying"
    EQUAL_OPPORTUNITY = "equal opportunity"
    CONDITIONS = "conditions"
    NOT_NEEDED = "not needed"
    """What the ad says it does without."""


ABOUT_THE_JOB = frozenset(
    {SectionKind.REQUIRED, SectionKind.PREFERRED, SectionKind.DUTIES, SectionKind.SUMMARY, SectionKind.TITLE}
)

HEADINGS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    (
        SectionKind.NOT_NEEDED,
        any_of(
            r"\b(?:do not|don.t|won.t|not) need\b",
            "^not (?:required|needed|necessary|wanted)",
            (
                r"^(?!.*\b(?:desir|prefer|useful|helpful|nice|bonus|plus|advantage|welcome|ideal)).*\bnot (?:be )?"
                "(?:required|needed|necessary|expected|asked|wanted|part of|looking for)"
            ),
            r"\bno need\b",
            r"^(?:things |what )?you (?:will|would|should|.ll) (?:not|never)\W*(?:do\W*)?$",
            r"^you won.t\W*(?:do\W*)?$",
            (
                r"^no (?:\w+ )?(?:experience|knowledge|skills?|training|qualifications?) "
                r"(?:needed|necessary|required|expected)?\W*(?:in|of|with)?\W*$"
            ),
            "(?:do not|don.t|won.t|never) (?:expect|ask|require|want|look for|have to|mind if)",
            r"(?:can|could|will|happy to|easily) (?:\w+ )?(?:do|live|manage|get by) without",
            r"^(?:(?:what |things )?you (?:can|may|could) )?(?:\w+ly )?(?:forget|ignore|never mind|skip|"
            r"leave (?:out|behind))\b",
            "(?:do not|don.t|does not|doesn.t|won.t) (?:mind|matter|care|bother|count)",
            "not (?:on|in) (?:the|our|this) (?:list|job|role|remit)",
            "(?:makes? no|no) difference|irrelevant|surplus to",
            "moved away from|no longer|out of scope|not in scope",
            before="",
        ),
    ),
    (
        SectionKind.DUTIES,
        any_of(
            "essential (?:job )?(?:functions?|dut|responsib)",
            before="",
        ),
    ),
    (
        SectionKind.BENEFITS,
        any_of(
            "sign[- ]on bonus",
            "support when you need",
            (
                r"(?:will|.ll|we|can|shall) (?:\w+ly |also )?(?:teach|train|show|coach|help you learn)\b(?! "
                r"(?:students|pupils|children))"
            ),
            "you(?: will|.ll)? (?:also )?(?:learn|be (?:trained|taught|shown|learning))",
            "what you(?: will|.ll| can) (?:learn|be taught|pick up)",
            "(?:training|tuition|courses?)\\b.* (?:is |are |will be )?(?:given|provided|offered|available|on offer)",
            "(?:given|provided|offered|full|free|on-the-job|in-house) training",
            r"life (?:here|at|with us|in)\b",
            "on offer",
            "good stuff",
            "(?:extras|goodies|treats)$",
            "what we(?:.ll| will)? (?:give|provide|do for you)",
            "why (?:us|you.ll love|people (?:stay|join))",
            "look after you|looking after you",
            "working (?:here|with us|for us) means",
            "staff (?:enjoy|get|facilities|discounts?)",
            "we (?:also )?(?:give|provide)(?: you)?(?: with)?$",
            "(?:like|love|able|going|happy) to give you",
            "^(?:you|you.ll|you will) (?:also )?(?:enjoy|get|receive)",
            r"^rewards?\b",
            before="",
        ),
    ),
    (
        SectionKind.REQUIRED,
        any_of(
            r"(?:essential|required)\W{0,8}(?:(?:and|or)\W{1,3})?(?:desir|preferred)",
            "apply if you",
            "(?:not|non|un)[- ]?negotiable",
            r"^(?!.*\b(?:not|never|no)\b).*deal[- ]?breaker",
            r"^(?:\w+ )?musts?$",
            "(?:cannot|can.t) (?:do|live|manage|go) without",
            r"\b(?:insist|indispensable|vital|crucial|mandatory|obligatory|compulsory|prerequisite)",
            r"^(?:(?:all|what) )?we (?:\w+ly |do )*(?:need|require|expect|ask|insist)\b"
            r"(?! (?:you|to)\b)(?!.*\b(?:is|are) )",
            "what you.?(?:d|ve|re) ",
            "you (?:can|will|could)? ?(?:offer|bring|give) us",
            "you.?(?:d| would) bring",
            "you(?:.ll| will) have",
            before="",
        ),
    ),
    (
        SectionKind.EQUAL_OPPORTUNITY,
        any_of(
            "equal (?:employment )?opportunit",
            "diversity",
            "inclusion",
            "disability confident",
            r"eeo\b",
            "accommodation",
            before="",
        ),
    ),
    (
        SectionKind.APPLYING,
        any_of(
            r"\bapply\b",
            "application (?:process|procedure|instruction|material)",
            "applications?$",
            "applying",
            "next steps?$",
            "what (?:happens )?next",
            "what.s next",
            r"^contact(?! cent| lens)|contact (?:details|information|us|person)",
            "closing date",
            r"^interviews?\W*\d*$",
            "interview (?:dates?|process|details|arrangements)",
            "how to",
            "selection process",
            "for further",
            "further (?:information|details)",
            "more information",
            "recruitment process",
            r"^(?:selection|assessment)(?: (?:day|methods?|stages?|centre))?$",
            r"\binterested",
            "want to know more",
            "disclosure",
            "safeguarding statement",
            "disclaimer",
            "please note",
            "important notice",
            "agencies",
            "url$",
            "to be considered",
            before="",
        ),
    ),
    (
        SectionKind.BENEFITS,
        any_of(
            "benefit",
            "perks",
            "we offer",
            "(?:can|will|to) offer",
            "offer you",
            "(?:are|.re) offering",
            "what you(?:.?ll| will)? (?:get|receive|gain)",
            "what.?s in it for you",
            "you (?:will )?(?:get|receive)",
            "compensation",
            r"rewards?\b",
            "why (?:work|join|choose)",
            "in return",
            "remuneration",
            "salary",
            r"^pay\b",
            (
                r"(?:benefits?|salary|reward|pay|remuneration|compensation|our|the|total|full|attractive|"
                r"excellent|overall) package\b"
            ),
            r"^package\b|package (?:includes?|offered)",
            "would you like",
            "time off$",
            "wellbeing$",
            before="",
        ),
    ),
    (
        SectionKind.PREFERRED,
        any_of(
            "prefer",
            "desir",
            "nice[- ]to[- ]have",
            "bonus",
            "advantage",
            "a plus",
            "pluses",
            "ideally",
            r"be (?:great|good|nice)\b",
            "good to have",
            "optional",
            "beneficial",
            "useful",
            "not essential",
            "you (?:apart|stand out)",
            r"^(?!.*applica).*\b(?:be|also|most|very|especially|always) welcome\b(?! to\b)",
            "helpful",
            r"^(?:a )?plus\b",
            "(?:brownie|extra|bonus|plus) points",
            "(?:in|to) your (?:favou?r|advantage)",
            "strengthen (?:your|an|the)",
            r"(?:would|might|may|could|will) (?:also )?help\b",
            "even better",
            "(?:wish|like)[- ]list",
            "icing on|cherry on",
            "(?:not|never) a deal[- ]?breaker",
            r"not (?:vital|crucial|mandatory|compulsory|indispensable)",
            r"\bwe(?:.d| would) (?:also |really )?(?:love|welcome)\b|^(?:also )?lovely|impress us|make you shine",
            r"^(?:less|not so) important|^secondary\b|second (?:priority|importance)",
            r"^(?:\w+ )?extras?$|^nice\b",
            before="",
        ),
    ),
    (
        SectionKind.CONDITIONS,
        any_of(
            "^(?:job |work |primary )?location",
            "schedule",
            "^hours",
            "working (?:conditions|hours|environment|pattern)",
            "physical (?:demands|requirements)",
            "work environment",
            r"contract(?: type)?\b",
            "job type",
            r"^band \d",
            "probation",
            "employment type",
            "key (?:details|facts)",
            "travel$",
            "status$",
            "reports to",
            "department$",
            "grade$",
            "restrictions",
            "^terms",
            "start date",
            "job number",
            "worker type",
            before="",
        ),
    ),
    (
        SectionKind.REQUIRED,
        any_of(
            "essential",
            "require",
            "qualification",
            "must[- ]have",
            "^(?:what )?you(?:.?ll| will| do| really)* (?:need|have|bring|are|should)",
            "what you.?ll (?:need|bring)",
            "looking for",
            "we look for",
            "needed",
            r"about you\b",
            "who you are",
            "person specification",
            "the person",
            "your (?:profile|skills|experience|background)",
            "skills",
            "competenc",
            "candidate",
            "criteria",
            "knowledge",
            "experience",
            "abilities",
            "eligib",
            "minimum",
            "to be successful",
            "successful in this role",
            "need from you",
            "attributes",
            "things that you will have",
            "certificat",
            "licen[cs]",
            r"you must\b",
            r"^you\?",
            before="",
        ),
    ),
    (
        SectionKind.DUTIES,
        any_of(
            "dut(?:y|ies)",
            "responsib",
            "responisib",
            "what you(?:.?ll| will)? (?:do|be doing)",
            "you.?ll be doing",
            "key tasks",
            "tasks",
            "main purpose",
            "accountabilit",
            "day[- ]to[- ]day",
            "a typical day",
            "in this role",
            "the post ?holder",
            "job functions?",
            "your (?:role|mission|work)$",
            "activities",
            "^(?:primary|core|key) (?:mission|objective|function)",
            "^you will(?: be)?$",
            r"you will (?:do|also)\b",
            r"what (?:does|will) .{0,40}\bdo\b",
            before="",
        ),
    ),
    (
        SectionKind.EMPLOYER,
        any_of(
            "who (?:we are|are (?!you|we looking))",
            "about (?:us|our)",
            "about the (?:company|organi[sz]ation|team|trust|university|college|library|department|practice)",
            "about the (?:service|business|client)",
            "company (?:information|description|profile|overview)",
            "the (?:company|organi[sz]ation|client|trust|team)",
            "our (?:company|values|mission|culture|trust|story|vision|plans)",
            "campus description",
            "background",
            "^values",
            "^mission",
            "culture",
            r"^why [a-z ]{1,60}\?$",
            "working here",
            "where you will be working",
            before="",
        ),
    ),
    (
        SectionKind.SUMMARY,
        any_of(
            "description",
            "summary",
            "overview",
            "purpose",
            "the (?:role|job|position|post|opportunity)",
            "role",
            "introduction",
            "profile",
            "opportunity",
            "position",
            "advert",
            "about the (?:role|job|position|post)",
            before="",
        ),
    ),
)
"""First match wins, so the order is part of the meaning ("essential functions" stands before both)."""

_ABOUT_EMPLOYER = re.compile(r"about (?!you\b|(?:the|this) (?:role|job|position|post|opportunity)\b)", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[][^()\[\]]{0,60}[)\]]")
_IN_BRACKETS = (
    (SectionKind.REQUIRED, any_of("essential", "required", "must[- ]have")),
    (SectionKind.PREFERRED, any_of("desirable", "preferred", "nice[- ]to[- ]have", "optional", "bonus")),
)
"""A verdict beside the heading: "Skills (desirable)". Both at once are a legend, and say nothing."""
_LABEL = re.compile(
    r"location|hours|contract|salary|pay\b|band\b|grade|closing date|interview date|start date|job type|"
    r"reports to|employment type|department|schedule|job number|(?:time|worker) type",
    re.IGNORECASE,
)


def heading_kind(heading: str) -> SectionKind | None:
    """What a heading announces; None where it says nothing known. A legend in brackets doesn't count."""
    bare = _BRACKETED.sub(" ", heading).strip() or heading
    verdicts = {kind for kind, pattern in _IN_BRACKETS if any(map(pattern.search, _BRACKETED.findall(heading)))}
    if len(verdicts) == 1:
        return verdicts.pop()
    kind = next((kind for kind, pattern in HEADINGS if pattern.search(bare)), None)
    if kind in (None, SectionKind.SUMMARY) and _ABOUT_EMPLOYER.match(bare):
        return SectionKind.EMPLOYER
    return kind


def is_label(heading: str) -> bool:
    """Whether it names one fact of the job ("Location: Leeds") rather than a part of the ad."""
    return bool(_LABEL.match(heading))
