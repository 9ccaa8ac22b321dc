"""Technologies in a text, found by their names: letter by letter, and only where the words are a name there.

"AutoCAD" is a name wherever it stands. "Slack" is one inside a sentence, with its capital. "R", "Go" and "Access" are
names only in the company of other technologies, or of words that speak of such.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.concepts import ConceptUri
from matcher.lexical import ExactLabel, LabelIndex, Token
from matcher.mentions import Span


class Standing(StrEnum):
    """What it takes for the words to be the name."""

    CERTAIN = "certain"
    """Nothing: the words mean nothing else."""
    ORDINARY = "ordinary"
    """A capital inside the sentence: the words are of common language too."""
    BESIDE = "beside"
    """The company of technologies: a letter, or a short form that is a word of common language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductName:
    name: str
    uri: ConceptUri
    standing: Standing = Standing.CERTAIN
    maker: str | None = None
    """Whose other products are company enough for a short form ("Edge" beside "Teams"); None: any technology is."""
    any_case: bool = False
    """Whether it is the name in small letters too."""


@dataclass(frozen=True, slots=True)
class FoundName:
    named: ProductName
    span: Span


@dataclass(frozen=True, kw_only=True, eq=False)
class Products:
    """Every name by which technologies go."""

    index: LabelIndex
    """One name a position."""
    names: tuple[ProductName, ...]
    """By position."""
    named_only: frozenset[ConceptUri] = frozenset()
    """Concepts that are meant only where one of these names stands."""

    def called(self, name: str) -> list[ProductName]:
        """Those whose name this is, by itself, in any case."""
        hits = self.index.exact(name, _same_word)
        return [self.names[hit.position] for hit in hits if _same_word(self.names[hit.position].name, name)]

    def found(self, text: str, tokens: Sequence[Token] | None = None) -> list[FoundName]:
        """In the order of the text; the longest name at each place. `tokens` are those of the text, if at hand."""
        spelt = [
            found
            for hit in self.index.exact(text, _same_word, tokens)
            if (found := self._as_spelt(hit, text)) is not None
        ]
        sure = [found for found in spelt if _stands_alone(found, text)]
        return [found for i, found in enumerate(spelt) if found in sure or _in_company(spelt, i, frozenset(sure), text)]

    def _as_spelt(self, hit: ExactLabel, text: str) -> FoundName | None:
        named, span = self.names[hit.position], hit.span
        if named.name.startswith(".") and text[: span.start].endswith("."):
            span = Span(span.start - 1, span.end)
        ordinary = named.standing is not Standing.CERTAIN
        words = " ".join(span.of(text).split())
        if words.islower() and _is_a_thing(text, span):
            return None
        if named.any_case and len(words) >= MIN_ANY_CASE and words.casefold() == named.name.casefold():
            return FoundName(named, span)
        if named.name != words and not _same_but_for_case(named.name, words, text, ordinary=ordinary):
            return None
        return FoundName(named, span)


def _is_a_thing(text: str, span: Span) -> bool:
    """Whether it is one of several of its kind: "handle a python with care", "as a docker you load"."""
    return _ONE_OF_A_KIND.search(text, 0, span.start) is not None and _ENDS_A_NOUN.match(text, span.end) is not None


