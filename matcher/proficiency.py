"""How well or how long a skill is wanted, in the text's own words: "German C1", "advanced Excel", "3+ years of SQL"."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from matcher.asides import MAX_READ_CHARACTERS
from matcher.mentions import Span
from matcher.phrases import any_of, phrases_of

_NUMBER = (
    r"(?:\d{1,2}(?:\.5)?|half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|many|a few|few|"
    r"a couple of)(?:\s?\(\d{1,2}\))?"
)
_HOW_WELL = (
    r"basic|elementary|beginner(?:'s|\u2019s|s')?|entry[- ]level|lower[- ]intermediate|upper[- ]intermediate|"
    r"intermediate|advanced|expert(?:-level)?|fluent|fluently|native(?:[- ]level)?|near-native|bilingual|"
    r"conversational|proficient|working|hands-on|"
    r"in-depth|business[- ]level|first-class|mother[- ]tongue|native[- ]speaker|pre-intermediate|passable|"
)
"""Words of a scale, which mean a level wherever they stand beside a skill."""
_PRAISE = (
    r"good|very good|strong|solid|sound|excellent|exceptional|outstanding|superb|great|thorough|deep|detailed|"
    r"comprehensive|extensive|broad|wide|proven|demonstrable|demonstrated|practical|up-to-date|firm|high|reasonable|decent|"
    r"fair|general|limited|specialist|foundation|some|a little|a bit of|confident|competent|reading|rudimentary|"
)
"""Words that praise or limit."""
_ADJECTIVE = f"(?:{_HOW_WELL}{_PRAISE}"[:-1] + ")"
_HEAD = (
    r"(?:knowledge|understanding|command|grasp|level|proficiency|experience|familiarity|exposure|users?|ability|"
    r"background|awareness|fluency|standard)"
)
_LEVEL = any_of(
    r"(?:at least |(?:a )?minimum (?:of )?|min\.? |over |more than |up to |around )?"
    rf"{_NUMBER}(?:\s?(?:\+|-|\u2013|to|or)\s?{_NUMBER})?\s?\+?(?: or more)? "
    r"(?:years?|yrs?|months?)\b\s?\+?(?:['\u2019]s?)?",
    r"\d{2,3}\s?\+?\s?(?:wpm|w\.p\.m\.|words (?:per|a) minute)",
    r"[ABC][12](?:\+|\b)(?: level)?",
    r"(?:NVQ )?level [1-8]",
    r"(?:TOPIK|DELF|DALF|DELE|TOEFL) \w{1,3}",
    r"(?:JLPT )?N[1-5]|HSK ?[1-6]|IELTS(?: (?:level|score|of)){0,2} [4-9](?:\.[05])?",
    r"(?:up to |over |at least |more than |around )?[\u00a3$\u20ac]\s?\d[\d,.]*\s?(?:k|m|bn|[mb]illion|thousand)?\+?",
    r"(?:up to|over|at least|more than|around) \d{1,4}(?: (?:people|staff|employees|members))?",
    rf"{_ADJECTIVE}(?:(?:,| and|, and| to)? {_ADJECTIVE}){{0,2}}(?: {_HEAD})?",
    r"(?:limited |full |professional )*working proficiency|(?:power|super)[- ]?users?|(?:a |half a )?decade",
    r"familiarity|familiar|exposure|mastery|proficiency|fluency|awareness|acquaintance|acquainted|smattering|smatterings",
    before=r"(?<![\w-])",
    after=r"(?![\w-])",
)
_GRADE = phrases_of(
    r"level [1-8](?= (?:in|or)\b)|NVQ (?:level )?[1-5]",
    r"(?<=[:(-] )(?:very )?(?:good|excellent|strong|fair|some|a little)(?=\W*$|[,.;)])",
    r"fluen(?:t|tly|cy)|proficien(?:t|cy)|advanced|intermediate|basic|elementary|beginner\S{0,2}|expert(?:-level)?|"
    r"conversational|mother[- ]tongue|native(?:[- ](?:speaker|level))?|near-native|bilingual|"
    r"passable|smattering|mastery|"
    r"working knowledge|business[- ]level|(?:power|super)[- ]?users?",
    r"[ABC][12]\+?(?=$|[\s),.;:])|(?:JLPT )?N[1-5]|HSK ?[1-6]|IELTS",
    r"(?<!within )(?<!next )(?<!last )(?<!past )(?<!following )(?<!over )(?<!for )"
    r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|several)\s?\+?(?: or more)? "
    r"(?:years?|yrs?|months?)\b['\u2019]?\+?(?= (?:of|exp\w*|using|with|in|on|working|or|min\w*|solid|commercial|"
    r"relevant|professional|proven)\b|\W*$|[).,;])",
    before=r"(?<![\w-])",
    after=r"(?![\w-])",
)
"""Words that are said of a skill only where it is wanted: what is praised is not always asked for."""
_ONLY_PRAISE = any_of(_PRAISE[:-1], before="", after=r"(?!.)")
_LEADS = re.compile(
    r"[\s(\"']*(?:(?:or (?:above|higher|more|better|equivalent)|level|levels|skills?|knowledge|understanding|command|"
    r"proficiency|experience|user|users|background|practice|work|working|commercial|professional|industry|relevant|"
    r"proven|hands-on|practical|post-\w+|solid|recent|full[- ]time|of|in|with|using|on|as|the|an?|at|to|both|"
    r"doing|writing|building|developing|programming|coding|speaking|(?:spoken|verbal|oral) and written|"
    r"written and (?:spoken|verbal)|spoken|written|verbal|creating|production)"
    r"\b[\s('\"]*)*",
    re.IGNORECASE,
)
"""What may stand between a level and the skill it is of."""
_FOLLOWS = re.compile(
    r"[\s(:,|=\u2013-]*(?:(?:skills?|language|knowledge|experience|programming|development|developers?|engineers?|programmers?|analysts?|to|at|an?|of|is|are|be|level|minimum|"
    r"user|with|for|spoken and written|both|must|should|required)\b[\s(:,\u2013-]*){0,5}",
    re.IGNORECASE,
)
"""What may stand between a skill and the level that comes after it."""
MAX_BETWEEN = 80
"""Characters between a level and the skill it is of."""
_CHAIN = re.compile(r"\s?(?:,? ?and/or|,? and|,? or|,|/|&|\+)\s?(?:the )?", re.IGNORECASE)
"""What joins skills that share a level."""


def is_graded(text: str) -> bool:
    """Whether its words say how well or how long something is mastered."""
    return _GRADE.search(text[:MAX_READ_CHARACTERS]) is not None


def levels(
    text: str, named: Sequence[Span], within: Span, labels: Collection[Span] = ()
) -> dict[Span, tuple[Span, ...]]:
    """The levels of each named skill that has any: words before it, then words after it; spans are of `text`.

    `named` are the words of the skills, `within` their sentence; a level before a list ("advanced Excel and Word") is
    that of all its items. `labels` are those of the words that are a skill's label in full: praise that is part of one
    ("deep learning", "good laboratory practice") is no level.
    """
    end = min(within.end, within.start + MAX_READ_CHARACTERS)
    matches = (Span(*match.span()) for match in _LEVEL.finditer(text, within.start, end))
    found = [level for level in matches if not _part_of_a_label(level, labels, text)]
    ordered = sorted(set(named), key=lambda span: (span.start, span.end))
    result: dict[Span, tuple[Span, ...]] = {}
    taken: defaultdict[Span, list[Span]] = defaultdict(list)
    for level in found:
        for span in _led_by(level, ordered, text):
            result[span] = (*result.get(span, ()), level)
            taken[level].append(span)
    for span in ordered:
        after = _after(span, found, text)
        if after is not None and all(_overlap(span, other) for other in taken[after]):
            result[span] = (*result.get(span, ()), after)
    return result


def _overlap(a: Span, b: Span) -> bool:
    return a != b and a.start < b.end and b.start < a.end


def _part_of_a_label(level: Span, labels: Collection[Span], text: str) -> bool:
    inside = any(span.start <= level.start and level.end <= span.end for span in labels)
    return inside and _ONLY_PRAISE.match(level.of(text)) is not None


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
    """A level that follows; praise leads to what it is of, and never follows it but in brackets."""
    later = (
        level
        for level in found
        if level.start >= span.end
        and (text[span.end : level.start].rstrip()[-1:] in ("(", "-", ":") or not _ONLY_PRAISE.match(level.of(text)))
    )
    return next((level for level in later if _joins(_FOLLOWS, text[span.end : level.start])), None)


def _joins(joint: re.Pattern[str], between: str) -> bool:
    return len(between) <= MAX_BETWEEN and joint.fullmatch(between) is not None
