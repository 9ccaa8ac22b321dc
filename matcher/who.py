"""Words that tell who somebody is, blank at equal length: names, pronouns, ages, dates, gender, gaps between jobs.

What a CV claims is read without them, so that they can move nothing. Names are known by given names that are listed, by
titles, and where a CV says whose it is; a name that none of these tells stays a word like others.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from matcher.mentions import Span
from matcher.phrases import word_set

_TITLES = word_set("mr mrs ms miss mx dr prof professor sir dame")
_PARTICLES = word_set("van von de da di del der den la le bin ibn al el te o")
MOST_WORDS = 5
"""Of a name."""
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019-](?=[^\W\d_]))*\.?")
_HEADED = re.compile(
    r"(?im)^\W*(?:(?:curriculum vitae|cv|résumé|resume)[ \t]+(?:of|for)|(?:full )?name[ \t]*:)[ \t]*([^\n,;:|(]{2,60})"
)
_PRONOUNS = re.compile(r"\b(?i:she|he|her|hers|him|his|herself|himself)\b")
_MONTH = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?[ \t]+|\d{1,2}[/.])"
_YEAR = r"(?:19|20)\d\d"
_DATES = re.compile(
    rf"\(?\b{_MONTH}?{_YEAR}\b"
    rf"(?:[ \t]*(?:-|\u2013|\u2014|to|until)[ \t]*(?:{_MONTH}?{_YEAR}|present|now|today|current)\b)?\)?",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"(?i)\b(?:date of birth|d\.?o\.?b\.?|born|aged?)\b[ \t]*:?[ \t]*(?:on[ \t]+)?[\d./ -]*\d\b"
    r"(?:[ \t]*years?(?:[ \t]+old)?)?"
    r"|\b\d{2}[ \t-]*years?[ \t-]*old\b"
    r"|(?m:^[ \t\W]*(?:gender|sex|marital status|age|religion|children|family status)[ \t]*:[^\n]*)"
)
_BREAKS = re.compile(
    r"(?i)\b(?:career|employment|work)[ -](?:break|gap)s?\b[^.;\n]*"
    r"|\b(?:parental|maternity|paternity|sick|family|carer.?s)[ -]leave\b[^.;\n]*"
    r"|\b(?:time (?:out|off)|took a break|out of work|unemployed|between jobs|sabbatical)\b[^.;\n]*"
)
"""With what was done meanwhile, to the end of the clause: raising children is no work in child care."""


def impersonal(text: str, given_names: Container[str]) -> str:
    """The text at equal length. `given_names`: in small letters."""
    for pattern in (_BREAKS, _BORN, _DATES, _PRONOUNS):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    parts, done = list[str](), 0
    for name in names_in(text, given_names):
        parts += [text[done : name.start], " " * (name.end - name.start)]
        done = name.end
    return "".join((*parts, text[done:]))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    span: Span

    @property
    def low(self) -> str:
        return self.text.rstrip(".").casefold()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def names_in(text: str, given_names: Container[str]) -> Iterator[Span]:
    """Of people, in their order, without overlap."""
    headed = {match.start(1) for match in _HEADED.finditer(text)}
    words = [_Word(match.group(), Span(match.start(), match.end())) for match in _WORD.finditer(text)]
    firsts, place = set[str](), 0
    while place < len(words):
        first = words[place]
        last = _end_of_name(text, words, place)
        given = _is_given(first.low, given_names)
        if last > place and (given or first.low in _TITLES or first.span.start in headed):
            firsts |= {first.low} if given else set()
            yield Span(first.span.start, words[last].span.end)
        elif given and first.low in firsts and _goes_on_small(text, words, place):
            yield first.span
            last = place
        else:
            last = place
        place = last + 1


def _is_given(word: str, given_names: Container[str]) -> bool:
    return any(part in given_names for part in (word, *word.split("-")))


def _end_of_name(text: str, words: list[_Word], place: int) -> int:
    """Place of the last word of what may be a name that begins here: words with capitals, and particles between."""
    last = place
    if not words[place].is_capital:
        return place
    for after in range(place + 1, min(place + MOST_WORDS, len(words))):
        between = text[words[after - 1].span.end : words[after].span.start]
        if between.strip(" ") or not between or words[after - 1].text.endswith(".") > _may_be_short(words[after - 1]):
            break
        if words[after].is_capital:
            last = after
        elif words[after].low not in _PARTICLES:
            break
    return last


def _may_be_short(word: _Word) -> bool:
    """Whether its full stop ends no sentence: an initial, or a title."""
    return len(word.text) == 2 or word.low in _TITLES


def _goes_on_small(text: str, words: list[_Word], place: int) -> bool:
    """Whether a word in small letters follows at once: "Emma has ..."."""
    if place + 1 == len(words):
        return False
    follows = words[place + 1]
    return not follows.is_capital and text[words[place].span.end : follows.span.start] == " "
