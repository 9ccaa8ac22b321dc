"""The parts of an ad: which lines are headings, what each part is about, and its blocks of running text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.mentions import Span


class SectionKind(StrEnum):
    REQUIRED = "required"
    PREFERRED = "preferred"
    DUTIES = "duties"
    SUMMARY = "summary"
    """Neither requirement nor duty by its heading, but about the job; also all text before the first heading."""
    EMPLOYER = "employer"
    BENEFITS = "benefits"
    APPLYING = "applying"
    EQUAL_OPPORTUNITY = "equal opportunity"
    CONDITIONS = "conditions"


ABOUT_THE_JOB = frozenset(
    {SectionKind.REQUIRED, SectionKind.PREFERRED, SectionKind.DUTIES, SectionKind.SUMMARY}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    kind: SectionKind
    heading: str | None
    blocks: tuple[Span, ...]
    """Paragraphs and list items without their bullets, in order."""


HEADINGS: tuple[tuple[SectionKind, str], ...] = (
    (
        SectionKind.EQUAL_OPPORTUNITY,
        r"equal (employment )?opportunit|diversity|inclusion|disability confident|eeo\b|accommodation",
    ),
    (
        SectionKind.APPLYING,
        r"apply|application (process|procedure|instruction|material)|applications?$|applying|next steps?$|"
        r"what (happens )?next|what.s next|contact|closing date|interview|how to|selection process|for further|"
        r"further (information|details)|more information|recruitment process|interested|want to know more|"
        r"disclosure|safeguarding statement|disclaimer|please note|important notice|no agencies|url$",
    ),
    (
        SectionKind.BENEFITS,
        r"benefit|perks|we offer|we can offer|offer you|what you.?ll (get|receive)|what.?s in it for you|"
        r"you (will )?(get|receive)|compensation|rewards?\b|why (work|join|choose)|in return|remuneration|"
        r"salary|^pay\b|package|would you like",
    ),
    (
        SectionKind.PREFERRED,
        r"prefer|desir|nice to have|nice-to-have|bonus|advantage|a plus|pluses|ideally|would be great|"
        r"good to have|optional|beneficial|useful",
    ),
    (
        SectionKind.CONDITIONS,
        r"^(job )?location|schedule|^hours|working (conditions|hours|environment)|physical (demands|requirements)|"
        r"work environment|contract( type)?\b|job type|^band \d|probation|employment type|key (details|facts)|"
        r"travel$|status$|reports to|department$|grade$",
    ),
    (
        SectionKind.REQUIRED,
        r"essential|require|qualification|must have|you (will )?(need|have|bring)|what you.?ll (need|bring)|"
        r"looking for|we look for|needed|about you\b|who you are|person specification|the person|your (profile|skills|"
        r"experience|background)|skills|competenc|candidate|criteria|knowledge|experience|abilities|"
        r"eligib|minimum|successful in this role|to be successful|need from you|attributes|things that you will have",
    ),
    (
        SectionKind.DUTIES,
        r"dut(y|ies)|responsib|responisib|what you.?ll (do|be doing)|what you will (do|be doing)|you.?ll be doing|"
        r"key tasks|tasks|main purpose|accountabilit|day[- ]to[- ]day|a typical day|in this role|the post ?holder|"
        r"job functions?|essential functions|your (role|mission|work)$|activities",
    ),
    (
        SectionKind.EMPLOYER,
        r"who (we are|are (?!you|we looking))|about (us|our|the (company|organi[sz]ation|team|trust|university|college|library|"
        r"department|practice|service|business|client))|company (information|description|profile|overview)|"
        r"the (company|organi[sz]ation|client|trust|team)|our (company|values|mission|culture|trust|story|vision)|"
        r"campus description|background|^values|mission|culture|why [a-z ]+\?$|key facts about",
    ),
    (
        SectionKind.SUMMARY,
        r"description|summary|overview|purpose|the (role|job|position|post|opportunity)|role|introduction|profile|"
        r"opportunity|position|advert|about the (role|job|position|post)",
    ),
)
"""First match wins, so the order is part of the meaning ("essential functions" stands before both)."""

_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in HEADINGS)
_FUNCTIONS = re.compile(r"essential (job )?(functions?|dut|responsib)", re.IGNORECASE)
_ABOUT_EMPLOYER = re.compile(r"^about (?!you\b|the (role|job|position|post)\b|this (role|job|position)\b)", re.IGNORECASE)
BULLET = re.compile(r"\s*(?:[•●▪◦‣·∙○■□✓✔➢►*–—-]|o(?=\s{1,3}[A-Z])|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_MARKS = re.compile(r"^[\s#*_>=~-]+|[\s*_#:=~-]+$")
_INLINE = re.compile(r"^\W*([A-Za-z][A-Za-z/&' -]{2,45}?)\s*(?::|\s[-–]\s)\s*(?=\S)")
MAX_HEADING_WORDS = 9
MAX_HEADING_CHARACTERS = 80
MAX_TITLE_WORDS = 7
"""Of a heading that nothing but its words gives away."""


def heading_kind(heading: str) -> SectionKind | None:
    """What a heading announces; None where it says nothing known."""
    if _FUNCTIONS.search(heading):
        return SectionKind.DUTIES
    kind = next((kind for kind, pattern in _PATTERNS if pattern.search(heading)), None)
    if kind in (None, SectionKind.SUMMARY) and _ABOUT_EMPLOYER.match(heading):
        return SectionKind.EMPLOYER
    return kind


def read_sections(text: str) -> list[Section]:
    """The sections of an ad in order; text before the first heading is a summary. Empty sections are left out."""
    sections: list[Section] = []
    kind, heading, blocks = SectionKind.SUMMARY, None, list[Span]()

    def close() -> None:
        if blocks:
            sections.append(Section(kind=kind, heading=heading, blocks=tuple(blocks)))

    for line in _lines(text):
        announced = _announced(line.of(text))
        if announced is None:
            _append(text, line, blocks)
            continue
        close()
        (kind, heading), blocks = announced, []
        rest = _after_inline_heading(text, line)
        if rest is not None:
            blocks.append(rest)
    close()
    return sections


def _lines(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped[0])
            yield Span(start, start + len(stripped))


def _announced(line: str) -> tuple[SectionKind, str] | None:
    """(kind, heading) if the line is a heading, or starts with one and a colon."""
    bare = _MARKS.sub("", line)
    marked = line.startswith("#") or (line.startswith("**") and line.rstrip(": ").endswith("**"))
    short = len(bare.split()) <= MAX_HEADING_WORDS and len(bare) <= MAX_HEADING_CHARACTERS
    if marked and short:
        return heading_kind(bare) or SectionKind.SUMMARY, bare
    if BULLET.match(line):
        return None
    if short and bare and (line.endswith((":", "?")) or bare.isupper() or _titled(line)):
        kind = heading_kind(bare)
        return (kind, bare) if kind else None
    inline = _INLINE.match(line)
    if inline and len(inline.group(1).split()) <= 5:
        kind = heading_kind(inline.group(1))
        return (kind, inline.group(1)) if kind else None
    return None


def _titled(line: str) -> bool:
    """A short line without end punctuation that names a part and does not go on to a skill: "What we offer"."""
    if not line[0].isupper() or line[-1] in ".,;!" or len(line.split()) > MAX_TITLE_WORDS:
        return False
    return bool(_OPENS_HEADING.search(line)) and not (_GOES_ON.search(line) and not _QUESTION.match(line))


_QUESTION = re.compile(r"(what|who|why|how|about|to|the|key|duties|terms|summary|our|some)\b", re.IGNORECASE)
_OPENS_HEADING = re.compile(
    r"(?:^|\| ?)(?:the |your |our |key |main |job |role |person |about |what |who |why |how |in return|to apply|to be |"
    r"essential|desir|required|prefer|minimum|additional|also useful|useful|needed|nice to have|responsibilit|dut|"
    r"requirement|qualification|skills?\b|knowledge\b|experience\b|benefit|salary|location|summary|description|"
    r"overview|compensation|equal|further|contact|disclosure|apply|applications?\b|interested|next steps|equality|"
    r"principal|general|position|company|special|selection|education|competenc|accountab|attributes|closing)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(of|in|with|using|as|is|are|must|have|has|for|at|on|from|within|by)\b(?! (the|this|a) (role|job|post|position)\b)",
    re.IGNORECASE,
)


def _after_inline_heading(text: str, line: Span) -> Span | None:
    inline = _INLINE.match(line.of(text))
    if inline is None or line.of(text).rstrip().endswith(":"):
        return None
    start = line.start + inline.end()
    return Span(start, line.end) if start < line.end else None


def _append(text: str, line: Span, blocks: list[Span]) -> None:
    """Add a line as a block of its own, or to the block before where a sentence was wrapped over two lines."""
    bullet = BULLET.match(line.of(text))
    start = line.start + (bullet.end() if bullet else 0)
    if start >= line.end:
        return
    previous = blocks[-1] if blocks else None
    if previous and not bullet and _continues(text, previous, line):
        blocks[-1] = Span(previous.start, line.end)
    else:
        blocks.append(Span(start, line.end))


def _continues(text: str, previous: Span, line: Span) -> bool:
    between = text[previous.end : line.start]
    wrapped = between.count("\n") == 1 and text[previous.end - 1] not in ".!?:;"
    return wrapped and text[line.start].islower() and previous.end - previous.start > 40


def blocks_of(sections: Sequence[Section]) -> list[tuple[Section, Span]]:
    return [(section, block) for section in sections for block in section.blocks]
