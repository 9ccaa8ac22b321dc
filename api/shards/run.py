"""All shards given to an engine, again where they broke, and what became of each."""

from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from api.shards.engine import Engine
from api.shards.work import Broken, Finished, Outcome, Refused
from corpora.shards.folders import Shard
from matcher.errors import VersionsDiffer

ATTEMPTS = 3


@dataclass(slots=True)
class Tally:
    shards: int = 0
    """That are finished."""
    passed_over: int = 0
    """Of these, those that a run before finished."""
    answered: int = 0
    rejected: int = 0
    refused: list[Refused] = field(default_factory=list)
    """What can't be read: nothing of these is kept."""
    lost: list[Broken] = field(default_factory=list)
    """What broke in every attempt; another run may have more luck."""
    tried_again: int = 0
    """Attempts beyond the first of a shard."""


def run(engine: Engine, shards: Sequence[Shard], told: Callable[[Outcome], None]) -> Tally:
    """`told` hears of every attempt that ended. Raises what the engine does, and VersionsDiffer."""
    tally, waiting, attempts = Tally(), deque(shards), Counter[str]()
    version: str | None = None
    open_shards = len(waiting)
    while open_shards:
        while waiting and engine.has_room():
            engine.begin(waiting.popleft())
        for outcome in engine.ended():
            told(outcome)
            attempts[outcome.shard.name] += 1
            if isinstance(outcome, Broken) and attempts[outcome.shard.name] < ATTEMPTS:
                tally.tried_again += 1
                waiting.append(outcome.shard)
                continue
            open_shards -= 1
            count(tally, outcome)
            if isinstance(outcome, Finished):
                version = version or outcome.version
                if outcome.version != version:
                    raise VersionsDiffer(version, outcome.version)
    return tally


def count(tally: Tally, outcome: Outcome) -> None:
    if isinstance(outcome, Finished):
        tally.shards += 1
        tally.passed_over += outcome.passed_over
        tally.answered += outcome.answered
        tally.rejected += outcome.rejected
    elif isinstance(outcome, Refused):
        tally.refused.append(outcome)
    else:
        tally.lost.append(outcome)