_ONE_OF_A_KIND = re.compile(r"\b(?:an?|another|every|each|this|two|three|four|several|\d+)\s(?:\w+\s)?$", re.IGNORECASE)
_ENDS_A_NOUN = re.compile(
    r"s?\b(?:\W*$|[.,;:!?)]|\s(?:and|or|of|in|on|at|by|for|from|with|without|to|named|called|who|that|which|you|we|they|"
    r"it|is|was|has|can|will)\b)",
    re.IGNORECASE,
)
_AROUND = " \"'(*•-).,;:"
_NOTHING = re.compile(rf"[{re.escape(_AROUND)}]*$")
"""Marks only, to the end of what is looked at."""
_CAPITALS_INSIDE = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]")
_VERDICT = re.compile(
    r"\s?[(=:]\s?(?:essential|required|desirable|preferred|useful|optional|mandatory|must|nice to have|bonus|plus)\b|"
    r",? (?:is what we|is our|is used|skills|experience|(?:(?:and|or|,) [^.;:]{1,60} )?(?:is |are |would be )?"
    r"(?:very |highly |also )?(?:essential|desirable|preferred|required|needed|an? (?:must|plus|given|advantage|bonus)|"
    r"useful|advantageous))\b",
    re.IGNORECASE,
)
"""What only follows a name: "Docker experience", "Git is a given"."""
MIN_ANY_CASE = 3
"""Characters of a name that may stand in any case."""
MIN_CASELESS = 4
"""Characters of a name that counts in the wrong case, where its line pays no heed to case."""
_ITEM_OF = r"[\w+#.&'-]+(?: [\w+#.&'-]+){0,2}"
_SIGNS = r"[\s,;/|&+()•*:\u2013-]"
_JOINING = re.compile(
    rf"(?={_SIGNS}){_SIGNS}*(?:\([^()]{{0,40}}\)\s?)?(?:{_ITEM_OF}\s?[,/]{_SIGNS}*)?"
    r"(?:(?:and|or|and/or|plus|with|including|in|on|such as|especially|preferably|ideally|some|either|"
    r"both|the|other|basic|advanced|intermediate|expert|good|strong|MS|"
    rf"Microsoft|suite|particularly|like|also|as|well){_SIGNS}*){{0,4}}",
    re.IGNORECASE,
)
"""What stands between neighbours in a list."""
MAX_BETWEEN = 80
"""Characters between neighbours in a list."""
LETTERS = 2
"""So short a name stands for a technology wherever the sentence names another or speaks of such nearby."""
NEIGHBOURS = 6
"""So many names on either side of one are looked at."""
SEVERAL = 2
"""So many names in one list are company for each other, even if each could mean something else."""
BEFORE = 40
"""Characters before a name that tell whose it is."""
NEARBY = 60
"""Characters before and after such a name in which a word can speak of technology; a longer one must adjoin it."""
_TECHNICAL = re.compile(
    r"\b(?:program(?:s|ming|mer)|cod(?:e|ed|ing)|developers?|script(?:s|ing)?|languages?|software|"
    r"statistic\w*|packages?|frameworks?|back-?end|front-?end|full-?stack|written in|write|"
    r"spreadsheets?|databases?|engineers?|administrat\w+|dba|skills?|cloud|integration|consultants?|analysts?|"
    r"systems?|platforms?|tools?|lms)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?:\b(?:grade|grades|band|vitamin|hepatitis|class|category|block|section|type|plan|licen[cs]e|level|unit|ward|"
    r"floor|room|part|schedule|appendix|figure|team|group|zone|gate|stage|group|and/or [A-G])s?\s?|[\w)][&.'\u2019]|"
    r"\b[A-Z]\*?\s?(?:-|\u2013|\bto\b)\s?|\d\s?/\s?|-)$",
    re.IGNORECASE,
)
"""Before a letter: what it then is a mark, an initial or a part of."""
_LEVEL = re.compile(r"(?:basic|intermediate|advanced|expert|MS|Microsoft)\s", re.IGNORECASE)
"""What goes right before a name that somebody masters: "basic Access"."""
_USED = re.compile(
    r"\b(?:users? of|(?:proficient|proficiency|skilled|skills|competent|literate|fluent|confident) "
    r"(?:in|with|at|using)|(?:knowledge|experience|command|mastery|understanding) of) $",
    re.IGNORECASE,
)
"""What goes right before a name with a capital that somebody masters: "a proficient user of Word"."""
_LAST_WORD = re.compile(r"[\w-]*\W{0,3}$")
_FIRST_WORD = re.compile(r"\W{0,3}[\w-]*")
_WORD_BEFORE = re.compile(r"([A-Z][a-z]+) $")
_WORD_AFTER = re.compile(r" ([A-Z][a-z]+)\b")
_LEADING = re.compile(
    r"(?:Use|Using|Know|Knowledge|Experience|Experienced|Advanced|Basic|Good|Strong|Intermediate|Expert|Proficient|"
    r"Excellent|Skills?|Microsoft|Software|And|Or|In|Of|With|Including|Your|Our|The|Some|Need|Needs|Required|Desired|"
    r"Essential|Desirable|Via|On|Build|Familiar|Solid)\b"
)
"""Words with a capital that go before a technology without being of its name."""
_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Rev)\.? $")
_INITIAL = re.compile(
    r"\.\s?[A-Z]|[&'\u2019-]\w|/\d|\s?(?:&|and) ?[ABD-QS-Z]\b(?![+#])|\s?& ?[A-Z]\b|\s[A-Z]\.|"
    r" (?:to|\u2013|-) [A-Z]\b|\s(?:level|suite)\b"
)
"""After a letter: the same; two letters that "and" joins are an abbreviation, unless both name a language."""
_SURNAME = re.compile(r" (?!(?:Shiny|Studio|Markdown|Lang|Sharp)\b)[A-Z][a-z]+\b")
"""After a letter that is a first name's."""
_FIRST_INITIAL = re.compile(r"(?<!\w)[ABD-QS-Z] $")
"""Before a letter: that of a first name, as it names no language."""
_GRADED = re.compile(r"\b(?:GCSEs?|A[- ]levels?|grades?)\b[^.;:]*$", re.IGNORECASE)
"""Before a letter that is a mark in an examination."""
_MEANS = re.compile(r"\b(?:in|using|use|with)\s$", re.IGNORECASE)
"""Before what something is made with."""
_OPENS = re.compile(r"(?:^|[.!?\n])[ \"'(*\u2022\u00b7\u2013-]*$")
"""Before a word whose capital may be that of the sentence."""
_GOES_ON = re.compile(r"\s?[,;/|&+()]|\s(?:and|or)\s|\W*$")
"""After a name that opens one: the joint of a list, or nothing."""


