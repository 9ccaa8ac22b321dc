"""What words say of the skills beside them: essential, optional, or not asked for at all."""

import re
from enum import StrEnum

from matcher.asides import MAX_READ_CHARACTERS
from matcher.phrases import any_of
from matcher.unasked import OFFERED, TO_THOSE_WITHOUT, indispensable, unasked


class Stance(StrEnum):
    """What a clause says about the things it names."""

    ESSENTIAL = "essential"
    OPTIONAL = "optional"
    NOT_ASKED = "not asked"


OPTIONAL = any_of(
    rf"training (?:\w+ ){{0,4}}?{OFFERED}{TO_THOSE_WITHOUT}",
    "preferably",
    "preferred(?! (?:candidate|applicant|supplier|stock|share|vendor|bidder|provider|name|partner|method)s?)",
    r"prefer(?:able)?\b",
    "preference (?:will|is|may|given|for)",
    "desirable",
    r"(?:is|are|be|also|highly|strongly) desired",
    r"desired(?=\W*$|[:;,)]| (?:skills?|qualifications?|experience|knowledge|attributes|criteria|but)\b)",
    "nice[- ]to[- ]haves?",
    (
        r"(?:an?|or) (?!(?:competitive|commercial|strategic|market|unfair) )(?:\w+ )?"
        r"(?:(?:plus|asset)(?= ?(?:\W*$|[.,;)!]|but|if|though|in this|for this))|"
        r"bonus(?! (?:scheme|of|payment|pot))|advantage\b(?! (?:of|over)\b))"
    ),
    "would be advantageous",
    "advantageous",
    "ideally(?! (?:situated|located|placed|suited|positioned))",
    "beneficial(?! (?:to|for|owner|use|impact|effect))",
    (
        r"(?:would|will|may) (?:also )?be (?:an? )?(?:\w+ )?(?:welcomed?|useful|helpful|great|good|nice|"
        "appreciated|valued|considered)"
    ),
    r"(?:is|are) (?:also )?(?:very |highly |always )?welcomed?\b(?! (?:warmly|by|to|into|with)\b)",
    "(?:is|are) (?:also )?(?:very |highly |particularly |especially |always )?(?:useful|helpful|valued)",
    "(?:useful|helpful|welcome)(?=[).;,]*$|,? (?:al)?though|,? but)",
    r"^\W*(?:also )?(?:useful|helpful|bonus)\b",
    "not (?:strictly |absolutely )?(?:essential|a must)",
    "(?:isn.t|aren.t) (?:strictly )?(?:essential|a must)",
    r"(?:is|are|be) optional|optional(?=\W*$|[):;,])|optionally|^\W*optional\b",
    "pluses",
    "extra credit",
    "willing(?:ness)? to (?:train|work towards?)",
    (
        "(?:willing(?:ness)?|eager(?:ness)?|keen(?:ness)?|ready|readiness|desire|interest(?:ed)?|happy) "
        r"(?:to|in) learn(?:ing)?(?! (?:new|more|and|from|on|quickly|about|things|continuous\w*|every)\b)"
        r"(?= [\w])"
    ),
    "(?:great|good) to have",
    "bonus points",
    "some (?:exposure|familiarity)",
    r"(?:is|be|.s) even better|^\W*even better",
)
ESSENTIAL = any_of(
    r"must\b",
    r"require[ds]?\b",
    r"essential\b",
    r"minimum\b",
    r"mandatory\b",
    r"you(?:.ll| will)? need\b",
    r"need to\b",
    r"needed\b",
    r"at least\b",
    r"necessary\b",
    r"expected to\b",
    "no (?:fewer|less) than",
    "not (?:fewer|less) than",
    "imperative",
    r"vital\b",
    r"crucial\b",
    "a prerequisite",
)
_AS_NEEDED = re.compile(
    r"\b(?:as|when|where|if|whenever|wherever) (?:and when )?(?:needed|required|necessary)\b", re.IGNORECASE
)
LEGEND = re.compile(r"\(?\b[ED]\s?=\s?\w+.{0,40}?\b[ED]\s?=\s?\w+\)?", re.IGNORECASE)
MARKED = re.compile(
    r"\(\s?(?:(?P<essential>e|essential|required)|(?P<optional>d|desirable|preferred|optional))\s?\)",
    re.IGNORECASE,
)
_BUT_NOT_NEEDED = re.compile(
    r"\bnot (?:strictly |absolutely )?(?:required|necessary|needed|essential)\b", re.IGNORECASE
)


_TOWARDS = re.compile(r"\bor (?:be )?working towards?\b", re.IGNORECASE)


def stance_of(clause: str) -> Stance | None:
    """The stance that the clause's own words take; None where they take none."""
    clause = _AS_NEEDED.sub("", LEGEND.sub("", clause[:MAX_READ_CHARACTERS]))
    marks = {mark.lastgroup for mark in MARKED.finditer(clause)}
    if len(marks) == 1:
        return Stance.ESSENTIAL if marks == {"essential"} else Stance.OPTIONAL
    if indispensable(clause):
        return Stance.ESSENTIAL
    optional = OPTIONAL.search(clause) is not None
    if unasked(clause) and not (optional and _BUT_NOT_NEEDED.search(clause)):
        return Stance.NOT_ASKED
    if optional:
        return Stance.OPTIONAL
    if ESSENTIAL.search(clause):
        return Stance.ESSENTIAL
    return Stance.OPTIONAL if _TOWARDS.search(clause) else None
