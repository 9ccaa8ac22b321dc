"""Sentences parsed with spaCy's small English pipeline."""

import importlib
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from matcher.grammar import Word
from matcher.mentions import Span
from matcher.recent import Recent
from models.splitter import PACKAGE

UNUSED = ("senter", "attribute_ruler", "lemmatizer", "ner")


@dataclass(frozen=True, slots=True, eq=False)
class SpacyParser:
    nlp: Language
    recent: MutableMapping[str, tuple[Word, ...]] = field(default_factory=lambda: Recent(0))
    """What was parsed lately; by default nothing is kept: what people paste is theirs."""

    def parse(self, sentences: Sequence[str]) -> list[tuple[Word, ...]]:
        """The words of each sentence; one that stands there twice is parsed once."""
        known = {text: self.recent[text] for text in sentences if text in self.recent}
        missing = [text for text in dict.fromkeys(sentences) if text not in known]
        for text, doc in zip(missing, self.nlp.pipe(missing, batch_size=64), strict=True):
            known[text] = self.recent[text] = _words(doc)
        return [known[text] for text in sentences]


def load_parser() -> SpacyParser:
    package: Any = importlib.import_module(PACKAGE)
    return SpacyParser(package.load(exclude=list(UNUSED)))


def _words(doc: Doc) -> tuple[Word, ...]:
    return tuple(
        Word(
            span=Span(token.idx, token.idx + len(token)),
            text=token.text.lower(),
            capital=token.text[:1].isupper(),
            tag=token.tag_,
            role=token.dep_,
            head=token.head.i,
        )
        for token in doc
    )
