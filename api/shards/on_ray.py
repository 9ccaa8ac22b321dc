"""Engine of a Ray cluster, or of a Ray that is started here: each worker is an actor that loads the models once."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from api.shards.work import Broken, Outcome, Work, Worker
from corpora.shards.folders import Shard
from matcher.errors import InvalidInput, MatcherError, SourceUnavailable, WorkersLost

NO_USAGE_STATS = {"RAY_USAGE_STATS_ENABLED": "0"}
"""Ray tells its makers of its use unless it is told not to."""
PASSED_ON = ("PYTHONPATH", "MATCHER_CONFIG")
"""Variables that workers get as they are here; what was set is passed on in the settings."""
OBJECT_STORE_BYTES = 80_000_000
"""Of a Ray that is started here: next to nothing goes through it, since shards are read and written by the workers."""
MOST_FAILED = 3
"""For each worker that was asked for."""
STARTS = 3


class Actor:
    """As Ray runs it; what goes wrong comes back as a value."""

    def __init__(self, work: Work) -> None:
        self.worker = Worker(work)

    def load(self) -> MatcherError | None:
        try:
            self.worker.load()
        except MatcherError as error:
            return error
        return None

    def attempt(self, shard: Shard) -> Outcome:
        return self.worker.attempt(shard)


@dataclass(slots=True, eq=False)
class RayEngine:
    ray: Any
    work: Work
    workers: int
    idle: list[Any] = field(default_factory=list)
    loading: dict[Any, Any] = field(default_factory=dict)
    """What an actor answers when it is ready -> the actor, which perhaps waits for a machine."""
    busy: dict[Any, tuple[Any, Shard]] = field(default_factory=dict)
    failed_starts: int = 0

    def has_room(self) -> bool:
        return bool(self.idle)

    def begin(self, shard: Shard) -> None:
        actor = self.idle.pop()
        self.busy[actor.attempt.remote(shard)] = actor, shard

    def ended(self) -> Sequence[Outcome]:
        ready, _ = self.ray.wait([*self.busy, *self.loading], num_returns=1)
        for one in [one for one in ready if one in self.loading]:
            self._take_in(one)
        return [self._outcome(one) for one in ready if one in self.busy]

    def close(self) -> None:
        for actor in [*self.idle, *self.loading.values(), *(actor for actor, _ in self.busy.values())]:
            self.ray.kill(actor)

    def start(self) -> None:
        """One more worker, on the machine that has most room. It dies with its machine, and is not revived by Ray:
        what becomes of its shard is decided in one place."""
        options = {"num_cpus": 1, "max_restarts": 0, "max_task_retries": 0, "scheduling_strategy": "SPREAD"}
        actor = self.ray.remote(Actor).options(**options).remote(self.work)
        self.loading[actor.load.remote()] = actor

    def _take_in(self, ready: Any) -> None:  # noqa: ANN401 - of a library that is imported when it is needed
        actor = self.loading.pop(ready)
        try:
            error = self.ray.get(ready)
        except self.ray.exceptions.RayError as lost:
            self.failed_starts += 1
            if self.failed_starts >= MOST_FAILED * self.workers:
                raise WorkersLost(_in_short(lost)) from lost
            self.start()
            return
        if error is not None:
            raise error
        self.failed_starts = 0
        self.idle.append(actor)

    def _outcome(self, ready: Any) -> Outcome:  # noqa: ANN401 - as above
        actor, shard = self.busy.pop(ready)
        try:
            outcome: Outcome = self.ray.get(ready)
        except self.ray.exceptions.RayError as lost:
            self.start()
            return Broken(shard, f"its worker or its machine was lost ({_in_short(lost)})")
        self.idle.append(actor)
        return outcome


@contextmanager
def ray_engine(work: Work, workers: int | None, address: str | None) -> Iterator[RayEngine]:
    """Of the cluster at the address, or of one that is started here and ends with the context.

    `workers`: by default as many as the cluster has processors. Raises SourceUnavailable where Ray is not installed,
    InvalidInput where there is no cluster.
    """
    ray = _ray()
    started = not ray.is_initialized()
    if started:
        _connect(ray, workers, address)
    engine = RayEngine(ray, work, workers or max(1, int(ray.cluster_resources().get("CPU", 1))))
    try:
        for _ in range(engine.workers):
            engine.start()
        yield engine
    finally:
        engine.close()
        if started:
            ray.shutdown()


def _ray() -> Any:  # noqa: ANN401 - as above
    os.environ.update(NO_USAGE_STATS)  # read when Ray starts
    try:
        return import_module("ray")
    except ModuleNotFoundError as missing:
        how = "pip install 'skill-demand-matcher[ray]'"
        raise SourceUnavailable(
            "engine ray", f"Ray is not installed here; run `{how}`, or take --engine embedded"
        ) from missing


def _connect(ray: Any, workers: int | None, address: str | None) -> None:  # noqa: ANN401 - as above
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    options: dict[str, Any] = {
        "runtime_env": {"env_vars": passed_on | NO_USAGE_STATS},
        "logging_level": "ERROR",
        "log_to_driver": False,
    }
    if address is None:
        _start(
            ray, {"num_cpus": workers, "include_dashboard": False, "object_store_memory": OBJECT_STORE_BYTES, **options}
        )
        return
    try:
        ray.init(address, **options)
    except (OSError, RuntimeError, ValueError) as error:
        raise InvalidInput("address", f"there is no Ray cluster at {address} ({_in_short(error)})") from error


def _start(ray: Any, options: dict[str, Any]) -> None:  # noqa: ANN401 - as above
    """Ray here. It gives its own processes 15 s to come up, which a busy machine may not keep: so it is tried again."""
    for tried in range(1, STARTS + 1):
        try:
            ray.init("local", **options)
            return
        except Exception as error:  # it raises nothing narrower
            ray.shutdown()
            if tried == STARTS:
                raise WorkersLost(f"Ray did not start here, {STARTS} times ({_in_short(error)})") from error


def _in_short(error: Exception) -> str:
    """Its first line: the others tell of Ray's insides."""
    return f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}"
