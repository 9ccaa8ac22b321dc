"""What a text asks for by name: the words right after "knowledge of", before "skills", or that are an item by itself.

Such words are all that the text asks for there: a label that they are in full is meant even where the sentence as a
whole is like nothing known.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matcher.lexical import Token
from matcher.mentions import Span
from matcher.phrases import any_of

MAX_READ_CHARACTERS = 600
"""Of one text; a requirement is put in fewer."""
_ASKED = (
    r"(?:knowledge|experience|understanding|awareness|grasp|command|background|grounding|expertise|skills?|familiarity|"
    r"acquaintance|proficiency|fluency|competen\w+|qualifications?|exposure|aptitude|flair|gift|talent)"
)
_VERDICT = (
    r"(?:essential|required|needed|necessary|mandatory|desirable|preferred|desired|advantageous|beneficial|useful|"
    r"helpful|welcome|vital|crucial|an? (?:must|plus|bonus|given|advantage|asset|requirement))\b"
)
_STATED = r"(?:is|are|being|would be|will be|must be)"
_OPENS = any_of(
    rf"{_ASKED} (?:of|in|with|using|on|at|for)\s",
    r"(?:proficient|fluent|experienced|skilled|trained|competent|confident|familiar|versed|qualified|accredited|"
    r"certified|expert|strong|at home|comfortable|knowledgeable) (?:in|with|at|using|on|about)\s",
    r"(?:you|must|will|should|candidates?|applicants?) (?:also |already )?"
    r"(?:know|understand|speak|possess|have|hold|need|bring)\s",
    r"(?:and|or) understand\s",
    r"(?:role|job|post|we) (?:needs?|requires?)\s",
    rf"(?:{_VERDICT}|requirements?|skills?)\s?:\s",
    "either ",
)
"""What a name follows that is asked for."""
_PRAISE = (
    r"(?:an?|the|some|any|all|both|either|our|your|its|good|very|strong|sound|solid|excellent|basic|advanced|"
    r"intermediate|working|proven|previous|prior|recent|relevant|practical|hands-on|thorough|deep|broad|general|"
    r"current|first-class|mother[- ]tongue|native|near-native|bilingual|conversational|"
    r"spoken|written|outstanding|demonstrable|extensive|expert(?:-level)?|fluent|effective|high-level|in-depth)"
)
_LEAD = rf"(?:{_PRAISE}\s+|{_ASKED} (?:of|in|with|using|on|at)\s+)*+"
"""What may stand between that and the name."""
_GOES_ON = (
    rf"{_ASKED}|{_STATED}|and|or|&|plus|to|with|within|in|for|from|on|at|by|under|across|using|which|that|who|as|such|"
    r"including|gained|both|also|would|will|must|should|can|techniques|principles|if|but"
)
_WORD = rf"(?!(?:an?|the|{_GOES_ON})\b)[^\W_][\w+#&'\u2019-]*(?:\.[\w+#]+)*"
_ITEM = re.compile(
    rf"{_LEAD}(?P<name>{_WORD}(?: {_WORD}){{0,3}}?)(?=\s*(?:$|[,;:.!?|/()=]|\s[-\u2013]\s)|\s+(?:{_GOES_ON})(?!\w))",
    re.IGNORECASE,
)
"""The name: up to four words, as few as go before a joint, an end or what goes on."""
_JOINT = re.compile(
    rf"(?:\s?\([^()]{{1,40}}\))?(?:\s(?:at|to|within|on|from|for|by|with)\s[^,;.()]{{1,30}}(?=[,;]))?"
    rf"\s*(?:{_ASKED}\b)?\s*(?:,\s*(?:and|or|plus)?|;|/|\||&|and/or|and|or|plus|as well as)\s*(?:in |with |of )?",
    re.IGNORECASE,
)
"""What goes between two names that are asked for alike."""
_CLOSED = re.compile(
    rf"(?:^|[,;:.|(]|\b(?:and|or|with|have|has|possess|needs?|requires?|bring|some|any|years|months))\W*{_LEAD}"
    rf"(?P<name>{_WORD}(?: {_WORD}){{0,3}}?)(?=\s(?:{_ASKED}\b|{_STATED} (?:\w+ )?{_VERDICT})|\s?[=:]\s?{_VERDICT})",
    re.IGNORECASE,
)
"""A name that what asks for it follows."""
SAYS_LITTLE = (
    "techniques principles methods rules standards processes procedures practices activities theory systems types "
    "equipment operations perform use apply manage provide carry out conduct operate maintain follow comply ensure "
    "understand do work"
)
"""Words that a label may have beside those that an ad calls the skill by: "use shorthand", "welding techniques"."""
_CLOSES = re.compile(
    rf"(?:\s?\([^()]{{1,40}}\))?\W*(?:{_ASKED}\b\W*)?(?:(?:all|both|each|is|are|would|be|highly|very|counts?)\b\W*)*"
    rf"(?:{_VERDICT})?\W*",
    re.IGNORECASE,
)
"""What may stand after the last item of a text that is a list."""
_ACTIVITY = re.compile(r"[a-z]{3,}(?:ing|tion|sion|graphy|scopy|metry|try|logy|ics|ery)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedName:
    span: Span
    framed: bool
    """Whether words beside it ask for it; else it is an item of a text that is a list."""

    def activity(self, text: str) -> bool:
        """Whether it is one word for doing something ("fundraising"), which several labels may say more of."""
        return self.framed and _ACTIVITY.fullmatch(self.span.of(text)) is not None


def asked_names(text: str) -> list[AskedName]:
    """The names in a text that asks for something, in its order, each once."""
    text = text[:MAX_READ_CHARACTERS]
    framed = {span for match in _OPENS.finditer(text) for span in _listed(text, match.end())}
    framed |= {Span(*match.span("name")) for match in _CLOSED.finditer(text)}
    bare = [*_listed(text, 0)]
    if not bare or not _CLOSES.fullmatch(text, bare[-1].end):
        bare = []
    found = {span: span in framed for span in (*framed, *bare)}
    return [AskedName(span, found[span]) for span in sorted(found, key=lambda span: (span.start, span.end))]


def _listed(text: str, start: int) -> Iterator[Span]:
    """The items of the list that begins here."""
    at: int | None = start
    while at is not None:
        item = _ITEM.match(text, at)
        if item is None:
            return
        yield Span(*item.span("name"))
        joint = _JOINT.match(text, item.end())
        at = joint.end() if joint else None


def words_of(name: Span, tokens: Iterable[Token]) -> tuple[Token, ...]:
    """The words of the name that carry meaning."""
    return tuple(token for token in tokens if name.start <= token.span.start and token.span.end <= name.end)
