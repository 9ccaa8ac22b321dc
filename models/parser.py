"""Sentences parsed with spaCy's small English pipeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.grammar import Word
from matcher.mentions import Span
from models.spacy_pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

UNUSED = ("senter", "attribute_ruler", "lemmatizer", "ner")


@dataclass(frozen=True, slots=True, eq=False)
class SpacyParser:
    nlp: "Language"

    def parse(self, sentences: Sequence[str]) -> list[tuple[Word, ...]]:
        """The words of each sentence, in order."""
        return [_words(doc) for doc in self.nlp.pipe(sentences)]


def load_parser() -> SpacyParser:
    return SpacyParser(load_pipeline(exclude=list(UNUSED)))


def _words(doc: "Doc") -> tuple[Word, ...]:
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
