"""Does a sentence ask for a skill at all? Told by its vector, its words, and annotated sentences that it is like."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, log1p, sqrt

import numpy as np
import numpy.typing as npt

from matcher.logistic import Logistic, Probabilities
from matcher.phrases import phrases_of
from matcher.vectors import Vectors

_WORD = re.compile(r"\b\w\w+\b")

_CALLS_FOR = phrases_of(
    r"(?:knowledge|understanding|command|grasp|background|grounding|expertise|experience|skills?|familiarity|"
    r"proficiency|competen\w+|training|interest) (?:of|in|with|using)",
    r"(?:proficient|fluent|experienced|skilled|trained|competent|confident|familiar|versed|comfortable|good|at home) "
    r"(?:in|with|at|using)",
    "able to",
    "ability to",
    r"(?:accredited|certified|qualified|registered|licen[cs]ed|chartered) (?:in|by|with|as|to)",
    r"level [1-8] (?:in|of)",
    r"your (?:\w+ ){0,2}?(?:trade|subject|speciali\w+|discipline|expertise|toolkit|strengths?|background) (?:is|are)",
    "should have",
    "should be",
    r"(?:has|have|ought|needs?) to (?:know|speak|be (?:able|good|at home|familiar|fluent))",
    "(?:what )?we (?:look|are looking|re looking) for",
    "looking for",
    "you (?:have|know|speak|can|bring)",
    "will (?:bring|have|know)",
    "wpm",
    "words (?:per|a) minute",
    after=r"\b",
)
_OPENS_OUTRIGHT = re.compile(
    r"\W*(?:you(?:.re| are|.ll be| will be| must be) (?:(?!being|be)\w+ly |already )?(?:accredited|certified|qualified|"
    r"registered|proficient|fluent|experienced|skilled|versed|competent|trained|chartered) (?:in|with|at|as|by|to)|"
    r"you (?:will |must |should |also |already )?(?:understand|know|speak|master|possess|hold an?|"
    r"have (?:\w+ ){0,3}?(?:knowledge|experience|understanding|command|grasp|skills?|expertise) (?:of|in|with))|"
    r"we (?:do |really )?(?:need|require)(?! to\b)|we (?:do|really) (?:look for|want|ask for|value|insist on|expect)|"
    r"(?:what|all|the (?:one|only) things?) (?:that )?we (?:do |really |also |actually )?(?:ask|need|want|insist|look|"
    r"expect|require|are after|are looking))\b",
    re.IGNORECASE,
)
_OUTRIGHT = phrases_of(
    r"\b(?:is|are) (?:what|all) we(?: are|.re)? (?:after|looking for|hiring for|need|want|ask|expect|require)",
    r"\d{2,3}\s?\+?\s?(?:wpm|words (?:per|a) minute)\b",
    before="",
)
_NAMED = phrases_of(
    r"(?!(?:on|and|or|of|with|the|your|our|their|no|any|more|depending)\b)"
    r"\w+ (?:experience|skills|background|knowledge|qualifications?)(?=\W*$| (?:is|are|essential|required|needed|"
    r"desirable|preferred|all|both|an?)\b)",
)


def asks_by_name(text: str) -> bool:
    """Whether words that ask follow the name of what they ask for: "negotiation skills"."""
    return _NAMED.search(text) is not None


def says_what_is_wanted(text: str) -> bool:
    """Whether it says outright what is wanted, or of the reader what only an applicant is asked to know or have."""
    return _OPENS_OUTRIGHT.match(text) is not None or _OUTRIGHT.search(text) is not None


_DUTY = re.compile(
    r"\W*(?:(?:in this (?:role|post|job|position)|as (?:an? |our )?[\w ]{3,40}|day to day|each day),? )?"
    r"(?:you(?:.ll| will|.d| would| should|.re to| are to)? (?:also |then |mainly |mostly |often |usually |daily )?"
    r"(?!(?:be|are|were|have|had|has|can|could|may|might|must|need|do|did|don|receive|get|enjoy|find|benefit|join|gain|"
    r"earn|learn|report|become|love|like|want|wish|see|feel|meet|qualify|start|begin|spend|thrive|grow|never|not|fit|"
    r"hear|notice|discover|belong|live|stay|share|come|go|and|or|will|would|should|who|in|at|with|for|to|on|as|if)\b)"
    r"[a-z]{2,}\b|your (?:part|job|task|work|role|duties|days?)(?: is| are| will be)?(?: to\b|\s?:))",
    re.IGNORECASE,
)


def opens_as_duty(text: str) -> bool:
    """Whether it opens with what the reader does: "You run the payroll", "Your part: take shorthand"."""
    return _DUTY.match(text) is not None


def calls_for(text: str) -> bool:
    """Whether the words are those by which requirements are put; such a text is never spared a closer look."""
    return _CALLS_FOR.search(text) is not None


def grams(text: str) -> Iterator[str]:
    """Words of two letters and more in small letters, and pairs of neighbours."""
    words = _WORD.findall(text.lower())
    yield from words
    yield from (f"{a} {b}" for a, b in pairwise(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class WordGate:
    """A linear model over words and pairs of words, weighted by (1 + log count) idf and scaled to length one."""

    idf: Mapping[str, float]
    weights: Mapping[str, float]
    """Of the same words and pairs."""
    bias: float

    def logit(self, text: str) -> float:
        return self.logit_of(Counter(grams(text)))

    def logit_of(self, counts: Mapping[str, int]) -> float:
        """`counts` are of the words and pairs of a text."""
        squares = total = 0.0
        for gram, count in counts.items():
            rarity = self.idf.get(gram)
            if rarity is not None:
                value = (1 + log(count)) * rarity if count > 1 else rarity
                squares += value * value
                total += value * self.weights[gram]
        return self.bias + (total / sqrt(squares) if squares else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gate:
    vector: Logistic
    """Of the sentence's vector."""
    words: WordGate
    """What annotated sentences teach."""
    headings: WordGate
    """What headings of ads that nobody annotated teach: which words stand under requirements and duties, and which
    under benefits, the employer and how to apply."""
    joined: Logistic
    """Of (vector, alike, words, headings, log words, colon) -> log-odds, calibrated."""
    by_words: Logistic
    """Of the last four -> log-odds, calibrated."""

    def logits(self, texts: Sequence[str], vectors: Vectors, alike: Sequence[float]) -> Probabilities:
        """(n,) log-odds; `vectors` is (n, dim), `alike` the share of annotated sentences like it that ask."""
        return self.joined.logit(np.column_stack([self.vector.logit(vectors), alike, self.word_features(texts)]))

    def logits_by_words(self, texts: Sequence[str]) -> Probabilities:
        """(n,) log-odds that can be told before a sentence is encoded."""
        return self.by_words.logit(self.word_features(texts))

    def word_features(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """(n, 4): log-odds by either kind of words, log(1 + words), whether it leads over to what follows."""
        rows = [self._word_row(text) for text in texts]
        return np.array(rows, dtype=np.float64).reshape(-1, 4)

    def _word_row(self, text: str) -> tuple[float, float, float, bool]:
        counts = Counter(grams(text))
        return (
            self.words.logit_of(counts),
            self.headings.logit_of(counts),
            log1p(len(text.split())),
            text.endswith(":"),
        )


def asking(logit: float) -> float:
    """Probability that a sentence with these log-odds asks for a skill."""
    return float(1 / (1 + np.exp(-logit)))
