"""A shard read: its rows to answers and rejects, both published whole, or passed over where that was done before."""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from typing import TypeAlias

import orjson

from api.items import Fault, Item, checked, of_an_ad
from api.shards.reader import Reader, ReadTexts
from corpora.parquet_rows import read_parquet
from corpora.shards.answers import (
    MARK,
    REJECTED,
    REJECTS,
    Rows,
    answer_schema,
    kept_in,
    reject_row,
    reject_schema,
    written,
)
from corpora.shards.folders import Folder, Shard, remove, sha256_in
from matcher.errors import MatcherError, Rejected

BATCH = 64
"""Ads whose sentences are looked up together."""
FORM = 1
"""Of the answers: columns, and what they mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a worker has to know; it travels to other processes."""

    source: Folder
    target: Folder
    load: Callable[[], Reader]
    """Called once in each worker."""
    min_confidence: float | None
    max_characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    shard: Shard
    version: str
    answered: int
    rejected: int
    passed_over: bool
    """It was finished by a run before."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It will fail again."""

    shard: Shard
    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Worth another try: what a disk, a network or a dead worker has spoilt."""

    shard: Shard
    reason: str


Outcome: TypeAlias = Finished | Refused | Broken


@dataclass(slots=True)
class Worker:
    """Loads its models before the first shard, and has them for all."""

    work: Work
    reader: Reader | None = None

    def load(self) -> Reader:
        """Raises MatcherError where something is not built here."""
        if self.reader is None:
            self.reader = self.work.load()
        return self.reader

    def attempt(self, shard: Shard) -> Outcome:
        """Whatever happens in a shard is told of that shard, in words that repeat nothing of any text."""
        reader = self.load()
        try:
            return read_shard(shard, self.work, reader)
        except MatcherError as error:
            return Refused(shard, str(error).removeprefix(f"{shard.name}: "))
        except OSError as error:
            return Broken(shard, f"{type(error).__name__}: {error.strerror or error}")
        except Exception as error:  # of one shard among thousands, perhaps after days: the others go on
            return Refused(shard, f"broke with {type(error).__name__} {_where(error)}")


def read_shard(shard: Shard, work: Work, reader: Reader) -> Finished:
    """Raises UnreadableDocument for a damaged shard, of which nothing is kept then, and OSError."""
    mark = mark_of(shard, work, reader.version)
    kept = kept_in(work.target, shard.name)
    if kept is not None and kept.mark == mark:
        return _finished(shard, reader, kept.answered, kept.rejected, passed_over=True)
    about = {MARK: mark, REJECTED: ""}
    rejects: list[Rejected] = []
    with written(work.target, shard.name, answer_schema(), about) as answers:
        _read(shard, work, reader.fresh(), answers, rejects)
        about[REJECTED] = str(len(rejects))
        _keep_rejects(shard, work, rejects, {MARK: mark})
    return _finished(shard, reader, answers.count, len(rejects), passed_over=False)


def mark_of(shard: Shard, work: Work, reading: str) -> str:
    """Equal where the same would be read in the same rows."""
    made_of = {
        "form": FORM,
        "input": {"sha256": sha256_in(work.source, shard.name)},
        "max_characters": work.max_characters,
        "min_confidence": work.min_confidence,
        "reading": reading,
        "software": version("skill-demand-matcher"),
    }
    return orjson.dumps(made_of).decode()


def _finished(shard: Shard, reader: Reader, answered: int, rejected: int, *, passed_over: bool) -> Finished:
    return Finished(shard=shard, version=reader.version, answered=answered, rejected=rejected, passed_over=passed_over)


def _read(shard: Shard, work: Work, read: ReadTexts, answers: Rows, rejects: list[Rejected]) -> None:
    def reject(row: int, field: str | None, reason: str) -> None:
        rejects.append(Rejected(file=shard.name, row=row, field=field, reason=reason))

    items = _items(shard, work, reject)
    while batch := list(islice(items, BATCH)):
        for (row, item), found in zip(batch, read([item for _, item in batch]), strict=True):
            if isinstance(found, MatcherError):
                reject(row, "text", str(found))
            else:
                answers.add({"row": row, "id": str(item.id), **found})


def _items(shard: Shard, work: Work, reject: Callable[[int, str | None, str], None]) -> Iterator[tuple[int, Item]]:
    with work.source.files.open_input_file(work.source.at(shard.name)) as file:
        for row in read_parquet(shard.name, file):
            found: Item | Fault = checked(of_an_ad(row.cells), max_characters=work.max_characters, needs_letters=True)
            if isinstance(found, Item):
                yield row.number, found
            else:
                reject(row.number, *found)


def _keep_rejects(shard: Shard, work: Work, rejects: list[Rejected], about: dict[bytes, str]) -> None:
    """Before the answers are published: these say that both are there."""
    name = f"{REJECTS}/{shard.name}"
    if not rejects:
        remove(work.target, work.target.at(name))
        return
    with written(work.target, name, reject_schema(), about) as rows:
        for rejected in sorted(rejects, key=lambda one: one.row or 0):
            rows.add(reject_row(rejected))


def _where(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"in {frame.name}, line {frame.lineno} of {frame.filename.rpartition('/')[2]}"
