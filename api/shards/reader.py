"""What a worker reads texts with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from api.extracting import skills_of
from api.items import Item
from api.reading_ads import remembering
from api.settings import Settings
from api.wiring import load_reading
from matcher.errors import MatcherError

ReadTexts: TypeAlias = Callable[[Sequence[Item]], Iterable[Mapping[str, object] | MatcherError]]
"""What each asks, or why it can't be read, in their order."""


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    version: str
    """Of all that decides what is read in a text."""
    fresh: Callable[[], ReadTexts]
    """One that remembers no shard before, so that what is read in a shard depends on nothing but the shard."""


def load_reader(settings: Settings, min_confidence: float | None) -> Reader:
    """Of one thread, since there are other workers. Raises ArtefactMismatch."""
    reading = load_reading(settings, threads=1)

    def fresh() -> ReadTexts:
        own = remembering(reading)
        return lambda items: skills_of(own, items, min_confidence)

    return Reader(reading.version, fresh)
