"""The parts of an ad: which lines are headings, what each part is about, and its blocks of running text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise

from matcher.asides import returns_to_the_job
from matcher.headings import ABOUT_THE_JOB, SectionKind, heading_kind, is_label
from matcher.mentions import Span
from matcher.phrases import any_of
from matcher.tables import Columns, cells, is_row, read_row, rows_verdict, verdict_columns

__all__ = ["ABOUT_THE_JOB", "BULLET", "Section", "SectionKind", "heading_kind", "read_sections"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    kind: SectionKind
    heading: str | None
    blocks: tuple[Span, ...]
    """Paragraphs and list items without their bullets, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    kind: SectionKind | None
    """None where a heading that says nothing known goes on with the section before it."""
    text: str
    rest: Span | None = None
    """What stands after it on the same line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    kind: SectionKind
    heading: str | None
    line: Span


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    kind: SectionKind | None = None
    """What the table that it is a cell of makes it; None for a piece of running text."""


CLOSING = frozenset({SectionKind.APPLYING, SectionKind.EQUAL_OPPORTUNITY})
"""What ads close with: little that asks for a skill comes after."""
BULLET = re.compile(r"\s*(?:[•●▪◦‣·∙○■□✓✔➢►*\u2013\u2014-]|o(?=\s{1,3}[A-Z])|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_MARKS = " \t\r*_#:=~>-…."
_INLINE = re.compile(
    r"[*_\s]*([A-Za-z][A-Za-z/&'\u2019 -]{2,45}?)\s?(?:\([^()]{1,40}\)\s?)?(?:[*_]{0,2}:[*_]{0,2}|"
    r"\s[-\u2013]\s|\s?\t|\s\|\s(?![^|]*\s\|\s))\s*(?=\S)"
)
_INNER = re.compile(
    r"(?<![^\s*>])(?:(?:[A-Z][\w/&-]*|and|of|&) ){0,4}"
    r"(?:Responsibilities|Duties|Requirements?|Skills|Experience|Qualifications|Criteria|Specification|"
    r"Benefits|Perks|Must[- ][Hh]aves?|Nice[- ][Tt]o[- ][Hh]aves?|"
    r"Role|Person|Company|Candidate|Package|Location|Salary|Essential|Desirable|Required|Preferred|"
    r"About (?:[Yy]ou|[Uu]s|the [Rr]ole)|[Ww]e (?:(?:can|will) )?[Oo]ffer(?: you)?|Nice to [Hh]ave|[Tt]o [Aa]pply)"
    r"(?: (?:and|&|/) [A-Za-z]{3,20}| [Rr]equired| [Ii]nclude| [Cc]riteria| [Ss]kills)?"
    r"(?: ?\([^()]{1,40}\))?\*{0,2} ?:"
)
"""Where a heading that is known by its words and its colon stands in the middle of a line."""
_BOLD = re.compile(r"(\*\*|__)(?P<words>[A-Za-z][^*_:\n]{1,44})(?::\s?\1|\1\s?:)")
"""A heading in the middle of a line that stands out by its marks."""
_RUN_ON = re.compile(r"(?<= )[A-Z][A-Za-z'\u2019/&-]*(?: [A-Za-z'\u2019/&-]+){0,6} ?:(?=\s)")
"""What may be a heading in a long line, where a sentence may begin; every beginning follows a blank."""
_VERDICTS = frozenset({SectionKind.REQUIRED, SectionKind.PREFERRED, SectionKind.NOT_NEEDED})
"""What a heading in a line of ordinary length may make of the words after it."""
_SENTENCE_ENDS = frozenset({". ", "! ", "? ", ") ", "* ", "  "})
_WIDE = re.compile(r"(?<=\S)[ \t]{2,}(?=[A-Z\u2022*])")
MIN_RUN_ON_CHARACTERS = 300
MIN_GAPS = 3
_LINE = re.compile(r"[^\n]+")
_LAST = re.compile(r"(?<=[.!?] )[A-Z][^.:!?\n]{2,60}:\s*$")
"""What ends a paragraph and heads the list below it: "... needs. You will:". Looked for where a colon ends the line: it
would be tried from every capital letter of the others too."""
_BRACKETED = re.compile(r"\([^()]*\)")
_IN_BRACKETS = re.compile(r"\([^()]{1,40}\)[.;,]?")
_QUESTION = any_of(
    "what",
    "who",
    "why",
    "how",
    "about",
    "to",
    "the",
    "key",
    "duties",
    "terms",
    "summary",
    "our",
    "some",
    "nice",
    "good",
    "must haves?",
    "you have",
    before="",
    after=r"\b",
)
_ASKS_THE_READER = re.compile(r"(?:do|are|have|is|would|can|could|does|did|if|looking) \w", re.IGNORECASE)
_OPENS_HEADING = any_of(
    "the ",
    "your ",
    "our ",
    "key ",
    "main ",
    "job ",
    "role ",
    "person ",
    "about ",
    "what ",
    "who ",
    "why ",
    "how ",
    "in return",
    "to apply",
    "to be ",
    "essential",
    "desir",
    "required",
    r"(?:absolute )?musts?$",
    r"must[- ]haves?$",
    r"nice (?:extras|touches)$",
    r"(?:not|non)[- ](?:needed|required|negotiable)",
    "prefer",
    "minimum",
    "additional",
    "also useful",
    "useful",
    "needed",
    "nice to have",
    "responsibilit",
    "dut",
    "requirement",
    "qualification",
    r"skills?\b",
    r"knowledge\b",
    r"experience\b",
    "benefit",
    "salary",
    "location",
    "summary",
    "description",
    "overview",
    "compensation",
    "equal",
    "further",
    "contact",
    "disclosure",
    "disclaimer",
    "apply",
    r"applications?\b",
    "interested",
    "next steps",
    "equality",
    "principal",
    "general",
    "position",
    "company",
    "special",
    "selection",
    "education",
    "competenc",
    "accountab",
    "attributes",
    "closing",
    "perks",
    "we offer",
    "primary",
    "core",
    before="",
)
_GOES_ON = re.compile(
    r"\b(?:of|in|with|using|as|is|are|must|have|has|for|at|on|from|within|by)\b"
    r"(?! (?:the|this|a) (?:role|job|post|position)\b)",
    re.IGNORECASE,
)
_NAMES_A_SKILL = re.compile(
    r"(?!(?:key|core|essential|technical|required?|preferred|desired|desirable|your|the|our|additional|"
    r"soft|hard|"
    r"professional|personal|relevant|minimum|other|specific|job|special|general|necessary|further|what|and|"
    r"role|"
    r"qualifications|knowledge|experience|education|candidate|useful|bonus|nice|business|position)\b)"
    r"[A-Za-z-]{2,20} skills?",
    re.IGNORECASE,
)
"""A heading that is a skill itself: "Computer skills"."""
_SPEAKS_ON = re.compile(r"(?:you|we|what|this|the|our|all|but|however|instead|only)\b", re.IGNORECASE)
"""How a sentence begins that speaks of the job again, under a list of what isn't needed."""
_NO_TITLE = any_of(
    "want(?:ed|s)?",
    "need(?:ed|s)?",
    "require[ds]?",
    "must",
    "seek(?:s|ing)?",
    "looking",
    "essential",
    "desirable",
    "experience[ds]?",
    "knowledge",
    "skills?",
    "ability",
    "fluent",
    "we",
    "you(?:r|.ll)?",
    "is",
    "are",
    "will",
    "has",
    "have",
    "join",
    r"includ\w+",
    after=r"\b",
)
"""Words of a sentence or of a request, which no name of a job has."""
MAX_HEADING_WORDS = 9
MAX_HEADING_CHARACTERS = 80
MAX_TITLE_WORDS = 7
"""Of a heading that nothing but its words gives away."""
MAX_TITLE_LINE_WORDS = 10
MAX_INLINE_WORDS = 5
MIN_WRAPPED_CHARACTERS = 40
"""Of a line that the next one, beginning with a small letter, goes on with; under a bullet any that hangs does."""


