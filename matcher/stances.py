"""What words say of the skills beside them: essential, optional, or not asked for at all."""

import re
from enum import StrEnum

from matcher.asides import MAX_READ_CHARACTERS
from matcher.phrases import phrases_of
from matcher.unasked import OFFERED, TO_THOSE_WITHOUT, indispensable, unasked


class Stance(StrEnum):
    """What a clause says about the things it names."""

    ESSENTIAL = "essential"
    OPTIONAL = "optional"
    NOT_ASKED = "not asked"


OPTIONAL = phrases_of(
    rf"training (?:\w+ ){{0,4}}?{OFFERED}{TO_THOSE_WITHOUT}",
    "preferably",
    "preferred(?! (?:candidate|applicant|supplier|stock|share|vendor|bidder|provider|name|partner|method)s?)",
    r"(?<!you )prefer(?:able)?\b",
    "preference (?:will|is|may|given|for)",
    "desirable",
    r"(?:is|are|be|also|highly|strongly) desired",
    r"desired(?=\W*$|[:;,)]| (?:skills?|qualifications?|experience|knowledge|attributes|criteria|but)\b)",
    "nice[- ]to[- ]haves?",
    (
        r"(?:an?|or) (?!(?:competitive|commercial|strategic|market|unfair) )(?:\w+ )?"
        r"(?:(?:plus|asset)(?= ?(?:\W*$|[.,;:)!]|but|if|though|in this|for this))|"
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
    (
        r"(?:is|are) (?:also )?(?:very |highly |particularly |especially |always )?"
        r"(?:useful|helpful|valued(?=\W*$|,? but| (?:in|for) this))"
    ),
    "(?:useful|helpful|welcome)(?=[).;,]*$|,? (?:al)?though|,? but)",
    r"^\W*(?:also )?(?:useful|helpful|bonus)\b",
    r"(?:is|are) (?:also )?(?:strongly |highly )?recommended(?=\W*$|[;,)])",
    r"(?:would|will|may) (?:also )?be (?:ideal|prioriti[sz]ed|given priority)\b",
    "not (?:strictly |absolutely |necessarily |always )?(?:essential|a must)",
    "(?:isn.t|aren.t) (?:strictly )?(?:essential|a must)",
    r"(?:is|are|be) optional|optional(?=\W*$|[):;,])|optionally|^\W*optional\b",
    "pluses",
    r"plus (?:points )?(?:if|for) (?:you|speak|know|hav|any)",
    "extra credit",
    "willing(?:ness)? to (?:train|work towards?)",
    (
        "(?:willing(?:ness)?|eager(?:ness)?|keen(?:ness)?|ready|readiness|desire|interest(?:ed)?|happy) "
        r"(?:to|in) learn(?:ing)?(?! (?:new|more|and|from|on|quickly|about|things|continuous\w*|every)\b)"
        r"(?= [\w])"
    ),
    "(?:great|good) to have",
    "bonus points",
    r"(?:is|be|.s) even better|^\W*even better",
    "(?:so much|all) the better",
    "brownie points?",
    "(?:extra|plus) points",
    r"(?:as|for|like|at best|is|be) a bonus\b(?! (?:scheme|of|payment|pot))",
    r"^\W*(?:an? )?(?:big |huge |major |definite )?(?:bonus|plus|advantage|extra)(?: points?)?\s?:",
    (
        r"(?:would|may|might|could) (?:also |certainly |definitely |really |greatly |further |only )?"
        r"(?:(?:strengthen|enhance|boost|support|help|improve) (?:your|an|any|the) (?:application|"
        r"candida\w+|chances|case|cv|bid)|"
        r"set you apart|make you stand out|give you an? (?:edge|advantage|head start)|tip the (?:balance|"
        r"scales?)|stand you in|"
        r"be (?:handy|lovely|fantastic|brilliant|wonderful|perfect|excellent|noted|a help|an extra|an? "
        r"\w+ extra|a boon|"
        r"of (?:use|interest|help|benefit|value)|looked (?:up)?on|ideal\W*$)|come in (?:handy|useful)|"
        r"work in your|count (?:in your|for|as|towards)|help(?=\W*$| if| but| too| here| as well| a lot))"
    ),
    r"will (?:also |certainly |definitely |only )?(?:strengthen your|count (?:in your|for|towards|as)|"
    r"come in (?:handy|useful)|"
    r"set you apart|give you an? (?:edge|advantage|head start)|stand you in|be of (?:use|benefit|help)|"
    r"help(?=\W*$| but| too))",
    r"strengthens? (?:your|an|any|the) (?:application|case|bid|candida\w+)",
    r"(?:in your|to your|in the candidate.s|in an applicant.s) (?:favou?r|advantage|credit)\b",
    r"(?:any|some|every)\b[^.;]{0,60}\b(?:counts?|will count|helps|will help)\W*$",
    (
        r"helps? (?:if|to (?:have|know|speak|be))\b|helpful (?:if|to (?:have|know|be))\b|useful (?:if|to "
        r"(?:have|know|be))\b"
    ),
    (
        r"(?:we|i|it).?(?:d| would| will|ll) (?:also |really |particularly |especially |be )*(?:love|like|"
        r"delighted|pleased|happy|thrilled|glad|"
        r"appreciate|welcome)\b (?:it |to see (?:some|any) |you to (?:have|know|speak|bring|understand)|"
        r"if you|some |any (?!potential|applica|candidate|person))"
    ),
    r"should you (?:also |happen to |by any chance )(?:have|know|speak|be|bring|hold|own|play|read|understand)\b",
    (
        r"if you (?:also|happen to|by any chance)(?: also| already)? (?:have|know|speak|hold|bring|play|can|"
        r"read|are|were)\b"
    ),
    "(?:icing|cherry) on (?:the|our) (?:cake|top)",
    r"(?:a|an) (?:head start|nice extra|welcome extra|nice touch|boon)\b",
    r"(?:very|quite|most|especially|particularly|also|more than|extremely|really) (?:useful|helpful|handy|welcome)\W*$",
    r"(?:is|are|be) handy\b|handy\W*$",
    r"(?:welcome|appreciated|favou?red)\W*$",
    r"not (?:a )?(?:must|deal[- ]?breaker|pre-?requisite|requirement)\b,? (?:but|though|although)",
    r"rather than (?:a |an )?(?:must|requirement|essential|necessity)\b",
    "want(?:ed)? but not needed|wish ?list",
)
ESSENTIAL = phrases_of(
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
    "non-negotiable",
    "(?:is|are|be) indispensable",
    "we insist on",
    "second nature",
    "a given",
    r"all (?:that )?we (?:ask|need|require|want|look for)\b",
)
_AS_NEEDED = re.compile(
    r"\b(?:as|when|where|if|whenever|wherever) (?:and when )?(?:needed|required|necessary)\b", re.IGNORECASE
)
LEGEND = re.compile(r"\(?\b[ED]\s?=\s?\w+.{0,40}?\b[ED]\s?=\s?\w+\)?", re.IGNORECASE)
_OPEN, _CLOSE = r"(?:[(\[{<]|&lt;)", r"(?:[)\]}>]|&gt;)"
MARKED = re.compile(
    rf"(?:{_OPEN}|(?<!\b[ED])\s?(?P<equals>=))\s?"
    r"(?:(?P<essential>e|essential|required|mandatory|must[- ]have|must)|"
    r"(?P<optional>d|desirable|desired|preferred|optional|nice[- ]to[- ]have|bonus|advantageous|a plus|"
    rf"plus|useful|helpful))\s?(?(equals)(?<=\w{{4}})\b|{_CLOSE})",
    re.IGNORECASE,
)
"""A verdict in brackets of any kind, or after an equals sign, beside what it is on."""
_BUT_NOT_NEEDED = re.compile(
    r"\bnot (?:strictly |absolutely |necessarily |always )?(?:required|necessary|needed|essential)\b", re.IGNORECASE
)


_MILDLY = phrases_of(r"or (?:be )?working towards?\b", r"some (?:exposure|familiarity)\b")
"""Optional where nothing says otherwise."""


def stance_of(clause: str) -> Stance | None:
    """The stance that the clause's own words take; None where they take none."""
    clause = _AS_NEEDED.sub("", LEGEND.sub("", " ".join(clause[:MAX_READ_CHARACTERS].split())))
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
    return Stance.OPTIONAL if _MILDLY.search(clause) else None
