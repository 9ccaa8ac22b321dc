"""What a worker reads texts with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from api.items import Item
from matcher.errors import MatcherError

ReadTexts: TypeAlias = Callable[[Sequence[Item]], Iterable[Mapping[str, object] | MatcherError]]
"""What each asks, or why it can't be read, in their order."""


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    version: str
    """Of all that decides what is read in a text."""
    fresh: Callable[[], ReadTexts]
    """One that remembers no shard before, so that what is read in a shard depends on nothing but the shard."""