def _same_word(name: str, words: str) -> bool:
    """But for case, and for the dot that a name may begin with."""
    return name.lstrip(".").casefold() == " ".join(words.split()).casefold()


def _stands_alone(found: FoundName, text: str) -> bool:
    """Whether the words are the name whatever stands beside them."""
    named, span = found.named, found.span
    if _is_another_s(found, text):
        return False
    if named.standing is Standing.CERTAIN:
        return True
    opens, closes = _NOTHING.match(text, 0, span.start), _NOTHING.match(text, span.end)
    if opens and closes:
        return named.standing is Standing.ORDINARY or named.maker is None
    if named.standing is Standing.BESIDE or _part_of_a_name(span, text):
        return False
    return not (opens and " " not in named.name) or _VERDICT.match(text, span.end) is not None


def _is_another_s(found: FoundName, text: str) -> bool:
    """Whether the words are a person's name, or a letter that marks something else."""
    span = found.span
    before = text[max(0, span.start - BEFORE) : span.start]
    letter = len(found.named.name) == 1 and (_MARKED.search(before) or _INITIAL.match(text, span.end))
    return _PERSON.search(before) is not None or bool(letter)


def _part_of_a_name(span: Span, text: str) -> bool:
    """Whether a capital stands right before or after it: "Oracle Park", "Sous Chef"; not where all words have one."""
    before = _WORD_BEFORE.search(text[max(0, span.start - BEFORE) : span.start])
    after = _WORD_AFTER.match(text, span.end)
    if (after and not _TECHNICAL.match(after[1])) or (before and not _LEADING.match(before[1])):
        return not text.isupper()
    return False