def read_sections(text: str) -> list[Section]:
    """The sections of an ad in order; text before the first heading is a summary.

    A label with its value ("Location: Leeds") holds for its line only, any other heading with words on its own line
    ("Benefits: free parking") for its paragraph and list; a line that speaks of the job again
    ends a section that doesn't ("Benefits"). Empty sections are left out.
    """
    runs = groupby(_placed(text), key=lambda placed: (placed.kind, placed.heading))
    return [
        Section(kind=kind, heading=heading, blocks=tuple(_blocks(text, [placed.line for placed in run])))
        for (kind, heading), run in runs
    ]


def _placed(text: str) -> Iterator[_Placed]:
    """Each piece of running text with the section it stands in."""
    pieces = iter(_pieces(text))
    first = next(pieces, None)
    if first is None:
        return
    if _is_title(text, first.span):
        yield _Placed(kind=SectionKind.TITLE, heading=None, line=first.span)
    else:
        pieces = chain((first,), pieces)
    yield from _below(text, pieces)


def _below(text: str, pieces: Iterable[_Piece]) -> Iterator[_Placed]:
    """The pieces under a job's name."""
    kind: SectionKind = SectionKind.SUMMARY
    title: str | None = None
    outer: tuple[SectionKind, str | None] | None = None
    end = 0
    for piece in pieces:
        line = piece.span
        if piece.kind is not None:
            yield _Placed(kind=piece.kind, heading=title, line=line)
            end = line.end
            continue
        if outer and _stands_apart(text, end, line):
            (kind, title), outer = outer, None
        end = line.end
        heading = _heading(text, line)
        if heading is None:
            if kind not in ABOUT_THE_JOB and _returns(kind, line.of(text)):
                kind, title, outer = SectionKind.SUMMARY, None, None
            yield _Placed(kind=kind, heading=title, line=line)
            continue
        own = heading.kind or kind
        inline = heading.rest is not None and heading.rest != line
        if heading.rest is not None:
            yield _Placed(kind=own, heading=heading.text, line=heading.rest)
        if not inline or not is_label(heading.text):
            outer = (outer or (kind, title)) if inline and own not in CLOSING else None
            kind, title = own, heading.text


