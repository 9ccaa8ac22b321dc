"""Which of the skills that an ad names do instead of one another: "Java, Python or Go", "SPSS/Stata", "one of: ..."."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from matcher.concepts import ConceptUri
from matcher.linking import Link
from matcher.mentions import Span

_WORD = r"(?:[\w+#&'\u2019-]|\.(?=\w))+"
"""A full stop is part of one only before a letter: "Node.js"."""
_ITEM = rf"{_WORD}(?: {_WORD}){{0,2}}"
_BULLET = r"(?:\n+[ \t]*(?:[-*\u2022\u00b7\u2013o][ \t]+|\(?\w{1,2}[.)][ \t]+)?)"
_LEAD = (
    r"(?:(?:failing (?:that|this|which)|if not|otherwise|at a (?:pinch|push)|if need be|possibly|maybe|alternatively|"
    r"second best),?\s|"
    r"(?:an?|the|any|other|another|some|similar|equivalent|preferably|ideally|alternatively|else|even|perhaps|both|"
    r"basic|good|strong|solid|advanced|intermediate|fluent|knowledge|experience|background|skills?|degree|of|in|with|at|"
    r"to|using|as|being|able)\s)*"
)
_SLASH = re.compile(r"\s?/\s?")
_SEPARATOR = re.compile(rf"\s?,\s(?:(?:and\s)?{_ITEM}\s?,\s)*", re.IGNORECASE)
_BEFORE_OR = (
    rf"(?:\s?,? \(?{_ITEM}\s| [-\u2013] (?:\(?{_ITEM}\s)?|"
    rf"\s?[,;]?(?:\s|{_BULLET})|\s?\.(?:{_BULLET}|\s(?=(?-i:Or\b)))|\s?)"
)
"""A word or three of the same item on its own line, or marks; a sentence that begins otherwise is another one."""
_OR = re.compile(
    rf"(?:\s?,\s{_ITEM})*\)?{_BEFORE_OR}\(?(?:and ?/ ?or|or)(?:[,;:]?\s|{_BULLET})(?:\()?{_LEAD}", re.IGNORECASE
)
"""What stands between two named skills of a list; items between them that no concept names belong to it."""
_INSTEAD = re.compile(rf"(?: \w+)?\s?[(,;\u2013-]\s?(?:(?:though|but|and|while|with)\s)?{_LEAD}", re.IGNORECASE)
"""What stands between a skill and one that is said to do instead of it."""
_DOES = re.compile(
    r"\s(?:(?:is|are|would be|will be|can be|being)\s)?(?:(?:also|equally|just as)\s(?:considered|acceptable|accepted|"
    r"fine|ok(?:ay)?|good|possible|suitable|welcome)|(?:will|would|might) (?:also )?do\b|acceptable|accepted|"
    r"(?:fine|considered|ok(?:ay)?|good|possible)\s(?:too|as well|instead))\b",
    re.IGNORECASE,
)
"""What says so after it: "PostgreSQL (MySQL also considered)"."""
_ITEMS = re.compile(rf"\s?[,;|/]\s?(?:and\s|or\s)?|[,;.]?\s?{_BULLET}(?:or\s)?|\s(?:and|or|and/or|&)\s", re.IGNORECASE)
"""What stands between the items of a list that is said to be one of which any will do."""
_ANY_OF = re.compile(
    r"\b(?:one|any|either|at least one|(?:your|the|a) choice)(?: \(?1\)?)?(?: or more| or two)?"
    r"(?: of (?:the |these |our )?[\w ,-]{0,40}| of)?\s?(?:[:(]|of)"
    rf"[ \t]*{_BULLET}?[\"']?{_LEAD}$",
    re.IGNORECASE,
)
"""What opens such a list: "one of the following:", "any of"."""
_ANY_CLOSES = re.compile(
    r"[\s,;(\u2013-]*(?:(?:any|one|either)(?: one)? of (?:these|those|the (?:two|three|four)|them)|any one|either|"
    r"whichever|take your pick|(?:any )?one (?:of them )?(?:will do|is enough|suffices)|"
    r"(?:it )?does(?: not|n.t) matter which)\b"
)
"""What closes one: "SPSS, Stata, R (any of these)"."""
_REACH = 90
"""Characters before a list in which its opening is looked for."""
MAX_BETWEEN = 80
"""Characters between two alternatives."""
MAX_ALTERNATIVES = 30
"""Items of one list; no ad leaves so many to choose from, and each item of a list holds all the others."""


class _Joint(Enum):
    """How an item follows the one before."""

    OR = auto()
    SLASH = auto()
    LISTED = auto()
    APART = auto()


@dataclass(frozen=True, slots=True)
class _Unit:
    """Words that name skills, and the skills: what overlaps is one item of a list."""

    span: Span
    skills: frozenset[ConceptUri]
    links: frozenset[Span]
    """The words of each link."""


def alternatives(links: Sequence[Link], text: str) -> Mapping[Span, frozenset[ConceptUri]]:
    """Words of a link -> the skills that do instead of what they name, where there are any."""
    units = _units(links)
    instead: defaultdict[_Unit, frozenset[ConceptUri]] = defaultdict(frozenset)
    for group in (*_joined(units, text), *_announced(units, text)):
        if len(group) > MAX_ALTERNATIVES:
            continue
        skills = frozenset[ConceptUri]().union(*(unit.skills for unit in group))
        for unit in group:
            instead[unit] |= skills - unit.skills
    return {span: others for unit, others in instead.items() if others for span in unit.links}


def _units(links: Sequence[Link]) -> list[_Unit]:
    """In the order of the text; a link that rests on no words of its own is left out."""
    units: list[_Unit] = []
    named = ((link.mention.span, link.candidate.uri) for link in links if link.candidate.words)
    for span, skill in sorted(named, key=lambda pair: (pair[0].start, pair[0].end, pair[1])):
        if units and span.start < units[-1].span.end:
            last = units.pop()
            both = Span(last.span.start, max(last.span.end, span.end))
            units.append(_Unit(both, last.skills | {skill}, last.links | {span}))
        else:
            units.append(_Unit(span, frozenset({skill}), frozenset({span})))
    return units


def _joined(units: Sequence[_Unit], text: str) -> Iterator[Sequence[_Unit]]:
    """The runs of neighbours that "or" or slashes make alternatives, each once; what follows a choice is a new list."""
    since, slashed, choice = 0, 0, False
    joints = [_joint(text, first.span, second.span) for first, second in pairwise(units)]
    for i, joint in enumerate((*joints, _Joint.APART), start=1):
        if joint is _Joint.SLASH:
            continue
        if i - slashed > 1:
            yield units[slashed:i]
        slashed = i
        if joint is _Joint.APART or (choice and joint is _Joint.LISTED):
            if choice:
                yield units[since:i]
            since = i
        choice = joint is _Joint.OR or (choice and since != i)


def _joint(text: str, first: Span, second: Span) -> _Joint:
    between = text[first.end : second.start]
    if _SLASH.fullmatch(between):
        return _Joint.SLASH
    if len(between) > MAX_BETWEEN:
        return _Joint.APART
    if _OR.fullmatch(between) or (_DOES.match(text, second.end) and _INSTEAD.fullmatch(between)):
        return _Joint.OR
    return _Joint.LISTED if _SEPARATOR.fullmatch(between) else _Joint.APART


def _announced(units: Sequence[_Unit], text: str) -> Iterator[Sequence[_Unit]]:
    """The lists that are said to be ones of which any item will do."""
    start = 0
    while start < len(units):
        end = start + 1
        while end < len(units) and _ITEMS.fullmatch(text[units[end - 1].span.end : units[end].span.start]):
            end += 1
        first, last = units[start].span, units[end - 1].span
        opened = _ANY_OF.search(text, max(0, first.start - _REACH), first.start)
        if end - start > 1 and (opened or _ANY_CLOSES.match(text, last.end)):
            yield units[start:end]
        start = end
