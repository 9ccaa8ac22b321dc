"""The same answers from several processes: each loads the models once and reads its share of every batch."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

from api.bulk import Answer, Item
from matcher.errors import MatcherError

WORTH_IT_BYTES = 1_000_000
"""Of the input from which loading the models several times pays."""

_answer: list[Answer | MatcherError] = []
"""In a worker: what it answers with, or why it can't."""


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """An Answer over a pool of processes, in the order of the items."""

    pool: ProcessPoolExecutor
    workers: int

    def __call__(self, items: Sequence[Item]) -> Iterator[Mapping[str, object]]:
        size = -(-len(items) // self.workers)
        shares = [items[start : start + size] for start in range(0, len(items), size)]
        for found in self.pool.map(_share, shares):
            yield from found


def shared_answer(make: Callable[..., Answer], arguments: Sequence[Any], workers: int) -> Shared:
    """`make(*arguments)` is called once in each process; both must be picklable. The pool ends with this process."""
    spawned = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=spawned, initializer=_load, initargs=(make, tuple(arguments)))
    return Shared(pool, workers)


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0))


def _load(make: Callable[..., Answer], arguments: Sequence[Any]) -> None:
    try:
        _answer[:] = [make(*arguments)]
    except MatcherError as error:
        _answer[:] = [error]


def _share(items: Sequence[Item]) -> list[Mapping[str, object]]:
    [answer] = _answer
    if isinstance(answer, MatcherError):
        raise answer
    return list(answer(items))
