"""The same answers from several processes: each loads the models once and reads its share of every batch."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from matcher.errors import MatcherError

Given = TypeVar("Given")
Found = TypeVar("Found")
AnswerEach: TypeAlias = Callable[[Sequence[Given]], Iterable[Found]]
"""One answer for each of what is given, in its order."""

WORTH_IT_BYTES = 1_000_000
"""Of the input from which loading the models several times pays."""

_answer: list[AnswerEach[Any, Any] | MatcherError] = []
"""In a worker: what it answers with, or why it can't."""


@dataclass(frozen=True, slots=True, eq=False)
class Shared(Generic[Given, Found]):
    """An AnswerEach over a pool of processes."""

    pool: ProcessPoolExecutor
    workers: int

    def __call__(self, items: Sequence[Given]) -> Iterator[Found]:
        size = -(-len(items) // self.workers)
        shares = [items[start : start + size] for start in range(0, len(items), size)]
        for found in self.pool.map(_share, shares):
            yield from found


def shared_answer(
    make: Callable[..., AnswerEach[Given, Found]], arguments: Sequence[Any], workers: int
) -> Shared[Given, Found]:
    """`make(*arguments)` is called once in each process; both must be picklable. The pool ends with this process."""
    spawned = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=spawned, initializer=_load, initargs=(make, tuple(arguments)))
    return Shared(pool, workers)


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0))


def _load(make: Callable[..., AnswerEach[Any, Any]], arguments: Sequence[Any]) -> None:
    threading.Thread(target=end_with_parent, daemon=True).start()
    try:
        _answer[:] = [make(*arguments)]
    except MatcherError as error:
        _answer[:] = [error]


def end_with_parent() -> None:
    """A parent that was killed could not tell: nobody would ever end this process."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _share(items: Sequence[Any]) -> list[Any]:
    [answer] = _answer
    if isinstance(answer, MatcherError):
        raise answer
    return list(answer(items))
