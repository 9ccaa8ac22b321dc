"""The terms of a passage: noun phrases of its own words, without those by which anything is asked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.grammar import RELATIVE, SUBJECTS, Word
from matcher.lexical import Tokenizer
from matcher.mentions import Span
from matcher.phrases import word_set

MAX_TERM_WORDS = 6
"""Longer ones are titles and lists without commas, which nobody repeats."""
MAX_STEPS = 8
"""From a term to what it hangs on."""
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_BEFORE_NOUNS = frozenset({"JJ", "JJR", "JJS", "HYPH", "POS", "FW"})
_PARTICIPLES = frozenset({"VBG", "VBN"})
_FINITE = frozenset({"VB", "VBP", "VBZ", "VBD", "MD"})
_LISTED = frozenset({"conj", "appos", "compound", "nmod", "amod"})
_OF_A_NOUN = frozenset({"amod", "compound", "nmod"})
SAYS_NOTHING = word_set(
    "experience experiences experienced knowledge knowledgeable understanding ability abilities skill skills skilled "
    "awareness familiarity proficiency evidence willingness background expertise competence competency competencies "
    "commitment interest record year years month months minimum maximum level levels range variety degree number part "
    "lot plus asset advantage must desire desires capacity aptitude appreciation proof track history exposure use "
    "uses need needs requirement requirements qualities quality attributes time end area areas field fields way ways "
    "type types form forms kind "
    "demonstrated demonstrable demonstrates proven excellent exceptional outstanding strong good great high highest "
    "sound solid previous prior current recent relevant significant substantial extensive wide broad basic advanced "
    "deep working practical similar equivalent related appropriate additional other others various several different "
    "new full own specific necessary able willing suitable successful ideal professional personal key first second "
    "best preferred desirable desired required essential needed preferable preferably highly least more most many much "
    "some any such all one two three four five six candidate candidates applicant applicants person individual post "
    "role position job someone combination completion addition order example examples etc e.g i.e"
)
"""Words by which things are asked for, measured and praised: a term neither begins nor ends with one."""
_ASKS = word_set(
    "experience experienced knowledge knowledgeable understanding understand ability able skill skills skilled "
    "awareness aware familiarity familiar proficiency proficient evidence background expertise expert competence "
    "competent competency competencies confident trained training qualified versed conversant fluent comfortable "
    "exposure use using know knows command grasp required essential desirable preferred needed advantage "
    "advantageous plus beneficial asset possess have hold registered certified accredited licensed must"
)
"""Words on which hangs what is asked for."""
_ADJUNCTS = word_set("on at across within throughout during by per from in into for to under until")
"""Prepositions by which a term says when, where or how something is done, if they hang on a verb in the infinitive."""
_HOUSES = word_set(
    "setting settings environment environments library libraries hospital hospitals ward wards department departments "
    "unit units clinic clinics centre centres center centers school schools college colleges university universities "
    "institution institutions institute practice site sites team teams trust trusts organisation organisations "
    "organization organizations community sector sectors field discipline"
)
_WHERE = word_set("in within at from across inside throughout")
_WITHIN = word_set("within at across inside throughout")
_WORKING = word_set("working work worked works employed")
_AN = word_set("a an the our this that your its their any one another")
_MARKS = re.compile(r"^[\W_]+|[^\w+#]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    span: Span
    """Within the passage."""
    key: tuple[str, ...]
    """Stems of its words: equal for spellings of one term."""
    name: bool | None
    """Whether it is written as a name is; None where the place does not tell."""
    place: bool
    """Whether it is where something was or will be done: "in an academic library", "hospital setting"."""
    asked: bool
    """Whether it hangs on a word that asks, or is all that the passage says: "experience of X", "X"."""
    alone: bool
    """Whether it is asked in the second way."""


def asked_terms(text: str, words: Sequence[Word], tokenize: Tokenizer) -> Iterator[Term]:
    """In the order of the passage; `words` are its own, parsed."""
    told, shouts = _tells_names(text, words), text.isupper() and len(words) > 1
    for first, last in _phrases(words):
        span = _trimmed(text, Span(words[first].span.start, words[last].span.end))
        key = tuple(token.stem for token in tokenize(span.of(text))) if span else ()
        if span and 0 < len(key) <= MAX_TERM_WORDS and any(character.isalpha() for character in span.of(text)):
            yield Term(
                span=span,
                key=key,
                name=None if shouts else _is_name(span.of(text), opens=first == 0, told=told),
                place=words[last].text in _HOUSES or _is_where(words, first),
                asked=_is_asked(words, last) or _is_alone(words, last),
                alone=not _is_asked(words, last) and _is_alone(words, last),
            )


def whole_term(text: str, tokenize: Tokenizer) -> Iterator[Term]:
    """Of what is a name as it stands, itself, where it holds a word: only odd spelling tells here that it is a name."""
    span = _trimmed(text, Span(0, len(text)))
    key = tuple(token.stem for token in tokenize(span.of(text))) if span else ()
    if span is not None and 0 < len(key) <= MAX_TERM_WORDS:
        yield Term(
            span=span, key=key, name=_is_name(span.of(text), opens=True, told=True), place=False, asked=True, alone=True
        )


def is_oddly_spelt(word: str) -> bool:
    """Like an abbreviation or a brand: "RDA", "LibGuides", "MARC21"."""
    capitals = sum(character.isupper() for character in word)
    return capitals > 1 or (capitals == 1 and any(character.isdigit() for character in word))


def _phrases(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """First and last word of each run that ends in a noun, without what says nothing at its ends."""
    run: list[int] = []
    for i in range(len(words) + 1):
        if i < len(words) and _may_stand(words[i]):
            run.append(i)
        elif run:
            yield from _cut(words, run)
            run = []


def _may_stand(word: Word) -> bool:
    return word.tag in _NOUNS or word.tag in _BEFORE_NOUNS or (word.tag in _PARTICIPLES and word.role in _OF_A_NOUN)


def _cut(words: Sequence[Word], run: Sequence[int]) -> Iterator[tuple[int, int]]:
    first, last = run[0], run[-1]
    while first <= last and (words[first].text in SAYS_NOTHING or words[first].tag in ("HYPH", "POS")):
        first += 1
    while last >= first and (words[last].text in SAYS_NOTHING or words[last].tag not in _NOUNS):
        last -= 1
    if first <= last:
        yield first, last


def _trimmed(text: str, span: Span) -> Span | None:
    words = span.of(text)
    begin, end = 0, len(words)
    for mark in _MARKS.finditer(words):
        if mark.start() == 0:
            begin = mark.end()
        else:
            end = mark.start()
    return Span(span.start + begin, span.start + end) if begin < end else None


def _tells_names(text: str, words: Sequence[Word]) -> bool:
    """Whether capitals mean something in it: not where all longer words have them."""
    said = [word for word in words[1:] if word.span.of(text).isalpha() and len(word.text) > 3]
    return not said or any(not word.capital for word in said)


def _is_name(written: str, *, opens: bool, told: bool) -> bool | None:
    """`opens`: whether the passage begins with it; `told`: whether capitals mean something in the passage."""
    spelt = [part for part in re.split(r"[\s/-]+", written) if part]
    if all(is_oddly_spelt(part) for part in spelt):
        return True
    if not told or (opens and spelt[0][:1].isupper()):
        return None
    return not opens and all(part[:1].isupper() for part in spelt)


def _is_asked(words: Sequence[Word], last: int) -> bool:
    here = last
    for _ in range(MAX_STEPS):
        word = words[here]
        above = words[word.head]
        if word.head == here:
            return False
        if word.text in _ADJUNCTS and above.tag in _FINITE:
            return False
        if above.text in _ASKS or (word.role in SUBJECTS and _is_said_to_be_asked(words, word.head)):
            return True
        if above.role in RELATIVE and above.tag != "VBG":
            return False
        here = word.head
    return False


def _is_alone(words: Sequence[Word], last: int) -> bool:
    """Whether it is, or is listed with, the noun that a passage without a verb is about."""
    here = last
    while words[here].head != here and words[here].role in _LISTED:
        here = words[here].head
    root = words[here]
    return root.head == here and root.tag in _NOUNS and not any(w.role in SUBJECTS and w.head == here for w in words)


def _is_said_to_be_asked(words: Sequence[Word], verb: int) -> bool:
    """Whether what is said of a verb's subject asks for it: "X is essential"."""
    return any(word.head == verb and word.text in _ASKS for word in words)


def _is_where(words: Sequence[Word], first: int) -> bool:
    """Whether "in a", "within" or "working in" stands before the phrase, whatever adjectives were cut off between."""
    before = first - 1
    while before >= 0 and words[before].text in SAYS_NOTHING - _WORKING:
        before -= 1
    if before < 0 or words[before].text in _WITHIN:
        return before >= 0
    if before == 0:
        return False
    last, former = words[before].text, words[before - 1].text
    return (last in _AN and former in _WHERE) or (last == "in" and former in _WORKING)
