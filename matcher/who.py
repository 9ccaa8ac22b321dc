"""Words that tell who somebody is, blank at equal length: names, pronouns, ages, dates, gender, gaps between jobs.

What a CV claims is read without them, so that they can move nothing. Names are known by given names that are listed, by
titles, and where a CV says whose it is; a name that none of these tells stays a word like others.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from matcher.mentions import Span
from matcher.phrases import word_set

TITLES = word_set("mr mrs ms miss mx dr prof professor sir dame herr frau")
_OF_LANGUAGES = word_set("programming language developer scripts scripting code coding")
"""What follows a programming language that is a given name, too."""
PARTICLES = word_set("van von de da di del der den la le bin ibn al el te o")
NO_NAMES = word_set("""
    librarian librarians analyst manager officer assistant clerk lead leader team staff member person employee
    worker colleague participant position post role desk senior junior head chief director coordinator
    specialist adviser advisor consultant engineer developer designer archivist cataloguer curator technician
    administrator executive trainee intern apprentice trainer teacher lecturer nurse researcher scientist editor
    planner supervisor owner digital data reference service services support library research public user group
    unit department branch office somebody anonymous test example sample pseudonym code number new first second
    third one two three four five six seven eight nine ten
    """)
"""Of roles, places in a team, and counting: "Digital Librarian" is nobody's name."""
MOST_WORDS = 5
"""Of a name."""
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019-](?=[^\W\d_]))*\.?")
_CAPITALS = re.compile(r"\b[^\W\d_a-z](?:[^\W\d_]|['\u2019-])+")
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Herr|Frau)\.?")
"""As titles are written: "MS Office" and "DR Planning" are no people."""
_HEADED = re.compile(
    r"(?im)^[^\w\n]{0,10}(?:(?:curriculum vitae|cv|r\u00e9sum\u00e9|resume)[ \t]{1,4}(?:of|for)|"
    r"(?:full )?name[ \t]{0,4}:)[ \t]{0,4}(?=\w)"
)
_TOLD_OF = re.compile(
    r"\b(?i:contact|ring|call|phone|telephone|e-?mail|speak (?:to|with)|write to|apply to|ask for)[ \t]{1,4}"
    r"(?=[^\W\d_a-z][^\n.;]{3,60}?(?:@|\d{3}|\b(?:on|at|by (?:e-?mail|phone|telephone))\b))"
)
"""What stands before whom an ad says to call, and how. Without that it may be "Email Marketing Campaigns"."""
_FIRST_WORD = re.compile(
    r"(?:[^\w\n]{0,10}(?i:curriculum vitae|cv|r\u00e9sum\u00e9|resume|personal details|profile)"
    r"[^\w\n]{0,10}\n\s{0,10})?[^\w\n]{0,10}"
)
_PERSONAL = re.compile(
    r"(?i)@|\b(?:tel|phone|mobile|born|aged?|nationality|address|linkedin)\b|\+?\d[\d ()-]{7,20}\d|, \d\d\b"
)
OF_A_HEAD = 300
"""Characters in which a CV says whose it is, and how to reach them."""
NATIONS = word_set("""
    afghan albanian algerian american angolan argentinian armenian asian australian austrian azerbaijani
    bahraini bangladeshi belarusian belgian bolivian bosnian brazilian british bulgarian burmese cambodian
    cameroonian canadian chilean chinese colombian congolese croatian cuban cypriot czech danish dominican dutch
    ecuadorian egyptian emirati english eritrean estonian ethiopian european filipino finnish french gambian
    georgian german ghanaian greek guatemalan haitian honduran hungarian icelandic indian indonesian iranian
    iraqi irish israeli italian ivorian jamaican japanese jordanian kazakh kenyan korean kosovan kurdish kuwaiti
    latvian lebanese liberian libyan lithuanian luxembourgish macedonian malawian malaysian maltese mauritian
    mexican moldovan mongolian moroccan mozambican namibian nepalese nicaraguan nigerian norwegian omani
    pakistani palestinian panamanian paraguayan peruvian polish portuguese qatari romanian russian rwandan saudi
    scottish senegalese serbian singaporean slovak slovenian somali spanish sudanese swedish swiss syrian
    taiwanese tanzanian thai tunisian turkish ugandan ukrainian uruguayan uzbek venezuelan vietnamese welsh
    yemeni zambian zimbabwean
    """)
