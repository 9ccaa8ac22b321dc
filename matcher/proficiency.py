"""How well or how long a skill is wanted, in the text's own words: "German C1", "advanced Excel", "3+ years of SQL"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from matcher.asides import MAX_READ_CHARACTERS
from matcher.mentions import Span
from matcher.phrases import any_of

_NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|several|many)"
_LEVEL = any_of(
    r"(?:at least |minimum (?:of )?|over |more than |up to )?"
    rf"{_NUMBER}(?:\s?(?:\+|-|\u2013|to|or)\s?{_NUMBER})?\s?\+?(?: or more)? (?:years?|yrs?|months)\b['\u2019]?",
    r"[ABC][12](?:\+|\b)(?: level)?",
    (
        r"(?:(?:good|strong|solid|sound|excellent|thorough|deep|in-depth|detailed|basic|some|general|advanced|expert|"
        r"extensive|comprehensive|proven|practical|hands-on|up-to-date) )?"
        r"(?:working|basic|elementary|intermediate|advanced|in-depth|detailed|expert|specialist|conversational|"
        r"reading|foundation|thorough|extensive|comprehensive|sound|solid|deep|good|strong|excellent) "
        r"(?:knowledge|understanding|command|grasp|level|proficiency|experience|familiarity)"
    ),
    r"(?:basic|elementary|beginner(?:'s)?|entry[- ]level|lower[- ]intermediate|upper[- ]intermediate|intermediate|"
    r"advanced|expert(?:-level)?|fluent|fluently|fluency|native|near-native|bilingual|conversational|proficient|"
    r"proficiency|mastery|business[- ]level|confident|competent|familiarity|familiar|exposure)",
    before=r"(?<![\w-])",
    after=r"(?![\w-])",
)
_LEADS = re.compile(
    r"[\s(\"']*(?:(?:or (?:above|higher|more|better|equivalent)|level|levels|skills?|knowledge|understanding|command|"
    r"proficiency|experience|user|users|background|practice|work|working|commercial|professional|industry|relevant|"
    r"proven|hands-on|practical|post-\w+|solid|recent|full[- ]time|of|in|with|using|on|as|the|an?|at|to|both|"
    r"doing|writing|building|developing|programming|coding|speaking|spoken|written|creating|production)\b[\s('\"]*)*"
)
"""What may stand between a level and the skill it is of."""
_FOLLOWS = re.compile(
    r"[\s(:,\u2013-]*(?:(?:skills?|language|knowledge|experience|programming|development|to|at|an?|of|is|are|be|level|minimum|"
    r"user|with|for|spoken and written|both|must|should|required|least|your|has|have)\b[\s(:,\u2013-]*){0,5}",
    re.IGNORECASE,
)
"""What may stand between a skill and the level that comes after it."""
MAX_BETWEEN = 80
"""Characters between a level and the skill it is of."""
_CHAIN = re.compile(r"\s?(?:,|/|&|,? and|,? or|and/or)\s?(?:the )?", re.IGNORECASE)
"""What joins skills that share a level."""


def levels(text: str, named: Sequence[Span], within: Span) -> dict[Span, tuple[Span, ...]]:
    """The levels of each named skill that has any: words before it, then words after it; spans are of `text`.

    `named` are the words of the skills, `within` their sentence; a level before a list ("advanced Excel and Word") is
    that of all its items.
    """
    end = min(within.end, within.start + MAX_READ_CHARACTERS)
    found = [Span(*match.span()) for match in _LEVEL.finditer(text, within.start, end)]
    ordered = sorted(set(named), key=lambda span: (span.start, span.end))
    result: dict[Span, tuple[Span, ...]] = {}
    taken: set[Span] = set()
    for level in found:
        for span in _led_by(level, ordered, text):
            result[span] = (*result.get(span, ()), level)
            taken.add(level)
    for span in ordered:
        after = _after(span, found, text)
        if after is not None and after not in taken:
            result[span] = (*result.get(span, ()), after)
    return result


def _led_by(level: Span, named: Iterable[Span], text: str) -> Iterator[Span]:
    """The skill that the level leads to, and those joined to it."""
    reached = level.end
    first = True
    for span in named:
        if span.start < level.end:
            if span.start <= level.start and level.end <= span.end and first:
                yield span
                first, reached = False, span.end
            continue
        joint = _LEADS if first else _CHAIN
        if span.start >= reached and not _joins(joint, text[reached : span.start]):
            return
        yield span
        first, reached = False, max(reached, span.end)


def _after(span: Span, found: Iterable[Span], text: str) -> Span | None:
    later = (level for level in found if level.start >= span.end)
    return next((level for level in later if _joins(_FOLLOWS, text[span.end : level.start])), None)


def _joins(joint: re.Pattern[str], between: str) -> bool:
    return len(between) <= MAX_BETWEEN and joint.fullmatch(between) is not None
