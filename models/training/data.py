"""The labelled sentences that the linker is fitted on; they stay outside the project."""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.concepts import ConceptUri
from matcher.errors import SourceUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSentence:
    id: str
    text: str
    gold: frozenset[ConceptUri]
    """Empty where the sentence asks for no skill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledAd:
    id: str
    title: str
    sentences: tuple[str, ...]
    clusters: tuple[tuple[frozenset[ConceptUri], ...], ...]
    """For each sentence its clusters of interchangeable concepts."""


def shared_data() -> Path:
    """The data set beside the project: MATCHER_SHARED_DATA, else ../shared/data. Raises SourceUnavailable."""
    given = os.environ.get("MATCHER_SHARED_DATA")
    folder = Path(given) if given else Path(__file__).resolve().parents[3] / "shared" / "data"
    if not (folder / "eval").is_dir():
        raise SourceUnavailable(str(folder), "the labelled data is not there; set MATCHER_SHARED_DATA")
    return folder


def read_sentences(name: str) -> tuple[LabelledSentence, ...]:
    path = shared_data() / "eval" / "linking" / f"{name}.jsonl"
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return tuple(
        LabelledSentence(id=row["id"], text=row["text"], gold=frozenset(map(ConceptUri, row["gold"]))) for row in rows
    )


def read_labelled_ads(name: str = "skillxl_dev_a") -> tuple[LabelledAd, ...]:
    path = shared_data() / "eval" / "ads" / f"{name}.jsonl"
    return tuple(_ad(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())


def _ad(row: Mapping[str, object]) -> LabelledAd:
    sentences = row["sentences"]
    assert isinstance(sentences, list)
    return LabelledAd(
        id=str(row["id"]),
        title=str(row["title"]),
        sentences=tuple(s["text"] for s in sentences),
        clusters=tuple(tuple(frozenset(map(ConceptUri, c)) for c in s["clusters"]) for s in sentences),
    )


def read_label_space() -> tuple[ConceptUri, ...]:
    path = shared_data() / "eval" / "linking" / "label_space_esco_v1.1.0.txt"
    return tuple(ConceptUri(line.strip()) for line in path.read_text().splitlines() if line.strip())


def concept_counts(sentences: Sequence[LabelledSentence]) -> Mapping[ConceptUri, int]:
    return Counter(uri for sentence in sentences for uri in sentence.gold)


def sha256_of_sentences(name: str) -> str:
    path = shared_data() / "eval" / "linking" / f"{name}.jsonl"
    return hashlib.sha256(path.read_bytes()).hexdigest()