_OF_A_NATION = re.compile(
    r"\b([A-Z][a-z]+)(?= (?:company|firm|employer|business|organi[sz]ation|group|bank|manufacturer|retailer|charity|"
    r"consultancy|agency|hospital|university|college)\b)"
)
"""What may be a nation's name before an employer: "a Danish company" asks for no Danish, "a Research group" is none."""
_PRONOUNS = re.compile(r"\b(?:[Ss]he|[Hh]e|[Hh]er|[Hh]ers|[Hh]im|[Hh]is|[Hh]erself|[Hh]imself)\b")
"""Not in capitals: HE is higher education, and HIS an information system of hospitals."""
_ONE_GENDER = {
    **dict.fromkeys(("she", "he"), "he"),
    **dict.fromkeys(("her", "hers", "him", "his"), "his"),
    **dict.fromkeys(("herself", "himself"), "himself"),
}
_MONTH = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?[ \t]{1,4}|\d{1,2}[/.])"
_YEAR = r"(?:19|20)\d\d"
_DATES = re.compile(
    rf"\(?\b{_MONTH}?{_YEAR}\b"
    rf"(?:[ \t]{{0,4}}(?:-|\u2013|\u2014|to|until)[ \t]{{0,4}}(?:{_MONTH}?{_YEAR}|present|now|today|current)\b)?\)?",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"(?i)\b(?:date of birth|d\.?o\.?b\.?|born|aged?)\b[ \t:]{0,4}(?:on[ \t]{1,4})?\d[\d./-]{0,12}"
    r"(?:[ \t]{1,4}years?(?:[ \t]{1,4}old)?)?"
    r"|\b\d{2}[ \t-]{1,4}years?[ \t-]{1,4}old\b"
    r"|(?m:^[^\w\n]{0,10}(?:gender|sex|marital status|age|religion|children|family status)[ \t]{0,4}:[^\n]*)"
)
_BREAKS = re.compile(
    r"(?im)(?:^|(?<=[.;:(\u2022-])|(?<=[.;:] ))[ \t]{0,8}(?:[^\w\n]{1,4})?"
    r"(?:(?:i|we) )?(?:(?:am|was|were|been|being|took|taking|had|went|on|during|after|from|a|an|my|extended) ){0,3}"
    r"(?:(?:career|employment|work)[ -](?:break|gap)s?|(?:parental|maternity|paternity|sick|family|carer.?s)[ -]leave|"
    r"time (?:out|off)|a break|out of work|unemployed|between jobs|sabbatical)\b[^.;\n]*"
)
"""A clause that tells of one, to its end: raising children is no work, but administering leave is."""


def impersonal(text: str, given_names: Container[str]) -> str:
    """The text at equal length. `given_names`: in small letters."""
    is_persons = _PERSONAL.search(text[:OF_A_HEAD]) is not None
    for pattern in (_BREAKS, _BORN, _DATES, _PRONOUNS):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return _blank(text, names_in(text, given_names, is_persons=is_persons))


def of_anybody(text: str, given_names: Container[str]) -> str:
    """The text at equal length without names, and with one gender: an ad's manager or contact moves nothing it asks.

    Nor does what nation an employer is of.
    """
    if _may_name(text, given_names):
        text = _blank(text, names_in(text, given_names))
    text = _OF_A_NATION.sub(_no_nation, text)
    return _PRONOUNS.sub(_one_gender, text)


def _no_nation(match: re.Match[str]) -> str:
    word = match.group()
    return " " * len(word) if word.lower() in NATIONS else word


