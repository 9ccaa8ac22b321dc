"""Engine: workers that read shards, one each at a time; where they run is what engines differ in."""

from collections.abc import Sequence
from typing import Protocol

from api.shards.work import Outcome
from corpora.shards.folders import Shard


class Engine(Protocol):
    def has_room(self) -> bool:
        """Whether a worker waits for a shard."""

    def begin(self, shard: Shard) -> None:
        """Give it to a worker that waits."""

    def ended(self) -> Sequence[Outcome]:
        """Waits for what happens next: shards that were read, or none where a worker became ready.

        A shard whose worker died is Broken, and another worker takes the place of that one. Raises what loading
        the models raises, and WorkersLost.
        """

    def close(self) -> None:
        """What is still being read is dropped."""
