"""Which of the skills that an ad names do instead of one another: "Java, Python or Go", "SPSS/Stata", "one of: ..."."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matcher.concepts import ConceptUri
from matcher.linking import Link
from matcher.mentions import Span

_ITEM = r"[\w+#.&'\u2019-]+(?: [\w+#.&'\u2019-]+){0,2}"
_BULLET = r"(?:\n+[ \t]*(?:[-*\u2022\u00b7\u2013o][ \t]+|\(?\w{1,2}[.)][ \t]+)?)"
_LEAD = (
    r"(?:(?:an?|the|any|other|another|some|similar|equivalent|preferably|ideally|alternatively|else|even|perhaps|both|"
    r"basic|good|strong|solid|advanced|intermediate|fluent|knowledge|experience|background|skills?|degree|of|in|with|at|"
    r"to|using|as|being|able)\s)*"
)
_SLASH = re.compile(r"\s?/\s?")
_SEPARATOR = re.compile(rf"\s?[,;]\s(?:(?:and\s)?{_ITEM}\s?[,;]\s)*", re.IGNORECASE)
_OR = re.compile(
    rf"(?:\s?[,;]\s{_ITEM})*\)?(?:\s?[,;.]?(?:\s|{_BULLET})|\s[-\u2013]\s|\s?)(?:\(?{_ITEM}\s|\()?"
    rf"(?:and ?/ ?or|or)(?:[,;:]?\s|{_BULLET})(?:\()?{_LEAD}",
    re.IGNORECASE,
)
"""What stands between two named skills of a list; items between them that no concept names belong to it."""
_ITEMS = re.compile(rf"\s?[,;|/]\s?(?:and\s|or\s)?|[,;.]?\s?{_BULLET}(?:or\s)?|\s(?:and|or|and/or|&)\s", re.IGNORECASE)
"""What stands between the items of a list that is said to be one of which any will do."""
_ANY_OF = re.compile(
    r"\b(?:one|any|either|at least one)(?: \(?1\)?)?(?: or more| or two)?"
    r"(?: of (?:the |these |our )?[\w ,-]{0,40}| of)?\s?(?:[:(]|of)"
    rf"[ \t]*{_BULLET}?[\"']?{_LEAD}$",
    re.IGNORECASE,
)
"""What opens such a list: "one of the following:", "any of"."""
_ANY_CLOSES = re.compile(
    r"[\s,;(\u2013-]*(?:(?:any|one|either)(?: one)? of (?:these|those|the (?:two|three|four)|them)|any one|either)\b"
)
"""What closes one: "SPSS, Stata, R (any of these)"."""
_REACH = 90
"""Characters before a list in which its opening is looked for."""
MAX_BETWEEN = 80
"""Characters between two alternatives."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """Words that name skills, and the skills: what overlaps is one item of a list."""

    span: Span
    skills: frozenset[ConceptUri]


def alternatives(links: Sequence[Link], text: str) -> Mapping[Span, frozenset[ConceptUri]]:
    """Words of a link -> the skills that do instead of what they name, where there are any."""
    units = _units(links)
    instead: dict[Span, frozenset[ConceptUri]] = {}
    for group in (*_joined(units, text), *_announced(units, text)):
        for unit in group:
            others = frozenset[ConceptUri]().union(*(other.skills for other in group if other is not unit))
            instead[unit.span] = instead.get(unit.span, frozenset()) | others - unit.skills
    spans = {link.mention.span for link in links if link.candidate.words}
    return {
        span: others
        for unit_span, others in instead.items()
        for span in spans
        if others and unit_span.start <= span.start and span.end <= unit_span.end
    }


def _units(links: Sequence[Link]) -> list[_Unit]:
    """In the order of the text; a link that rests on no words of its own is left out."""
    units: list[_Unit] = []
    named = ((link.mention.span, link.candidate.uri) for link in links if link.candidate.words)
    for span, skill in sorted(named, key=lambda pair: (pair[0].start, pair[0].end, pair[1])):
        if units and span.start < units[-1].span.end:
            last = units.pop()
            both = Span(last.span.start, max(last.span.end, span.end))
            units.append(_Unit(both, last.skills | {skill}))
        else:
            units.append(_Unit(span, frozenset({skill})))
    return units


def _joined(units: Sequence[_Unit], text: str) -> Iterator[Sequence[_Unit]]:
    """The runs of neighbours that "or" or slashes make alternatives."""
    since, slashed = 0, 0
    for i, unit in enumerate(units):
        between = text[units[i - 1].span.end : unit.span.start] if i else ""
        near = len(between) <= MAX_BETWEEN
        slash, last = _SLASH.fullmatch(between), near and _OR.fullmatch(between)
        if last:
            yield units[since : i + 1]
        elif slash:
            yield units[slashed : i + 1]
        elif not (near and _SEPARATOR.fullmatch(between)):
            since = i
        if not slash:
            slashed = i


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
