"""Sentences of real ads, and tasks of occupations, that were linked to concepts by reading them.

They stay outside the project; the labels are ours (`benchmarks/labels/README.md`).
"""

import csv
import gzip
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from matcher.concepts import ConceptUri
from matcher.mentions import Span
from models.training.data import LabelledSentence, read_labelled_ads, shared_data
from models.training.labelled import CONCEPTS, LABELS, ads_of, read_rows, require_same

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
        for row in read_rows(name):
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
    for row in read_rows(BLIND):
        yield row["ad"], _clusters(row["clusters"]), theirs[row["ad"], row["sha256"]]


def sha256_of_linked() -> dict[str, str]:
    return {name: hashlib.sha256((LABELS / f"{name}.jsonl").read_bytes()).hexdigest() for name in (CONCEPTS, TASKS)}


def _of_ads(labels: Path) -> Iterator[LabelledSentence]:
    rows = read_rows(CONCEPTS, labels)
    for row, ad in zip(rows, ads_of(rows), strict=True):
        text = Span(row["start"], row["end"]).of(ad.text)
        yield _sentence(row, f"{row['file']} {row['ad']}-{row['start']}", text)


def _of_tasks(labels: Path) -> Iterator[LabelledSentence]:
    path = shared_data() / "taxonomy" / "onet_task_statements.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        texts = {row["Task ID"]: row["Task"] for row in csv.DictReader(lines, delimiter="\t")}
    for row in read_rows(TASKS, labels):
        yield _sentence(row, f"{path.name} {row['occupation']}-{row['task']}", texts[row["task"]])


def _sentence(row: Mapping[str, Any], id: str, text: str) -> LabelledSentence:
    require_same(text, row, id)
    return LabelledSentence(id=id, text=text, gold=frozenset[ConceptUri]().union(*_clusters(row["clusters"])))


def _clusters(names: Sequence[Sequence[str]]) -> Clusters:
    return tuple(frozenset(ConceptUri(SKILL + name) for name in cluster) for cluster in names)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
