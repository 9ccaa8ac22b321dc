"""Does a passage, where it stands in its ad, ask the applicant for something?

Its own words are judged by the gate as if they stood alone; here its section, its stance, its neighbours and a few
plain signs join in, weighted as a fit on labelled sentences of real ads found best.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from matcher.logistic import Logistic, Probabilities
from matcher.passages import Passage
from matcher.phrases import Searched, phrases_of
from matcher.sections import SectionKind
from matcher.stances import Stance

SIGNS: tuple[tuple[str, Searched], ...] = (
    ("you", phrases_of(r"you(?:r|.ll|.re|.ve)?\b")),
    ("we", phrases_of("(?:we|our|us)", after=r"\b")),
    ("opens with we", phrases_of("(?:we|our)", before=r"^\W*", after=r"\b")),
    ("candidate", phrases_of("(?:candidate|applicant|post ?holder|person|someone|individual)s?", after=r"\b")),
    (
        "competence",
        phrases_of(
            r"(?:experience[ds]?|knowledge|understanding|skill(?:s|ed)?|ability|able|familiar\w*|proficien\w+|degree|"
            r"qualif\w+|diploma|registered|certifi\w+|background|passion\w*|enthusias\w+|motivated|driven?|"
            r"excellent|proven)",
            after=r"\b",
        ),
    ),
    (
        "opens with a competence",
        phrases_of(
            r"(?:strong|excellent|good|sound|solid|proven|demonstra\w+|ability|experience[d]?|knowledge|minimum|must|"
            r"willing\w*|able|familiar\w*|understanding|commit\w+|an? (?:strong|good|passion|keen|proven)|bachelor\w*|"
            r"master\w*|degree|is|has|have|be)",
            before=r"^\W*",
            after=r"\b",
        ),
    ),
    ("demand", phrases_of(r"(?:must|should|needs?|required?|requires|essential|expected)", after=r"\b")),
    (
        "wanted",
        phrases_of(
            "(?:looking|searching) (?:for|to recruit|to hire)",
            "seek(?:s|ing)?",
            "want(?:s|ed)?",
            "we (?:also )?(?:look for|need|ask|require|expect|value|prefer)",
            after=r"\b",
        ),
    ),
    (
        "will",
        phrases_of(r"(?:you|candidate|applicant|holder|role|post|position|job|librarian|manager|nurse)(?: will|.ll)\b"),
    ),
    (
        "done to you",
        phrases_of(
            r"(?:you|candidates?|role|post)(?: will|.ll)? (?:also )?be (?:supported|supervised|based|exposed|given|"
            r"offered|part|provided|joining|paid|mentored|located|welcomed)\b"
        ),
    ),
    ("responsible", phrases_of(r"responsib\w+", "duties", "tasks?", "involv(?:es?|ing)", after=r"\b")),
    (
        "opens with a doing",
        phrases_of(
            r"(?:to )?(?:[a-z]{2,10}(?:ate|ise|ize|age|ain|op|port|ist|ign|uct|ect|ide|ure|ify|ver|ead|ork|ite|ply|"
            r"orm|ild|est|ale|ase|oll|eep|elp|ake|rve|ise|ing|ates|izes|ises|ages|ains|ops|ports|ists|igns|ucts|"
            r"ects|ides|ures|ifies|vers|orks|ites|plies|orms|ilds|ests|eeps|elps|akes|rves))",
            before=r"^\W*",
            after=r"(?= (?!is\b|are\b|has\b|was\b|for\b|to \b)\w)",
        ),
    ),
    ("opens with to", phrases_of("to (?!apply|find|learn more|be considered)", before=r"^\W*")),
    (
        "place or time",
        phrases_of(
            r"evenings?|weekends?|bank holidays?|nights?|saturdays?|sundays?|on-call|shifts?|hours|rota|full[- ]time|"
            r"part[- ]time|permanent|contract|salary|based (?:in|at)|located|months?|sites?|street|avenue",
            after=r"\b",
        ),
    ),
    (
        "opens with a pointer",
        phrases_of("(?:the|this|these|it|they|there|in|with|since|as one of|for over)", before=r"^\W*", after=r"\b"),
    ),
    (
        "is a",
        phrases_of("(?:is|are|was|were|has|have) (?:an?|the|one|been|now|also|proud|committed|currently)", after=r"\b"),
    ),
    (
        "house",
        phrases_of(
            r"(?:library|libraries|university|college|trust|company|teams?|hospital|service|department|organi[sz]ation|"
            r"group|client|centre|center|office|platform|school|clinic)\b[^.]{0,40}\b(?:is|are|has|have|offers?|"
            r"provides?|was|serves?|supports?|includes?|consists?)",
            after=r"\b",
        ),
    ),
    ("they", phrases_of("they|their|them|he|she|its", after=r"\b")),
    ("asks back", re.compile(r"\?\W*$")),
    ("would you like", phrases_of("(?:would|do) you (?:like|want|wish|fancy|dream)", before=r"^\W*", after=r"\b")),
    ("are you", phrases_of("(?:are|do|have|can|does) (?:you|this)", before=r"^\W*", after=r"\b")),
    ("leads in", re.compile(r"(?:[:;]|\binclud(?:es?|ing)|\bincluding but not limited to)\W*$", re.IGNORECASE)),
    ("chance", phrases_of(r"(?:opportunit\w+|chance|offer\w*|benefits?|training|career)", after=r"\b")),
    ("figures", re.compile(r"[£$€*]|\d{2,}|https?:|www|\[(?:email|phone|name)\]")),
)
"""What a passage says -> how it is known; each is one feature, 1 or 0."""
SECTIONS = (SectionKind.REQUIRED, SectionKind.PREFERRED, SectionKind.DUTIES, SectionKind.TITLE)
STANCES = (Stance.ESSENTIAL, Stance.OPTIONAL)
FEATURES = (
    "gate",
    "gate of neighbours",
    "gate of section",
    "neighbours set aside",
    *(f"in {section.value}" for section in SECTIONS),
    *(f"said {stance.value}" for stance in STANCES),
    "item",
    "item of a list that asks",
    "words",
    "three words at most",
    "ends like a sentence",
    "goes on",
    "place in the ad",
    "capitals",
    "gate under a heading that asks",
    *(name for name, _ in SIGNS),
)
Rows = npt.NDArray[np.float64]
NEAR = 2
"""Passages before and after that count as neighbours."""
USUAL_CAPITALS = 0.2
"""Of a passage's words, on the labelled sentences: in an ad without a capital letter lacking them says nothing."""
BULLET_REACH = 12
"""Characters before a passage in which its bullet stands."""
_LED = re.compile(r"[•●▪◦‣·∙○■□✓✔➢►*\u2013\u2014-]\s*$")
_CAPITAL = re.compile(r"\b[A-Z]")