def _one_gender(match: re.Match[str]) -> str:
    """At equal length: none of them is longer than what it stands for."""
    return _ONE_GENDER[match.group().lower()].ljust(len(match.group()))


def _may_name(text: str, given_names: Container[str]) -> bool:
    """Whether it is worth a closer look: most sentences name nobody."""
    capitals = (match.group().casefold() for match in _CAPITALS.finditer(text))
    return any(_is_given(one, given_names) or one in TITLES for one in capitals) or _TOLD_OF.search(text) is not None


def _blank(text: str, spans: Iterable[Span]) -> str:
    parts, done = list[str](), 0
    for span in spans:
        parts += [text[done : span.start], " " * (span.end - span.start)]
        done = span.end
    return "".join((*parts, text[done:]))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    span: Span

    @property
    def low(self) -> str:
        return self.text.rstrip(".").casefold()

    @property
    def end_of_name(self) -> int:
        """Without the full stop that ends a sentence."""
        return self.span.end - self.ends_sentence

    @property
    def ends_sentence(self) -> bool:
        """A full stop after an initial or a title does not."""
        return self.text.endswith(".") and len(self.text) > 2 and not self.is_title

    @property
    def may_be_loud(self) -> bool:
        """An initial, or all in capitals."""
        return self.is_loud or len(self.text) <= 2

    @property
    def is_title(self) -> bool:
        return _TITLE.fullmatch(self.text) is not None

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_loud(self) -> bool:
        """All in capitals; beside words in small letters rather a product than a name ("Julia MATLAB", "MARC Edit")."""
        return len(self.text) > 2 and self.text.isupper()


def names_in(text: str, given_names: Container[str], *, is_persons: bool = False) -> Iterator[Span]:
    """Of people, in their order, without overlap. `is_persons`: the text begins with the name of who wrote it."""
    headed = {match.end() for match in _HEADED.finditer(text)} | {match.end() for match in _TOLD_OF.finditer(text)}
    headed |= {begun.end()} if (begun := _FIRST_WORD.match(text)) and is_persons else set()
    words = [_Word(match.group(), Span(match.start(), match.end())) for match in _WORD.finditer(text)]
    firsts, place = set[str](), 0
    while place < len(words):
        first = words[place]
        last = _end_of_name(text, words, place)
        given = _is_given(first.low, given_names)
        known = given or first.is_title or first.low in firsts
        if last > place and (known or (first.span.start in headed and not _is_role(words[place : last + 1]))):
            firsts |= {first.low} - TITLES
            yield Span(first.span.start, words[last].end_of_name)
        elif first.low in firsts and first.is_capital and _goes_on_small(text, words, place):
            yield first.span
            last = place
        else:
            last = place
        place = last + 1


def _is_role(words: Iterable[_Word]) -> bool:
    return any(word.low in NO_NAMES for word in words)


def _is_given(word: str, given_names: Container[str]) -> bool:
    return any(part in given_names for part in (word, *word.split("-")))


def _end_of_name(text: str, words: list[_Word], place: int) -> int:
    """Place of the last word of what may be a name that begins here: words with capitals, and particles between."""
    last = place
    if not words[place].is_capital:
        return place
    for after in range(place + 1, min(place + MOST_WORDS, len(words))):
        between = text[words[after - 1].span.end : words[after].span.start]
        if between.strip(" ") or not between or words[after - 1].ends_sentence:
            break
        if (
            words[after].is_loud > words[place].is_loud
            or words[place].is_loud > words[after].may_be_loud
            or words[after].low in _OF_LANGUAGES
        ):
            break
        if words[after].is_capital:
            last = after
        elif words[after].low not in PARTICLES:
            break
    return last


def _goes_on_small(text: str, words: list[_Word], place: int) -> bool:
    """Whether a word in small letters follows at once: "Emma has ..."."""
    if place + 1 == len(words):
        return False
    follows = words[place + 1]
    return not follows.is_capital and text[words[place].span.end : follows.span.start] == " "