def _returns(kind: SectionKind, line: str) -> bool:
    """Whether a line under a heading that isn't about the job speaks of it again; a list of what isn't needed never."""
    if kind is SectionKind.NOT_NEEDED:
        sentence = line[-1:] in ".!:" and not BULLET.match(line)
        return sentence and (line.endswith(":") or _SPEAKS_ON.match(line) is not None)
    return returns_to_the_job(line)


def _is_title(text: str, line: Span) -> bool:
    """Whether the first line of a text, with more below it, is the name of a job and no sentence."""
    words = line.of(text)
    alone = text[line.end : line.end + 1] == "\n" and text[line.end :].strip() != ""
    short = len(words.split()) <= MAX_TITLE_LINE_WORDS and words[-1] not in ".!?:;," and not BULLET.match(words)
    return alone and short and not words[0].islower() and not _NO_TITLE.search(words) and _heading(text, line) is None


def _stands_apart(text: str, end: int, line: Span) -> bool:
    """Whether a line is neither in the paragraph that ended at `end` nor an item of its list."""
    return text[end : line.start].count("\n") > 1 and not BULLET.match(line.of(text))


def _pieces(text: str) -> Iterator[_Piece]:
    """The cells of tables, and lines cut where a row of bars or a heading in their middle cuts them."""
    columns: Columns | None = None
    for match in _LINE.finditer(text):
        line = match.group()
        row = is_row(line)
        heads = verdict_columns(line, inside=columns is not None) if row else None
        columns = heads or (columns if row else None)
        if heads:
            continue
        known = columns or (rows_verdict(line) if row else None)
        if known:
            named = read_row(line, match.start(), known)
            yield from (_Piece(cell.span, cell.kind or SectionKind.SUMMARY) for cell in named)
        elif line.count(" | ") > 1:
            for cell in cells(line):
                yield from _cut(cell.of(line), match.start() + cell.start)
        else:
            yield from _cut(line, match.start())


def _cut(line: str, start: int) -> Iterator[_Piece]:
    """The parts of a line without the white space around them, cut before each heading in its middle."""
    opening = len(line) - len(line.lstrip(_MARKS))
    inner = () if BULLET.match(line) else _INNER.finditer(line)
    last = _LAST.finditer(line) if line.rstrip().endswith(":") else ()
    cuts = {_before_marks(line, m.start()) for m in (*inner, *last, *_bold(line))}
    cuts = {cut for cut in cuts if cut > opening}
    if len(line) > MIN_RUN_ON_CHARACTERS:
        cuts |= _run_on(line) | _gaps(line)
    elif ": " in line[opening + 1 :]:
        cuts |= _run_on(line, _VERDICTS)
    for begin, end in pairwise([0, *sorted(cuts), len(line)]):
        stripped = line[begin:end].strip()
        if stripped:
            first = start + begin + line[begin:end].index(stripped[0])
            yield _Piece(Span(first, first + len(stripped)))


def _before_marks(line: str, start: int) -> int:
    """Where the marks begin that make what starts here stand out."""
    return start - 2 if line[max(0, start - 2) : start] in ("**", "__") else start


def _bold(line: str) -> Iterator[re.Match[str]]:
    """The known headings in a line that stand out by their marks."""
    if "**" in line or "__" in line:
        yield from (m for m in _BOLD.finditer(line) if heading_kind(m["words"]))


