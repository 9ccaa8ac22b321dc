"""What words say of the skills beside them: essential, optional, or not asked for at all."""

import re
from enum import StrEnum

from matcher.asides import MAX_READ_CHARACTERS
from matcher.phrases import any_of


class Stance(StrEnum):
    """What a clause says about the things it names."""

    ESSENTIAL = "essential"
    OPTIONAL = "optional"
    NOT_ASKED = "not asked"


_NEEDED = r"(?:need(?:ed)?|required?|necessary|expected|assumed|mandatory|prerequisite|requirement)"
_HELD = r"(?:experience|knowledge|qualifications?|training|skills?|background|expertise|degree|familiarity)"

ABSENT = any_of(
    rf"no (?!fewer|less|later|more|only|longer)[^.;,]{{1,80}}?\b{_NEEDED}\b",
    rf"no (?:\w+ ){{0,3}}?{_HELD}(?: (?:of|in|with) [^.;,]{{1,40}})?\W*$",
    r"no (?:\w+ ){0,2}?experience\?",
    r"no (?:line |direct |people |staff |budget )*(?:management|supervisory|budget\w*) responsibilit",
    rf"not (?:a |be |an |strictly |at all )?{_NEEDED}\b",
    rf"(?:is|are|was|does|do)n.t (?:a |be )?{_NEEDED}\b",
    r"(?:do|does|did|will|would)(?: not|n.t) (?:have to|require|expect|matter|look for)\b",
    "won.t (?:need|have to|require|expect)",
    "don.t (?:need|have to)",
    r"need(?: not|n.t) (?:have|know|be)\b",
    "needs? no (?!intro)",
    "requires? no ",
    "not (?:looking|asking) for",
    rf"neither [^.;]{{1,80}}?\b{_NEEDED}",
    "never (?:need|required)",
    rf"without (?:the need for |needing |any |an? |prior |previous |relevant |related |formal )*{_HELD}",
    "(?:no|not a|isn.t a) (?:barrier|problem|obstacle|deal[- ]?breaker)",
    "don.t worry if",
    "even if you (?:have no|have never|haven.t|don.t)",
    r"(?:is|.s|are)(?: not|n.t) an? [\w -]{1,30}(?:role|job|position)\b",
)
"""What the ad says it can do without."""
_RELATIVE = re.compile(
    rf"\b(?:that|which|who) (?:do|does|did|are|is)(?: not|n.t) (?:be )?{_NEEDED}\b|"
    rf"\b(?:when|whether|where|if) [^.;,]{{1,60}}?\b(?:is|are)(?: not|n.t) {_NEEDED}\b",
    re.IGNORECASE,
)
"""What something worked on does without: "problems that do not require escalation"."""
_OFFERED = r"(?:given|provided|offered|available|supplied|arranged)"
_TO_THOSE_WITHOUT = (
    r"(?: (?:to|for) (?:those|anyone|people|candidates) |"
    r" (?:if|where) (?:it is )?(?:necessary|needed|required|not))"
)
_TO_OTHERS = r"to (?!you\b|the (?:successful|right|post|job|candidate|appointee|new)|successful|(?:all )?new|be )"
TRAINED = any_of(
    (
        rf"training(?: (?:in|on|for|and|to|with|about|at)(?: [\w/&'+#.-]+){{1,7}}?)? (?:will be |is |are |"
        rf"can be |shall be |would be )?{_OFFERED}(?!{_TO_THOSE_WITHOUT}| {_TO_OTHERS})"
    ),
    rf"{_OFFERED}[^.;,]{{0,20}} training\b(?= (?:will|is))",
    r"(?:we|they)(?: will|.ll| can| do|.d)? (?:fully |happily |gladly |also )?(?:train|teach|show) you\b",
    r"you(?: will|.ll) be (?:fully )?(?:trained|taught|shown)\b",
    (
        r"we(?: will| can| also|.ll){0,2} (?:provide|offer|give)(?: you)?(?: with)? [^.;,]{0,50}?\btraining\b"
        "(?! (?:to|for) (?:our )?(?:staff|clients|customers|users))"
    ),
    "(?:chance|opportunity|opportunities|time) to (?:learn|train in|gain experience)",
    r"you(?: will|.ll) (?:also )?(?:learn|gain (?:experience|skills|knowledge)|pick up)\b",
    "train(?:ed)? on the job",
    r"(?:full|free) training\W*$",
)
"""What the employer will teach."""
_ARRANGES = re.compile(
    r"\b(?:ensur|make sure|organi[sz]|arrang|coordinat|overs[ae]|check)\w*\b[^.;]{0,40}\btraining", re.IGNORECASE
)
OTHERS = any_of(
    (
        r"\b(?:colleagues|team ?mates|engineers|developers|specialists|analysts|experts|scientists) who "
        r"(?:know|speak|use|write|work|speciali[sz]e|do|look after|build|run|handle)\b"
    ),
    r"^\W*(?:directly )?reporting (?:directly )?(?:in)?to (?:the|our|an?) ",
    r"^\W*(?:rather than|instead of)\b",
    before="",
)
"""Skills of the people that the reader will work with or for."""

OPTIONAL = any_of(
    rf"training (?:\w+ ){{0,4}}?{_OFFERED}{_TO_THOSE_WITHOUT}",
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
    optional = OPTIONAL.search(clause) is not None
    if _absent(clause) and not (optional and _BUT_NOT_NEEDED.search(clause)):
        return Stance.NOT_ASKED
    if optional:
        return Stance.OPTIONAL
    if ESSENTIAL.search(clause):
        return Stance.ESSENTIAL
    return Stance.OPTIONAL if _TOWARDS.search(clause) else None


def _absent(clause: str) -> bool:
    clause = _RELATIVE.sub("", clause)
    trained = TRAINED.search(clause) is not None and not _ARRANGES.search(clause)
    return trained or ABSENT.search(clause) is not None or OTHERS.search(clause) is not None
