"""The clauses of a sentence: where the words that decide how much an ad wants something change."""

import re
from dataclasses import dataclass
from itertools import pairwise

from matcher.asides import MAX_READ_CHARACTERS, section_of
from matcher.mentions import Span
from matcher.phrases import any_of
from matcher.stances import Stance, stance_of

__all__ = ["Clause", "Stance", "read_clauses", "section_of", "stance_of"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence with one stance; None leaves it to the section."""

    span: Span
    stance: Stance | None


_VERDICT = (
    r"(?:essential|required|mandatory|desirable|preferred|desired|beneficial|optional|advantageous|"
    r"necessary|needed|"
    r"helpful|useful|an advantage|a plus|a bonus|provided|given)"
)
_VERDICT_MARK = (
    r"(?:essential|desirable|desired|required|preferred|optional|mandatory|useful|bonus|nice[- ]to[- ]have|"
    r"must[- ]have|a (?:plus|must|bonus)|plus)"
)
_CUTS = any_of(
    r"^\W{0,5}(?:directly )?(?:reporting|rather than|instead of) [^,;.]{3,80},\s",
    r";\s?",
    r":\s(?=(?:we|you) (?:do )?(?:need|must|want|require|should)\b)",
    r"(?<=[a-z)0-9])[.!?]\s+(?=[A-Z])",
    r"(?<=[a-z)]{2})[.!?](?=(?-i:[A-Z][a-z]+)[ :])(?!.(?:net|js|io)\b)",
    r",?\s(?=(?:but|however|although|whereas|though|while|because|since)\b)(?! ?but also)",
    r",\s(?=(?:as|so(?! much)|yet|no|and no|nor|not) )",
    (
        r"\s(?=(?:rather than|instead of|as opposed to) (?![^;.]{0,120}\b(?:would|is|are|desirable|essential|required|"
        r"preferred|must|should)\b))"
    ),
    r"\b(?:rather than|instead of|as opposed to) [^,;.]{2,80},\s",
    r",?\s(?=without (?:ever )?(?:needing|having to|the need)\b)",
    r"(?:,?\sand|,)\s(?=(?:none of|nobody|no one|no-one|at no|there (?:is|are) no|never) )",
    (
        r",?\s(?=not (?!a (?:must|requirement|prerequisite|problem)\b)(?:(?:an? |the )[\w-]+|"
        r"(?-i:[A-Z])[\w+#./-]{1,20})(?: [\w+#./-]{2,20}){0,3},? but )"
    ),
    r",\s(?=(?:bonus points|plus points|brownie points|extra points) )",
    (
        r",?\s(?:and|but)\s(?=it (?:would|will)(?: also)? (?:help|be|count)|(?:we|i)(?: would|.d) (?:be|love|"
        r"like|welcome)\b)"
    ),
    rf"\b{_VERDICT}\s?(?:,|[-\u2013]\s)\s?(?:and |or |but |while |with )?(?=\S)",
    rf"\b{_VERDICT}\s(?=(?:and|or|so|as) )",
    rf"\((?:e|d|{_VERDICT_MARK})\)\s?(?:,|and\b|or\b|[-\u2013])?\s?(?=\S)",
    rf"(?<=\)),\s(?=[^,;()]{{2,40}}\s?\({_VERDICT_MARK}\))",
    r"=\s?(?:essential|desirable|required|preferred|optional|mandatory|must(?: have)?|bonus|useful|plus)\b\W*(?=\S)",
    r"(?:,\s?|\s(?:and|or|but|with|[-\u2013])\s)(?=(?:\w+ )?(?:ideally|preferably)\b)",
    (
        r"(?<=\w{3})\s(?=(?:ideally|preferably) (?:with|in|from|working|selling|gained|within|an?|including|directly|"
        r"having)\b)"
    ),
    (
        r",?\sand\s(?=(?:knowledge|experience|familiarity|understanding|awareness) (?:of|in|with) [^,;.]{1,60}(?:would|"
        r"is|will) (?:also )?(?:be )?(?:an? (?:plus|advantage|bonus|asset)|desirable|preferred|beneficial|advantageous|"
        r"useful|helpful))"
    ),
    r"(?=\((?:ideally|preferably)\b[^()]{0,80}(?:\)|$))",
    r"(?=\([^()]{1,60}\bnot (?:needed|required|necessary|essential)\))",
    r"(?<=\))(?<!\(s\))\s(?=(?:and|or)\b)",
    r",\s(?=with\b[^,;.]{1,60}\b(?:an? (?:advantage|plus|bonus)|desirable|preferred|beneficial)\b)",
    (
        r",\s(?=(?:(?!\b(?:and|or)\b)[^,;.]){1,40}\b(?:an? (?:plus|advantage|bonus)\b|(?:is|would be) "
        "(?:not |an? |highly )?(?:plus|advantage|bonus|desirable|preferred|beneficial|required|necessary|"
        "needed|essential)))"
    ),
    (
        r"(?:,?\sand |,\s)(?=(?:an? |the )?(?:willing(?:ness)?|eager(?:ness)?|keen(?:ness)?|desire|ready|"
        "happy) to learn )"
    ),
    before="",
)
"""Where a stance may change."""
_FILLERS = re.compile(
    rf"\b(?:{_VERDICT[3:-1]}|and|or|but|with|you|will|is|are|be|been|a|an|the|as|so|not|have|to|would|also|it|this|"
    r"highly|strictly|necessarily|absolutely|always|that|which|these|those|all|both|considered|seen|regarded|viewed|"
    r"strong|big|huge|definite|real|great|though|although|while|however|if|very|in|of|for|even|i|e|d)\b|\W",
    re.IGNORECASE,
)
_HEADS_A_LIST = re.compile(
    r"[\s*]*(?:[\w /'-]{0,40}:|ideally|preferably|must have|nice to have|desirable|essential)", re.IGNORECASE
)

_SAYS_WHO = re.compile(r"(?:we|you) (?:do )?(?:need|must|want|require|should)\b", re.IGNORECASE)
"""What begins a clause of its own, and no item of a list."""
_HEADS_WITH_COLON = re.compile(r"[^.;:]{1,58}:\s")


def read_clauses(sentence: str, offset: int = 0) -> tuple[Clause, ...]:
    """Cut a sentence where its stance changes; one clause where it doesn't.

    `offset` is the sentence's start in the original text, which the spans refer to.
    """
    edges = _edges(sentence)
    clauses: list[Clause] = []
    for start, end in pairwise(edges):
        stance = (
            stance_of(sentence[start:end])
            or _ruled_out(sentence[start:end])
            or _carried(sentence, clauses, offset, start)
        )
        if clauses and clauses[-1].stance is stance:
            clauses[-1] = Clause(Span(clauses[-1].span.start, offset + end), stance)
        else:
            clauses.append(Clause(Span(offset + start, offset + end), stance))
    return tuple(clauses)


_NOTHING_BUT = re.compile(
    r"\W*no (?!\d|nonsense|problem|doubt|one\b)[\w+#.]+(?: (?:or )?[\w+#.]+){0,2}\W*", re.IGNORECASE
)
"""All that is said of a thing is that there is none of it: "no PHP"."""


def _ruled_out(clause: str) -> Stance | None:
    return Stance.NOT_ASKED if _NOTHING_BUT.fullmatch(clause) else None


def _edges(sentence: str) -> list[int]:
    """Where clauses begin, and the end; a part that names nothing belongs to its neighbour."""
    edges = [0]
    for match in _CUTS.finditer(sentence[:MAX_READ_CHARACTERS]):
        if match.end() < len(sentence) and _FILLERS.sub("", sentence[edges[-1] : match.end()]):
            edges.append(match.end())
    if len(edges) > 1 and not _FILLERS.sub("", sentence[edges[-1] :]):
        edges.pop()
    return [*edges, len(sentence)]


def _carried(sentence: str, clauses: list[Clause], offset: int, start: int) -> Stance | None:
    """The stance of a list's head holds for its later parts: "Desirable: Java; Go"."""
    if not clauses or clauses[-1].stance is None or _SAYS_WHO.match(sentence, start):
        return None
    head = sentence[clauses[-1].span.start - offset :][:60]
    if clauses[-1].stance is Stance.NOT_ASKED:
        return Stance.NOT_ASKED if _HEADS_WITH_COLON.match(head) else None
    return clauses[-1].stance if _HEADS_A_LIST.match(head) else None


_NONE_OF_IT = re.compile(r"\W*no\b(?!\.? ?\d)(?! (?:longer|matter|doubt|fewer|less)\b)", re.IGNORECASE)


def speaks_of_absence(sentence: str) -> bool:
    """Everything it names is said not to be there or not to be needed: "No lectures", "no prior knowledge required"."""
    lacks = _NONE_OF_IT.match(sentence) is not None
    return lacks or all(clause.stance is Stance.NOT_ASKED for clause in read_clauses(sentence))