def _run_on(line: str, kinds: frozenset[SectionKind] = frozenset(SectionKind)) -> set[int]:
    """Where headings of these kinds begin in a line, at the beginning of a sentence or after a wide gap."""
    found = (m for m in _RUN_ON.finditer(line) if line[max(0, m.start() - 2) : m.start()] in _SENTENCE_ENDS)
    return {m.start() for m in found if heading_kind(m.group().rstrip(": ")) in kinds}


def _gaps(line: str) -> set[int]:
    """Where lines began that a whole ad in one line has lost: after the wide gaps, where there are several."""
    wide = [m.end() for m in _WIDE.finditer(line)]
    return set(wide) if len(wide) >= MIN_GAPS else set()


def _heading(text: str, line: Span) -> _Heading | None:
    """The line as a heading, if it is one or starts with one and a colon."""
    words = line.of(text)
    whole = _whole_line(words) if len(words) <= MAX_HEADING_CHARACTERS else None
    if whole is not None:
        return replace(whole, rest=line) if _NAMES_A_SKILL.fullmatch(whole.text) else whole
    inline = None if BULLET.match(words) else _INLINE.match(words)
    if inline is None or len(inline.group(1).split()) > MAX_INLINE_WORDS:
        return None
    kind = heading_kind(inline.group(1))
    if kind is None or (kind in ABOUT_THE_JOB and _names_a_skill(inline.group(1))):
        return None
    return _Heading(kind=kind, text=inline.group(1), rest=Span(line.start + inline.end(), line.end))


def _whole_line(words: str) -> _Heading | None:
    bare = words.strip(_MARKS)
    if not bare or len(bare.split()) > MAX_HEADING_WORDS or len(bare) > MAX_HEADING_CHARACTERS:
        return None
    if words.startswith("#"):
        return _Heading(kind=heading_kind(bare) or SectionKind.SUMMARY, text=bare)
    if words.startswith(("**", "__")) and words.rstrip(": ").endswith(("**", "__")):
        return _Heading(kind=heading_kind(bare), text=bare)
    if BULLET.match(words) or (words.endswith("?") and _ASKS_THE_READER.match(bare)):
        return None
    if words.endswith((":", "?", "…", "...")) or bare.isupper() or _titled(words):
        kind = heading_kind(bare)
        return _Heading(kind=kind, text=bare) if kind else None
    return None


def _names_a_skill(words: str) -> bool:
    """Whether words before a colon ask for something themselves: "Experience with databases: ..."."""
    goes_on = _GOES_ON.search(words) is not None and not _QUESTION.match(words)
    return goes_on or _NAMES_A_SKILL.fullmatch(words) is not None


def _titled(line: str) -> bool:
    """A short line without end punctuation that names a part, not a skill: "What we offer"."""
    bare = _BRACKETED.sub("", line.rsplit("|", 1)[-1]).strip()
    if (
        ":" in bare
        or "\t" in bare
        or not line[0].isupper()
        or line[-1] in ".,;!"
        or len(bare.split()) > MAX_TITLE_WORDS
    ):
        return False
    return bool(_OPENS_HEADING.match(bare)) and not (_GOES_ON.search(bare) and not _QUESTION.match(bare))


def _blocks(text: str, lines: Iterable[Span]) -> list[Span]:
    """Each line a block of its own, or part of the one before where a sentence was wrapped over two lines."""
    blocks: list[Span] = []
    for line in lines:
        bullet = BULLET.match(line.of(text))
        start = line.start + (bullet.end() if bullet else 0)
        if start >= line.end:
            continue
        if blocks and (not bullet or _closes(text, blocks[-1], line)) and _continues(text, blocks[-1], line):
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(Span(start, line.end))
    return blocks


def _continues(text: str, previous: Span, line: Span) -> bool:
    between = text[previous.end : line.start]
    if between.count("\n") != 1 or text[previous.end - 1] in ".!?:;":
        return False
    if _closes(text, previous, line):
        return True
    hangs = between[-1:] in " \t" and bool(BULLET.match(text, text.rfind("\n", 0, previous.start) + 1))
    if hangs and _IN_BRACKETS.fullmatch(line.of(text)):
        return True
    return text[line.start].islower() and (hangs or previous.end - previous.start > MIN_WRAPPED_CHARACTERS)


def _closes(text: str, previous: Span, line: Span) -> bool:
    """Whether a short line closes the bracket that the one before it left open."""
    opened = text.rfind("(", previous.start, previous.end) > text.rfind(")", previous.start, previous.end)
    words = line.of(text)
    return opened and "(" not in words and ")" in words and len(words.split()) <= MAX_TITLE_WORDS
