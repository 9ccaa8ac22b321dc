"""Sentences with spaCy's small English pipeline (its sentence recogniser alone)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from matcher.mentions import Sentence, Span
from models.run_on import pieces
from models.spacy_pipeline import load_pipeline
from models.unspaced import unspaced

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RECOGNISER = "senter"
UNUSED = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
MAX_ITEM_WORDS = 25
"""Of a block that is one sentence where no full stop stands inside it."""
_RULE = re.compile(r"(?:[^\w\s]|_){8,}")
_UNBROKEN = re.compile(r"\S{200,}")
_MARK = re.compile(r"[\W_]")
_INNER_STOP = re.compile(r"[.!?]\s")
_FIRST_LETTER = re.compile(r"(?:^|(?<=[.!?]\s))[a-z]")
_CANT_BEGIN = re.compile(r"[a-z+,)/&]")
MAX_BLOCK_CHARACTERS = 20_000
"""spaCy's memory grows with the block: a longer one is read in slices cut at white space."""


@dataclass(frozen=True, slots=True, eq=False)
class SpacySplitter:
    nlp: "Language"

    def split(self, text: str, blocks: Sequence[Span]) -> list[list[Sentence]]:
        """The sentences of each block; offsets are into `text`."""
        slices = [(i, piece) for i, block in enumerate(blocks) for piece in _slices(text, block)]
        found: list[list[Sentence]] = [[] for _ in blocks]
        legible = [_readable(piece.of(text)) for _, piece in slices]
        docs = self.nlp.pipe((own for own in legible if not _is_one(own)), batch_size=64)
        for (i, piece), own in zip(slices, legible, strict=True):
            bounds = [(0, len(own))] if _is_one(own) else _bounds(own, next(docs))
            found[i].extend(_sentences(own, bounds, piece.start, text))
        return found


def load_splitter() -> SpacySplitter:
    nlp = load_pipeline(exclude=list(UNUSED))
    nlp.enable_pipe(RECOGNISER)
    return SpacySplitter(nlp)


def _readable(text: str) -> str:
    """The text at equal length without rules and endless words, on which spaCy's tokenizer takes quadratic time.

    What is written all in capitals is read in small letters: the recogniser knows sentences by their first letters.
    """
    blanked = _RULE.sub(lambda match: " " * len(match.group()), text)
    unbroken = _UNBROKEN.sub(lambda match: _MARK.sub(" ", match.group()), blanked)
    small = unbroken.lower()
    if not unbroken.isupper() or len(small) != len(unbroken):
        return unbroken
    return _FIRST_LETTER.sub(lambda match: match.group().upper(), small)


def _slices(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    while block.end - start > MAX_BLOCK_CHARACTERS:
        cut = text.rfind(" ", start + 1, start + MAX_BLOCK_CHARACTERS)
        end = cut if cut > start else start + MAX_BLOCK_CHARACTERS
        yield Span(start, end)
        start = end
    yield Span(start, block.end)


def _is_one(text: str) -> bool:
    """Whether it is one sentence for certain, which need not be read: short, and without a full stop inside."""
    return len(text.split(None, MAX_ITEM_WORDS)) <= MAX_ITEM_WORDS and not _INNER_STOP.search(text.strip())


def _sentences(legible: str, bounds: Iterable[tuple[int, int]], offset: int, text: str) -> Iterator[Sentence]:
    """The sentences within these bounds of `legible`, which stands at `offset` of the text."""
    for begin, end in _parts(legible, bounds):
        raw = text[offset + begin : offset + end]
        stripped = raw.strip()
        if any(character.isalnum() for character in stripped):
            start = offset + begin + raw.index(stripped[0])
            yield Sentence(Span(start, start + len(stripped)), stripped)


def _parts(text: str, bounds: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences, those that no space parts, and the parts of those that run on."""
    for start, stop in bounds:
        for begin, end in ((start + first, start + last) for first, last in unspaced(text[start:stop])):
            yield from ((begin + first, begin + last) for first, last in pieces(text[begin:end]))


def _bounds(text: str, doc: "Doc") -> list[tuple[int, int]]:
    """Where sentences begin and end: the recogniser's, without its cuts at odd names and numbers.

    `text` is what `doc` was read from: to ask the Doc for it is to make an object of each token.
    """
    bounds: list[tuple[int, int]] = []
    for start, end in _recognised(doc):
        before = text[max(0, start - 20) : start].rstrip()[-1:] if bounds else ""
        if before and before not in ".!?:;" and _CANT_BEGIN.match(text, start):
            bounds[-1] = (bounds[-1][0], end)
        else:
            bounds.append((start, end))
    return bounds


def _recognised(doc: "Doc") -> Iterator[tuple[int, int]]:
    """The sentences of `doc.sents`, without a Python object for each of their tokens."""
    begins = [0, *(int(i) for i in np.flatnonzero(doc.to_array("SENT_START") == 1) if i), len(doc)]
    for first, after in pairwise(begins):
        last = doc[after - 1]
        yield doc[first].idx, last.idx + len(last)
