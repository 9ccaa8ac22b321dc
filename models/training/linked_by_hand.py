"""Sentences of real ads, and tasks of occupations, that were linked to concepts by reading them.

They stay outside the project; the labels are ours (`benchmarks/labels/README.md`).
"""

import csv
import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from corpora.ads.files import read_ads
from matcher.ads import JobAd
from matcher.concepts import ConceptUri
from matcher.mentions import Span
from models.training.data import LabelledSentence, read_labelled_ads, shared_data
from models.training.labelled import CONCEPTS, LABELS

TASKS, BLIND = "concepts_of_tasks", "concepts_blind"
EXAMPLES = (0, 4, 6, 9, 21)
"""Which of the annotated ads those who linked had before them, as the convention to follow."""
SKILL = "http://data.europa.eu/esco/skill/"
"""Before what the labels name a concept by."""
DIGITS = 16
"""Of the sha256 of a text."""

Clusters: TypeAlias = Sequence[frozenset[ConceptUri]]
"""Of interchangeable concepts."""


def read_linked(labels: Path = LABELS) -> tuple[LabelledSentence, ...]:
    """Those of ads, then tasks. Their ids are such that `ad_of` tells the ad, or the occupation of a task.

    Raises ValueError where a text is no longer the one that was labelled.
    """
    return (*_of_ads(labels), *_of_tasks(labels))


def read_twice() -> Iterator[tuple[Clusters, Clusters]]:
    """Sentences and tasks that two read without sight of each other."""
    for name in (CONCEPTS, TASKS):
        for row in _rows(LABELS, name):
            if "again" in row:
                yield _clusters(row["clusters"]), _clusters(row["again"])


def read_blind() -> Iterator[tuple[str, Clusters, Clusters]]:
    """Ad, our clusters and those of its annotators, of sentences that we read without sight of theirs.

    Raises KeyError where a sentence is no longer there.
    """
    theirs = {
        (ad.id, _digest(text)): clusters
        for ad in read_labelled_ads()
        for text, clusters in zip(ad.sentences, ad.clusters, strict=True)
    }
    for row in _rows(LABELS, BLIND):
        yield row["ad"], _clusters(row["clusters"]), theirs[row["ad"], row["sha256"]]


def sha256_of_linked() -> dict[str, str]:
    return {name: hashlib.sha256(_file(LABELS, name).read_bytes()).hexdigest() for name in (CONCEPTS, TASKS)}


def _of_ads(labels: Path) -> Iterator[LabelledSentence]:
    rows = _rows(labels, CONCEPTS)
    files = dict.fromkeys(row["file"] for row in rows)
    texts = {
        (file, ad.id): ad.text
        for file in files
        for ad in read_ads(shared_data() / "ads" / file)
        if isinstance(ad, JobAd)
    }
    for row in rows:
        text = Span(row["start"], row["end"]).of(texts[row["file"], row["ad"]])
        yield _sentence(row, f"{row['file']} {row['ad']}-{row['start']}", text)


def _of_tasks(labels: Path) -> Iterator[LabelledSentence]:
    path = shared_data() / "taxonomy" / "onet_task_statements.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        texts = {row["Task ID"]: row["Task"] for row in csv.DictReader(lines, delimiter="\t")}
    for row in _rows(labels, TASKS):
        yield _sentence(row, f"{path.name} {row['occupation']}-{row['task']}", texts[row["task"]])


def _sentence(row: Mapping[str, Any], id: str, text: str) -> LabelledSentence:
    if _digest(text) != row["sha256"]:
        raise ValueError(f"{id}: the words are not those that were labelled")
    return LabelledSentence(id=id, text=text, gold=frozenset[ConceptUri]().union(*_clusters(row["clusters"])))


def _clusters(names: Sequence[Sequence[str]]) -> Clusters:
    return tuple(frozenset(ConceptUri(SKILL + name) for name in cluster) for cluster in names)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def _rows(labels: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _file(labels, name).read_text(encoding="utf-8").splitlines()]


def _file(labels: Path, name: str) -> Path:
    return labels / f"{name}.jsonl"
