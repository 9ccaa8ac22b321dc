"""What was read or judged lately, so that what many ask, or boilerplate that many ads repeat, is worked out once."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(slots=True, eq=False)
class Recent(MutableMapping[Key, Value], Generic[Key, Value]):
    """A mapping of at most `most` entries; the one that was not asked for longest goes first. For one thread."""

    most: int
    _kept: OrderedDict[Key, Value] = field(default_factory=OrderedDict)

    def __getitem__(self, key: Key) -> Value:
        value = self._kept[key]
        self._kept.move_to_end(key)
        return value

    def __setitem__(self, key: Key, value: Value) -> None:
        self._kept[key] = value
        self._kept.move_to_end(key)
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)

    def __delitem__(self, key: Key) -> None:
        del self._kept[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


@dataclass(slots=True, eq=False)
class Remembered(Generic[Key, Value]):
    """What was made of keys lately, for any number of threads; two that ask for the same at once may both make it."""

    kept: Recent[Key, Value]
    turn: Lock = field(default_factory=Lock)

    def of(self, key: Key, make: Callable[[Key], Value]) -> Value:
        """`make` gives the same of the same key, whenever it is asked."""
        with self.turn:
            if key in self.kept:
                return self.kept[key]
        made = make(key)
        with self.turn:
            self.kept[key] = made
        return made