@dataclass(frozen=True, slots=True, eq=False)
class Asking:
    fitted: Logistic

    def probabilities(self, passages: Sequence[Passage], text: str) -> Probabilities:
        """(n,) that each asks for something; `likely` is known of all that their section and stance let ask."""
        return self.fitted.probability(features(passages, text))


@dataclass(frozen=True, slots=True)
class _Ad:
    """What its passages are seen in."""

    text: str
    passages: Sequence[Passage]
    gates: Rows
    cased: bool
    """Whether it has capitals at all: looked for once, for where there is none all of it is gone through."""


def features(passages: Sequence[Passage], text: str) -> Rows:
    """(passages, len(FEATURES)) in the order of the text; all zero where `likely` is not known."""
    gates = np.array([_log_odds(passage.likely) for passage in passages])
    known = np.array([passage.likely is not None for passage in passages])
    kept = np.zeros(len(passages))
    start = 0
    for _, run in groupby(passages, key=lambda passage: passage.section):
        end = start + len(tuple(run))
        kept[start:end] = gates[start:end][known[start:end]].mean() if known[start:end].any() else 0.0
        start = end
    none = [0.0] * len(FEATURES)
    ad = _Ad(text, passages, gates, cased=_CAPITAL.search(text) is not None)
    rows = [_row(ad, i, float(kept[i])) if known[i] else none for i in range(len(passages))]
    return np.array(rows, dtype=np.float64).reshape(len(passages), len(FEATURES))


def _row(ad: _Ad, i: int, kept: float) -> list[float]:
    passages, gates, cased = ad.passages, ad.gates, ad.cased
    passage = passages[i]
    words = passage.sentence.text.strip()
    count = len(words.split())
    near = [j for j in range(max(0, i - NEAR), min(len(passages), i + NEAR + 1)) if j != i]
    heard = [float(gates[j]) for j in near if passages[j].likely is not None]
    begin = passage.sentence.span.start
    item = _LED.search(ad.text[max(0, begin - BULLET_REACH) : begin].rpartition("\n")[2]) is not None
    asking = passage.section in SECTIONS[:3]
    return [
        float(gates[i]),
        sum(heard) / len(heard) if heard else 0.0,
        kept,
        sum(passages[j].likely is None for j in near) / len(near) if near else 0.0,
        *(float(passage.section is section) for section in SECTIONS),
        *(float(passage.stance is stance) for stance in STANCES),
        float(item),
        float(item and passage.section in SECTIONS[:2]),
        math.log1p(count),
        float(count <= 3),
        float(words[-1:] in ".!?"),
        float(cased and words[:1].islower()),
        i / len(passages),
        len(_CAPITAL.findall(words)) / max(1, count) if cased else USUAL_CAPITALS,
        float(gates[i]) if asking else 0.0,
        *(float(pattern.search(words) is not None) for _, pattern in SIGNS),
    ]


def _log_odds(likely: float | None) -> float:
    bounded = min(max(likely if likely is not None else 0.5, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))