def _in_company(spelt: Sequence[FoundName], at: int, sure: frozenset[FoundName], text: str) -> bool:
    """Whether a technology stands next to it in a list, or a word nearby speaks of technology."""
    found = spelt[at]
    named, span = found.named, found.span
    if _is_another_s(found, text) or _is_common(found, text):
        return False
    if _is_an_initial(found, spelt[at + 1 : at + 2], text):
        return False
    beside = (
        *_reached(spelt[max(0, at - NEIGHBOURS) : at][::-1], text, span),
        *_reached(spelt[at + 1 : at + 1 + NEIGHBOURS], text, span),
    )
    if named.maker is not None:
        makers = {other.named.maker for other in beside}
        return named.maker in makers or named.maker in text[max(0, span.start - BEFORE) : span.start].split()[-3:]
    letter = len(named.name) <= LETTERS
    company = any(
        other in sure or other.named.standing is not Standing.BESIDE or letter != (len(other.named.name) <= LETTERS)
        for other in beside
    )
    if company or len(beside) >= (1 if sure else SEVERAL):
        return True
    return named.standing is Standing.BESIDE and _spoken_of(found, bool(sure), text)


def _is_common(found: FoundName, text: str) -> bool:
    """Whether a short name is the common word that opens its sentence: "Go above and beyond", not "Go is a must"."""
    span, name = found.span, found.named.name
    if not 1 < len(name) <= LETTERS or not _OPENS.search(text[max(0, span.start - BEFORE) : span.start]):
        return False
    after = _FIRST_WORD.match(text, span.end)
    technical = after is not None and _TECHNICAL.search(after[0])
    return not (technical or _VERDICT.match(text, span.end) or _GOES_ON.match(text, span.end))


def _is_an_initial(found: FoundName, following: Sequence[FoundName], text: str) -> bool:
    """Whether a letter goes before a surname or stands between a first initial and one: "R Smith", "J R Hartley"."""
    span = found.span
    if len(found.named.name) > 1:
        return False
    if _FIRST_INITIAL.search(text[max(0, span.start - BEFORE) : span.start]):
        return True
    surname = _SURNAME.match(text, span.end)
    if surname is None or any(other.span.start < surname.end() for other in following):
        return False
    word = surname[0].strip()
    return not (_TECHNICAL.match(word) or _LEADING.match(word))


def _spoken_of(found: FoundName, beside_others: bool, text: str) -> bool:
    """Whether the words around the name speak of technology; of a letter those nearby, else those that adjoin it.

    What is done "in R" or "with Go" is technical too where the sentence names another technology.
    """
    span = found.span
    if len(found.named.name) <= LETTERS:
        left, right = text[max(0, span.start - NEARBY) : span.start], text[span.end : span.end + NEARBY]
        if _GRADED.search(left):
            return False
        if _VERDICT.match(text, span.end) or (beside_others and _MEANS.search(left)):
            return True
        return any(_TECHNICAL.search(words) for words in (left, right))
    closes = _GOES_ON.match(text, span.end) or _VERDICT.match(text, span.end)
    if closes and _USED.search(text[max(0, span.start - BEFORE) : span.start]):
        return span.of(text)[0].isupper()
    before = _LAST_WORD.search(text[max(0, span.start - BEFORE) : span.start])
    if before is not None and _LEVEL.match(before[0]):
        return True
    after = _FIRST_WORD.match(text, span.end)
    return any(word is not None and _TECHNICAL.search(word[0]) is not None for word in (before, after))


def _reached(others: Sequence[FoundName], text: str, start: Span) -> list[FoundName]:
    """The others, nearest first, as far as a list joins each to the one before."""
    reached: list[FoundName] = []
    last = start
    for other in others:
        first, second = sorted((last, other.span), key=lambda span: span.start)
        between = text[first.end : second.start]
        if first.end > second.start or len(between) > MAX_BETWEEN or not _JOINING.fullmatch(between):
            break
        reached.append(other)
        last = other.span
    return reached


def _same_but_for_case(label: str, words: str, text: str, *, ordinary: bool) -> bool:
    """Whether the words are the name in another case that means nothing: "Scipy", "Jira", or a line all in capitals.

    A name that is an ordinary word counts in capitals only, and not as the whole of its line ("CHEF").
    """
    if label.lower() != words.lower():
        return False
    if _CAPITALS_INSIDE.search(label):
        return True
    if len(label) < MIN_CASELESS:
        return False
    if not ordinary:
        return words.isupper() or text.islower() or (label.isupper() and words[0].isupper())
    return words.isupper() and text.strip(_AROUND) != words
