"""Workers without models, which other processes can import: what they read in a text is its long words."""

import os
import re
import signal
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from api.items import Item
from api.shards.reader import Reader, ReadTexts
from api.shards.work import Outcome, Work, Worker
from corpora.shards.folders import Shard, folder_of, shards_of
from matcher.errors import ArtefactMismatch, MatcherError, TextTooLong

UNREADABLE = "UNREADABLE"
Found: TypeAlias = Iterable[Mapping[str, object] | MatcherError]


def words(version: str = "fake-1") -> Reader:
    """Also tells how many texts its reader has read in the shard before: fresh ones begin at nothing."""

    def fresh() -> ReadTexts:
        before: list[str] = []

        def read(items: Sequence[Item]) -> Found:
            for item in items:
                yield (
                    TextTooLong("the ad", length=9, limit=1) if UNREADABLE in item.text else _answer(item.text, before)
                )
                before.append(item.text)

        return read

    return Reader(version, fresh)


def _answer(text: str, before: Sequence[str]) -> Mapping[str, object]:
    return {"skills": [_skill(match, len(before)) for match in re.finditer(r"\w{5,}", text)]}


def _skill(match: re.Match[str], before: int) -> Mapping[str, object]:
    evidence = [{"start": match.start(), "end": match.end(), "text": match[0]}]
    return {
        "uri": f"urn:{match[0].lower()}",
        "label": match[0],
        "importance": "essential",
        "confidence": before / 1000,
        "levels": ["2 years"] if before % 2 else [],
        "evidence": evidence,
    }


def unready() -> Reader:
    raise ArtefactMismatch("concepts", "missing", "make setup")


def dying_once(mark: Path) -> Reader:
    """The first to get here kills its own process over the first text, as the system does one of too much memory."""
    return Reader("fake-1", lambda: partial(_die_once, words().fresh(), mark))


def _die_once(read: ReadTexts, mark: Path, items: Sequence[Item]) -> Found:
    if _first(mark):
        os.kill(os.getpid(), signal.SIGKILL)
    return read(items)


def hanging_once(mark: Path, where: Path) -> Reader:
    """The first to get here tells in which machine it is, by a named pipe, and reads no further."""
    return Reader("fake-1", lambda: partial(_hang_once, words().fresh(), mark, where))


def _hang_once(read: ReadTexts, mark: Path, where: Path, items: Sequence[Item]) -> Found:
    if any("HANG" in item.text for item in items) and _first(mark):
        import ray  # noqa: PLC0415 - in its workers only

        where.write_text(ray.get_runtime_context().get_node_id())
        threading.Event().wait()
    return read(items)


def _first(mark: Path) -> bool:
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


@dataclass(slots=True, eq=False)
class Here:
    """An engine in this very process."""

    worker: Worker
    given: list[Shard] = field(default_factory=list)

    def has_room(self) -> bool:
        return not self.given

    def begin(self, shard: Shard) -> None:
        self.given.append(shard)

    def ended(self) -> Sequence[Outcome]:
        return [self.worker.attempt(self.given.pop())]

    def close(self) -> None:
        """Nothing is open."""


def work_of(
    source: Path, target: Path, load: Callable[[], Reader] = words, max_characters: int = 1_000
) -> tuple[Work, list[Shard]]:
    folder, shards = shards_of(str(source))
    work = Work(
        source=folder,
        target=folder_of(str(target), "out"),
        load=load,
        min_confidence=None,
        max_characters=max_characters,
    )
    return work, shards


def shard(path: Path, *rows: Mapping[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(list(rows)), path)
    return path


def ads(first: int, count: int, said: str = "Manage collections") -> list[Mapping[str, object]]:
    return [{"Job ID": f"ad-{n}", "Description": f"{said} of {n} libraries."} for n in range(first, first + count)]


def files_in(folder: Path) -> dict[str, bytes]:
    """All that was published, by name."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}
