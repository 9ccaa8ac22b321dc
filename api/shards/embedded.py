"""Engine of this machine: each worker is a process of its own, so that one that dies takes only its shard along."""

import multiprocessing
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from api.parallel import end_with_parent
from api.shards.work import Broken, Outcome, Work, Worker
from corpora.shards.folders import Shard
from matcher.errors import MatcherError

DIED = "the process that read it died, as one does that takes too much memory"
ENDS_WITHIN_SECONDS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Process:
    running: SpawnProcess
    pipe: Connection


@dataclass(slots=True, eq=False)
class EmbeddedEngine:
    work: Work
    idle: list[Process]
    busy: dict[Connection, tuple[Process, Shard]] = field(default_factory=dict)

    def has_room(self) -> bool:
        return bool(self.idle)

    def begin(self, shard: Shard) -> None:
        process = self.idle.pop()
        process.pipe.send(shard)
        self.busy[process.pipe] = process, shard

    def ended(self) -> Sequence[Outcome]:
        return [self._outcome(pipe) for pipe in wait(list(self.busy)) if isinstance(pipe, Connection)]

    def close(self) -> None:
        processes = [*self.idle, *(process for process, _ in self.busy.values())]
        self.idle.clear()
        self.busy.clear()
        for process in processes:
            _end(process)

    def _outcome(self, pipe: Connection) -> Outcome:
        process, shard = self.busy.pop(pipe)
        try:
            answer: Outcome | MatcherError = pipe.recv()
        except (EOFError, OSError):
            _end(process)
            self.idle.append(_begun(self.work))
            return Broken(shard, DIED)
        if isinstance(answer, MatcherError):
            _end(process)
            raise answer
        self.idle.append(process)
        return answer


@contextmanager
def embedded_engine(work: Work, workers: int) -> Iterator[EmbeddedEngine]:
    """Its processes end with the context."""
    engine = EmbeddedEngine(work, [_begun(work) for _ in range(workers)])
    try:
        yield engine
    finally:
        engine.close()


def _begun(work: Work) -> Process:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(work, theirs), daemon=True)
    process.start()
    theirs.close()
    return Process(process, ours)


def _end(process: Process) -> None:
    process.pipe.close()
    process.running.terminate()
    process.running.join(ENDS_WITHIN_SECONDS)


def serve(work: Work, pipe: Connection) -> None:
    """In a process of its own: a shard in, an outcome out, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt reaches the parent too, which ends this one
    threading.Thread(target=end_with_parent, daemon=True).start()
    worker = Worker(work)
    while True:
        try:
            shard = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send(worker.attempt(shard))
        except MatcherError as error:
            pipe.send(error)
